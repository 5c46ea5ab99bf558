import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { fileIdsIn, type ValueKey } from '../desk/fields/field-values.ts';
import { endUploads } from '../desk/uploads/window-uploads.ts';
import { createShelves } from '../desk/edits/shelf.ts';
import { valueOf, type Edits } from './ticket-values.ts';

export type TicketPlace = Pick<WholeTicketView, 'serviceId' | 'number'>;

export const idsIn = (edits: Edits): readonly string[] => [...edits.values()].flatMap(({ mine }) => fileIdsIn(mine));

export const ticketShelves = createShelves<TicketPlace, WholeTicketView, ValueKey, string>(
  ({ serviceId, number }) => `${serviceId}/${number}`,
  valueOf,
  (before, after) => {
    // An upload ends with the edit that it was for.
    endUploads(idsIn(before), idsIn(after));
  },
);

/**
 * The unsaved edits of tickets, and why some of them were refused: in the words of the API. Encrypted values are never
 * written down.
 */
export const { shelfOf, useShelf, dropEdits, dropReached } = ticketShelves;
