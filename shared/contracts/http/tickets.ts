import * as z from 'zod';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { AGENT_COMMANDS, type TicketCommand } from '../../domain/ticket/lifecycle.ts';
import { CHANNELS, LANGUAGES, PRIORITIES, TITLE_LIMIT } from '../../domain/ticket/ticket.ts';
import { defineOperation } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';

export const ticketParams = serviceParams.extend({ number: z.coerce.number().int().positive().max(999_999_999) });
const commandEnum = z.enum(AGENT_COMMANDS as [TicketCommand, ...TicketCommand[]]);

/** Menu lists of this road (product.md §3); the others follow with their statuses. */
export const TICKET_LISTS = ['all', 'all_unassigned', 'my_processing', 'my_pending', 'my_resolved'] as const;
export type TicketList = (typeof TICKET_LISTS)[number];

/** Rich text of an answer or comment: at most 200,000 characters of HTML, sanitized on arrival; empty text is refused. */
export const richText = z.string().min(1).max(200_000);

export const customerDto = z.object({ name: z.string().optional(), email: z.string().optional() }).meta({ id: 'TicketCustomer' });

export const ticketDto = z.object({
  serviceId: z.string(), number: z.int(), version: z.int(), title: z.string(), status: z.enum(TICKET_STATUSES), channel: z.enum(CHANNELS),
  priority: z.enum(PRIORITIES), language: z.enum(LANGUAGES), customer: customerDto,
  assigneeId: z.string().nullable(), groupId: z.string().nullable(), createdBy: z.string().nullable(),
  createdAt: z.string(), activityAt: z.string(), resolvedAt: z.string().nullable(), unreadReply: z.boolean(), followsNumber: z.int().nullable(),
  /** What the caller may do with it now, from the lifecycle table. */
  allowed: z.array(commandEnum),
}).meta({ id: 'Ticket' });

export const ticketRowDto = z.object({
  number: z.int(), version: z.int(), title: z.string(), status: z.enum(TICKET_STATUSES), channel: z.enum(CHANNELS), priority: z.enum(PRIORITIES),
  assigneeId: z.string().nullable(), groupId: z.string().nullable(), customer: customerDto, unreadReply: z.boolean(), activityAt: z.string(),
}).meta({ id: 'TicketRow' });

export const ticketPageDto = z.object({ rows: z.array(ticketRowDto), nextCursor: z.string().nullable() }).meta({ id: 'TicketPage' });

const headers = { ifMatch: true, idempotencyKey: true, etag: true } as const;
const commandProblems = ['validation_failed', 'unauthenticated', 'forbidden', 'service_not_found', 'ticket_not_found', 'illegal_transition', 'version_conflict', 'idempotency_key_reused', 'too_large', 'conflict_try_again', 'dependency_timeout', 'internal_error'] as const;

export const createTicket = defineOperation({
  operationId: 'createTicket', summary: 'Create a ticket by hand (channel `created`)', method: 'POST', path: '/services/{serviceId}/tickets', group: 'ticket-commands', permission: 'create_ticket',
  params: serviceParams, query: noQuery,
  body: z.strictObject({
    title: z.string().trim().min(1).max(TITLE_LIMIT),
    html: richText,
    customer: z.strictObject({ name: z.string().trim().min(1).max(100).optional(), email: z.email().max(254).optional() }),
    priority: z.enum(PRIORITIES).default('normal'),
    language: z.enum(LANGUAGES).optional(),
  }),
  response: { status: 201, schema: ticketDto }, headers: { ifMatch: false, idempotencyKey: true, etag: true },
  problems: ['validation_failed', 'unauthenticated', 'forbidden', 'service_not_found', 'idempotency_key_reused', 'too_large', 'conflict_try_again', 'dependency_timeout', 'internal_error'],
});

export const keepTicket = defineOperation({
  operationId: 'keepTicket', summary: 'Assign an unassigned ticket to yourself', method: 'POST', path: '/services/{serviceId}/tickets/{number}/keep', group: 'ticket-commands', permission: 'work_tickets',
  params: ticketParams, query: noQuery, body: z.strictObject({ groupId: z.string().min(1).max(64).optional() }),
  response: { status: 200, schema: ticketDto }, headers, problems: [...commandProblems, 'group_required', 'group_not_yours'],
});

export const commentTicket = defineOperation({
  operationId: 'commentTicket', summary: 'Add a comment; the customer does not see it', method: 'POST', path: '/services/{serviceId}/tickets/{number}/comments', group: 'ticket-commands', permission: 'work_tickets',
  params: ticketParams, query: noQuery, body: z.strictObject({ html: richText }),
  response: { status: 200, schema: ticketDto }, headers, problems: commandProblems,
});

export const resolveTicket = defineOperation({
  operationId: 'resolveTicket', summary: 'Resolve, and mail the answer to the customer', method: 'POST', path: '/services/{serviceId}/tickets/{number}/resolve', group: 'ticket-commands', permission: 'work_tickets',
  params: ticketParams, query: noQuery, body: z.strictObject({ html: richText }),
  response: { status: 200, schema: ticketDto }, headers, problems: [...commandProblems, 'not_assignee', 'customer_email_missing'],
});

export const pendTicket = defineOperation({
  operationId: 'pendTicket', summary: 'Put on hold, and mail the interim answer to the customer', method: 'POST', path: '/services/{serviceId}/tickets/{number}/pend', group: 'ticket-commands', permission: 'work_tickets',
  params: ticketParams, query: noQuery, body: z.strictObject({ html: richText }),
  response: { status: 200, schema: ticketDto }, headers, problems: [...commandProblems, 'not_assignee', 'customer_email_missing'],
});

const queryHeaders = { ifMatch: false, idempotencyKey: false, etag: false } as const;
export const pageQuery = { cursor: z.string().max(2000).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };

export const listTickets = defineOperation({
  operationId: 'listTickets', summary: 'A page of one of the menu lists', method: 'GET', path: '/services/{serviceId}/tickets', group: 'ticket-queries', permission: 'read_tickets',
  params: serviceParams, query: z.strictObject({ list: z.enum(TICKET_LISTS).default('all'), order: z.enum(['newest', 'oldest']).default('newest'), ...pageQuery }), body: null,
  response: { status: 200, schema: ticketPageDto }, headers: queryHeaders, problems: ['validation_failed', 'unauthenticated', 'forbidden', 'service_not_found', 'dependency_timeout', 'internal_error'],
});

export const getTicket = defineOperation({
  operationId: 'getTicket', summary: 'A ticket', method: 'GET', path: '/services/{serviceId}/tickets/{number}', group: 'ticket-queries', permission: 'read_tickets',
  params: ticketParams, query: noQuery, body: null, response: { status: 200, schema: ticketDto }, headers: { ifMatch: false, idempotencyKey: false, etag: true },
  problems: ['validation_failed', 'unauthenticated', 'forbidden', 'service_not_found', 'ticket_not_found', 'dependency_timeout', 'internal_error'],
});
