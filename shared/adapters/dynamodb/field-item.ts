import * as z from 'zod';
import { FIELD_SCOPES, FIELD_TYPES, type Field } from '../../domain/desk/field.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { fieldKey } from './keys.ts';

const names = z.partialRecord(z.enum(LANGUAGES), z.string());
const itemSchema = z.object({
  entity: z.literal('field'),
  serviceId: z.string(),
  code: z.string(),
  version: z.int().positive(),
  scope: z.enum(FIELD_SCOPES),
  type: z.enum(FIELD_TYPES),
  names,
  required: z.boolean(),
  exposure: z.object({ agent: z.boolean(), customer: z.boolean() }),
  encrypted: z.boolean(),
  options: z.array(z.object({ code: z.string(), names, active: z.boolean() })),
  maxLength: z.int().positive().exactOptional(),
  order: z.int().nonnegative(),
  inquiryTypeIds: z.array(z.string()),
  active: z.boolean(),
  deleted: z.boolean(),
});

export const toItem = (field: Field) => ({
  ...fieldKey(field.serviceId, field.code),
  entity: 'field' as const,
  ...field,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Field => {
  const { entity: _entity, ...field } = itemSchema.parse(item);
  return field;
};
