import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { EntryHead, TicketRow } from '../../application/ports/tickets.ts';
import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { TicketFields } from '../../domain/desk/field-value.ts';
import { FIELD_TYPES } from '../../domain/desk/field.ts';
import { MAIL_OUTCOMES, MAIL_STATUSES, type OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { ENTRY_COMMANDS, ENTRY_KINDS, type Entry } from '../../domain/ticket/entry.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { TICKET_LANGUAGES, type Ticket } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import {
  entryKey,
  flatten,
  followUpKey,
  listRowAttributes,
  listRowSchema,
  mailKey,
  participantKey,
  ticketFieldsKey,
  ticketKey,
  ticketListKeys,
  unflatten,
} from './keys.ts';
import { readPart, rows } from './rows.ts';

export type TicketPlace = Pick<Ticket, 'serviceId' | 'number'>;

const lastEntrySchema = once(() => z.object({ id: z.string(), by: z.string(), after: z.string().exactOptional() }));

/** The ticket's row of the desk table with the keys of the lists that it is in. */
export const ticketRows = rows<Ticket, TicketPlace>({
  entity: 'ticket',
  key: ({ serviceId, number }) => ticketKey(serviceId, number),
  schema: () =>
    listRowSchema()
      .extend({
        language: z.enum(TICKET_LANGUAGES),
        customerId: z.string().exactOptional(),
        serviceAddress: z.string().exactOptional(),
        createdBy: z.string().exactOptional(),
        inquiryTypeId: z.string().exactOptional(),
        processingTypeId: z.string().exactOptional(),
        tags: z.array(z.string()).default([]),
        createdAt: z.string(),
        resolvedAt: z.string().exactOptional(),
        resolvedBy: z.string().exactOptional(),
        completedAt: z.string().exactOptional(),
        duplicateOf: z.int().positive().exactOptional(),
        beforeSpam: z
          .object({ status: z.enum(TICKET_STATUSES), assigneeId: z.string().exactOptional() })
          .exactOptional(),
        origin: z.object({ serviceId: z.string(), number: z.int().positive() }).exactOptional(),
        lastEntry: lastEntrySchema().exactOptional(),
        otherEntry: lastEntrySchema().exactOptional(),
        followsNumber: z.int().positive().exactOptional(),
      })
      .transform(unflatten),
  toStored: ({ customer, tags, ...ticket }) => ({
    ...ticketListKeys(ticket),
    ...ticket,
    ...(tags.length > 0 && { tags }),
    ...flatten(customer),
  }),
});

const ticketRowSchema = once(() => listRowSchema().transform(unflatten));
/** Reads a row of one of the list indexes. */
export const readListRow = (item: unknown): TicketRow => readPart('a row of a list', ticketRowSchema, item);

/** The attributes of a ticket's row that the list indexes project. */
export const listRowOf = (ticket: Ticket): Readonly<Record<string, unknown>> => {
  const row: Readonly<Record<string, unknown>> = ticketRows.toItem(ticket);
  return Object.fromEntries(
    listRowAttributes().flatMap((attribute) => (row[attribute] === undefined ? [] : [[attribute, row[attribute]]])),
  );
};

// What lies beside a ticket's own row: what was said, values of the service's own fields, which ticket goes on for it,
// and who may continue it.

const attachmentSchema = once(() =>
  z.object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.int().nonnegative(),
    contentId: z.string().exactOptional(),
  }),
);
const mailboxSchema = once(() => z.object({ name: z.string(), address: z.string() }));
const entrySchema = once(() =>
  z.object({
    id: z.string(),
    kind: z.enum(ENTRY_KINDS),
    author: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('customer'), name: z.string().exactOptional(), email: z.string().exactOptional() }),
      z.object({ kind: z.literal('agent'), agentId: z.string() }),
      z.object({ kind: z.literal('system') }),
    ]),
    at: z.string(),
    html: z.string(),
    text: z.string(),
    wholeKey: z.string().exactOptional(),
    attachments: z.array(attachmentSchema()),
    removed: z
      .array(
        z.object({ id: z.string(), type: z.string(), size: z.int().nonnegative(), by: z.string(), at: z.string() }),
      )
      .exactOptional(),
    masking: z
      .object({
        revision: z.int().nonnegative(),
        masks: z.array(
          z.object({
            id: z.string(),
            start: z.int().nonnegative(),
            end: z.int().positive(),
            shown: z.int().nonnegative(),
            by: z.string(),
            at: z.string(),
          }),
        ),
      })
      .exactOptional(),
    mailId: z.string().exactOptional(),
    messageId: z.string().exactOptional(),
    mailHeader: z
      .object({
        subject: z.string(),
        from: mailboxSchema(),
        to: z.array(mailboxSchema()),
        cc: z.array(mailboxSchema()),
      })
      .exactOptional(),
    command: z.enum(ENTRY_COMMANDS).exactOptional(),
  }),
);

