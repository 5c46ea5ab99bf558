import { type Category, ORDER_LIMIT } from './category.ts';

type Sibling = Pick<Category, 'categoryId' | 'order'>;

/** Between siblings that are numbered anew, so that others fit in between. */
const STEP = 10;

/** Compares siblings by the order in which they are shown. Of equal orders, as imports have them, the id decides. */
export const compareSiblings = (a: Sibling, b: Sibling): number =>
  a.order - b.order || (a.categoryId < b.categoryId ? -1 : a.categoryId > b.categoryId ? 1 : 0);

/**
 * Numbers siblings anew, as they stand in the list, with room between them. Returns those that get another order: first
 * those that go up, from the last one on, then those that go down, so that the list reads the same after each of them.
 */
export const spaced = <T extends Sibling>(siblings: readonly T[]): readonly T[] => {
  const step = Math.max(1, Math.min(STEP, Math.floor(ORDER_LIMIT / siblings.length)));
  const changed = siblings
    .map((sibling, index) => ({ before: sibling.order, after: { ...sibling, order: (index + 1) * step } }))
    .filter(({ before, after }) => before !== after.order);
  return [
    ...changed.filter(({ before, after }) => after.order > before).toReversed(),
    ...changed.filter(({ before, after }) => after.order < before),
  ].map(({ after }) => after);
};

/** An order between two others; after the last one where there is no second. Undefined when nothing fits in between. */
const orderBetween = (low: number, high: number | undefined): number | undefined => {
  if (high === undefined) return low < ORDER_LIMIT ? low + 1 : undefined;
  return high - low >= 2 ? Math.floor((low + high) / 2) : undefined;
};

/**
 * Puts a node at an index among its siblings, which are in their order and without it. Returns it first, then the
 * siblings that get another order: none nearly always, all of them when there is no room.
 */
export const placeAmong = <T extends Sibling>(siblings: readonly T[], node: T, index: number): readonly [T, ...T[]] => {
  const order = orderBetween(siblings[index - 1]?.order ?? -1, siblings[index]?.order);
  if (order !== undefined) return [{ ...node, order }];
  // Its own order is none, so that it is among those that change.
  const changed = spaced(siblings.toSpliced(index, 0, { ...node, order: -1 }));
  const placed = changed.find(({ categoryId }) => categoryId === node.categoryId)!;
  return [placed, ...changed.filter((each) => each !== placed)];
};
