import * as z from 'zod';
import { MENU_LISTS, TRANSFER_KINDS } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { flag, id, pageQuery } from './plain-values.ts';
import { ticketPageDto, ticketParams, wholeTicketDto } from './ticket-shapes.ts';

export const listTickets = defineOperation({
  operationId: 'listTickets',
  summary: 'A page of one of the menu lists; it may be shorter than asked though there is more: `nextCursor` tells',
  method: 'GET',
  path: '/services/{serviceId}/tickets',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: () =>
    z
      .strictObject({
        list: z.enum(MENU_LISTS).default('all'),
        order: z.enum(['newest', 'oldest']).default('newest'),
        /** For `all_in_group` only: one of the caller's groups; for an administrator any group. */
        groupId: id.exactOptional(),
        /** For `all_transferred` only. */
        transfer: z.enum(TRANSFER_KINDS).exactOptional(),
        /** Only tickets that the caller marked as important. */
        important: flag(),
        ...pageQuery,
      })
      .refine(({ list, groupId }) => groupId === undefined || list === 'all_in_group', {
        message: 'Only the list all_in_group has groups',
        path: ['groupId'],
      })
      .refine(({ list, transfer }) => transfer === undefined || list === 'all_transferred', {
        message: 'Only the list all_transferred has kinds of transfer',
        path: ['transfer'],
      }),
  body: null,
  response: { status: 200, schema: ticketPageDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'group_not_yours'],
});

export const listCountsDto = once(() =>
  z
    .object({
      /** Grows with every change of the service's figures. */
      revision: z.int(),
      lists: z.object({ all: z.int(), unassigned: z.int(), issue: z.int(), dooray: z.int(), spam: z.int() }),
      mine: z.object({
        processing: z.int(),
        pending: z.int(),
        resolved: z.int(),
        completed: z.int(),
        important: z.int(),
      }),
      /** The number of tickets in each of the caller's groups. */
      groups: z.record(z.string(), z.int()),
      /** The numbers of all tickets that the caller marked as important, at most 1,000. */
      marked: z.array(z.int()),
    })
    .meta({ id: 'ListCounts' }),
);

export const getListCounts = defineOperation({
  operationId: 'getListCounts',
  summary: 'How many tickets each menu list holds, at most a few seconds old; and what the caller marked',
  method: 'GET',
  path: '/services/{serviceId}/list-counts',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: listCountsDto },
  headers: noHeaders,
  problems: serviceProblems,
});

export const getTicket = defineOperation({
  operationId: 'getTicket',
  summary: 'A ticket with its values of the service’s own fields',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: wholeTicketDto },
  headers: { ...noHeaders, etag: true },
  problems: [...serviceProblems, 'ticket_not_found'],
});

export const ticketQueries = {
  listTickets,
  getListCounts,
  getTicket,
} as const;
