import { setTimeout as pause } from 'node:timers/promises';
import { openDesk, untilQuiet } from '../support/open-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { loadClient } from './load-client.ts';
import { benchOperations } from './operations.ts';
import { percentile } from './percentile.ts';

export type LoadRow = {
  readonly operation: string;
  readonly clients: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
};

export type LoadOptions = {
  /** Clients at once, one measurement after the other. */
  readonly clients: readonly number[];
  /** Requests of each operation for each number of clients. */
  readonly requests: number;
  /** A desk that runs already; without it one is started and ended. */
  readonly desk?: { readonly url: string; readonly email: string; readonly password: string };
};

const ADMINISTRATOR = { email: 'admin@example.com', password: 'Handover-Test-1' };

/**
 * Requests of an operation right before it is measured: instances start, and V8 compiles what they run. Those of
 * another operation may end meanwhile, as they do where nobody asks for it.
 */
const WARM_UP = 4000;
/**
 * What creating and resolving still cause is worked off before the next is measured. Milliseconds, for a desk of which
 * no more is known.
 */
const REST = 3000;

const openOrGiven = async (given: LoadOptions['desk'], connections: number) => {
  const started = given === undefined ? await openDesk() : undefined;
  const { url, email, password } = given ?? { url: started!.url, ...ADMINISTRATOR };
  const client = loadClient(url, (await tokenFor(url, email, password)).accessToken, connections);
  return {
    client,
    rest: () => (started === undefined ? pause(REST) : untilQuiet(started.data)),
    close: async () => {
      await client.close();
      await started?.close();
    },
  };
};

/**
 * Whole HTTP requests against a running desk, from its gateway to its engine and back, with so many clients at once.
 * For ratios within one run: machines differ.
 */
export const measureLoad = async ({ clients, requests, desk }: LoadOptions): Promise<readonly LoadRow[]> => {
  const { client, rest, close } = await openOrGiven(desk, Math.max(...clients));
  const rows: LoadRow[] = [];
  const run = async (
    act: (i: number) => Promise<void>,
    { from, count, atOnce }: { readonly from: number; readonly count: number; readonly atOnce: number },
  ): Promise<readonly number[]> => {
    const times: number[] = [];
    let next = from;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < from + count) {
          const i = next;
          next += 1;
          const askedAt = performance.now();
          await act(i);
          times.push(performance.now() - askedAt);
        }
      }),
    );
    return times.toSorted((one, other) => one - other);
  };
  try {
    for (const atOnce of clients) {
      for (const { name, run: act } of benchOperations(client)) {
        await run(act, { from: 0, count: WARM_UP, atOnce });
        await rest();
        const startedAt = performance.now();
        const times = await run(act, { from: WARM_UP, count: requests, atOnce });
        const seconds = (performance.now() - startedAt) / 1000;
        rows.push({
          operation: name,
          clients: atOnce,
          perSecond: requests / seconds,
          p50: percentile(times, 0.5),
          p95: percentile(times, 0.95),
        });
      }
    }
    return rows;
  } finally {
    await close();
  }
};
