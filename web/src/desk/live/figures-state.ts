import type * as z from 'zod';
import type { figuresDto } from '../../../../shared/contracts/http/live.ts';
import type { figuresNews } from '../../../../shared/contracts/live/messages.ts';

type FiguresAnswer = z.output<ReturnType<typeof figuresDto>>;
type FiguresNews = z.output<ReturnType<typeof figuresNews>>;

/**
 * The figures shown. The agent's own (`mine`) have a revision of their own: a live update carries them only when they
 * changed, and updates can arrive in another order.
 */
export type FiguresState = FiguresAnswer & { readonly mineRevision: number };

const isOlder = (day: string, revision: number, than: { readonly day: string; readonly revision: number }): boolean =>
  day === than.day ? revision < than.revision : day < than.day;

/** The figures after an answer of the API. Figures that a live update has made newer stay. */
export const afterAnswer = (shown: FiguresState | undefined, answer: FiguresAnswer): FiguresState => {
  if (shown === undefined) return { ...answer, mineRevision: answer.revision };
  if (isOlder(answer.day, answer.revision, shown)) {
    return isOlder(answer.day, answer.revision, { day: shown.day, revision: shown.mineRevision })
      ? shown
      : { ...shown, mine: answer.mine, mineRevision: answer.revision };
  }
  const mineIsOlder = isOlder(answer.day, answer.revision, { day: shown.day, revision: shown.mineRevision });
  return {
    ...answer,
    mine: mineIsOlder ? shown.mine : answer.mine,
    mineRevision: Math.max(answer.revision, answer.day === shown.day ? shown.mineRevision : 0),
  };
};

/**
 * The figures after a live update; an older revision changes nothing. On a new day an update without `mine` leaves the
 * agent's own figures as they are, until the next answer of the API.
 */
export const afterNews = (shown: FiguresState, news: FiguresNews): FiguresState => {
  const all = isOlder(news.day, news.revision, shown) ? {} : { day: news.day, revision: news.revision, all: news.all };
  const mine =
    news.mine === undefined || isOlder(news.day, news.revision, { day: shown.day, revision: shown.mineRevision })
      ? {}
      : { mine: news.mine, mineRevision: news.revision };
  return { ...shown, ...all, ...mine };
};
