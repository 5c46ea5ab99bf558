import { readTyped } from '../../../../../web/src/desk/fields/read-typed.ts';

it.each([
  ['2026-11-22', false, '2026-11-22'],
  [' 2026.1.2. ', false, '2026-01-02'],
  ['2026/1/2', false, '2026-01-02'],
  ['20261122', false, '2026-11-22'],
  ['2026-11-22 9:30', true, '2026-11-22 09:30:00'],
  ['2026-11-22T23:59:59', true, '2026-11-22 23:59:00'],
  ['2026-11-22', true, '2026-11-22 00:00:00'],
  ['2026-02-30', false, null],
  ['2026-11-22 24:00', true, null],
  ['2026-11-22 10:60', true, null],
  ['soon', false, null],
  ['', false, null],
])('%j with time %s is read as %j', (typed, withTime, read) => {
  expect(readTyped(typed, withTime)).toBe(read);
});
