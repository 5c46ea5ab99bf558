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
import type { SetupStep } from './setup-step.ts';
import { sameValue } from '../kernel/same-value.ts';
import type { SetupCategory } from './setup-document.ts';
import { parentsFirst, setupCategoryOf } from './setup-of.ts';

export type CategorySteps = {
  readonly steps: readonly SetupStep[];
  /** Both trees after the steps. */
  readonly after: readonly Category[];
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

/**
 * Steps that make one tree equal to the document. Parents come first, so that no intermediate step places a category
 * below itself.
 */
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
 * Plans both category trees. Categories that the document lacks stay or, with `prune`, become inactive, since old
 * tickets name them.
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

/** Returns a function that tells whether the trees contain a category. */
export const knows = (trees: readonly Category[]): ((kind: CategoryKind, categoryId: string) => boolean) => {
  const places = new Set(trees.map(placeOf));
  return (kind, categoryId) => places.has(placeOf({ kind, categoryId }));
};
