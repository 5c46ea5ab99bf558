import { initialsOf, sizeWords } from '../../../../web/src/ui/short-forms.ts';

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
