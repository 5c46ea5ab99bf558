import { FILES_LIMIT } from '../ticket/attachment-rules.ts';
import type { Entry } from '../ticket/entry.ts';
import { type Draft, type DraftChange, type DraftFile, isBlank } from './draft.ts';
import { keepVersion } from './keep-version.ts';

/** An answer that was taken back, and the uploads of its files. */
export type TakenBackText = Pick<Draft, 'serviceId' | 'number' | 'agentId'> & {
  readonly entry: Pick<Entry, 'html' | 'text'>;
  readonly files: readonly DraftFile[];
  /** The newest entry that its writer knew; later ones are new to it. */
  readonly begunAfter?: string;
};

/** The draft with these files after its own, as far as one text can have them. */
const withFiles = ({ uploadIds, files = [], ...draft }: Draft, more: readonly DraftFile[]): Draft => {
  const added = more.filter(({ uploadId }) => !uploadIds.includes(uploadId)).slice(0, FILES_LIMIT - uploadIds.length);
  const all = [...files, ...added];
  return {
    ...draft,
    uploadIds: [...uploadIds, ...added.map(({ uploadId }) => uploadId)],
    ...(all.length === 0 ? {} : { files: all }),
  };
};

/**
 * The agent's draft once an answer was taken back: its text and its files again. A draft that was begun since stays;
 * the text is then among its earlier versions, and the files are added to the draft's own.
 */
export const restoredDraft = (
  draft: Draft | undefined,
  { entry: { html, text }, files, begunAfter, ...given }: TakenBackText,
  at: string,
): DraftChange => {
  const { agentId } = given;
  const expectedVersion = draft?.version ?? 0;
  const version = expectedVersion + 1;
  if (draft !== undefined && !isBlank(draft)) {
    const { after, kept } = keepVersion({ ...draft, version }, { version, html, text, savedAt: at });
    return { agentId, expectedVersion, after: withFiles(after, files), ...(kept === undefined ? {} : { kept }) };
  }
  const empty: Draft = {
    ...given,
    version,
    html,
    text,
    uploadIds: [],
    begunAt: at,
    ...(begunAfter === undefined ? {} : { begunAfter }),
    savedAt: at,
    keptCount: draft?.keptCount ?? 0,
  };
  return { agentId, expectedVersion, after: withFiles(empty, files) };
};
