import type { Entry } from '../ticket/entry.ts';
import { type Draft, type DraftChange, isBlank } from './draft.ts';
import { keepVersion } from './keep-version.ts';

/** An answer that was taken back, and the uploads of its files. */
export type TakenBackText = Pick<Draft, 'serviceId' | 'number' | 'agentId' | 'uploadIds'> & {
  readonly entry: Pick<Entry, 'html' | 'text'>;
  /** The newest entry that its writer knew; later ones are new to it. */
  readonly begunAfter?: string;
};

/**
 * The agent's draft once an answer was taken back: its text again. A draft that was begun since stays; the text is then
 * among its earlier versions.
 */
export const restoredDraft = (
  draft: Draft | undefined,
  { entry: { html, text }, begunAfter, ...given }: TakenBackText,
  at: string,
): DraftChange => {
  const { agentId } = given;
  const expectedVersion = draft?.version ?? 0;
  if (draft !== undefined && !isBlank(draft)) {
    const version = expectedVersion + 1;
    const { after, kept } = keepVersion({ ...draft, version }, { version, html, text, savedAt: at });
    return { agentId, expectedVersion, after, ...(kept === undefined ? {} : { kept }) };
  }
  return {
    agentId,
    expectedVersion,
    after: {
      ...given,
      version: expectedVersion + 1,
      html,
      text,
      begunAt: at,
      ...(begunAfter === undefined ? {} : { begunAfter }),
      savedAt: at,
      keptCount: draft?.keptCount ?? 0,
    },
  };
};
