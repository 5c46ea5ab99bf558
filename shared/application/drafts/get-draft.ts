import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DraftRepository } from '../ports/writing.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';
import { draftWithNews, type DraftWithNews } from './draft-with-news.ts';

export type DraftOwner = { readonly serviceId: string; readonly number: number; readonly agentId: string };

export type GetDraftDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'listEntriesAfter' | 'findEntry'>;
  readonly drafts: Pick<DraftRepository, 'find'>;
};

/** An agent's draft on a ticket, with the entries that arrived since it was begun. */
export const getDraft =
  (deps: GetDraftDeps) =>
  async ({ serviceId, number, agentId }: DraftOwner): Promise<Result<DraftWithNews, TicketNotFound>> => {
    const [ticket, draft] = await Promise.all([
      deps.tickets.find(serviceId, number),
      deps.drafts.find(serviceId, number, agentId),
    ]);
    return ticket === undefined
      ? err({ code: 'ticket_not_found', number })
      : ok(await draftWithNews(deps)(draft, ticket));
  };
