import { draftFileOf, type DraftConflict, type DraftRefusal } from '../../domain/draft/draft.ts';
import { refusedDraft } from '../../domain/draft/write-draft.ts';
import { writeDraft } from '../../domain/draft/write-draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { DraftRepository, RichText, UploadStore } from '../ports/writing.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';
import { sanitizeText } from '../tickets/entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { draftWithNews, type DraftWithNews } from './draft-with-news.ts';
import type { DraftOwner } from './get-draft.ts';

export type SaveDraftInput = DraftOwner & {
  readonly html: string;
  readonly uploadIds: readonly string[];
  /** The version that the editor loaded or saved last; 0: none. */
  readonly version: number;
};

export type SaveDraftDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'listEntriesAfter' | 'findEntry'>;
  readonly drafts: Pick<DraftRepository, 'find' | 'save' | 'keep'>;
  readonly richText: RichText;
  readonly clock: Pick<ClockAndIds, 'now'>;
  readonly files: { readonly uploads: Pick<UploadStore, 'findMany'> };
};

/** Autosaves a draft. Its version is separate from the ticket's, so that changes of the ticket never lose text. */
export const saveDraft = (deps: SaveDraftDeps) => {
  const { tickets, drafts, richText, clock } = deps;
  const withNews = draftWithNews(deps);
  return async (input: SaveDraftInput): Promise<Result<DraftWithNews, DraftRefusal | TooLarge>> => {
    const body = sanitizeText(await richText.sanitizer(), input.html);
    if (!body.ok) return body;
    const { serviceId, number, agentId, version, uploadIds } = input;
    const { html, text } = body.value;
    const now = clock.now();
    const at = now.toISOString();
    const uploads = uploadIds.length === 0 ? [] : await deps.files.uploads.findMany(serviceId, agentId, uploadIds, now);
    const files = uploads.map(draftFileOf);
    const writing = {
      serviceId,
      number,
      agentId,
      version,
      uploadIds,
      html,
      text,
      ...(files.length === 0 ? {} : { files }),
    };
    /** The other window's draft stays; this text is kept as an earlier version. */
    const refuse = async (conflict: DraftConflict): Promise<Result<never, DraftConflict>> => {
      const refused = refusedDraft(writing, at);
      if (refused !== undefined) await drafts.keep({ serviceId, number, agentId }, refused);
      return err(conflict);
    };
    /** Whoever loses a race finds another version, and is refused. */
    const write = async (): Promise<Result<DraftWithNews, DraftRefusal> | 'conflict'> => {
      const [ticket, before] = await Promise.all([
        tickets.find(serviceId, number),
        drafts.find(serviceId, number, agentId),
      ]);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      const written = writeDraft(before, writing, ticket.lastEntry?.id, at);
      if (!written.ok) return refuse(written.error);
      if (written.value === undefined) return ok(await withNews(before, ticket));
      const { after, kept } = written.value;
      return (await drafts.save(after, before, kept)) ? ok(await withNews(after, ticket)) : 'conflict';
    };
    return retryOnConflict(withoutWaiting, write, { what: `the draft of ${agentId} on ticket ${number}` });
  };
};
