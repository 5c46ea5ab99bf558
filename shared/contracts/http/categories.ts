import * as z from 'zod';
import { CATEGORY_KINDS, CATEGORY_NAME_LENGTH } from '../../domain/desk/category.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { defineOperation } from './define-operation.ts';
import { categoryDto, noQuery, serviceParams } from './desk.ts';
import { code, line } from './plain-values.ts';
import { id } from './tickets.ts';

const problems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'category_below_itself',
  'category_too_deep',
  'too_large',
  'conflict_try_again',
  'dependency_timeout',
  'internal_error',
] as const;
const names = z
  .partialRecord(z.enum(LANGUAGES), line(CATEGORY_NAME_LENGTH))
  .refine((given) => Object.keys(given).length > 0, 'It needs a name in one language at least');
const order = z.int().min(0).max(9999);

export const createCategory = defineOperation({
  operationId: 'createCategory',
  summary: 'Add an inquiry type or a processing category to its tree',
  method: 'POST',
  path: '/services/{serviceId}/categories',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: z.strictObject({
    kind: z.enum(CATEGORY_KINDS),
    names,
    /** What other settings call it by; made if not given. It never changes. */
    categoryId: code(/^[a-z0-9][a-z0-9-]{0,63}$/, '1 to 64 lower case letters, digits and hyphens').exactOptional(),
    /** Left out: at the top. */
    parentId: id.exactOptional(),
    active: z.boolean().default(true),
    /** Among its siblings; left out: behind them. */
    order: order.exactOptional(),
  }),
  response: { status: 201, schema: categoryDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: true },
  problems: [...problems, 'category_id_taken', 'too_many_categories'],
});

export const editCategory = defineOperation({
  operationId: 'editCategory',
  summary:
    'Change a category; one that is not active stays readable on old tickets. What is left out stays, null puts it at the top',
  method: 'PATCH',
  path: '/services/{serviceId}/categories/{kind}/{categoryId}',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams.extend({ kind: z.enum(CATEGORY_KINDS), categoryId: id }),
  query: noQuery,
  body: z
    .strictObject({
      names: names.exactOptional(),
      parentId: id.nullable().exactOptional(),
      active: z.boolean().exactOptional(),
      order: order.exactOptional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'Name at least one field'),
  response: { status: 200, schema: categoryDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...problems, 'category_missing', 'version_conflict'],
});
