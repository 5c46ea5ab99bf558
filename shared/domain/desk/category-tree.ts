import { err, ok, type Result } from '../kernel/result.ts';
import { CATEGORY_DEPTH, type Category, type CategoryRefusal } from './category.ts';

type Node = Pick<Category, 'categoryId' | 'parentId'>;

/** Ids from a category's parent up to the top. Stops at a cycle, which should never be stored. */
const idsAbove = (byId: ReadonlyMap<string, Node>, parentId: string | undefined): readonly string[] => {
  const above: string[] = [];
  for (let next = parentId; next !== undefined && !above.includes(next); next = byId.get(next)?.parentId)
    above.push(next);
  return above;
};

/** Levels of a category with its subtree: 1 for a leaf. */
const heightOf = (tree: readonly Node[], categoryId: string): number => {
  let level: readonly string[] = [categoryId];
  let height = 0;
  for (; level.length > 0 && height <= tree.length; height += 1) {
    const parents = new Set(level);
    level = tree
      .filter(({ parentId }) => parentId !== undefined && parents.has(parentId))
      .map(({ categoryId: id }) => id);
  }
  return height;
};

/**
 * Checks a category's place in its tree (which may hold an older state of it): its parent exists and is not below it,
 * and no path is longer than CATEGORY_DEPTH.
 */
export const placeInTree = (tree: readonly Node[], category: Node): Result<undefined, CategoryRefusal> => {
  const { categoryId, parentId } = category;
  if (parentId === undefined && heightOf(tree, categoryId) <= CATEGORY_DEPTH) return ok(undefined);
  const byId = new Map(tree.map((node) => [node.categoryId, node]));
  if (parentId !== undefined && parentId !== categoryId && !byId.has(parentId))
    return err({
      code: 'category_not_valid',
      errors: [{ pointer: '#/parentId', detail: 'The tree has no such category' }],
    });
  const above = idsAbove(byId, parentId);
  if (above.includes(categoryId)) return err({ code: 'category_below_itself' });
  return above.length + heightOf(tree, categoryId) > CATEGORY_DEPTH
    ? err({ code: 'category_too_deep', limit: CATEGORY_DEPTH })
    : ok(undefined);
};
