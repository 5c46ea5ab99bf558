import * as z from 'zod';
import { AGENT_FLAGS, GROUPS_OF_AGENT, ROLES } from '../../domain/desk/agent.ts';
import { once } from '../../domain/kernel/once.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { agentDto, groupDto, noQuery, serviceParams } from './desk.ts';
import { changeOf, distinct, email, id, line, slug } from './plain-values.ts';

const agentParams = once(() => serviceParams().extend({ agentId: id }));
const groupParams = once(() => serviceParams().extend({ groupId: id }));
const problems = [...serviceProblems, 'conflict_try_again'] as const;
const writeProblems = [...problems, 'too_large'] as const;
const administration = { group: 'administration', permission: 'manage_desk' } as const;

const name = once(() => line(100));
const groupIds = once(() => z.array(id).max(GROUPS_OF_AGENT).refine(distinct, 'A group is named twice'));
const [forwards, assigned, chats, phones, unmasks] = AGENT_FLAGS;
const flags = once(() => ({
  [forwards]: z.boolean(),
  [assigned]: z.boolean(),
  [chats]: z.boolean(),
  [phones]: z.boolean(),
  [unmasks]: z.boolean(),
}));

export const addAgent = defineOperation({
  operationId: 'addAgent',
  summary: 'Make somebody an agent of the service; without an account they are invited by mail',
  method: 'POST',
  path: '/services/{serviceId}/agents',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: () =>
    z.strictObject({
      email,
      name: name(),
      role: z.enum(ROLES).default('agent'),
      groupIds: groupIds().default([]),
      [forwards]: z.boolean().default(false),
      [assigned]: z.boolean().default(true),
      [chats]: z.boolean().default(false),
      [phones]: z.boolean().default(false),
      [unmasks]: z.boolean().default(false),
    }),
  response: { status: 201, schema: agentDto },
  headers: { ...noHeaders, etag: true },
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
  body: () =>
    changeOf({
      name: name(),
      role: z.enum(ROLES),
      groupIds: groupIds(),
      ...flags(),
      /** False: they have left the service, and their open consoles are closed. */
      active: z.boolean(),
    }),
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
  body: () =>
    z.strictObject({
      name: name(),
      /** Left out: one is made. */
      groupId: slug.exactOptional(),
    }),
  response: { status: 201, schema: groupDto },
  headers: { ...noHeaders, etag: true },
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
  body: () =>
    changeOf({
      name: name(),
      /** All of its agents, in the order of distribution. Who belongs to the group is set on each agent. */
      agentIds: z.array(id).max(5000).refine(distinct, 'An agent is named twice'),
      active: z.literal(true),
    }),
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

export const agentOperations = {
  addAgent,
  editAgent,
  createGroup,
  editGroup,
  removeGroup,
} as const;
