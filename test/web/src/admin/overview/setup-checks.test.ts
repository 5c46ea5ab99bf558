import {
  invitationCheck,
  senderCheck,
  serviceChecks,
  templateCheck,
  type CheckId,
  type InvitedView,
  type ServiceParts,
  type SetupCheck,
} from '../../../../../web/src/admin/overview/setup-checks.ts';
import { aGroup, anAgent, aService } from '../../../../support/tickets.ts';

const mina = anAgent({ agentId: 'mina', name: 'Mina', groupIds: ['first-line'] });
const aDesk = (over: Partial<ServiceParts> = {}): ServiceParts => ({
  ...aService(),
  groups: [aGroup({ groupId: 'first-line', name: 'First line' })],
  agents: [mina],
  categories: [{ kind: 'inquiry_type', active: true }],
  ...over,
});
const of = (id: CheckId, checks: readonly SetupCheck[]): SetupCheck | undefined =>
  checks.find((check) => check.id === id);

it('given a desk that has all it needs, then each of its checks is done', () => {
  expect(serviceChecks(aDesk()).map(({ id, state }) => [id, state])).toEqual(
    ['groups', 'agents', 'assignment', 'inquiryTypes', 'created', 'email'].map((id) => [id, 'done']),
  );
});

describe('given a desk that lacks something', () => {
  it.each<[string, CheckId, Partial<ServiceParts>, Partial<SetupCheck> | undefined]>([
    ['mail', 'email', { channels: ['created'] }, { state: 'missing', section: 'service' }],
    ['mail, which a service for issues may do without', 'email', { kind: 'issue', channels: ['created'] }, undefined],
    ['tickets by hand', 'created', { channels: ['email'] }, { state: 'note' }],
    ['groups', 'groups', { groups: [] }, { state: 'missing', words: 'overview.groups.missing' }],
    ['a group in which to assign', 'assignment', { groups: [] }, undefined],
    ['groups in use', 'groups', { groups: [aGroup({ active: false })] }, { words: 'overview.groups.missing' }],
    [
      'agents in one group',
      'groups',
      { groups: [aGroup({ groupId: 'first-line' }), aGroup({ groupId: 'night', name: 'Night' })] },
      { state: 'missing', words: 'overview.groups.empty', names: ['Night'] },
    ],
    [
      'active agents in a group',
      'groups',
      { agents: [{ ...mina, active: false }] },
      { words: 'overview.groups.empty', names: ['First line'] },
    ],
    [
      'anybody who takes assignment',
      'assignment',
      { agents: [{ ...mina, takesAssignment: false }] },
      { state: 'missing', words: 'overview.assignment.missing' },
    ],
    [
      'anybody who takes assignment in one group',
      'assignment',
      { groups: [aGroup({ groupId: 'first-line' }), aGroup({ groupId: 'night', name: 'Night' })] },
      { state: 'missing', words: 'overview.assignment.some', names: ['Night'] },
    ],
    [
      'a group for somebody',
      'agents',
      { agents: [mina, anAgent({ agentId: 'jun', name: 'Jun', groupIds: [] })] },
      { state: 'note', names: ['Jun'] },
    ],
    ['inquiry types', 'inquiryTypes', { categories: [] }, { state: 'missing', section: 'inquiry-types' }],
  ])('when it is %s, then that is said', (_, id, over, check) => {
    if (check === undefined) expect(of(id, serviceChecks(aDesk(over)))).toBeUndefined();
    else expect(of(id, serviceChecks(aDesk(over)))).toMatchObject(check);
  });
});

it('given addresses, then those that are not verified are named', () => {
  const verified = { address: 'a@example.com', state: 'verified', used: true } as const;
  expect(senderCheck([verified])).toMatchObject({ state: 'done', words: 'overview.senders.done.one' });
  for (const state of ['pending', 'failed', 'unknown'] as const)
    expect(senderCheck([verified, { address: 'b@example.com', state, used: true }])).toMatchObject({
      state: 'missing',
      names: ['b@example.com'],
    });
});

it('given people who have never signed in, then those are named whose invitation does not hold; else who has one', () => {
  const invited = (name: string, state: 'sent' | 'sending' | 'expired' | 'not_sent' | null): InvitedView => ({
    agentId: name,
    name,
    email: `${name}@example.com`,
    invitation: state === null ? null : { state, reason: null, invitedAt: '', validUntil: '', language: 'ko' },
  });
  expect(invitationCheck([])).toMatchObject({ state: 'done' });
  expect(invitationCheck([invited('mina', 'sent'), invited('jun', 'sending')])).toMatchObject({
    state: 'note',
    names: ['mina', 'jun'],
  });
  expect(
    invitationCheck([
      invited('mina', 'sent'),
      invited('jun', 'expired'),
      invited('yuna', 'not_sent'),
      invited('sora', null),
    ]),
  ).toMatchObject({ state: 'missing', names: ['jun', 'yuna', 'sora'] });
});

it('given templates, then an agent’s own are none of everybody', () => {
  expect(templateCheck([{ shared: false }])).toMatchObject({ state: 'missing' });
  expect(templateCheck([{ shared: false }, { shared: true }])).toMatchObject({ state: 'done', number: 1 });
});
