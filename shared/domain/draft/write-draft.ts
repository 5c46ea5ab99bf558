import { err, ok, type Result } from '../kernel/result.ts';
import { DRAFT_KEEP_SECONDS, hasText, isBlank, type Draft, type DraftConflict, type KeptDraft } from './draft.ts';
import { putAside } from './put-aside.ts';

/** What an editor wants to save: sanitized, with the version that it loaded or saved last (0: none). */
export type Writing = Pick<Draft, 'serviceId' | 'number' | 'agentId' | 'version' | 'html' | 'text' | 'uploadIds'>;

type Content = Pick<Draft, 'html' | 'uploadIds'>;
const isSame = (a: Content, b: Content): boolean =>
  a.html === b.html && a.uploadIds.length === b.uploadIds.length && a.uploadIds.every((id, i) => id === b.uploadIds[i]);

const commonStart = (a: string, b: string): number => {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at += 1;
  return at;
};
const reversed = (text: string): string => text.split('').reverse().join('');

/** Is more than half of a text gone in the next: it was emptied, pasted over, or another version was loaded? */
export const isReplaced = (before: string, after: string): boolean => {
  const start = commonStart(before, after);
  const end = commonStart(reversed(before.slice(start)), reversed(after.slice(start)));
  return (before.length - start - end) * 2 > before.length;
};

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

/**
 * Is a state due for the clock before another is written over it: after a minute of writing, or because most of it
 * goes?
 */
const isDue = ({ keptAt, begunAt, text }: Draft, next: Pick<Draft, 'html' | 'text'>, at: string): boolean =>
  secondsBetween(keptAt ?? begunAt, at) >= DRAFT_KEEP_SECONDS || !hasText(next) || isReplaced(text, next.text);

/**
 * The draft after an autosave, and the state that it puts aside. Undefined: it says that already, and nothing is
 * written; so a repeated save is none. Refused when another window saved, sent or discarded it meanwhile. `lastEntryId`
 * is the newest entry of the ticket now.
 */
export const writeDraft = (
  stored: Draft | undefined,
  writing: Writing,
  lastEntryId: string | undefined,
  at: string,
): Result<{ readonly after: Draft; readonly kept?: KeptDraft } | undefined, DraftConflict> => {
  if (isSame(stored ?? { html: '', uploadIds: [] }, writing)) return ok(undefined);
  const actual = stored?.version ?? 0;
  if (writing.version !== actual) return err({ code: 'draft_conflict', expected: writing.version, actual });
  const fresh = { ...writing, version: actual + 1, savedAt: at };
  if (stored === undefined || isBlank(stored))
    return ok({
      after: {
        ...fresh,
        begunAt: at,
        ...(lastEntryId === undefined ? {} : { begunAfter: lastEntryId }),
        keptCount: stored?.keptCount ?? 0,
      },
    });
  const { keptAt, keptCount, begunAt, begunAfter } = stored;
  const after: Draft = {
    ...fresh,
    begunAt,
    ...(begunAfter === undefined ? {} : { begunAfter }),
    ...(keptAt === undefined ? {} : { keptAt }),
    keptCount,
  };
  return ok(
    isDue(stored, writing, at)
      ? putAside(
          { ...after, keptAt: at },
          { version: actual, html: stored.html, text: stored.text, savedAt: stored.savedAt },
        )
      : { after },
  );
};
