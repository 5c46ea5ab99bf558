import * as z from 'zod';
import { INTERNAL_REASONS } from '../../domain/ticket/internal-reason.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { CHANNELS, PRIORITIES, TRANSFER_KINDS, type Customer } from '../../domain/ticket/ticket.ts';

/** The customer lies flat in the row, since indexes project top attributes only. */
const flatCustomerSchema = z.object({
  customerName: z.string().exactOptional(),
  customerEmail: z.string().exactOptional(),
  customerPhone: z.string().exactOptional(),
});
const FLAT = { name: 'customerName', email: 'customerEmail', phone: 'customerPhone' } as const satisfies Record<
  keyof Customer,
  keyof z.output<typeof flatCustomerSchema>
>;
const renamed = (attributes: object, names: readonly (readonly [from: string, to: string])[]) =>
  Object.fromEntries(
    names.flatMap(([from, to]) => {
      const value = (attributes as Readonly<Record<string, unknown>>)[from];
      return value === undefined ? [] : [[to, value]];
    }),
  );
/** A customer as attributes of a row. */
export const flatten = (customer: Customer) => renamed(customer, Object.entries(FLAT));
/** Puts the customer that lies flat in a row together again. */
export const unflatten = <Row extends z.output<typeof flatCustomerSchema>>(row: Row) => {
  const { customerName: _name, customerEmail: _email, customerPhone: _phone, ...others } = row;
  const customer: Customer = renamed(
    row,
    Object.entries(FLAT).map(([name, attribute]) => [attribute, name]),
  );
  return { ...others, customer };
};

/** What the list indexes project: all that a row of a menu list shows. */
export const listRowSchema = z.object({
  serviceId: z.string(),
  number: z.int().positive(),
  version: z.int().positive(),
  title: z.string(),
  status: z.enum(TICKET_STATUSES),
  channel: z.enum(CHANNELS),
  priority: z.enum(PRIORITIES),
  assigneeId: z.string().exactOptional(),
  groupId: z.string().exactOptional(),
  ...flatCustomerSchema.shape,
  unreadReply: z.boolean(),
  activityAt: z.string(),
  transfer: z.enum(TRANSFER_KINDS).exactOptional(),
  internalReason: z.enum(INTERNAL_REASONS).exactOptional(),
});
/** Non-key attributes of the list indexes, as the template and the tests make them. */
export const LIST_ROW = Object.keys(listRowSchema.shape) as readonly (keyof typeof listRowSchema.shape)[];
