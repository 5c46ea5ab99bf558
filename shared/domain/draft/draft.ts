/** What an agent has begun to write on a ticket: one a ticket and agent, apart from the ticket's own version. */
export type Draft = {
  readonly serviceId: string;
  readonly number: number;
  readonly agentId: string;
  /** Grows by one with each save, and with sending or discarding. */
  readonly version: number;
  /** Sanitized HTML; empty once it was sent or discarded. */
  readonly html: string;
  readonly text: string;
  /** Uploads that it carries. */
  readonly uploadIds: readonly string[];
  /** When its text was begun, and the newest entry of the ticket then: what came later is news to it. */
  readonly begunAt: string;
  readonly begunAfter?: string;
  readonly savedAt: string;
  /** When the last version was put aside for the clock. */
  readonly keptAt?: string;
  /** How many states were put aside so far: the next one's place in the ring. */
  readonly keptCount: number;
  /** The entry that it became. */
  readonly sentAs?: string;
};

/** A state of a draft that can be loaded again. A refused text bears the version that it was written on. */
export type DraftVersion = {
  readonly version: number;
  readonly html: string;
  readonly text: string;
  readonly savedAt: string;
  readonly sentAs?: string;
};

/** Newest first, as the clock shows them. */
export const newestFirst = <T extends DraftVersion>(versions: readonly T[]): readonly T[] =>
  versions.toSorted((a, b) => (a.savedAt === b.savedAt ? b.version - a.version : a.savedAt < b.savedAt ? 1 : -1));

/** A state with its place among those that are kept: what lay there before gives way. */
export type KeptDraft = DraftVersion & { readonly slot: number };

/**
 * States of a draft that are kept: one a minute of writing, and what was replaced, sent or thrown away; older ones give
 * way.
 */
export const DRAFT_VERSIONS = 20;
/**
 * Places apart for texts that were refused because another window was first: a window that goes on trying writes over
 * its own.
 */
export const REFUSED_VERSIONS = 5;
/** Seconds of writing between two states that are kept. */
export const DRAFT_KEEP_SECONDS = 60;

/** Is there anything to read, or an image? */
export const hasText = ({ text, html }: Pick<Draft, 'text' | 'html'>): boolean =>
  text.trim() !== '' || /<img\b/i.test(html);

/** Does this draft hold nothing? */
export const isBlank = (draft: Pick<Draft, 'text' | 'uploadIds' | 'html'>): boolean =>
  !hasText(draft) && draft.uploadIds.length === 0;

/** Another window of the same agent saved, sent or discarded it meanwhile. */
export type DraftConflict = { readonly code: 'draft_conflict'; readonly expected: number; readonly actual: number };

export type DraftRefusal = { readonly code: 'ticket_not_found'; readonly number: number } | DraftConflict;
