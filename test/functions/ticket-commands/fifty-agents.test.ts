import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoCustomerRepository } from '../../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoMailRepository } from '../../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoImportantTickets } from '../../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { forEachAtMost } from '../../../shared/application/live/at-most.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';
import { httpDesk, type Answer, type HttpDesk } from '../../support/http-desk.ts';
import { anAgent } from '../../support/tickets.ts';

jest.setTimeout(180_000);

const TICKETS = 500;
const agents = Array.from({ length: 50 }, (_, i) => `agent-${i}`);

/**
 * The engine never says TransactionConflict; DynamoDB does, whenever two transactions meet on a row. One write in eight
 * meets one here, before it reaches the engine.
 */
const contended = (
  client: DynamoDBDocumentClient,
): { readonly client: DynamoDBDocumentClient; readonly injected: () => number } => {
  let [writes, injected] = [0, 0];
  const send = (command: unknown, ...rest: readonly unknown[]): unknown => {
    if (command instanceof TransactWriteCommand && (writes += 1) % 8 === 0) {
      injected += 1;
      return Promise.reject(
        new TransactionCanceledException({
          $metadata: {},
          message: 'Transaction cancelled',
          CancellationReasons: command.input.TransactItems!.map((_, i) => ({
            Code: i === 0 ? 'TransactionConflict' : 'None',
          })),
        }),
      );
    }
    return (client.send as (...given: readonly unknown[]) => unknown)(command, ...rest);
  };
  return {
    client: new Proxy(client, {
      get: (target, name) => (name === 'send' ? send : (Reflect.get(target, name) as unknown)),
    }),
    injected: () => injected,
  };
};

// Who meets whom is the subject, thousands of times: straight on the engine. The same commands under their role:
// moves.test.ts and its neighbours.
let engine: DynamoEngine;
let desk: HttpDesk;
let injected: () => number;
const numbers: number[] = [];

beforeAll(async () => {
  engine = await startDynamoEngine();
  const rough = contended(engine.client);
  injected = rough.injected;
  const { deskTable, sessionsTable } = engine;
  const on = { client: rough.client, deskTable, sessionsTable, backoff: jitteredBackoff, now: () => new Date() };
  desk = await httpDesk({
    backoff: jitteredBackoff,
    tickets: dynamoTicketRepository(on),
    mails: dynamoMailRepository(on),
    importantTickets: dynamoImportantTickets(on),
    customers: dynamoCustomerRepository(on),
    directory: { ...dynamoDeskDirectory(on), ...dynamoDeskRegistry(on) },
  });
  for (const agentId of agents) await desk.directory.putAgent(anAgent({ agentId, name: `Name of ${agentId}` }));
  await forEachAtMost(16, Array.from({ length: TICKETS }), async () => {
    numbers.push(await desk.create());
  });
});
afterAll(() => engine.stop());

describe(`given ${TICKETS} unassigned tickets, when ${agents.length} agents keep whatever they see, while transactions conflict`, () => {
  const answers: (Answer & { readonly as: string; readonly number: number })[] = [];

  beforeAll(async () => {
    const keepAll = async (as: string, nth: number): Promise<void> => {
      for (;;) {
        const { body } = await desk.call('listTickets', {
          as,
          query: { list: 'all_unassigned', limit: '4', order: nth % 2 === 0 ? 'newest' : 'oldest' },
        });
        const rows = body['rows'] as readonly { readonly number: number }[];
        if (rows.length === 0) return;
        const { number } = rows[nth % rows.length]!;
        answers.push({ as, number, ...(await desk.call('keepTicket', { as, params: { number } })) });
      }
    };
    await Promise.all(agents.map(keepAll));
  });

  it('then each ticket has one winner, who is its assignee', async () => {
    const won = answers.filter(({ status }) => status === 200);
    expect(won.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b));
    await forEachAtMost(16, won, async ({ as, number }) => {
      expect(await desk.tickets.find('support', number)).toMatchObject({
        assigneeId: as,
        status: 'processing',
        version: 2,
      });
    });
  });

  it('then each loser was told who has it', () => {
    const lost = answers.filter(({ status }) => status !== 200);
    const winnerOf = new Map(answers.filter(({ status }) => status === 200).map(({ number, as }) => [number, as]));
    for (const { status, number, body } of lost) {
      expect({
        status,
        code: body['code'],
        assigneeId: body['assigneeId'],
        assigneeName: body['assigneeName'],
      }).toEqual({
        status: 409,
        code: 'illegal_transition',
        assigneeId: winnerOf.get(number),
        assigneeName: `Name of ${winnerOf.get(number)!}`,
      });
    }
    expect(lost.length).toBeGreaterThan(0);
  });

  it('then the log of each ticket tells of one creation and one keep', async () => {
    await forEachAtMost(16, numbers, async (number) => {
      const { items } = await desk.tickets.listFacts('support', number, { limit: 100, order: 'oldest' });
      expect(items.map(({ type, version }) => `${type} ${version}`)).toEqual(['ticket_created 1', 'ticket_kept 2']);
    });
  });

  it('then conflicts had been there to survive', () => {
    expect(injected()).toBeGreaterThan(100);
  });
});

describe('given two who save the same ticket', () => {
  it('when both go by version 1, then the second is told what changed, and loses nothing by saving again', async () => {
    const number = await desk.create();
    const save = (as: string, version: number, body: object) =>
      desk.call('editTicket', { as, params: { number }, headers: { 'if-match': `"${version}"` }, body });
    const [first, second] = [
      await save('agent-1', 1, { priority: 'high', tags: ['fire'] }),
      await save('agent-2', 1, { title: 'Printer is burning' }),
    ];
    expect(first.status).toBe(200);
    expect(second).toMatchObject({
      status: 412,
      body: {
        code: 'version_conflict',
        expectedVersion: 1,
        actualVersion: 2,
        meanwhile: [
          {
            type: 'ticket_edited',
            version: 2,
            actor: { kind: 'agent', id: 'agent-1' },
            changes: { priority: { before: 'normal', after: 'high' }, tags: { after: 'fire' } },
          },
        ],
      },
    });
    expect((await save('agent-2', 2, { title: 'Printer is burning' })).body).toMatchObject({
      version: 3,
      title: 'Printer is burning',
      priority: 'high',
      tags: ['fire'],
    });
  });

  it('when fifty save at once without going by a version, then every save is in the log, each with its version', async () => {
    const number = await desk.create();
    const answers: Answer[] = [];
    await forEachAtMost(5, agents, async (as) => {
      const answer = await desk.call('editTicket', { as, params: { number }, body: { title: `As ${as} has it` } });
      answers.push(answer);
    });
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const { items } = await desk.tickets.listFacts('support', number, { limit: 100, order: 'oldest' });
    expect(items.map(({ version }) => version)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
    const titles = items.flatMap(({ changes }) => changes.title?.after ?? []);
    expect(new Set(titles)).toEqual(new Set(['Printer on fire', ...agents.map((as) => `As ${as} has it`)]));
  });
});
