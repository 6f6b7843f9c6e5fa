import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { say } from '../../domain/bilingual.ts';
import { AppError } from '../../domain/errors.ts';
import type { NetworkRules } from './network-rules.ts';

/** Where a URL leads, resolved once: the connection is made to this very address and no other. */
export interface PinnedUrl {
  readonly url: URL;
  readonly address: string;
  readonly family: 4 | 6;
}

/** Resolves a host name to all its addresses. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

const askSystem: Resolve = async (host) => await lookup(host, { all: true, verbatim: true });

/**
 * Checks a URL and pins the address that it leads to. One address that is not allowed among several refuses them all: which of them
 * is used is not for the name's owner to choose.
 * @throws AppError `URL_INVALID`, `URL_PRIVATE_ADDRESS`, `URL_WITHOUT_TLS` (invalid_input); `URL_UNRESOLVED` (unavailable).
 */
export async function resolveSafely(
  text: string,
  rules: NetworkRules,
  resolve: Resolve = askSystem,
): Promise<PinnedUrl> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  )
    throw urlInvalid();
  // Brackets of IPv6 are the URL's; a host of digits (0x7f.1, 2130706433) has become a dotted address by now.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await ask(host, resolve);
  if (!addresses.every(({ address }) => rules.isAllowed(address))) throw privateAddress();
  const [first] = addresses;
  if (first === undefined) throw unresolved();
  if (url.protocol === 'http:' && !addresses.every(({ address }) => rules.isNamed(address)))
    throw withoutTls();
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
}

async function ask(host: string, resolve: Resolve): ReturnType<Resolve> {
  try {
    return await resolve(host);
  } catch {
    throw unresolved();
  }
}

function urlInvalid(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'URL_INVALID',
    message: say('网址不合格。', 'This URL will not do.'),
    remedy: say(
      '填写 https:// 开头的完整网址，不要带用户名和密码',
      'Give a whole URL that begins with https://, without user name and password',
    ),
  });
}

function privateAddress(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'URL_PRIVATE_ADDRESS',
    message: say(
      '网址指向内网、本机或保留地址，已拒绝。',
      'The URL leads to a private, local or reserved address and is refused.',
    ),
    remedy: say(
      '改用公网地址；确需发往内网时，由管理员把该网段写入 WEBHOOK_ALLOW_NETWORKS（如 10.1.2.0/24）并重启',
      'Use a public address; where the private network is meant, an administrator names it in WEBHOOK_ALLOW_NETWORKS (such as 10.1.2.0/24) and restarts',
    ),
  });
}

function withoutTls(): AppError {
  return new AppError({
    kind: 'invalid_input',
    code: 'URL_WITHOUT_TLS',
    message: say('公网地址必须使用 https。', 'A public address takes https.'),
    remedy: say('把网址改为 https:// 开头', 'Begin the URL with https://'),
  });
}

function unresolved(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'URL_UNRESOLVED',
    message: say('网址的域名解析不到。', 'The host name of the URL is not found.'),
    remedy: say('请核对域名，或稍后再试', 'Check the host name, or try again later'),
  });
}
