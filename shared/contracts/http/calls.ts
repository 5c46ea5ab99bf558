import * as z from 'zod';
import { CALL_NOTE_LENGTH, CALL_STATUSES } from '../../domain/call/reserved-call.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { changeOf, id, lines, orNull, pageQuery, phone } from './plain-values.ts';
import { ticketParams } from './ticket-shapes.ts';

const callParams = once(() => ticketParams().extend({ callId: id }));
const commandHeaders = { ifMatch: true, idempotencyKey: false, etag: true } as const;
const commandProblems = [...serviceProblems, 'ticket_not_found', 'too_large', 'conflict_try_again'] as const;
const changeProblems = [...commandProblems, 'call_not_found', 'call_ended', 'version_conflict'] as const;

export const callDto = once(() =>
  z
    .object({
      callId: z.string(),
      serviceId: z.string(),
      number: z.int(),
      version: z.int(),
      phone: z.string(),
      at: z.string(),
      note: z.string(),
      ownerId: z.string(),
      status: z.enum(CALL_STATUSES),
      createdBy: z.string(),
      createdAt: z.string(),
      endedAt: orNull(z.string()),
      /** The time at which the call was recorded as due; an open call is due when it is the same as `at`. */
      rungFor: orNull(z.string()),
    })
    .meta({ id: 'ReservedCall' }),
);

const note = once(() => lines({ max: CALL_NOTE_LENGTH }));

export const reserveCall = defineOperation({
  operationId: 'reserveCall',
  summary: 'Reserve a callback; its owner is told when it is due',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/calls',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      phone,
      at: z.iso.datetime({ offset: true }),
      note: note().default(''),
      /** Left out: the caller. */
      ownerId: id.exactOptional(),
    }),
  response: { status: 201, schema: callDto },
  headers: { ...noHeaders, etag: true },
  problems: [...commandProblems, 'phone_invalid', 'call_time_invalid', 'assignee_unavailable'],
});

export const changeCall = defineOperation({
  operationId: 'changeCall',
  summary: 'Move a reserved call, give it to another agent, or correct it',
  method: 'PATCH',
  path: '/services/{serviceId}/tickets/{number}/calls/{callId}',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: callParams,
  query: noQuery,
  body: () => changeOf({ phone, at: z.iso.datetime({ offset: true }), note: note(), ownerId: id }),
  response: { status: 200, schema: callDto },
  headers: commandHeaders,
  problems: [...changeProblems, 'phone_invalid', 'call_time_invalid', 'assignee_unavailable'],
});

export const finishCall = defineOperation({
  operationId: 'finishCall',
  summary: 'The callback was made',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/calls/{callId}/done',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: callParams,
  query: noQuery,
  body: () => z.strictObject({}),
  response: { status: 200, schema: callDto },
  headers: commandHeaders,
  problems: changeProblems,
});

export const cancelCall = defineOperation({
  operationId: 'cancelCall',
  summary: 'The callback is not wanted any more',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/calls/{callId}/cancel',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: callParams,
  query: noQuery,
  body: () => z.strictObject({}),
  response: { status: 200, schema: callDto },
  headers: commandHeaders,
  problems: changeProblems,
});

const callsDto = once(() =>
  z.object({ calls: z.array(callDto()), nextCursor: orNull(z.string()) }).meta({ id: 'ReservedCalls' }),
);

export const listOpenCalls = defineOperation({
  operationId: 'listOpenCalls',
  summary: 'Open reserved calls, the earliest first: yours, another agent’s, or the whole service’s',
  method: 'GET',
  path: '/services/{serviceId}/calls',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: () => z.strictObject({ /** `mine`, `all`, or an agent's id. */ owner: id.default('mine'), ...pageQuery }),
  body: null,
  response: { status: 200, schema: callsDto },
  headers: noHeaders,
  problems: serviceProblems,
});

export const listTicketCalls = defineOperation({
  operationId: 'listTicketCalls',
  summary: 'Reserved calls of a ticket, also past ones; newest reservation first, at most 100',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/calls',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: callsDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found'],
});

export const callOperations = {
  reserveCall,
  changeCall,
  finishCall,
  cancelCall,
  listOpenCalls,
  listTicketCalls,
} as const;
