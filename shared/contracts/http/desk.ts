import * as z from 'zod';
import { ROLES } from '../../domain/desk/agent.ts';
import { LEAVERS_TICKETS, SERVICE_KINDS } from '../../domain/desk/service.ts';
import { CATEGORY_KINDS } from '../../domain/desk/category.ts';
import { CHANNELS, LANGUAGES } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { idOf, orNull } from './plain-values.ts';
import { preferencesDto } from './preferences.ts';

export const serviceParams = once(() => z.object({ serviceId: idOf(64) }));
export const noQuery = once(() => z.strictObject({}));

export const membershipDto = once(() =>
  z
    .object({
      serviceId: z.string(),
      serviceName: z.string(),
      kind: z.enum(SERVICE_KINDS),
      role: z.enum(ROLES),
      groupIds: z.array(z.string()),
    })
    .meta({ id: 'Membership' }),
);

export const meDto = once(() =>
  z
    .object({
      agentId: z.string(),
      name: z.string(),
      email: z.string(),
      services: z.array(membershipDto()),
      preferences: preferencesDto(),
    })
    .meta({ id: 'Me' }),
);

export const agentDto = once(() =>
  z
    .object({
      agentId: z.string(),
      name: z.string(),
      email: z.string(),
      role: z.enum(ROLES),
      groupIds: z.array(z.string()),
      mayForward: z.boolean(),
      takesAssignment: z.boolean(),
      handlesChat: z.boolean(),
      handlesPhone: z.boolean(),
      /** Administrators may, whatever this says. */
      mayUnmask: z.boolean(),
      active: z.boolean(),
      version: z.int(),
    })
    .meta({ id: 'Agent' }),
);
/**
 * `agentIds` are its active agents in the order of distribution. An inactive group was removed, but tickets may still
 * name it.
 */
export const groupDto = once(() =>
  z
    .object({
      groupId: z.string(),
      name: z.string(),
      agentIds: z.array(z.string()),
      active: z.boolean(),
      version: z.int(),
    })
    .meta({ id: 'AgentGroup' }),
);

/** A node in one of a service's two trees: inquiry types and processing categories. */
export const categoryDto = once(() =>
  z
    .object({
      kind: z.enum(CATEGORY_KINDS),
      categoryId: z.string(),
      parentId: orNull(z.string()),
      names: z.partialRecord(z.enum(LANGUAGES), z.string()),
      active: z.boolean(),
      order: z.int(),
      version: z.int(),
    })
    .meta({ id: 'Category' }),
);

export const serviceDto = once(() =>
  z
    .object({
      serviceId: z.string(),
      name: z.string(),
      kind: z.enum(SERVICE_KINDS),
      version: z.int(),
      timeZone: z.string(),
      language: z.enum(LANGUAGES),
      languages: z.array(z.enum(LANGUAGES)),
      channels: z.array(z.enum(CHANNELS)),
      addresses: z.array(z.string()),
      senderName: z.string(),
      autoCompleteDays: z.int(),
      /** For so long an answer can be taken back before its mail leaves. */
      undoSeconds: z.int(),
      leaversTickets: z.enum(LEAVERS_TICKETS),
      country: z.string(),
      categories: z.array(categoryDto()),
      agents: z.array(agentDto()),
      groups: z.array(groupDto()),
    })
    .meta({ id: 'Service' }),
);

export const getMe = defineOperation({
  operationId: 'getMe',
  summary: 'Who is signed in, in which services, and what they chose for themselves',
  method: 'GET',
  path: '/me',
  group: 'ticket-queries',
  permission: null,
  params: () => z.object({}),
  query: noQuery,
  body: null,
  response: { status: 200, schema: meDto },
  headers: noHeaders,
  problems: ['validation_failed', 'unauthenticated', 'dependency_timeout', 'internal_error'],
});

export const getService = defineOperation({
  operationId: 'getService',
  summary: 'A service with its agents, groups and categories',
  method: 'GET',
  path: '/services/{serviceId}',
  group: 'ticket-queries',
  permission: 'read_desk',
  params: serviceParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: serviceDto },
  headers: noHeaders,
  problems: serviceProblems,
});

export const deskOperations = {
  getMe,
  getService,
} as const;
