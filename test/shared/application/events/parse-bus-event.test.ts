import {
  isOfDesk,
  parseBusEvent,
  parseDeskEvent,
  parseOutwardOrder,
} from '../../../../shared/application/events/parse-bus-event.ts';
import { toPublished } from '../../../../shared/application/events/to-published.ts';
import { aBusMessage, aDeskBusMessage } from '../../../support/bus-message.ts';
import { aDeskFact, aFact } from '../../../support/tickets.ts';

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
  ['an event of a service', aDeskBusMessage(aDeskFact())],
  ['a detail that breaks its contract', aBusMessage(aFact(), { detail: { metadata: {}, data: {} } })],
  ['the detail of another event', aBusMessage(aFact(), { 'detail-type': 'MailSent.v1' })],
])('throws on %s', (_, text) => {
  expect(() => parseBusEvent(text)).toThrow();
});

it('reads events of services apart from those of tickets', () => {
  const { event, detail } = parseDeskEvent(aDeskBusMessage(aDeskFact()));
  expect([event.fact, detail.metadata.serviceId, detail.data.subject]).toEqual([
    'agent_changed',
    'support',
    { kind: 'agent', id: 'agent_1' },
  ]);
  expect(() => parseDeskEvent(aBusMessage(aFact()))).toThrow();
  expect([isOfDesk(aDeskBusMessage(aDeskFact())), isOfDesk(aBusMessage(aFact()))]).toEqual([true, false]);
});

it('reads which call of a trigger is to be made, and no other event', () => {
  const trigger = { triggerId: 'trg_1', name: 'Tell the shop' };
  const order = aBusMessage(aFact({ type: 'outward_ordered', outwardId: 'out_1', trigger }));
  expect(parseOutwardOrder(order)).toEqual({
    serviceId: 'support',
    number: 1024,
    outwardId: 'out_1',
    correlationId: 'cor_1',
  });
  expect(order).not.toContain('Tell the shop');
  expect(() => parseOutwardOrder(aBusMessage(aFact()))).toThrow();
});
