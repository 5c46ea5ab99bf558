import type * as z from 'zod';
import type { DraftWithNews } from '../application/drafts/draft-with-news.ts';
import type { EntryHead } from '../application/ports/tickets.ts';
import type { draftDto, listDraftVersions } from '../contracts/http/drafts.ts';
import { isBlank, type DraftVersion } from '../domain/draft/draft.ts';

type DraftDto = z.input<typeof draftDto>;
type VersionDto = z.input<typeof listDraftVersions.response.schema>['versions'][number];

const arrivalDto = ({ id, kind, at, author }: EntryHead): DraftDto['arrived'][number] => ({
  entryId: id,
  kind,
  at,
  by: { kind: author.kind, ...(author.kind === 'agent' ? { agentId: author.agentId } : {}) },
});

/** A draft that holds nothing was not begun. */
export const toDraftDto = ({ draft, arrived }: DraftWithNews): DraftDto => ({
  version: draft?.version ?? 0,
  html: draft?.html ?? '',
  uploadIds: [...(draft?.uploadIds ?? [])],
  begunAt: draft === undefined || isBlank(draft) ? null : draft.begunAt,
  savedAt: draft?.savedAt ?? null,
  arrived: arrived.map(arrivalDto),
});

export const toDraftVersionDto = ({ sentAs, ...version }: DraftVersion): VersionDto => ({
  ...version,
  sentAs: sentAs ?? null,
});
