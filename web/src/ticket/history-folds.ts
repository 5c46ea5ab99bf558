import { useCallback, useState } from 'react';
import type { EntryView } from '../desk/api/ticket-queries.ts';

/** Whether a message is folded to one line, by the id of its entry. */
export type Folds = ReadonlyMap<string, boolean>;

/** A history with more messages is long: its older ones are folded. */
const SHORT = 6;
/** So many of the newest messages are open in any case. */
const OPEN_AT_END = 3;

/** Mails of triggers, which nobody wrote: they are folded until somebody wants to read one. */
export const isSecondary = ({ kind }: Pick<EntryView, 'kind'>): boolean => kind === 'trigger_mail';
/** The place of each message among those that somebody wrote, by the id of its entry. */
const placesOf = (entries: readonly EntryView[]): ReadonlyMap<string, number> =>
  new Map(entries.filter((entry) => !isSecondary(entry)).map(({ id }, index) => [id, index]));

/** How many of the newest messages nobody has answered yet: up to the end of the customer's last turn. */
const unansweredOf = (entries: readonly EntryView[]): number => {
  const begin = entries.findIndex(({ kind }) => kind === 'customer_message');
  const end = entries.findIndex(({ kind }, index) => index > begin && kind !== 'customer_message');
  return begin === -1 ? 0 : end === -1 ? entries.length : end;
};

/**
 * Decides for the messages that are new in the history, newest first: what arrived since is open, what is older and was
 * loaded later is folded. What was decided before stays. Returns the same map when there is nothing to decide.
 */
export const decideFolds = (entries: readonly EntryView[], before: Folds, hasUnread: boolean): Folds => {
  if (entries.every(({ id }) => before.has(id))) return before;
  const written = entries.filter((entry) => !isSecondary(entry));
  const places = placesOf(entries);
  const isLong = written.length > SHORT;
  const lastKnown = written.findLastIndex(({ id }) => before.has(id));
  const open = lastKnown === -1 ? Math.max(OPEN_AT_END, hasUnread ? unansweredOf(written) : 0) : lastKnown;
  return new Map([
    ...before,
    ...entries.flatMap((entry) => {
      if (before.has(entry.id)) return [];
      return [[entry.id, isSecondary(entry) || (isLong && places.get(entry.id)! >= open)] as const];
    }),
  ]);
};

/** Folds all but the newest messages, which are always open, or unfolds all. */
export const foldAll = (entries: readonly EntryView[], isFolded: boolean): Folds => {
  const places = placesOf(entries);
  return new Map(entries.map(({ id }) => [id, isFolded && (places.get(id) ?? Infinity) >= OPEN_AT_END]));
};

export type HistoryFolds = {
  /** Whether messages can be folded at all: not in a short history. */
  readonly isLong: boolean;
  readonly folds: Folds;
  readonly foldedCount: number;
  readonly toggle: (id: string) => void;
  readonly setAll: (isFolded: boolean) => void;
};

/** What is folded of a ticket's history, given newest first; kept as long as the ticket is open. */
export const useFolds = (entries: readonly EntryView[], hasUnread: boolean): HistoryFolds => {
  const [folds, setFolds] = useState<Folds>(new Map());
  const decided = decideFolds(entries, folds, hasUnread);
  if (decided !== folds) setFolds(decided);
  return {
    isLong: placesOf(entries).size > SHORT,
    folds: decided,
    foldedCount: entries.filter(({ id }) => decided.get(id) === true).length,
    toggle: useCallback((id) => {
      setFolds((present) => new Map(present).set(id, present.get(id) !== true));
    }, []),
    setAll: (isFolded) => {
      setFolds(foldAll(entries, isFolded));
    },
  };
};
