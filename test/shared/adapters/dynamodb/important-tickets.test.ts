import { dynamoImportantTickets } from '../../../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { markImportant } from '../../../../shared/application/tickets/mark-important.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const AGENTS = Array.from({ length: 12 }, (_, i) => `agent-${i}`);

describe('dynamoImportantTickets', () => {
  it('given a ticket that changes while agents mark it, when each change is followed, then every mark is of the last version', async () => {
    const { client, deskTable } = engine;
    const backoff = (attempt: number) =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, attempt * 5 * Math.random());
      });
    const tickets = dynamoTicketRepository({ client, deskTable, backoff, now: () => new Date() });
    const importantTickets = dynamoImportantTickets({ client, deskTable, backoff });
    const mark = markImportant({ tickets, importantTickets, backoff });
    const first = aTicket({ number: 1, version: 1 });
    await tickets.save(aChange(first));

    // As the stream does it: one change after the other, each once it is there.
    const work = (async () => {
      let ticket: Ticket = first;
      for (let version = 2; version <= 25; version += 1) {
        const next = { ...ticket, version, activityAt: new Date(Date.UTC(2026, 10, 22, 9, version)).toISOString() };
        expect(await tickets.save(aChange(next))).toMatchObject({ ok: true });
        await importantTickets.follow(next, false);
        ticket = next;
      }
    })();
    const marks = await Promise.all(
      AGENTS.map((agentId) => mark({ serviceId: 'support', number: 1, agentId, important: true })),
    );
    await work;

    expect(marks.every(({ ok }) => ok)).toBe(true);
    for (const agentId of AGENTS) {
      const { items } = await tickets.listTickets(
        'support',
        { kind: 'important', agentId, of: { kind: 'all' } },
        { limit: 5, order: 'newest' },
      );
      expect(items).toMatchObject([{ number: 1, version: 25, activityAt: '2026-11-22T09:25:00.000Z' }]);
    }
  }, 30_000);
});
