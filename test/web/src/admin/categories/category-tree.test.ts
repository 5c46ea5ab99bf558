import fc from 'fast-check';
import { CATEGORY_DEPTH } from '../../../../../shared/domain/desk/category.ts';
import {
  categoryTree,
  OPPOSITE,
  type CategoryView,
  placeByDrop,
  placeByStep,
  rowByTyping,
  rowsWithout,
  type Step,
  type TreeView,
  treeRows,
  withPlace,
} from '../../../../../web/src/admin/categories/category-tree.ts';

const category = (
  categoryId: string,
  parentId: string | null,
  order: number,
  more: Partial<CategoryView> = {},
): CategoryView => ({
  kind: 'inquiry_type',
  categoryId,
  parentId,
  names: { en: categoryId.toUpperCase() },
  active: true,
  order,
  version: 1,
  ...more,
});
/**
 * Delivery (late (very), lost), then a branch of five levels, then one that is inactive with a child, and two of equal
 * order.
 */
const ALL = [
  category('lost', 'delivery', 1),
  category('late', 'delivery', 0),
  category('very', 'late', 0),
  category('delivery', null, 0),
  category('one', null, 1),
  category('two', 'one', 0),
  category('three', 'two', 0),
  category('four', 'three', 0),
  category('five', 'four', 0),
  category('old', null, 2, { active: false }),
  category('older', 'old', 0),
  category('tie-b', null, 3),
  category('tie-a', null, 3),
];
const TREE = categoryTree(ALL);
const WHOLE: TreeView = {
  folded: new Set(),
  hidesInactive: false,
  search: '',
  namesOf: ({ names }) => Object.values(names).join(' '),
};
const lines = (over: Partial<TreeView> = {}) =>
  treeRows(TREE, { ...WHOLE, ...over }).map(
    ({ categoryId, level, isOpen }) =>
      `${'.'.repeat(level - 1)}${categoryId}${isOpen === undefined ? '' : isOpen ? ' v' : ' >'}`,
  );

describe('the lines of a tree', () => {
  it('are each below its parent, siblings in their order, equal ones by their id', () => {
    expect(lines()).toEqual([
      'delivery v',
      '.late v',
      '..very',
      '.lost',
      'one v',
      '.two v',
      '..three v',
      '...four v',
      '....five',
      'old v',
      '.older',
      'tie-a',
      'tie-b',
    ]);
    expect(
      treeRows(TREE, WHOLE)
        .filter(({ level }) => level === 1)
        .map(({ position, siblings }) => [position, siblings]),
    ).toEqual([1, 2, 3, 4, 5].map((position) => [position, 5]));
  });
  it('leave out what is below a folded one', () => {
    expect(lines({ folded: new Set(['delivery', 'one', 'very']) })).toEqual([
      'delivery >',
      'one >',
      'old v',
      '.older',
      'tie-a',
      'tie-b',
    ]);
  });
  it('leave out inactive ones with what is below them, and count siblings without them', () => {
    expect(lines({ hidesInactive: true }).slice(-3)).toEqual(['....five', 'tie-a', 'tie-b']);
    expect(treeRows(TREE, { ...WHOLE, hidesInactive: true }).at(-1)).toMatchObject({ position: 4, siblings: 4 });
  });
  it('show what a search found with what is above it, also what is folded', () => {
    expect(lines({ search: 'ver', folded: new Set(['delivery']) })).toEqual(['delivery v', '.late v', '..very']);
    expect(lines({ search: 'F' })).toEqual(['one v', '.two v', '..three v', '...four v', '....five']);
    expect(lines({ search: 'nothing of that' })).toEqual([]);
  });
  it('say which of them can be chosen and which were searched', () => {
    const rows = treeRows(TREE, { ...WHOLE, search: 'older' });
    expect(rows.map(({ categoryId, isInUse, isFound }) => [categoryId, isInUse, isFound])).toEqual([
      ['old', false, false],
      ['older', false, true],
    ]);
  });
});

describe('a step of the keyboard', () => {
  const everywhere = () => true;
  it.each<[Step, string, unknown]>([
    ['up', 'lost', { parentId: 'delivery', after: null }],
    ['up', 'tie-a', { parentId: null, after: 'one' }],
    ['up', 'delivery', 'first'],
    ['down', 'late', { parentId: 'delivery', after: 'lost' }],
    ['down', 'tie-b', 'last'],
    ['deeper', 'lost', { parentId: 'late', after: 'very' }],
    ['deeper', 'tie-b', { parentId: 'tie-a', after: null }],
    ['deeper', 'late', 'nothing_above'],
    ['deeper', 'one', 'too_deep'],
    ['out', 'very', { parentId: 'delivery', after: 'late' }],
    ['out', 'one', 'at_top'],
  ])('%s moves %s', (step, categoryId, place) => {
    expect(placeByStep(TREE, categoryId, step, everywhere)).toEqual(place);
  });
  it('goes past siblings that are not drawn', () => {
    const isDrawn = (categoryId: string) => categoryId !== 'old';
    expect(placeByStep(TREE, 'tie-a', 'up', isDrawn)).toEqual({ parentId: null, after: 'delivery' });
    expect(placeByStep(TREE, 'one', 'down', isDrawn)).toEqual({ parentId: null, after: 'tie-a' });
  });
  it.each<Step>(['up', 'down'])('%s is undone by the opposite one', (step) => {
    for (const { categoryId } of ALL) {
      const place = placeByStep(TREE, categoryId, step, everywhere);
      if (typeof place === 'string') continue;
      const moved = categoryTree(withPlace(ALL, categoryId, place));
      const back = placeByStep(moved, categoryId, OPPOSITE[step], everywhere);
      expect(back).toEqual(TREE.placeOf(categoryId));
    }
  });
});

