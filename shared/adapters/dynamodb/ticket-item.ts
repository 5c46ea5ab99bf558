import * as z from 'zod';
import type { TicketRow } from '../../application/ports/tickets.ts';
import { INTERNAL_REASONS } from '../../domain/ticket/internal-reason.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import {
  CHANNELS,
  PRIORITIES,
  TICKET_LANGUAGES,
  TRANSFER_KINDS,
  type Customer,
  type Ticket,
} from '../../domain/ticket/ticket.ts';
import { ticketKey, ticketListKeys } from './keys.ts';

/** What the list indexes project: all that a row of a menu list shows. */
const rowShape = {
  serviceId: z.string(),
  number: z.int().positive(),
  version: z.int().positive(),
  title: z.string(),
  status: z.enum(TICKET_STATUSES),
  channel: z.enum(CHANNELS),
  priority: z.enum(PRIORITIES),
  assigneeId: z.string().exactOptional(),
  groupId: z.string().exactOptional(),
  customerName: z.string().exactOptional(),
  customerEmail: z.string().exactOptional(),
  customerPhone: z.string().exactOptional(),
  unreadReply: z.boolean(),
  activityAt: z.string(),
  transfer: z.enum(TRANSFER_KINDS).exactOptional(),
  internalReason: z.enum(INTERNAL_REASONS).exactOptional(),
};
/** Non-key attributes of the list indexes, as the template and the tests make them. */
export const LIST_ROW = Object.keys(rowShape) as readonly (keyof typeof rowShape)[];

const lastEntrySchema = z.object({ id: z.string(), by: z.string(), after: z.string().exactOptional() });
const rowSchema = z.object(rowShape);
const itemSchema = z.object({
  ...rowShape,
  entity: z.literal('ticket'),
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
});

type FlatCustomer = {
  readonly customerName?: string;
  readonly customerEmail?: string;
  readonly customerPhone?: string;
};
const customerOf = ({ customerName: name, customerEmail: email, customerPhone: phone }: FlatCustomer): Customer => ({
  ...(name === undefined ? {} : { name }),
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
});

/**
 * The ticket's row of the desk table with the keys of the lists that it is in. The customer lies flat: indexes project
 * top attributes only.
 */
export const toItem = ({ customer, tags, ...ticket }: Ticket) => ({
  ...ticketKey(ticket.serviceId, ticket.number),
  ...ticketListKeys(ticket),
  entity: 'ticket' as const,
  ...ticket,
  ...(tags.length === 0 ? {} : { tags }),
  ...(customer.name === undefined ? {} : { customerName: customer.name }),
  ...(customer.email === undefined ? {} : { customerEmail: customer.email }),
  ...(customer.phone === undefined ? {} : { customerPhone: customer.phone }),
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Ticket => {
  const parsed = itemSchema.parse(item);
  const { entity: _entity, customerName: _name, customerEmail: _email, customerPhone: _phone, ...ticket } = parsed;
  return { ...ticket, customer: customerOf(parsed) };
};

/** A row of one of the list indexes. */
export const rowFromItem = (item: unknown): TicketRow => {
  const parsed = rowSchema.parse(item);
  const { customerName: _name, customerEmail: _email, customerPhone: _phone, ...row } = parsed;
  return { ...row, customer: customerOf(parsed) };
};
