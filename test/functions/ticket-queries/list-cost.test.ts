import { measureLists } from '../../bench/measure-lists.ts';

describe('a page of 50 rows of a list, with the rights and the marks of who asks', () => {
  it('costs what docs/scale.md says', async () => {
    const units = new Map(
      (await measureLists([1000], () => undefined)).map(({ list, readUnits }) => [list, readUnits]),
    );
    expect(Object.fromEntries(units)).toEqual({
      all: 3,
      'all, oldest first': 3,
      spam: 3,
      all_transferred: 3,
      'all_transferred, issue': 3,
      all_unassigned: 3.5,
      'all_in_group, one of them': 3.5,
      my_processing: 3.5,
      my_pending: 3.5,
      my_resolved: 3.5,
      my_completed: 3.5,
      all_in_group: 4,
      'all, important': 4,
      'my_pending, important': 5,
    });
  }, 60_000);
});
