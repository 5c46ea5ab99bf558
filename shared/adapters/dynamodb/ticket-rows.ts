import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { EntryHead, TicketRow } from '../../application/ports/tickets.ts';
import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { TicketFields } from '../../domain/desk/field-value.ts';
import { FIELD_TYPES } from '../../domain/desk/field.ts';
import { MAIL_OUTCOMES, MAIL_STATUSES, MAIL_WAITS, type OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { ENTRY_COMMANDS, ENTRY_KINDS, type Entry } from '../../domain/ticket/entry.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { TICKET_LANGUAGES, type Ticket } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { MAIL_RECIPIENTS } from '../../domain/trigger/mail-recipient.ts';
import {
  entryKey,
  followUpKey,
  mailKey,
  participantKey,
  readListSortKey,
  ticketFieldsKey,
  ticketKey,
  ticketListKeys,
} from './keys.ts';
import { besideShown, packShown, shownSchemas, unpackShown } from './list-row.ts';
import { type Attributes, type Condition, damagedRow, has, type Key, readPart, rows, type Table } from './rows.ts';

export type TicketPlace = Pick<Ticket, 'serviceId' | 'number'>;

const lastEntrySchema = once(() => z.object({ id: z.string(), by: z.string(), after: z.string().exactOptional() }));

const ticketSchema = () =>
  z.object({
    serviceId: z.string(),
    number: z.int().positive(),
    activityAt: z.string(),
    ...shownSchemas(),
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
    beforeSpam: z.object({ status: z.enum(TICKET_STATUSES), assigneeId: z.string().exactOptional() }).exactOptional(),
    transferId: z.string().exactOptional(),
    transferring: z.string().exactOptional(),
    origin: z
      .object({
        serviceId: z.string(),
        number: z.int().positive(),
        escalationId: z.string().exactOptional(),
        withdrawnAt: z.string().exactOptional(),
      })
      .exactOptional(),
    lastEntry: lastEntrySchema().exactOptional(),
    otherEntry: lastEntrySchema().exactOptional(),
    followsNumber: z.int().positive().exactOptional(),
    waiting: z.object({ id: z.string(), since: z.string() }).exactOptional(),
    writtenByMachine: z.literal(true).exactOptional(),
  });

/** Of an earlier release: what lists show has attributes of its own, the customer's lying flat among them. */
const plainRow = ({ customerName: name, customerEmail: email, customerPhone: phone, ...row }: Attributes) => ({
  ...row,
  customer: {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
  },
});
const plainShown = once(() => z.object(shownSchemas()));
/**
 * What lists show becomes one attribute. Rows that have it were written without their form, too: by releases that told
 * the two forms apart by it.
 */
const toCompactRow = (item: Attributes): Attributes => {
  if (item['row'] !== undefined) return item;
  return { ...item, row: packShown(readPart('ticket', plainShown, plainRow(item))) };
};

const storedTicket = () =>
  z.record(z.string(), z.unknown()).transform((item, context): Attributes => {
    const shown = unpackShown(item['row']);
    if (shown.ok) return { ...item, ...shown.value, activityAt: readListSortKey(item['L_SK'])?.activityAt };
    context.addIssue({ code: 'custom', path: ['row'], message: shown.error });
    return z.NEVER;
  });

/**
 * The ticket's row of the desk table with the keys of the lists that it is in, and with what lists show in one
 * attribute. The version has one of its own, too, for the conditions of writes.
 */
export const ticketRows = rows<Ticket, TicketPlace>({
  entity: 'ticket',
  key: ({ serviceId, number }) => ticketKey(serviceId, number),
  schema: () => storedTicket().pipe(ticketSchema()),
  upgrades: [toCompactRow],
  toStored: (ticket) => {
    const { tags, activityAt: _inSortKey, ...others } = besideShown(ticket);
    return {
      ...ticketListKeys(ticket),
      ...others,
      version: ticket.version,
      ...(tags.length > 0 && { tags }),
      row: packShown(ticket),
    };
  },
});

/** A ticket's row says by this attribute that the reply was read since its version was written. */
const READ = 'read';
/**
 * Holds while the ticket is as it was read: it has the version, and a reply that was unread still is. Whoever writes
 * what was decided on a ticket demands it, since reading makes no version.
 */
export const isStillTicket = ({ version, unreadReply }: Pick<Ticket, 'version' | 'unreadReply'>): Condition =>
  has({ version, ...(unreadReply && { [READ]: undefined }) });
/** The row of a ticket whose reply was read: all but that is as before. */
export const readTicketPut = (table: Pick<Table, 'TableName'>, ticket: Ticket) => {
  const { Put } = ticketRows.putIf(table, isStillTicket(ticket), { ...ticket, unreadReply: false });
  return { ...Put, Item: { ...Put.Item, [READ]: true } };
};

/** Activity and number of a ticket, by which lists are sorted. */
export type ListPlace = Pick<Ticket, 'activityAt' | 'number'>;

/** What the list indexes give of a ticket's row. */
export const listRowOf = (ticket: Ticket) => ({ L_SK: ticketListKeys(ticket).L_SK, row: packShown(ticket) });

/** The place of what a list index gives of a row. */
export const readListPlace = (item: Attributes): ListPlace => {
  const place = readListSortKey(item['L_SK']);
  if (place === undefined) throw damagedRow(item, 'a row of a list', 'L_SK: no activity and number');
  return place;
};

/**
 * Reads what a list index gives of a row. Undefined for a row that an earlier release wrote: it has a place alone.
 * `rowKey` names the row in an error.
 */
export const readListRow = (
  item: Attributes,
  place: ListPlace,
  { serviceId, rowKey }: { readonly serviceId: string; rowKey(number: number): Key },
): TicketRow | undefined => {
  if (item['row'] === undefined) return undefined;
  const shown = unpackShown(item['row']);
  if (!shown.ok) throw damagedRow(rowKey(place.number), 'a row of a list', `row: ${shown.error}`);
  return { serviceId, ...place, ...shown.value };
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
/** A trigger as entries name it. */
const triggerRefSchema = once(() => z.object({ triggerId: z.string(), name: z.string() }));
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
    writtenAt: z.string().exactOptional(),
    mailHeader: z
      .object({
        subject: z.string(),
        from: mailboxSchema(),
        to: z.array(mailboxSchema()),
        cc: z.array(mailboxSchema()),
      })
      .exactOptional(),
    automatedBy: z.array(triggerRefSchema()).exactOptional(),
    command: z.enum(ENTRY_COMMANDS).exactOptional(),
    mailedTo: z
      .object({ kind: z.enum(MAIL_RECIPIENTS), addresses: z.array(z.string()).min(1), subject: z.string() })
      .exactOptional(),
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
/** Values of a service's own fields, by their codes. */
export const fieldValuesSchema = once(() =>
  z.record(
    z.string(),
    z.union([
      z.strictObject({ type: type(), value: valueSchema() }),
      z.strictObject({ type: type(), sealed: z.string() }),
    ]),
  ),
);
/** All values of a ticket's own fields: one row beside it, written in the ticket's own transaction. */
export const ticketFieldsRows = rows<{ readonly values: TicketFields }, TicketPlace>({
  entity: 'fields',
  key: ({ serviceId, number }) => ticketFieldsKey(serviceId, number),
  schema: () => z.object({ values: fieldValuesSchema() }),
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
      kind: z.enum(['resolved', 'pending', 'automatic']),
      to: z.string(),
      audience: z.enum(MAIL_RECIPIENTS).exactOptional(),
      also: z.array(z.string()).exactOptional(),
      toName: z.string().exactOptional(),
      from: z.string(),
      fromName: z.string(),
      subject: z.string(),
      language: z.string(),
      status: z.enum(MAIL_STATUSES),
      createdAt: z.string(),
      leavesAt: z.string().exactOptional(),
      undo: z
        .object({
          by: z.string(),
          before: z.object({
            status: z.enum(TICKET_STATUSES),
            activityAt: z.string(),
            unreadReply: z.boolean(),
            waitingSince: z.string().exactOptional(),
            lastEntry: lastEntrySchema().exactOptional(),
            otherEntry: lastEntrySchema().exactOptional(),
          }),
        })
        .exactOptional(),
      attempts: z.int().nonnegative(),
      attemptedAt: z.string().exactOptional(),
      held: z.object({ reason: z.enum(MAIL_WAITS), times: z.int().positive(), until: z.string() }).exactOptional(),
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
