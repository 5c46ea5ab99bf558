import { deskEventOf, eventOf, type DeskEvent, type TicketEvent } from '../../../events/catalogue.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import { PUBLIC_FIELDS, type Fact, type TrackedField } from '../../domain/ticket/facts.ts';

type Published<E extends TicketEvent | DeskEvent> = {
  readonly detailType: E['detailType'];
  readonly detail: ReturnType<E['schema']['parse']>;
};
export type PublishedEvent = Published<TicketEvent> | Published<DeskEvent>;

/**
 * Fact → public contract: the one place that decides what leaves the desk. Throws when a fact doesn't keep its
 * contract.
 */
export const toPublished = (fact: Fact): Published<TicketEvent> => {
  const event = eventOf(fact.type);
  // A fact's reason stays here: a mail server's words may hold the customer's address. What else the contract doesn't
  // name, its schema strips.
  const {
    id: eventId,
    serviceId,
    at: occurredAt,
    actor,
    correlationId,
    number,
    version,
    status,
    changes,
    assigneeId,
    groupId,
    spam,
    fieldChanges,
    fieldCode,
    entryId,
    mailId,
    round,
    callId,
    attachmentId,
  } = fact;
  const data = {
    number,
    version,
    status,
    changes: Object.fromEntries(
      PUBLIC_FIELDS.flatMap((field) => (changes[field] === undefined ? [] : [[field, changes[field]]])),
    ),
    changed: Object.keys(changes) as TrackedField[],
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(spam === undefined ? {} : { spam }),
    ...(fieldChanges && { changedFields: Object.keys(fieldChanges) }),
    ...(fieldCode === undefined ? {} : { fieldCode }),
    ...(entryId === undefined ? {} : { entryId }),
    ...(mailId === undefined ? {} : { mailId }),
    ...(round === undefined ? {} : { round }),
    ...(callId === undefined ? {} : { callId }),
    ...(attachmentId === undefined ? {} : { attachmentId }),
  };
  return {
    detailType: event.detailType,
    detail: event.schema.parse({ metadata: { eventId, serviceId, occurredAt, actor, correlationId }, data }),
  };
};

/** The same for what was done to a service. */
export const toPublishedOfDesk = (fact: DeskFact): Published<DeskEvent> => {
  const event = deskEventOf(fact.type);
  const { id: eventId, serviceId, at: occurredAt, actor, correlationId, subject, action, changed } = fact;
  return {
    detailType: event.detailType,
    detail: event.schema.parse({
      metadata: { eventId, serviceId, occurredAt, actor, correlationId },
      data: { subject, action, changed },
    }),
  };
};