describe('a drop', () => {
  const drop = (categoryId: string, gapAfter: string | null, level: number, over: Partial<TreeView> = {}) => {
    const remaining = rowsWithout(TREE, treeRows(TREE, { ...WHOLE, ...over }), categoryId);
    const gap = remaining.findIndex((row) => row.categoryId === gapAfter) + 1;
    return placeByDrop(TREE, remaining, categoryId, { gap, level });
  };
  it.each<[string, string, string | null, number, unknown]>([
    ['at the top as the first', 'tie-a', null, 3, { parentId: null, after: null, level: 1 }],
    ['as the first child of an open one', 'tie-a', 'delivery', 1, { parentId: 'delivery', after: null, level: 2 }],
    ['behind a leaf', 'tie-a', 'lost', 2, { parentId: 'delivery', after: 'lost', level: 2 }],
    ['below a leaf', 'tie-a', 'lost', 9, { parentId: 'lost', after: null, level: 3 }],
    ['back out behind what is above a leaf', 'tie-a', 'lost', 1, { parentId: null, after: 'delivery', level: 1 }],
    ['between a leaf and its parent’s sibling', 'tie-a', 'very', 2, { parentId: 'delivery', after: 'late', level: 2 }],
    ['at the end', 'delivery', 'tie-b', 1, { parentId: null, after: 'tie-b', level: 1 }],
  ])('comes %s', (_, categoryId, gapAfter, level, place) => {
    expect(drop(categoryId, gapAfter, level)).toEqual(place);
  });
  it('comes last below a folded one', () => {
    expect(drop('tie-a', 'delivery', 2, { folded: new Set(['delivery']) })).toEqual({
      parentId: 'delivery',
      after: 'lost',
      level: 2,
    });
  });
  it('comes no deeper than the tree may be, with all that is below it', () => {
    expect(drop('delivery', 'three', 9)).toEqual('too_deep');
    expect(drop('late', 'three', 9)).toEqual({ parentId: 'three', after: null, level: 4 });
    expect(drop('late', 'five', 9)).toEqual({ parentId: 'three', after: 'four', level: 4 });
    expect(drop('lost', 'four', 4)).toEqual({ parentId: 'four', after: null, level: 5 });
    expect(drop('delivery', 'four', 2)).toEqual('too_deep');
  });

  it('is always drawn where the category then is, in a tree that is not too deep', () => {
    const ids = ALL.map(({ categoryId }) => categoryId);
    fc.assert(
      fc.property(
        fc.constantFrom(...ids),
        fc.nat(20),
        fc.integer({ min: -1, max: 8 }),
        fc.subarray(ids),
        fc.boolean(),
        (categoryId, wantedGap, level, foldedIds, hidesInactive) => {
          const view = { ...WHOLE, folded: new Set(foldedIds), hidesInactive };
          const remaining = rowsWithout(TREE, treeRows(TREE, view), categoryId);
          const gap = Math.min(wantedGap, remaining.length);
          const place = placeByDrop(TREE, remaining, categoryId, { gap, level });
          if (place === 'too_deep') return;
          const moved = categoryTree(withPlace(ALL, categoryId, place));
          expect(moved.placeOf(categoryId)).toEqual({ parentId: place.parentId, after: place.after });
          expect(moved.levelOf(categoryId)).toBe(place.level);
          for (const id of ids) expect(moved.levelOf(id)).toBeLessThanOrEqual(CATEGORY_DEPTH);
          // Whatever was drawn before the line is drawn before the category now, unless its parent is folded.
          const isFolded = place.parentId !== null && view.folded.has(place.parentId);
          if (isFolded || (hidesInactive && !moved.isInUse(categoryId))) return;
          const now = treeRows(moved, view);
          expect(now.findIndex((row) => row.categoryId === categoryId)).toBe(gap);
        },
      ),
    );
  });
});

describe('typing', () => {
  const rows = treeRows(TREE, WHOLE);
  const type = (from: string, typed: string) => {
    const index = rowByTyping(
      rows,
      rows.findIndex((row) => row.categoryId === from),
      typed,
      (id) => id,
    );
    return rows[index]?.categoryId;
  };
  it.each([
    ['delivery', 'l', 'late'],
    ['late', 'l', 'lost'],
    ['lost', 'l', 'late'],
    ['late', 'la', 'late'],
    ['delivery', 'lo', 'lost'],
    ['tie-b', 'D', 'delivery'],
    ['delivery', 'x', undefined],
  ])('from %s, %s finds %s', (from, typed, found) => {
    expect(type(from, typed)).toBe(found);
  });
});

it('draws a thousand categories in a small part of what a key may take', () => {
  const many = Array.from({ length: 1000 }, (_, i) =>
    category(`c${i}`, i < 10 ? null : `c${Math.floor(i / 10) - 1}`, i % 10),
  );
  const begun = performance.now();
  for (let count = 0; count < 10; count += 1) treeRows(categoryTree(many), WHOLE);
  expect((performance.now() - begun) / 10).toBeLessThan(100);
});
