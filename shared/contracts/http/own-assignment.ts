import * as z from 'zod';
import { defineOperation, noHeaders, serviceProblems } from './define-operation.ts';
import { agentDto, noQuery, serviceParams } from './desk.ts';

export const editOwnAssignment = defineOperation({
  operationId: 'editOwnAssignment',
  summary:
    'Say whether you take assignment in a service: whether others forward you tickets, and triggers give you some',
  method: 'PATCH',
  path: '/services/{serviceId}/me/assignment',
  group: 'administration',
  permission: 'work_tickets',
  params: serviceParams,
  query: noQuery,
  body: () => z.strictObject({ takesAssignment: z.boolean() }),
  response: { status: 200, schema: agentDto },
  headers: noHeaders,
  problems: [...serviceProblems, 'too_large', 'conflict_try_again'],
});

export const ownAssignmentOperations = { editOwnAssignment } as const;
