import { err, ok, type Result } from '../kernel/result.ts';
import type { ActingAgent } from './allowed.ts';
import type { TicketRefusal } from './errors.ts';
import { hasSeen, type Ticket } from './ticket.ts';

/**
 * Refuses with `news_arrived` when somebody else added an entry after the newest that the writer has seen. Without
 * `seenEntryId` it is not checked; the writer's own entries don't count.
 */
export const checkNoNewerEntries = (
  ticket: Ticket,
  agent: Pick<ActingAgent, 'agentId'>,
  seenEntryId: string | undefined,
): Result<Ticket, Extract<TicketRefusal, { code: 'news_arrived' }>> => {
  const newest = ticket.lastEntry?.by === agent.agentId ? ticket.otherEntry : ticket.lastEntry;
  return seenEntryId === undefined || newest === undefined || hasSeen(seenEntryId, newest)
    ? ok(ticket)
    : err({ code: 'news_arrived', lastEntryId: newest.id });
};
