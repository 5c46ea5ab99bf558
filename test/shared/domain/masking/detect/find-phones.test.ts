import { spansOf } from './spans-of.ts';

describe('a phone number', () => {
  it.each([
    '010-1234-5678',
    '010 1234 5678',
    '010.1234.5678',
    '01012345678',
    '(010) 1234-5678',
    '010) 1234-5678',
    '010 - 1234 - 5678',
    '010/1234/5678',
    'O1O-1234-5678',
    '016-234-5678',
    '0504-1234-5678',
    '070-1234-5678',
    '02-123-4567',
    '02)123-4567',
    '(02) 1234-5678',
    '031-123-4567',
    '0212345678',
    '064-7123-4567',
    '+82 10 1234 5678',
    '+82-2-123-4567',
    '+82(0)10-1234-5678',
    '82-10-1234-5678',
    '821012345678',
    '0082-10-1234-5678',
    '+1 415 555 0132',
    '+1 (415) 555-0132',
    '(415) 555-0132',
    '415-555-0132',
    '1-415-555-0132',
    '+44 20 7946 0958',
    '07700 900123',
    '+81-3-1234-5678',
    '090-1234-5678',
    '+86 138 0013 8000',
    '138-0013-8000',
    '+49 30 901820',
    '01 99 00 12 34',
    '0412 345 678',
    '+351 912 345 678',
    '공일공 일이삼사 오육칠팔',
  ])('%s is found by its shape', (number) => {
    expect(spansOf(`부탁드립니다 ${number}\n감사합니다`)).toEqual([`phone:${number}`]);
  });

  it.each([
    ['연락처: ', '555-1234'],
    ['전화번호는 ', '1012345678'],
    ['call me at ', '415 555 0132'],
    ['Tel. ', '07161 60692 50'],
    ['WhatsApp: ', '8123 4567'],
  ])('%s%s is found by its word', (label, number) => {
    expect(spansOf(`${label}${number}`)).toEqual([`phone:${number}`]);
    expect(spansOf(`합계 ${number}`)).toEqual([]);
  });

  it.each([
    '연락처010-1234-5678입니다',
    'T.010-1234-5678',
    'hp010-1234-5678',
    '(010-1234-5678)',
    '010-1234-5678~9',
    '010-1234-5678, 확인',
    '<010-1234-5678>',
    'tel:010-1234-5678',
    '010-1234-5678.',
  ])('stands free in %s', (text) => {
    expect(spansOf(text)).toEqual(['phone:010-1234-5678']);
  });

  it('ends before a number that stands behind it', () => {
    expect(spansOf('+82 10-1234-5678 2024-11-22')).toEqual(['phone:+82 10-1234-5678']);
    expect(spansOf('+1 415 555 0132 24')).toEqual(['phone:+1 415 555 0132']);
    expect(spansOf('+1 415 555 0132-24')).toEqual([]);
  });

  it.each([
    ['a company’s service number', '전화 1588-1234'],
    ['a free number', '080-123-4567'],
    ['a free number of America', 'call 1-800-555-0199'],
    ['a free number in brackets', '(800) 555-0199'],
    ['a free number abroad', '+49 800 1234567'],
    ['part of a code', 'AB010-1234-5678'],
    ['part of a longer number', '1010-1234-5678'],
    ['part of a longer number', '010-1234-5678-90'],
    ['the path of an address', 'https://shop.example.com/01012345678'],
    ['the user of a mail address', '01012345678@'],
    ['an amount', '+1234567890원'],
    ['an order number by its word', '주문번호 01012345678'],
    ['an order number by its word', 'order no. 0212345678'],
    ['a date', '연락은 2024-11-22'],
    ['a ZIP code', 'Boston, MA 02111-1307'],
    ['a MIME boundary', '--eeee0000-0022-2200-2220'],
    ['a country that there isn’t', '+999 1'],
    ['a number too short for its country', '+82 123 4567'],
    ['a reference', 'ref 0098-1123-4455'],
    ['a price', '$415-555-0132'],
  ])('%s is none: %s', (_, text) => {
    expect(spansOf(text)).toEqual([]);
  });
});
