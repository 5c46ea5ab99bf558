import * as z from 'zod';
import { DEPARTURE_OUTCOMES } from '../../domain/desk/departure.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { idOf, orNull } from './plain-values.ts';

/** `groupId` is null for tickets without a group. */
export const ticketsOfGroupDto = once(() => z.object({ groupId: orNull(z.string()), tickets: z.int() }));

export const departureDto = once(() =>
  z
    .object({
      departureId: z.string(),
      agentId: z.string(),
      /** When the agent left. */
      at: z.string(),
      /** What happens to the tickets, by the service's setting at that time. */
      outcome: z.enum(DEPARTURE_OUTCOMES),
      /** The number of tickets in all groups. */
      tickets: z.int(),
      /** Groups with the most tickets first. `groupId` is null for tickets without a group. */
      groups: z.array(ticketsOfGroupDto()),
      /** Open reserved calls that the agent still owns. Each needs a new owner. */
      openCalls: z.int(),
    })
    .meta({ id: 'Departure' }),
);

export const listDepartures = defineOperation({
  operationId: 'listDepartures',
  summary: 'Agents who left with open tickets and what became of those, newest first, until dismissed',
  method: 'GET',
  path: '/services/{serviceId}/departures',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ departures: z.array(departureDto()) }).meta({ id: 'Departures' }) },
  headers: noHeaders,
  problems: serviceProblems,
});

export const dismissDeparture = defineOperation({
  operationId: 'dismissDeparture',
  summary: 'Stop showing what became of a leaver’s tickets, to all administrators',
  method: 'DELETE',
  path: '/services/{serviceId}/departures/{departureId}',
  group: 'administration',
  permission: 'manage_desk',
  params: () => serviceParams().extend({ departureId: idOf(128) }),
  query: noQuery,
  body: null,
  response: { status: 200, schema: () => z.object({ departureId: z.string() }).meta({ id: 'DismissedDeparture' }) },
  headers: noHeaders,
  problems: [...serviceProblems, 'departure_not_found'],
});

export const departureOperations = {
  listDepartures,
  dismissDeparture,
} as const;
