import {
  CATEGORIES_LIMIT,
  CATEGORY_DEPTH,
  CATEGORY_KINDS,
  type Category,
  type CategoryKind,
  type CategoryRefusal,
  type WrittenError,
} from '../desk/category.ts';
import { placeInTree } from '../desk/category-tree.ts';
import { sameValue } from './same-value.ts';
import type { SetupCategory } from './setup-document.ts';
import { parentsFirst, setupCategoryOf } from './setup-of.ts';
import type { SetupStep } from './setup-step.ts';

export type CategorySteps = {
  readonly steps: readonly SetupStep[];
  /** Both trees as they will stand. */ readonly after: readonly Category[];
  readonly errors: readonly WrittenError[];
};

const placeOf = ({ kind, categoryId }: Pick<Category, 'kind' | 'categoryId'>) => `${kind}/${categoryId}`;
const pointerTo = (index: number, member: string) => `#/document/categories/${index}/${member}`;

const misplaced = (refusal: CategoryRefusal): string => {
  switch (refusal.code) {
    case 'category_below_itself':
      return 'It would be below itself';
    case 'category_too_deep':
      return `The tree would be deeper than ${CATEGORY_DEPTH}`;
    default:
      return 'There is no such category in this tree';
  }
};

const merged = (
  serviceId: string,
  before: Category | undefined,
  { kind, id, parentId, names, active, order }: SetupCategory,
): Category => {
  const after: Category = {
    serviceId,
    kind,
    categoryId: id,
    version: 1,
    ...(parentId === undefined ? {} : { parentId }),
    names,
    active,
    order,
  };
  if (before === undefined) return after;
  return sameValue(setupCategoryOf(before), setupCategoryOf(after))
    ? before
    : { ...after, version: before.version + 1 };
};

/** Steps that make one tree as written. Parents come first: no step hangs a category below itself on the way. */
const planTree = (
  kind: CategoryKind,
  serviceId: string,
  stored: readonly Category[],
  written: readonly (SetupCategory & { readonly index: number })[],
  prune: boolean,
): CategorySteps => {
  const before = new Map(stored.map((each) => [each.categoryId, each]));
  const named = new Map(written.map((each) => [each.id, each]));
  const former = stored
    .filter(({ categoryId }) => !named.has(categoryId))
    .map((each) => (prune && each.active ? { ...each, active: false, version: each.version + 1 } : each));
  const taken = parentsFirst([...named.values()]).map((each) => merged(serviceId, before.get(each.id), each));
  const after = [...former, ...taken];
  const errors = [
    ...written
      .filter((each) => named.get(each.id) !== each)
      .map(({ index }) => ({ pointer: pointerTo(index, 'id'), detail: 'The document names it twice' })),
    ...(after.length > CATEGORIES_LIMIT
      ? [{ pointer: '#/document/categories', detail: `A tree has at most ${CATEGORIES_LIMIT} categories (${kind})` }]
      : taken.flatMap((category) => {
          const placed = placeInTree(after, category);
          return placed.ok
            ? []
            : [
                {
                  pointer: pointerTo(named.get(category.categoryId)!.index, 'parentId'),
                  detail: misplaced(placed.error),
                },
              ];
        })),
  ];
  const stepTo = (category: Category): readonly SetupStep[] => {
    const stood = before.get(category.categoryId);
    return stood === category
      ? []
      : [{ of: 'categories', ...(stood === undefined ? {} : { before: stood }), after: category }];
  };
  return { steps: [...taken, ...former].flatMap(stepTo), after, errors };
};

/**
 * Brings both trees to what is written. What isn't written stays or, with `prune`, becomes inactive: old tickets name
 * it.
 */
export const planCategories = (
  serviceId: string,
  stored: readonly Category[],
  written: readonly SetupCategory[] | undefined,
  prune: boolean,
): CategorySteps => {
  if (written === undefined) return { steps: [], after: stored, errors: [] };
  const numbered = written.map((each, index) => ({ ...each, index }));
  const trees = CATEGORY_KINDS.map((kind) =>
    planTree(
      kind,
      serviceId,
      stored.filter((each) => each.kind === kind),
      numbered.filter((each) => each.kind === kind),
      prune,
    ),
  );
  return {
    steps: trees.flatMap(({ steps }) => steps),
    after: trees.flatMap(({ after }) => after),
    errors: trees.flatMap(({ errors }) => errors),
  };
};

/** Is it in the trees? */
export const knows = (trees: readonly Category[]): ((kind: CategoryKind, categoryId: string) => boolean) => {
  const places = new Set(trees.map(placeOf));
  return (kind, categoryId) => places.has(placeOf({ kind, categoryId }));
};
