import fc from 'fast-check';
import { placeInTree } from '../../../../shared/domain/desk/category-tree.ts';
import { CATEGORY_DEPTH } from '../../../../shared/domain/desk/category.ts';

type Node = { readonly categoryId: string; readonly parentId?: string };
const node = (categoryId: string, parentId?: string): Node => ({
  categoryId,
  ...(parentId === undefined ? {} : { parentId }),
});
/** a – b – c – d – e: as deep as a tree may be; and x – y beside it. */
const TREE = [node('a'), node('b', 'a'), node('c', 'b'), node('d', 'c'), node('e', 'd'), node('x'), node('y', 'x')];

it.each([
  ['a new one at the top', node('new')],
  ['a new one on the fifth level', node('new', 'd')],
  ['a branch as it stands', node('b', 'a')],
  ['a branch of three to the top', node('c')],
  ['a leaf below another branch', node('e', 'y')],
  ['a branch of two on the third level', node('d', 'y')],
])('places %s', (_, category) => {
  expect(placeInTree(TREE, category)).toEqual({ ok: true, value: undefined });
});

it.each([
  [
    'below a category that is not there',
    node('new', 'nowhere'),
    { code: 'category_not_valid', errors: [{ pointer: '#/parentId', detail: expect.any(String) }] },
  ],
  ['below itself', node('b', 'b'), { code: 'category_below_itself' }],
  ['a new one below itself', node('new', 'new'), { code: 'category_below_itself' }],
  ['below what is below it', node('a', 'e'), { code: 'category_below_itself' }],
  ['on a sixth level', node('new', 'e'), { code: 'category_too_deep', limit: 5 }],
  ['a branch whose leaves would come on a sixth level', node('a', 'x'), { code: 'category_too_deep', limit: 5 }],
  ['a branch of two below the fourth', node('x', 'd'), { code: 'category_too_deep', limit: 5 }],
])('places none %s', (_, category, error) => {
  expect(placeInTree(TREE, category)).toEqual({ ok: false, error });
});

it('keeps a tree of at most five levels without circles, whatever is moved where', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const moves = fc.array(
    fc.record({
      categoryId: fc.constantFrom(...ids),
      parentId: fc.option(fc.constantFrom(...ids), { nil: undefined }),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(moves, (wanted) => {
      const tree = new Map<string, Node>();
      for (const { categoryId, parentId } of wanted) {
        const moved = node(categoryId, parentId);
        if (placeInTree([...tree.values()], moved).ok) tree.set(categoryId, moved);
      }
      for (const each of tree.values()) {
        let depth = 1;
        for (let up = each; up.parentId !== undefined; depth += 1) {
          expect(depth).toBeLessThanOrEqual(CATEGORY_DEPTH);
          up = tree.get(up.parentId)!;
        }
        expect(depth).toBeLessThanOrEqual(CATEGORY_DEPTH);
      }
    }),
  );
});
