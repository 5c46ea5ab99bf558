import { compareSiblings } from '../../../../shared/domain/desk/category-order.ts';
import type { ServiceView } from '../api/service-queries.ts';
import { nameIn } from '../../ui/name-in.ts';

type CategoryView = ServiceView['categories'][number];

/** A category with its names from the top of its tree down to it. */
export type CategoryPath = {
  readonly categoryId: string;
  readonly path: readonly string[];
  /** Whether it can be chosen: it and all above it are in use. */
  readonly active: boolean;
};

/** How a path is written. */
export const pathWords = (path: readonly string[]): string => path.join(' › ');

/** The categories of one tree in the order of a tree that is drawn, each below its parent. */
export const categoryPaths = (
  categories: readonly CategoryView[],
  kind: CategoryView['kind'],
  ...languages: readonly string[]
): readonly CategoryPath[] => {
  const childrenOf = new Map<string | null, CategoryView[]>();
  const known = new Set(categories.map(({ categoryId }) => categoryId));
  for (const category of categories) {
    if (category.kind !== kind) continue;
    const parent = category.parentId !== null && known.has(category.parentId) ? category.parentId : null;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), category]);
  }
  const below = (parent: string | null, path: readonly string[], active: boolean): readonly CategoryPath[] =>
    (childrenOf.get(parent) ?? []).toSorted(compareSiblings).flatMap(({ categoryId, names, active: isActive }) => {
      const own = [...path, nameIn(names, ...languages) ?? categoryId];
      return [{ categoryId, path: own, active: active && isActive }, ...below(categoryId, own, active && isActive)];
    });
  return below(null, [], true);
};
