import * as fc from 'fast-check';
import { afterMove, moveBetween } from '../../../../../web/src/admin/kit/item-order.ts';
import { movedTo } from '../../../../../web/src/desk/panel-order.ts';

describe('the move between two orders', () => {
  it.each([
    ['a to the end', 'abcd', 'bcda', { id: 'a', before: null }],
    ['d to the beginning', 'abcd', 'dabc', { id: 'd', before: 'a' }],
    ['c one up, or b one down', 'abcd', 'acbd', { id: 'c', before: 'b' }],
    ['nothing', 'abcd', 'abcd', null],
    ['one alone', 'a', 'a', null],
  ])('is found: %s', (_, shown, after, move) => {
    expect(moveBetween([...shown], [...shown], [...after])).toEqual(move);
  });

  it.each([
    ['behind the shown one that it follows, before those that are not shown', 'aXbYc', 'abc', 'bac', 'XbaYc'],
    ['before the first shown one', 'XaYb', 'ab', 'ba', 'XYba'],
    ['to the end of those shown, before what is not shown behind them', 'abXY', 'ab', 'ba', 'baXY'],
  ])('given that not all are shown, puts it %s', (_, all, shown, after) => {
    const move = moveBetween([...all], [...shown], [...after]);
    const moved = afterMove([...all], move!);
    expect(moved.filter((id) => shown.includes(id))).toEqual([...after]);
  });

  it('leads to the order that is wanted, whatever is shown and moved', () => {
    const scope = fc.uniqueArray(fc.stringMatching(/^[a-z]$/), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(
        scope.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all, { minLength: 1 }), fc.nat(7), fc.nat(7))),
        ([all, shown, from, to]) => {
          const after = movedTo(shown, shown[from % shown.length]!, to % shown.length);
          const move = moveBetween(all, shown, after);
          const moved = move === null ? all : afterMove(all, move);
          expect(moved.filter((id) => shown.includes(id))).toEqual(after);
          // Those that are not shown stay as they stand to each other.
          expect(moved.filter((id) => !shown.includes(id))).toEqual(all.filter((id) => !shown.includes(id)));
          expect(moved.toSorted()).toEqual(all.toSorted());
        },
      ),
    );
  });
});
