import { describe, expect, it } from 'vitest';
import { networkRules } from '../../src/notifiers/http/network-rules.ts';
import { resolveSafely } from '../../src/notifiers/http/resolve-safely.ts';

const PUBLIC_ONLY = networkRules([]);

describe('the rules of the network', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:a01:203',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'example.cn',
  ])('refuse %s', (address) => {
    expect(PUBLIC_ONLY.isAllowed(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606:4700::1111'])(
    'allow %s',
    (address) => {
      expect(PUBLIC_ONLY.isAllowed(address)).toBe(true);
    },
  );

  it('allow what a setting names, and no more', () => {
    const rules = networkRules(['10.1.2.0/24', 'fd00::/16', '::1']);
    expect(['10.1.2.9', 'fd00::1', '::1', '8.8.8.8'].map((one) => rules.isAllowed(one))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['10.1.3.1', 'fd01::1', '::ffff:10.1.2.9'].map((one) => rules.isAllowed(one))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('a URL', () => {
  const resolve =
    (...addresses: string[]) =>
    async () =>
      await Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

  it('is pinned to the address that its name has now', async () => {
    const pinned = await resolveSafely('https://hook.example/x', PUBLIC_ONLY, resolve('8.8.8.8', '8.8.4.4'));
    expect(pinned).toMatchObject({ address: '8.8.8.8', family: 4 });
  });

  it.each([
    ['https://hook.example/', ['10.0.0.1'], 'URL_PRIVATE_ADDRESS'],
    ['https://hook.example/', ['8.8.8.8', '127.0.0.1'], 'URL_PRIVATE_ADDRESS'],
    ['https://127.0.0.1/', [], 'URL_PRIVATE_ADDRESS'],
    ['https://2130706433/', [], 'URL_PRIVATE_ADDRESS'],
    ['https://0x7f.1/', [], 'URL_PRIVATE_ADDRESS'],
    ['https://[::1]/', [], 'URL_PRIVATE_ADDRESS'],
    ['https://[::ffff:10.0.0.1]/', [], 'URL_PRIVATE_ADDRESS'],
    ['http://hook.example/', ['8.8.8.8'], 'URL_WITHOUT_TLS'],
    ['https://user:pass@hook.example/', ['8.8.8.8'], 'URL_INVALID'],
    ['file:///etc/passwd', [], 'URL_INVALID'],
    ['ftp://hook.example/', ['8.8.8.8'], 'URL_INVALID'],
    ['not a url', [], 'URL_INVALID'],
    ['https://hook.example/', [], 'URL_UNRESOLVED'],
  ])('%s at %j is refused: %s', async (url, addresses, code) => {
    await expect(resolveSafely(url, PUBLIC_ONLY, resolve(...addresses))).rejects.toMatchObject({ code });
  });

  it('whose name is not found is tried again', async () => {
    const lost = async () => await Promise.reject(new Error('ENOTFOUND'));
    await expect(resolveSafely('https://hook.example/', PUBLIC_ONLY, lost)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });
});
