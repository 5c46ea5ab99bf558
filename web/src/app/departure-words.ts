import type { TFunction } from 'i18next';
import type { DepartureView } from './use-departures.ts';

type Told = Pick<DepartureView, 'outcome' | 'tickets' | 'groups' | 'openCalls'> & {
  readonly name: string;
  readonly groupName: (groupId: string | null) => string | undefined;
};

/** What a notice of a departure says: "Kim left: 37 tickets went back", then where to, and what calls wait. */
export const departureWords = (
  t: TFunction,
  { outcome, tickets, groups, openCalls, name, groupName }: Told,
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
