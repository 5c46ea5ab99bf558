import { placeInTree } from '../../domain/desk/category-tree.ts';
import type { Category, CategoryRefusal } from '../../domain/desk/category.ts';
import { changedNames } from '../../domain/desk/desk-facts.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { categorySubject, type CategoryDeps } from './create-category.ts';
import { deskFactOfChange, type Administering } from './desk-fact.ts';

/** Omitted members stay unchanged; `parentId` null moves it to the top. */
export type CategoryChanges = Partial<Pick<Category, 'names' | 'active' | 'order'>> & {
  readonly parentId?: string | null;
};
export type EditCategoryInput = Administering &
  Pick<Category, 'kind' | 'categoryId'> & { readonly changes: CategoryChanges; readonly expectedVersion?: number };

const changed = (
  { parentId: formerParent, ...category }: Category,
  { parentId, ...changes }: CategoryChanges,
): Category => {
  const parent = parentId === undefined ? formerParent : (parentId ?? undefined);
  return {
    ...category,
    ...changes,
    ...(parent === undefined ? {} : { parentId: parent }),
    version: category.version + 1,
  };
};

/** Changes a category, or moves it with all that is below it; begins again when the tree has changed meanwhile. */
export const editCategory =
  ({ categories, clock, backoff }: CategoryDeps) =>
  async ({
    serviceId,
    agentId,
    correlationId,
    kind,
    categoryId,
    changes,
    expectedVersion,
  }: EditCategoryInput): Promise<Result<Category, CategoryRefusal>> =>
    retryOnConflict<Result<Category, CategoryRefusal>>(backoff, async () => {
      const tree = await categories.readTree(serviceId, kind);
      const before = tree.categories.find((each) => each.categoryId === categoryId);
      if (before === undefined) return err({ code: 'category_missing', categoryId });
      if (expectedVersion !== undefined && expectedVersion !== before.version)
        return err({ code: 'category_changed', expected: expectedVersion, actual: before.version });
      const after = changed(before, changes);
      if (changedNames(before, after).length === 0) return ok(before);
      const placed = placeInTree(tree.categories, after);
      if (!placed.ok) return placed;
      return (await categories.save(
        after,
        tree.version,
        deskFactOfChange(clock, { serviceId, agentId, correlationId }, categorySubject(after), before, after),
      ))
        ? ok(after)
        : 'conflict';
    });
