import { withArrived, type ValueKey } from '../desk/fields/field-values.ts';
import type { UploadState } from '../desk/uploads/uploads.ts';
import { awaitedOf, type AwaitedFile } from '../desk/uploads/window-uploads.ts';
import { idsIn, shelfOf, ticketShelves, type TicketPlace } from './edit-shelf.ts';
import { editsOn } from '../desk/edits/shelf-edits.ts';
import type { Edits } from './ticket-values.ts';

/** What changes the unsaved edits of a ticket. */
export const { putEdit, overrule, settleEdits, putFaults } = editsOn(ticketShelves);

/** The files in edits that have not arrived, with how far they are: nothing can be saved before. */
export const awaitedFiles = (edits: Edits, states: ReadonlyMap<string, UploadState>): readonly AwaitedFile[] =>
  awaitedOf(idsIn(edits), states);

/** Puts a file that has arrived in the place of its upload, unless the edit was taken back meanwhile. */
export const putUpload = (ticket: TicketPlace, key: ValueKey, id: string, uploadId: string): void => {
  const { edits, faults } = shelfOf(ticket);
  const edit = edits.get(key);
  if (edit === undefined) return;
  const mine = withArrived(edit.mine, id, uploadId);
  ticketShelves.put(ticket, { edits: new Map(edits).set(key, { ...edit, mine }), faults });
};
