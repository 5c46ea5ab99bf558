import { catalogue, deskEventOf, eventOf } from '../../events/catalogue.ts';
import { ACTIONS, SUBJECTS } from '../../events/desk.ts';
import { CHANGED_FIELDS, PUBLISHED_FIELDS, STATUSES } from '../../events/ticket.ts';
import { DESK_ACTIONS, DESK_FACT_TYPES, DESK_SUBJECTS } from '../../shared/domain/desk/desk-facts.ts';
import { FACT_TYPES, PUBLIC_FIELDS, TRACKED_FIELDS } from '../../shared/domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../shared/domain/ticket/status.ts';

it.each([...FACT_TYPES, ...DESK_FACT_TYPES])('publishes %s by exactly one event, named after it', (fact) => {
  const name = fact
    .split('_')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
  expect(catalogue.filter((event) => event.fact === fact).map(({ detailType }) => detailType)).toEqual([`${name}.v1`]);
});

it('tells events of tickets from those of services', () => {
  for (const fact of FACT_TYPES) expect(eventOf(fact).fact).toBe(fact);
  for (const fact of DESK_FACT_TYPES) expect(deskEventOf(fact).fact).toBe(fact);
});

it.each([
  ['statuses', STATUSES, TICKET_STATUSES],
  ['fields that change', CHANGED_FIELDS, TRACKED_FIELDS],
  ['fields whose values may leave the desk', PUBLISHED_FIELDS, PUBLIC_FIELDS],
  ['subjects of administration', SUBJECTS, DESK_SUBJECTS],
  ['actions of administrators', ACTIONS, DESK_ACTIONS],
])('has the %s of the domain in its contracts, no less and no more', (_, published, known) => {
  expect(published).toEqual(known);
});
