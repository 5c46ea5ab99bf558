import { compareSiblings, placeAmong } from '../../../../shared/domain/desk/category-order.ts';
import { CATEGORY_DEPTH } from '../../../../shared/domain/desk/category.ts';
import type { ServiceView } from '../../desk/api/service-queries.ts';

export type CategoryView = ServiceView['categories'][number];

/** Where a category stands: its parent, null at the top, and the sibling before it, null for the first one. */
export type Place = { readonly parentId: string | null; readonly after: string | null };

/** Why a category can't be moved there. */
export type NoPlace = 'first' | 'last' | 'nothing_above' | 'at_top' | 'too_deep';

/** One tree of categories, ready to be asked. */
export type CategoryTree = {
  readonly byId: ReadonlyMap<string, CategoryView>;
  /** In their order. */
  childrenOf(parentId: string | null): readonly CategoryView[];
  /** From the parent up to the top. */
  above(categoryId: string): readonly CategoryView[];
  /** All that is below a category, without itself. */
  below(categoryId: string): readonly CategoryView[];
  /** 1 at the top. */
  levelOf(categoryId: string): number;
  /** Levels of a category with all that is below it: 1 for one without children. */
  heightOf(categoryId: string): number;
  /** Whether it can be chosen for tickets: it and all above it are active. */
  isInUse(categoryId: string): boolean;
  placeOf(categoryId: string): Place;
};

const NONE: readonly CategoryView[] = [];

/** The tree of one kind. A category whose parent is not there stands at the top. */
export const categoryTree = (categories: readonly CategoryView[]): CategoryTree => {
  const byId = new Map(categories.map((each) => [each.categoryId, each]));
  const parentOf = ({ parentId }: CategoryView): string | null =>
    parentId !== null && byId.has(parentId) ? parentId : null;
  const children = Map.groupBy(categories, parentOf);
  for (const [parent, all] of children) children.set(parent, all.toSorted(compareSiblings));
  const childrenOf = (parentId: string | null): readonly CategoryView[] => children.get(parentId) ?? NONE;
  const above = (categoryId: string): readonly CategoryView[] => {
    const found: CategoryView[] = [];
    let at = byId.get(categoryId);
    while (at !== undefined) {
      const parent = parentOf(at);
      at = parent === null ? undefined : byId.get(parent);
      if (at !== undefined) found.push(at);
    }
    return found;
  };
  const below = (categoryId: string): readonly CategoryView[] =>
    childrenOf(categoryId).flatMap((child) => [child, ...below(child.categoryId)]);
  const heightOf = (categoryId: string): number =>
    1 + Math.max(0, ...childrenOf(categoryId).map((child) => heightOf(child.categoryId)));
  return {
    byId,
    childrenOf,
    above,
    below,
    heightOf,
    levelOf: (categoryId) => above(categoryId).length + 1,
    isInUse: (categoryId) => byId.get(categoryId)?.active === true && above(categoryId).every(({ active }) => active),
    placeOf(categoryId) {
      const parentId = above(categoryId)[0]?.categoryId ?? null;
      const siblings = childrenOf(parentId);
      const index = siblings.findIndex((each) => each.categoryId === categoryId);
      return { parentId, after: siblings[index - 1]?.categoryId ?? null };
    },
  };
};

/** A category as one line of the tree that is drawn. */
export type TreeRow = {
  readonly categoryId: string;
  /** 1 at the top. */
  readonly level: number;
  /** Place among the siblings that are drawn, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** Undefined: nothing below it is drawn or could be. */
  readonly isOpen?: boolean;
  /** Whether it can be chosen. */
  readonly isInUse: boolean;
  /** Whether it has the words that are searched; true for all when none are. */
  readonly isFound: boolean;
};

export type TreeView = {
  readonly folded: ReadonlySet<string>;
  readonly hidesInactive: boolean;
  readonly search: string;
  /** All names of a category as one text, to search in. */
  namesOf(category: CategoryView): string;
};

const wordsOf = (search: string): readonly string[] => search.toLocaleLowerCase().split(/\s+/).filter(Boolean);

/**
 * The lines of the tree that is drawn. A search shows what it found with all that is above that, whatever is folded;
 * an inactive category takes what is below it with it when those are hidden.
 */
export const treeRows = (tree: CategoryTree, view: TreeView): readonly TreeRow[] => {
  const words = wordsOf(view.search);
  const isFound = (category: CategoryView): boolean => {
    const names = view.namesOf(category).toLocaleLowerCase();
    return words.every((word) => names.includes(word));
  };
  const rows: TreeRow[] = [];
  /** Whether anything was drawn. */
  const draw = (parentId: string | null, level: number, isParentInUse: boolean): boolean => {
    const from = rows.length;
    const drawn: number[] = [];
    for (const category of tree.childrenOf(parentId)) {
      const isInUse = isParentInUse && category.active;
      if (view.hidesInactive && !isInUse) continue;
      const at = rows.length;
      const found = isFound(category);
      const { categoryId } = category;
      rows.push({ categoryId, level, position: 0, siblings: 0, isInUse, isFound: found });
      const hasBelow = draw(categoryId, level + 1, isInUse);
      if (!found && !hasBelow) {
        rows.length = at;
        continue;
      }
      const isFolded = words.length === 0 && view.folded.has(categoryId);
      if (isFolded) rows.length = at + 1;
      rows[at] = { ...rows[at]!, ...(hasBelow && { isOpen: !isFolded }) };
      drawn.push(at);
    }
    for (const [index, at] of drawn.entries()) rows[at] = { ...rows[at]!, position: index + 1, siblings: drawn.length };
    return rows.length > from;
  };
  draw(null, 1, true);
  return rows;
};

