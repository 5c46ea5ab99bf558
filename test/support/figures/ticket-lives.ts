import fc from 'fast-check';
import type { TicketRowChange } from '../../../shared/application/live/project-tickets.ts';
import type { CategoryUse } from '../../../shared/application/ports/figures.ts';
import type { FiguresReading, ListCountsReading } from '../../../shared/application/ports/live.ts';
import type { CountedTicket } from '../../../shared/domain/figures/figure-cells.ts';
import type { FiguresPeriod } from '../../../shared/domain/figures/last-day.ts';
import { aTicket } from '../tickets.ts';

export const AGENTS = ['mina', 'jun'] as const;
export const CATEGORIES = [
  { kind: 'inquiry_type', categoryId: 'delivery' },
  { kind: 'inquiry_type', categoryId: 'refund' },
  { kind: 'processing_type', categoryId: 'refund' },
] as const;
export const GROUPS = ['first-line', 'second-line'] as const;
export const ZONE = 'Asia/Seoul';
/** Around midnight in Seoul, so that days differ from UTC's. */
const INSTANTS = [
  '2026-11-22T03:00:00.000Z',
  '2026-11-22T14:59:59.000Z',
  '2026-11-22T15:00:01.000Z',
  '2026-11-23T02:00:00.000Z',
] as const;
export const DAYS = ['2026-11-22', '2026-11-23'] as const;
/** On each day, when the figures are read; and from when to when a ticket was received in the 24 hours before. */
export const READ_AT: Readonly<
  Record<(typeof DAYS)[number], { readonly now: Date; readonly received: readonly [from: string, to: string] }>
> = {
  '2026-11-22': {
    now: new Date('2026-11-22T14:59:59.000Z'),
    received: ['2026-11-21T14:30:00.000Z', '2026-11-22T15:00:00.000Z'],
  },
  '2026-11-23': {
    now: new Date('2026-11-23T03:40:00.000Z'),
    received: ['2026-11-22T03:30:00.000Z', '2026-11-23T04:00:00.000Z'],
  },
};
/** A day of which only that day's figures are read, not those of the last 24 hours. */
export const ofDay = (day: string): FiguresPeriod => ({ day, lastDay: [{ day, slices: [] }] });
const dayIn = (instant: string) => (instant < '2026-11-22T15:00:00.000Z' ? DAYS[0] : DAYS[1]);

type Life = { readonly changes: readonly TicketRowChange[]; readonly last: CountedTicket | undefined };

const aState = fc.record({
  status: fc.constantFrom(
    'unassigned' as const,
    'processing' as const,
    'pending' as const,
    'resolved' as const,
    'completed' as const,
    'transferred' as const,
    'dooray_in_progress' as const,
    'dooray_resolved' as const,
  ),
  group: fc.constantFrom(undefined, ...GROUPS),
  inquiryType: fc.constantFrom(undefined, 'delivery', 'refund'),
  processingType: fc.constantFrom(undefined, 'refund'),
  reason: fc.constantFrom(undefined, 'spam' as const, 'abuse' as const, 'test' as const, 'other' as const),
  agent: fc.constantFrom(...AGENTS),
  resolver: fc.constantFrom(...AGENTS),
  resolvedAt: fc.constantFrom(...INSTANTS),
});

const aLife = fc.record({
  createdAt: fc.constantFrom(...INSTANTS),
  states: fc.array(aState, { minLength: 1, maxLength: 6 }),
  removed: fc.boolean(),
});

/** The lives of some tickets of a service, each as the changes of its row. */
export const lives = (serviceId: string) =>
  fc.array(aLife, { minLength: 1, maxLength: 8 }).map((all) =>
    all.map(({ createdAt, states, removed }, index): Life => {
      const versions = states.map(
        ({ status, agent, resolver, resolvedAt, group, reason, inquiryType, processingType }, i) =>
          aTicket({
            serviceId,
            number: index + 1,
            version: i + 1,
            status,
            createdAt,
            assigneeId: status === 'unassigned' ? undefined : agent,
            groupId: group,
            ...(inquiryType === undefined ? {} : { inquiryTypeId: inquiryType }),
            ...(processingType === undefined ? {} : { processingTypeId: processingType }),
            ...(status === 'resolved' || status === 'completed' ? { internalReason: reason } : {}),
            ...(i > 0 ? { resolvedAt, resolvedBy: resolver } : {}),
          }),
      );
      const changes = versions.map((after, i): TicketRowChange =>
        i === 0 ? { after } : { before: versions[i - 1]!, after },
      );
      const end = versions.at(-1)!;
      return removed ? { changes: [...changes, { before: end }], last: undefined } : { changes, last: end };
    }),
  );

