import { onlyCameOrWent, orderOver } from '../../../../../web/src/admin/people/member-order.ts';

const members = (letters: string): readonly string[] => [...letters];

describe('an order over the members that there are by now', () => {
  it.each([
    ['nobody came or went', 'cab', 'abc', 'cab'],
    ['somebody came, who is last', 'cab', 'abcd', 'cabd'],
    ['somebody went', 'cab', 'ac', 'ca'],
    ['one came and one went', 'cab', 'acd', 'cad'],
    ['all are new', 'ab', 'cd', 'cd'],
    ['nobody is left', 'ab', '', ''],
  ])('when %s', (_, mine, now, expected) => {
    expect(orderOver(members(mine), members(now))).toEqual(members(expected));
  });
});

describe('between two lists of members', () => {
  it.each([
    ['nothing changed', 'abc', 'abc', false],
    ['somebody came', 'abc', 'abcd', true],
    ['somebody went', 'abc', 'ac', true],
    ['somebody came in the midst', 'abc', 'adbc', true],
    ['they were put into another order', 'abc', 'acb', false],
    ['somebody came, and they were put into another order', 'abc', 'bacd', false],
    ['one was exchanged', 'ab', 'ac', true],
  ])('when %s', (_, before, after, expected) => {
    expect(onlyCameOrWent(members(before), members(after))).toBe(expected);
  });
});
