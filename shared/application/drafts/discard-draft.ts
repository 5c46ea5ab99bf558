import { discardedDraft } from '../../domain/draft/keep-version.ts';
import type { DraftRefusal } from '../../domain/draft/draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { DraftRepository } from '../ports/writing.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';
import type { DraftWithNews } from './draft-with-news.ts';
import type { DraftOwner } from './get-draft.ts';

export type DiscardDraftDeps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly drafts: Pick<DraftRepository, 'find' | 'save'>;
  readonly clock: Pick<ClockAndIds, 'now'>;
};

/** Discards a draft; its text is kept as an earlier version. */
export const discardDraft =
  ({ tickets, drafts, clock }: DiscardDraftDeps) =>
  async ({
    serviceId,
    number,
    agentId,
    version,
  }: DraftOwner & { readonly version: number }): Promise<Result<DraftWithNews, DraftRefusal>> => {
    const at = clock.now().toISOString();
    const discard = async (): Promise<Result<DraftWithNews, DraftRefusal> | 'conflict'> => {
      const [ticket, before] = await Promise.all([
        tickets.find(serviceId, number),
        drafts.find(serviceId, number, agentId),
      ]);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      const discarded = discardedDraft(before, version, at);
      if (!discarded.ok) return discarded;
      if (discarded.value === undefined) return ok({ ...(before && { draft: before }), arrived: [] });
      const { after, kept } = discarded.value;
      return (await drafts.save(after, before, kept)) ? ok({ draft: after, arrived: [] }) : 'conflict';
    };
    return retryOnConflict(withoutWaiting, discard, { what: `the draft of ${agentId} on ticket ${number}` });
  };
