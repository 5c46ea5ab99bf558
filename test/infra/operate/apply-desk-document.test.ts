import { applyDeskDocument } from '../../../infra/operate/apply-desk-document.ts';
import { deskDocumentSchema } from '../../../infra/operate/desk-document.ts';
import { memoryDeskDirectory } from '../../support/memory/memory-desk-directory.ts';
import type { AgentAccounts } from '../../../shared/application/ports/desk.ts';
import { beginInvitation } from '../../../shared/domain/desk/invitation.ts';

const document = (over: { readonly name?: string; readonly active?: boolean } = {}) =>
  deskDocumentSchema.parse({
    services: [
      {
        serviceId: 'care',
        name: 'Customer Care',
        addresses: ['support@desk.example.com'],
        groups: [{ groupId: 'delivery', name: over.name ?? 'Delivery' }],
        country: 'JP',
        inquiryTypes: [
          {
            id: 'order',
            names: { en: 'Order' },
            children: [{ id: 'late', names: { en: over.name ?? 'Late' }, active: over.active ?? true }],
          },
        ],
        processingTypes: [{ id: 'sent', names: { en: 'Sent' } }],
      },
    ],
    agents: [
      {
        email: 'mina@example.com',
        name: 'Mina',
        memberships: [{ serviceId: 'care', groupIds: ['delivery'], active: over.active ?? true }],
      },
    ],
  });
const aDesk = () => {
  const directory = memoryDeskDirectory();
  const known = new Map<string, string>();
  const accounts: Pick<AgentAccounts, 'ensure'> = {
    ensure: async ({ email, password }) => {
      const made = !known.has(email);
      if (made) known.set(email, `sub-${known.size + 1}`);
      return { agentId: known.get(email)!, made, state: password === undefined ? 'invited' : 'in_use' };
    },
  };
  const invited: object[] = [];
  const apply = applyDeskDocument({
    registry: directory,
    accounts,
    invite: async (agent) => {
      const member = await directory.findAgent(agent.serviceId, agent.agentId);
      invited.push({ ...agent, isMember: member !== undefined });
      return beginInvitation({ ...agent, language: 'ko' }, undefined, new Date(0));
    },
  });
  return { directory, invited, apply, plain: applyDeskDocument({ registry: directory, accounts }) };
};

it('makes services, groups and agents, each under the id of their account', async () => {
  const { directory, apply } = aDesk();
  expect(await apply(document())).toEqual({
    services: 1,
    groups: 1,
    categories: 3,
    agents: 1,
    newAccounts: 1,
    invitations: expect.any(Map),
  });
  expect(await directory.findService('care')).toMatchObject({
    name: 'Customer Care',
    senderName: 'Customer Care',
    timeZone: 'Asia/Seoul',
    autoCompleteDays: 14,
    country: 'JP',
  });
  expect(await directory.findService('care')).not.toHaveProperty('inquiryTypes');
  expect(await directory.listCategories('care')).toMatchObject([
    { serviceId: 'care', kind: 'inquiry_type', categoryId: 'order', names: { en: 'Order' }, active: true, order: 0 },
    {
      serviceId: 'care',
      kind: 'inquiry_type',
      categoryId: 'late',
      parentId: 'order',
      names: { en: 'Late' },
      active: true,
      order: 0,
    },
    { serviceId: 'care', kind: 'processing_type', categoryId: 'sent', names: { en: 'Sent' }, active: true, order: 0 },
  ]);
  expect(await directory.findServiceByAddress('support@desk.example.com')).toMatchObject({ serviceId: 'care' });
  expect(await directory.listAgents('care')).toEqual([
    {
      serviceId: 'care',
      agentId: 'sub-1',
      name: 'Mina',
      email: 'mina@example.com',
      role: 'agent',
      groupIds: ['delivery'],
      mayForward: false,
      takesAssignment: true,
      handlesChat: false,
      handlesPhone: false,
      mayUnmask: false,
      active: true,
      version: 1,
    },
  ]);
  expect(await directory.findGroup('care', 'delivery')).toMatchObject({ agentIds: ['sub-1'] });
  expect(await directory.findService('care')).toMatchObject({ languages: ['ko'], version: 1 });
});

it('twice is as once', async () => {
  const { directory, apply } = aDesk();
  await apply(document());
  expect(await apply(document())).toMatchObject({ newAccounts: 0 });
  expect(
    [
      await directory.listAgents('care'),
      await directory.listGroups('care'),
      await directory.listCategories('care'),
    ].map(({ length }) => length),
  ).toEqual([1, 1, 3]);
});

it('brings what is there to what the document says', async () => {
  const { directory, apply } = aDesk();
  await apply(document());
  await apply(document({ name: 'Deliveries', active: false }));
  expect(await directory.listGroups('care')).toMatchObject([
    { serviceId: 'care', groupId: 'delivery', name: 'Deliveries', agentIds: [], active: true },
  ]);
  expect(await directory.listMemberships('sub-1')).toEqual([]);
  expect(await directory.findCategory('care', 'inquiry_type', 'late')).toMatchObject({
    names: { en: 'Deliveries' },
    active: false,
  });
});

describe('given somebody who has never signed in', () => {
  it('invites them once they are an agent, by the first service that has them', async () => {
    const { apply, invited } = aDesk();
    const { invitations } = await apply(document());
    expect(invited).toEqual([
      { serviceId: 'care', agentId: 'sub-1', name: 'Mina', email: 'mina@example.com', isMember: true },
    ]);
    expect([...invitations]).toMatchObject([['mina@example.com', { agentId: 'sub-1', serviceId: 'care' }]]);
  });

  it('does not invite who left', async () => {
    const { apply, invited } = aDesk();
    expect((await apply(document({ active: false }))).invitations.size).toBe(0);
    expect(invited).toEqual([]);
  });

  it('invites nobody where nobody is to be invited, and nobody who has a password', async () => {
    const { apply, plain, invited } = aDesk();
    expect((await plain(document())).invitations.size).toBe(0);
    const given = document();
    await apply({ ...given, agents: given.agents.map((agent) => ({ ...agent, password: 'Handover-Test-1' })) });
    expect(invited).toEqual([]);
  });
});
