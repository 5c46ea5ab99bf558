import * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { TITLE_LIMIT } from '../../domain/ticket/ticket.ts';
import { ESCALATION_FAILURES, ESCALATION_STATUSES } from '../../domain/transfer/escalation.ts';

import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { categoryDto, noQuery, serviceParams } from './desk.ts';
import { fieldDto } from './fields.ts';
import { entryDto } from './history.ts';
import { id, line, orNull, pageQuery, richText } from './plain-values.ts';
import { ticketDto, ticketParams } from './ticket-shapes.ts';
import { commandProblems, fieldValues, writing } from './tickets.ts';

const escalationDto = once(() =>
  z
    .object({
      id: z.string(),
      /** `out`: the ticket was handed over; `in`: the issue ticket was made by it. */
      direction: z.enum(['out', 'in']),
      status: z.enum(ESCALATION_STATUSES),
      /** Why it came to nothing. */
      failure: orNull(z.enum(ESCALATION_FAILURES)),
      title: z.string(),
      orderedBy: z.string(),
      orderedByName: orNull(z.string()),
      orderedAt: z.string(),
      endedAt: orNull(z.string()),
      /** The ticket on the other side. */
      other: z.object({
        serviceId: z.string(),
        serviceName: z.string(),
        /** Null while it is being made. */
        number: orNull(z.int()),
        title: orNull(z.string()),
        status: orNull(z.enum(TICKET_STATUSES)),
        assigneeName: orNull(z.string()),
        /** Whether the caller is an agent of that service. */
        mayOpen: z.boolean(),
      }),
      /** Of `out`: what the other side wrote last for this one's agents, by Resolve or Pending; null: nothing yet. */
      answer: orNull(z.object({ agentName: orNull(z.string()), entry: entryDto() })),
    })
    .meta({ id: 'Escalation' }),
);

export const escalateTicket = defineOperation({
  operationId: 'escalateTicket',
  summary:
    'Hand a ticket over to an issue service: the text becomes an entry, and the issue ticket is made within seconds',
  method: 'POST',
  path: '/services/{serviceId}/tickets/{number}/escalations',
  group: 'ticket-commands',
  permission: 'work_tickets',
  params: ticketParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      targetServiceId: id,
      title: line(TITLE_LIMIT),
      html: richText,
      /** An inquiry type of the other service. */
      inquiryTypeId: id.exactOptional(),
      /** Values of the other service's own fields: of those that `listEscalationTargets` lists. */
      fields: fieldValues().exactOptional(),
      ...writing(),
    }),
  response: { status: 200, schema: ticketDto },
  headers: { ifMatch: true, idempotencyKey: true, etag: true },
  problems: [
    ...commandProblems,
    'not_assignee',
    'transfer_under_way',
    'escalation_target_not_found',
    'category_not_found',
    'draft_conflict',
    'upload_not_found',
    'upload_incomplete',
    'file_refused',
  ],
});

export const listEscalationTargets = defineOperation({
  operationId: 'listEscalationTargets',
  summary: 'The issue services to which tickets of a service can be handed over, with what their forms ask',
  method: 'GET',
  path: '/services/{serviceId}/escalation-targets',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: once(() =>
      z
        .object({
          targets: z.array(
            z.object({
              serviceId: z.string(),
              name: z.string(),
              inquiryTypes: z.array(categoryDto()),
              /** Encrypted fields and files are not among them: their values never leave a service. */
              fields: z.array(fieldDto()),
            }),
          ),
        })
        .meta({ id: 'EscalationTargets' }),
    ),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const listEscalations = defineOperation({
  operationId: 'listEscalations',
  summary: 'What a ticket was handed over by, newest first, and what made an issue ticket',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/escalations',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: once(() => z.object({ escalations: z.array(escalationDto()) }).meta({ id: 'Escalations' })),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found'],
});

export const listOriginHistory = defineOperation({
  operationId: 'listOriginHistory',
  summary: 'The history of the ticket of another service from which an issue ticket came',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/origin/entries',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams,
  query: () => z.strictObject({ ...pageQuery }),
  body: null,
  response: {
    status: 200,
    schema: once(() =>
      z
        .object({
          entries: z.array(entryDto()),
          nextCursor: orNull(z.string()),
          /** Of the other service, who wrote these entries. */
          agents: z.array(z.object({ agentId: z.string(), name: z.string() })),
        })
        .meta({ id: 'OriginHistory' }),
    ),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'ticket_not_found'],
});

export const escalationOperations = {
  escalateTicket,
  listEscalationTargets,
  listEscalations,
  listOriginHistory,
} as const;
