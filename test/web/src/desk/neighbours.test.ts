import { neighbourOf } from '../../../../web/src/desk/neighbours.ts';

describe('given a ticket of a list was processed', () => {
  test.each([
    ['there is one below', 2, [1, 2, 3], [], 3],
    ['the one below has left', 2, [1, 2, 3, 4], [3], 4],
    ['it was the last', 3, [1, 2, 3], [], 2],
    ['all others have left', 2, [1, 2, 3], [1, 3], null],
    ['it is the only one', 2, [2], [2], null],
    ['it has itself left the list', 2, [1, 2, 3], [2], 3],
    ['it is not in the list', 9, [1, 2], [], 1],
    ['the list is empty', 9, [], [], null],
  ] as const)('when %s, then the right one is opened', (_, number, rows, left, expected) => {
    expect(neighbourOf(number, { rows, left: new Set<number>(left) })).toBe(expected);
  });
});
