import { deskEventOf, eventOf, type DeskEvent, type TicketEvent } from '../../../events/catalogue.ts';
import type { DeskData } from '../../../events/desk.ts';
import type { Metadata } from '../../../events/envelope.ts';
import type { TicketData } from '../../../events/ticket.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import { PUBLIC_FIELDS, type Fact, type TrackedField } from '../../domain/ticket/facts.ts';

type Published<E extends TicketEvent | DeskEvent> = {
  readonly detailType: E['detailType'];
  readonly detail: ReturnType<E['schema']['parse']>;
};
export type PublishedEvent = Published<TicketEvent> | Published<DeskEvent>;

/**
 * Makes the event of a ticket's fact. The event's contract alone decides what leaves the desk: members that it doesn't
 * name are stripped, such as the reason, in which a mail server may name the customer's address. Throws when the fact
 * breaks the contract. A fact, field or status that no contract has does not compile here.
 */
export const toPublished = (fact: Fact): Published<TicketEvent> => {
  const event = eventOf(fact.type);
  const data: TicketData = {
    ...fact,
    changes: publicChanges(fact),
    changed: Object.keys(fact.changes) as TrackedField[],
  };
  if (fact.fieldChanges) data.changedFields = Object.keys(fact.fieldChanges);
  return { detailType: event.detailType, detail: event.schema.parse({ metadata: metadataOf(fact), data }) };
};

/** The same for a fact of a service. */
export const toPublishedOfDesk = (fact: DeskFact): Published<DeskEvent> => {
  const event = deskEventOf(fact.type);
  const data: DeskData = { ...fact, changed: [...fact.changed] };
  return { detailType: event.detailType, detail: event.schema.parse({ metadata: metadataOf(fact), data }) };
};

const metadataOf = ({ id, serviceId, at, actor, correlationId }: Fact | DeskFact): Metadata => ({
  eventId: id,
  serviceId,
  occurredAt: at,
  actor,
  correlationId,
});

const publicChanges = (fact: Fact): TicketData['changes'] => {
  const changes: TicketData['changes'] = {};
  for (const field of PUBLIC_FIELDS) {
    const change = fact.changes[field];
    if (change !== undefined) changes[field] = change;
  }
  return changes;
};
