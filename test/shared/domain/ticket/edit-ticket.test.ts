import { editTicket, tidyTags, type TicketEdit } from '../../../../shared/domain/ticket/edit-ticket.ts';
import { TITLE_LIMIT } from '../../../../shared/domain/ticket/ticket.ts';
import { aContext, anAgent, aTicket } from '../../../support/tickets.ts';

const edit = (fields: TicketEdit, ticket = aTicket()) =>
  editTicket(ticket, { agent: anAgent({ agentId: 'agent_2' }), edit: fields }, aContext());

it('writes the named fields and tells each before and after', () => {
  const ticket = aTicket({ inquiryTypeId: 'billing', tags: ['vip'] });
  expect(
    edit(
      {
        title: 'Printer is wet',
        priority: 'urgent',
        inquiryTypeId: null,
        processingTypeId: 'refund',
        tags: ['wet', 'vip'],
      },
      ticket,
    ),
  ).toMatchObject({
    ok: true,
    value: {
      ticket: {
        title: 'Printer is wet',
        priority: 'urgent',
        processingTypeId: 'refund',
        tags: ['vip', 'wet'],
        language: 'en',
        customer: ticket.customer,
        version: 4,
      },
      fact: {
        type: 'ticket_edited',
        actor: { kind: 'agent', id: 'agent_2' },
        changes: {
          title: { before: 'Printer on fire', after: 'Printer is wet' },
          priority: { before: 'normal', after: 'urgent' },
          inquiryType: { before: 'billing' },
          processingType: { after: 'refund' },
          tags: { before: 'vip', after: 'vip, wet' },
        },
      },
    },
  });
});

it('keeps the ticket’s place in the lists and an unread reply', () => {
  const ticket = aTicket({ unreadReply: true });
  expect(edit({ priority: 'high' }, ticket)).toMatchObject({
    ok: true,
    value: { ticket: { activityAt: ticket.activityAt, unreadReply: true } },
  });
});

it('replaces the customer as a whole', () => {
  const result = edit(
    { customer: { email: 'other@example.com', phone: '+821012345678' }, customerId: 'cus_2' },
    aTicket({ customerId: 'cus_1' }),
  );
  expect(result).toMatchObject({
    ok: true,
    value: {
      ticket: { customerId: 'cus_2' },
      fact: {
        changes: {
          customer: { before: 'cus_1', after: 'cus_2' },
          customerName: { before: 'A customer' },
          customerEmail: { before: 'customer@example.com', after: 'other@example.com' },
          customerPhone: { after: '+821012345678' },
        },
      },
    },
  });
  expect(result?.ok && result.value.ticket.customer).toEqual({ email: 'other@example.com', phone: '+821012345678' });
});

it.each<[TicketEdit]>([
  [{}],
  [{ title: 'Printer on fire' }],
  [{ priority: 'normal', language: 'en' }],
  [{ tags: [] }],
  [{ inquiryTypeId: null }],
  [{ customer: { name: 'A customer', email: 'customer@example.com' } }],
])('makes no version of nothing (%j)', (fields) => {
  expect(edit(fields)).toBeUndefined();
});

it('cuts a long title', () => {
  expect(edit({ title: 'x'.repeat(300) })).toMatchObject({ value: { ticket: { title: 'x'.repeat(TITLE_LIMIT) } } });
});

it.each([
  [
    ['b', 'a', 'b'],
    ['a', 'b'],
  ],
  [[' a ', 'a', ''], ['a']],
  [['e\u0301t\u00e9', '\u00e9t\u00e9'], ['\u00e9t\u00e9']],
  [
    ['나', '가'],
    ['가', '나'],
  ],
])('tidies tags %j to %j', (tags, expected) => {
  expect(tidyTags(tags)).toEqual(expected);
});
