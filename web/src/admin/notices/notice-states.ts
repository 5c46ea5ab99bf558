import { isCurrent, type Notice } from '../../../../shared/domain/notice/notice.ts';

/** `now`: agents see it. `coming`: it has not begun. `over`: it has ended. In the order in which they are listed. */
export const NOTICE_STATES = ['now', 'coming', 'over'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

type Timed = Pick<Notice, 'from' | 'createdAt'> & {
  readonly until: string | null;
  readonly editedAt: string | null;
};

/**
 * `now` in milliseconds, by the clock of this computer. It may be behind the desk's: what was written at a time has
 * that time behind it.
 */
export const stateOf = ({ from, until, createdAt, editedAt }: Timed, now: number): NoticeState => {
  const [at] = [new Date(now).toISOString(), editedAt ?? createdAt].toSorted().reverse() as [string];
  if (isCurrent({ from, ...(until === null ? {} : { until }) }, at)) return 'now';
  return from > at ? 'coming' : 'over';
};

/**
 * Those of now in the order in which agents see them, which is the one that is given; then those to come, the next one
 * first; then those that are over, the last one first.
 */
export const sortedByState = <N extends Timed>(notices: readonly N[], now: number): readonly N[] => {
  const of = (state: NoticeState): readonly N[] => notices.filter((notice) => stateOf(notice, now) === state);
  const endOf = ({ from, until }: N): string => until ?? from;
  return [
    ...of('now'),
    ...of('coming').toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    ...of('over').toSorted((a, b) => (endOf(a) < endOf(b) ? 1 : -1)),
  ];
};
