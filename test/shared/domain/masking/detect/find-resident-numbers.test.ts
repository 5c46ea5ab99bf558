import { spansOf } from './spans-of.ts';

describe('a resident number', () => {
  it.each([
    ['a check digit', '850314-1042312'],
    ['a check digit', '8503141042312'],
    ['a check digit', '850314 1042312'],
    ['a foreigner’s check digit', '880817-5100123'],
    ['a foreigner’s check digit', '0509097112031'],
    ['a grown-up’s date and a dash', '900101-1234567'],
    ['a child’s date and a dash', '150505-4123456'],
  ])('with %s needs no word: %s', (_, number) => {
    expect(spansOf(`확인 부탁 ${number}\n`)).toEqual([`resident_number:${number}`]);
  });

  it.each(['210505-4123456', '2105054123456', '210505 4123456', '241122-8123456', '9001011234567'])(
    'with random last digits needs a word: %s',
    (number) => {
      expect(spansOf(`확인 부탁 ${number}`)).toEqual([]);
      expect(spansOf(`주민번호 ${number}`)).toEqual([`resident_number:${number}`]);
      expect(spansOf(`RRN: ${number}`)).toEqual([`resident_number:${number}`]);
      expect(spansOf(`${number} (주민등록번호)`)).toEqual([`resident_number:${number}`]);
    },
  );

  it.each([
    ['no month', '주민번호 851314-1042312'],
    ['no day', '주민번호 850230-1042312'],
    ['a seventh digit of the 19th century', '주민번호 850314-9042312'],
    ['an order of that day', '241122-1000234'],
    ['a company', '110111-4234566'],
    ['a company by its word', '법인등록번호 110111-3123455'],
    ['an order by its word', '주문번호 850314-1042312'],
    ['part of a longer number', '1850314-1042312'],
    ['part of a longer number', '850314-10423123'],
    ['part of a longer number', '850314-1042312-1'],
    ['masked already', '900101-1******'],
  ])('%s is none: %s', (_, text) => {
    expect(spansOf(text)).toEqual([]);
  });

  it('knows the days of each month', () => {
    expect(spansOf('주민번호 040229-3123456, 주민번호 910430-1123456, 주민번호 910431-1123456')).toEqual([
      'resident_number:040229-3123456',
      'resident_number:910430-1123456',
    ]);
  });
});
