import { bySection, prunedBy, totalOf, type Change } from '../../../../../web/src/admin/setup/differences.ts';

const aChange = (over: Partial<Change> = {}): Change => ({
  section: 'templates',
  id: 'refund',
  names: {},
  action: 'changed',
  members: [],
  ...over,
});
const words = (before: readonly string[], after: readonly string[]): Change =>
  aChange({ section: 'restrictedWords', id: 'words', members: [{ name: 'words', before, after }] });

test('given changes of several parts, then each part has its own, additions first and removals last, and is counted', () => {
  const changes = [
    aChange({ id: 'c', action: 'removed' }),
    aChange({ id: 'a' }),
    aChange({ section: 'categories', id: 'inquiry_type/x', action: 'added' }),
    aChange({ id: 'b', action: 'added' }),
    words(['darn'], ['heck', 'oops']),
  ];
  const sections = bySection(changes);
  expect(sections.map(({ section, changes: own, counts }) => [section, own.map(({ id }) => id), counts])).toEqual([
    ['categories', ['inquiry_type/x'], { added: 1, changed: 0, removed: 0 }],
    ['templates', ['b', 'a', 'c'], { added: 1, changed: 1, removed: 1 }],
    ['restrictedWords', ['words'], { added: 2, changed: 0, removed: 1 }],
  ]);
  expect(totalOf(sections)).toEqual({ added: 4, changed: 1, removed: 2 });
});

test('given the difference with and without pruning, then what only pruning does is counted, words one by one', () => {
  const without = [aChange({ section: 'categories', id: 'inquiry_type/kept' }), words([], ['heck'])];
  const withPruning = [
    ...without.slice(0, 1),
    aChange({ section: 'categories', id: 'inquiry_type/off' }),
    aChange({ section: 'fields', id: 'size', action: 'removed' }),
    aChange({ id: 'a', action: 'removed' }),
    aChange({ id: 'b', action: 'removed' }),
    words(['darn', 'damn'], ['heck']),
  ];
  expect(prunedBy(without, withPruning)).toEqual([
    { section: 'categories', number: 1 },
    { section: 'fields', number: 1 },
    { section: 'templates', number: 2 },
    { section: 'restrictedWords', number: 2 },
  ]);
  expect(prunedBy(without, without)).toEqual([]);
});
