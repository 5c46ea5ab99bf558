import { spansOf } from './spans-of.ts';

describe('an IP address', () => {
  it.each([
    '203.0.113.45',
    '198.51.100.255',
    '2001:db8:85a3::8a2e:370:7334',
    '2001:db8::1',
    '2001:db8:0:0:0:0:0:1',
    '::ffff:203.0.113.9',
    'fe80::1:2',
  ])('%s', (address) => {
    expect(spansOf(`from [${address}], please`)).toEqual([`ip:${address}`]);
    expect(spansOf(`IP:${address}.`)).toEqual([`ip:${address}`]);
    expect(spansOf(`source:${address}이고`)).toEqual([`ip:${address}`]);
  });

  it.each(['192.168.0.10', '10.1.20.30', '172.16.5.4', '8.8.8.8', 'fe80::1'])(
    '%s is someone’s only where the text speaks of an IP',
    (address) => {
      expect(spansOf(`공유기 ${address} 접속`)).toEqual([]);
      expect(spansOf(`아이피 ${address} 접속`)).toEqual([`ip:${address}`]);
    },
  );

  it('stands in a web address and in a log', () => {
    expect(spansOf('http://203.0.113.7:8080/login?ip=203.0.113.8')).toEqual(['ip:203.0.113.7', 'ip:203.0.113.8']);
  });

  it.each([
    '버전 10.4.2.1',
    'version 12.20.33.41',
    'v12.20.33.41',
    '펌웨어: 12.20.33.41',
    '12.20.33.41 버전',
    'Chrome/131.0.2903.51',
    'Chrome/131.20.30.51',
    'Thunderbird 1.5.0.10',
    '1.2.3.4',
    '131.0.0.0',
    '127.0.0.1',
    '0.0.0.0',
    '255.255.255.0',
    '256.1.20.30',
    '203.0.113.045',
    '203.0.113.4.5',
    '1203.0.113.4',
    '10:30:00',
    '00:1B:44:11:3A:B7',
    'std::vector',
    'a::b',
    '::1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '2001::db8::1:2',
    '2024-11-22T05:12:33',
  ])('%s is none', (text) => {
    expect(spansOf(`확인 ${text} 부탁`)).toEqual([]);
  });
});
