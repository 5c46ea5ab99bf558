import { catalogue, deskEventOf, eventOf, findEvent } from '../../events/catalogue.ts';
import { DESK_FACT_TYPES } from '../../shared/domain/desk/desk-facts.ts';
import { FACT_TYPES } from '../../shared/domain/ticket/facts.ts';

it.each([...FACT_TYPES, ...DESK_FACT_TYPES])('publishes %s by exactly one event, named after it', (fact) => {
  const name = fact
    .split('_')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
  expect(catalogue.filter((event) => event.fact === fact).map(({ detailType }) => detailType)).toEqual([`${name}.v1`]);
});

it('finds events by the detail-type of the bus', () => {
  expect(findEvent('TicketResolved.v1')?.fact).toBe('ticket_resolved');
  expect(findEvent('TicketResolved.v2')).toBeUndefined();
});

it('tells events of tickets from those of services', () => {
  for (const fact of FACT_TYPES) expect(eventOf(fact).fact).toBe(fact);
  for (const fact of DESK_FACT_TYPES) expect(deskEventOf(fact).fact).toBe(fact);
});
