import { checkNoNewerEntries } from './answer-ticket.ts';
import type { Ticket } from './ticket.ts';

/**
 * Whether a ticket's unread reply is read once this agent has seen its history up to an entry: they are its assignee,
 * and nobody else has written after it.
 */
export const isReadBy = (ticket: Ticket, agentId: string, seenEntryId: string): boolean =>
  ticket.unreadReply && ticket.assigneeId === agentId && checkNoNewerEntries(ticket, { agentId }, seenEntryId).ok;
