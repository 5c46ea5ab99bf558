import type { CustomerView } from '../../desk/customers/find-customers.ts';
import type { TicketValue } from '../../desk/fields/field-values.ts';
import { createShelves, type ShelfOf } from '../shelf.ts';
import {
  valueOf,
  type CustomerEdits,
  type CustomerFault,
  type CustomerFaults,
  type CustomerKey,
} from './customer-values.ts';

type Place = Pick<CustomerView, 'serviceId' | 'customerId'>;
type Shelf = ShelfOf<CustomerKey, readonly CustomerFault[]>;

const shelves = createShelves<CustomerKey, readonly CustomerFault[]>();
const nameOf = ({ serviceId, customerId }: Place): string => `${serviceId}/${customerId}`;
const currentOf = (record: CustomerView) => ({
  version: record.version,
  valueOf: (key: CustomerKey) => valueOf(record, key),
});

/** The unsaved edits of a customer's record. They are kept until the page is closed, whichever ticket is open. */
export const shelfOf = (place: Place): Shelf => shelves.shelfOf(nameOf(place));
export const useShelf = (place: Place): Shelf => shelves.useShelf(nameOf(place));

/** Keeps what was typed. */
export const putEdit = (record: CustomerView, key: CustomerKey, mine: TicketValue): void => {
  shelves.putEdit(nameOf(record), currentOf(record), key, mine);
};

/** Takes edits back; all of them when none are named. */
export const dropEdits = (place: Place, keys?: Iterable<CustomerKey>): void => {
  shelves.dropEdits(nameOf(place), keys);
};

/** Keeps the agent's values over those that somebody else saved. */
export const overrule = (record: CustomerView, keys: Iterable<CustomerKey>): void => {
  shelves.overrule(nameOf(record), currentOf(record), keys);
};

/** Takes away the edits whose value the record has by now. */
export const dropReached = (record: CustomerView): void => {
  shelves.dropReached(nameOf(record), currentOf(record));
};

/** Takes away the edits that were saved, unless something else was typed since. */
export const settleEdits = (place: Place, saved: CustomerEdits): void => {
  shelves.settleEdits(nameOf(place), saved);
};

/** Says at each value what is wrong with it. */
export const putFaults = (place: Place, faults: CustomerFaults): void => {
  shelves.putFaults(nameOf(place), faults);
};

/** Takes over what was typed into the records of customers that were merged into this one. */
export const adoptEdits = (record: CustomerView): void => {
  for (const customerId of record.absorbed)
    shelves.moveEdits(nameOf({ serviceId: record.serviceId, customerId }), nameOf(record));
};
