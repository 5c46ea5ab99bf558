import type { Ticket } from '../ticket/ticket.ts';

/** A file that was uploaded for a draft. */
export type DraftFile = {
  readonly uploadId: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */ readonly size: number;
};

/** The file of an upload, without what else is known of the upload. */
export const draftFileOf = ({ uploadId, name, type, size }: DraftFile): DraftFile => ({ uploadId, name, type, size });

/** An agent's unsent text on a ticket: one for each ticket and agent, with a version separate from the ticket's. */
export type Draft = {
  readonly serviceId: string;
  readonly number: number;
  readonly agentId: string;
  /** Grows by one with each save, and with sending or discarding. */
  readonly version: number;
  /** Sanitized HTML; empty once it was sent or discarded. */
  readonly html: string;
  readonly text: string;
  /** Uploads attached to it. */
  readonly uploadIds: readonly string[];
  /** What those uploads were when it was saved; an upload that was not there then is missing. */
  readonly files?: readonly DraftFile[];
  /** When its text was begun, and the ticket's newest entry then; later entries are new to it. */
  readonly begunAt: string;
  readonly begunAfter?: string;
  readonly savedAt: string;
  /** When a version was last kept. */
  readonly keptAt?: string;
  /** How many versions were kept so far; it determines the next slot. */
  readonly keptCount: number;
  /** The entry as which it was sent. */
  readonly sentAs?: string;
};

/** A draft with content, as it stands in the list of all that its agent has not sent. */
export type UnsentDraft = Pick<Draft, 'number' | 'version' | 'begunAt' | 'savedAt'> & Pick<Ticket, 'title'>;

/**
 * An earlier version of a draft that can be loaded again. A text whose save was refused has the version on which it was
 * written.
 */
export type DraftVersion = {
  readonly version: number;
  readonly html: string;
  readonly text: string;
  readonly savedAt: string;
  readonly sentAs?: string;
};

/** Newest first, as the console's clock button lists them. */
export const newestFirst = <T extends DraftVersion>(versions: readonly T[]): readonly T[] =>
  versions.toSorted((a, b) => (a.savedAt === b.savedAt ? b.version - a.version : a.savedAt < b.savedAt ? 1 : -1));

/** An earlier version with its slot; it replaces the version that was in the slot. */
export type KeptDraft = DraftVersion & { readonly slot: number };

/**
 * Maximum earlier versions kept: one for each minute of writing, and replaced, sent and discarded texts. The oldest is
 * replaced first.
 */
export const DRAFT_VERSIONS = 20;
/**
 * Separate slots for texts whose save was refused because another window saved first: a window that keeps trying
 * replaces only its own.
 */
export const REFUSED_VERSIONS = 5;
/** Seconds of writing between two kept versions. */
export const DRAFT_KEEP_SECONDS = 60;

/** Whether it has any text or image. */
export const hasText = ({ text, html }: Pick<Draft, 'text' | 'html'>): boolean =>
  text.trim() !== '' || /<img\b/i.test(html);

/** Whether this draft has no content. */
export const isBlank = (draft: Pick<Draft, 'text' | 'uploadIds' | 'html'>): boolean =>
  !hasText(draft) && draft.uploadIds.length === 0;

/** The agent's draft after a command on its ticket sent it or gave it its text again; each write has its version. */
export type DraftChange = {
  readonly agentId: string;
  /** Of the draft before; 0: there was none. */
  readonly expectedVersion: number;
  /** With the next version. */
  readonly after: Draft;
  /** A text that the draft doesn't have, put aside for the clock. */
  readonly kept?: KeptDraft;
};

/** Another window of the same agent saved, sent or discarded the draft in the meantime. */
export type DraftConflict = { readonly code: 'draft_conflict'; readonly expected: number; readonly actual: number };

export type DraftRefusal = { readonly code: 'ticket_not_found'; readonly number: number } | DraftConflict;
