import type { EntryView, EventView } from '../desk/api/ticket-queries.ts';
import { dayOf } from '../ui/format-time.ts';

/** What the history shows, from top to bottom. */
export type HistoryItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly at: string;
      readonly entry: EntryView;
      /** It stands right below a message of the same sender. */
      readonly isContinued: boolean;
    }
  | { readonly kind: 'line'; readonly key: string; readonly at: string; readonly event: EventView };

/** Whether an event is shown as a small line between the messages, because no entry shows it. */
const isLine = ({ type, actor, changes, fieldChanges, automation }: EventView): boolean =>
  type === 'ticket_kept' ||
  (automation !== null && Object.keys(changes).length + Object.keys(fieldChanges).length > 0) ||
  (type === 'ticket_created' && actor.kind === 'agent') ||
  (type === 'customer_replied' && changes.status !== undefined && changes.status.before !== changes.status.after);

/** Milliseconds. Mails that were received within so short a time may have overtaken each other on their way. */
const BURST = 10 * 60_000;

const isOfBurst = (entry: EntryView, first: EntryView): boolean =>
  entry.writtenAt !== null &&
  first.writtenAt !== null &&
  Math.abs(Date.parse(entry.at) - Date.parse(first.at)) <= BURST;

/**
 * Entries, oldest first, with mails of one burst in the order in which they were written. Nothing passes an answer or a
 * comment: who wrote that had read what stands before it.
 */
export const inOrderOfWriting = (entries: readonly EntryView[]): readonly EntryView[] => {
  const bursts: EntryView[][] = [];
  for (const entry of entries) {
    const burst = bursts.at(-1);
    if (burst?.[0] !== undefined && isOfBurst(entry, burst[0])) burst.push(entry);
    else bursts.push([entry]);
  }
  return bursts.flatMap((burst) =>
    burst.toSorted((a, b) => Date.parse(a.writtenAt ?? a.at) - Date.parse(b.writtenAt ?? b.at)),
  );
};

const triggersOf = ({ automatedBy }: EntryView): string =>
  (automatedBy ?? []).map(({ triggerId }) => triggerId).join(' ');

/** Whether both were written by the same person or the same triggers, as the same kind of message. */
const isOfSameSender = (a: EntryView, b: EntryView): boolean => {
  if (a.kind !== b.kind || triggersOf(a) !== triggersOf(b)) return false;
  if (a.author.kind === 'agent') return b.author.kind === 'agent' && a.author.agentId === b.author.agentId;
  if (a.author.kind !== 'customer' || b.author.kind !== 'customer') return a.author.kind === b.author.kind;
  return (a.author.email ?? a.author.name) === (b.author.email ?? b.author.name);
};

/**
 * The history, oldest first: entries in the server's order, mails of a burst as they were written, events between them
 * by their time, and a separator at the beginning of each day in the time zone. `entries` and `events` are given newest
 * first. While older entries are not loaded (`isWhole` is false), events before the oldest entry are left out.
 */
export const historyItems = (
  entries: readonly EntryView[],
  events: readonly EventView[],
  isWhole: boolean,
  timeZone: string,
): readonly HistoryItem[] => {
  const oldest = entries.at(-1)?.at;
  const lines = events
    .filter((event) => isLine(event) && (isWhole || oldest === undefined || event.at >= oldest))
    .toReversed();
  let placed = 0;
  const linesBefore = (at: string | null): readonly HistoryItem[] => {
    const from = placed;
    while (placed < lines.length && (at === null || lines[placed]!.at < at)) placed += 1;
    return lines.slice(from, placed).map((event) => ({ kind: 'line', key: event.id, at: event.at, event }));
  };
  // Times alone don't give the order of entries, so the server's order is kept. An entry and its event have the same
  // time: the entry comes first.
  const items = [
    ...inOrderOfWriting(entries.toReversed()).flatMap((entry): readonly HistoryItem[] => [
      ...linesBefore(entry.at),
      { kind: 'entry', key: entry.id, at: entry.at, entry, isContinued: false },
    ]),
    ...linesBefore(null),
  ];
  let day = '';
  const begun = new Map<string, number>();
  const withDays = items.flatMap((item): readonly HistoryItem[] => {
    const its = dayOf(item.at, timeZone);
    if (its === day) return [item];
    day = its;
    const times = (begun.get(its) ?? 0) + 1;
    begun.set(its, times);
    return [{ kind: 'day', key: times === 1 ? `day-${its}` : `day-${its}-${times}`, at: item.at }, item];
  });
  return withDays.map((item, index) => {
    const before = withDays[index - 1];
    return item.kind === 'entry' && before?.kind === 'entry' && isOfSameSender(before.entry, item.entry)
      ? { ...item, isContinued: true }
      : item;
  });
};

/** Whether a day has nothing but folded messages, whose lines have their dates: it needs no separator. */
export const isFoldedDay = (
  items: readonly HistoryItem[],
  at: number,
  folds: ReadonlyMap<string, boolean>,
): boolean => {
  for (const item of items.slice(at + 1)) {
    if (item.kind === 'day') return true;
    if (item.kind === 'line' || folds.get(item.key) !== true) return false;
  }
  return true;
};
