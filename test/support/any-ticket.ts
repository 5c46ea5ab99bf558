import fc from 'fast-check';
import { INTERNAL_REASONS } from '../../shared/domain/ticket/internal-reason.ts';
import { TICKET_STATUSES } from '../../shared/domain/ticket/status.ts';
import {
  CHANNELS,
  PRIORITIES,
  type Ticket,
  TICKET_LANGUAGES,
  TRANSFER_KINDS,
} from '../../shared/domain/ticket/ticket.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constant('환불 "요청" \\ \u2028'),
);
const number = fc.integer({ min: 1, max: 999_999_999 });
const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());
const lastEntry = fc.record({ id: text, by: text, after: text }, { requiredKeys: ['id', 'by'] });

/** A ticket with any values, each of those that may be absent there or not. */
export const anyTicket: fc.Arbitrary<Ticket> = fc.record(
  {
    serviceId: fc.constant('support'),
    number,
    version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    title: text,
    status: fc.constantFrom(...TICKET_STATUSES),
    channel: fc.constantFrom(...CHANNELS),
    priority: fc.constantFrom(...PRIORITIES),
    language: fc.constantFrom(...TICKET_LANGUAGES),
    customer: fc.record({ name: text, email: text, phone: text }, { requiredKeys: [] }),
    tags: fc.array(text, { maxLength: 3 }),
    createdAt: instant,
    activityAt: instant,
    unreadReply: fc.boolean(),
    waitingSince: fc.oneof(instant, text),
    snippet: text,
    customerId: text,
    serviceAddress: text,
    assigneeId: fc.oneof(
      text,
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
    ),
    groupId: text,
    inquiryTypeId: text,
    processingTypeId: text,
    createdBy: text,
    resolvedAt: instant,
    resolvedBy: text,
    completedAt: instant,
    internalReason: fc.constantFrom(...INTERNAL_REASONS),
    duplicateOf: number,
    beforeSpam: fc.record(
      { status: fc.constantFrom(...TICKET_STATUSES), assigneeId: text },
      { requiredKeys: ['status'] },
    ),
    transfer: fc.constantFrom(...TRANSFER_KINDS),
    transferId: text,
    transferring: text,
    origin: fc.record(
      { serviceId: text, number, escalationId: text, withdrawnAt: instant },
      { requiredKeys: ['serviceId', 'number'] },
    ),
    lastEntry,
    otherEntry: lastEntry,
    followsNumber: number,
    waiting: fc.record({ id: text, since: instant }),
    writtenByMachine: fc.constant(true as const),
  } satisfies { [Name in keyof Ticket]-?: fc.Arbitrary<unknown> },
  {
    noNullPrototype: true,
    requiredKeys: [
      'serviceId',
      'number',
      'version',
      'title',
      'status',
      'channel',
      'priority',
      'language',
      'customer',
      'tags',
      'createdAt',
      'activityAt',
      'unreadReply',
    ],
  },
);
