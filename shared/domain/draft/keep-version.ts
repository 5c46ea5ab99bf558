import {
  DRAFT_VERSIONS,
  hasText,
  type Draft,
  type DraftVersion,
  type KeptDraft,
  isBlank,
  type DraftConflict,
} from './draft.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** Keeps a version in the next slot and counts it on the draft that follows; a version without text is not kept. */
export const keepVersion = (
  after: Draft,
  { version, html, text, savedAt, sentAs }: DraftVersion,
): { readonly after: Draft; readonly kept?: KeptDraft } =>
  hasText({ html, text })
    ? {
        after: { ...after, keptCount: after.keptCount + 1 },
        kept: {
          slot: after.keptCount % DRAFT_VERSIONS,
          version,
          html,
          text,
          savedAt,
          ...(sentAs === undefined ? {} : { sentAs }),
        },
      }
    : { after };

/** The draft without its text and everything that belongs to it. */
export const emptyDraft = (
  { files: _files, begunAfter: _begunAfter, keptAt: _keptAt, sentAs: _sentAs, ...draft }: Draft,
  at: string,
): Draft => ({ ...draft, version: draft.version + 1, html: '', text: '', uploadIds: [], savedAt: at });

/** A discarded draft; its text becomes an earlier version. Undefined when there is no text to discard. */
export const discardedDraft = (
  draft: Draft | undefined,
  version: number,
  at: string,
): Result<{ readonly after: Draft; readonly kept?: KeptDraft } | undefined, DraftConflict> => {
  if (draft === undefined || isBlank(draft)) return ok(undefined);
  return draft.version === version
    ? ok(keepVersion(emptyDraft(draft, at), { version, html: draft.html, text: draft.text, savedAt: draft.savedAt }))
    : err({ code: 'draft_conflict', expected: version, actual: draft.version });
};
