import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { networkRules } from '../../src/notifiers/http/network-rules.ts';
import { createSmsNotifier, type SmsNotifierOptions } from '../../src/notifiers/sms.ts';
import { splitAtLines } from '../../src/notifiers/split-at-lines.ts';
import { createWebhookNotifier } from '../../src/notifiers/webhook.ts';
import { createWecomNotifier, WECOM_TEXT_BYTES } from '../../src/notifiers/wecom.ts';
import { phoneOf } from '../db/builders.ts';
import { startHttpReceiver, type HttpReceiver } from '../support/http-receiver.ts';
import { aNotice } from './a-notice.ts';

const LINK = 'https://longqiao.example.cn/';
const LOCAL = networkRules(['127.0.0.0/8']);
const [OLD, NEW] = [7, 8].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [
  string,
  string,
];

let server: HttpReceiver;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = await startHttpReceiver((response) => answer(response));
});
afterAll(async () => await server.stop());
beforeEach(() => {
  answer = (response) => response.end('{"errcode":0,"code":0}');
});

function status(code: number, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => void response.writeHead(code, headers).end();
}

describe('a webhook', () => {
  const notifier = (limitMs?: number) => createWebhookNotifier({ publicUrl: LINK, rules: LOCAL, limitMs });
  const target = () => ({ address: `${server.url}/hook`, secrets: [NEW, OLD] });

  it('is signed with every active secret, so that either verifies it', async () => {
    await notifier().send(aNotice(), 0, target());
    const { headers, body } = server.requests.at(-1)!;
    expect(headers['webhook-id']).toBe('digest.R12.B3.email');
    for (const secret of [OLD, NEW]) {
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ type: 'digest.published', data: { newLaborers: 7, runId: 'R12' } });
    }
    const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(() => new Webhook(other).verify(body, headers as Record<string, string>)).toThrow(
      'No matching signature',
    );
    expect(() => new Webhook(OLD).verify(`${body} `, headers as Record<string, string>)).toThrow(
      'No matching signature',
    );
  });

  it('has the same id and body when it is sent again', async () => {
    await notifier().send(aNotice(), 0, target());
    await notifier().send(aNotice(), 0, target());
    const [first, second] = server.requests.slice(-2);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
  });

  it.each([
    ['a 500', status(500), 'unavailable'],
    ['a 404', status(404), 'unavailable'],
    ['a 410', status(410), 'invalid_input'],
    ['a redirect', status(302, { location: 'http://169.254.169.254/' }), 'invalid_input'],
    ['no answer', () => undefined, 'unavailable'],
    ['a dropped line', (response: ServerResponse) => void response.destroy(), 'unavailable'],
  ])('answered with %s is %s', async (_name, how, kind) => {
    answer = how;
    const before = server.requests.length;
    await expect(notifier(300).send(aNotice(), 0, target())).rejects.toMatchObject({ kind });
    expect(server.requests).toHaveLength(before + 1);
  });

  it.each([
    ['7', 7],
    ['999999', 3_600],
  ])('asked to wait %s seconds tells so', async (header, retryAfterSeconds) => {
    answer = status(503, { 'retry-after': header });
    await expect(notifier().send(aNotice(), 0, target())).rejects.toMatchObject({ retryAfterSeconds });
  });

  it('reads no endless answer', async () => {
    answer = (response) => {
      const more = (): void => void (response.writableEnded || response.write('x'.repeat(65_536), more));
      more();
      response.on('error', () => undefined);
    };
    await expect(notifier(5_000).send(aNotice(), 0, target())).resolves.toBeUndefined();
  });

  it('into the private network is refused before anything is sent', async () => {
    const strict = createWebhookNotifier({ publicUrl: LINK, rules: networkRules([]) });
    const before = server.requests.length;
    for (const ask of [strict.check(target()), strict.send(aNotice(), 0, target())]) {
      await expect(ask).rejects.toMatchObject({ kind: 'invalid_input', code: 'URL_PRIVATE_ADDRESS' });
    }
    expect(server.requests).toHaveLength(before);
  });

  it('goes to the address that was checked, whatever the name says a moment later', async () => {
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return await Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    const pinned = createWebhookNotifier({ publicUrl: LINK, rules: LOCAL, resolve: rebinding });
    const address = server.url.replace('127.0.0.1', 'hook.example');
    await pinned.send(aNotice(), 0, { address, secrets: [NEW] });
    expect(asked).toBe(1);
    expect(server.requests.at(-1)!.headers.host).toContain('hook.example');
  });
});

