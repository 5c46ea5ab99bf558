import * as z from 'zod';
import { CONTACTS_LIMIT, CUSTOMER_NAME_LENGTH, CUSTOMER_NOTE_LENGTH } from '../../domain/customer/customer-record.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { changeOf, email, id, line, lines, orNull, pageQuery, phone } from './plain-values.ts';
import { ticketPageDto } from './ticket-shapes.ts';

const customerParams = once(() => serviceParams().extend({ customerId: id }));
const commandHeaders = { ifMatch: true, idempotencyKey: false, etag: true } as const;

export const customerRecordDto = once(() =>
  z
    .object({
      serviceId: z.string(),
      customerId: z.string(),
      version: z.int(),
      name: orNull(z.string()),
      emails: z.array(z.string()),
      phones: z.array(z.string()),
      note: orNull(z.string()),
      /** Customers that were merged into this one. */
      absorbed: z.array(z.string()),
      mergedInto: orNull(z.string()),
      createdAt: z.string(),
    })
    .meta({ id: 'Customer' }),
);

export const findCustomer = defineOperation({
  operationId: 'findCustomer',
  summary: 'The customer with an e-mail address or a phone number, if there is one',
  method: 'GET',
  path: '/services/{serviceId}/customers',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: () =>
    z
      .strictObject({ email: email.exactOptional(), phone: phone.exactOptional() })
      .refine(({ email, phone }) => (email === undefined) !== (phone === undefined), {
        message: 'Name an e-mail address or a phone number',
        path: ['email'],
      }),
  body: null,
  response: {
    status: 200,
    schema: () => z.object({ customers: z.array(customerRecordDto()) }).meta({ id: 'Customers' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'phone_invalid'],
});

export const getCustomer = defineOperation({
  operationId: 'getCustomer',
  summary: 'A customer; one that was merged names the other',
  method: 'GET',
  path: '/services/{serviceId}/customers/{customerId}',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: customerParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: customerRecordDto },
  headers: { ...noHeaders, etag: true },
  problems: [...serviceProblems, 'customer_not_found'],
});

export const listCustomerTickets = defineOperation({
  operationId: 'listCustomerTickets',
  summary: 'All tickets of a customer, also of those that were merged into it; spam left out',
  method: 'GET',
  path: '/services/{serviceId}/customers/{customerId}/tickets',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: customerParams,
  query: () => z.strictObject({ order: z.enum(['newest', 'oldest']).default('newest'), ...pageQuery }),
  body: null,
  response: { status: 200, schema: ticketPageDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'customer_not_found'],
});

export const editCustomer = defineOperation({
  operationId: 'editCustomer',
  summary: 'Edit a customer; what is left out stays, null takes it away',
  method: 'PATCH',
  path: '/services/{serviceId}/customers/{customerId}',
  group: 'ticket-commands',
  permission: 'edit_customers',
  params: customerParams,
  query: noQuery,
  body: () =>
    changeOf({
      name: line(CUSTOMER_NAME_LENGTH).nullable(),
      emails: z.array(email).max(CONTACTS_LIMIT),
      phones: z.array(phone).max(CONTACTS_LIMIT),
      note: lines({ min: 1, max: CUSTOMER_NOTE_LENGTH }).nullable(),
    }),
  response: { status: 200, schema: customerRecordDto },
  headers: commandHeaders,
  problems: [
    ...serviceProblems,
    'phone_invalid',
    'customer_not_found',
    'contact_taken',
    'customer_merged',
    'version_conflict',
    'too_large',
    'conflict_try_again',
  ],
});

export const mergeCustomers = defineOperation({
  operationId: 'mergeCustomers',
  summary: 'Merge a customer into another, who gets all addresses, numbers and tickets',
  method: 'POST',
  path: '/services/{serviceId}/customers/{customerId}/merge',
  group: 'ticket-commands',
  permission: 'merge_customers',
  params: customerParams,
  query: noQuery,
  body: () => z.strictObject({ into: id }),
  /** The customer that the other was merged into. */
  response: { status: 200, schema: customerRecordDto },
  headers: commandHeaders,
  problems: [
    ...serviceProblems,
    'customer_not_found',
    'customer_merged',
    'customers_same',
    'too_many_contacts',
    'version_conflict',
    'too_large',
    'conflict_try_again',
  ],
});

export const customerOperations = {
  findCustomer,
  getCustomer,
  listCustomerTickets,
  editCustomer,
  mergeCustomers,
} as const;
