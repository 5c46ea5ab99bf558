import * as z from 'zod';
import type { Draft, DraftVersion, KeptDraft } from '../../domain/draft/draft.ts';
import { draftKey, draftVersionKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('draft'),
  serviceId: z.string(),
  number: z.int().positive(),
  agentId: z.string(),
  version: z.int().positive(),
  html: z.string(),
  text: z.string(),
  uploadIds: z.array(z.string()),
  begunAt: z.string(),
  begunAfter: z.string().exactOptional(),
  savedAt: z.string(),
  keptAt: z.string().exactOptional(),
  keptCount: z.int().nonnegative(),
  sentAs: z.string().exactOptional(),
});
const versionSchema = z.object({
  entity: z.literal('draft_version'),
  slot: z.int().nonnegative(),
  version: z.int().nonnegative(),
  html: z.string(),
  text: z.string(),
  savedAt: z.string(),
  sentAs: z.string().exactOptional(),
});

export const toItem = (draft: Draft) => ({
  ...draftKey(draft.serviceId, draft.number, draft.agentId),
  entity: 'draft' as const,
  ...draft,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Draft => {
  const { entity: _entity, ...draft } = itemSchema.parse(item);
  return draft;
};

/** A state that was put aside, in its place of the agent's ring on the ticket. */
export const toVersionItem = (
  { serviceId, number, agentId }: Pick<Draft, 'serviceId' | 'number' | 'agentId'>,
  kept: KeptDraft,
) => ({ ...draftVersionKey(serviceId, number, agentId, kept.slot), entity: 'draft_version' as const, ...kept });

export const versionFromItem = (item: unknown): DraftVersion => {
  const { entity: _entity, slot: _slot, ...version } = versionSchema.parse(item);
  return version;
};
