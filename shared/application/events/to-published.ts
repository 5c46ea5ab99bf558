import { eventOf, type CatalogueEvent, type DetailType } from '../../../events/catalogue.ts';
import { PUBLIC_FIELDS, type Fact, type TrackedField } from '../../domain/ticket/facts.ts';

type Detail = ReturnType<CatalogueEvent['schema']['parse']>;
export type PublishedEvent = { readonly detailType: DetailType; readonly detail: Detail };

/** Fact → public contract: the one place that decides what leaves the desk. Throws when a fact doesn't keep its contract. */
export const toPublished = (fact: Fact): PublishedEvent => {
  const event = eventOf(fact.type);
  // A fact's reason stays here: a mail server's words may hold the customer's address. What else the contract doesn't name, its schema strips.
  const { id: eventId, serviceId, at: occurredAt, actor, correlationId, number, version, status, changes, assigneeId, groupId, entryId, mailId, callId } = fact;
  const data = {
    number, version, status,
    changes: Object.fromEntries(PUBLIC_FIELDS.flatMap((field) => (changes[field] === undefined ? [] : [[field, changes[field]]]))),
    changed: Object.keys(changes) as TrackedField[],
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(entryId === undefined ? {} : { entryId }),
    ...(mailId === undefined ? {} : { mailId }),
    ...(callId === undefined ? {} : { callId }),
  };
  return { detailType: event.detailType, detail: event.schema.parse({ metadata: { eventId, serviceId, occurredAt, actor, correlationId }, data }) };
};
