import * as z from 'zod';
import { AGENT_FLAGS, GROUPS_OF_AGENT, ROLES } from '../../domain/desk/agent.ts';
import { defineOperation } from './define-operation.ts';
import { agentDto, groupDto, noQuery, serviceParams } from './desk.ts';
import { code, line } from './plain-values.ts';
import { id } from './tickets.ts';

const agentParams = serviceParams.extend({ agentId: id });
const groupParams = serviceParams.extend({ groupId: id });
const problems = [
  'validation_failed',
  'unauthenticated',
  'forbidden',
  'service_not_found',
  'conflict_try_again',
  'dependency_timeout',
  'internal_error',
] as const;
const writeProblems = [...problems, 'too_large'] as const;
const administration = { group: 'administration', permission: 'manage_desk' } as const;

const name = line(100);
const once = (ids: readonly string[]) => new Set(ids).size === ids.length;
const groupIds = z.array(id).max(GROUPS_OF_AGENT).refine(once, 'A group is named twice');
const [forwards, assigned, chats, phones, unmasks] = AGENT_FLAGS;
const somethingIn = (body: object) => Object.keys(body).length > 0;

export const addAgent = defineOperation({
  operationId: 'addAgent',
  summary: 'Make somebody an agent of the service; without an account they are invited by mail',
  method: 'POST',
  path: '/services/{serviceId}/agents',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: z.strictObject({
    email: z.email().max(254),
    name,
    role: z.enum(ROLES).default('agent'),
    groupIds: groupIds.default([]),
    [forwards]: z.boolean().default(false),
    [assigned]: z.boolean().default(true),
    [chats]: z.boolean().default(false),
    [phones]: z.boolean().default(false),
    [unmasks]: z.boolean().default(false),
  }),
  response: { status: 201, schema: agentDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: true },
  problems: [...writeProblems, 'agent_exists', 'group_not_found'],
});

export const editAgent = defineOperation({
  operationId: 'editAgent',
  summary: 'Change an agent’s role, groups, flags or activity; it holds from their next request on',
  method: 'PATCH',
  path: '/services/{serviceId}/agents/{agentId}',
  ...administration,
  params: agentParams,
  query: noQuery,
  body: z
    .strictObject({
      name: name.exactOptional(),
      role: z.enum(ROLES).exactOptional(),
      groupIds: groupIds.exactOptional(),
      [forwards]: z.boolean().exactOptional(),
      [assigned]: z.boolean().exactOptional(),
      [chats]: z.boolean().exactOptional(),
      [phones]: z.boolean().exactOptional(),
      [unmasks]: z.boolean().exactOptional(),
      /** False: they have left the service; their open consoles are closed. */ active: z.boolean().exactOptional(),
    })
    .refine(somethingIn, 'Name at least one field'),
  response: { status: 200, schema: agentDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...writeProblems, 'agent_not_found', 'group_not_found', 'last_administrator', 'version_conflict'],
});

export const createGroup = defineOperation({
  operationId: 'createGroup',
  summary: 'Make a group of agents',
  method: 'POST',
  path: '/services/{serviceId}/groups',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: z.strictObject({
    name,
    /** Lower case letters, digits and hyphens; made if it is left out. */ groupId: code(
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      '1 to 64 lower case letters, digits and hyphens',
    ).exactOptional(),
  }),
  response: { status: 201, schema: groupDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: true },
  problems: [...writeProblems, 'group_exists'],
});

export const editGroup = defineOperation({
  operationId: 'editGroup',
  summary: 'Change a group’s name or the order of its agents, or take it up again',
  method: 'PATCH',
  path: '/services/{serviceId}/groups/{groupId}',
  ...administration,
  params: groupParams,
  query: noQuery,
  body: z
    .strictObject({
      name: name.exactOptional(),
      /** All of its agents, in the order of distribution. Who is in it is a matter of each agent. */ agentIds: z
        .array(id)
        .max(5000)
        .refine(once, 'An agent is named twice')
        .exactOptional(),
      active: z.literal(true).exactOptional(),
    })
    .refine(somethingIn, 'Name at least one field'),
  response: { status: 200, schema: groupDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...writeProblems, 'agent_group_not_found', 'version_conflict'],
});

export const removeGroup = defineOperation({
  operationId: 'removeGroup',
  summary: 'Take a group away once nobody is in it; tickets that name it stay readable',
  method: 'DELETE',
  path: '/services/{serviceId}/groups/{groupId}',
  ...administration,
  params: groupParams,
  query: noQuery,
  body: null,
  response: { status: 200, schema: groupDto },
  headers: { ifMatch: true, idempotencyKey: false, etag: true },
  problems: [...problems, 'agent_group_not_found', 'group_has_agents', 'version_conflict'],
});
