import { isLastAdministrator, needsInvitation, stateOfAgent } from '../../../../../web/src/admin/people/agent-state.ts';
import type { AgentView, InvitedView } from '../../../../../web/src/admin/people/people.ts';

const agent = (over: Partial<AgentView> = {}): AgentView => ({
  agentId: 'mina',
  name: 'Mina',
  email: 'mina@example.com',
  role: 'agent',
  groupIds: [],
  mayForward: false,
  takesAssignment: true,
  handlesChat: false,
  handlesPhone: false,
  mayUnmask: false,
  active: true,
  version: 1,
  ...over,
});
const invited = (state?: NonNullable<InvitedView['invitation']>['state']): InvitedView => ({
  agentId: 'mina',
  name: 'Mina',
  email: 'mina@example.com',
  invitation:
    state === undefined
      ? null
      : { state, reason: null, invitedAt: '2026-11-22T09:00:00Z', validUntil: '2026-11-25T09:00:00Z', language: 'en' },
});

it.each([
  ['who has signed in', true, undefined, 'active', false],
  ['whose invitation is on its way', true, invited('sending'), 'sending', false],
  ['who was invited', true, invited('sent'), 'invited', false],
  ['whose invitation is over', true, invited('expired'), 'expired', true],
  ['whose invitation did not leave', true, invited('not_sent'), 'not_sent', true],
  ['who was never invited', true, invited(), 'never_invited', true],
  ['who left', false, undefined, 'left', false],
  ['who left before they signed in', false, invited('sent'), 'left', false],
] as const)('an agent %s', (_, active, entry, state, needs) => {
  expect(stateOfAgent(agent({ active }), entry)).toBe(state);
  expect(needsInvitation(state)).toBe(needs);
});

describe('the last administrator', () => {
  const boss = agent({ agentId: 'boss', role: 'administrator' });
  it.each([
    ['alone', [], 'boss', true],
    ['beside agents', [agent()], 'boss', true],
    ['beside an administrator who left', [agent({ role: 'administrator', active: false })], 'boss', true],
    ['beside another one', [agent({ role: 'administrator' })], 'boss', false],
    ['is no agent', [agent()], 'mina', false],
  ] as const)('%s', (_, others, agentId, expected) => {
    expect(isLastAdministrator([boss, ...others], agentId)).toBe(expected);
  });
});
