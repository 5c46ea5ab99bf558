import type { DeskClient } from '../support/desk-client.ts';
import { openDesk } from '../support/open-desk.ts';

export type TimeRow = {
  readonly operation: string;
  readonly clients: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
};

const CLIENTS = [1, 8, 32] as const;
/** Requests per operation and number of clients. */
const REQUESTS = 96;

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

/**
 * Times of whole HTTP requests against a running desk, from its gateway to its engine and back. For ratios within one
 * run: machines differ.
 */
export const measureTimes = async (): Promise<readonly TimeRow[]> => {
  const desk = await openDesk();
  try {
    const client: DeskClient = await desk.signIn('admin@example.com');
    const params = { serviceId: 'care' };
    const must = async (answer: Promise<{ readonly status: number; readonly body: unknown }>): Promise<void> => {
      const { status, body } = await answer;
      if (status >= 300) throw new Error(`a request of the bench was answered ${status}: ${JSON.stringify(body)}`);
    };
    const create = (i: number) =>
      client.call('createTicket', {
        params,
        body: { title: `Bench ${i}`, html: '<p>text</p>', customer: { email: `bench-${i}@customer.example.com` } },
      });

    const rows: TimeRow[] = [];
    const measure = async (
      operation: string,
      clients: number,
      requests: readonly (() => Promise<void>)[],
    ): Promise<void> => {
      const waiting = [...requests];
      const times: number[] = [];
      const startedAt = performance.now();
      await Promise.all(
        Array.from({ length: clients }, async () => {
          for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
            const askedAt = performance.now();
            await request();
            times.push(performance.now() - askedAt);
          }
        }),
      );
      const seconds = (performance.now() - startedAt) / 1000;
      times.sort((a, b) => a - b);
      rows.push({
        operation,
        clients,
        perSecond: times.length / seconds,
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
      });
    };
    const repeat = (request: (i: number) => Promise<void>) =>
      Array.from({ length: REQUESTS }, (_, i) => () => request(i));

    for (const clients of CLIENTS) {
      const numbers: number[] = [];
      await measure(
        'create',
        clients,
        repeat(async (i) => {
          const answer = await create(i);
          if (answer.status !== 201)
            throw new Error(`create was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
          numbers.push(answer.body.number);
        }),
      );
      await measure(
        'keep',
        clients,
        repeat((i) =>
          must(
            client.call('keepTicket', { params: { ...params, number: numbers[i]! }, body: { groupId: 'delivery' } }),
          ),
        ),
      );
      await measure(
        'resolve',
        clients,
        repeat((i) =>
          must(
            client.call('resolveTicket', { params: { ...params, number: numbers[i]! }, body: { html: '<p>done</p>' } }),
          ),
        ),
      );
      await measure(
        'list page of 50',
        clients,
        repeat(() => must(client.call('listTickets', { params, query: { list: 'all', limit: 50 } }))),
      );
      await measure(
        'ticket with history',
        clients,
        repeat(async (i) => {
          await must(client.call('getTicket', { params: { ...params, number: numbers[i]! } }));
          await must(client.call('listEntries', { params: { ...params, number: numbers[i]! } }));
        }),
      );
      await measure(
        'figures',
        clients,
        repeat(() => must(client.call('getFigures', { params }))),
      );
    }
    return rows;
  } finally {
    await desk.close();
  }
};
