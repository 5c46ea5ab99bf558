import { BATCH_LIMIT } from '../../../../shared/contracts/http/ticket-batch.ts';
import {
  dragged,
  extended,
  isFull,
  NOTHING_SELECTED,
  toggled,
  withoutTickets,
  withRows,
  type Selection,
} from '../../../../web/src/list/selection.ts';

const rows = [10, 11, 12, 13, 14, 15];
const selected = ({ numbers }: Selection) => [...numbers].sort((one, other) => one - other);
const of = (...numbers: readonly number[]) => numbers.reduce(toggled, NOTHING_SELECTED);

describe('given a list of six tickets', () => {
  test('when one is toggled twice, then it is selected and no longer', () => {
    expect(selected(of(11))).toEqual([11]);
    expect(selected(of(11, 11))).toEqual([]);
  });

  test.each([
    ['down', 14, [12, 13, 14]],
    ['up', 10, [10, 11, 12]],
    ['onto itself', 12, [12]],
    ['to a row that is not there', 99, [12]],
  ])('when the selection is extended %s, then all between are selected', (_where, to, expected) => {
    expect(selected(extended(of(12), to, rows))).toEqual(expected);
  });

  test('when a range is drawn again from the same ticket, then it replaces the first, and leaves the others', () => {
    const first = extended(of(10, 13), 15, rows);
    expect(selected(first)).toEqual([10, 13, 14, 15]);
    expect(selected(extended(first, 12, rows))).toEqual([10, 12, 13]);
  });

  test('when a range runs over a selected ticket and back, then that one stays selected', () => {
    const first = extended(of(14, 12), 15, rows);
    expect(selected(extended(first, 13, rows))).toEqual([12, 13, 14]);
  });

  test('given nothing selected, when it is extended, then the ticket alone is selected', () => {
    expect(selected(extended(NOTHING_SELECTED, 12, rows))).toEqual([12]);
  });

  test('given an anchor that is no longer listed, when it is extended, then the ticket is added', () => {
    expect(selected(extended(of(99), 12, rows))).toEqual([12, 99]);
  });

  test('when the mouse goes over checkboxes and back, then the selection follows it both ways', () => {
    const drag = (to: number, isAdding: boolean, before: Selection) =>
      selected(dragged(before, { from: 11, to, isAdding }, rows));
    expect(drag(14, true, of(15))).toEqual([11, 12, 13, 14, 15]);
    expect(drag(12, true, of(15))).toEqual([11, 12, 15]);
    expect(drag(13, false, of(11, 12, 15))).toEqual([15]);
  });

  test('when tickets are done, then the others stay selected; when none of them was, then nothing changes', () => {
    expect(selected(withoutTickets(of(10, 11, 12), [10, 12, 99]))).toEqual([11]);
    const selection = of(10);
    expect(withoutTickets(selection, [11])).toBe(selection);
  });

  test.each([
    ['selected', of(10, 12), [10, 13, 14]],
    ['deselected', of(10, 12, 12), [10, 13, 14]],
  ])('given a ticket that was %s last, when it is done, then no range begins at it', (_what, before, expected) => {
    const after = withoutTickets(before, [12]);
    expect(selected(after)).toEqual([10]);
    expect(after.anchor).toBeNull();
    expect(selected(extended(extended(after, 13, rows), 14, rows))).toEqual(expected);
  });

  test('when others than the one that was selected last are done, then a range still begins at it', () => {
    expect(selected(extended(withoutTickets(of(10, 12), [10]), 14, rows))).toEqual([12, 13, 14]);
  });
});

describe('given more tickets than a batch takes', () => {
  const many = Array.from({ length: BATCH_LIMIT + 20 }, (_, i) => i + 1);

  test('when all are selected, then as many as it takes are, from the top', () => {
    const all = withRows(NOTHING_SELECTED, many);
    expect(selected(all)).toEqual(many.slice(0, BATCH_LIMIT));
    expect(isFull(all)).toBe(true);
    expect(selected(toggled(all, BATCH_LIMIT + 1))).toHaveLength(BATCH_LIMIT);
    expect(isFull(toggled(all, 1))).toBe(false);
  });

  test('when a range is too long, then it ends where the batch is full, counted from its beginning', () => {
    expect(selected(extended(of(BATCH_LIMIT + 20), 1, many))).toEqual(many.slice(20));
  });
});
