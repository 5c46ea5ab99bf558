import * as z from 'zod';
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

/** A queue's message is text, what a function is given without a queue is not. */
const read = (given: unknown) => busEventSchema.parse(typeof given === 'string' ? JSON.parse(given) : given);

/** Parses what the bus delivered. Throws on anything that isn't an event about a ticket and keeps its contract. */
export const parseBusEvent = (given: unknown): BusEvent => {
  const { 'detail-type': detailType, detail } = read(given);
  const event = eventsOfTickets.find((known) => known.detailType === detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType} of tickets.`);
  return { event, detail: event.schema.parse(detail) };
};

/** Whether the bus delivered an event about a service. Throws on what is no event at all. */
export const isOfDesk = (given: unknown): boolean => {
  const { 'detail-type': detailType } = read(given);
  return deskEvents.some((known) => known.detailType === detailType);
};

/** Parses what the bus delivered. Throws on anything that isn't an event about a service and keeps its contract. */
export const parseDeskEvent = (given: unknown): DeskBusEvent => {
  const { 'detail-type': detailType, detail } = read(given);
  const event = deskEvents.find((known) => known.detailType === detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType} of services.`);
  return { event, detail: event.schema.parse(detail) };
};

const mailOrderSchema = z.object({
  metadata: z.object({ serviceId: z.string(), correlationId: z.string() }),
  data: z.object({
    number: z.number(),
    mailId: z.string(),
    entryId: z.string().exactOptional(),
    round: z.number().default(1),
  }),
});

/** Which mail is to be sent or watched. */
export type MailOrder = ReturnType<typeof parseMailOrder>;

/** Parses a queue's message that has a mail sent and watched. Throws on an event that names no mail. */
export const parseMailOrder = (text: string) => {
  const { metadata, data } = mailOrderSchema.parse(parseBusEvent(text).detail);
  return { ...data, ...metadata };
};

const outwardOrderSchema = z.object({
  metadata: z.object({ serviceId: z.string(), correlationId: z.string() }),
  data: z.object({ number: z.number(), outwardId: z.string() }),
});

/** Parses a queue's message that has a trigger's call made. Throws on an event that names no call. */
export const parseOutwardOrder = (text: string) => {
  const { metadata, data } = outwardOrderSchema.parse(parseBusEvent(text).detail);
  return { ...data, ...metadata };
};
