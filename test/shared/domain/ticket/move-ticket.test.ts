import {
  completeTicket,
  deleteTicket,
  restoreTicket,
  unassignTicket,
  withdrawTransfer,
} from '../../../../shared/domain/ticket/move-ticket.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const boss = anAgent({ agentId: 'boss', role: 'administrator' });
const spam = (beforeSpam: { status: 'processing' | 'unassigned' | 'dooray_resolved'; assigneeId?: string }) =>
  aTicket({
    status: 'resolved',
    internalReason: 'spam',
    resolvedAt: '2026-11-22T08:20:00.000Z',
    resolvedBy: 'agent_1',
    beforeSpam,
  });

it('unassign leaves the ticket in its group without an assignee', () => {
  const result = unassignTicket(aTicket({ unreadReply: true }), boss, aContext());
  expect(result).toMatchObject({
    ok: true,
    value: {
      ticket: { status: 'unassigned', groupId: 'first-line', unreadReply: true },
      fact: { type: 'ticket_unassigned', changes: { assignee: { before: 'agent_1' } } },
    },
  });
  expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
});

it.each(['transferred', 'dooray_transferred', 'dooray_in_progress'] as const)(
  'withdraw takes a %s ticket back to its assignee, and its badge away',
  (status) => {
    const result = withdrawTransfer(
      aTicket({ status, transfer: status === 'transferred' ? 'issue' : 'dooray' }),
      anAgent(),
      aContext(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: { status: 'processing', assigneeId: 'agent_1' },
        fact: {
          type: 'transfer_withdrawn',
          changes: { transfer: { before: status === 'transferred' ? 'issue' : 'dooray' } },
        },
      },
    });
    expect(result.ok && result.value.ticket).not.toHaveProperty('transfer');
  },
);

it('complete says when, and keeps who resolved it', () => {
  expect(
    completeTicket(
      aTicket({ status: 'resolved', resolvedAt: '2026-11-22T08:20:00.000Z', resolvedBy: 'agent_1' }),
      boss,
      aContext(),
    ),
  ).toMatchObject({
    ok: true,
    value: {
      ticket: {
        status: 'completed',
        completedAt: aContext().at,
        resolvedAt: '2026-11-22T08:20:00.000Z',
        resolvedBy: 'agent_1',
      },
      fact: { type: 'ticket_completed' },
    },
  });
});

it.each([
  { status: 'processing', assigneeId: 'agent_1' },
  { status: 'dooray_resolved', assigneeId: 'agent_3' },
  { status: 'unassigned' },
] as const)('restore brings back %j', (before) => {
  const result = restoreTicket(spam(before), boss, aContext(), { assigneeActive: true });
  expect(result).toMatchObject({
    ok: true,
    value: { ticket: before, fact: { type: 'ticket_restored', changes: { internalReason: { before: 'spam' } } } },
  });
  for (const gone of [
    'internalReason',
    'beforeSpam',
    'resolvedAt',
    'resolvedBy',
    ...('assigneeId' in before ? [] : ['assigneeId']),
  ])
    expect(result.ok && result.value.ticket).not.toHaveProperty(gone);
});

it.each(['processing', 'dooray_resolved'] as const)(
  'restore brings %s spam of somebody who left meanwhile back to its group',
  (status) => {
    const result = restoreTicket(spam({ status, assigneeId: 'agent_3' }), boss, aContext(), { assigneeActive: false });
    expect(result).toMatchObject({
      ok: true,
      value: { ticket: { status: 'unassigned', groupId: 'first-line' }, fact: { type: 'ticket_restored' } },
    });
    expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
  },
);

it.each(['transferred', 'dooray_transferred', 'dooray_in_progress'] as const)(
  'withdraw takes a %s ticket whose assignee left back to its group',
  (status) => {
    expect(
      withdrawTransfer(aTicket({ status, transfer: 'issue', assigneeId: undefined }), boss, aContext()),
    ).toMatchObject({ ok: true, value: { ticket: { status: 'unassigned', groupId: 'first-line' } } });
  },
);

it('delete takes spam away and leaves a fact', () => {
  expect(deleteTicket(spam({ status: 'unassigned' }), boss, aContext())).toMatchObject({
    ok: true,
    value: { gone: true, fact: { type: 'ticket_deleted', version: 4, actor: { kind: 'agent', id: 'boss' } } },
  });
});
