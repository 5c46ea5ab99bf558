import type { GroupPlace } from '../../domain/distribution/waiting-ticket.ts';
import type { BusEvent, DeskBusEvent } from '../events/parse-bus-event.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { DistributionRepository } from '../ports/distribution.ts';

type Deps = {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly distribution: Pick<DistributionRepository, 'isWaitedIn'>;
};

const OPEN: readonly string[] = ['processing', 'pending'];

/** Who has an open ticket less after an event. */
const relievedBy = ({ status, assigneeId, changes }: BusEvent['detail']['data']): string | undefined => {
  if (changes.assignee?.before !== undefined) return changes.assignee.before;
  const before = changes.status?.before;
  return before !== undefined && OPEN.includes(before) && !OPEN.includes(status) ? assigneeId : undefined;
};

/**
 * The groups in which a ticket waits that may find its agent now: one that was placed in a group, or those of an agent
 * who has an open ticket less.
 */
export const groupsWokenByTicket =
  ({ directory, distribution }: Deps) =>
  async ({ detail: { metadata, data } }: BusEvent): Promise<readonly GroupPlace[]> => {
    const { serviceId } = metadata;
    const relieved = relievedBy(data);
    const agent = relieved === undefined ? undefined : await directory.findAgent(serviceId, relieved);
    const groupIds = new Set([
      ...(data.status === 'unassigned' && data.groupId !== undefined ? [data.groupId] : []),
      ...(agent?.active && agent.takesAssignment ? agent.groupIds : []),
    ]);
    return waitedIn(distribution, serviceId, [...groupIds]);
  };

/** The same of a change of an agent, who may take tickets now, or of a group. */
export const groupsWokenByDesk =
  ({ directory, distribution }: Deps) =>
  async ({ detail: { metadata, data } }: DeskBusEvent): Promise<readonly GroupPlace[]> => {
    const { serviceId } = metadata;
    const { kind, id } = data.subject;
    if (kind === 'group') return waitedIn(distribution, serviceId, [id]);
    const agent = await directory.findAgent(serviceId, id);
    return agent?.active && agent.takesAssignment ? waitedIn(distribution, serviceId, agent.groupIds) : [];
  };

const waitedIn = async (
  distribution: Deps['distribution'],
  serviceId: string,
  groupIds: readonly string[],
): Promise<readonly GroupPlace[]> => {
  const places = groupIds.map((groupId) => ({ serviceId, groupId }));
  const waited = await Promise.all(places.map((place) => distribution.isWaitedIn(place)));
  return places.filter((_, index) => waited[index]);
};
