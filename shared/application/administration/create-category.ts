import { placeInTree } from '../../domain/desk/category-tree.ts';
import { CATEGORIES_LIMIT, type Category, type CategoryRefusal } from '../../domain/desk/category.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { CategoryRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';

export type CategoryDeps = {
  readonly categories: CategoryRepository;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
export type CreateCategoryInput = Administering &
  Pick<Category, 'kind' | 'names' | 'active'> & {
    /** Default: a new id. */
    readonly categoryId?: string;
    readonly parentId?: string;
    /** Default: after its siblings. */
    readonly order?: number;
  };

/** The subject of a category's audit facts. */
export const categorySubject = ({ kind, categoryId }: Pick<Category, 'kind' | 'categoryId'>) => ({
  kind: 'category' as const,
  id: `${kind}/${categoryId}`,
});

/** Adds a category to its tree. */
export const createCategory =
  ({ categories, clock, backoff }: CategoryDeps) =>
  async (input: CreateCategoryInput): Promise<Result<Category, CategoryRefusal>> => {
    const { serviceId, agentId, correlationId, kind, names, active, parentId, order } = input;
    const categoryId = input.categoryId ?? clock.newId('cat');
    return retryOnConflict<Result<Category, CategoryRefusal>>(backoff, async () => {
      const tree = await categories.readTree(serviceId, kind);
      if (tree.categories.some((each) => each.categoryId === categoryId))
        return err({ code: 'category_id_taken', categoryId });
      if (tree.categories.length >= CATEGORIES_LIMIT)
        return err({ code: 'too_many_categories', limit: CATEGORIES_LIMIT });
      const siblings = tree.categories.filter((each) => each.parentId === parentId);
      const category: Category = {
        serviceId,
        kind,
        categoryId,
        version: 1,
        ...(parentId === undefined ? {} : { parentId }),
        names,
        active,
        order: order ?? Math.max(-1, ...siblings.map((each) => each.order)) + 1,
      };
      const placed = placeInTree(tree.categories, category);
      if (!placed.ok) return placed;
      const fact = deskFactOfChange(
        clock,
        { serviceId, agentId, correlationId },
        categorySubject(category),
        undefined,
        category,
      );
      return (await categories.save(category, tree.version, fact)) ? ok(category) : 'conflict';
    });
  };
