import { libPhoneNumbers } from '../../../../shared/adapters/phone/phone-numbers.ts';

it.each([
  ['010-1234-5678', 'KR', '+821012345678'],
  ['+82 10 1234 5678', 'US', '+821012345678'],
  ['+82 (0)10-1234-5678', 'KR', '+821012345678'],
  ['０１０－１２３４－５６７８', 'KR', '+821012345678'],
  [' 02) 123-4567 ', 'KR', '+8221234567'],
  ['(650) 253-0000', 'US', '+16502530000'],
  ['+44 20 7946 0018', 'KR', '+442079460018'],
  ['03-1234-5678', 'JP', '+81312345678'],
])('brings %s, from %s, to %s', async (phone, country, expected) => {
  expect(await libPhoneNumbers.normalize(phone, country)).toBe(expected);
});

it.each([
  ['hello', 'KR'],
  ['12', 'KR'],
  ['010-1234-5678-9012-3456', 'KR'],
  ['+999 123 456', 'KR'],
  ['call 010-1234-5678 please', 'KR'],
  ['010-1234-5678', 'ZZ'],
  ['', 'KR'],
])('takes %j, from %s, for no number', async (phone, country) => {
  expect(await libPhoneNumbers.normalize(phone, country)).toBeUndefined();
});
