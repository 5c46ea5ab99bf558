import * as z from 'zod';
import type { TicketRow } from '../../application/ports/ticket-repository.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { CHANNELS, LANGUAGES, PRIORITIES, type Customer, type Ticket } from '../../domain/ticket/ticket.ts';
import { ticketKey, ticketListKeys } from './keys.ts';

/** What the list indexes project: all that a row of a menu list shows. */
const rowShape = {
  serviceId: z.string(), number: z.int().positive(), version: z.int().positive(), title: z.string(), status: z.enum(TICKET_STATUSES),
  channel: z.enum(CHANNELS), priority: z.enum(PRIORITIES), assigneeId: z.string().exactOptional(), groupId: z.string().exactOptional(),
  customerName: z.string().exactOptional(), customerEmail: z.string().exactOptional(), unreadReply: z.boolean(), activityAt: z.string(),
};
const rowSchema = z.object(rowShape);
const itemSchema = z.object({
  ...rowShape, entity: z.literal('ticket'), language: z.enum(LANGUAGES), serviceAddress: z.string().exactOptional(), createdBy: z.string().exactOptional(),
  createdAt: z.string(), resolvedAt: z.string().exactOptional(), resolvedBy: z.string().exactOptional(), followsNumber: z.int().positive().exactOptional(),
});

const customerOf = (name: string | undefined, email: string | undefined): Customer => ({ ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) });

/** The ticket's row of the desk table with the keys of the lists that it is in. The customer lies flat: indexes project top attributes only. */
export const toItem = ({ customer, ...ticket }: Ticket) => ({
  ...ticketKey(ticket.serviceId, ticket.number), ...ticketListKeys(ticket), entity: 'ticket' as const, ...ticket,
  ...(customer.name === undefined ? {} : { customerName: customer.name }),
  ...(customer.email === undefined ? {} : { customerEmail: customer.email }),
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Ticket => {
  const { entity: _entity, customerName, customerEmail, ...ticket } = itemSchema.parse(item);
  return { ...ticket, customer: customerOf(customerName, customerEmail) };
};

/** A row of one of the list indexes. */
export const rowFromItem = (item: unknown): TicketRow => {
  const { customerName, customerEmail, ...row } = rowSchema.parse(item);
  return { ...row, customer: customerOf(customerName, customerEmail) };
};
