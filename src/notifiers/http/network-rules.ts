import { BlockList, isIP } from 'node:net';

/** Which addresses may be asked: all public ones, and networks that the settings name. */
export interface NetworkRules {
  isAllowed(address: string): boolean;
  /** Whether it is one of the named networks: there a URL may do without TLS. */
  isNamed(address: string): boolean;
}

/** IPv4 that is not the public internet: this host, private, CGNAT, loopback, link-local, documentation, tests, multicast, reserved. */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The global unicast space of IPv6; loopback, ULA, link-local, mapped and translated addresses all lie outside. */
const PUBLIC_V6 = ['2000::/3'];
/** Inside it: protocol use with Teredo, documentation, and 6to4, which leads to any IPv4. */
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/**
 * Rules of the network. An IPv4 address written as IPv6 (`::ffff:…`) is refused whatever lies behind it.
 * @param named networks such as `10.1.2.0/24`, `fd00::/8` or `127.0.0.1`; each must be sound (see `isNetwork`).
 */
export function networkRules(named: readonly string[]): NetworkRules {
  const [open, barred, publicV6] = [
    listOf(named),
    listOf([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]),
    listOf(PUBLIC_V6),
  ];
  const isNamed = (address: string): boolean => holds(open, address);
  return {
    isNamed,
    isAllowed: (address) => {
      if (isIP(address) === 0 || isMapped(address)) return false;
      if (isNamed(address)) return true;
      return !holds(barred, address) && (isIP(address) === 4 || holds(publicV6, address));
    },
  };
}

function holds(list: BlockList, address: string): boolean {
  if (isIP(address) === 0 || isMapped(address)) return false;
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** IPv4 written as IPv6, `::ffff:a.b.c.d`. */
function isMapped(address: string): boolean {
  // BlockList unwraps a mapped address to its IPv4: whatever a list of all IPv4 holds is mapped.
  return isIP(address) === 6 && EVERY_V4.check(address, 'ipv6');
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}

const EVERY_V4 = listOf(['0.0.0.0/0']);
