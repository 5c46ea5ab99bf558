import * as z from 'zod';
import { LAYOUT_KINDS, LAYOUT_SUBJECT_LENGTH } from '../../domain/mail/mail-layout.ts';
import { DNS_PURPOSES } from '../../domain/mail/sender-domain.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { deskAddress, line, mailDomain, orNull, richText } from './plain-values.ts';

export const layoutParams = once(() =>
  serviceParams().extend({ kind: z.enum(LAYOUT_KINDS), language: z.enum(LANGUAGES) }),
);

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

/** What an administrator writes of a layout. */
export const layoutText = once(() => ({
  /** It may have variables. Left out: `Re: … [#1024]`. */
  subject: line(LAYOUT_SUBJECT_LENGTH).exactOptional(),
  /** It may have variables. It must have `#{content}` once, where the answer goes. */
  html: richText,
}));

/** `unknown` says that nobody asked to verify it. */
const senderState = once(() => z.enum(['verified', 'pending', 'failed', 'unknown']));

/** `used` says that it is one of the service's own. */
export const mailAddressDto = once(() =>
  z.object({ address: z.string(), state: senderState(), used: z.boolean() }).meta({ id: 'MailAddress' }),
);

export const senderDomainDto = once(() =>
  z
    .object({
      domain: z.string(),
      /** The desk's own domain, or one below it: whoever deploys the desk sets its records. */
      ours: z.boolean(),
      /** Whether mail can be sent from every address of it. */
      state: senderState(),
      /** Whether its mails are signed with DKIM. */
      signing: senderState(),
      /** The domain above it that is verified in its place. */
      verifiedBy: orNull(z.string()),
      /** The desk's own domain: mail to this one reaches the desk when it is forwarded to an address there. */
      receivedBy: orNull(z.string()),
      /** The DNS records to set; none before the domain was asked to be verified. */
      records: z.array(
        z.object({
          purpose: z.enum(DNS_PURPOSES),
          type: z.enum(['CNAME', 'TXT', 'MX']),
          name: z.string(),
          value: z.string(),
          /** Whether the desk can't do without it. */
          needed: z.boolean(),
        }),
      ),
    })
    .meta({ id: 'SenderDomain' }),
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
  body: () => z.strictObject(layoutText()),
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

export const listSenderDomains = defineOperation({
  operationId: 'listSenderDomains',
  summary: 'Domains that answers leave from, whether they are verified, and the DNS records to set for them',
  method: 'GET',
  path: '/services/{serviceId}/sender-domains',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: () => z.strictObject({ /** One more that the service might get. */ also: mailDomain.exactOptional() }),
  body: null,
  response: {
    status: 200,
    schema: () => z.object({ domains: z.array(senderDomainDto()) }).meta({ id: 'SenderDomains' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const verifySenderDomain = defineOperation({
  operationId: 'verifySenderDomain',
  summary: 'Have a domain verified: its DNS records are looked for during three days',
  method: 'POST',
  path: '/services/{serviceId}/sender-domains/verification',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject({ domain: mailDomain }),
  response: { status: 200, schema: senderDomainDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'too_large'],
});

export const mailSettingOperations = {
  listMailLayouts,
  saveMailLayout,
  resetMailLayout,
  listMailAddresses,
  verifyMailAddress,
  listSenderDomains,
  verifySenderDomain,
} as const;