/** Every change at least once, some again, in any order and any batches. */
export const deliveries = (changes: readonly TicketRowChange[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length }),
      fc.shuffledSubarray([...changes], { minLength: changes.length }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
    )
    .map(([again, all, sizes]) => inBatches([...again, ...all], sizes));

const inBatches = (
  changes: readonly TicketRowChange[],
  sizes: readonly number[],
): readonly (readonly TicketRowChange[])[] => {
  const batches: TicketRowChange[][] = [];
  for (let start = 0, i = 0; start < changes.length; i += 1) {
    const size = sizes[i % sizes.length]!;
    batches.push(changes.slice(start, start + size));
    start += size;
  }
  return batches;
};

const MINE_WAITS = ['transferred', 'dooray_transferred', 'dooray_in_progress'];

/** The figures counted anew from the tickets, as product.md §4 words them: spam, abuse and tests don't count. */
export const recount = (
  all: readonly CountedTicket[],
  agentId: string,
  day: (typeof DAYS)[number],
): Omit<FiguresReading, 'revision'> => {
  const tickets = all.filter(
    ({ internalReason }) => internalReason === undefined || !['spam', 'abuse', 'test'].includes(internalReason),
  );
  const count = (matches: (ticket: CountedTicket) => boolean) => tickets.filter(matches).length;
  const resolvedToday = (ticket: CountedTicket) =>
    ['resolved', 'completed'].includes(ticket.status) &&
    ticket.resolvedAt !== undefined &&
    dayIn(ticket.resolvedAt) === day;
  const [from, to] = READ_AT[day].received;
  const isReceived = ({ createdAt }: CountedTicket) => from <= createdAt && createdAt < to;
  return {
    all: {
      created: count(({ createdAt }) => dayIn(createdAt) === day),
      resolved: count(resolvedToday),
      processing: count(({ status }) => status === 'processing'),
      pending: count(({ status }) => status === 'pending'),
      unassigned: count(({ status }) => status === 'unassigned'),
      unassignedToday: count(({ status, createdAt }) => status === 'unassigned' && dayIn(createdAt) === day),
      lastDay: {
        received: count(isReceived),
        resolved: count((ticket) => isReceived(ticket) && ['resolved', 'completed'].includes(ticket.status)),
      },
    },
    mine: {
      resolved: count((ticket) => resolvedToday(ticket) && ticket.resolvedBy === agentId),
      processing: count(({ status, assigneeId }) => status === 'processing' && assigneeId === agentId),
      pending: count(({ status, assigneeId }) => status === 'pending' && assigneeId === agentId),
      transfer: count(({ status, assigneeId }) => MINE_WAITS.includes(status) && assigneeId === agentId),
    },
  };
};

/** How many tickets the menu lists hold, counted anew, as product.md §3 words them: spam is in its own alone. */
export const recountLists = (all: readonly CountedTicket[], agentId: string): Omit<ListCountsReading, 'revision'> => {
  const tickets = all.filter(({ internalReason }) => internalReason !== 'spam');
  const count = (matches: (ticket: CountedTicket) => boolean) => tickets.filter(matches).length;
  const mine = (status: CountedTicket['status']) =>
    count((ticket) => ticket.status === status && ticket.assigneeId === agentId);
  return {
    lists: {
      all: tickets.length,
      spam: all.length - tickets.length,
      unassigned: count(({ status }) => status === 'unassigned'),
      issue: count(({ status }) => status === 'transferred' || status === 'transfer_completed'),
      dooray: count(({ status }) => status.startsWith('dooray_')),
    },
    mine: {
      processing: mine('processing'),
      pending: mine('pending'),
      resolved: mine('resolved'),
      completed: mine('completed'),
    },
    groups: new Map(GROUPS.map((groupId) => [groupId, count((ticket) => ticket.groupId === groupId)])),
  };
};

/** How many tickets name each category, counted anew: spam is left out, as in the lists. */
export const recountUse = (all: readonly CountedTicket[]): readonly CategoryUse[] =>
  CATEGORIES.map(({ kind, categoryId }) => {
    const own = all.filter(
      (ticket) =>
        ticket.internalReason !== 'spam' &&
        (kind === 'inquiry_type' ? ticket.inquiryTypeId : ticket.processingTypeId) === categoryId,
    );
    return {
      kind,
      categoryId,
      tickets: own.length,
      open: own.filter(({ status }) => status !== 'resolved' && status !== 'completed').length,
    };
  });
