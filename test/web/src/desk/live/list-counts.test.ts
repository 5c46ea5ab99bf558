import * as fc from 'fast-check';
import {
  afterCountsAnswer,
  afterCountsNews,
  countOf,
  type ListCounts,
} from '../../../../../web/src/desk/live/list-counts.ts';
import { wholeList } from '../../../../../web/src/desk/ticket-lists.ts';

const at = (revision: number) => ({
  revision,
  lists: { all: revision, unassigned: revision, issue: revision, dooray: revision, spam: revision },
  mine: { processing: revision, pending: revision, resolved: revision, completed: revision, important: 0 },
  groups: { delivery: revision, billing: revision },
});
const news = (revision: number, tells: { readonly mine: boolean; readonly group: boolean }) => ({
  revision,
  lists: at(revision).lists,
  ...(tells.mine ? { myLists: at(revision).mine } : {}),
  ...(tells.group ? { groups: { delivery: revision } } : {}),
});
const shown = (counts: ListCounts) =>
  Object.fromEntries(Object.entries(counts).map(([key, { count }]) => [key, count]));
const SERVICE = ['all', 'all_unassigned', 'all_transferred/issue', 'all_transferred/dooray', 'spam'];
const MINE = ['my_processing', 'my_pending', 'my_resolved', 'my_completed'];
const all = (keys: readonly string[], count: number) => Object.fromEntries(keys.map((key) => [key, count]));

it('given an answer, then every list has its number', () => {
  expect(shown(afterCountsAnswer(undefined, at(3)))).toEqual(
    all([...SERVICE, ...MINE, 'all_in_group/delivery', 'all_in_group/billing'], 3),
  );
});

it('given updates in any order and an answer among them, then each number is the newest that was told', () => {
  const update = fc.record({
    revision: fc.integer({ min: 1, max: 20 }),
    mine: fc.boolean(),
    group: fc.boolean(),
    isAnswer: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(update, { maxLength: 12 }), (updates) => {
      const newest = (tells: (update: (typeof updates)[number]) => boolean) =>
        Math.max(1, ...updates.filter((each) => each.isAnswer || tells(each)).map(({ revision }) => revision));
      const counts = updates.reduce(
        (before, each) =>
          each.isAnswer
            ? afterCountsAnswer(before, at(each.revision))
            : afterCountsNews(before, news(each.revision, each)),
        afterCountsAnswer(undefined, at(1)),
      );
      expect(shown(counts)).toEqual({
        ...all(
          SERVICE,
          newest(() => true),
        ),
        ...all(
          MINE,
          newest(({ mine }) => mine),
        ),
        'all_in_group/delivery': newest(({ group }) => group),
        'all_in_group/billing': newest(() => false),
      });
    }),
  );
});

it('then lists of several parts have the sum of them, and an unknown group has no number', () => {
  const counts = afterCountsNews(afterCountsAnswer(undefined, at(3)), { ...news(4, { mine: false, group: true }) });
  expect(countOf(counts, wholeList('all_in_group'), ['delivery', 'billing'])).toBe(7);
  expect(countOf(counts, { ...wholeList('all_in_group'), groupId: 'billing' }, ['delivery', 'billing'])).toBe(3);
  expect(countOf(counts, wholeList('all_transferred'), [])).toBe(8);
  expect(countOf(counts, { ...wholeList('all_transferred'), transfer: 'dooray' }, [])).toBe(4);
  expect(countOf(counts, wholeList('my_completed'), [])).toBe(3);
  expect(countOf(counts, { ...wholeList('all_in_group'), groupId: 'technical' }, ['technical'])).toBeUndefined();
});
