import { BlockList, isIP } from 'node:net';

/** IPv4 that is not of the open internet: IANA's registry of special purposes, multicast and what is reserved. */
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
 * All that IANA gives out of IPv6 is below this; loopback, mapped IPv4, NAT64, private, link-local and multicast are
 * not.
 */
const GIVEN_V6 = ['2000::', 3] as const;
/**
 * What of that is not of the open internet: protocols' own with Teredo, documentation, and 6to4, which has an IPv4
 * address inside.
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
 * Is it an address of the open internet? False for anything that is no address, and for one with a zone: that is of a
 * link.
 */
export const isPublicAddress = (address: string): boolean => {
  if (address.includes('%')) return false;
  const family = isIP(address);
  if (family === 4) return !refusedV4.check(address, 'ipv4');
  return family === 6 && givenV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
};

/**
 * Is the host of this address an IP address that isn't public? What a name stands for is only known when it is asked.
 */
export const namesPrivateAddress = ({ hostname }: Pick<URL, 'hostname'>): boolean => {
  const host = bareHost(hostname);
  return isIP(host) !== 0 && !isPublicAddress(host);
};

/** A URL's host without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');
