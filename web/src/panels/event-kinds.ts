import type { EventView } from '../desk/api/ticket-queries.ts';
import { dayOf } from '../ui/format-time.ts';

/** What the event log can be narrowed to. */
export const EVENT_KINDS = ['ticket', 'mail', 'call', 'confidential'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

const CONFIDENTIAL: ReadonlySet<EventView['type']> = new Set([
  'entry_masked',
  'entry_unmasked',
  'masked_viewed',
  'attachment_removed',
  'field_viewed',
]);

/** The kind of an event by its type. */
export const kindOf = (type: EventView['type']): EventKind =>
  type.startsWith('mail_')
    ? 'mail'
    : type.startsWith('call_')
      ? 'call'
      : CONFIDENTIAL.has(type)
        ? 'confidential'
        : 'ticket';

/** The events of each day in the time zone; days and events in the order that they are given in. */
export const byDay = (
  events: readonly EventView[],
  timeZone: string,
): readonly { readonly day: string; readonly events: readonly EventView[] }[] => {
  const days = new Map<string, EventView[]>();
  for (const event of events) {
    const day = dayOf(event.at, timeZone);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days].map(([day, its]) => ({ day, events: its }));
};
