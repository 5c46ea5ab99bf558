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
      /** The sibling that it comes after; null: it is the first one. With it, `order` is not read. */
      after: id.nullable().exactOptional(),
    }),
  response: { status: 201, schema: categoryDto },
  headers: { ...noHeaders, etag: true },
  problems: [...problems, 'category_id_taken', 'too_many_categories', 'category_moved'],
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

export const moveCategory = defineOperation({
  operationId: 'moveCategory',
  summary: 'Move a category with all that is below it to a place among siblings',
  method: 'POST',
  path: '/services/{serviceId}/categories/{kind}/{categoryId}/move',
  group: 'administration',
  permission: 'manage_desk',
  params: () => serviceParams().extend({ kind: z.enum(CATEGORY_KINDS), categoryId: id }),
  query: noQuery,
  body: () =>
    z.strictObject({
      /** Null: at the top of the tree. */
      parentId: id.nullable(),
      /** The sibling that it comes after; null: it is the first one. */
      after: id.nullable(),
      /**
       * The parent that it had when its place was chosen, null at the top: refused when it has another one. Left out:
       * moved from wherever it is.
       */
      from: id.nullable().exactOptional(),
    }),
  response: {
    status: 200,
    /** The category first, then the siblings that got another order: to make room, not to move. */
    schema: () => z.object({ categories: z.array(categoryDto()) }).meta({ id: 'MovedCategories' }),
  },
  headers: noHeaders,
  problems: [...problems, 'category_missing', 'category_moved'],
});

export const listCategoryUse = defineOperation({
  operationId: 'listCategoryUse',
  summary: 'How many tickets name each category of both trees; those that no ticket names are left out',
  method: 'GET',
  path: '/services/{serviceId}/category-use',
  group: 'ticket-queries',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          categories: z.array(
            z.object({
              kind: z.enum(CATEGORY_KINDS),
              categoryId: z.string(),
              /** Spam is left out, as in the lists. */
              tickets: z.int(),
              /** Those of them that are neither resolved nor completed. */
              open: z.int(),
            }),
          ),
        })
        .meta({ id: 'CategoryUse' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const categoryOperations = {
  createCategory,
  editCategory,
  moveCategory,
  listCategoryUse,
} as const;
