import * as z from 'zod';
import type { TicketRow } from '../../application/ports/tickets.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { TICKET_LANGUAGES, type Ticket } from '../../domain/ticket/ticket.ts';
import { flatten, LIST_ROW, listRowSchema, ticketKey, ticketListKeys, unflatten } from './keys.ts';
import { readPart, rows } from './rows.ts';

export type TicketPlace = Pick<Ticket, 'serviceId' | 'number'>;

const lastEntrySchema = z.object({ id: z.string(), by: z.string(), after: z.string().exactOptional() });

/** The ticket's row of the desk table with the keys of the lists that it is in. */
export const ticketRows = rows<Ticket, TicketPlace>({
  entity: 'ticket',
  key: ({ serviceId, number }) => ticketKey(serviceId, number),
  schema: listRowSchema
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
      beforeSpam: z.object({ status: z.enum(TICKET_STATUSES), assigneeId: z.string().exactOptional() }).exactOptional(),
      origin: z.object({ serviceId: z.string(), number: z.int().positive() }).exactOptional(),
      lastEntry: lastEntrySchema.exactOptional(),
      otherEntry: lastEntrySchema.exactOptional(),
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

const ticketRowSchema = listRowSchema.transform(unflatten);
/** Reads a row of one of the list indexes. */
export const readListRow = (item: unknown): TicketRow => readPart('a row of a list', ticketRowSchema, item);

/** The attributes of a ticket's row that the list indexes project. */
export const listRowOf = (ticket: Ticket): Readonly<Record<string, unknown>> => {
  const row: Readonly<Record<string, unknown>> = ticketRows.toItem(ticket);
  return Object.fromEntries(
    LIST_ROW.flatMap((attribute) => (row[attribute] === undefined ? [] : [[attribute, row[attribute]]])),
  );
};
