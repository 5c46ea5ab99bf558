import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoProjectionStore } from '../../shared/adapters/dynamodb/projection-store.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import type { Operations } from '../../shared/contracts/http/operations.ts';
import { projectTickets } from '../../shared/application/live/project-tickets.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import { startDynamoEngine } from '../support/dynamo-engine.ts';
import type { Request } from '../support/http-event.ts';
import { aTicket } from '../support/tickets.ts';
import { benchDesk } from './bench-desk.ts';
import { meterCapacity, type Units } from './capacity-meter.ts';
import { ofDay } from '../support/figures/ticket-lives.ts';

export type CapacityRow = { readonly operation: string; readonly units: Units };

/** Tickets in the desk while a list is read: a page and some; `measureLists` reads larger ones. */
const TICKETS = 60;

/** One ticket's versions, as the figures see them. */
const benchLife = (): readonly (readonly [string, Ticket])[] => {
  const created = aTicket({
    number: 500_000,
    version: 1,
    status: 'unassigned',
    assigneeId: undefined,
    groupId: undefined,
  });
  const kept: Ticket = { ...created, version: 2, status: 'processing', assigneeId: 'agent_1', groupId: 'first-line' };
  const commented: Ticket = { ...kept, version: 3 };
  const resolved: Ticket = {
    ...commented,
    version: 4,
    status: 'resolved',
    resolvedAt: '2026-11-22T09:00:00.000Z',
    resolvedBy: 'agent_1',
  };
  const completed: Ticket = { ...resolved, version: 5, status: 'completed' };
  return [
    ['a new ticket', created],
    ['keep', kept],
    ['a comment', commented],
    ['resolve', resolved],
    ['complete', completed],
  ];
};

/** What each operation costs from the HTTP event to its answer, the check of the caller's rights included. */
export const measureCapacity = async (): Promise<readonly CapacityRow[]> => {
  const engine = await startDynamoEngine();
  try {
    const { client, deskTable, viewsTable } = engine;
    const meter = meterCapacity(client);
    const backoff = async (): Promise<void> => undefined;
    const desk = await benchDesk(engine);
    for (let i = 0; i < TICKETS - 1; i += 1)
      await desk.create({ title: `Where is order A-${100_000 + i}? 배송이 언제 되나요` });

    const rows: CapacityRow[] = [];
    const measure = async (
      operation: string,
      ...calls: readonly (readonly [keyof Operations, Request])[]
    ): Promise<Record<string, unknown>> => {
      meter.take();
      let body: Record<string, unknown> = {};
      for (const [id, request] of calls) {
        const answer = await desk.call(id, request);
        if (answer.status >= 300)
          throw new Error(`${operation} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
        body = answer.body;
      }
      rows.push({ operation, units: meter.take() });
      return body;
    };

    const body = {
      title: '주문 A-123456 배송이 언제 되나요?',
      html: '<p>안녕하세요. 아직 배송 준비 중으로 나옵니다.</p>',
      customer: { name: 'A customer', email: 'customer@example.com' },
    };
    const { number } = (await measure('create', ['createTicket', { body }])) as { number: number };
    await measure('create, with Idempotency-Key', ['createTicket', { body, headers: { 'idempotency-key': 'bench' } }]);
    await measure('keep', ['keepTicket', { params: { number }, body: {} }]);
    await measure('forward to an agent', [
      'forwardTicket',
      { as: 'boss', params: { number }, body: { assigneeId: 'first' } },
    ]);
    await measure('save two fields', [
      'editTicket',
      { params: { number }, body: { priority: 'high', tags: ['delivery'] } },
    ]);
    await measure('comment', ['commentTicket', { params: { number }, body: { html: '<p>확인했습니다.</p>' } }]);
    await measure('first autosave of a draft', [
      'saveDraft',
      { params: { number }, body: { html: '<p>확인하고</p>', version: 0 } },
    ]);
    await measure('autosave', [
      'saveDraft',
      { params: { number }, body: { html: '<p>확인하고 있습니다.</p>', version: 1 } },
    ]);
    await measure('draft', ['getDraft', { params: { number } }]);
    await measure('comment that sends the draft', [
      'commentTicket',
      { params: { number }, body: { html: '<p>확인하고 있습니다.</p>', draftVersion: 2 } },
    ]);
    await measure('what was written before', ['listDraftVersions', { params: { number } }]);
    await measure('pend', ['pendTicket', { params: { number }, body: { html: '<p>확인하고 있습니다.</p>' } }]);
    await measure('resolve', ['resolveTicket', { params: { number }, body: { html: '<p>오늘 출고됩니다.</p>' } }]);
    await measure('complete', ['completeTicket', { as: 'boss', params: { number }, body: {} }]);
    await measure('resolve internally as spam', [
      'resolveInternally',
      { params: { number: 1 }, body: { reason: 'spam' } },
    ]);
    await measure('delete spam', ['deleteTicket', { as: 'boss', params: { number: 1 } }]);
    await measure('batch: priority of ten', [
      'batchTickets',
      {
        headers: { 'idempotency-key': 'batch' },
        body: { numbers: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11], command: { kind: 'set_priority', priority: 'high' } },
      },
    ]);
    await measure('mark as important', ['starTicket', { params: { number }, body: {} }]);
    await measure('take the mark away', ['unstarTicket', { params: { number } }]);
    await measure('list page of 50', ['listTickets', { query: { list: 'all_unassigned', limit: '50' } }]);
    await measure('list page of 50, my processing (empty)', [
      'listTickets',
      { query: { list: 'my_processing', limit: '50' } },
    ]);
    await measure(
      'ticket with history',
      ['getTicket', { params: { number } }],
      ['listEntries', { params: { number } }],
    );
    await measure('ticket, history and log in one', ['getTicketWithHistory', { params: { number } }]);
    await measure('event log', ['listEvents', { params: { number } }]);

    const run = async (operation: string, work: () => Promise<unknown>) => {
      meter.take();
      await work();
      rows.push({ operation, units: meter.take() });
    };
    const figures = dynamoFiguresStore({ client, viewsTable, backoff });
    await run('figures (rows only)', () => figures.read('support', 'first', ofDay('2026-11-22')));
    await run('counts of lists, two groups (rows only)', () =>
      figures.readLists('support', 'second', ['first-line', 'second-line']),
    );

    const importantTickets = dynamoImportantTickets({ client, deskTable, backoff });
    const project = projectTickets({
      projections: dynamoProjectionStore({ client, viewsTable, backoff }),
      timeZoneOf: async () => 'Asia/Seoul',
      backoff,
    });
    const life = benchLife();
    for (const [i, [operation, after]] of life.entries()) {
      const before = life[i - 1]?.[1];
      await run(`count ${operation}`, () => project([before === undefined ? { after } : { before, after }]));
    }
    // The first of a thousand looks at what every agent marked.
    await importantTickets.marked('support', [life[0]![1].number]);
    await run('whether anybody marked a ticket', () => importantTickets.marked('support', [life[0]![1].number]));
    return rows;
  } finally {
    await engine.stop();
  }
};
