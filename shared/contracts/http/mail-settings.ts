import * as z from 'zod';
import { LAYOUT_KINDS, LAYOUT_SUBJECT_LENGTH } from '../../domain/mail/mail-layout.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { deskAddress, line, orNull, richText } from './plain-values.ts';

const layoutParams = once(() => serviceParams().extend({ kind: z.enum(LAYOUT_KINDS), language: z.enum(LANGUAGES) }));

export const mailLayoutDto = once(() =>
  z
    .object({
      kind: z.enum(LAYOUT_KINDS),
      language: z.enum(LANGUAGES),
      /** 0 for the built-in layout. */
      version: z.int(),
      builtIn: z.boolean(),
      /** Null for `Re: … [#1024]`. */
      subject: orNull(z.string()),
      html: z.string(),
      text: z.string(),
      editedBy: orNull(z.string()),
      editedAt: orNull(z.string()),
    })
    .meta({ id: 'MailLayout' }),
);

/** `used` says that it is one of the service's own. `unknown` says that nobody asked to verify it. */
export const mailAddressDto = once(() =>
  z
    .object({ address: z.string(), state: z.enum(['verified', 'pending', 'failed', 'unknown']), used: z.boolean() })
    .meta({ id: 'MailAddress' }),
);

export const listMailLayouts = defineOperation({
  operationId: 'listMailLayouts',
  summary: 'What stands around the mails of a service: each kind in each language',
  method: 'GET',
  path: '/services/{serviceId}/mail-layouts',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ layouts: z.array(mailLayoutDto()) }).meta({ id: 'MailLayouts' }) },
  headers: noHeaders,
  problems: serviceProblems,
});

export const saveMailLayout = defineOperation({
  operationId: 'saveMailLayout',
  summary: 'Write the layout of a kind of mail in a language; mails that leave from now on have it',
  method: 'PUT',
  path: '/services/{serviceId}/mail-layouts/{kind}/{language}',
  group: 'administration',
  permission: 'manage_desk',
  params: layoutParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      /** It may have variables. Left out: `Re: … [#1024]`. */
      subject: line(LAYOUT_SUBJECT_LENGTH).exactOptional(),
      /** It may have variables. It must have `#{content}` once, where the answer goes. */
      html: richText,
    }),
  response: { status: 200, schema: mailLayoutDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...serviceProblems, 'version_conflict', 'too_large', 'conflict_try_again'],
});

export const resetMailLayout = defineOperation({
  operationId: 'resetMailLayout',
  summary: 'Go back to the built-in layout',
  method: 'DELETE',
  path: '/services/{serviceId}/mail-layouts/{kind}/{language}',
  group: 'administration',
  permission: 'manage_desk',
  params: layoutParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: mailLayoutDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: false },
  problems: [...serviceProblems, 'version_conflict', 'conflict_try_again'],
});

export const listMailAddresses = defineOperation({
  operationId: 'listMailAddresses',
  summary: 'Addresses that answers leave from, and whether they are verified',
  method: 'GET',
  path: '/services/{serviceId}/mail-addresses',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: () => z.strictObject({ /** One more that the service might get. */ also: deskAddress.exactOptional() }),
  body: null,
  response: {
    status: 200,
    schema: () => z.object({ addresses: z.array(mailAddressDto()) }).meta({ id: 'MailAddresses' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const verifyMailAddress = defineOperation({
  operationId: 'verifyMailAddress',
  summary: 'Have an address verified: a mail with a link is sent to it',
  method: 'POST',
  path: '/services/{serviceId}/mail-addresses/verification',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject({ address: deskAddress }),
  response: { status: 200, schema: mailAddressDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'too_large'],
});

export const mailSettingOperations = {
  listMailLayouts,
  saveMailLayout,
  resetMailLayout,
  listMailAddresses,
  verifyMailAddress,
} as const;
