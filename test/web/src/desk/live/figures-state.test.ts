import * as fc from 'fast-check';
import { afterAnswer, afterNews, type FiguresState } from '../../../../../web/src/desk/live/figures-state.ts';

const all = (created: number): FiguresState['all'] => ({
  created,
  resolved: 0,
  processing: 0,
  pending: 0,
  unassigned: 0,
  unassignedToday: 0,
  lastDay: { received: created, resolved: 0 },
});
const mine = (processing: number): FiguresState['mine'] => ({ resolved: 0, processing, pending: 0, transfer: 0 });
const lists = { all: 0, unassigned: 0, issue: 0, dooray: 0, spam: 0 };
const shown = (over: Partial<FiguresState> = {}): FiguresState => ({
  day: '2026-11-22',
  revision: 5,
  mineRevision: 5,
  all: all(5),
  mine: mine(5),
  ...over,
});
const news = (revision: number, hasMine: boolean, day = '2026-11-22') => ({
  type: 'figures' as const,
  serviceId: 'shop',
  day,
  revision,
  all: all(revision),
  lists,
  ...(hasMine ? { mine: mine(revision) } : {}),
});

describe('given figures that are shown', () => {
  test('when newer news come, then they are shown; without own figures these stay', () => {
    expect(afterNews(shown(), news(6, false))).toMatchObject({ revision: 6, all: all(6), mine: mine(5) });
  });

  test('when older news come, then they are ignored', () => {
    expect(afterNews(shown(), news(4, true))).toEqual(shown());
  });

  test('when news of the own figures are overtaken by others, then they still count', () => {
    const after = afterNews(afterNews(shown(), news(7, false)), news(6, true));
    expect(after).toMatchObject({ revision: 7, all: all(7), mine: mine(6), mineRevision: 6 });
  });

  test('when a slow answer comes after faster news, then it does not undo them', () => {
    const answer = { day: '2026-11-22', revision: 6, all: all(6), mine: mine(6) };
    expect(afterAnswer(afterNews(shown(), news(8, true)), answer)).toMatchObject({ all: all(8), mine: mine(8) });
  });

  test('when the day has turned, then the new day wins whatever its revision', () => {
    expect(
      afterAnswer(shown({ revision: 900 }), { day: '2026-11-23', revision: 1, all: all(0), mine: mine(0) }),
    ).toMatchObject({ day: '2026-11-23', all: all(0), mine: mine(0) });
    expect(afterNews(shown({ day: '2026-11-23' }), news(900, true))).toMatchObject({ day: '2026-11-23', all: all(5) });
  });

  test('when news come in any order, then the newest of each is shown in the end', () => {
    const sent = Array.from({ length: 8 }, (_, index) => news(index + 6, index % 3 === 0));
    fc.assert(
      fc.property(fc.shuffledSubarray(sent, { minLength: sent.length }), (order) => {
        expect(order.reduce<FiguresState>(afterNews, shown())).toMatchObject({
          revision: 13,
          all: all(13),
          mine: mine(12),
        });
      }),
    );
  });
});

test('given nothing is shown yet, when the first answer comes, then it is shown as it is', () => {
  expect(afterAnswer(undefined, { day: '2026-11-22', revision: 3, all: all(3), mine: mine(3) })).toEqual({
    day: '2026-11-22',
    revision: 3,
    mineRevision: 3,
    all: all(3),
    mine: mine(3),
  });
});
