import { giveBackTicket } from '../../../../shared/domain/ticket/give-back-ticket.ts';
import { aContext, aTicket } from '../../../support/tickets.ts';

it.each(['processing', 'pending', 'transfer_completed', 'dooray_resolved'] as const)(
  'a %s ticket of somebody who left is its group’s again, and the log says why',
  (status) => {
    const result = giveBackTicket(aTicket({ status, unreadReply: true }), 'agent_1', aContext());
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: {
          status: 'unassigned',
          groupId: 'first-line',
          unreadReply: true,
          version: 4,
          activityAt: aContext().at,
        },
        fact: {
          type: 'ticket_given_back',
          actor: { kind: 'system' },
          reason: 'its assignee left the service',
          changes: { status: { before: status, after: 'unassigned' }, assignee: { before: 'agent_1' } },
        },
      },
    });
    expect(result?.ok && result.value.ticket).not.toHaveProperty('assigneeId');
  },
);

it.each([
  ['transferred', 'issue'],
  ['dooray_transferred', 'dooray'],
  ['dooray_in_progress', 'dooray'],
] as const)('a %s ticket waits on, and nobody has it', (status, transfer) => {
  const result = giveBackTicket(aTicket({ status, transfer }), 'agent_1', aContext());
  expect(result).toMatchObject({
    ok: true,
    value: { ticket: { status, transfer }, fact: { status, changes: { assignee: { before: 'agent_1' } } } },
  });
  expect(result?.ok && result.value.fact.changes).toEqual({ assignee: { before: 'agent_1' } });
  expect(result?.ok && result.value.ticket).not.toHaveProperty('assigneeId');
});

it.each(['resolved', 'completed'] as const)('a %s ticket stays theirs: it is history', (status) => {
  expect(giveBackTicket(aTicket({ status }), 'agent_1', aContext())).toMatchObject({
    ok: false,
    error: { code: 'illegal_transition', status },
  });
});

it('what is somebody else’s by now is left alone', () => {
  expect(giveBackTicket(aTicket({ assigneeId: 'agent_2' }), 'agent_1', aContext())).toBeUndefined();
});

it('a ticket without a group is everybody’s', () => {
  const result = giveBackTicket(aTicket({ groupId: undefined }), 'agent_1', aContext());
  expect(result).toMatchObject({ ok: true, value: { ticket: { status: 'unassigned' } } });
  expect(result?.ok && result.value.ticket).not.toHaveProperty('groupId');
});
