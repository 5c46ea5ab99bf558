import { err, ok, type Result } from '../kernel/result.ts';
import {
  DRAFT_KEEP_SECONDS,
  hasText,
  isBlank,
  type Draft,
  type DraftConflict,
  type KeptDraft,
  DRAFT_VERSIONS,
  REFUSED_VERSIONS,
} from './draft.ts';
import { keepVersion } from './keep-version.ts';

/** What an editor saves: sanitized, with the version that it loaded or saved last (0: none). */
export type Writing = Pick<
  Draft,
  'serviceId' | 'number' | 'agentId' | 'version' | 'html' | 'text' | 'uploadIds' | 'files'
>;

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

/**
 * Whether more than half of a text is missing in the next one: it was emptied, pasted over, or another version was
 * loaded.
 */
export const isReplaced = (before: string, after: string): boolean => {
  const start = commonStart(before, after);
  const end = commonStart(reversed(before.slice(start)), reversed(after.slice(start)));
  return (before.length - start - end) * 2 > before.length;
};

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

/**
 * Whether the stored text must be kept as an earlier version before it is replaced: after a minute of writing, or when
 * most of it disappears.
 */
const isDue = ({ keptAt, begunAt, text }: Draft, next: Pick<Draft, 'html' | 'text'>, at: string): boolean =>
  secondsBetween(keptAt ?? begunAt, at) >= DRAFT_KEEP_SECONDS || !hasText(next) || isReplaced(text, next.text);

/**
 * The draft after an autosave, and the version to keep. Undefined: the content is equal and nothing is written, so a
 * save can be repeated. Refused when another window saved, sent or discarded it in the meantime. `lastEntryId` is the
 * ticket's newest entry.
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
      ? keepVersion(
          { ...after, keptAt: at },
          { version: actual, html: stored.html, text: stored.text, savedAt: stored.savedAt },
        )
      : { after },
  );
};

/**
 * Keeps a text whose save was refused because another window saved first, in a separate slot. Undefined when it has no
 * text.
 */
export const refusedDraft = ({ version, html, text }: Writing, at: string): KeptDraft | undefined =>
  hasText({ html, text })
    ? { slot: DRAFT_VERSIONS + (version % REFUSED_VERSIONS), version, html, text, savedAt: at }
    : undefined;
