import { isLastAdministrator, needsInvitation, stateOfAgent } from '../../../../../web/src/admin/people/agent-state.ts';
import type { InvitedView } from '../../../../../web/src/admin/people/people.ts';
import { anAgent } from '../../../../support/tickets.ts';

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
  expect(stateOfAgent(anAgent({ active }), entry)).toBe(state);
  expect(needsInvitation(state)).toBe(needs);
});

describe('the last administrator', () => {
  const boss = anAgent({ agentId: 'boss', role: 'administrator' });
  const mina = anAgent({ agentId: 'mina' });
  it.each([
    ['alone', [], 'boss', true],
    ['beside agents', [mina], 'boss', true],
    ['beside an administrator who left', [{ ...mina, role: 'administrator', active: false }], 'boss', true],
    ['beside another one', [{ ...mina, role: 'administrator' }], 'boss', false],
    ['is no agent', [mina], 'mina', false],
  ] as const)('%s', (_, others, agentId, expected) => {
    expect(isLastAdministrator([boss, ...others], agentId)).toBe(expected);
  });
});
