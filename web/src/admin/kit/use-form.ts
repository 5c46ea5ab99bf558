import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { listServiceEvents } from '../../../../shared/contracts/http/services.ts';
import type { DeskSubject } from '../../../../shared/domain/desk/desk-facts.ts';
import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import { saveOver } from '../../desk/api/save-over-others.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { Edit } from '../../desk/edits/shelf.ts';
import { announce } from '../../ui/announcer.tsx';
import { faultsOfBody, faultsOfRefusal, type FaultTable, type RefusalTable } from './faults.ts';
import {
  dropEdits,
  dropReached,
  editMember,
  overrule,
  putFaults,
  settleEdits,
  shelfOf,
  useShelf,
  type Fault,
  type FormThing,
} from './form-edits.ts';

/** A thing as the desk has it; version 0: it is to be made, from values that the form begins with. */
export type Stored<V> = { readonly version: number; readonly values: V };

type MergeTable<V> = { readonly [K in keyof V]?: (base: V[K], mine: V[K], theirs: V[K]) => V[K] | undefined };

export type FormOptions<V extends object, B, S> = {
  /** Where its edits are kept (`placeOf`). */
  readonly place: string;
  /** What it is called when it is announced. */
  readonly name: string;
  readonly stored: Stored<V>;
  /** Whether it is to be made: by itself of version 0. False for what the desk has also before anybody wrote it. */
  readonly isNew?: boolean;
  /** The contract of the request's body: what is typed is checked with it before it is sent. */
  readonly schema: z.ZodType;
  /** The body of a change with these members, or of something new with all of them. */
  readonly toBody: (changes: Partial<V>, values: V) => B;
  readonly save: (body: B, version: number) => Promise<S>;
  /** Reads the thing again, into the cache as well; null when it is gone. Not called for something new. */
  readonly read: () => Promise<Stored<V> | null>;
  readonly onSaved?: (saved: S) => void;
  /** Words for sentences by which the desk refuses values of this thing. */
  readonly sentences?: FaultTable;
  /** Refusals that belong to one value. */
  readonly refusals?: RefusalTable;
  /**
   * For members of which both sides can be had: makes one value of what was typed and what somebody else saved, both
   * changed from `base`. Undefined: somebody has to look at both.
   */
  readonly merge?: MergeTable<V>;
  /** What the audit log calls it: a conflict names who changed it. */
  readonly subject?: { readonly kind: DeskSubject; readonly id: string };
};

/** An unsaved form: its values, what is wrong with them, and what others made of them meanwhile. */
export type Form<V extends object> = {
  readonly place: string;
  readonly isNew: boolean;
  /** The values with what was typed. */
  readonly values: V;
  readonly set: <K extends keyof V & string>(name: K, value: V[K]) => void;
  readonly faults: ReadonlyMap<string, Fault>;
  /** The edits that would change something. */
  readonly pending: ReadonlyMap<string, Edit<unknown>>;
  /** Those whose value somebody else has changed since it was seen. */
  readonly conflicts: ReadonlyMap<string, Edit<unknown>>;
  /** The value that the desk has by now. */
  readonly theirs: V;
  /** Who changed it last; null while that is unknown. */
  readonly who: string | null;
  readonly keepMine: (names: Iterable<string>) => void;
  readonly takeTheirs: (names: Iterable<string>) => void;
  readonly save: () => void;
  readonly discard: () => void;
  /** Shows what another check than the one of saving found wrong, each at its value. */
  readonly refuse: (faults: ReadonlyMap<string, Fault>) => void;
  readonly isSaving: boolean;
  /** Why the last try failed as a whole. */
  readonly error: Error | null;
};

const useWhoChanged = (subject: { readonly kind: DeskSubject; readonly id: string } | undefined, version: number) => {
  const { call } = useConsole();
  const { service, agentName } = useDesk();
  const { data } = useQuery({
    queryKey: [...queryKeys.serviceEvents(service.serviceId), 'last', subject, version],
    enabled: subject !== undefined,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const params = { serviceId: service.serviceId };
      const query = { kinds: subject?.kind, subjectId: subject?.id, limit: 1 };
      return (await call(listServiceEvents, { params, query, signal })).events[0] ?? null;
    },
  });
  return data?.actor.kind === 'agent' ? (agentName(data.actor.id) ?? null) : null;
};

/** Brings edits of members that somebody else changed too over their value, where both can be had. */
const mergeEdits = <V extends object>(thing: FormThing, merge: MergeTable<V> = {}): void => {
  for (const [name, { base, mine }] of shelfOf(thing).edits) {
    const theirs = thing.values[name];
    if (sameValue(base, theirs)) continue;
    const key = name as keyof V;
    const merged = merge[key]?.(base as V[keyof V], mine as V[keyof V], theirs as V[keyof V]);
    if (merged === undefined) continue;
    editMember(thing, name, merged);
    overrule(thing, [name]);
  }
};

