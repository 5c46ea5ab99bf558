import { measureLists } from '../../bench/measure-lists.ts';

describe('a page of 50 rows of a list, with the rights and the marks of who asks', () => {
  it('costs what docs/scale.md says', async () => {
    const units = new Map(
      (await measureLists([1000], () => undefined)).map(({ list, readUnits }) => [list, readUnits]),
    );
    const several = ['all_in_group', 'all_transferred', 'all, important', 'my_pending, important'];
    const others = [...units.keys()].filter((list) => !several.includes(list));
    expect(others.length).toBeGreaterThan(8);
    expect(others.filter((list) => units.get(list)! > 2.5)).toEqual([]);
    expect(several.map((list) => units.get(list))).toEqual([3, 3, 3, 3.5]);
  }, 60_000);
});
