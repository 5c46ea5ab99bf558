import * as z from 'zod';
import { followUpKey } from './keys.ts';

const itemSchema = z.object({ entity: z.literal('follow_up'), number: z.int().positive() });

/** Which ticket goes on for a completed one: one row, so that two mails at once make one. */
export const toItem = (serviceId: string, of: number, number: number) => ({
  ...followUpKey(serviceId, of),
  entity: 'follow_up' as const,
  number,
});
export const fromItem = (item: unknown): { readonly number: number } => ({ number: itemSchema.parse(item).number });
