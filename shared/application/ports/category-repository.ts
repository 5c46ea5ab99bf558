import type { Category, CategoryKind } from '../../domain/desk/category.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';

/** One tree of a service; `version` grows with each write to any of its categories, 0 before the first. */
export type CategoryTree = { readonly version: number; readonly categories: readonly Category[] };

export type CategoryRepository = {
  /**
   * Consistent: no category is newer than the tree's version says without the save that goes by that version failing.
   */
  readTree(serviceId: string, kind: CategoryKind): Promise<CategoryTree>;
  /**
   * Writes a category with the fact that tells of it, if nobody has written to its tree since this version. False when
   * somebody has.
   */
  save(category: Category, treeVersion: number, fact: DeskFact): Promise<boolean>;
};
