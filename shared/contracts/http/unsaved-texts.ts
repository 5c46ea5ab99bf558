import * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { layoutParams, layoutText } from './mail-settings.ts';
import { orNull, richText } from './plain-values.ts';
import { ticketNumber } from './ticket-shapes.ts';

/** The ticket whose values fill the variables. Left out: the service's newest, or an example where it has none. */
const number = once(() => ticketNumber().exactOptional());
const templateBody = () => z.strictObject({ html: richText, language: z.enum(LANGUAGES), number: number() });
const layoutBody = () => z.strictObject({ ...layoutText(), number: number() });

const filled = once(() => ({
  /** Null for the example of a service that has no ticket. */
  ticket: orNull(z.object({ number: z.int(), title: z.string() })),
  /** Variables that the ticket has no value for. */
  empty: z.array(z.string()),
}));

export const templatePreviewDto = once(() =>
  z
    .object({
      ...filled(),
      /** A variable without a value stands in it as it is written, in a `mark`. */ html: z.string(),
    })
    .meta({ id: 'TemplatePreview' }),
);
export const layoutPreviewDto = once(() =>
  z.object({ ...filled(), subject: z.string(), html: z.string(), text: z.string() }).meta({ id: 'MailLayoutPreview' }),
);
/** `address`: the caller's own, which it was mailed to. */
export const testMailDto = once(() =>
  z.object({ ...filled(), address: z.string(), subject: z.string() }).meta({ id: 'TestMail' }),
);

const previewProblems = [...serviceProblems, 'ticket_not_found', 'too_large'] as const;
const testProblems = [...previewProblems, 'sender_not_verified', 'test_mail_limit', 'test_mail_not_sent'] as const;

export const previewTemplate = defineOperation({
  operationId: 'previewTemplate',
  summary:
    'A template’s text before it is saved, filled with a ticket’s values; it is refused as saving would be, and nothing is written',
  method: 'POST',
  path: '/services/{serviceId}/template-preview',
  group: 'mail-preview',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: templateBody,
  response: { status: 200, schema: templatePreviewDto },
  headers: noHeaders,
  problems: previewProblems,
});

export const testTemplate = defineOperation({
  operationId: 'testTemplate',
  summary: 'Mail a template’s text, as an answer of it would look, to oneself; no ticket learns of it',
  method: 'POST',
  path: '/services/{serviceId}/template-preview/test-mail',
  group: 'mail-preview',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: templateBody,
  response: { status: 200, schema: testMailDto },
  headers: noHeaders,
  problems: testProblems,
});

export const previewMailLayout = defineOperation({
  operationId: 'previewMailLayout',
  summary:
    'A sample answer in a mail layout before it is saved, with a ticket’s values; it is refused as saving would be, and nothing is written',
  method: 'POST',
  path: '/services/{serviceId}/mail-layouts/{kind}/{language}/preview',
  group: 'mail-preview',
  permission: 'manage_desk',
  params: layoutParams,
  query: noQuery,
  body: layoutBody,
  response: { status: 200, schema: layoutPreviewDto },
  headers: noHeaders,
  problems: previewProblems,
});

export const testMailLayout = defineOperation({
  operationId: 'testMailLayout',
  summary: 'Mail a sample answer in a mail layout to oneself; no ticket learns of it',
  method: 'POST',
  path: '/services/{serviceId}/mail-layouts/{kind}/{language}/test-mail',
  group: 'mail-preview',
  permission: 'manage_desk',
  params: layoutParams,
  query: noQuery,
  body: layoutBody,
  response: { status: 200, schema: testMailDto },
  headers: noHeaders,
  problems: testProblems,
});

export const unsavedTextOperations = {
  previewTemplate,
  testTemplate,
  previewMailLayout,
  testMailLayout,
} as const;
