import { fillNewTicket } from '../../../../web/src/create/fill-new-ticket.ts';

test('a template is filled from the form, and what the form does not say is named', () => {
  expect(
    fillNewTicket(
      {
        html: '<p>#{customer.name} <b>#{customer.phone}</b> #{ticket.number} #{agent.name} #{today}</p>',
        language: 'en',
      },
      {
        title: 'Late',
        name: 'Sora <Kim>',
        email: '',
        phone: '',
        service: { name: 'Care', senderName: 'Care', timeZone: 'Asia/Seoul' },
        me: { name: 'Mina', email: 'mina@example.com' },
      },
      new Date('2026-11-22T16:00:00Z'),
    ),
  ).toEqual({
    html: '<p>Sora &lt;Kim&gt; <b></b>  Mina November 23, 2026</p>',
    empty: ['customer.phone', 'ticket.number'],
  });
});
