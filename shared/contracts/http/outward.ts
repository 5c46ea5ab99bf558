import * as z from 'zod';
import { OUTWARD_KINDS, OUTWARD_STATUSES, UNANSWERED } from '../../domain/trigger/outward-call.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { triggerRefDto } from './history.ts';
import { orNull, pageQuery } from './plain-values.ts';
import { ticketParams } from './ticket-shapes.ts';

const outwardCallDto = once(() =>
  z
    .object({
      id: z.string(),
      kind: z.enum(OUTWARD_KINDS),
      trigger: triggerRefDto(),
      /** Position among the trigger's actions, from 0. */
      action: z.int(),
      /** Host and path of the address; null for a messenger's hook. */
      target: orNull(z.string()),
      status: z.enum(OUTWARD_STATUSES),
      attempts: z.int(),
      createdAt: z.string(),
      /** When it was tried last. */
      attemptedAt: orNull(z.string()),
      /** When it is tried next. */
      nextAt: orNull(z.string()),
      endedAt: orNull(z.string()),
      answer: orNull(
        z.object({
          at: z.string(),
          status: orNull(z.int()),
          /** Why there was no complete answer. */
          because: orNull(z.enum(UNANSWERED)),
          /** The first 2 KB, for administrators. */
          body: orNull(z.string()),
        }),
      ),
    })
    .meta({ id: 'OutwardCall' }),
);

export const listOutwardCalls = defineOperation({
  operationId: 'listOutwardCalls',
  summary: 'The URL calls and messenger notices of a ticket’s triggers, what came of each, newest first',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/outward-calls',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: () => z.strictObject(pageQuery),
  body: null,
  response: {
    status: 200,
    schema: () =>
      z.object({ calls: z.array(outwardCallDto()), nextCursor: orNull(z.string()) }).meta({ id: 'OutwardCallPage' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found'],
});

export const outwardOperations = { listOutwardCalls } as const;
