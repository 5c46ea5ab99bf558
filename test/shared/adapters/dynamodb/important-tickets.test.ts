import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoDeskAdministration } from '../../../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../../shared/adapters/dynamodb/desk-registry.ts';
import { earlierImportantNumbersKey, markedNumbersKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { dynamoImportantTickets } from '../../../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { IMPORTANT_LIMIT } from '../../../../shared/application/ports/tickets.ts';
import { followImportant } from '../../../../shared/application/live/follow-important.ts';
import { markImportant } from '../../../../shared/application/tickets/mark-important.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { aChange, anAgent, aTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
let commands: string[] = [];
beforeAll(async () => {
  engine = await startDynamoEngine();
  engine.client.middlewareStack.add(
    (next, context) => (args) => {
      commands.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize', name: 'recordCommands' },
  );
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
    const follow = followImportant({ importantTickets, log: memoryLog() });
    const first = aTicket({ number: 1, version: 1 });
    await tickets.save(aChange(first));

    // As the stream does it: one change after the other, each once it is there.
    const work = (async () => {
      let ticket: Ticket = first;
      for (let version = 2; version <= 25; version += 1) {
        const next = { ...ticket, version, activityAt: new Date(Date.UTC(2026, 10, 22, 9, version)).toISOString() };
        expect(await tickets.save(aChange(next))).toMatchObject({ ok: true });
        expect(await follow([{ before: ticket, after: next }])).toEqual([]);
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

describe('the numbers that an agent marked', () => {
  const serviceId = 'numbers';
  let agents = 0;
  const aDesk = () => {
    const { client, deskTable } = engine;
    const on = { client, deskTable, backoff: async () => {} };
    return {
      agentId: `numbers-${(agents += 1)}`,
      registry: dynamoDeskRegistry(on),
      directory: dynamoDeskDirectory(on),
      administration: dynamoDeskAdministration(on),
      tickets: dynamoTicketRepository({ ...on, now: () => new Date() }),
      importantTickets: dynamoImportantTickets(on),
    };
  };
  const keepEarlier = (agentId: string, numbers: ReadonlySet<number>) =>
    engine.client.send(
      new PutCommand({
        TableName: engine.deskTable,
        Item: { ...earlierImportantNumbersKey(serviceId, agentId), entity: 'stars', numbers },
      }),
    );
  beforeAll(async () => {
    const { tickets } = aDesk();
    for (const number of [1, 2, 3]) await tickets.save(aChange(aTicket({ serviceId, number, version: 1 })));
  });
  const ticket = (number: number) => aTicket({ serviceId, number, version: 1 });

  it('given a new agent, then they are one read, before the first mark too, and marking is one write', async () => {
    const { agentId, registry, importantTickets } = aDesk();
    await registry.putAgent(anAgent({ serviceId, agentId, groupIds: [] }));
    commands = [];
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set());
    expect(await importantTickets.mark(ticket(1), agentId)).toBe('marked');
    await importantTickets.unmark(serviceId, 1, agentId);
    expect(commands).toEqual(['GetItemCommand', 'TransactWriteItemsCommand', 'TransactWriteItemsCommand']);
  });

  it('given what an earlier release kept, then it is shown, and goes where it is today with the next mark', async () => {
    const { agentId, importantTickets } = aDesk();
    await keepEarlier(agentId, new Set([7, 8]));
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set([7, 8]));
    expect(await importantTickets.mark(ticket(1), agentId)).toBe('marked');
    commands = [];
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set([1, 7, 8]));
    expect(commands).toEqual(['GetItemCommand']);
    await keepEarlier(agentId, new Set([9]));
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set([1, 7, 8]));
  });

  it('given marks of earlier releases, which no row of a block tells, then the first question finds them in the agents’ sets and remembers', async () => {
    const { agentId, importantTickets } = aDesk();
    const another = aDesk().agentId;
    await keepEarlier(agentId, new Set([2007, 4008]));
    await keepEarlier(another, new Set([2009, 2007]));
    expect(await importantTickets.mark(ticket(2), another)).toBe('marked');
    await engine.client.send(new DeleteCommand({ TableName: engine.deskTable, Key: markedNumbersKey(serviceId, 0) }));
    commands = [];
    expect(await importantTickets.marked(serviceId, [2007, 2008, 2009])).toEqual(new Set([2007, 2009]));
    expect(commands).toEqual(['BatchGetItemCommand', 'QueryCommand', 'QueryCommand', 'UpdateItemCommand']);
    expect(await importantTickets.marked(serviceId, [2, 4008, 3])).toEqual(new Set([2, 4008]));
    commands = [];
    expect(await importantTickets.marked(serviceId, [2, 4008, 2009, 2010])).toEqual(new Set([2, 4008, 2009]));
    expect(commands).toEqual(['BatchGetItemCommand']);
  });

  it('given a block that a mark began, then it is not taken for complete', async () => {
    const { agentId, importantTickets, tickets } = aDesk();
    await keepEarlier(agentId, new Set([6001]));
    await tickets.save(aChange(aTicket({ serviceId, number: 6002, version: 1 })));
    expect(await importantTickets.mark(ticket(6002), aDesk().agentId)).toBe('marked');
    expect(await importantTickets.marked(serviceId, [6001, 6002, 6003])).toEqual(new Set([6001, 6002]));
  });

  it('given what an earlier release kept, then a mark of it can be taken away', async () => {
    const { agentId, importantTickets } = aDesk();
    await keepEarlier(agentId, new Set([7, 8]));
    await importantTickets.unmark(serviceId, 7, agentId);
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set([8]));
  });

  it('given what an earlier release kept, when several are marked at once, then all are there', async () => {
    const { agentId, importantTickets } = aDesk();
    await keepEarlier(agentId, new Set([7, 8]));
    expect(await Promise.all([1, 2, 3].map((number) => importantTickets.mark(ticket(number), agentId)))).toEqual([
      'marked',
      'marked',
      'marked',
    ]);
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set([1, 2, 3, 7, 8]));
  });

  it('given as many as there may be of an earlier release, then one more is refused', async () => {
    const { agentId, importantTickets } = aDesk();
    await keepEarlier(agentId, new Set(Array.from({ length: IMPORTANT_LIMIT }, (_, i) => 100 + i)));
    expect(await importantTickets.mark(ticket(1), agentId)).toBe('full');
    expect((await importantTickets.numbers(serviceId, agentId)).size).toBe(IMPORTANT_LIMIT);
  });

  it('given a ticket that changed, then what an earlier release kept stays as it is', async () => {
    const { agentId, importantTickets } = aDesk();
    await keepEarlier(agentId, new Set([7]));
    expect(await importantTickets.mark(aTicket({ serviceId, number: 1, version: 9 }), agentId)).toBe('changed');
    expect(await importantTickets.numbers(serviceId, agentId)).toEqual(new Set([7]));
  });

  it('are none of the agents, who are listed and looked through without them', async () => {
    const { agentId, registry, directory, administration, importantTickets } = aDesk();
    const service = `${serviceId}-agents`;
    for (const each of [agentId, `${agentId}-2`])
      await registry.putAgent(anAgent({ serviceId: service, agentId: each, role: 'administrator', groupIds: [] }));
    await aDesk().tickets.save(aChange(aTicket({ serviceId: service, number: 1, version: 1 })));
    await importantTickets.mark(aTicket({ serviceId: service, number: 1, version: 1 }), agentId);
    expect((await directory.listAgents(service)).map((agent) => agent.agentId)).toEqual([agentId, `${agentId}-2`]);
    expect(await administration.otherAdministrator(service, agentId)).toBe(`${agentId}-2`);
    expect(await importantTickets.numbers(service, agentId)).toEqual(new Set([1]));
    expect(await importantTickets.numbers(service, `${agentId}-2`)).toEqual(new Set());
  });
});
