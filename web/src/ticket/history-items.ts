import type { EntryView, EventView } from '../desk/api/ticket-queries.ts';
import { dayOf } from '../ui/format-time.ts';

/** What the history shows, from top to bottom. */
type HistoryItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'entry'; readonly key: string; readonly at: string; readonly entry: EntryView }
  | { readonly kind: 'line'; readonly key: string; readonly at: string; readonly event: EventView };

/** Whether an event is shown as a small line between the messages, because no entry shows it. */
const isLine = ({ type, actor, changes }: EventView): boolean =>
  type === 'ticket_kept' ||
  (type === 'ticket_created' && actor.kind === 'agent') ||
  (type === 'customer_replied' && changes.status !== undefined && changes.status.before !== changes.status.after);

/**
 * The history, oldest first: entries in the server's order, events between them by their time, and a separator at the
 * beginning of each day in the time zone. `entries` and `events` are given newest first. While older entries are not
 * loaded (`isWhole` is false), events before the oldest entry are left out.
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
    ...entries
      .toReversed()
      .flatMap((entry): readonly HistoryItem[] => [
        ...linesBefore(entry.at),
        { kind: 'entry', key: entry.id, at: entry.at, entry },
      ]),
    ...linesBefore(null),
  ];
  let day = '';
  const begun = new Map<string, number>();
  return items.flatMap((item): readonly HistoryItem[] => {
    const its = dayOf(item.at, timeZone);
    if (its === day) return [item];
    day = its;
    const times = (begun.get(its) ?? 0) + 1;
    begun.set(its, times);
    return [{ kind: 'day', key: times === 1 ? `day-${its}` : `day-${its}-${times}`, at: item.at }, item];
  });
};
