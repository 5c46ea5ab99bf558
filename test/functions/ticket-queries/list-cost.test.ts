import { measureLists } from '../../bench/measure-lists.ts';

describe('a page of 50 rows of a list, with the rights and the marks of who asks', () => {
  it('costs what docs/scale.md says', async () => {
    const units = new Map(
      (await measureLists([1000], () => undefined)).map(({ list, readUnits }) => [list, readUnits]),
    );
    const inOnePartition = ['all', 'all, oldest first', 'all_unassigned', 'all_in_group, one of them', 'spam'];
    expect(inOnePartition.map((list) => units.get(list))).toEqual(inOnePartition.map(() => 2.5));
    const mine = ['my_processing', 'my_pending', 'my_resolved', 'my_completed'];
    expect(mine.map((list) => units.get(list))).toEqual(mine.map(() => 3));
    const inTwo = ['all_in_group', 'all_transferred'];
    expect(inTwo.map((list) => units.get(list))).toEqual(inTwo.map(() => 3));
    const important = ['all, important', 'my_pending, important'];
    expect(important.map((list) => units.get(list))).toEqual([3.5, 4.5]);
  }, 60_000);
});
