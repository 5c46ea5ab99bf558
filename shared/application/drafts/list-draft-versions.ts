import type { DraftVersion } from '../../domain/draft/draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DraftRepository } from '../ports/writing.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import type { DraftOwner } from './get-draft.ts';

/** Earlier versions of an agent's drafts on a ticket, newest first; the console's clock button shows them. */
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
