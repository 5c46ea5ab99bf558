import * as z from 'zod';
import { LEAVERS_TICKETS } from '../../domain/desk/service.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { agentParams } from './agents.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { ticketsOfGroupDto } from './departures.ts';
import { noQuery } from './desk.ts';

export const getAgentWork = defineOperation({
  operationId: 'getAgentWork',
  summary: 'What an agent has open, and what becomes of it when they leave the service',
  method: 'GET',
  path: '/services/{serviceId}/agents/{agentId}/work',
  group: 'ticket-queries',
  permission: 'manage_desk',
  params: agentParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          /** What the service's setting does to the open tickets of an agent who leaves. */
          leaversTickets: z.enum(LEAVERS_TICKETS),
          /** Open tickets in all statuses, counted up to 1,000. */
          tickets: z.int(),
          /** There are more than were counted. */
          moreTickets: z.boolean(),
          /** `becomes`: the status of such a ticket once it was given back. Statuses with the most tickets first. */
          statuses: z.array(
            z.object({ status: z.enum(TICKET_STATUSES), becomes: z.enum(TICKET_STATUSES), tickets: z.int() }),
          ),
          /** Groups with the most tickets first. `groupId` is null for tickets without a group. */
          groups: z.array(ticketsOfGroupDto()),
          /** Open reserved calls that the agent owns, counted up to 1,000. Each would need a new owner. */
          openCalls: z.int(),
          moreCalls: z.boolean(),
        })
        .meta({ id: 'AgentWork' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'agent_not_found'],
});

/** Apart from the other operations on agents, which another function serves. */
export const agentWorkOperations = {
  getAgentWork,
} as const;