/** The entries of a ticket, rows beside it. */
export const entryRows = rows<Entry, TicketPlace & Pick<Entry, 'id'>>({
  entity: 'entry',
  key: ({ serviceId, number, id }) => entryKey(serviceId, number, id),
  schema: entrySchema,
});

const headSchema = once(() => entrySchema().pick({ id: true, kind: true, author: true, at: true }));
/** What an entry's head is made of: all of the row but what was said. */
export const headAttributes = once(() => Object.keys(headSchema().shape));
/** Reads a row of which no more than its head was asked for. */
export const readHead = (item: unknown): EntryHead => readPart('the head of an entry', headSchema, item);

const valueSchema = once(() =>
  z.union([
    z.string(),
    z.boolean(),
    z.array(z.string()),
    z.array(attachmentSchema().extend({ size: z.number() })),
    z.object({ from: z.string(), to: z.string() }),
  ]),
);
const type = once(() => z.enum(FIELD_TYPES));
/** All values of a ticket's own fields: one row beside it, written in the ticket's own transaction. */
export const ticketFieldsRows = rows<{ readonly values: TicketFields }, TicketPlace>({
  entity: 'fields',
  key: ({ serviceId, number }) => ticketFieldsKey(serviceId, number),
  schema: () =>
    z.object({
      values: z.record(
        z.string(),
        z.union([
          z.strictObject({ type: type(), value: valueSchema() }),
          z.strictObject({ type: type(), sealed: z.string() }),
        ]),
      ),
    }),
});

/** Which ticket goes on for a completed one, whose place it is: one row, so that two mails at once make one. */
export const followUpRows = rows<{ readonly number: number }, { readonly serviceId: string; readonly of: number }>({
  entity: 'follow_up',
  key: ({ serviceId, of }) => followUpKey(serviceId, of),
  schema: () => z.object({ number: z.int().positive() }),
});

/**
 * Says by being there that who has this address may continue the ticket. By the address's hash: one may be longer than
 * a key should be, and what stands in keys shows up in metrics of hot partitions.
 */
export const participantRows = rows<object, TicketPlace & { readonly address: string }>({
  entity: 'participant',
  key: ({ serviceId, number, address }) =>
    participantKey(serviceId, number, createHash('sha256').update(normalizeEmail(address)).digest('hex')),
  schema: () => z.object({}),
});

/** Outgoing mails of a ticket, rows beside it. */
export const mailRows = rows<OutgoingMail, Pick<OutgoingMail, 'serviceId' | 'number' | 'id'>>({
  entity: 'mail',
  key: ({ serviceId, number, id }) => mailKey(serviceId, number, id),
  schema: () =>
    z.object({
      id: z.string(),
      serviceId: z.string(),
      number: z.int().positive(),
      entryId: z.string(),
      kind: z.enum(['resolved', 'pending']),
      to: z.string(),
      toName: z.string().exactOptional(),
      from: z.string(),
      fromName: z.string(),
      subject: z.string(),
      language: z.string(),
      status: z.enum(MAIL_STATUSES),
      createdAt: z.string(),
      attempts: z.int().nonnegative(),
      attemptedAt: z.string().exactOptional(),
      sentAt: z.string().exactOptional(),
      sesMessageId: z.string().exactOptional(),
      outcome: z.enum(MAIL_OUTCOMES).exactOptional(),
      failure: z.string().exactOptional(),
      failedAt: z.string().exactOptional(),
      round: z.int().positive().exactOptional(),
      orderedAt: z.string().exactOptional(),
      orderedBy: z.string().exactOptional(),
      earlier: z.array(z.string()).exactOptional(),
    }),
});
