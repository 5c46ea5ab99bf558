import { inOrder, isCurrent, nextTurn, type Notice } from '../../../../shared/domain/notice/notice.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const aNotice = (noticeId: string, from: string, pinned = false): Notice => ({
  serviceId: 'support',
  noticeId,
  version: 1,
  title: 'Notice',
  html: '<p>Read</p>',
  pinned,
  from,
  createdBy: 'boss',
  createdAt: from,
});

describe('isCurrent', () => {
  it.each<[string, { from: string; until?: string }, boolean]>([
    ['from this instant on', { from: NOW }, true],
    ['not before it begins', { from: '2026-11-22T09:00:00.001Z' }, false],
    ['until just before its end', { from: '2026-11-01T00:00:00.000Z', until: '2026-11-22T09:00:00.001Z' }, true],
    ['no longer at its end', { from: '2026-11-01T00:00:00.000Z', until: NOW }, false],
    ['for ever without an end', { from: '2020-01-01T00:00:00.000Z' }, true],
    ['never when it ends as it begins', { from: NOW, until: NOW }, false],
  ])('%s', (_, notice, expected) => {
    expect(isCurrent(notice, NOW)).toBe(expected);
  });
});

describe('nextTurn', () => {
  const [PAST, SOON, LATER] = ['2026-11-01T00:00:00.000Z', '2026-11-22T09:00:00.001Z', '2026-12-01T00:00:00.000Z'];
  it.each<[string, readonly { from: string; until?: string }[], string | undefined]>([
    ['none of a notice that lasts', [{ from: PAST }], undefined],
    ['none of one that is over, or begins now', [{ from: PAST, until: NOW }, { from: NOW }], undefined],
    ['the end of one that is shown', [{ from: PAST, until: LATER }], LATER],
    ['the beginning of one that comes, before its end', [{ from: SOON, until: LATER }], SOON],
    ['the first of several', [{ from: LATER }, { from: PAST, until: SOON }], SOON],
    ['none of one that ends as it begins', [{ from: SOON, until: SOON }, { from: LATER }], LATER],
  ])('is %s', (_, notices, expected) => {
    expect(nextTurn(notices, NOW)).toBe(expected);
  });
});

it('stands pinned ones first, then the newest; those of one instant in an order that stays', () => {
  const notices = [
    aNotice('ntc_1', '2026-11-01T00:00:00.000Z'),
    aNotice('ntc_2', '2026-11-03T00:00:00.000Z'),
    aNotice('ntc_3', '2026-10-01T00:00:00.000Z', true),
    aNotice('ntc_4', '2026-11-03T00:00:00.000Z'),
  ];
  const expected = ['ntc_3', 'ntc_4', 'ntc_2', 'ntc_1'];
  expect(inOrder(notices).map(({ noticeId }) => noticeId)).toEqual(expected);
  expect(inOrder(notices.toReversed()).map(({ noticeId }) => noticeId)).toEqual(expected);
});
