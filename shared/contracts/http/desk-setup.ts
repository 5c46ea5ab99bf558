import * as z from 'zod';
import { CATEGORIES_LIMIT, CATEGORY_KINDS } from '../../domain/desk/category.ts';
import { SETUP_SECTIONS, SETUP_VERSION } from '../../domain/desk-setup/setup-document.ts';
import { FIELDS_LIMIT } from '../../domain/desk/field.ts';
import { LAYOUT_KINDS } from '../../domain/mail/mail-layout.ts';
import { WORD_LENGTH, WORDS_LIMIT } from '../../domain/restricted/word-limits.ts';
import { SHARED_TEMPLATES_LIMIT } from '../../domain/template/template.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { TRIGGERS_LIMIT } from '../../domain/trigger/trigger.ts';
import { once } from '../../domain/kernel/once.ts';
import { createCategory } from './categories.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { createField } from './fields.ts';
import { saveMailLayout } from './mail-settings.ts';
import { allOptional, id, line, order } from './plain-values.ts';
import { createTemplate } from './templates.ts';
import { setupTrigger } from './triggers.ts';

// Things have the same members here as in the operations that create them, but their order is required.
const category = once(() => {
  const { kind, parentId, names, active } = createCategory.body.shape;
  return z
    .strictObject({
      kind,
      /** The same in every service that the document is imported into. */
      id,
      /** Absent at the top. */
      parentId,
      names,
      active,
      order,
    })
    .meta({ id: 'SetupCategory' });
});

/** Its inquiry types are those of the document or of the service. */
const field = once(() => createField.body.extend({ order }).meta({ id: 'SetupField' }));

/** Its processing categories are those of the document or of the service. */
const template = once(() =>
  createTemplate.body
    .pick({ searchCode: true, name: true, language: true, html: true, categoryIds: true })
    .meta({ id: 'SetupTemplate' }),
);

const layout = once(() =>
  z
    .strictObject({
      ...saveMailLayout.params.pick({ kind: true, language: true }).shape,
      ...saveMailLayout.body.shape,
    })
    .meta({ id: 'SetupLayout' }),
);

const sections = once(() => ({
  categories: z.array(category()).max(CATEGORIES_LIMIT * CATEGORY_KINDS.length),
  fields: z.array(field()).max(FIELDS_LIMIT),
  templates: z.array(template()).max(SHARED_TEMPLATES_LIMIT),
  mailLayouts: z.array(layout()).max(LAYOUT_KINDS.length * LANGUAGES.length),
  restrictedWords: z.array(line(WORD_LENGTH)).max(WORDS_LIMIT),
  /** In their order. */
  triggers: z.array(setupTrigger()).max(TRIGGERS_LIMIT),
}));
const version = once(() => z.literal(SETUP_VERSION));

/** The set-up of a service as a document. A part that is left out is not changed. */
export const setupDocumentSchema = once(() =>
  z.strictObject({ version: version(), ...allOptional(sections()) }).meta({ id: 'SetupDocument' }),
);
export const wholeSetupDto = once(() => z.object({ version: version(), ...sections() }).meta({ id: 'Setup' }));

const changeDto = once(() =>
  z
    .object({
      section: z.enum(SETUP_SECTIONS),
      /**
       * A code, a search code, an id of a trigger; `kind/id` of a category, `kind/language` of a layout,
       * `triggers/order`.
       */
      id: z.string(),
      /** What people call it, by language. Layouts and the restricted words have none. */
      names: z.partialRecord(z.enum(LANGUAGES), z.string()),
      /**
       * A category is never `removed`: it is `changed` to inactive. When a layout is `removed`, the built-in one is
       * used again.
       */
      action: z.enum(['added', 'changed', 'removed']),
      /**
       * The members that changed. Long texts are cut to where they begin to differ. Of the restricted words: those
       * removed and those added.
       */
      members: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
    })
    .meta({ id: 'SetupChange' }),
);

export const exportSetup = defineOperation({
  operationId: 'exportSetup',
  summary: 'The set-up of a service as one document, which goes into another service',
  method: 'GET',
  path: '/services/{serviceId}/setup',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: wholeSetupDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'too_large'],
});

export const importSetup = defineOperation({
  operationId: 'importSetup',
  summary:
    'Bring the set-up of a service to what a document says, or show the difference; importing it once more changes nothing',
  method: 'POST',
  path: '/services/{serviceId}/setup',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      document: setupDocumentSchema(),
      /** Answers with the changes and writes nothing. */
      dryRun: z.boolean(),
      /**
       * Removes what a part of the document does not name: categories become inactive, fields, templates and triggers
       * are deleted, and the built-in layouts are used again.
       */
      prune: z.boolean().default(false),
      /** Writes only the difference that an earlier answer identified by it; another one is refused. */
      revision: id.exactOptional(),
    }),
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          /** The differences between the service before the import and the document. */
          changes: z.array(changeDto()),
          /** The number of changes that were written. */
          applied: z.int(),
          /** The number of changes that are not written yet. Import the document again until it is 0. */
          remaining: z.int(),
          /** Identifies the changes that are not written yet. */
          revision: z.string(),
        })
        .meta({ id: 'SetupDifference' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'difference_changed', 'too_large', 'conflict_try_again'],
});

export const setupOperations = {
  exportSetup,
  importSetup,
} as const;
