import * as z from 'zod';
import { ROLES } from '../../domain/desk/agent.ts';
import { SERVICE_KINDS } from '../../domain/desk/service.ts';
import { CHANNELS, LANGUAGES } from '../../domain/ticket/ticket.ts';
import { defineOperation } from './define-operation.ts';

export const serviceParams = z.object({ serviceId: z.string().min(1).max(64) });
export const noQuery = z.strictObject({});

export const membershipDto = z.object({
  serviceId: z.string(), serviceName: z.string(), kind: z.enum(SERVICE_KINDS), role: z.enum(ROLES), groupIds: z.array(z.string()),
}).meta({ id: 'Membership' });

export const meDto = z.object({ agentId: z.string(), name: z.string(), email: z.string(), services: z.array(membershipDto) }).meta({ id: 'Me' });

export const agentDto = z.object({ agentId: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES), groupIds: z.array(z.string()), active: z.boolean() }).meta({ id: 'Agent' });
export const groupDto = z.object({ groupId: z.string(), name: z.string() }).meta({ id: 'AgentGroup' });

export const serviceDto = z.object({
  serviceId: z.string(), name: z.string(), kind: z.enum(SERVICE_KINDS), timeZone: z.string(), language: z.enum(LANGUAGES),
  channels: z.array(z.enum(CHANNELS)), addresses: z.array(z.string()), agents: z.array(agentDto), groups: z.array(groupDto),
}).meta({ id: 'Service' });

export const getMe = defineOperation({
  operationId: 'getMe', summary: 'Who is signed in, and in which services', method: 'GET', path: '/me', group: 'ticket-queries', permission: null,
  params: z.object({}), query: noQuery, body: null, response: { status: 200, schema: meDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: false }, problems: ['validation_failed', 'unauthenticated', 'dependency_timeout', 'internal_error'],
});

export const getService = defineOperation({
  operationId: 'getService', summary: 'A service with its agents and groups', method: 'GET', path: '/services/{serviceId}', group: 'ticket-queries', permission: 'read_desk',
  params: serviceParams, query: noQuery, body: null, response: { status: 200, schema: serviceDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: false }, problems: ['validation_failed', 'unauthenticated', 'forbidden', 'service_not_found', 'dependency_timeout', 'internal_error'],
});
