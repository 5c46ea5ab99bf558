import { BlockList, isIP } from 'node:net';

/** IPv4 ranges outside the public internet: IANA's special-purpose registry, multicast and reserved ranges. */
const REFUSED_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/**
 * The IPv6 range from which IANA assigns public addresses; loopback, mapped IPv4, NAT64, private, link-local and
 * multicast lie outside.
 */
const GIVEN_V6 = ['2000::', 3] as const;
/**
 * Parts of that range that are not public: protocol assignments with Teredo, documentation, and 6to4, which contains an
 * IPv4 address.
 */
const REFUSED_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const listOf = (type: 'ipv4' | 'ipv6', ranges: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, type);
  return list;
};
const refusedV4 = listOf('ipv4', REFUSED_V4);
const givenV6 = listOf('ipv6', [GIVEN_V6]);
const refusedV6 = listOf('ipv6', REFUSED_V6);

/**
 * Whether a text is an address of the public internet. False for a text that is no address, and for an address with a
 * zone, which is link-local.
 */
export const isPublicAddress = (address: string): boolean => {
  if (address.includes('%')) return false;
  const family = isIP(address);
  if (family === 4) return !refusedV4.check(address, 'ipv4');
  return family === 6 && givenV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
};

/** Whether a URL's host is written as an IP address that isn't public. A host name is checked when it is resolved. */
export const namesPrivateAddress = ({ hostname }: Pick<URL, 'hostname'>): boolean => {
  const host = bareHost(hostname);
  return isIP(host) !== 0 && !isPublicAddress(host);
};

/** A URL's host without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');
