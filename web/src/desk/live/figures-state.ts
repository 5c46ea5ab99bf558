import type * as z from 'zod';
import type { figuresDto } from '../../../../shared/contracts/http/live.ts';
import type { figuresMessage } from '../../../../shared/contracts/live/messages.ts';

type FiguresAnswer = z.output<typeof figuresDto>;
type FiguresNews = z.output<typeof figuresMessage>;

/**
 * The figures shown. `mine` has its own revision: news bring it only when it changed, and news can come out of order.
 */
export type FiguresState = FiguresAnswer & { readonly mineRevision: number };

const isOlder = (day: string, revision: number, than: { readonly day: string; readonly revision: number }): boolean =>
  day === than.day ? revision < than.revision : day < than.day;

/** An answer of the API over what is shown: a slower answer never undoes faster news. */
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
 * News over what is shown; an older revision is ignored. News without `mine` on a new day leave the day's own figures
 * to the next answer.
 */
export const afterNews = (shown: FiguresState, news: FiguresNews): FiguresState => {
  const all = isOlder(news.day, news.revision, shown) ? {} : { day: news.day, revision: news.revision, all: news.all };
  const mine =
    news.mine === undefined || isOlder(news.day, news.revision, { day: shown.day, revision: shown.mineRevision })
      ? {}
      : { mine: news.mine, mineRevision: news.revision };
  return { ...shown, ...all, ...mine };
};