/**
 * A form over one thing of the desk. What is typed is kept until the page is closed, wherever one goes meanwhile. It is
 * checked by the contract of its operation and saved over the version that was seen: members that nobody else changed
 * go through, others wait until somebody has looked at both.
 */
export const useForm = <V extends object, B, S>({
  place,
  name,
  stored,
  isNew = stored.version === 0,
  schema,
  toBody,
  save,
  read,
  onSaved,
  sentences = {},
  refusals = {},
  merge,
  subject,
}: FormOptions<V, B, S>): Form<V> => {
  const { t } = useTranslation('admin');
  const thing = { place, version: stored.version, values: stored.values as Readonly<Record<string, unknown>> };
  const { edits, faults } = useShelf(thing);
  /** The newest that is known: a save that meets somebody else's reads it before the page is drawn with it. */
  const latest = useRef(stored);
  const mergeTable = useRef(merge);
  useEffect(() => {
    mergeTable.current = merge;
  });
  // Before it is drawn: a conflict that is none is not to be seen, nor heard.
  useLayoutEffect(() => {
    latest.current = stored;
    const now = { place, version: stored.version, values: stored.values as Readonly<Record<string, unknown>> };
    mergeEdits(now, mergeTable.current);
    dropReached(now);
  }, [place, stored]);

  const pendingOver = (of: Stored<V>): ReadonlyMap<string, Edit<unknown>> =>
    new Map([...shelfOf(thing).edits].filter(([key, { mine }]) => !sameValue(mine, of.values[key as keyof V])));
  const conflictsOver = (of: Stored<V>): ReadonlyMap<string, Edit<unknown>> =>
    new Map([...pendingOver(of)].filter(([key, { base }]) => !sameValue(base, of.values[key as keyof V])));
  const valuesOver = (of: Stored<V>, pending: ReadonlyMap<string, Edit<unknown>>): V => ({
    ...of.values,
    ...Object.fromEntries([...pending].map(([key, { mine }]) => [key, mine])),
  });
  type Saving = { readonly pending: ReadonlyMap<string, Edit<unknown>>; readonly body: B; readonly version: number };
  /** What is to be saved now; null when there is nothing, or when something has to be looked at first. */
  const next = (): Saving | null => {
    const { current } = latest;
    mergeEdits({ place, version: current.version, values: current.values as Readonly<Record<string, unknown>> }, merge);
    const pending = pendingOver(current);
    if ((pending.size === 0 && !isNew) || conflictsOver(current).size > 0) return null;
    const values = valuesOver(current, pending);
    const changes = isNew
      ? values
      : (Object.fromEntries([...pending.keys()].map((key) => [key, values[key as keyof V]])) as Partial<V>);
    const body = toBody(changes, values);
    const found = faultsOfBody(schema, body, sentences);
    putFaults(thing, found);
    return found.size > 0 ? null : { pending, body, version: current.version };
  };
  const { mutate, isPending, error, reset } = useMutation({
    scope: { id: place },
    networkMode: 'always',
    // Something new has no version that would keep a second try from making it twice.
    ...(isNew ? { retry: false } : {}),
    mutationFn: (first: Saving) =>
      saveOver(first, {
        save: ({ body, version }) => save(body, version),
        readAgain: async () => {
          latest.current = (await read()) ?? latest.current;
        },
        next,
      }),
    onSuccess: (done) => {
      // Null: the values are there already, or they wait for somebody to look.
      if (done === null) return;
      onSaved?.(done.saved);
      settleEdits(thing, done.edit.pending);
      announce(t(isNew ? 'form.created' : 'form.saved', { name }));
    },
    onError: (cause) => {
      putFaults(thing, faultsOfRefusal(cause, refusals, sentences));
    },
  });
  const pending = pendingOver(stored);
  const conflicts = conflictsOver(stored);
  const who = useWhoChanged(conflicts.size > 0 ? subject : undefined, stored.version);
  return {
    place,
    isNew,
    values: valuesOver(stored, edits),
    set: useCallback(
      (member, value) => {
        editMember(
          {
            place,
            version: latest.current.version,
            values: latest.current.values as Readonly<Record<string, unknown>>,
          },
          member,
          value,
        );
      },
      [place],
    ),
    faults,
    pending,
    conflicts,
    theirs: stored.values,
    who,
    keepMine: (names) => {
      overrule(thing, names);
    },
    takeTheirs: (names) => {
      dropEdits(thing, names);
    },
    save: () => {
      if (isPending) return;
      reset();
      const first = next();
      if (first !== null) mutate(first);
    },
    discard: () => {
      reset();
      dropEdits(thing);
    },
    refuse: (found) => {
      putFaults(thing, found);
    },
    isSaving: isPending,
    error,
  };
};
