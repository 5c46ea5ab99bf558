import * as z from 'zod';
import { originalKey } from './keys.ts';

const itemSchema = z.object({ entity: z.literal('original'), entryId: z.string(), sealed: z.string() });

/** The sealed original of a masked entry: text of the vault alone. */
export const toItem = (serviceId: string, number: number, entryId: string, sealed: string) => ({
  ...originalKey(serviceId, number, entryId),
  entity: 'original' as const,
  entryId,
  sealed,
});

export const sealedFromItem = (item: unknown): string => itemSchema.parse(item).sealed;
