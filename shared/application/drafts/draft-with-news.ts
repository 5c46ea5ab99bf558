import { isBlank, type Draft } from '../../domain/draft/draft.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { EntryHead, TicketRepository } from '../ports/ticket-repository.ts';

/** An agent's draft on a ticket; absent when nothing was ever written. `arrived`: what others added to the history since it was begun. */
export type DraftWithNews = { readonly draft?: Draft; readonly arrived: readonly EntryHead[] };

/** News that are told at most; the history has the rest. */
const NEWS_LIMIT = 20;

/** Asks for news only when the ticket's newest entry says that there are any. */
export const draftWithNews = ({ tickets }: { readonly tickets: Pick<TicketRepository, 'listEntriesAfter'> }) => {
  /** Reads on while there is nothing but what the agent added himself. */
  const newsAfter = async (draft: Draft, entryId: string | undefined): Promise<readonly EntryHead[]> => {
    const { serviceId, number, agentId } = draft;
    const heads = await tickets.listEntriesAfter(serviceId, number, entryId, NEWS_LIMIT);
    const others = heads.filter(({ author }) => author.kind !== 'agent' || author.agentId !== agentId);
    return others.length > 0 || heads.length < NEWS_LIMIT ? others : newsAfter(draft, heads.at(-1)?.id);
  };
  return async (draft: Draft | undefined, { lastEntry }: Pick<Ticket, 'lastEntry'>): Promise<DraftWithNews> => {
    if (draft === undefined) return { arrived: [] };
    const hasNews = !isBlank(draft) && lastEntry !== undefined && lastEntry.id !== draft.begunAfter;
    return { draft, arrived: hasNews ? await newsAfter(draft, draft.begunAfter) : [] };
  };
};
