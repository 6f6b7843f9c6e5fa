import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelTarget } from '../../src/domain/broker-channel.ts';
import { createEmailNotifier } from '../../src/notifiers/email.ts';
import { freePort } from '../support/redis-server.ts';
import { fairMillisecondsOf } from '../support/fair-time.ts';
import { aNotice } from './a-notice.ts';
import { startBadSmtp, startSmtp, type TestSmtp } from '../support/smtp.ts';

const NOTICE = aNotice();

function to(address: string): ChannelTarget {
  return { address, secrets: [] };
}

function notifier(smtpUrl: string, limitMs?: number) {
  const publicUrl = 'https://longqiao.example.cn/';
  return createEmailNotifier({ smtpUrl, from: '陇桥 <noreply@example.cn>', publicUrl, limitMs });
}

let server: TestSmtp;
beforeAll(async () => {
  server = await startSmtp();
});
afterAll(() => server.stop());

describe('a digest by mail', () => {
  it('reaches the broker as text and HTML, with counts and a link', async () => {
    await notifier(server.url).send(NOTICE, 0, to('one@example.cn'));
    const letter = server.letters.at(-1)!;
    expect(letter.to).toEqual(['one@example.cn']);
    const { headers, parts } = readLetter(letter.source);
    expect(headers).toMatch(/^From: .*<noreply@example\.cn>$/m);
    expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(parts['text/plain']).toContain('7 名劳动力');
    expect(parts['text/plain']).toContain('https://longqiao.example.cn/');
    expect(parts['text/html']).toContain('7 laborers');
  });

  it('has the same Message-ID when it is sent again, and another for another broker or run', async () => {
    const mail = notifier(server.url);
    await mail.send(NOTICE, 0, to('one@example.cn'));
    await mail.send(NOTICE, 0, to('one@example.cn'));
    await mail.send(aNotice({ id: 'digest.R12.B4.email' }), 0, to('two@example.cn'));
    await mail.send(aNotice({ id: 'digest.R13.B3.email' }), 0, to('one@example.cn'));
    const ids = server.letters
      .slice(-4)
      .map(({ source }) => /^Message-ID: (.+)$/im.exec(source)?.[1]?.trim());
    expect(ids[0]).toBe('<digest.R12.B3.email@example.cn>');
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a digest that does not go out', () => {
  it.each([
    ['550@refused.test', 'invalid_input', 'MAIL_REFUSED'],
    ['554-data@refused.test', 'invalid_input', 'MAIL_REFUSED'],
    ['451@refused.test', 'unavailable', 'MAIL_UNAVAILABLE'],
    ['452-data@refused.test', 'unavailable', 'MAIL_UNAVAILABLE'],
  ])('to %s is %s: %s', async (email, kind, code) => {
    const sending = notifier(server.url).send(NOTICE, 0, to(email));
    await expect(sending).rejects.toMatchObject({ kind, code });
    await expect(sending).rejects.not.toThrow(/refused\.test/);
  });

  it.each([[''], ['somebody'], ['a@b, c@d'], ['a@b\r\nBcc: c@d'], ['Name <a@b>']])(
    'for want of an address (%j) is dead, and no server is asked',
    async (email) => {
      const before = server.letters.length;
      const sending = notifier(server.url).send(NOTICE, 0, to(email));
      await expect(sending).rejects.toMatchObject({ kind: 'invalid_input', code: 'MAIL_ADDRESS_INVALID' });
      expect(server.letters).toHaveLength(before);
    },
  );

  it('because our password is not taken is tried again: the letter is sound', async () => {
    const url = server.url.replace('smtp://', 'smtp://user:wrong@');
    const sending = notifier(url).send(NOTICE, 0, to('one@example.cn'));
    await expect(sending).rejects.toMatchObject({ kind: 'unavailable', code: 'MAIL_UNAVAILABLE' });
    await expect(sending).rejects.not.toThrow(/wrong/);
  });

  it.each(['silent', 'drop'] as const)('to a %s server is tried again, soon', async (manner) => {
    const bad = await startBadSmtp(manner);
    const took = await fairMillisecondsOf(async () => {
      const sending = notifier(bad.url, 500).send(NOTICE, 0, to('one@example.cn'));
      await expect(sending).rejects.toMatchObject({ kind: 'unavailable' });
    });
    expect(took).toBeLessThan(3_000);
    await bad.stop();
  });

  it('where nothing listens is tried again', async () => {
    const sending = notifier(`smtp://127.0.0.1:${await freePort()}`).send(NOTICE, 0, to('one@example.cn'));
    await expect(sending).rejects.toMatchObject({ kind: 'unavailable', code: 'MAIL_UNAVAILABLE' });
  });
});

/** Headers of a letter, and its two parts decoded. */
function readLetter(source: string): { headers: string; parts: Record<string, string> } {
  const headers = source.slice(0, source.indexOf('\r\n\r\n')).replaceAll('\r\n', '\n');
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1] ?? '';
  const parts: Record<string, string> = {};
  for (const part of source.split(`--${boundary}`).slice(1, -1)) {
    const [head = '', ...body] = part.split('\r\n\r\n');
    const type = /Content-Type: ([a-z/]+)/.exec(head)?.[1] ?? '';
    parts[type] = decode(body.join('\r\n\r\n'), /Content-Transfer-Encoding: (\S+)/.exec(head)?.[1]);
  }
  return { headers, parts };
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return encoding === 'quoted-printable' ? Buffer.from(bytes, 'latin1').toString() : body;
}
