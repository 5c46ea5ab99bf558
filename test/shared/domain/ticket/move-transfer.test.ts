import { beginTransfer, moveTransfer } from '../../../../shared/domain/ticket/move-transfer.ts';
import { aContext, aTicket } from '../../../support/tickets.ts';

it.each([
  ['issue', 'transferred'],
  ['dooray', 'dooray_transferred'],
] as const)('an escalation to %s makes the ticket wait, with its badge', (kind, status) => {
  expect(
    beginTransfer(aTicket({ transferring: 'esc_1' }), { kind, actorId: 'agent_1', transferId: 'esc_1' }, aContext()),
  ).toMatchObject({
    ok: true,
    value: {
      ticket: { status, transfer: kind, assigneeId: 'agent_1' },
      fact: {
        type: 'ticket_transferred',
        actor: { kind: 'agent', id: 'agent_1' },
        changes: { transfer: { after: kind } },
      },
    },
  });
});

it('news of the other side are the desk’s own doing, and keep badge and assignee', () => {
  expect(
    moveTransfer(aTicket({ status: 'dooray_transferred', transfer: 'dooray' }), 'start_dooray', aContext()),
  ).toMatchObject({
    ok: true,
    value: {
      ticket: { status: 'dooray_in_progress', transfer: 'dooray', assigneeId: 'agent_1' },
      fact: { type: 'transfer_moved', actor: { kind: 'system' } },
    },
  });
});

it('news after a withdrawal change nothing', () => {
  expect(moveTransfer(aTicket({ status: 'processing' }), 'finish_issue', aContext())).toMatchObject({
    ok: false,
    error: { code: 'illegal_transition', status: 'processing' },
  });
});

it.each([
  ['finish_issue', 'transferred'],
  ['finish_dooray', 'dooray_in_progress'],
  ['finish_dooray', 'dooray_transferred'],
] as const)('%s of a %s ticket whose assignee left gives it to its group', (news, status) => {
  const result = moveTransfer(aTicket({ status, transfer: 'dooray', assigneeId: undefined }), news, aContext());
  expect(result).toMatchObject({
    ok: true,
    value: {
      ticket: { status: 'unassigned', groupId: 'first-line', transfer: 'dooray' },
      fact: { type: 'transfer_moved', status: 'unassigned' },
    },
  });
});

it('a ticket that goes on waiting after its assignee left stays where the other side has it', () => {
  const result = moveTransfer(
    aTicket({ status: 'dooray_transferred', transfer: 'dooray', assigneeId: undefined }),
    'start_dooray',
    aContext(),
  );
  expect(result).toMatchObject({ ok: true, value: { ticket: { status: 'dooray_in_progress' } } });
});
