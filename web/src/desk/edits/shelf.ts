import { useSyncExternalStore } from 'react';
import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import type { TicketValue } from '../fields/field-values.ts';

/** What somebody typed: `base` is the value that they saw before it, `seen` the version of the whole with it. */
export type Edit<V = TicketValue> = { readonly base: V; readonly mine: V; readonly seen: number };

/** Unsaved edits of one thing by the keys of its values, and what is wrong with some of them. */
export type Shelf<K, F, V = TicketValue> = {
  readonly edits: ReadonlyMap<K, Edit<V>>;
  readonly faults: ReadonlyMap<K, F>;
};

/** Where the edits of things `T` are kept, until the page is closed; a `P` names one of them. */
export type Shelves<P, T, K, F, V = TicketValue> = {
  /** The unsaved edits of a thing. */
  readonly shelfOf: (place: P) => Shelf<K, F, V>;
  readonly useShelf: (place: P) => Shelf<K, F, V>;
  /** The names of the things that have unsaved edits. */
  readonly edited: () => readonly string[];
  readonly put: (place: P, shelf: Shelf<K, F, V>) => void;
  /** Takes edits back; all of them when none are named. */
  readonly dropEdits: (place: P, keys?: Iterable<K>) => void;
  /** Takes away the edits whose value is there by now, whoever saved it: a later change of it is no conflict. */
  readonly dropReached: (thing: T) => void;
  /** The value of a thing as it is now. */
  readonly valueOf: (thing: T, key: K) => V;
  /** Calls `listener` after each change of an edit. Returns a function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** A map without some of its keys. */
export const without = <K, V>(map: ReadonlyMap<K, V>, keys: Iterable<K>): ReadonlyMap<K, V> => {
  const left = new Map(map);
  for (const key of keys) left.delete(key);
  return left;
};

/** `onPut` is called with the edits of one thing before and after they change. */
export const createShelves = <P, T extends P, K extends string, F, V = TicketValue>(
  nameOf: (place: P) => string,
  valueOf: (thing: T, key: K) => V,
  onPut?: (before: ReadonlyMap<K, Edit<V>>, after: ReadonlyMap<K, Edit<V>>) => void,
): Shelves<P, T, K, F, V> => {
  const empty: Shelf<K, F, V> = { edits: new Map(), faults: new Map() };
  const shelves = new Map<string, Shelf<K, F, V>>();
  const listeners = new Set<() => void>();
  let edited: readonly string[] = [];
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const shelfOf = (place: P): Shelf<K, F, V> => shelves.get(nameOf(place)) ?? empty;
  const put = (place: P, shelf: Shelf<K, F, V>): void => {
    onPut?.(shelfOf(place).edits, shelf.edits);
    if (shelf.edits.size === 0 && shelf.faults.size === 0) shelves.delete(nameOf(place));
    else shelves.set(nameOf(place), shelf);
    edited = [...shelves].flatMap(([name, { edits }]) => (edits.size > 0 ? [name] : []));
    for (const listener of listeners) listener();
  };
  const dropEdits = (place: P, keys?: Iterable<K>): void => {
    const { edits, faults } = shelfOf(place);
    put(place, keys === undefined ? empty : { edits: without(edits, keys), faults: without(faults, keys) });
  };
  return {
    shelfOf,
    useShelf: (place) => useSyncExternalStore(subscribe, () => shelfOf(place)),
    edited: () => edited,
    put,
    dropEdits,
    dropReached: (thing) => {
      const { edits } = shelfOf(thing);
      const reached = [...edits.keys()].filter((key) => sameValue(edits.get(key)!.mine, valueOf(thing, key)));
      if (reached.length > 0) dropEdits(thing, reached);
    },
    valueOf,
    subscribe,
  };
};
