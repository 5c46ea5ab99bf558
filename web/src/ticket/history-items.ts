import type { EntryView } from '../api/use-entries.ts';
import type { EventView } from '../api/use-events.ts';
import { dayOf } from '../time/format-time.ts';

/** What stands in the history, top to bottom. */
export type HistoryItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'entry'; readonly key: string; readonly at: string; readonly entry: EntryView }
  | { readonly kind: 'line'; readonly key: string; readonly at: string; readonly event: EventView };

/** Facts that no entry tells of: they stand as small lines between the messages. */
const isLine = ({ type, actor, changes }: EventView): boolean =>
  type === 'ticket_kept' ||
  (type === 'ticket_created' && actor.kind === 'agent') ||
  (type === 'customer_replied' && changes.status !== undefined && changes.status.before !== changes.status.after);

/**
 * Entries in the server's order, oldest first, and the facts between them by their moments, with a separator where a
 * day of the zone begins.
 * `entries` and `events` come newest first; while older entries are not loaded (`isWhole` false), older facts wait too.
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
  let told = 0;
  const linesBefore = (at: string | null): readonly HistoryItem[] => {
    const from = told;
    while (told < lines.length && (at === null || lines[told]!.at < at)) told += 1;
    return lines.slice(from, told).map((event) => ({ kind: 'line', key: event.id, at: event.at, event }));
  };
  // The server knows in which order things came; their moments alone don't. An entry and its fact are of the same
  // moment: what was said stands first.
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

/** The newest entry of somebody else after a moment; undefined when there is none. */
export const newestOfOthers = (entries: readonly EntryView[], after: string, agentId: string): EntryView | undefined =>
  entries.find(({ at, author }) => at > after && !(author.kind === 'agent' && author.agentId === agentId));
