import * as z from 'zod';
import { PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { ticketParams } from './ticket-shapes.ts';

export const figuresDto = once(() =>
  z
    .object({
      /** The day that `created`, `resolved` and `unassignedToday` count, as YYYY-MM-DD in the service's time zone. */
      day: z.string(),
      /** Grows with every change of the service's figures. Ignore a message with a smaller one. */
      revision: z.int(),
      all: z.object({
        created: z.int(),
        resolved: z.int(),
        processing: z.int(),
        pending: z.int(),
        unassigned: z.int(),
        unassignedToday: z.int(),
        /**
         * Tickets received in the last 24 hours (the oldest half hour is counted whole), and those of them that are
         * resolved by now: the Resolved Rate is their share.
         */
        lastDay: z.object({ received: z.int(), resolved: z.int() }),
      }),
      mine: z.object({ resolved: z.int(), processing: z.int(), pending: z.int(), transfer: z.int() }),
    })
    .meta({ id: 'Figures' }),
);

export const getFigures = defineOperation({
  operationId: 'getFigures',
  summary: 'The mini dashboard’s figures, of the service and of the caller',
  method: 'GET',
  path: '/services/{serviceId}/figures',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: figuresDto },
  headers: noHeaders,
  problems: serviceProblems,
});

export const presentDto = once(() =>
  z.object({ agentId: z.string(), state: z.enum(PRESENCE_STATES) }).meta({ id: 'Present' }),
);

export const getPresence = defineOperation({
  operationId: 'getPresence',
  summary: 'Who has a ticket open, and who is typing',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/presence',
  group: 'live-access',
  permission: 'follow_live',
  params: ticketParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ present: z.array(presentDto()) }).meta({ id: 'Presence' }) },
  headers: noHeaders,
  problems: serviceProblems,
});

export const createConnectTicket = defineOperation({
  operationId: 'createConnectTicket',
  summary: 'A one-time ticket to open the WebSocket with, valid for 60 seconds',
  method: 'POST',
  path: '/services/{serviceId}/connect-tickets',
  group: 'live-access',
  permission: 'follow_live',
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject({}),
  response: {
    status: 201,
    schema: () =>
      z.object({ ticket: z.string(), url: z.string(), expiresAt: z.string() }).meta({ id: 'ConnectTicket' }),
  },
  headers: noHeaders,
  problems: [...serviceProblems, 'too_large'],
});

export const listAgentActivity = defineOperation({
  operationId: 'listAgentActivity',
  summary: 'When agents were last at the desk of the service, and who has a console open now',
  method: 'GET',
  path: '/services/{serviceId}/agent-activity',
  group: 'live-access',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          /** Of an agent who is not in it no visit to the desk of this service is recorded within the last year. */
          agents: z.array(
            z.object({
              agentId: z.string(),
              /** Exact to five minutes. */
              lastSeenAt: z.string(),
              isOpen: z.boolean(),
            }),
          ),
        })
        .meta({ id: 'AgentActivity' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
});

export const liveOperations = {
  getFigures,
  createConnectTicket,
  getPresence,
  listAgentActivity,
} as const;
