import type { TFunction } from 'i18next';
import type { DepartureView } from './use-departures.ts';

type NoticeFacts = Pick<DepartureView, 'outcome' | 'tickets' | 'groups' | 'openCalls'> & {
  readonly name: string;
  readonly groupName: (groupId: string | null) => string | undefined;
};

/** The text of a notice: who left and how many tickets they had, then the groups that have them now, and open calls. */
export const departureWords = (
  t: TFunction,
  { outcome, tickets, groups, openCalls, name, groupName }: NoticeFacts,
): { readonly title: string; readonly lines: readonly string[] } => {
  const places = groups.map(({ groupId, tickets: count }) =>
    t('departure.group', {
      group: (groupId === null ? undefined : groupName(groupId)) ?? t('departure.noGroup'),
      count,
    }),
  );
  return {
    title:
      tickets === 0
        ? t('departure.left', { name })
        : t(outcome === 'given_back' ? 'departure.givenBack' : 'departure.kept', { name, count: tickets }),
    lines: [
      ...(places.length === 0 ? [] : [places.join(', ')]),
      ...(openCalls === 0 ? [] : [t('departure.calls', { count: openCalls })]),
    ],
  };
};
