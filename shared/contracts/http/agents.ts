import * as z from 'zod';
import { AGENT_FLAGS, GROUPS_OF_AGENT, ROLES } from '../../domain/desk/agent.ts';
import { INVITATION_STATES, NOT_SENT_REASONS } from '../../domain/desk/invitation.ts';
import { once } from '../../domain/kernel/once.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { agentDto, groupDto, noQuery, serviceParams } from './desk.ts';
import { changeOf, distinct, email, id, line, orNull, slug } from './plain-values.ts';

export const agentParams = once(() => serviceParams().extend({ agentId: id }));
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

const language = once(() => z.enum(LANGUAGES));

/** An invitation that nobody has accepted yet. */
const invitationDto = once(() =>
  z
    .object({
      /** `expired`: its password can no longer be used. After this and `not_sent`: repeat it. */
      state: z.enum(INVITATION_STATES),
      /** Why it was not mailed; `unanswered`: it may have been. */
      reason: orNull(z.enum(NOT_SENT_REASONS)),
      invitedAt: z.string(),
      validUntil: z.string(),
      language: language(),
    })
    .meta({ id: 'Invitation' }),
);

export const addAgent = defineOperation({
  operationId: 'addAgent',
  summary: 'Make somebody an agent of the service; who never signed in is invited by mail, or the answer says why not',
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
      /** Of the invitation; left out: the service's. */
      language: language().exactOptional(),
    }),
  response: {
    status: 201,
    schema: () =>
      agentDto()
        .extend({ /** Null: they have signed in before, and need none. */ invitation: orNull(invitationDto()) })
        .meta({ id: 'AddedAgent' }),
  },
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

export const inviteAgent = defineOperation({
  operationId: 'inviteAgent',
  summary: 'Mail an invitation again, with a new temporary password; those of earlier ones are no longer valid',
  method: 'POST',
  path: '/services/{serviceId}/agents/{agentId}/invitation',
  ...administration,
  params: agentParams,
  query: noQuery,
  body: () => z.strictObject({ /** Left out: as before, else the service's. */ language: language().exactOptional() }),
  response: { status: 200, schema: invitationDto },
  headers: noHeaders,
  problems: [...writeProblems, 'agent_not_found', 'not_invitable'],
});

export const listInvitations = defineOperation({
  operationId: 'listInvitations',
  summary: 'Agents who have never signed in, and how far their invitations are',
  method: 'GET',
  path: '/services/{serviceId}/invitations',
  ...administration,
  params: serviceParams,
  query: noQuery,
  body: null,
  response: {
    status: 200,
    schema: () =>
      z
        .object({
          invitations: z.array(
            z.object({
              agentId: z.string(),
              name: z.string(),
              email: z.string(),
              /** Null: they were never invited. */
              invitation: orNull(invitationDto()),
            }),
          ),
        })
        .meta({ id: 'Invitations' }),
  },
  headers: noHeaders,
  problems: serviceProblems,
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
  inviteAgent,
  listInvitations,
  createGroup,
  editGroup,
  removeGroup,
} as const;
