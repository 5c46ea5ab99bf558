import type * as z from 'zod';
import type { listCountsDto } from '../../../../shared/contracts/http/ticket-queries.ts';
import type { figuresNews } from '../../../../shared/contracts/live/messages.ts';
import type { ListView } from '../ticket-lists.ts';

type CountsAnswer = z.output<ReturnType<typeof listCountsDto>>;
type FiguresNews = z.output<ReturnType<typeof figuresNews>>;
type Counts = Readonly<Record<string, number>>;

/**
 * The number of tickets in each list, by the keys below, and the revision of the figures that told it: a live update
 * tells only what changed, and updates can arrive in another order.
 */
export type ListCounts = Readonly<Record<string, { readonly count: number; readonly revision: number }>>;

const ofService = ({ all, unassigned, issue, dooray, spam }: CountsAnswer['lists']): Counts => ({
  all,
  all_unassigned: unassigned,
  'all_transferred/issue': issue,
  'all_transferred/dooray': dooray,
  spam,
});
const ofAgent = ({ processing, pending, resolved, completed }: Omit<CountsAnswer['mine'], 'important'>): Counts => ({
  my_processing: processing,
  my_pending: pending,
  my_resolved: resolved,
  my_completed: completed,
});
const ofGroups = (groups: CountsAnswer['groups']): Counts =>
  Object.fromEntries(Object.entries(groups).map(([groupId, count]) => [`all_in_group/${groupId}`, count]));

const counted = (shown: ListCounts, revision: number, told: Counts): ListCounts => ({
  ...shown,
  ...Object.fromEntries(
    Object.entries(told)
      .filter(([key]) => (shown[key]?.revision ?? revision) <= revision)
      .map(([key, count]) => [key, { count, revision }]),
  ),
});

/** The counts after an answer of the API. Those that a live update has made newer stay. */
export const afterCountsAnswer = (
  shown: ListCounts | undefined,
  { revision, lists, mine, groups }: Pick<CountsAnswer, 'revision' | 'lists' | 'mine' | 'groups'>,
): ListCounts => counted(shown ?? {}, revision, { ...ofService(lists), ...ofAgent(mine), ...ofGroups(groups) });

/** The counts after a live update; an older revision changes nothing. */
export const afterCountsNews = (
  shown: ListCounts,
  { revision, lists, myLists, groups }: Pick<FiguresNews, 'revision' | 'lists' | 'myLists' | 'groups'>,
): ListCounts =>
  counted(shown, revision, {
    ...ofService(lists),
    ...(myLists === undefined ? {} : ofAgent(myLists)),
    ...ofGroups(groups ?? {}),
  });

/** The number of tickets in a list; undefined while it is not known. A ticket has one group and one kind at most. */
export const countOf = (
  counts: ListCounts,
  { list, groupId, transfer }: ListView,
  myGroupIds: readonly string[],
): number | undefined => {
  const of = (keys: readonly string[]): number | undefined =>
    keys.reduce<number | undefined>((sum, key) => {
      const count = counts[key]?.count;
      return sum === undefined || count === undefined ? undefined : sum + count;
    }, 0);
  switch (list) {
    case 'all_in_group':
      return of((groupId === null ? myGroupIds : [groupId]).map((id) => `all_in_group/${id}`));
    case 'all_transferred':
      return of((transfer === null ? ['issue', 'dooray'] : [transfer]).map((kind) => `all_transferred/${kind}`));
    default:
      return of([list]);
  }
};
