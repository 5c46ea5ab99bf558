import { DRAFT_VERSIONS, hasText, type Draft, type DraftVersion, type KeptDraft } from './draft.ts';

/** Gives a state the ring's next place beside the draft that follows it; a state without text is not worth one. */
export const putAside = (
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

/** The draft without its text and all that spoke of it; a new text begins anew. */
export const emptied = (
  { begunAfter: _begunAfter, keptAt: _keptAt, sentAs: _sentAs, ...draft }: Draft,
  at: string,
): Draft => ({ ...draft, version: draft.version + 1, html: '', text: '', uploadIds: [], savedAt: at });