describe('a WeChat Work bot', () => {
  const notifier = createWecomNotifier({ publicUrl: LINK, rules: LOCAL });
  const target = () => ({ address: `${server.url}/cgi-bin/webhook/send?key=k`, secrets: [] });
  const [opening] = aNotice().openings;
  const long = aNotice({ openings: Array.from({ length: 60 }, () => opening!) });

  it('gets texts of 2,048 bytes at most, cut between lines, and every line once', async () => {
    const parts = notifier.partsOf(long);
    expect(parts).toBeGreaterThan(1);
    const before = server.requests.length;
    for (let part = 0; part < parts; part += 1) await notifier.send(long, part, target());
    const texts = server.requests
      .slice(before)
      .map(({ body }) => (JSON.parse(body) as { text: { content: string } }).text.content);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(WECOM_TEXT_BYTES);
    expect(texts.join('\n').split('\n')).toHaveLength(60 + 3);
    // As few as the bytes allow: two neighbors do not fit into one.
    for (const [index, text] of texts.slice(1).entries()) {
      expect(Buffer.byteLength(`${texts[index]}\n${text.split('\n')[0]}`)).toBeGreaterThan(WECOM_TEXT_BYTES);
    }
  });

  it.each([
    ['{"errcode":45009}', 'unavailable'],
    ['{"errcode":93000}', 'invalid_input'],
    ['<html>', 'unavailable'],
  ])('that answers %s is %s', async (text, kind) => {
    answer = (response) => void response.end(text);
    await expect(notifier.send(aNotice(), 0, target())).rejects.toMatchObject({ kind });
  });

  it('is known by its key', async () => {
    const check = notifier.check({ address: `${server.url}/send`, secrets: [] });
    await expect(check).rejects.toMatchObject({ code: 'WECOM_URL_INVALID' });
  });
});

describe('texts in parts', () => {
  it('cut a line that is too long by itself, never inside a character', () => {
    const parts = splitAtLines(['短', '陇桥'.repeat(10)], 16);
    expect(parts.join('').replaceAll('\n', '')).toBe(`短${'陇桥'.repeat(10)}`);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(16);
  });
});

describe('an SMS gateway', () => {
  const printed: string[] = [];
  const notifier = (change: Partial<SmsNotifierOptions> = {}) =>
    createSmsNotifier({
      gatewayUrl: `${server.url}/sms`,
      bodyTemplate: '{"mobile":"{phone}","content":"{text}","msgid":"{id}"}',
      token: 'secret',
      okText: '"code":0',
      publicUrl: LINK,
      print: (line) => printed.push(line),
      ...change,
    });
  const target = { address: phoneOf(1), secrets: [] };

  it('gets two counts and a link, with the notice’s id as idempotency key', async () => {
    await notifier().send(aNotice(), 0, target);
    const { headers, body } = server.requests.at(-1)!;
    expect(headers['idempotency-key']).toBe('digest.R12.B3.email');
    expect(headers.authorization).toBe('Bearer secret');
    expect(JSON.parse(body)).toEqual({
      mobile: phoneOf(1),
      content: `【陇桥】今日新推荐：7 名劳动力，31 条岗位匹配。登录查看 ${LINK}`,
      msgid: 'digest.R12.B3.email',
    });
  });

  it('takes a form as well', async () => {
    await notifier({ bodyTemplate: 'to={phone}&text={text}' }).send(aNotice(), 0, target);
    const { headers, body } = server.requests.at(-1)!;
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(new URLSearchParams(body).get('text')).toContain('7 名劳动力');
  });

  it('that answers 200 without the word of success is asked again', async () => {
    answer = (response) => void response.end('{"code":17}');
    await expect(notifier().send(aNotice(), 0, target)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('as a sandbox prints instead, with the number masked', async () => {
    const before = server.requests.length;
    await notifier({ gatewayUrl: 'sandbox:' }).send(aNotice(), 0, target);
    expect(printed.at(-1)).toMatch(/199\*{4}0001.*digest\.R12\.B3\.email.*7 名劳动力/);
    expect(printed.at(-1)).not.toContain(phoneOf(1));
    expect(server.requests).toHaveLength(before);
  });

  it.each(['', '12345', '+8613800000000', '02112345678'])('sends nothing to %j', async (address) => {
    await expect(notifier().send(aNotice(), 0, { address, secrets: [] })).rejects.toMatchObject({
      code: 'PHONE_INVALID',
    });
  });
});
