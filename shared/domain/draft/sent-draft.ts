import { err, ok, type Result } from '../kernel/result.ts';
import type { Entry } from '../ticket/entry.ts';
import type { Draft, DraftConflict, KeptDraft } from './draft.ts';
import { emptied, putAside } from './put-aside.ts';

type Sent = {
  readonly agentId: string;
  readonly expectedVersion: number;
  readonly after: Draft;
  readonly kept?: KeptDraft;
};

/**
 * A draft as sending leaves it: used up, once. Refused when it is another by now, or was sent or discarded already.
 * What was sent goes to the clock: the entry's text, which may be newer than the last autosave, or the draft's own
 * where the command leaves no entry.
 */
export const sentDraft = (
  draft: Draft | undefined,
  version: number,
  entry: Pick<Entry, 'id' | 'html' | 'text'> | undefined,
  at: string,
): Result<Sent, DraftConflict> => {
  if (draft?.version !== version)
    return err({ code: 'draft_conflict', expected: version, actual: draft?.version ?? 0 });
  const empty = emptied(draft, at);
  const { after, kept } =
    entry === undefined
      ? putAside(empty, { version, html: draft.html, text: draft.text, savedAt: draft.savedAt })
      : putAside(
          { ...empty, sentAs: entry.id },
          { version, html: entry.html, text: entry.text, savedAt: at, sentAs: entry.id },
        );
  return ok({ agentId: draft.agentId, expectedVersion: version, after, ...(kept === undefined ? {} : { kept }) });
};
