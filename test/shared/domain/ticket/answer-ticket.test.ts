import { answerTicket } from '../../../../shared/domain/ticket/answer-ticket.ts';
import { aContext, anAgent, aService, aTicket } from '../../../support/tickets.ts';

const body = { html: '<p>Pull the plug</p>', text: 'Pull the plug' };
const command = { agent: anAgent(), service: aService(), body };

describe.each([
  ['resolve', 'resolved', 'ticket_resolved', 'resolved'],
  ['pend', 'pending', 'ticket_pended', 'pending'],
] as const)('%s', (name, status, type, kind) => {
  it('writes the answer as an entry and as a queued mail, in one decision', () => {
    expect(answerTicket(name, aTicket({ unreadReply: true }), command, aContext())).toMatchObject({
      ok: true,
      value: {
        ticket: { status, version: 4, unreadReply: false, activityAt: aContext().at, assigneeId: 'agent_1' },
        fact: {
          type,
          entryId: 'ent_1',
          mailId: 'mail_1',
          changes: { status: { before: 'processing', after: status } },
        },
        entry: {
          id: 'ent_1',
          kind: 'agent_reply',
          author: { kind: 'agent', agentId: 'agent_1' },
          ...body,
          attachments: [],
          mailId: 'mail_1',
          command: name,
        },
        mail: {
          id: 'mail_1',
          serviceId: 'support',
          number: 1024,
          entryId: 'ent_1',
          kind,
          to: 'customer@example.com',
          toName: 'A customer',
          from: 'support@example.com',
          fromName: 'Example Support',
          subject: 'Re: Printer on fire [#1024]',
          language: 'en',
          status: 'queued',
          createdAt: aContext().at,
          attempts: 0,
        },
      },
    });
  });

  it.each(['', ' \n\t ', '\u00a0'])('is refused without text (%j)', (text) => {
    expect(answerTicket(name, aTicket(), { ...command, body: { html: '<p></p>', text } }, aContext())).toEqual({
      ok: false,
      error: { code: 'text_required' },
    });
  });

  it('is refused without an address to answer to', () => {
    expect(answerTicket(name, aTicket({ customer: { name: 'Nobody' } }), command, aContext())).toEqual({
      ok: false,
      error: { code: 'customer_email_missing' },
    });
  });

  it('leaves from the address that the customer wrote to', () => {
    expect(answerTicket(name, aTicket({ serviceAddress: 'help@example.com' }), command, aContext())).toMatchObject({
      value: { mail: { from: 'help@example.com' } },
    });
  });

  it.each([undefined, 'given-up@example.com'])(
    'leaves from the service’s first address when that one is %s',
    (serviceAddress) => {
      expect(answerTicket(name, aTicket({ serviceAddress }), command, aContext())).toMatchObject({
        value: { mail: { from: 'support@example.com' } },
      });
    },
  );

  it('is a fault where the service has no address at all', () => {
    expect(() =>
      answerTicket(name, aTicket(), { ...command, service: aService({ addresses: [] }) }, aContext()),
    ).toThrow(/no mail address/);
  });
});

describe('who resolved', () => {
  it('is remembered until the ticket is worked on again', () => {
    const resolved = answerTicket('resolve', aTicket(), command, aContext());
    if (!resolved.ok) throw new Error('It must be resolved');
    expect(resolved.value.ticket).toMatchObject({ resolvedAt: aContext().at, resolvedBy: 'agent_1' });
  });

  it('is not said of a pending ticket', () => {
    const pended = answerTicket('pend', aTicket(), command, aContext());
    expect(pended.ok && pended.value.ticket).not.toHaveProperty('resolvedAt');
  });
});
