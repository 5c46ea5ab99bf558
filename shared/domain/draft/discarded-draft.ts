import { err, ok, type Result } from '../kernel/result.ts';
import { isBlank, type Draft, type DraftConflict, type KeptDraft } from './draft.ts';
import { emptied, putAside } from './put-aside.ts';

/** A draft that is thrown away, its text put aside for the clock. Undefined: there is nothing to throw away. */
export const discardedDraft = (
  draft: Draft | undefined,
  version: number,
  at: string,
): Result<{ readonly after: Draft; readonly kept?: KeptDraft } | undefined, DraftConflict> => {
  if (draft === undefined || isBlank(draft)) return ok(undefined);
  return draft.version === version
    ? ok(putAside(emptied(draft, at), { version, html: draft.html, text: draft.text, savedAt: draft.savedAt }))
    : err({ code: 'draft_conflict', expected: version, actual: draft.version });
};
