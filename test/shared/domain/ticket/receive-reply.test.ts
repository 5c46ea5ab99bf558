import { isAllowed } from '../../../../shared/domain/ticket/lifecycle.ts';
import { receiveReply } from '../../../../shared/domain/ticket/receive-reply.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { aContext, aTicket } from '../../../support/tickets.ts';

const reply = {
  body: { html: '<p>Still burning</p>', text: 'Still burning', messageId: 'm-2@example.com' },
  author: { name: 'A customer', email: 'customer@example.com' },
  assigneeActive: true,
};

describe.each(TICKET_STATUSES)('given a ticket that is %s, when the customer replies', (status) => {
  const ticket = aTicket({
    status,
    ...(status === 'resolved' ? { resolvedAt: '2026-11-22T08:20:00.000Z', resolvedBy: 'agent_1' } : {}),
  });
  const result = receiveReply(ticket, reply, aContext());

  if (status === 'completed') {
    it('then a new ticket has to be made', () => {
      expect(result).toMatchObject({ ok: false, error: { code: 'illegal_transition', status } });
    });
    return;
  }
  const reopens = isAllowed('reopen', ticket);
  it(`then it is ${reopens ? 'processing again with the same assignee' : 'as it was'}, flagged, and the entry is there`, () => {
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: {
          status: reopens ? 'processing' : status,
          assigneeId: 'agent_1',
          groupId: 'first-line',
          unreadReply: true,
          version: 4,
          activityAt: aContext().at,
        },
        fact: { type: 'customer_replied', actor: { kind: 'customer' }, entryId: 'ent_1' },
        entry: {
          kind: 'customer_message',
          author: { kind: 'customer', ...reply.author },
          html: reply.body.html,
          text: reply.body.text,
          messageId: 'm-2@example.com',
          attachments: [],
        },
      },
    });
  });
  it('then nobody has resolved it any more', () => {
    for (const gone of ['resolvedAt', 'resolvedBy']) expect(result.ok && result.value.ticket).not.toHaveProperty(gone);
  });
});

describe.each(['pending', 'resolved'] as const)('given a %s ticket that nobody is there for', (status) => {
  it.each([
    [undefined, true],
    ['agent_gone', false],
  ])('(assignee %s) then it is unassigned in its group', (assigneeId, assigneeActive) => {
    const result = receiveReply(aTicket({ status, assigneeId }), { ...reply, assigneeActive }, aContext());
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: { status: 'unassigned', groupId: 'first-line' },
        fact: { status: 'unassigned', changes: assigneeId === undefined ? {} : { assignee: { before: 'agent_gone' } } },
      },
    });
    expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
    expect(result.ok && result.value.fact).not.toHaveProperty('assigneeId');
  });
});

describe('given spam, when its sender writes again', () => {
  it('then it stays spam, with the entry', () => {
    const spam = aTicket({
      status: 'resolved',
      internalReason: 'spam',
      resolvedAt: '2026-11-22T08:20:00.000Z',
      beforeSpam: { status: 'unassigned' },
    });
    expect(receiveReply(spam, reply, aContext())).toMatchObject({
      ok: true,
      value: {
        ticket: { status: 'resolved', internalReason: 'spam', beforeSpam: { status: 'unassigned' } },
        entry: { text: 'Still burning' },
      },
    });
  });
});

describe('given a ticket that was resolved internally, when the customer replies', () => {
  it('then nothing is left of why', () => {
    const result = receiveReply(
      aTicket({
        status: 'resolved',
        internalReason: 'duplicate',
        duplicateOf: 7,
        resolvedAt: '2026-11-22T08:20:00.000Z',
        resolvedBy: 'agent_1',
      }),
      reply,
      aContext(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        ticket: { status: 'processing' },
        fact: { changes: { internalReason: { before: 'duplicate' }, duplicateOf: { before: '7' } } },
      },
    });
    for (const gone of ['internalReason', 'duplicateOf', 'resolvedAt', 'resolvedBy'])
      expect(result.ok && result.value.ticket).not.toHaveProperty(gone);
  });
});

describe.each(['processing', 'transfer_completed', 'dooray_resolved'] as const)(
  'given a %s ticket whose assignee left',
  (status) => {
    it('then a reply brings it to everybody of its group, flagged', () => {
      const result = receiveReply(aTicket({ status }), { ...reply, assigneeActive: false }, aContext());
      expect(result).toMatchObject({
        ok: true,
        value: {
          ticket: { status: 'unassigned', groupId: 'first-line', unreadReply: true },
          fact: {
            type: 'customer_replied',
            status: 'unassigned',
            changes: { status: { before: status, after: 'unassigned' }, assignee: { before: 'agent_1' } },
          },
        },
      });
      expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
    });
  },
);

describe.each(['transferred', 'dooray_transferred', 'dooray_in_progress'] as const)(
  'given a %s ticket whose assignee left',
  (status) => {
    it('then it waits on after a reply, and nobody is its assignee', () => {
      const result = receiveReply(aTicket({ status }), { ...reply, assigneeActive: false }, aContext());
      expect(result).toMatchObject({
        ok: true,
        value: { ticket: { status, unreadReply: true }, fact: { changes: { assignee: { before: 'agent_1' } } } },
      });
      expect(result.ok && result.value.ticket).not.toHaveProperty('assigneeId');
    });
  },
);

describe('given spam whose assignee left', () => {
  it('then a reply changes nothing of it: Restore looks who is there', () => {
    const spam = aTicket({
      status: 'resolved',
      internalReason: 'spam',
      resolvedAt: '2026-11-22T08:20:00.000Z',
      beforeSpam: { status: 'processing', assigneeId: 'agent_1' },
    });
    expect(receiveReply(spam, { ...reply, assigneeActive: false }, aContext())).toMatchObject({
      ok: true,
      value: { ticket: { status: 'resolved', assigneeId: 'agent_1', internalReason: 'spam' } },
    });
  });
});
