import { withSeen, type SeenRows } from '../../../../web/src/list/seen-rows.ts';
import { aRow } from '../../support/ticket-views.ts';

const selected = new Set([1, 2]);
const [first, second] = [aRow({ number: 1, version: 3, unreadReply: true }), aRow({ number: 2, version: 5 })];
const known: SeenRows = new Map([first, second].map((row) => [row.number, row]));

describe('given two selected tickets that were seen', () => {
  test.each([
    ['a later version', { ...first, version: 4 }, 4, true],
    ['the same version, read', { ...first, unreadReply: false }, 3, false],
  ])('when %s is seen, then it is what is known', (_what, row, version, unreadReply) => {
    const seen = withSeen(known, selected, [row]);
    expect(seen.get(1)).toMatchObject({ version, unreadReply });
    expect(seen.get(2)).toBe(second);
  });

  test.each([
    ['an older version', { ...second, version: 4 }],
    ['what is known already', { ...second }],
    ['a ticket that is not selected', { ...second, number: 3 }],
    ['nothing, because its row is no longer loaded', null],
  ])('when %s is seen, then nothing changes', (_what, row) => {
    expect(withSeen(known, selected, row === null ? [] : [row])).toBe(known);
  });

  test('when one is deselected, then it is forgotten, and seen anew when it is selected again', () => {
    const alone = withSeen(known, new Set([2]), [first, second]);
    expect([...alone.keys()]).toEqual([2]);
    const older = { ...first, version: 2 };
    expect(withSeen(alone, selected, [older]).get(1)).toBe(older);
  });
});
