import { useEffect, useSyncExternalStore } from 'react';
import { createShelves } from '../../desk/edits/shelf.ts';
import { editsOn } from '../../desk/edits/shelf-edits.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';

/** What is wrong with a value: words of the dictionary, or where there are none a sentence of the API. */
export type Fault = { readonly words: AdminWordKey; readonly limit?: number | string } | { readonly detail: string };

/** A thing that a form edits; version 0: it is not made yet. */
export type FormThing = {
  readonly place: string;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
};
type Place = Pick<FormThing, 'place'>;

const shelves = createShelves<Place, FormThing, string, Fault, unknown>(
  ({ place }) => place,
  ({ values }, name) => values[name],
);

/**
 * The unsaved edits of all forms of the administration, whichever section is open. Edits have the names of members;
 * faults have JSON pointers into the body that was refused, such as `#/names/ko`.
 */
export const { shelfOf, useShelf, dropEdits, dropReached, put } = shelves;
export const { overrule, settleEdits, putFaults } = editsOn(shelves);
const { putEdit } = editsOn(shelves);

const isBelow = (pointer: string, name: string): boolean => pointer === `#/${name}` || pointer.startsWith(`#/${name}/`);

/** The faults of a member and of what is in it. */
export const faultsBelow = (faults: ReadonlyMap<string, Fault>, name: string): ReadonlyMap<string, Fault> =>
  new Map([...faults].filter(([pointer]) => isBelow(pointer, name)));

/** Keeps what was typed, and takes away what was wrong with the value before. */
export const editMember = (thing: FormThing, name: string, mine: unknown): void => {
  putEdit(thing, name, mine);
  const { edits, faults } = shelfOf(thing);
  const left = new Map([...faults].filter(([pointer]) => !isBelow(pointer, name)));
  if (left.size < faults.size) put(thing, { edits, faults: left });
};

/** Where the edits of a form are kept: the service, the section and the thing. */
export const placeOf = (...parts: readonly [serviceId: string, section: string, item?: string]): string =>
  parts.join('/');

/** The places with unsaved edits that are, or are below, this one; of all services without one. */
export const useUnsaved = (below = ''): readonly string[] =>
  useSyncExternalStore(shelves.subscribe, shelves.edited).filter(
    (place) => below === '' || place === below || place.startsWith(`${below}/`),
  );

/** Has the browser ask before the page is closed while something is not saved. */
export const useLeavingWarning = (): void => {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (shelves.edited().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
    };
  }, []);
};
