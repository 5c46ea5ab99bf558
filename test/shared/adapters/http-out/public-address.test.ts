import * as fc from 'fast-check';
import { isPublicAddress, namesPrivateAddress } from '../../../../shared/adapters/http-out/public-address.ts';

const v4 = fc
  .tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 })))
  .map((parts) => parts.join('.'));
const hexOf = (address: string) => address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));

describe('given an address of IANA’s special purposes, then it is not public', () => {
  test.each([
    ['this network', '0.0.0.0'],
    ['private A', '10.1.2.3'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['carrier-grade NAT, its end', '100.127.255.255'],
    ['loopback', '127.0.0.1'],
    ['loopback, its end', '127.255.255.254'],
    ['link-local', '169.254.1.1'],
    ['EC2 metadata', '169.254.169.254'],
    ['ECS metadata', '169.254.170.2'],
    ['private B', '172.16.0.1'],
    ['private B, its end', '172.31.255.255'],
    ['protocols', '192.0.0.8'],
    ['documentation', '192.0.2.1'],
    ['6to4 relay', '192.88.99.1'],
    ['private C', '192.168.1.1'],
    ['benchmarks', '198.19.255.255'],
    ['documentation 2', '198.51.100.7'],
    ['documentation 3', '203.0.113.9'],
    ['multicast', '224.0.0.1'],
    ['multicast, its end', '239.255.255.250'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['mapped IPv4', '::ffff:127.0.0.1'],
    ['mapped IPv4 of the open internet', '::ffff:8.8.8.8'],
    ['mapped IPv4 in hex', '::ffff:7f00:1'],
    ['compatible IPv4', '::10.0.0.1'],
    ['translated IPv4', '::ffff:0:10.0.0.1'],
    ['NAT64', '64:ff9b::a9fe:a9fe'],
    ['NAT64, local', '64:ff9b:1::1'],
    ['discard', '100::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'],
    ['6to4 of 10.0.0.1', '2002:a00:1::1'],
    ['documentation 2', '3fff::1'],
    ['segment routing', '5f00::1'],
    ['unique local', 'fc00::1'],
    ['EC2 metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['any with a zone', '2606:4700::1%1'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['no address', 'example.com'],
    ['nothing', ''],
    ['a number', '2130706433'],
  ])('%s: %s', (__, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2400:cb00::1',
  '2a00:1450::1',
])('given %s, then it is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test('given any IPv4 address inside an IPv6 one, then it is never public', () => {
  fc.assert(
    fc.property(v4, (address) => {
      const [a, b, c, d] = hexOf(address);
      for (const around of [
        `::ffff:${address}`,
        `::${address}`,
        `64:ff9b::${address}`,
        `2002:${a}${b}:${c}${d}::1`,
        `2001:0:${a}${b}:${c}${d}::1`,
      ])
        expect(isPublicAddress(around)).toBe(false);
    }),
  );
});

test.each([
  ['https://127.0.0.1/', true],
  ['https://127.1/', true],
  ['https://0x7f000001/', true],
  ['https://2130706433/', true],
  ['https://0177.0.0.1/', true],
  ['https://１２７.0.0.1/', true],
  ['https://[::1]/', true],
  ['https://[::ffff:10.0.0.1]/', true],
  ['https://169.254.169.254/latest/meta-data', true],
  ['https://8.8.8.8/', false],
  ['https://[2606:4700::1]/', false],
  ['https://api.example.com/', false],
])('given %s, then that its host is a private address is %s', (url, expected) => {
  expect(namesPrivateAddress(new URL(url))).toBe(expected);
});
