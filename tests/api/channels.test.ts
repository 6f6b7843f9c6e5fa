import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { BrokerId, RunId } from '../../src/domain/ids.ts';
import { deliverOutbox } from '../../src/flows/notices/deliver-outbox.ts';
import { networkRules } from '../../src/notifiers/http/network-rules.ts';
import { createWebhookNotifier } from '../../src/notifiers/webhook.ts';
import { openTestDatabase } from '../db/open-test-database.ts';
import { fakeQueue } from '../support/fake-queue.ts';
import { startHttpReceiver, type HttpReceiver } from '../support/http-receiver.ts';
import { problemOf, worldOver, type ApiWorld } from './api-world.ts';
import { employerBody, make, openingBody } from './fixtures.ts';

let world: ApiWorld;
let server: HttpReceiver;
let admin: string;
let broker: { id: BrokerId; secret: string };
let isWell = true;

beforeAll(async () => {
  server = await startHttpReceiver((response) => response.writeHead(isWell ? 204 : 410).end());
  const { db } = await openTestDatabase();
  const publicUrl = 'https://longqiao.example.cn/';
  const rules = networkRules(['127.0.0.0/8']);
  const notifiers = [createWebhookNotifier({ publicUrl, rules })];
  world = worldOver({ db, queue: fakeQueue() }, { notifiers });
  admin = await world.key('admin');
  broker = await world.broker(['6211']);
});
afterAll(async () => await server.stop());

const path = (rest = '') => `/brokers/${broker.id}/channels${rest}`;

describe('channels of a broker', () => {
  it('are set, listed masked, tested, changed over to a new secret, and removed', async () => {
    const address = `${server.url}/hook?door=key`;
    const set = await world.ask('put', path('/webhook'), { key: admin, body: { address } });
    expect(set.status).toBe(200);
    expect(set.body.secret).toMatch(/^whsec_/);
    const listed = await world.ask('get', path(), { key: admin });
    expect(listed.body.items).toMatchObject([{ kind: 'webhook', shown: `${server.url}/…`, secrets: 1 }]);
    expect(listed.text).not.toContain('door=key');

    const begun = await world.ask('post', path('/webhook/secret'), { key: admin, body: { step: 'begin' } });
    expect(begun.body.channel.secrets).toBe(2);
    const tested = await world.ask('post', path('/webhook/test'), { key: admin });
    const { headers, body } = server.requests.at(-1)!;
    expect(headers['webhook-id']).toBe(tested.body.id);
    for (const secret of [set.body.secret, begun.body.secret]) {
      const verified = new Webhook(secret as string).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ type: 'channel.test' });
    }
    const done = await world.ask('post', path('/webhook/secret'), { key: admin, body: { step: 'finish' } });
    expect(done.body).toMatchObject({ secret: null, channel: { secrets: 1 } });
    await world.ask('post', path('/webhook/test'), { key: admin });
    const last = server.requests.at(-1)!;
    const verify = (secret: string) => () =>
      new Webhook(secret).verify(last.body, last.headers as Record<string, string>);
    expect(verify(begun.body.secret as string)).not.toThrow();
    expect(verify(set.body.secret as string)).toThrow('No matching signature');

    expect((await world.ask('delete', path('/webhook'), { key: admin })).status).toBe(204);
    expect((await world.ask('delete', path('/webhook'), { key: admin })).status).toBe(404);
  });

  it('into the private network are refused with what to do', async () => {
    for (const address of [
      'https://10.0.0.1/hook',
      'https://[::ffff:127.0.0.1]/',
      'http://169.254.169.254/',
    ]) {
      const refused = await world.ask('put', path('/webhook'), { key: admin, body: { address } });
      expect([refused.status, problemOf(refused).code]).toEqual([400, 'URL_PRIVATE_ADDRESS']);
      expect(JSON.stringify(refused.body)).toContain('WEBHOOK_ALLOW_NETWORKS');
    }
  });

  it('that this system does not offer say which setting is missing', async () => {
    const body = { address: 'a@example.cn' };
    const refused = await world.ask('put', path('/email'), { key: admin, body });
    expect([refused.status, problemOf(refused).code]).toEqual([409, 'CHANNEL_NOT_OFFERED']);
    expect(JSON.stringify(refused.body)).toContain('SMTP_URL');
  });

  it('are set by officers of all her areas, and by nobody else', async () => {
    const [own, other] = [await world.key('officer', ['6211']), await world.key('officer', ['621121'])];
    expect((await world.ask('get', path(), { key: own })).status).toBe(200);
    expect((await world.ask('get', path(), { key: other })).status).toBe(404);
    expect((await world.ask('get', path(), { key: broker.secret })).status).toBe(403);
  });
});

describe('dead letters', () => {
  it('are listed with why, sent again with the same id, and counted by run', async () => {
    await world.ask('put', path('/webhook'), { key: admin, body: { address: `${server.url}/hook` } });
    await make(world, admin, '/employers', employerBody(1));
    await make(world, admin, '/openings', openingBody(1));
    const runId = (await world.ask('post', '/runs', { key: admin, body: {} })).body.id as RunId;
    const loss = { laborerId: 'L1', openingId: 'O1', reason: 'opening_full' } as const;
    const digest = {
      runId,
      brokerId: broker.id,
      newLaborers: 0,
      newPairs: 0,
      items: [],
      waiting: 0,
      losses: [loss],
    };
    const message = { runId, brokerId: broker.id, channel: 'webhook', digest } as const;
    await world.context.db.stores.notices.addToOutbox([message]);
    isWell = false;
    expect(await deliverOutbox(world.context)).toMatchObject({ sent: 0, failed: 1 });
    const refusedId = server.requests.at(-1)!.headers['webhook-id'];
    const dead = await world.ask('get', '/outbox/dead', { key: admin });
    expect(dead.body.items).toMatchObject([{ brokerId: broker.id, channel: 'webhook', attempts: 1 }]);
    expect(dead.body.items[0].error).toContain('HTTP 410');
    const notices = async () => (await world.ask('get', `/runs/${runId}/notices`, { key: admin })).body;
    expect(await notices()).toMatchObject({ channels: [{ channel: 'webhook', dead: 1 }], inboxOnly: [] });

    const resend = `/outbox/${dead.body.items[0].id}/resend`;
    expect((await world.ask('post', resend, { key: await world.key('officer', ['6205']) })).status).toBe(404);
    expect((await world.ask('post', resend, { key: admin })).status).toBe(204);
    expect((await world.ask('post', resend, { key: admin })).status).toBe(404);
    isWell = true;
    expect(await deliverOutbox(world.context)).toMatchObject({ sent: 1, failed: 0 });
    expect(server.requests.at(-1)!.headers['webhook-id']).toBe(refusedId);
    expect(await notices()).toMatchObject({ channels: [{ channel: 'webhook', dead: 0, sent: 1 }] });
  });
});
