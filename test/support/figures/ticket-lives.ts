import fc from 'fast-check';
import type { TicketRowChange } from '../../../shared/application/live/project-tickets.ts';
import type { FiguresReading } from '../../../shared/application/ports/live-gateways.ts';
import type { CountedTicket } from '../../../shared/domain/figures/figure-cells.ts';
import { aTicket } from '../tickets.ts';

export const AGENTS = ['mina', 'jun'] as const;
export const ZONE = 'Asia/Seoul';
/** Around midnight in Seoul, so that days differ from UTC's. */
const INSTANTS = ['2026-11-22T03:00:00.000Z', '2026-11-22T14:59:59.000Z', '2026-11-22T15:00:01.000Z', '2026-11-23T02:00:00.000Z'] as const;
export const DAYS = ['2026-11-22', '2026-11-23'] as const;
const dayIn = (instant: string) => (instant < '2026-11-22T15:00:00.000Z' ? DAYS[0] : DAYS[1]);

type Life = { readonly changes: readonly TicketRowChange[]; readonly last: CountedTicket | undefined };

const aState = fc.record({
  status: fc.constantFrom('unassigned' as const, 'processing' as const, 'pending' as const, 'resolved' as const, 'completed' as const, 'transferred' as const),
  agent: fc.constantFrom(...AGENTS), resolver: fc.constantFrom(...AGENTS), resolvedAt: fc.constantFrom(...INSTANTS),
});

const aLife = fc.record({ createdAt: fc.constantFrom(...INSTANTS), states: fc.array(aState, { minLength: 1, maxLength: 6 }), removed: fc.boolean() });

/** The lives of some tickets of a service, each as the changes of its row. */
export const lives = (serviceId: string) => fc.array(aLife, { minLength: 1, maxLength: 8 }).map((all) => all.map(({ createdAt, states, removed }, index): Life => {
  const versions = states.map(({ status, agent, resolver, resolvedAt }, i) => aTicket({
    serviceId, number: index + 1, version: i + 1, status, createdAt, assigneeId: status === 'unassigned' ? undefined : agent,
    ...(i > 0 ? { resolvedAt, resolvedBy: resolver } : {}),
  }));
  const changes = versions.map((after, i): TicketRowChange => (i === 0 ? { after } : { before: versions[i - 1]!, after }));
  const end = versions.at(-1)!;
  return removed ? { changes: [...changes, { before: end }], last: undefined } : { changes, last: end };
}));

/** Every change at least once, some again, in any order and any batches. */
export const deliveries = (changes: readonly TicketRowChange[]) =>
  fc.tuple(fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length }), fc.shuffledSubarray([...changes], { minLength: changes.length }), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }))
    .map(([again, all, sizes]) => inBatches([...again, ...all], sizes));

const inBatches = (changes: readonly TicketRowChange[], sizes: readonly number[]): readonly (readonly TicketRowChange[])[] => {
  const batches: TicketRowChange[][] = [];
  for (let start = 0, i = 0; start < changes.length; i += 1) {
    const size = sizes[i % sizes.length]!;
    batches.push(changes.slice(start, start + size));
    start += size;
  }
  return batches;
};

/** The figures counted anew from the tickets, as product.md §4 words them. */
export const recount = (tickets: readonly CountedTicket[], agentId: string, day: string): Omit<FiguresReading, 'revision'> => {
  const count = (matches: (ticket: CountedTicket) => boolean) => tickets.filter(matches).length;
  const resolvedToday = (ticket: CountedTicket) => ['resolved', 'completed'].includes(ticket.status) && ticket.resolvedAt !== undefined && dayIn(ticket.resolvedAt) === day;
  return {
    all: {
      created: count(({ createdAt }) => dayIn(createdAt) === day),
      resolved: count(resolvedToday),
      processing: count(({ status }) => status === 'processing'),
      pending: count(({ status }) => status === 'pending'),
      unassigned: count(({ status }) => status === 'unassigned'),
      unassignedToday: count(({ status, createdAt }) => status === 'unassigned' && dayIn(createdAt) === day),
    },
    mine: {
      resolved: count((ticket) => resolvedToday(ticket) && ticket.resolvedBy === agentId),
      processing: count(({ status, assigneeId }) => status === 'processing' && assigneeId === agentId),
      pending: count(({ status, assigneeId }) => status === 'pending' && assigneeId === agentId),
    },
  };
};
