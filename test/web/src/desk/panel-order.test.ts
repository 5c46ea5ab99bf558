import { inChosenOrder, movedTo } from '../../../../web/src/desk/panel-order.ts';

const panels = ['fields', 'history', 'calls'].map((id) => ({ id }));
const ids = (order: readonly string[]) => inChosenOrder(panels, order).map(({ id }) => id);

describe('inChosenOrder', () => {
  it.each([
    ['nothing chosen', [], ['fields', 'history', 'calls']],
    ['all chosen', ['calls', 'fields', 'history'], ['calls', 'fields', 'history']],
    ['a panel that is new since', ['calls', 'fields'], ['calls', 'fields', 'history']],
    ['a panel that is gone', ['chats', 'calls'], ['calls', 'fields', 'history']],
  ])('%s', (_, order, expected) => {
    expect(ids(order)).toEqual(expected);
  });
});

describe('movedTo', () => {
  const all = ['a', 'b', 'c'];
  it.each([
    ['a', 2, ['b', 'c', 'a']],
    ['c', 0, ['c', 'a', 'b']],
    ['b', 2, ['a', 'c', 'b']],
    ['a', -1, all],
    ['c', 3, all],
    ['x', 1, all],
  ])('%s to %i', (id, place, expected) => {
    expect(movedTo(all, id, place)).toEqual(expected);
  });
});
