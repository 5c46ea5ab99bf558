import { useSyncExternalStore } from 'react';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { fileIdsIn, isSame, withArrived, type TicketValue, type ValueKey } from '../desk/fields/field-values.ts';
import type { UploadState } from '../desk/uploads/uploads.ts';
import { awaitedOf, endUploads, type AwaitedFile } from '../desk/uploads/window-uploads.ts';
import { valueOf, type Edit, type Edits } from './ticket-values.ts';

/** Unsaved edits of a ticket, and why some of them were refused: in the words of the API. */
export type Shelf = { readonly edits: Edits; readonly faults: ReadonlyMap<ValueKey, string> };
type Place = Pick<WholeTicketView, 'serviceId' | 'number'>;

const EMPTY: Shelf = { edits: new Map(), faults: new Map() };
const shelves = new Map<string, Shelf>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
const nameOf = ({ serviceId, number }: Place): string => `${serviceId}/${number}`;

/** The unsaved edits of a ticket. They are kept until the page is closed; encrypted values are never written down. */
export const shelfOf = (ticket: Place): Shelf => shelves.get(nameOf(ticket)) ?? EMPTY;
export const useShelf = (ticket: Place): Shelf => useSyncExternalStore(subscribe, () => shelfOf(ticket));

const idsIn = (edits: Edits): readonly string[] => [...edits.values()].flatMap(({ mine }) => fileIdsIn(mine));
/** The files in edits that have not arrived, with how far they are: nothing can be saved before. */
export const awaitedFiles = (edits: Edits, states: ReadonlyMap<string, UploadState>): readonly AwaitedFile[] =>
  awaitedOf(idsIn(edits), states);

const put = (ticket: Place, shelf: Shelf): void => {
  // An upload ends with the edit that it was for.
  endUploads(idsIn(shelfOf(ticket).edits), idsIn(shelf.edits));
  if (shelf.edits.size === 0 && shelf.faults.size === 0) shelves.delete(nameOf(ticket));
  else shelves.set(nameOf(ticket), shelf);
  for (const listener of listeners) listener();
};
const without = <V>(map: ReadonlyMap<ValueKey, V>, keys: Iterable<ValueKey>): ReadonlyMap<ValueKey, V> => {
  const left = new Map(map);
  for (const key of keys) left.delete(key);
  return left;
};

/** Keeps what was typed. What is typed back to the ticket's value is no edit any more. */
export const putEdit = (ticket: WholeTicketView, key: ValueKey, mine: TicketValue): void => {
  const { edits, faults } = shelfOf(ticket);
  const value = valueOf(ticket, key);
  const before = edits.get(key) ?? { base: value, seen: ticket.version };
  const isBack = isSame(mine, value) && isSame(mine, before.base);
  put(ticket, {
    edits: isBack ? without(edits, [key]) : new Map(edits).set(key, { base: before.base, seen: before.seen, mine }),
    faults: without(faults, [key]),
  });
};

/** Puts a file that has arrived in the place of its upload, unless the edit was taken back meanwhile. */
export const putUpload = (ticket: Place, key: ValueKey, id: string, uploadId: string): void => {
  const { edits, faults } = shelfOf(ticket);
  const edit = edits.get(key);
  if (edit === undefined) return;
  const mine = withArrived(edit.mine, id, uploadId);
  put(ticket, { edits: new Map(edits).set(key, { ...edit, mine }), faults });
};

/** Takes edits back; all of them when none are named. */
export const dropEdits = (ticket: Place, keys?: Iterable<ValueKey>): void => {
  const { edits, faults } = shelfOf(ticket);
  put(ticket, keys === undefined ? EMPTY : { edits: without(edits, keys), faults: without(faults, keys) });
};

/** Keeps the agent's values over those that somebody else saved. */
export const overrule = (ticket: WholeTicketView, keys: Iterable<ValueKey>): void => {
  const { edits, faults } = shelfOf(ticket);
  const kept = new Map(edits);
  for (const key of keys) {
    const edit = kept.get(key);
    if (edit !== undefined) kept.set(key, { mine: edit.mine, base: valueOf(ticket, key), seen: ticket.version });
  }
  put(ticket, { edits: kept, faults });
};

/** Takes away the edits whose value the ticket has by now, whoever saved it: a later change of it is no conflict. */
export const dropReached = (ticket: WholeTicketView): void => {
  const { edits } = shelfOf(ticket);
  const reached = [...edits.keys()].filter((key) => isSame(edits.get(key)!.mine, valueOf(ticket, key)));
  if (reached.length > 0) dropEdits(ticket, reached);
};

/** Takes away the edits that were saved, unless something else was typed since. */
export const settleEdits = (ticket: Place, saved: Edits): void => {
  dropEdits(
    ticket,
    [...saved].flatMap(([key, { mine }]: readonly [ValueKey, Edit]) => {
      const now = shelfOf(ticket).edits.get(key);
      return now !== undefined && isSame(now.mine, mine) ? [key] : [];
    }),
  );
};

/** Says at each field what is wrong with it. */
export const putFaults = (ticket: Place, faults: ReadonlyMap<ValueKey, string>): void => {
  put(ticket, { edits: shelfOf(ticket).edits, faults });
};
