import * as z from 'zod';
import type { RestrictedWords } from '../../domain/restricted/restricted-words.ts';
import { restrictedWordsKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('restricted_words'),
  serviceId: z.string(),
  version: z.int().positive(),
  words: z.array(z.string()),
  editedBy: z.string().exactOptional(),
  editedAt: z.string().exactOptional(),
});

export const toItem = (words: RestrictedWords) => ({
  ...restrictedWordsKey(words.serviceId),
  entity: 'restricted_words' as const,
  ...words,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): RestrictedWords => {
  const { entity: _entity, ...words } = itemSchema.parse(item);
  return words;
};
