import { ENGLISH_INQUIRIES } from '../../infra/demo/inquiries-en.ts';
import { KOREAN_INQUIRIES } from '../../infra/demo/inquiries-ko.ts';
import type { TicketStatus } from '../../shared/domain/ticket/status.ts';
import { snippetOf } from '../../shared/domain/ticket/snippet.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';

/** Of twenty tickets: so that a thousand fill a page of every list. */
const STATUSES: readonly TicketStatus[] = [
  'unassigned',
  'processing',
  'resolved',
  'completed',
  'pending',
  'transferred',
  'dooray_transferred',
  'completed',
  'processing',
  'resolved',
  'unassigned',
  'pending',
  'transfer_completed',
  'completed',
  'dooray_in_progress',
  'processing',
  'resolved',
  'completed',
  'dooray_resolved',
  'resolved',
];
const AGENTS = Array.from({ length: 40 }, (_, i) => `0b6c9a1e-5d2f-4f7a-9c3b-${String(i).padStart(12, '0')}`);
const INQUIRIES = [...KOREAN_INQUIRIES, ...ENGLISH_INQUIRIES];
const BEGAN = Date.UTC(2020, 0, 1);
const MINUTE = 60_000;

/**
 * A ticket of a desk that gets one a minute. Every second one that has an assignee is `mine`; the last of twenty is
 * spam.
 */
export const benchTicket = (number: number, mine: string): Ticket => {
  const turn = number % STATUSES.length;
  const status = STATUSES[turn]!;
  const round = Math.floor(number / STATUSES.length);
  const createdAt = new Date(BEGAN + number * MINUTE).toISOString();
  const activityAt = new Date(BEGAN + number * MINUTE + (number % 97) * 1000).toISOString();
  const customer = 1 + (number % Math.ceil(number / 5));
  const inquiry = INQUIRIES[number % INQUIRIES.length]!;
  const snippet = snippetOf(inquiry);
  return {
    serviceId: 'support',
    number,
    version: 1 + (number % 9),
    status,
    channel: number % 7 === 0 ? 'created' : 'email',
    priority: number % 11 === 0 ? 'high' : 'normal',
    language: number % 3 === 0 ? 'en' : 'ko',
    title: inquiry.title.replace('{order}', `A-${100_000 + number}`).replace('{product}', 'Aria 2'),
    tags: [],
    customer: {
      name: `고객 ${customer}`,
      email: `customer-${customer}@mail.example.com`,
      ...(number % 4 === 0 ? { phone: `+8210${String(customer).padStart(8, '0')}` } : {}),
    },
    customerId: `cus_01K${String(customer).padStart(23, '0')}`,
    groupId: number % 5 < 3 ? 'first-line' : 'second-line',
    ...(status === 'unassigned' ? {} : { assigneeId: round % 2 === 0 ? mine : AGENTS[number % AGENTS.length]! }),
    ...(turn === 19 ? { internalReason: 'spam' } : {}),
    ...(status.startsWith('dooray')
      ? { transfer: 'dooray' }
      : status.startsWith('transfer')
        ? { transfer: 'issue' }
        : {}),
    serviceAddress: 'support@example.com',
    createdAt,
    activityAt,
    unreadReply: number % 13 === 0,
    ...(snippet === undefined ? {} : { snippet }),
    ...(status === 'unassigned' || status === 'processing' ? { waitingSince: activityAt } : {}),
    ...(status === 'resolved' || status === 'completed' ? { resolvedAt: activityAt, resolvedBy: mine } : {}),
  };
};
