import { parseBusEvent } from '../../../../shared/application/events/parse-bus-event.ts';
import { toPublished } from '../../../../shared/application/events/to-published.ts';
import { aBusMessage } from '../../../support/bus-message.ts';
import { aFact } from '../../../support/tickets.ts';

it('reads what the desk published', () => {
  const fact = aFact();
  const { event, detail } = parseBusEvent(aBusMessage(fact));
  expect(event.fact).toBe('ticket_commented');
  expect(detail).toEqual(toPublished(fact).detail);
});

it.each([
  ['no JSON', 'hello'],
  ['another source', aBusMessage(aFact(), { source: 'aws.s3' })],
  ['an event that the catalogue does not know', aBusMessage(aFact(), { 'detail-type': 'TicketCommented.v9' })],
  ['a detail that breaks its contract', aBusMessage(aFact(), { detail: { metadata: {}, data: {} } })],
  ['the detail of another event', aBusMessage(aFact(), { 'detail-type': 'MailSent.v1' })],
])('throws on %s', (_, text) => {
  expect(() => parseBusEvent(text)).toThrow();
});
