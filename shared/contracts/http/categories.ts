import * as z from 'zod';
import { CATEGORY_KINDS, CATEGORY_NAME_LENGTH } from '../../domain/desk/category.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { categoryDto, noQuery, serviceParams } from './desk.ts';
import { changeOf, id, line, namesOf, order, slug } from './plain-values.ts';

const problems = [
  ...serviceProblems,
  'category_below_itself',
  'category_too_deep',
  'too_large',
  'conflict_try_again',
] as const;
const names = once(() => namesOf(line(CATEGORY_NAME_LENGTH)));

export const createCategory = defineOperation({
  operationId: 'createCategory',
  summary: 'Add an inquiry type or a processing category to its tree',
  method: 'POST',
  path: '/services/{serviceId}/categories',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      kind: z.enum(CATEGORY_KINDS),
      names: names(),
      /** Other settings refer to it by this id, which never changes. Left out: one is made. */
      categoryId: slug.exactOptional(),
      /** Left out: at the top of the tree. */
      parentId: id.exactOptional(),
      active: z.boolean().default(true),
      /** Its place among its siblings. Left out: the last one. */
      order: order.exactOptional(),
    }),
  response: { status: 201, schema: categoryDto },
  headers: { ...noHeaders, etag: true },
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
  params: () => serviceParams().extend({ kind: z.enum(CATEGORY_KINDS), categoryId: id }),
  query: noQuery,
  body: () => changeOf({ names: names(), parentId: id.nullable(), active: z.boolean(), order }),
  response: { status: 200, schema: categoryDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...problems, 'category_missing', 'version_conflict'],
});

export const categoryOperations = {
  createCategory,
  editCategory,
} as const;
