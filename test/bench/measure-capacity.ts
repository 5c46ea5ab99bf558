import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import type { Operations } from '../../shared/contracts/http/operations.ts';
import { startDynamoEngine } from '../support/dynamo-engine.ts';
import { httpDesk, type Request } from '../support/http-desk.ts';
import { meterCapacity, type Units } from './capacity-meter.ts';

export type CapacityRow = { readonly operation: string; readonly units: Units };

/** Tickets in the desk while the lists are read. */
const TICKETS = 1_000;

/** What each operation costs from the HTTP event to its answer, the check of the caller's rights included. */
export const measureCapacity = async (): Promise<readonly CapacityRow[]> => {
  const engine = await startDynamoEngine();
  try {
    const { client, deskTable, viewsTable, sessionsTable } = engine;
    const meter = meterCapacity(client);
    const backoff = async (): Promise<void> => undefined;
    const desk = await httpDesk({
      tickets: dynamoTicketRepository({ client, deskTable, sessionsTable, backoff, now: () => new Date() }),
      mails: dynamoMailRepository({ client, deskTable, backoff }),
      directory: { ...dynamoDeskDirectory({ client, deskTable }), ...dynamoDeskRegistry({ client, deskTable, backoff }) },
    });
    for (let i = 0; i < TICKETS - 1; i += 1) await desk.create({ title: `Where is order A-${100_000 + i}? 배송이 언제 되나요` });

    const rows: CapacityRow[] = [];
    const measure = async (operation: string, ...calls: readonly (readonly [keyof Operations, Request])[]): Promise<Record<string, unknown>> => {
      meter.take();
      let body: Record<string, unknown> = {};
      for (const [id, request] of calls) {
        const answer = await desk.call(id, request);
        if (answer.status >= 300) throw new Error(`${operation} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
        body = answer.body;
      }
      rows.push({ operation, units: meter.take() });
      return body;
    };

    const body = { title: '주문 A-123456 배송이 언제 되나요?', html: '<p>안녕하세요. 아직 배송 준비 중으로 나옵니다.</p>', customer: { name: 'A customer', email: 'customer@example.com' } };
    const { number } = (await measure('create', ['createTicket', { body }])) as { number: number };
    await measure('create, with Idempotency-Key', ['createTicket', { body, headers: { 'idempotency-key': 'bench' } }]);
    await measure('keep', ['keepTicket', { params: { number }, body: {} }]);
    await measure('comment', ['commentTicket', { params: { number }, body: { html: '<p>확인했습니다.</p>' } }]);
    await measure('pend', ['pendTicket', { params: { number }, body: { html: '<p>확인하고 있습니다.</p>' } }]);
    await measure('resolve', ['resolveTicket', { params: { number }, body: { html: '<p>오늘 출고됩니다.</p>' } }]);
    await measure(`list page of 50 (of ${TICKETS})`, ['listTickets', { query: { list: 'all_unassigned', limit: '50' } }]);
    await measure('list page of 50, my processing (empty)', ['listTickets', { query: { list: 'my_processing', limit: '50' } }]);
    await measure('ticket with history', ['getTicket', { params: { number } }], ['listEntries', { params: { number } }]);
    await measure('event log', ['listEvents', { params: { number } }]);

    meter.take();
    await dynamoFiguresStore({ client, viewsTable, backoff }).read('support', 'first', '2026-11-22');
    rows.push({ operation: 'figures (rows only)', units: meter.take() });
    return rows;
  } finally {
    await engine.stop();
  }
};
