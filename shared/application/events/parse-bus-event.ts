import { type CatalogueEvent, findEvent } from '../../../events/catalogue.ts';
import { busEventSchema } from '../../../events/envelope.ts';

/** One of the desk's events as a queue or a function got it from the bus. */
export type BusEvent = { readonly event: CatalogueEvent; readonly detail: ReturnType<CatalogueEvent['schema']['parse']> };

/** Reads the text of a queue's message by the event catalogue. Throws on anything that isn't one of the desk's events as its contract has it. */
export const parseBusEvent = (text: string): BusEvent => {
  const { 'detail-type': detailType, detail } = busEventSchema.parse(JSON.parse(text));
  const event = findEvent(detailType);
  if (!event) throw new Error(`The catalogue has no event ${detailType}.`);
  return { event, detail: event.schema.parse(detail) };
};
