import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { ticketRows } from '../../shared/adapters/dynamodb/ticket-rows.ts';
import { startDynamoEngine, type DynamoEngine } from '../support/dynamo-engine.ts';
import { anAgent } from '../support/tickets.ts';
import { benchDesk } from './bench-desk.ts';
import { benchTicket } from './bench-tickets.ts';
import { meterCapacity } from './capacity-meter.ts';

export type ListRow = {
  readonly tickets: number;
  readonly list: string;
  readonly rows: number;
  readonly readUnits: number;
  readonly p50: number;
};

const MARKS = 400;
const ROUNDS = 15;
/** An id as the user pool gives them: keys and rows hold it. */
const CALLER = '0b6c9a1e-5d2f-4f7a-9c3b-2d6c1f0a9e57';
const LISTS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ...[
    'all',
    'all_unassigned',
    'my_processing',
    'my_pending',
    'my_resolved',
    'my_completed',
    'all_in_group',
    'all_transferred',
    'spam',
  ].map((list) => [list, { list }] as const),
  ['all_in_group, one of them', { list: 'all_in_group', groupId: 'first-line' }],
  ['all_transferred, issue', { list: 'all_transferred', transfer: 'issue' }],
  ['all, oldest first', { list: 'all', order: 'oldest' }],
  ['all, important', { list: 'all', important: 'true' }],
  ['my_pending, important', { list: 'my_pending', important: 'true' }],
];

function* rowsOf(tickets: number): Iterable<object> {
  for (let number = 1; number <= tickets; number += 1) yield ticketRows.toItem(benchTicket(number, CALLER));
}

/**
 * What each list costs in one desk: a page of 50 rows, from the HTTP event to its answer with the caller's rights and
 * marks.
 */
const measureDesk = async (engine: DynamoEngine, tickets: number): Promise<readonly ListRow[]> => {
  const { client, deskTable } = engine;
  const meter = meterCapacity(client);
  const backoff = async (): Promise<void> => undefined;
  const importantTickets = dynamoImportantTickets({ client, deskTable, backoff });
  const desk = await benchDesk(engine);
  await dynamoDeskRegistry({ client, deskTable, backoff }).putAgent(
    anAgent({ agentId: CALLER, groupIds: ['first-line', 'second-line'] }),
  );
  for (let number = 1; number <= Math.min(MARKS, tickets); number += 1)
    await importantTickets.mark(benchTicket(number, CALLER), CALLER);
  const rows: ListRow[] = [];
  for (const [list, query] of LISTS) {
    const times: number[] = [];
    let [shown, readUnits] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      meter.take();
      const askedAt = performance.now();
      const { status, body } = await desk.call('listTickets', { as: CALLER, query: { ...query, limit: '50' } });
      times.push(performance.now() - askedAt);
      if (status !== 200) throw new Error(`The list ${list} was answered ${status}: ${JSON.stringify(body)}`);
      shown = (body['rows'] as unknown[]).length;
      readUnits = meter.take().read;
    }
    rows.push({ tickets, list, rows: shown, readUnits, p50: times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]! });
  }
  return rows;
};

/** Measures the lists in a desk of each of these sizes; `tell` hears how long loading took. */
export const measureLists = async (
  sizes: readonly number[],
  tell: (line: string) => void,
): Promise<readonly ListRow[]> => {
  const rows: ListRow[] = [];
  for (const tickets of sizes) {
    const startedAt = performance.now();
    const engine = await startDynamoEngine({ deskRows: rowsOf(tickets) });
    tell(`${tickets} tickets loaded in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    try {
      rows.push(...(await measureDesk(engine, tickets)));
    } finally {
      await engine.stop();
    }
  }
  return rows;
};
