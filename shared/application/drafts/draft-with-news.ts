import { isBlank, type Draft } from '../../domain/draft/draft.ts';
import { hasSeen, type Ticket } from '../../domain/ticket/ticket.ts';
import type { EntryHead, TicketRepository } from '../ports/tickets.ts';

/**
 * An agent's draft on a ticket; absent when none was ever written. `arrived`: entries that others added since the draft
 * was begun.
 */
export type DraftWithNews = { readonly draft?: Draft; readonly arrived: readonly EntryHead[] };

type Newest = Pick<Ticket, 'lastEntry' | 'otherEntry'>;

/** Maximum number of new entries returned; the history has the rest. */
const NEWS_LIMIT = 20;

/** Reads new entries only when the ticket's newest entry shows that there are any. */
export const draftWithNews = ({
  tickets,
}: {
  readonly tickets: Pick<TicketRepository, 'listEntriesAfter' | 'findEntry'>;
}) => {
  /** Reads on while all entries are the agent's own, or mails of triggers, which change nothing of what is written. */
  const newsAfter = async (draft: Draft, entryId: string | undefined): Promise<readonly EntryHead[]> => {
    const { serviceId, number, agentId } = draft;
    const heads = await tickets.listEntriesAfter(serviceId, number, entryId, NEWS_LIMIT);
    const others = heads.filter(
      ({ kind, author }) => kind !== 'trigger_mail' && (author.kind !== 'agent' || author.agentId !== agentId),
    );
    return others.length > 0 || heads.length < NEWS_LIMIT ? others : newsAfter(draft, heads.at(-1)?.id);
  };
  /**
   * A mail that was parsed late is sorted before entries that existed when the draft was begun; the ticket names the
   * last such entries.
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
