import type { Patch } from '../ticket/decision.ts';
import type { FactContext } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Placement } from '../trigger/automation.ts';
import type { AutomatedBy } from '../trigger/chain.ts';

/** A placement that looks for an agent. */
export type Assigning = Extract<Placement, { kind: 'assign' }>;

/** A group, whose line of waiting tickets is worked off by itself. */
export type GroupPlace = Pick<Assigning, 'groupId'> & Pick<Ticket, 'serviceId'>;

/** A ticket that a trigger placed in a group, and that waits there for an agent: its place in the group's line. */
export type WaitingTicket = Omit<Assigning, 'kind'> &
  Pick<Ticket, 'serviceId' | 'number'> & {
    /** When it began to wait in this group, ISO 8601: the oldest is first in line. */
    readonly since: string;
    /** Of the placement. The ticket names it too: a row of a placement that is over is void. */
    readonly id: string;
    /** Who placed it: the fact of its assignment tells it. */
    readonly automation: AutomatedBy;
    readonly correlationId: string;
  };

/** Whether the ticket still waits by this placement. */
export const waitsBy = (
  { status, groupId, waiting }: Pick<Ticket, 'status' | 'groupId' | 'waiting'>,
  place: Pick<WaitingTicket, 'groupId' | 'id'>,
): boolean => status === 'unassigned' && groupId === place.groupId && waiting?.id === place.id;

/**
 * Puts a ticket in a group's line: the patch of the decision that places it, and its place in the line, which is
 * written in the same transaction. One that waits in this group already keeps its place.
 */
export const waitForAgent = (
  ticket: Ticket,
  { kind: _assign, ...placement }: Assigning,
  automation: AutomatedBy,
  { at, factId: id, correlationId }: FactContext,
): { readonly patch: Patch; readonly waiting: WaitingTicket } => {
  const { serviceId, number, groupId, waiting } = ticket;
  const since = waiting !== undefined && groupId === placement.groupId ? waiting.since : at;
  return {
    patch: { status: 'unassigned', assigneeId: null, groupId: placement.groupId, waiting: { id, since } },
    waiting: { ...placement, serviceId, number, since, id, automation, correlationId },
  };
};
