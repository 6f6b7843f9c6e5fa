import { beforeAll, describe, expect, it } from 'vitest';
import { openApiWorld, problemOf, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
let admin: string;

beforeAll(async () => {
  world = await openApiWorld();
  admin = await world.key('admin');
});

describe('API keys', () => {
  it('are shown once, work at once, and stop when they are revoked', async () => {
    const made = await world.ask('post', '/keys', {
      key: admin,
      body: { label: '大屏', role: 'reader', scope: ['6211'] },
    });
    expect(made.body.secret).toMatch(/^lq_[\w-]{43}$/);
    const { id, secret } = made.body as { id: string; secret: string };
    expect((await world.ask('get', '/laborers', { key: secret })).status).toBe(200);
    const list = await world.ask('get', '/keys', { key: admin });
    expect(list.text).not.toContain(secret);
    expect(list.body.items).toContainEqual(expect.objectContaining({ id, label: '大屏', revokedAt: null }));
    expect((await world.ask('delete', `/keys/${id}`, { key: admin })).status).toBe(204);
    const after = await world.ask('get', '/laborers', { key: secret });
    expect([after.status, problemOf(after).code]).toEqual([401, 'KEY_UNKNOWN']);
    expect(after.get('WWW-Authenticate')).toContain('invalid_token');
  });

  it('cannot reach further than the administrator who makes them', async () => {
    const local = await world.key('admin', ['6211']);
    const wide = await world.ask('post', '/keys', {
      key: local,
      body: { label: 'x', role: 'admin', scope: [''] },
    });
    expect([wide.status, problemOf(wide).code]).toEqual([403, 'AREA_OUT_OF_SCOPE']);
    const listed = await world.ask('get', '/keys', { key: local });
    for (const one of listed.body.items as { scope: string[] }[]) expect(one.scope).toEqual(['6211']);
    const { id } = (
      await world.ask('post', '/keys', { key: admin, body: { label: 'x', role: 'reader', scope: ['62'] } })
    ).body;
    expect((await world.ask('delete', `/keys/${id}`, { key: local })).status).toBe(404);
  });

  it('of a broker stay inside the broker’s areas', async () => {
    const broker = await world.broker(['6211']);
    const make = (scope: string[], brokerId: string) =>
      world.ask('post', '/keys', { key: admin, body: { label: 'x', role: 'broker', scope, brokerId } });
    expect(problemOf(await make(['62'], broker.id)).code).toBe('BROKER_SCOPE_PASSED');
    expect((await make(['621121'], broker.id)).status).toBe(201);
    expect((await make(['62'], 'B999999')).status).toBe(404);
  });

  it.each([{ scope: [] }, { scope: ['6'] }, { role: 'king' }, { label: '' }, { secret: 'mine' }])(
    'refuse %j',
    async (change) => {
      const body = { label: 'x', role: 'reader', scope: ['62'], ...change };
      expect((await world.ask('post', '/keys', { key: admin, body })).status).toBe(400);
    },
  );
});

describe('who asks', () => {
  it.each([
    ['no header', {}],
    ['another scheme', { Authorization: 'Basic bHE6eA==' }],
    ['an empty token', { Authorization: 'Bearer ' }],
  ])('with %s is told how to send a key', async (_name, headers) => {
    const response = await world.ask('get', '/laborers', { headers });
    expect([response.status, problemOf(response).code]).toEqual([401, 'KEY_MISSING']);
    expect(response.get('WWW-Authenticate')).toBe('Bearer realm="longqiao"');
  });

  it('with a made-up key is unknown, and the key is not repeated', async () => {
    const secret = `lq_${'a'.repeat(43)}`;
    const response = await world.ask('get', '/laborers', { key: secret });
    expect([response.status, problemOf(response).code]).toEqual([401, 'KEY_UNKNOWN']);
    expect(response.text).not.toContain(secret);
  });
});

describe('brokers', () => {
  it('are added with a station, and listed', async () => {
    const body = {
      name: '样例经纪人',
      scope: ['621122'],
      email: 'broker@example.com',
      station: { name: '样例工作站', areaCode: '621122' },
    };
    const made = await world.ask('post', '/brokers', { key: admin, body });
    expect(made.body).toMatchObject({ name: '样例经纪人', isActive: true });
    expect(made.body.stationId).toMatch(/^S/);
    expect((await world.ask('get', '/brokers', { key: admin })).body.items).toContainEqual(made.body);
  });

  it('are refused with a false mail address, area or station', async () => {
    for (const change of [
      { email: 'nobody' },
      { scope: ['abc'] },
      { station: { name: 'x', areaCode: '000000' } },
    ]) {
      const response = await world.ask('post', '/brokers', {
        key: admin,
        body: { name: 'x', scope: ['62'], ...change },
      });
      expect(response.status).toBe(400);
    }
  });
});
