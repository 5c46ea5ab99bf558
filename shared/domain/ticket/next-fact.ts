import type { Change, Fact, FactActor, FactType } from './facts.ts';
import type { Moment } from './decision.ts';
import type { TicketStatus } from './status.ts';
import type { Ticket } from './ticket.ts';

/** Where a ticket stands after a decision; what is left out stays as it was, null takes it away. */
export type Standing = { readonly status?: TicketStatus; readonly assigneeId?: string | null; readonly groupId?: string | null };

const after = <T>(before: T | undefined, given: T | null | undefined): T | undefined => (given === undefined ? before : (given ?? undefined));
const change = (before: string | undefined, next: string | undefined): Change | undefined =>
  before === next ? undefined : { ...(before === undefined ? {} : { before }), ...(next === undefined ? {} : { after: next }) };

/** The fact that moves a ticket to its next version. */
export const nextFact = (
  ticket: Ticket, type: FactType, actor: FactActor, moment: Moment, standing: Standing = {}, written: Pick<Fact, 'entryId' | 'mailId'> = {},
): Fact => {
  const status = standing.status ?? ticket.status;
  const assigneeId = after(ticket.assigneeId, standing.assigneeId);
  const groupId = after(ticket.groupId, standing.groupId);
  const statusChange = change(ticket.status, status);
  const assigneeChange = change(ticket.assigneeId, assigneeId);
  const groupChange = change(ticket.groupId, groupId);
  return {
    id: moment.factId, type, serviceId: ticket.serviceId, number: ticket.number, version: ticket.version + 1, at: moment.at, actor, status,
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(groupId === undefined ? {} : { groupId }),
    changes: {
      ...(statusChange === undefined ? {} : { status: statusChange }),
      ...(assigneeChange === undefined ? {} : { assignee: assigneeChange }),
      ...(groupChange === undefined ? {} : { group: groupChange }),
    },
    ...written,
    correlationId: moment.correlationId,
  };
};
