import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { createShelves } from '../../desk/edits/shelf.ts';
import { editsOn } from '../../desk/edits/shelf-edits.ts';
import { valueOf, type CustomerFault, type CustomerKey } from './customer-values.ts';

type Place = Pick<CustomerView, 'serviceId' | 'customerId'>;

const shelves = createShelves<Place, CustomerView, CustomerKey, readonly CustomerFault[]>(
  ({ serviceId, customerId }) => `${serviceId}/${customerId}`,
  valueOf,
);

/** The unsaved edits of customers' records, whichever ticket is open, and what is wrong with some of them. */
export const { shelfOf, useShelf, dropEdits, dropReached } = shelves;
export const { putEdit, overrule, settleEdits, putFaults } = editsOn(shelves);

/**
 * Takes over what was typed into the records of customers that were merged into this one. Where something was typed
 * into this one, too, that stays.
 */
export const adoptEdits = (record: CustomerView): void => {
  for (const customerId of record.absorbed) {
    const gone = { serviceId: record.serviceId, customerId };
    const { edits } = shelfOf(gone);
    if (edits.size === 0) continue;
    const there = shelfOf(record);
    shelves.put(record, { edits: new Map([...edits, ...there.edits]), faults: there.faults });
    dropEdits(gone);
  }
};
