import { DRAFT_VERSIONS, REFUSED_VERSIONS, hasText, type KeptDraft } from './draft.ts';
import type { Writing } from './write-draft.ts';

/**
 * A text that was refused because another window was first, with a place of its own: nothing that was typed is lost.
 * Undefined: it has no text.
 */
export const refusedDraft = ({ version, html, text }: Writing, at: string): KeptDraft | undefined =>
  hasText({ html, text })
    ? { slot: DRAFT_VERSIONS + (version % REFUSED_VERSIONS), version, html, text, savedAt: at }
    : undefined;
