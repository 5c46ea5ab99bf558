import { useSyncExternalStore } from 'react';
import { isSame, type TicketValue } from '../desk/fields/field-values.ts';

/** What an agent typed: `base` is the value that they saw before it, `seen` the version of the whole with it. */
export type Edit = { readonly base: TicketValue; readonly mine: TicketValue; readonly seen: number };

/** Unsaved edits of one thing by the keys of its values, and what is wrong with some of them. */
export type Shelf<K, F> = { readonly edits: ReadonlyMap<K, Edit>; readonly faults: ReadonlyMap<K, F> };

/** Where the edits of things `T` are kept, until the page is closed; a `P` names one of them. */
export type Shelves<P, T, K, F> = {
  /** The unsaved edits of a thing. */
  readonly shelfOf: (place: P) => Shelf<K, F>;
  readonly useShelf: (place: P) => Shelf<K, F>;
  readonly put: (place: P, shelf: Shelf<K, F>) => void;
  /** Takes edits back; all of them when none are named. */
  readonly dropEdits: (place: P, keys?: Iterable<K>) => void;
  /** Takes away the edits whose value is there by now, whoever saved it: a later change of it is no conflict. */
  readonly dropReached: (thing: T) => void;
  /** The value of a thing as it is now. */
  readonly valueOf: (thing: T, key: K) => TicketValue;
};

/** A map without some of its keys. */
export const without = <K, V>(map: ReadonlyMap<K, V>, keys: Iterable<K>): ReadonlyMap<K, V> => {
  const left = new Map(map);
  for (const key of keys) left.delete(key);
  return left;
};

/** `onPut` is called with the edits of one thing before and after they change. */
export const createShelves = <P, T extends P, K extends string, F>(
  nameOf: (place: P) => string,
  valueOf: (thing: T, key: K) => TicketValue,
  onPut?: (before: ReadonlyMap<K, Edit>, after: ReadonlyMap<K, Edit>) => void,
): Shelves<P, T, K, F> => {
  const empty: Shelf<K, F> = { edits: new Map(), faults: new Map() };
  const shelves = new Map<string, Shelf<K, F>>();
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const shelfOf = (place: P): Shelf<K, F> => shelves.get(nameOf(place)) ?? empty;
  const put = (place: P, shelf: Shelf<K, F>): void => {
    onPut?.(shelfOf(place).edits, shelf.edits);
    if (shelf.edits.size === 0 && shelf.faults.size === 0) shelves.delete(nameOf(place));
    else shelves.set(nameOf(place), shelf);
    for (const listener of listeners) listener();
  };
  const dropEdits = (place: P, keys?: Iterable<K>): void => {
    const { edits, faults } = shelfOf(place);
    put(place, keys === undefined ? empty : { edits: without(edits, keys), faults: without(faults, keys) });
  };
  return {
    shelfOf,
    useShelf: (place) => useSyncExternalStore(subscribe, () => shelfOf(place)),
    put,
    dropEdits,
    dropReached: (thing) => {
      const { edits } = shelfOf(thing);
      const reached = [...edits.keys()].filter((key) => isSame(edits.get(key)!.mine, valueOf(thing, key)));
      if (reached.length > 0) dropEdits(thing, reached);
    },
    valueOf,
  };
};
