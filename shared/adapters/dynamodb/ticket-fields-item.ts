import * as z from 'zod';
import { FIELD_TYPES } from '../../domain/desk/field.ts';
import type { TicketFields } from '../../domain/desk/field-value.ts';
import { ticketFieldsKey } from './keys.ts';

const file = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  contentId: z.string().exactOptional(),
});
const value = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()),
  z.array(file),
  z.object({ from: z.string(), to: z.string() }),
]);
const type = z.enum(FIELD_TYPES);
const itemSchema = z.object({
  entity: z.literal('fields'),
  values: z.record(
    z.string(),
    z.union([z.strictObject({ type, value }), z.strictObject({ type, sealed: z.string() })]),
  ),
});

/** All values of a ticket's own fields: one row beside it, written in the ticket's own transaction. */
export const toItem = (serviceId: string, number: number, values: TicketFields) => ({
  ...ticketFieldsKey(serviceId, number),
  entity: 'fields' as const,
  values,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): TicketFields => itemSchema.parse(item).values;
