import * as z from 'zod';
import type { FieldRepository } from '../../application/ports/desk-settings.ts';
import { FIELD_SCOPES, FIELD_TYPES, type Field } from '../../domain/desk/field.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { deskFactRows } from './fact-rows.ts';
import { fieldKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { raiseTriggers } from './raise-triggers.ts';
import { rows } from './rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

const names = once(() => z.partialRecord(z.enum(LANGUAGES), z.string()));
export const fieldRows = rows<Field, Pick<Field, 'serviceId' | 'code'>>({
  entity: 'field',
  key: ({ serviceId, code }) => fieldKey(serviceId, code),
  schema: () =>
    z.object({
      serviceId: z.string(),
      code: z.string(),
      version: z.int().positive(),
      scope: z.enum(FIELD_SCOPES),
      type: z.enum(FIELD_TYPES),
      names: names(),
      placeholders: names().default({}),
      required: z.boolean(),
      exposure: z.object({ agent: z.boolean(), customer: z.boolean() }),
      encrypted: z.boolean(),
      options: z.array(z.object({ code: z.string(), names: names(), active: z.boolean() })),
      maxLength: z.int().positive().exactOptional(),
      order: z.int().nonnegative(),
      inquiryTypeIds: z.array(z.string()),
      active: z.boolean(),
      deleted: z.boolean(),
    }),
});

/** Field definitions as rows beside their service. */
export const dynamoFieldRepository = ({ client, deskTable, backoff }: DeskDeps): FieldRepository => {
  const desk = { client, TableName: deskTable };
  return {
    list: (serviceId) =>
      queryAll(desk, { ...beginningWith(fieldKey(serviceId, '')), consistent: true }, fieldRows.read),
    find: (serviceId, code) => fieldRows.get(desk, { serviceId, code }),
    save: (field, before, fact) =>
      writeAll(client, backoff, [
        fieldRows.putIfVersion(desk, before, field),
        ...(before === undefined ? [] : [raiseTriggers(desk, field.serviceId)]),
        deskFactRows.put(desk, fact),
      ]),
    saveAll: (changes, fact) =>
      writeAll(client, backoff, [
        ...changes.map(({ before, after }) => fieldRows.putIfVersion(desk, before, after)),
        deskFactRows.put(desk, fact),
      ]),
  };
};
