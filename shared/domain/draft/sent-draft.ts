import { err, ok, type Result } from '../kernel/result.ts';
import type { Entry } from '../ticket/entry.ts';
import type { Draft, DraftChange, DraftConflict } from './draft.ts';
import { emptyDraft, keepVersion } from './keep-version.ts';

/**
 * A draft after sending. Refused when its version has changed, also because it was sent or discarded. The sent text
 * becomes an earlier version: the entry's text, which may be newer than the last autosave, or the draft's own when the
 * command adds no entry.
 */
export const sentDraft = (
  draft: Draft | undefined,
  version: number,
  entry: Pick<Entry, 'id' | 'html' | 'text'> | undefined,
  at: string,
): Result<DraftChange, DraftConflict> => {
  if (draft?.version !== version)
    return err({ code: 'draft_conflict', expected: version, actual: draft?.version ?? 0 });
  const empty = emptyDraft(draft, at);
  const { after, kept } =
    entry === undefined
      ? keepVersion(empty, { version, html: draft.html, text: draft.text, savedAt: draft.savedAt })
      : keepVersion(
          { ...empty, sentAs: entry.id },
          { version, html: entry.html, text: entry.text, savedAt: at, sentAs: entry.id },
        );
  return ok({ agentId: draft.agentId, expectedVersion: version, after, ...(kept === undefined ? {} : { kept }) });
};
