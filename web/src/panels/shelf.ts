import { useSyncExternalStore } from 'react';
import { isSame, type TicketValue } from '../desk/fields/field-values.ts';

/** What an agent typed: `base` is the value that they saw before it, `seen` the version of the whole with it. */
export type Edit = { readonly base: TicketValue; readonly mine: TicketValue; readonly seen: number };

/** Unsaved edits of one thing by the keys of its values, and what is wrong with some of them. */
export type ShelfOf<K, F> = { readonly edits: ReadonlyMap<K, Edit>; readonly faults: ReadonlyMap<K, F> };

/** A thing as it is now. */
type Current<K> = { readonly version: number; readonly valueOf: (key: K) => TicketValue };

export type Shelves<K, F> = {
  readonly shelfOf: (name: string) => ShelfOf<K, F>;
  readonly useShelf: (name: string) => ShelfOf<K, F>;
  /** Keeps what was typed. What is typed back to the value is no edit any more. */
  readonly putEdit: (name: string, current: Current<K>, key: K, mine: TicketValue) => void;
  /** Changes what was typed, unless it was taken back meanwhile. */
  readonly changeEdit: (name: string, key: K, change: (mine: TicketValue) => TicketValue) => void;
  /** Takes edits back; all of them when none are named. */
  readonly dropEdits: (name: string, keys?: Iterable<K>) => void;
  /** Keeps the agent's values over those that somebody else saved. */
  readonly overrule: (name: string, current: Current<K>, keys: Iterable<K>) => void;
  /** Takes away the edits whose value is there by now, whoever saved it: a later change of it is no conflict. */
  readonly dropReached: (name: string, current: Current<K>) => void;
  /** Takes away the edits that were saved, unless something else was typed since. */
  readonly settleEdits: (name: string, saved: ReadonlyMap<K, Edit>) => void;
  /** Moves the edits of one thing to another that it became part of; of two for one value the other's stays. */
  readonly moveEdits: (from: string, to: string) => void;
  /** Says at each value what is wrong with it. */
  readonly putFaults: (name: string, faults: ReadonlyMap<K, F>) => void;
};

/**
 * Where unsaved edits are kept by the name of what they are of, until the page is closed. `onPut` is called with the
 * edits of one name before and after they change.
 */
export const createShelves = <K extends string, F>(
  onPut: (before: ReadonlyMap<K, Edit>, after: ReadonlyMap<K, Edit>) => void = () => undefined,
): Shelves<K, F> => {
  const empty: ShelfOf<K, F> = { edits: new Map(), faults: new Map() };
  const shelves = new Map<string, ShelfOf<K, F>>();
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const shelfOf = (name: string): ShelfOf<K, F> => shelves.get(name) ?? empty;
  const put = (name: string, shelf: ShelfOf<K, F>): void => {
    onPut(shelfOf(name).edits, shelf.edits);
    if (shelf.edits.size === 0 && shelf.faults.size === 0) shelves.delete(name);
    else shelves.set(name, shelf);
    for (const listener of listeners) listener();
  };
  const without = <V>(map: ReadonlyMap<K, V>, keys: Iterable<K>): ReadonlyMap<K, V> => {
    const left = new Map(map);
    for (const key of keys) left.delete(key);
    return left;
  };
  const dropEdits = (name: string, keys?: Iterable<K>): void => {
    const { edits, faults } = shelfOf(name);
    put(name, keys === undefined ? empty : { edits: without(edits, keys), faults: without(faults, keys) });
  };
  return {
    shelfOf,
    useShelf: (name) => useSyncExternalStore(subscribe, () => shelfOf(name)),
    putEdit: (name, { version, valueOf }, key, mine) => {
      const { edits, faults } = shelfOf(name);
      const value = valueOf(key);
      const { base, seen } = edits.get(key) ?? { base: value, seen: version };
      const isBack = isSame(mine, value) && isSame(mine, base);
      put(name, {
        edits: isBack ? without(edits, [key]) : new Map(edits).set(key, { base, seen, mine }),
        faults: without(faults, [key]),
      });
    },
    changeEdit: (name, key, change) => {
      const { edits, faults } = shelfOf(name);
      const edit = edits.get(key);
      if (edit !== undefined)
        put(name, { edits: new Map(edits).set(key, { ...edit, mine: change(edit.mine) }), faults });
    },
    dropEdits,
    overrule: (name, { version, valueOf }, keys) => {
      const { edits, faults } = shelfOf(name);
      const kept = new Map(edits);
      for (const key of keys) {
        const edit = kept.get(key);
        if (edit !== undefined) kept.set(key, { mine: edit.mine, base: valueOf(key), seen: version });
      }
      put(name, { edits: kept, faults });
    },
    dropReached: (name, { valueOf }) => {
      const { edits } = shelfOf(name);
      const reached = [...edits.keys()].filter((key) => isSame(edits.get(key)!.mine, valueOf(key)));
      if (reached.length > 0) dropEdits(name, reached);
    },
    settleEdits: (name, saved) => {
      dropEdits(
        name,
        [...saved].flatMap(([key, { mine }]) => {
          const now = shelfOf(name).edits.get(key);
          return now !== undefined && isSame(now.mine, mine) ? [key] : [];
        }),
      );
    },
    moveEdits: (from, to) => {
      const { edits } = shelfOf(from);
      if (edits.size === 0) return;
      const there = shelfOf(to);
      put(to, { edits: new Map([...edits, ...there.edits]), faults: there.faults });
      put(from, empty);
    },
    putFaults: (name, faults) => {
      put(name, { edits: shelfOf(name).edits, faults });
    },
  };
};
