import { keepTicket } from '../../../../shared/domain/ticket/keep-ticket.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const unassigned = (over = {}) =>
  aTicket({ status: 'unassigned', assigneeId: undefined, groupId: undefined, unreadReply: true, ...over });

describe('keepTicket', () => {
  it('gives the ticket to the agent in their only group', () => {
    expect(keepTicket(unassigned(), { agent: anAgent() }, aContext())).toEqual({
      ok: true,
      value: {
        ticket: {
          ...unassigned(),
          version: 4,
          status: 'processing',
          assigneeId: 'agent_1',
          groupId: 'first-line',
          unreadReply: false,
          activityAt: aContext().at,
        },
        fact: {
          id: 'evt_1',
          type: 'ticket_kept',
          serviceId: 'support',
          number: 1024,
          version: 4,
          at: aContext().at,
          actor: { kind: 'agent', id: 'agent_1' },
          status: 'processing',
          assigneeId: 'agent_1',
          groupId: 'first-line',
          correlationId: 'cor_1',
          changes: {
            status: { before: 'unassigned', after: 'processing' },
            assignee: { after: 'agent_1' },
            group: { after: 'first-line' },
          },
        },
      },
    });
  });

  it('demands one of several groups by name', () => {
    expect(keepTicket(unassigned(), { agent: anAgent({ groupIds: ['a', 'b'] }) }, aContext())).toEqual({
      ok: false,
      error: { code: 'group_required', groupIds: ['a', 'b'] },
    });
  });

  it('takes the group that was named', () => {
    expect(
      keepTicket(unassigned(), { agent: anAgent({ groupIds: ['a', 'b'] }), groupId: 'b' }, aContext()),
    ).toMatchObject({ ok: true, value: { ticket: { groupId: 'b' } } });
  });

  it.each([[['a', 'b']], [['a']], [[]]])('refuses a group that is not theirs (in %j)', (groupIds) => {
    expect(keepTicket(unassigned(), { agent: anAgent({ groupIds }), groupId: 'c' }, aContext())).toEqual({
      ok: false,
      error: { code: 'group_not_yours', groupId: 'c' },
    });
  });

  it('leaves the ticket’s group to an agent who is in none', () => {
    expect(keepTicket(unassigned({ groupId: 'x' }), { agent: anAgent({ groupIds: [] }) }, aContext())).toMatchObject({
      ok: true,
      value: { ticket: { groupId: 'x' } },
    });
    const none = keepTicket(unassigned(), { agent: anAgent({ groupIds: [] }) }, aContext());
    expect(none.ok && none.value.ticket).not.toHaveProperty('groupId');
  });

  it('lets an agent take a ticket who is not to be given any', () => {
    expect(keepTicket(unassigned(), { agent: anAgent({ takesAssignment: false }) }, aContext())).toMatchObject({
      ok: true,
    });
  });

  it('tells the second of two who has it', () => {
    const first = keepTicket(unassigned(), { agent: anAgent({ agentId: 'quick' }) }, aContext());
    if (!first.ok) throw new Error('The first must get it');
    expect(keepTicket(first.value.ticket, { agent: anAgent({ agentId: 'late' }) }, aContext())).toEqual({
      ok: false,
      error: {
        code: 'illegal_transition',
        command: 'keep',
        status: 'processing',
        allowed: ['comment', 'edit'],
        assigneeId: 'quick',
      },
    });
  });
});
