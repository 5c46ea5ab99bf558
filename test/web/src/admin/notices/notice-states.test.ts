import { sortedByState, stateOf } from '../../../../../web/src/admin/notices/notice-states.ts';

const NOW = Date.parse('2026-11-22T09:00:00.000Z');
const at = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
const aNotice = (from: number, until: number | null = null, written = -100) => ({
  from: at(from),
  until: until === null ? null : at(until),
  createdAt: at(written),
  editedAt: null,
});

test.each([
  ['one without an end', aNotice(-1), 'now'],
  ['one that ends later', aNotice(-1, 1), 'now'],
  ['one that begins at this moment', aNotice(0), 'now'],
  ['one that begins later', aNotice(1), 'coming'],
  ['one that has ended', aNotice(-2, -1), 'over'],
  ['one that ends at this moment', aNotice(-2, 0), 'over'],
] as const)('given %s, then its state is %s', (_, notice, state) => {
  expect(stateOf(notice, NOW)).toBe(state);
});

test('given a clock that is behind the desk’s, then what was just put up is there now, and what ended just now is over', () => {
  expect(stateOf(aNotice(0.01, null, 0.01), NOW)).toBe('now');
  expect(stateOf({ ...aNotice(-1, 0.01), editedAt: at(0.02) }, NOW)).toBe('over');
  expect(stateOf(aNotice(1, null, 0.01), NOW)).toBe('coming');
});

test('given notices of all states, then those of now stay as agents see them, the next to come is first, and the last that ended', () => {
  const [pinned, newest] = [aNotice(-9), aNotice(-1)];
  const [soon, late] = [aNotice(1), aNotice(5)];
  const [ended, before] = [aNotice(-5, -1), aNotice(-50, -40)];
  expect(sortedByState([late, before, pinned, soon, ended, newest], NOW)).toEqual([
    pinned,
    newest,
    soon,
    late,
    ended,
    before,
  ]);
});
