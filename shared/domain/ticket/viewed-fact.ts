import type { Moment } from './decision.ts';
import type { Fact, FactType } from './facts.ts';
import { isSpam, type Ticket } from './ticket.ts';

export type ViewedFactType = Extract<FactType, `${string}_viewed`>;

/**
 * A line of the ticket's log that tells who looked at something hidden: it changes nothing of the ticket and finds it
 * at the version that it has.
 */
export const viewedFact = (
  type: ViewedFactType,
  ticket: Ticket,
  agentId: string,
  moment: Pick<Moment, 'at' | 'factId' | 'correlationId'>,
  seen: Partial<Pick<Fact, 'entryId' | 'masks' | 'fieldCode'>> = {},
): Fact => ({
  id: moment.factId,
  type,
  serviceId: ticket.serviceId,
  number: ticket.number,
  version: ticket.version,
  at: moment.at,
  actor: { kind: 'agent', id: agentId },
  status: ticket.status,
  ...(ticket.assigneeId === undefined ? {} : { assigneeId: ticket.assigneeId }),
  ...(ticket.groupId === undefined ? {} : { groupId: ticket.groupId }),
  ...(isSpam(ticket) ? { spam: true as const } : {}),
  changes: {},
  ...seen,
  correlationId: moment.correlationId,
});
