import { BATCH_LIMIT } from '../../../shared/contracts/http/ticket-batch.ts';

/** The tickets that are selected for a batch. */
export type Selection = {
  readonly numbers: ReadonlySet<number>;
  /** The ticket that a range begins at: the one that was selected or deselected last; null when there is none. */
  readonly anchor: number | null;
  /** What the last range added; the next one from the same anchor replaces it. */
  readonly range: ReadonlySet<number>;
};

const NONE: ReadonlySet<number> = new Set();
export const NOTHING_SELECTED: Selection = { numbers: NONE, anchor: null, range: NONE };

/** Whether a batch takes no further ticket. */
export const isFull = ({ numbers }: Selection): boolean => numbers.size >= BATCH_LIMIT;

const withAll = (numbers: Iterable<number>, more: Iterable<number>): ReadonlySet<number> => {
  const all = new Set(numbers);
  for (const number of more) if (all.size < BATCH_LIMIT) all.add(number);
  return all;
};
const without = (numbers: Iterable<number>, gone: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...numbers].filter((number) => !gone.has(number)));

/** Selects a ticket, or takes it out. A full selection takes no more. */
export const toggled = ({ numbers }: Selection, number: number): Selection => ({
  numbers: numbers.has(number) ? without(numbers, new Set([number])) : withAll(numbers, [number]),
  anchor: number,
  range: NONE,
});

/** The rows between two of them, from the first to the second, both included. */
const between = (rows: readonly number[], from: number, to: number): readonly number[] => {
  const [start, end] = [rows.indexOf(from), rows.indexOf(to)];
  if (end === -1) return [];
  if (start === -1) return [to];
  return start <= end ? rows.slice(start, end + 1) : rows.slice(end, start + 1).reverse();
};

/** Selects all rows from the anchor to a ticket, in place of the last range from there. */
export const extended = (selection: Selection, to: number, rows: readonly number[]): Selection => {
  const anchor = selection.anchor ?? to;
  const kept = without(selection.numbers, selection.range);
  const numbers = withAll(kept, between(rows, anchor, to));
  return { numbers, anchor, range: new Set([...numbers].filter((number) => number !== anchor && !kept.has(number))) };
};

/** What is selected while the mouse is drawn over checkboxes: as before, with the rows so far added or taken out. */
export const dragged = (
  before: Selection,
  { from, to, isAdding }: { readonly from: number; readonly to: number; readonly isAdding: boolean },
  rows: readonly number[],
): Selection => {
  const over = between(rows, from, to);
  return {
    numbers: isAdding ? withAll(before.numbers, over) : without(before.numbers, new Set(over)),
    anchor: to,
    range: NONE,
  };
};

/** Selects all of these, as far as a batch takes them. */
export const withRows = ({ numbers, anchor }: Selection, rows: readonly number[]): Selection => ({
  numbers: withAll(numbers, rows),
  anchor,
  range: NONE,
});

/** The selection without tickets that a batch is done with, or that were deleted; no range begins at one of them. */
export const withoutTickets = (selection: Selection, gone: readonly number[]): Selection => {
  const { numbers, anchor } = selection;
  return gone.some((number) => numbers.has(number) || number === anchor)
    ? {
        numbers: without(numbers, new Set(gone)),
        anchor: gone.some((number) => number === anchor) ? null : anchor,
        range: NONE,
      }
    : selection;
};
