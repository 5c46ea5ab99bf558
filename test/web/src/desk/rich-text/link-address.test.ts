import { linkAddress } from '../../../../../web/src/desk/rich-text/link-address.ts';

it.each([
  ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
  [' http://example.com ', 'http://example.com'],
  ['mailto:sora@example.com', 'mailto:sora@example.com'],
  ['tel:+8212345678', 'tel:+8212345678'],
  ['example.com/help', 'https://example.com/help'],
  ['쇼핑.한국', 'https://쇼핑.한국'],
  ['sora@example.com', 'mailto:sora@example.com'],
  ['+82 10-1234-5678', 'tel:+821012345678'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['ftp://example.com', null],
  ['file:///etc/passwd', null],
  ['//example.com', null],
  ['a b', null],
  ['', null],
  ['https://', null],
  ['java\nscript:alert(1)', null],
])('%j is meant as %j', (typed, address) => {
  expect(linkAddress(typed)).toBe(address);
});
