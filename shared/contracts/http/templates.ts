import * as z from 'zod';
import { SEARCH_CODE_LENGTH, TEMPLATE_CATEGORIES_LIMIT, TEMPLATE_NAME_LENGTH } from '../../domain/template/template.ts';
import { VARIABLE_NAMES } from '../../domain/template/variables.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { changeOf, exact, flag, id, line, orNull, richText } from './plain-values.ts';
import { ticketParams } from './ticket-shapes.ts';

const templateParams = once(() => serviceParams().extend({ templateId: id }));
const writeProblems = [
  ...serviceProblems,
  'search_code_taken',
  'category_not_found',
  'too_large',
  'conflict_try_again',
] as const;

const writing = once(() => ({
  name: line(TEMPLATE_NAME_LENGTH),
  /**
   * Letters, digits and `. _ -`. Capitals and full-width letters count as the plain ones. A code is unique among the
   * shared templates, and among the own templates of each agent.
   */
  searchCode: line(SEARCH_CODE_LENGTH),
  /** Dates are filled in in this language. */
  language: z.enum(LANGUAGES),
  /** Rich text with the `#{…}` variables of `listTemplateVariables`. An unknown one is refused with its place. */
  html: richText,
}));
/** The processing categories that it is offered for; none means all. */
const categoryIds = once(() => z.array(id).max(TEMPLATE_CATEGORIES_LIMIT));

const head = once(() => ({
  templateId: z.string(),
  version: z.int(),
  shared: z.boolean(),
  name: z.string(),
  searchCode: z.string(),
  language: z.enum(LANGUAGES),
  categoryIds: z.array(z.string()),
  useCount: z.int(),
  createdBy: z.string(),
  createdAt: z.string(),
  editedBy: orNull(z.string()),
  editedAt: orNull(z.string()),
}));
export const templateHeadDto = once(() => z.object(head()).meta({ id: 'TemplateHead' }));
export const templateDto = once(() => z.object({ ...head(), html: z.string() }).meta({ id: 'Template' }));

export const listTemplateVariables = defineOperation({
  operationId: 'listTemplateVariables',
  summary: 'Variables of templates and mail layouts, with what they say',
  method: 'GET',
  path: '/services/{serviceId}/template-variables',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          variables: z.array(
            z.object({ name: z.enum(VARIABLE_NAMES as [string, ...string[]]), says: z.string(), example: z.string() }),
          ),
        })
        .meta({ id: 'TemplateVariables' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const listTemplates = defineOperation({
  operationId: 'listTemplates',
  summary: 'Templates that the caller sees, shared ones and their own: most used first, without their texts',
  method: 'GET',
  path: '/services/{serviceId}/templates',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: serviceParams,
  query: () =>
    z.strictObject({
      whose: z.enum(['all', 'shared', 'own']).default('all'),
      /** Searches the name and the search code. */
      text: exact({ max: 100 }).exactOptional(),
      /** Templates for this processing category: those that name it, and those that name none. */
      categoryId: id.exactOptional(),
    }),
  body: null,
  response: {
    status: 200,
    schema: () => z.object({ templates: z.array(templateHeadDto()) }).meta({ id: 'Templates' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const getTemplate = defineOperation({
  operationId: 'getTemplate',
  summary: 'A template with its text, variables not filled',
  method: 'GET',
  path: '/services/{serviceId}/templates/{templateId}',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: templateParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: templateDto },
  headers: { ...noHeaders, etag: true },
  problems: [...serviceProblems, 'template_not_found'],
});

export const createTemplate = defineOperation({
  operationId: 'createTemplate',
  summary: 'Write a template: for all of the service (administrators) or for oneself',
  method: 'POST',
  path: '/services/{serviceId}/templates',
  group: 'administration',
  permission: 'write_templates',
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject({ ...writing(), shared: z.boolean(), categoryIds: categoryIds().default([]) }),
  response: { status: 201, schema: templateDto },
  headers: { ...noHeaders, etag: true },
  problems: [...writeProblems, 'too_many_templates'],
});

export const editTemplate = defineOperation({
  operationId: 'editTemplate',
  summary: 'Change a template; what is left out stays',
  method: 'PATCH',
  path: '/services/{serviceId}/templates/{templateId}',
  group: 'administration',
  permission: 'write_templates',
  params: templateParams,
  query: noQuery,
  body: () => changeOf({ ...writing(), categoryIds: categoryIds() }),
  response: { status: 200, schema: templateDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...writeProblems, 'template_not_found', 'version_conflict'],
});

export const deleteTemplate = defineOperation({
  operationId: 'deleteTemplate',
  summary: 'Delete a template; its search code is free again',
  method: 'DELETE',
  path: '/services/{serviceId}/templates/{templateId}',
  group: 'administration',
  permission: 'write_templates',
  params: templateParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ templateId: z.string() }).meta({ id: 'DeletedTemplate' }) },
  headers: { ifMatch: true, idempotencyKey: false, etag: false },
  problems: [...serviceProblems, 'template_not_found', 'version_conflict', 'conflict_try_again'],
});

export const fillTemplate = defineOperation({
  operationId: 'fillTemplate',
  summary: 'A template with its variables filled for a ticket; counts as a use of it unless it is only read',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/templates/{templateId}/fill',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: () => ticketParams().extend({ templateId: id }),
  query: () =>
    z.strictObject({
      /** Whether it is only read, and not inserted into a text: then it does not count as a use. */
      preview: flag(),
    }),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          templateId: z.string(),
          html: z.string(),
          /** Variables that had no value. */
          empty: z.array(z.string()),
        })
        .meta({ id: 'FilledTemplate' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found', 'template_not_found'],
});

export const templateOperations = {
  listTemplateVariables,
  listTemplates,
  getTemplate,
  createTemplate,
  editTemplate,
  deleteTemplate,
  fillTemplate,
} as const;
