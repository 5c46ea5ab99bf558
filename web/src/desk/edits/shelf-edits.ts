import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import type { TicketValue } from '../fields/field-values.ts';
import { without, type Edit, type Shelves } from './shelf.ts';

/** What changes the edits on shelves. It is apart from them, since it is loaded with the first input. */
export type ShelfEdits<P, T, K, F, V = TicketValue> = {
  /** Keeps what was typed. What is typed back to the value is no edit any more. */
  readonly putEdit: (thing: T, key: K, mine: V) => void;
  /** Keeps the agent's values over those that somebody else saved. */
  readonly overrule: (thing: T, keys: Iterable<K>) => void;
  /** Takes away the edits that were saved, unless something else was typed since. */
  readonly settleEdits: (place: P, saved: ReadonlyMap<K, Edit<V>>) => void;
  /** Says at each value what is wrong with it. */
  readonly putFaults: (place: P, faults: ReadonlyMap<K, F>) => void;
};

export const editsOn = <P, T extends P & { readonly version: number }, K extends string, F, V = TicketValue>({
  shelfOf,
  put,
  dropEdits,
  valueOf,
}: Shelves<P, T, K, F, V>): ShelfEdits<P, T, K, F, V> => ({
  putEdit: (thing, key, mine) => {
    const { edits, faults } = shelfOf(thing);
    const value = valueOf(thing, key);
    const before = edits.get(key) ?? { base: value, seen: thing.version };
    const isBack = sameValue(mine, value) && sameValue(mine, before.base);
    put(thing, {
      edits: isBack ? without(edits, [key]) : new Map(edits).set(key, { ...before, mine }),
      faults: without(faults, [key]),
    });
  },
  overrule: (thing, keys) => {
    const { edits, faults } = shelfOf(thing);
    const kept = new Map(edits);
    for (const key of keys) {
      const edit = kept.get(key);
      if (edit !== undefined) kept.set(key, { mine: edit.mine, base: valueOf(thing, key), seen: thing.version });
    }
    put(thing, { edits: kept, faults });
  },
  settleEdits: (place, saved) => {
    dropEdits(
      place,
      [...saved].flatMap(([key, { mine }]) => {
        const now = shelfOf(place).edits.get(key);
        return now !== undefined && sameValue(now.mine, mine) ? [key] : [];
      }),
    );
  },
  putFaults: (place, faults) => {
    put(place, { edits: shelfOf(place).edits, faults });
  },
});
