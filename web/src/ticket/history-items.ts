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
  type === 'ticket_kept'
  || (type === 'ticket_created' && actor.kind === 'agent')
  || (type === 'customer_replied' && changes.status !== undefined && changes.status.before !== changes.status.after);

/**
 * Entries and the facts between them, oldest first, with a separator where a day of the zone begins.
 * `entries` and `events` come newest first; while older entries are not loaded (`isWhole` false), older facts wait too.
 */
export const historyItems = (entries: readonly EntryView[], events: readonly EventView[], isWhole: boolean, timeZone: string): readonly HistoryItem[] => {
  const oldest = entries.at(-1)?.at;
  const lines = events.filter((event) => isLine(event) && (isWhole || oldest === undefined || event.at >= oldest));
  const items = [
    ...entries.map((entry) => ({ kind: 'entry', key: entry.id, at: entry.at, entry }) as const),
    ...lines.map((event) => ({ kind: 'line', key: event.id, at: event.at, event }) as const),
    // An entry and its fact are of the same moment: what was said stands first.
  ].sort((one, other) => (one.at === other.at ? (one.kind === 'entry' ? 0 : 1) - (other.kind === 'entry' ? 0 : 1) : one.at < other.at ? -1 : 1));
  let day = '';
  return items.flatMap((item): readonly HistoryItem[] => {
    const its = dayOf(item.at, timeZone);
    if (its === day) return [item];
    day = its;
    return [{ kind: 'day', key: `day-${its}`, at: item.at }, item];
  });
};

/** The newest entry of somebody else after a moment; undefined when there is none. */
export const newestOfOthers = (entries: readonly EntryView[], after: string, agentId: string): EntryView | undefined =>
  entries.find(({ at, author }) => at > after && !(author.kind === 'agent' && author.agentId === agentId));
