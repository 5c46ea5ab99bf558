import { createTicket } from '../../../../shared/domain/ticket/create-ticket.ts';
import { TITLE_LIMIT } from '../../../../shared/domain/ticket/ticket.ts';
import { aContext } from '../../../support/tickets.ts';

const command = {
  serviceId: 'support',
  number: 7,
  title: 'Printer on fire',
  channel: 'email',
  priority: 'normal',
  language: 'en',
  customer: { name: 'A customer', email: 'customer@example.com' },
  serviceAddress: 'support@example.com',
  body: { html: '<p>It burns</p>', text: 'It burns', messageId: 'm-1@example.com' },
  actor: { kind: 'customer' },
} as const;

describe('createTicket', () => {
  it('makes an unassigned ticket of version 1, its first entry and its fact', () => {
    expect(createTicket(command, aContext())).toEqual({
      ticket: {
        serviceId: 'support',
        number: 7,
        version: 1,
        title: 'Printer on fire',
        status: 'unassigned',
        channel: 'email',
        priority: 'normal',
        language: 'en',
        customer: command.customer,
        serviceAddress: 'support@example.com',
        createdAt: aContext().at,
        activityAt: aContext().at,
        unreadReply: false,
        waitingSince: '2026-11-22T09:00:00.000Z',
        snippet: 'It burns',
        tags: [],
        lastEntry: { id: 'ent_1', by: 'customer' },
      },
      fact: {
        id: 'evt_1',
        type: 'ticket_created',
        serviceId: 'support',
        number: 7,
        version: 1,
        at: aContext().at,
        actor: { kind: 'customer' },
        status: 'unassigned',
        changes: {
          status: { after: 'unassigned' },
          title: { after: 'Printer on fire' },
          priority: { after: 'normal' },
          language: { after: 'en' },
          customerName: { after: 'A customer' },
          customerEmail: { after: 'customer@example.com' },
        },
        entryId: 'ent_1',
        correlationId: 'cor_1',
      },
      entry: {
        id: 'ent_1',
        kind: 'customer_message',
        author: { kind: 'customer', ...command.customer },
        at: aContext().at,
        html: '<p>It burns</p>',
        text: 'It burns',
        attachments: [],
        messageId: 'm-1@example.com',
      },
    });
  });

  it('names the ticket that it follows, and the agent who wrote it down', () => {
    expect(
      createTicket(
        { ...command, followsNumber: 3, createdBy: 'agent_1', actor: { kind: 'agent', id: 'agent_1' } },
        aContext(),
      ),
    ).toMatchObject({
      ticket: { followsNumber: 3, createdBy: 'agent_1' },
      fact: { actor: { kind: 'agent', id: 'agent_1' } },
    });
  });

  it('can be born as spam, to be restored as unassigned', () => {
    expect(createTicket({ ...command, isSpam: true }, aContext())).toMatchObject({
      ticket: {
        status: 'resolved',
        internalReason: 'spam',
        beforeSpam: { status: 'unassigned' },
        resolvedAt: aContext().at,
      },
      fact: { status: 'resolved', changes: { internalReason: { after: 'spam' } } },
    });
  });

  it('takes a mail without a word', () => {
    expect(createTicket({ ...command, body: { html: '', text: '' } }, aContext()).entry).toMatchObject({
      html: '',
      text: '',
    });
  });

  it.each([
    ['x'.repeat(300), 'x'.repeat(TITLE_LIMIT)],
    [`${'x'.repeat(254)}😀`, 'x'.repeat(254)],
    [`${'x'.repeat(253)}😀`, `${'x'.repeat(253)}😀`],
  ])('cuts a long title, never inside a character', (title, expected) => {
    expect(createTicket({ ...command, title }, aContext()).ticket.title).toBe(expected);
  });
});
