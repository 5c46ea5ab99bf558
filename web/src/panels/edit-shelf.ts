import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { fileIdsIn, withArrived, type TicketValue, type ValueKey } from '../desk/fields/field-values.ts';
import type { UploadState } from '../desk/uploads/uploads.ts';
import { awaitedOf, endUploads, type AwaitedFile } from '../desk/uploads/window-uploads.ts';
import { createShelves, type ShelfOf } from './shelf.ts';
import { valueOf, type Edits } from './ticket-values.ts';

/** Unsaved edits of a ticket, and why some of them were refused: in the words of the API. */
type Shelf = ShelfOf<ValueKey, string>;
type Place = Pick<WholeTicketView, 'serviceId' | 'number'>;

const idsIn = (edits: Edits): readonly string[] => [...edits.values()].flatMap(({ mine }) => fileIdsIn(mine));
/** The files in edits that have not arrived, with how far they are: nothing can be saved before. */
export const awaitedFiles = (edits: Edits, states: ReadonlyMap<string, UploadState>): readonly AwaitedFile[] =>
  awaitedOf(idsIn(edits), states);

const shelves = createShelves<ValueKey, string>((before, after) => {
  // An upload ends with the edit that it was for.
  endUploads(idsIn(before), idsIn(after));
});
const nameOf = ({ serviceId, number }: Place): string => `${serviceId}/${number}`;
const currentOf = (ticket: WholeTicketView) => ({
  version: ticket.version,
  valueOf: (key: ValueKey) => valueOf(ticket, key),
});

/** The unsaved edits of a ticket. They are kept until the page is closed; encrypted values are never written down. */
export const shelfOf = (ticket: Place): Shelf => shelves.shelfOf(nameOf(ticket));
export const useShelf = (ticket: Place): Shelf => shelves.useShelf(nameOf(ticket));

/** Keeps what was typed. What is typed back to the ticket's value is no edit any more. */
export const putEdit = (ticket: WholeTicketView, key: ValueKey, mine: TicketValue): void => {
  shelves.putEdit(nameOf(ticket), currentOf(ticket), key, mine);
};

/** Puts a file that has arrived in the place of its upload, unless the edit was taken back meanwhile. */
export const putUpload = (ticket: Place, key: ValueKey, id: string, uploadId: string): void => {
  shelves.changeEdit(nameOf(ticket), key, (mine) => withArrived(mine, id, uploadId));
};

/** Takes edits back; all of them when none are named. */
export const dropEdits = (ticket: Place, keys?: Iterable<ValueKey>): void => {
  shelves.dropEdits(nameOf(ticket), keys);
};

/** Keeps the agent's values over those that somebody else saved. */
export const overrule = (ticket: WholeTicketView, keys: Iterable<ValueKey>): void => {
  shelves.overrule(nameOf(ticket), currentOf(ticket), keys);
};

/** Takes away the edits whose value the ticket has by now, whoever saved it: a later change of it is no conflict. */
export const dropReached = (ticket: WholeTicketView): void => {
  shelves.dropReached(nameOf(ticket), currentOf(ticket));
};

/** Takes away the edits that were saved, unless something else was typed since. */
export const settleEdits = (ticket: Place, saved: Edits): void => {
  shelves.settleEdits(nameOf(ticket), saved);
};

/** Says at each field what is wrong with it. */
export const putFaults = (ticket: Place, faults: ReadonlyMap<ValueKey, string>): void => {
  shelves.putFaults(nameOf(ticket), faults);
};
