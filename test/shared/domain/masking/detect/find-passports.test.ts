import { spansOf } from './spans-of.ts';

describe('a passport number', () => {
  it.each(['M12345678', 'S12345678', 'm12345678', 'M123A4567', 'M 12345678'])(
    'of Korea is found by its shape: %s',
    (number) => {
      expect(spansOf(`확인 부탁 ${number}이고`)).toEqual([`passport:${number}`]);
    },
  );

  it.each(['X1234567', '512345678', 'AB1234567', 'C01X00T47', 'R12345678'])(
    'of others is found by its word: %s',
    (number) => {
      expect(spansOf(`여권번호: ${number}`)).toEqual([`passport:${number}`]);
      expect(spansOf(`passport no. ${number}`)).toEqual([`passport:${number}`]);
      expect(spansOf(`확인 ${number}`)).toEqual([]);
    },
  );

  it.each([
    ['a serial number', '시리얼 M12345678'],
    ['a serial number', 'S/N S12345678'],
    ['part of a code', 'AM12345678'],
    ['part of a code', 'M12345678-01'],
    ['part of a code', 'X-M12345678'],
    ['too short', 'M1234567'],
    ['too long', 'M123456789'],
    ['too long', '여권 AB123456789'],
    ['a date', '여권 만료일 20310514'],
    ['a word', 'passport renewal'],
  ])('%s is none: %s', (_, text) => {
    expect(spansOf(text)).toEqual([]);
  });
});
