import fc from 'fast-check';
import { compareSiblings, placeAmong, spaced } from '../../../../shared/domain/desk/category-order.ts';
import { CATEGORIES_LIMIT, ORDER_LIMIT } from '../../../../shared/domain/desk/category.ts';

type Sibling = { readonly categoryId: string; readonly order: number };
const sibling = (categoryId: string, order: number): Sibling => ({ categoryId, order });
const ids = (siblings: readonly Sibling[]) => siblings.toSorted(compareSiblings).map(({ categoryId }) => categoryId);
const after = (siblings: readonly Sibling[], changed: readonly Sibling[]) =>
  siblings
    .filter(({ categoryId }) => !changed.some((each) => each.categoryId === categoryId))
    .concat(changed)
    .toSorted(compareSiblings);

/** Siblings of any orders, many of them equal as imports have them, at the ends of the range too. */
const someSiblings = fc
  .uniqueArray(
    fc.record({
      categoryId: fc.stringMatching(/^[a-z]{1,3}$/),
      order: fc.oneof(fc.nat(3), fc.nat(ORDER_LIMIT), fc.integer({ min: ORDER_LIMIT - 3, max: ORDER_LIMIT })),
    }),
    { selector: ({ categoryId }) => categoryId, maxLength: 30 },
  )
  .map((siblings) => siblings.toSorted(compareSiblings));

it('sorts siblings by their order, equal ones by their id, whatever order they come in', () => {
  const all = [sibling('c', 0), sibling('b', 0), sibling('a', 1)];
  expect(ids(all)).toEqual(['b', 'c', 'a']);
  expect(ids(all.toReversed())).toEqual(['b', 'c', 'a']);
});

describe('placeAmong', () => {
  const TREE = [sibling('a', 0), sibling('b', 10), sibling('c', 20)];
  it.each([
    [1, 5],
    [2, 15],
    [3, 21],
  ])('finds room at index %i and touches no sibling', (index, order) => {
    expect(placeAmong(TREE, sibling('new', 0), index)).toEqual([sibling('new', order)]);
  });

  it('numbers siblings anew where there is no room, and leaves them in their order', () => {
    expect(placeAmong([sibling('a', 0), sibling('b', 1)], sibling('new', 7), 1)).toEqual([
      sibling('new', 20),
      sibling('b', 30),
      sibling('a', 10),
    ]);
  });

  it('puts any node at any index, in orders that the API takes and no two of which are equal beside it', () => {
    fc.assert(
      fc.property(someSiblings, fc.nat(30), (siblings, wanted) => {
        const index = Math.min(wanted, siblings.length);
        const changed = placeAmong(siblings, sibling('NEW', 0), index);
        const result = after(siblings, changed);
        expect(result.map(({ categoryId }) => categoryId)).toEqual(ids(siblings).toSpliced(index, 0, 'NEW'));
        expect(result.every(({ order }) => order >= 0 && order <= ORDER_LIMIT)).toBe(true);
        expect(changed[0].categoryId).toBe('NEW');
      }),
    );
  });

  it('puts one node after the other at the same index of a full tree, and seldom touches siblings', () => {
    let siblings: readonly Sibling[] = Array.from({ length: CATEGORIES_LIMIT - 100 }, (_, i) => sibling(`n${i}`, i));
    let touched = 0;
    for (let count = 0; count < 100; count += 1) {
      const changed = placeAmong(siblings, sibling(`new${count}`, 0), 500);
      touched += changed.length > 1 ? 1 : 0;
      siblings = after(siblings, changed);
    }
    expect(siblings).toHaveLength(CATEGORIES_LIMIT);
    expect(touched).toBeLessThanOrEqual(34);
  });
});

it('numbers siblings anew one by one so that the list reads the same after each of them', () => {
  fc.assert(
    fc.property(someSiblings, (siblings) => {
      let stored = siblings;
      for (const changed of spaced(siblings)) {
        stored = after(stored, [changed]);
        expect(ids(stored)).toEqual(ids(siblings));
      }
      expect(new Set(stored.map(({ order }) => order)).size).toBe(siblings.length);
    }),
  );
});
