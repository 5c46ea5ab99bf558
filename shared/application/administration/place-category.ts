import { compareSiblings, placeAmong, spaced } from '../../domain/desk/category-order.ts';
import { placeInTree } from '../../domain/desk/category-tree.ts';
import type { Category, CategoryRefusal } from '../../domain/desk/category.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { type CategoryRepository, type CategoryTree, SIBLINGS_AT_ONCE } from '../ports/desk-settings.ts';

/** The parent of a category; null at the top. */
export const parentOf = ({ parentId }: Pick<Category, 'parentId'>): string | null => parentId ?? null;

/** The children of a parent in their order. */
const childrenOf = (categories: readonly Category[], parentId: string | null): readonly Category[] =>
  categories.filter((each) => parentOf(each) === parentId).toSorted(compareSiblings);

/** The sibling that a category comes after; null for the first one. */
export const siblingBefore = (categories: readonly Category[], category: Category): string | null => {
  const children = childrenOf(categories, parentOf(category));
  return children[children.indexOf(category) - 1]?.categoryId ?? null;
};

/** The index behind a sibling, 0 for none. One that was moved elsewhere names no place any more. */
const indexAfter = (
  categories: readonly Category[],
  siblings: readonly Category[],
  after: string | null,
): Result<number, CategoryRefusal> => {
  if (after === null) return ok(0);
  const index = siblings.findIndex(({ categoryId }) => categoryId === after);
  if (index >= 0) return ok(index + 1);
  const elsewhere = categories.find(({ categoryId }) => categoryId === after);
  return elsewhere === undefined
    ? err({ code: 'category_not_valid', errors: [{ pointer: '#/after', detail: 'The tree has no such category' }] })
    : err({ code: 'category_moved', categoryId: after, parentId: parentOf(elsewhere) });
};

/** Numbers children anew, in as many writes as that takes; the list reads the same after each of them. */
const makeRoom = async (
  categories: Pick<CategoryRepository, 'renumber'>,
  tree: CategoryTree,
  children: readonly Category[],
): Promise<void> => {
  const changed = spaced(children);
  for (let start = 0, { version } = tree; start < changed.length; start += SIBLINGS_AT_ONCE, version += 1)
    if (!(await categories.renumber(changed.slice(start, start + SIBLINGS_AT_ONCE), version))) return;
};

/**
 * Places a new or moved category below its parent, after a sibling (null: as the first, left out: as the last). Returns
 * it first, then the siblings that get another number for their place: together they are saved at once. `conflict`:
 * more siblings than one write holds were numbered anew first, decide again.
 */
export const placeCategory = async (
  categories: Pick<CategoryRepository, 'renumber'>,
  tree: CategoryTree,
  category: Category,
  after?: string | null,
): Promise<Result<readonly [Category, ...Category[]], CategoryRefusal> | 'conflict'> => {
  const placed = placeInTree(tree.categories, category);
  if (!placed.ok) return placed;
  const children = childrenOf(tree.categories, parentOf(category));
  const siblings = children.filter(({ categoryId }) => categoryId !== category.categoryId);
  const index = after === undefined ? ok(siblings.length) : indexAfter(tree.categories, siblings, after);
  if (!index.ok) return index;
  const all = placeAmong(siblings, category, index.value);
  if (all.length <= SIBLINGS_AT_ONCE + 1) return ok(all);
  await makeRoom(categories, tree, children);
  return 'conflict';
};
