import { initialsOf } from '../../../../web/src/text/initials-of.ts';
import { htmlOfText } from '../../../../web/src/text/prepare-html.ts';
import { sizeWords } from '../../../../web/src/text/size-words.ts';
import { steadyAddress } from '../../../../web/src/text/steady-address.ts';

test.each([
  ['Mina Park', 'MP'],
  ['Mina van der Berg', 'MB'],
  ['mina', 'MI'],
  ['박민아', '민아'],
  ['남궁민아', '민아'],
  ['이 산', '이산'],
  ['', ''],
])('given %s, when shown small, then it is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test.each([
  [999, 'bytes', 999],
  [4210, 'kb', 4.2],
  [92_840, 'kb', 93],
  [1_843_200, 'mb', 1.8],
  [25_000_000, 'mb', 25],
])('given %d bytes, when shown, then people can read them', (bytes, unit, count) => {
  expect(sizeWords(bytes)).toEqual({ unit, count });
});

describe('given plain text', () => {
  test('when it is shown, then lines stay lines and nothing of it is markup', () => {
    expect(htmlOfText('a < b & "c"\n\n<script>')).toBe(
      '<div>a &lt; b &amp; &quot;c&quot;</div><br><div>&lt;script&gt;</div>',
    );
  });
  test('when it has addresses, then they are links, without the sentence’s end', () => {
    expect(htmlOfText('See https://example.com/a?b=1&c=2.')).toBe(
      '<div>See <a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.</div>',
    );
  });
});

describe('given an attachment with a new address for each reading', () => {
  test('when it is read again within ten minutes, then it keeps the first; afterwards it takes the new one', () => {
    expect(steadyAddress('file-1', 'https://example.com/1', 0)).toBe('https://example.com/1');
    expect(steadyAddress('file-1', 'https://example.com/2', 599_999)).toBe('https://example.com/1');
    expect(steadyAddress('file-1', 'https://example.com/3', 600_000)).toBe('https://example.com/3');
  });
});
