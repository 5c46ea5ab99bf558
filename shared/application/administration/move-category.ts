import type { Category, CategoryRefusal } from '../../domain/desk/category.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { categorySubject, type CategoryDeps } from './create-category.ts';
import { deskFactOfChange, type Administering } from './desk-fact.ts';
import { parentOf, placeCategory, siblingBefore } from './place-category.ts';

export type MoveCategoryInput = Administering &
  Pick<Category, 'kind' | 'categoryId'> & {
    /** Null: at the top. */
    readonly parentId: string | null;
    /** The sibling that it comes after; null: it is the first one. */
    readonly after: string | null;
    /** The parent that it had when its place was chosen. Left out: it is moved from wherever it is. */
    readonly from?: string | null;
  };

/**
 * Moves a category, with all that is below it, to a place among siblings. Returns it first, then those of them that got
 * another number for their place. Begins again when the tree has changed meanwhile, and refuses only what makes the
 * place another one: the category was moved from where it was seen, or the sibling that it should come after was.
 */
export const moveCategory =
  ({ categories, clock, backoff }: CategoryDeps) =>
  async ({
    serviceId,
    agentId,
    correlationId,
    kind,
    categoryId,
    parentId,
    after,
    from,
  }: MoveCategoryInput): Promise<Result<readonly Category[], CategoryRefusal>> =>
    retryOnConflict<Result<readonly Category[], CategoryRefusal>>(backoff, async () => {
      const tree = await categories.readTree(serviceId, kind);
      const before = tree.categories.find((each) => each.categoryId === categoryId);
      if (before === undefined) return err({ code: 'category_missing', categoryId });
      if (from !== undefined && from !== parentOf(before))
        return err({ code: 'category_moved', categoryId, parentId: parentOf(before) });
      const { parentId: _former, ...others } = before;
      const moved = { ...others, ...(parentId === null ? {} : { parentId }), version: before.version + 1 };
      if (parentOf(before) === parentId && siblingBefore(tree.categories, before) === after) return ok([before]);
      const placed = await placeCategory(categories, tree, moved, after);
      if (placed === 'conflict' || !placed.ok) return placed;
      const [placedOne, ...siblings] = placed.value;
      const by = { serviceId, agentId, correlationId };
      const fact = deskFactOfChange(clock, by, categorySubject(moved), before, placedOne);
      return (await categories.save(placedOne, tree.version, fact, siblings)) ? ok(placed.value) : 'conflict';
    });
