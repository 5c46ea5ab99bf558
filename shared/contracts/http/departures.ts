import * as z from 'zod';
import { orNull } from './answers.ts';
import { DEPARTURE_OUTCOMES } from '../../domain/desk/departure.ts';
import { defineOperation } from './define-operation.ts';
import { noQuery, serviceParams } from './desk.ts';
import { idOf } from './plain-values.ts';

const problems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'dependency_timeout',
  'internal_error',
] as const;

export const departureDto = z
  .object({
    departureId: z.string(),
    agentId: z.string(),
    /** When the agent left. */ at: z.string(),
    /** By the service's setting at that time. */ outcome: z.enum(DEPARTURE_OUTCOMES),
    /** Of all groups together. */ tickets: z.int(),
    /** Most tickets first; null: in no group. */ groups: z.array(
      z.object({ groupId: orNull(z.string()), tickets: z.int() }),
    ),
    /** Reserved calls that still wait for the agent: give each to somebody. */ openCalls: z.int(),
  })
  .meta({ id: 'Departure' });

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
  response: { status: 200, schema: z.object({ departures: z.array(departureDto) }).meta({ id: 'Departures' }) },
  headers: { ifMatch: false, idempotencyKey: false, etag: false },
  problems,
});

export const dismissDeparture = defineOperation({
  operationId: 'dismissDeparture',
  summary: 'Stop showing what became of a leaver’s tickets, to all administrators',
  method: 'DELETE',
  path: '/services/{serviceId}/departures/{departureId}',
  group: 'administration',
  permission: 'manage_desk',
  params: serviceParams.extend({ departureId: idOf(128) }),
  query: noQuery,
  body: null,
  response: { status: 200, schema: z.object({ departureId: z.string() }).meta({ id: 'DismissedDeparture' }) },
  headers: { ifMatch: false, idempotencyKey: false, etag: false },
  problems: [...problems, 'departure_not_found'],
});
