import * as z from 'zod';
import { CATEGORIES_LIMIT, CATEGORY_KINDS } from '../../domain/desk/category.ts';
import { SETUP_SECTIONS, SETUP_VERSION } from '../../domain/desk-setup/setup-document.ts';
import { FIELDS_LIMIT } from '../../domain/desk/field.ts';
import { LAYOUT_KINDS } from '../../domain/mail/mail-layout.ts';
import { WORD_LENGTH, WORDS_LIMIT } from '../../domain/restricted/restricted-words.ts';
import { SHARED_TEMPLATES_LIMIT } from '../../domain/template/template.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { createCategory } from './categories.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { createField } from './fields.ts';
import { saveMailLayout } from './mail-settings.ts';
import { allOptional, id, line, order } from './plain-values.ts';
import { createTemplate } from './templates.ts';

// Each thing has the members that its own operation takes; the document tells the place of each.
const { kind, parentId, names, active } = createCategory.body.shape;
const category = z
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

/** Its inquiry types are those of the document or of the service. */
const field = createField.body.extend({ order }).meta({ id: 'SetupField' });

/** Its processing categories are those of the document or of the service. */
const template = createTemplate.body
  .pick({ searchCode: true, name: true, language: true, html: true, categoryIds: true })
  .meta({ id: 'SetupTemplate' });

const layout = z
  .strictObject({
    ...saveMailLayout.params.pick({ kind: true, language: true }).shape,
    ...saveMailLayout.body.shape,
  })
  .meta({ id: 'SetupLayout' });

const sections = {
  categories: z.array(category).max(CATEGORIES_LIMIT * CATEGORY_KINDS.length),
  fields: z.array(field).max(FIELDS_LIMIT),
  templates: z.array(template).max(SHARED_TEMPLATES_LIMIT),
  mailLayouts: z.array(layout).max(LAYOUT_KINDS.length * LANGUAGES.length),
  restrictedWords: z.array(line(WORD_LENGTH)).max(WORDS_LIMIT),
  /** Empty until there are triggers. */ triggers: z.array(z.never()).max(0),
};
const version = z.literal(SETUP_VERSION);

/** A service's set-up as code. A part that is left out is left alone. */
export const setupDocumentSchema = z.strictObject({ version, ...allOptional(sections) }).meta({ id: 'SetupDocument' });
export const wholeSetupDto = z.object({ version, ...sections }).meta({ id: 'Setup' });

const changeDto = z
  .object({
    section: z.enum(SETUP_SECTIONS),
    /** A code, a search code, `kind/id` of a category, `kind/language` of a layout. */
    id: z.string(),
    /**
     * A category that is removed becomes inactive and is told as changed; a removed layout gives its place to the
     * built-in one.
     */
    action: z.enum(['added', 'changed', 'removed']),
    /** What is not as it was; long texts are cut. Of restricted words: those that go, and those that come. */
    members: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
  })
  .meta({ id: 'SetupChange' });

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
  body: z.strictObject({
    document: setupDocumentSchema,
    /** Only shows what would change. */ dryRun: z.boolean(),
    /**
     * Takes away what the document’s parts don’t name: categories become inactive, fields and templates are deleted,
     * layouts become the built-in ones.
     */
    prune: z.boolean().default(false),
  }),
  response: {
    status: 200,
    schema: z
      .object({
        /** Between the service as it was and the document. */ changes: z.array(changeDto),
        /** Changes that were written. */ applied: z.int(),
        /** Changes that are still to be written: import the document again until none is left. */ remaining: z.int(),
      })
      .meta({ id: 'SetupDifference' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'too_large', 'conflict_try_again'],
});
