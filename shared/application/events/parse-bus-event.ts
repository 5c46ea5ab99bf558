import { eventsOfTickets, type DeskEvent, type TicketEvent } from '../../../events/catalogue.ts';
import { deskEvents } from '../../../events/desk.ts';
import { busEventSchema } from '../../../events/envelope.ts';

type OfBus<E extends TicketEvent | DeskEvent> = {
  readonly event: E;
  readonly detail: ReturnType<E['schema']['parse']>;
};
/** An event about a ticket, as a queue or a function gets it from the bus. */
export type BusEvent = OfBus<TicketEvent>;
/** An event about a service. */
export type DeskBusEvent = OfBus<DeskEvent>;

const read = (text: string) => busEventSchema.parse(JSON.parse(text));

/** Parses a queue's message. Throws on anything that isn't an event about a ticket and keeps its contract. */
export const parseBusEvent = (text: string): BusEvent => {
  const { 'detail-type': detailType, detail } = read(text);
  const event = eventsOfTickets.find((known) => known.detailType === detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType} of tickets.`);
  return { event, detail: event.schema.parse(detail) };
};

/** Parses a queue's message. Throws on anything that isn't an event about a service and keeps its contract. */
export const parseDeskEvent = (text: string): DeskBusEvent => {
  const { 'detail-type': detailType, detail } = read(text);
  const event = deskEvents.find((known) => known.detailType === detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType} of services.`);
  return { event, detail: event.schema.parse(detail) };
};
