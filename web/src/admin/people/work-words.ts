import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { AgentWorkView } from './people.ts';

/** Keeps a number on the line of what it counts. */
const NBSP = '\u00a0';

/** A function that writes a number, or that there are more than were counted. */
export const useCounted = (): ((count: number, more: boolean) => string) => {
  const { t } = useTranslation('admin');
  return (count, more) => (more ? t('agents.work.orMore', { count: count.toLocaleString() }) : count.toLocaleString());
};

/** A function that says, a sentence each, what a deactivation does to an agent's open tickets and calls. */
export const useWorkWords = (): ((work: AgentWorkView) => readonly string[]) => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { groupName } = useDesk();
  const counted = useCounted();
  return ({ leaversTickets, tickets, moreTickets, statuses, groups, openCalls, moreCalls }) => {
    const byStatus = (of: AgentWorkView['statuses']): string =>
      of.map((each) => `${common(`status.${each.status}`)}${NBSP}${each.tickets.toLocaleString()}`).join(', ');
    const sumOf = (of: AgentWorkView['statuses']): number => of.reduce((sum, each) => sum + each.tickets, 0);
    const returned = statuses.filter(({ becomes }) => becomes === 'unassigned');
    const waiting = statuses.filter(({ becomes }) => becomes !== 'unassigned');
    const places = groups
      .map(
        ({ groupId, tickets: count }) =>
          `${(groupId === null ? undefined : groupName(groupId)) ?? t('agents.work.noGroup')}${NBSP}${count.toLocaleString()}`,
      )
      .join(', ');
    if (tickets === 0 && openCalls === 0) return [t('agents.work.nothing')];
    return [
      ...(tickets === 0 ? [t('agents.work.noTickets')] : []),
      ...(tickets > 0 && leaversTickets === 'keep'
        ? [t('agents.work.kept', { count: counted(tickets, moreTickets), statuses: byStatus(statuses) })]
        : []),
      ...(leaversTickets === 'give_back' && returned.length > 0
        ? [
            t('agents.work.givenBack', {
              count: counted(sumOf(returned), moreTickets),
              statuses: byStatus(returned),
            }),
          ]
        : []),
      ...(leaversTickets === 'give_back' && waiting.length > 0
        ? [t('agents.work.released', { count: counted(sumOf(waiting), moreTickets), statuses: byStatus(waiting) })]
        : []),
      ...(tickets > 0 ? [t('agents.work.groups', { groups: places })] : []),
      ...(openCalls > 0 ? [t('agents.work.calls', { count: counted(openCalls, moreCalls) })] : []),
    ];
  };
};
