import type { DraftVersion } from '../../domain/draft/draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DraftRepository } from '../ports/writing.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import type { DraftOwner } from './get-draft.ts';

/** What the clock shows: what the agent wrote on the ticket before, newest first. */
export const listDraftVersions =
  ({
    tickets,
    drafts,
  }: {
    readonly tickets: Pick<TicketRepository, 'find'>;
    readonly drafts: Pick<DraftRepository, 'listVersions'>;
  }) =>
  async ({ serviceId, number, agentId }: DraftOwner): Promise<Result<readonly DraftVersion[], TicketNotFound>> => {
    const [ticket, versions] = await Promise.all([
      tickets.find(serviceId, number),
      drafts.listVersions(serviceId, number, agentId),
    ]);
    return ticket === undefined ? err({ code: 'ticket_not_found', number }) : ok(versions);
  };
