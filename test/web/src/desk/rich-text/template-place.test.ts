import { slashWord } from '../../../../../web/src/desk/rich-text/template-place.ts';

it.each([
  ['/', '/'],
  ['/delay', '/delay'],
  ['Hello /delay', '/delay'],
  ['first line\n/배송', '/배송'],
  ['and/or', null],
  ['1/2', null],
  ['https://example.com', null],
  ['/orders/new', null],
  ['/delay is', null],
  ['', null],
  [`/${'a'.repeat(41)}`, null],
])('given %j before the cursor, then a template is asked for by %j', (text, word) => {
  expect(slashWord(text)).toBe(word);
});
