import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openTables } from '../support/desk-tables.ts';
import { openDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';
import { percentile } from './percentile.ts';

const CARE = { serviceId: 'care' };
/** Mail programs that write at the same time. */
const SENDERS = 8;
/** Milliseconds for all of it, on a machine that does something else too. */
const PATIENCE = 600_000;

export type DistributionRow = {
  readonly mails: number;
  readonly triggers: number;
  /** Seconds in which the desk took all mails. */
  readonly taken: number;
  /** Milliseconds from when the desk took a mail to when its ticket was an agent's. */
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Tickets of each agent, most first. */
  readonly tickets: readonly number[];
};

/** Triggers of which the last but one gives each new ticket to the next agent of a group; the others ask in vain. */
const makeTriggers = async (admin: DeskClient, count: number): Promise<void> => {
  for (let nth = 1; nth <= count; nth += 1) {
    const isTheOne = nth === count - 1;
    const { status, body } = await admin.call('createTrigger', {
      params: CARE,
      body: {
        name: `Rule ${nth}`,
        event: { kind: nth % 2 === 0 || isTheOne ? 'ticket_created' : 'ticket_updated' },
        conditions: {
          match: 'all',
          conditions: isTheOne
            ? [{ field: 'ticket.channel', operator: 'is', value: 'email' }]
            : [
                { field: 'ticket.title', operator: 'contains', value: `Product ${nth}` },
                { field: 'entry.text', operator: 'contains', value: `number ${nth}` },
              ],
        },
        actions: isTheOne
          ? [{ kind: 'assign', groupId: 'delivery', strategy: 'sequential' }]
          : [{ kind: 'add_tag', tag: `rule-${nth}` }],
      },
    });
    if (status !== 201) throw new Error(`Trigger ${nth} was answered ${status} ${JSON.stringify(body)}`);
  }
};

/** A burst of mails to a running desk with triggers: how evenly and how soon their tickets are handed out. */
export const measureDistribution = async (mails: number, triggers: number): Promise<DistributionRow> => {
  const desk = await openDesk();
  try {
    await makeTriggers(await desk.signIn('admin@example.com'), triggers);
    const takenAt = new Map<string, number>();
    const begun = Date.now();
    await forEachAtMost(SENDERS, [...Array(mails).keys()], async (index) => {
      const subject = `Where is parcel ${index}?`;
      const from = `customer-${index}@customer.example.com`;
      await sendAsCustomer(desk.smtpPort, { from, to: 'support@desk.example.com', subject, text: 'It is late' });
      takenAt.set(subject, Date.now());
    });
    const taken = (Date.now() - begun) / 1000;
    const tables = await openTables(desk.data);
    const tickets = dynamoTicketRepository({ ...tables, backoff: async () => {}, now: () => new Date() });
    const waits: number[] = [];
    const counts = new Map<string, number>();
    const seen = new Set<number>();
    await waitUntil(
      'all tickets to be assigned',
      async () => {
        const numbers = Array.from({ length: mails + 50 }, (_, index) => index + 1).filter((each) => !seen.has(each));
        await forEachAtMost(16, numbers, async (number) => {
          const ticket = await tickets.find(CARE.serviceId, number);
          if (ticket?.assigneeId === undefined) return;
          const { items } = await tickets.listFacts(CARE.serviceId, number, { limit: 20, order: 'oldest' });
          const assigned = items.find(({ type }) => type === 'ticket_assigned');
          if (assigned === undefined) return;
          seen.add(number);
          waits.push(Date.parse(assigned.at) - takenAt.get(ticket.title)!);
          counts.set(ticket.assigneeId, (counts.get(ticket.assigneeId) ?? 0) + 1);
        });
        return seen.size === mails;
      },
      PATIENCE,
      1000,
    );
    tables.close();
    const sorted = waits.toSorted((a, b) => a - b);
    return {
      mails,
      triggers,
      taken,
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
      longest: sorted.at(-1)!,
      tickets: [...counts.values()].toSorted((a, b) => b - a),
    };
  } finally {
    await desk.close();
  }
};
