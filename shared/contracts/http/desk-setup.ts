import * as z from 'zod';
import { CATEGORY_KINDS, CATEGORY_NAME_LENGTH, CATEGORIES_LIMIT } from '../../domain/desk/category.ts';
import { SETUP_SECTIONS, SETUP_VERSION } from '../../domain/desk-setup/setup-document.ts';
import {
  FIELD_CAPTION_LENGTH,
  FIELD_CODE,
  FIELD_NAME_LENGTH,
  FIELD_OPTIONS_LIMIT,
  FIELD_SCOPES,
  FIELD_TYPES,
  FIELDS_LIMIT,
  TEXTAREA_LENGTH,
} from '../../domain/desk/field.ts';
import { LAYOUT_KINDS, LAYOUT_SUBJECT_LENGTH } from '../../domain/mail/mail-layout.ts';
import { WORD_LENGTH, WORDS_LIMIT } from '../../domain/restricted/restricted-words.ts';
import {
  SEARCH_CODE_LENGTH,
  SHARED_TEMPLATES_LIMIT,
  TEMPLATE_CATEGORIES_LIMIT,
  TEMPLATE_NAME_LENGTH,
} from '../../domain/template/template.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { defineOperation } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { allOptional, code, line, lines } from './plain-values.ts';
import { id, richText } from './tickets.ts';

const problems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'dependency_timeout',
  'internal_error',
] as const;
const plain = { ifMatch: false, idempotencyKey: false, etag: false } as const;

const namesOf = (name: z.ZodString) =>
  z
    .partialRecord(z.enum(LANGUAGES), name)
    .refine((given) => Object.keys(given).length > 0, 'It needs a name in one language at least');
const order = z.int().min(0).max(9999);

const category = z
  .strictObject({
    kind: z.enum(CATEGORY_KINDS),
    /** Its own id, in whichever service. */ id,
    /** Absent at the top. */ parentId: id.exactOptional(),
    names: namesOf(line(CATEGORY_NAME_LENGTH)),
    active: z.boolean().default(true),
    /** Among its siblings. */ order,
  })
  .meta({ id: 'SetupCategory' });

const field = z
  .strictObject({
    code: code(FIELD_CODE, 'Lower case letters, digits and _, at most 40, a letter first'),
    scope: z.enum(FIELD_SCOPES),
    type: z.enum(FIELD_TYPES),
    names: namesOf(lines({ min: 1, max: FIELD_CAPTION_LENGTH })),
    required: z.boolean().default(false),
    exposure: z.strictObject({ agent: z.boolean(), customer: z.boolean() }).default({ agent: true, customer: false }),
    encrypted: z.boolean().default(false),
    options: z
      .array(
        z.strictObject({
          code: code(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'Lower case letters, digits, _ and -, at most 40'),
          names: namesOf(line(FIELD_NAME_LENGTH)),
          active: z.boolean().default(true),
        }),
      )
      .max(FIELD_OPTIONS_LIMIT)
      .default([]),
    /** Characters; absent: the type's own limit. */ maxLength: z.int().min(1).max(TEXTAREA_LENGTH).exactOptional(),
    /** Among the fields of its scope. */ order,
    /** Inquiry types of the document or of the service; none means all. */ inquiryTypeIds: z
      .array(id)
      .max(100)
      .default([]),
    active: z.boolean().default(true),
  })
  .meta({ id: 'SetupField' });

const template = z
  .strictObject({
    searchCode: line(SEARCH_CODE_LENGTH),
    name: line(TEMPLATE_NAME_LENGTH),
    language: z.enum(LANGUAGES),
    html: richText,
    /** Processing categories of the document or of the service; none: for all. */ categoryIds: z
      .array(id)
      .max(TEMPLATE_CATEGORIES_LIMIT)
      .default([]),
  })
  .meta({ id: 'SetupTemplate' });

const layout = z
  .strictObject({
    kind: z.enum(LAYOUT_KINDS),
    language: z.enum(LANGUAGES),
    subject: line(LAYOUT_SUBJECT_LENGTH).exactOptional(),
    html: richText,
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
  headers: plain,
  problems: [...problems, 'too_large'],
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
  headers: plain,
  problems: [...problems, 'too_large', 'conflict_try_again'],
});
