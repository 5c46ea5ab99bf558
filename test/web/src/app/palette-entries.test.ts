import { findEntries, grouped, numberIn, type PaletteEntry } from '../../../../web/src/app/palette-entries.ts';

const entry = (label: string, over: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: label,
  group: 'Ticket',
  label,
  words: '',
  run: () => undefined,
  ...over,
});
const labels = (entries: readonly PaletteEntry[]) => entries.map(({ label }) => label);

const ENTRIES = [
  entry('Keep', { words: 'Keep 가져오기', isOff: true }),
  entry('Resolve', { words: 'Resolve 해결' }),
  entry('Resolve internally', { words: '내부 해결' }),
  entry('My resolved', { group: 'Lists', words: '내 해결' }),
  entry('All in my groups', { group: 'Lists', words: '내 그룹 전체' }),
];

test.each<[string, readonly string[]]>([
  ['', ['Keep', 'Resolve', 'Resolve internally', 'My resolved', 'All in my groups']],
  ['resolve', ['Resolve', 'Resolve internally', 'My resolved']],
  ['RESOLVED my', ['My resolved']],
  ['해결', ['Resolve', 'Resolve internally', 'My resolved']],
  ['내부해결', ['Resolve internally']],
  ['그룹 전체', ['All in my groups']],
  ['e', ['Resolve', 'Resolve internally', 'My resolved', 'Keep']],
  ['nothing', []],
])('given %p is typed, then it finds %p', (query, found) => {
  expect(labels(findEntries(ENTRIES, query))).toEqual(found);
});

test.each<[string, number | null]>([
  ['12', 12],
  [' #12 ', 12],
  ['0', null],
  ['12a', null],
  ['', null],
  ['1'.repeat(16), null],
])('given %p is typed, then the ticket number is %p', (query, number) => {
  expect(numberIn(query)).toBe(number);
});

test('entries stand below the groups that they are in, each group once', () => {
  expect(grouped(ENTRIES).map(({ group, entries }) => [group, entries.length])).toEqual([
    ['Ticket', 3],
    ['Lists', 2],
  ]);
});
