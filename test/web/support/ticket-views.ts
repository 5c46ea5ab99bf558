import type { EntryView, EventView, TicketView, WholeTicketView } from '../../../web/src/desk/api/ticket-queries.ts';
import type { TicketRowView } from '../../../web/src/desk/api/use-ticket-list.ts';
import type { CallView } from '../../../web/src/desk/reserved-calls.ts';

/** A row of a list as the console gets it. */
export const aRow = (over: Partial<TicketRowView> = {}): TicketRowView => ({
  number: 1,
  version: 1,
  title: 'Where is my order?',
  status: 'unassigned',
  channel: 'email',
  priority: 'normal',
  assigneeId: null,
  groupId: null,
  customer: { name: 'Mina', email: 'mina@example.com' },
  unreadReply: false,
  activityAt: '2026-11-22T01:00:00.000Z',
  transfer: null,
  internalReason: null,
  waitingSince: null,
  snippet: null,
  ...over,
});

/** A ticket as the console gets it. */
export const aTicketView = (over: Partial<TicketView> = {}): TicketView => {
  return {
    ...aRow(),
    serviceId: 'shop',
    language: 'en',
    customerId: null,
    inquiryTypeId: null,
    processingTypeId: null,
    tags: [],
    createdBy: null,
    createdAt: '2026-11-22T01:00:00.000Z',
    resolvedAt: null,
    completedAt: null,
    duplicateOf: null,
    transferring: false,
    origin: null,
    lastEntryId: null,
    followsNumber: null,
    allowed: ['keep', 'comment'],
    ...over,
  };
};

/** A ticket as the console reads it, with its values of the service's own fields. */
export const aWholeTicketView = (over: Partial<WholeTicketView> = {}): WholeTicketView => ({
  ...aTicketView(),
  fields: [],
  ...over,
});

/** An entry of the history as the console gets it. */
export const anEntryView = (over: Partial<EntryView> = {}): EntryView => ({
  id: 'entry-1',
  kind: 'customer_message',
  at: '2026-11-22T01:00:00.000Z',
  writtenAt: null,
  author: { kind: 'customer', email: 'mina@example.com' },
  html: '<p>Hello</p>',
  text: 'Hello',
  wholeUrl: null,
  attachments: [],
  maskRevision: 0,
  masks: [],
  removedAttachments: [],
  automatedBy: null,
  command: null,
  mailedTo: null,
  mail: null,
  ...over,
});

/** A line of the event log as the console gets it. */
export const anEventView = (over: Partial<EventView> = {}): EventView => ({
  id: 'event-1',
  type: 'ticket_created',
  at: '2026-11-22T01:00:00.000Z',
  version: 1,
  status: 'unassigned',
  actor: { kind: 'customer' },
  changes: {},
  fieldChanges: {},
  fieldCode: null,
  entryId: null,
  mailId: null,
  callId: null,
  outwardId: null,
  trigger: null,
  reason: null,
  automation: null,
  ...over,
});

/** An open reserved call as the console gets it. */
export const aCallView = (over: Partial<CallView> = {}): CallView => ({
  callId: 'call-1',
  serviceId: 'shop',
  number: 1,
  version: 1,
  phone: '+821012345678',
  at: '2026-11-22T10:30:00.000Z',
  note: '',
  ownerId: 'agent-1',
  status: 'open',
  createdBy: 'agent-1',
  createdAt: '2026-11-22T01:00:00.000Z',
  endedAt: null,
  rungFor: null,
  ...over,
});
