import { deskEvents, ticketEvents, type DeskEvent, type TicketEvent } from '../../../events/catalogue.ts';
import { busEventSchema } from '../../../events/envelope.ts';

type OfBus<E extends TicketEvent | DeskEvent> = {
  readonly event: E;
  readonly detail: ReturnType<E['schema']['parse']>;
};
/** One of the events of tickets as a queue or a function got it from the bus. */
export type BusEvent = OfBus<TicketEvent>;
/** One of the events of services. */
export type DeskBusEvent = OfBus<DeskEvent>;

const read = (text: string) => busEventSchema.parse(JSON.parse(text));

/**
 * Reads the text of a queue's message by the event catalogue. Throws on anything that isn't an event of a ticket as its
 * contract has it.
 */
export const parseBusEvent = (text: string): BusEvent => {
  const { 'detail-type': detailType, detail } = read(text);
  const event = ticketEvents.find((known) => known.detailType === detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType} of tickets.`);
  return { event, detail: event.schema.parse(detail) };
};

/** The same for events of services. */
export const parseDeskEvent = (text: string): DeskBusEvent => {
  const { 'detail-type': detailType, detail } = read(text);
  const event = deskEvents.find((known) => known.detailType === detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType} of services.`);
  return { event, detail: event.schema.parse(detail) };
};
