import { commentTicket } from '../../../../shared/domain/ticket/comment-ticket.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const body = { html: '<p>Called him</p>', text: 'Called him' };

describe('commentTicket', () => {
  it('writes an entry and mails nobody', () => {
    const result = commentTicket(aTicket(), { agent: anAgent(), body }, aContext());
    expect(result).toMatchObject({
      ok: true,
      value: {
        entry: { kind: 'comment', author: { kind: 'agent', agentId: 'agent_1' }, ...body, command: 'comment' },
        fact: { type: 'ticket_commented', entryId: 'ent_1', changes: {} },
      },
    });
    expect(result.ok && result.value).not.toHaveProperty('mail');
    expect(result.ok && result.value.fact).not.toHaveProperty('mailId');
  });

  it('leaves the ticket in its place of the lists and marks the reply as read', () => {
    const ticket = aTicket({ unreadReply: true });
    expect(commentTicket(ticket, { agent: anAgent(), body }, aContext())).toMatchObject({
      value: { ticket: { ...ticket, version: 4, unreadReply: false, activityAt: ticket.activityAt } },
    });
  });

  it('keeps who resolved a resolved ticket, and when', () => {
    const ticket = aTicket({ status: 'resolved', resolvedAt: '2026-11-22T08:20:00.000Z', resolvedBy: 'agent_2' });
    expect(commentTicket(ticket, { agent: anAgent(), body }, aContext())).toMatchObject({
      value: { ticket: { resolvedAt: ticket.resolvedAt, resolvedBy: 'agent_2' } },
    });
  });

  it('is refused without text', () => {
    expect(commentTicket(aTicket(), { agent: anAgent(), body: { html: '<br>', text: '\n' } }, aContext())).toEqual({
      ok: false,
      error: { code: 'text_required' },
    });
  });
});
