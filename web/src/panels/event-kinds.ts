import type { EventView } from '../desk/api/ticket-queries.ts';

/** What the event log can be narrowed to. */
export const EVENT_KINDS = ['ticket', 'mail', 'call', 'outward', 'confidential'] as const;
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
      : type.startsWith('outward_')
        ? 'outward'
        : CONFIDENTIAL.has(type)
          ? 'confidential'
          : 'ticket';
