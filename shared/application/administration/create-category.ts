import { CATEGORIES_LIMIT, type Category, type CategoryRefusal } from '../../domain/desk/category.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { CategoryRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';
import { placeCategory } from './place-category.ts';

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
    /** The sibling that it comes after, null for the first place: `order` is not used then. */
    readonly after?: string | null;
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
    const { serviceId, agentId, correlationId, kind, names, active, parentId, order, after } = input;
    const categoryId = input.categoryId ?? clock.newId('cat');
    return retryOnConflict<Result<Category, CategoryRefusal>>(backoff, async () => {
      const tree = await categories.readTree(serviceId, kind);
      if (tree.categories.some((each) => each.categoryId === categoryId))
        return err({ code: 'category_id_taken', categoryId });
      if (tree.categories.length >= CATEGORIES_LIMIT)
        return err({ code: 'too_many_categories', limit: CATEGORIES_LIMIT });
      const category: Category = {
        serviceId,
        kind,
        categoryId,
        version: 1,
        ...(parentId === undefined ? {} : { parentId }),
        names,
        active,
        order: order ?? 0,
      };
      const placed = await placeCategory(categories, tree, category, after);
      if (placed === 'conflict' || !placed.ok) return placed;
      // An order that was asked for stands as it is, also beside an equal one.
      const [made, ...siblings] = order === undefined || after !== undefined ? placed.value : ([category] as const);
      const by = { serviceId, agentId, correlationId };
      const fact = deskFactOfChange(clock, by, categorySubject(made), undefined, made);
      return (await categories.save(made, tree.version, fact, siblings)) ? ok(made) : 'conflict';
    });
  };