/** The siblings of a category of which a line is drawn, with itself. */
const drawnSiblings = (tree: CategoryTree, categoryId: string, isDrawn: (id: string) => boolean) =>
  tree.childrenOf(tree.placeOf(categoryId).parentId).filter((each) => isDrawn(each.categoryId));

/** A step by which the keyboard moves a category. */
export type Step = 'up' | 'down' | 'deeper' | 'out';
export const OPPOSITE: Readonly<Record<Step, Step>> = { up: 'down', down: 'up', deeper: 'out', out: 'deeper' };

/**
 * Where a step leads: past the sibling above or below that is drawn, to the end below the sibling above, or behind the
 * parent.
 */
export const placeByStep = (
  tree: CategoryTree,
  categoryId: string,
  step: Step,
  isDrawn: (categoryId: string) => boolean,
): Place | NoPlace => {
  const siblings = drawnSiblings(tree, categoryId, isDrawn);
  const index = siblings.findIndex((each) => each.categoryId === categoryId);
  const { parentId } = tree.placeOf(categoryId);
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  switch (step) {
    case 'up':
      return previous === undefined ? 'first' : tree.placeOf(previous.categoryId);
    case 'down':
      return next === undefined ? 'last' : { parentId, after: next.categoryId };
    case 'deeper':
      if (previous === undefined) return 'nothing_above';
      return tree.levelOf(categoryId) + tree.heightOf(categoryId) > CATEGORY_DEPTH
        ? 'too_deep'
        : { parentId: previous.categoryId, after: tree.childrenOf(previous.categoryId).at(-1)?.categoryId ?? null };
    case 'out':
      return parentId === null ? 'at_top' : { parentId: tree.placeOf(parentId).parentId, after: parentId };
  }
};

/** Where the pointer would let a category go: between two lines, at a level. */
export type Drop = {
  /** The line is drawn before the row of this index among those without the category and what is below it. */
  readonly gap: number;
  /** The level that the pointer means. */
  readonly level: number;
};

/** The lines that stay when a category is dragged with all that is below it. */
export const rowsWithout = (tree: CategoryTree, rows: readonly TreeRow[], categoryId: string): readonly TreeRow[] => {
  const dragged = new Set([categoryId, ...tree.below(categoryId).map((each) => each.categoryId)]);
  return rows.filter((row) => !dragged.has(row.categoryId));
};

/**
 * Where a category comes by a drop, and the level at which the line is drawn: the nearest that the lines around it
 * allow. `too_deep`: none that keeps the tree within its depth.
 */
export const placeByDrop = (
  tree: CategoryTree,
  remaining: readonly TreeRow[],
  categoryId: string,
  { gap, level: wanted }: Drop,
): (Place & { readonly level: number }) | 'too_deep' => {
  const [above, below] = [remaining[gap - 1], remaining[gap]];
  const deepest = Math.min((above?.level ?? 0) + 1, CATEGORY_DEPTH - tree.heightOf(categoryId) + 1);
  const highest = below?.level ?? 1;
  if (highest > deepest) return 'too_deep';
  const level = Math.min(deepest, Math.max(highest, wanted));
  if (above === undefined) return { parentId: null, after: null, level };
  /** The line above and what is above that, from the top down. */
  const path = [
    ...tree
      .above(above.categoryId)
      .toReversed()
      .map((each) => each.categoryId),
    above.categoryId,
  ];
  const parentId = path[level - 2] ?? null;
  const sibling = path[level - 1];
  // Below a folded line it comes last, where it is found when that is opened.
  const last =
    above.isOpen === false ? tree.childrenOf(parentId).findLast((each) => each.categoryId !== categoryId) : undefined;
  return { parentId, after: sibling ?? last?.categoryId ?? null, level };
};

/** The next line whose name begins with what was typed, after the given one and on from the top; -1 for none. */
export const rowByTyping = (
  rows: readonly TreeRow[],
  from: number,
  typed: string,
  nameOf: (categoryId: string) => string,
): number => {
  const wanted = typed.toLocaleLowerCase();
  // Who types on stays on the line that still fits; a first letter goes to the next one.
  const first = typed.length > 1 ? from : from + 1;
  for (let count = 0; count < rows.length; count += 1) {
    const index = (first + count) % rows.length;
    if (nameOf(rows[index]!.categoryId).toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
};

/** The categories as they will be when one is moved, numbered as the server does it. */
export const withPlace = (
  categories: readonly CategoryView[],
  categoryId: string,
  { parentId, after }: Place,
): readonly CategoryView[] => {
  const tree = categoryTree(categories);
  const moved = tree.byId.get(categoryId);
  if (moved === undefined) return categories;
  const siblings = tree.childrenOf(parentId).filter((each) => each.categoryId !== categoryId);
  const index = after === null ? 0 : siblings.findIndex((each) => each.categoryId === after) + 1;
  return withCategories(categories, placeAmong(siblings, { ...moved, parentId }, index));
};

/** The categories with some in their newer state, and with those that are new. */
export const withCategories = (
  categories: readonly CategoryView[],
  newer: readonly CategoryView[],
): readonly CategoryView[] => {
  const byId = new Map(newer.map((each) => [each.categoryId, each]));
  const known = categories.map((each) => byId.get(each.categoryId) ?? each);
  return [...known, ...newer.filter(({ categoryId }) => !categories.some((each) => each.categoryId === categoryId))];
};
