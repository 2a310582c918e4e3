import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses at which the platform calls nobody, unless the installation lists them. */
const closed = new BlockList();
const closedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Within the last four an IPv4 address may stand that is an inner one: 6to4, IPv4-compatible, and both forms of NAT64. */
const closedV6 = [
  '100::/64',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  '2001:db8::/32',
  '2002::/16',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
];
for (const range of closedV4) addRange(closed, range);
for (const range of closedV6) addRange(closed, range);

export class ClosedAddress extends Error {
  override readonly name = 'ClosedAddress';
}

/** Says whether an address may be called: public ones may, inner ones where the installation lists their range. */
export type AddressGuard = (address: string) => boolean;

/** The guard of an installation. Throws for a range that is none: the configuration is wrong, and the process says so at its start. */
export function addressGuard(listedRanges: readonly string[]): AddressGuard {
  const listed = new BlockList();
  for (const range of listedRanges) addRange(listed, range);
  return (address) => {
    const plain = unmapped(address);
    const family = isIP(plain);
    if (family === 0) return false;
    const kind = family === 4 ? 'ipv4' : 'ipv6';
    return listed.check(plain, kind) || !closed.check(plain, kind);
  };
}

/**
 * A look-up for sockets that answers only open addresses. The socket connects to the very address that was judged, so a name that
 * resolves to another address a moment later opens nothing.
 */
export function guardedLookup(guard: AddressGuard): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { all: true, family: options.family, hints: options.hints }, (error, addresses) => {
      if (error) return callback(error, '', 4);
      const open = addresses.filter(({ address }) => guard(address));
      const [first] = open;
      if (!first) return callback(new ClosedAddress('the name resolves to no address that may be called'), '', 4);
      return options.all ? callback(null, open) : callback(null, first.address, first.family);
    });
  };
}

/** Every address that a name has now; empty where it has none. */
export function addressesOf(hostname: string): Promise<readonly string[]> {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return Promise.resolve([bare]);
  return new Promise((resolve) => {
    resolveName(bare, { all: true }, (error, addresses: LookupAddress[]) => resolve(error ? [] : addresses.map(({ address }) => address)));
  });
}

function addRange(list: BlockList, range: string): void {
  const [address = '', bits] = range.split('/');
  const family = isIP(address);
  const width = bits === undefined ? (family === 4 ? 32 : 128) : Number(bits);
  if (family === 0 || !Number.isInteger(width)) throw new Error(`"${range}" is no address or CIDR range`);
  list.addSubnet(address, width, family === 4 ? 'ipv4' : 'ipv6');
}

/** `::ffff:127.0.0.1` is 127.0.0.1. */
function unmapped(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  return bare.startsWith('::ffff:') && isIP(bare.slice(7)) === 4 ? bare.slice(7) : bare;
}
