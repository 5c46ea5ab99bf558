import { isBlank, type Draft } from '../../domain/draft/draft.ts';
import { hasSeen, type Ticket } from '../../domain/ticket/ticket.ts';
import type { EntryHead, TicketRepository } from '../ports/tickets.ts';

/**
 * An agent's draft on a ticket; absent when nothing was ever written. `arrived`: what others added to the history since
 * it was begun.
 */
export type DraftWithNews = { readonly draft?: Draft; readonly arrived: readonly EntryHead[] };

type Newest = Pick<Ticket, 'lastEntry' | 'otherEntry'>;

/** News that are told at most; the history has the rest. */
const NEWS_LIMIT = 20;

/** Asks for news only when the ticket's newest entry says that there are any. */
export const draftWithNews = ({
  tickets,
}: {
  readonly tickets: Pick<TicketRepository, 'listEntriesAfter' | 'findEntry'>;
}) => {
  /** Reads on while there is nothing but what the agent added himself. */
  const newsAfter = async (draft: Draft, entryId: string | undefined): Promise<readonly EntryHead[]> => {
    const { serviceId, number, agentId } = draft;
    const heads = await tickets.listEntriesAfter(serviceId, number, entryId, NEWS_LIMIT);
    const others = heads.filter(({ author }) => author.kind !== 'agent' || author.agentId !== agentId);
    return others.length > 0 || heads.length < NEWS_LIMIT ? others : newsAfter(draft, heads.at(-1)?.id);
  };
  /**
   * Mails that were read late lie before what was there when the draft was begun: of those the ticket itself knows the
   * last.
   */
  const lateNews = async (
    { serviceId, number, agentId, begunAfter }: Draft,
    { lastEntry, otherEntry }: Newest,
  ): Promise<readonly EntryHead[]> => {
    const late = [otherEntry, lastEntry].flatMap((entry) =>
      entry?.after !== undefined &&
      begunAfter !== undefined &&
      entry.by !== agentId &&
      entry.id < begunAfter &&
      !hasSeen(begunAfter, entry)
        ? [entry.id]
        : [],
    );
    const found = await Promise.all(late.map((id) => tickets.findEntry(serviceId, number, id)));
    return found.flatMap((entry) =>
      entry === undefined ? [] : [{ id: entry.id, kind: entry.kind, author: entry.author, at: entry.at }],
    );
  };
  return async (draft: Draft | undefined, newest: Newest): Promise<DraftWithNews> => {
    if (draft === undefined) return { arrived: [] };
    const { lastEntry } = newest;
    const hasNews = !isBlank(draft) && lastEntry !== undefined && lastEntry.id !== draft.begunAfter;
    return {
      draft,
      arrived: hasNews ? [...(await lateNews(draft, newest)), ...(await newsAfter(draft, draft.begunAfter))] : [],
    };
  };
};
