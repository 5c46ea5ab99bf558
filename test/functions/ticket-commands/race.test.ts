import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoMailRepository } from '../../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { anAgent } from '../../support/tickets.ts';

// Who meets whom is the subject, thousands of times: straight on the engine. The same commands under their role:
// moves.test.ts and its neighbours.
let engine: DynamoEngine;
let desk: HttpDesk;
const agents = Array.from({ length: 20 }, (_, i) => `agent-${i}`);

beforeAll(async () => {
  engine = await startDynamoEngine();
  const { client, deskTable, sessionsTable } = engine;
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff, now: () => new Date() };
  desk = await httpDesk({
    backoff: jitteredBackoff,
    tickets: dynamoTicketRepository(on),
    mails: dynamoMailRepository(on),
    directory: { ...dynamoDeskDirectory(on), ...dynamoDeskRegistry(on) },
  });
  for (const agentId of agents) await desk.directory.putAgent(anAgent({ agentId, name: `Name of ${agentId}` }));
});
afterAll(() => engine.stop());

const factsOf = async (number: number) =>
  (await desk.tickets.listFacts('support', number, { limit: 100, order: 'oldest' })).items;

describe('on the real engine', () => {
  it('given twenty agents who keep one ticket, then one has it and nineteen are told who', async () => {
    const number = await desk.create();
    const answers = await Promise.all(
      agents.map(async (as) => ({ as, ...(await desk.call('keepTicket', { as, params: { number } })) })),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    const winner = winners[0]!.as;
    const losers = answers.filter(({ status }) => status === 409);
    expect(losers).toHaveLength(19);
    for (const { body } of losers)
      expect(body).toMatchObject({
        code: 'illegal_transition',
        ticketStatus: 'processing',
        assigneeId: winner,
        assigneeName: `Name of ${winner}`,
      });
    expect(await desk.tickets.find('support', number)).toMatchObject({ assigneeId: winner, version: 2 });
    expect((await factsOf(number)).map(({ type }) => type)).toEqual(['ticket_created', 'ticket_kept']);
  });

  it('given twenty who comment at once, then every comment is there, each with its version', async () => {
    const number = await desk.create();
    const answers = await Promise.all(
      agents.map((as) => desk.call('commentTicket', { as, params: { number }, body: { html: `<p>${as}</p>` } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(agents.map(() => 200));
    expect((await factsOf(number)).map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 21 }, (_, i) => i + 1),
    );
    const texts = (await desk.tickets.listEntries('support', number, { limit: 100, order: 'oldest' })).items.map(
      ({ text }) => text,
    );
    expect(new Set(texts)).toEqual(new Set(['It burns', ...agents]));
  });

  it('given twenty who resolve with the same If-Match, then one does and the others are told of the change', async () => {
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    const answers = await Promise.all(
      agents.map(() =>
        desk.call('pendTicket', { params: { number }, headers: { 'if-match': '"2"' }, body: { html: '<p>Wait</p>' } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...agents.slice(1).map(() => 412)]);
    const { body } = await desk.call('listEntries', { params: { number } });
    expect((body['entries'] as { mail: unknown }[]).filter(({ mail }) => mail !== null)).toHaveLength(1);
  });

  it('given one request that is sent twenty times at once, then it is done once', async () => {
    const answers = await Promise.all(
      agents.map(() =>
        desk.call('createTicket', {
          headers: { 'idempotency-key': 'one' },
          body: { title: 'Once', html: '<p>x</p>', customer: {} },
        }),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} #${String(body['number'])}`)).size).toBe(1);
    const { items } = await desk.tickets.listTickets('support', { kind: 'all' }, { limit: 100, order: 'newest' });
    expect(items.filter(({ title }) => title === 'Once')).toHaveLength(1);
  });

  it('given twenty different batches under one key at once, then one is done and the others are refused whole', async () => {
    const numbers = await Promise.all([desk.create(), desk.create()]);
    const commands = agents.map((_, i) => ({ kind: 'comment', html: `<p>Batch ${i}</p>` }));
    const answers = await Promise.all(
      commands.map((command) =>
        desk.call('batchTickets', { headers: { 'idempotency-key': 'one-batch' }, body: { numbers, command } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...agents.slice(1).map(() => 422)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    for (const number of numbers)
      expect(
        (await desk.tickets.listEntries('support', number, { limit: 100, order: 'oldest' })).items.map(
          ({ text }) => text,
        ),
      ).toEqual(['It burns', `Batch ${winner}`]);
  });

  it('given one batch that is sent twenty times at once, then each ticket has it once', async () => {
    const numbers = await Promise.all([desk.create(), desk.create(), desk.create()]);
    const answers = await Promise.all(
      agents.map(() =>
        desk.call('batchTickets', {
          headers: { 'idempotency-key': 'again' },
          body: { numbers, command: { kind: 'comment', html: '<p>Once</p>' } },
        }),
      ),
    );
    for (const { status, body } of answers)
      expect([status, (body['results'] as { ok: boolean }[]).map(({ ok }) => ok)]).toEqual([200, [true, true, true]]);
    for (const number of numbers)
      expect((await factsOf(number)).map(({ type }) => type)).toEqual(['ticket_created', 'ticket_commented']);
  });

  it('given twenty who save with the same If-Match, then one does and each of the others is told what changed', async () => {
    const number = await desk.create();
    const answers = await Promise.all(
      agents.map(async (as) => ({
        as,
        ...(await desk.call('editTicket', {
          as,
          params: { number },
          headers: { 'if-match': '"1"' },
          body: { title: `Title of ${as}` },
        })),
      })),
    );
    const winner = answers.find(({ status }) => status === 200)!;
    const losers = answers.filter(({ as }) => as !== winner.as);
    const meanwhile = [
      {
        type: 'ticket_edited',
        version: 2,
        actor: { kind: 'agent', id: winner.as },
        changes: { title: { before: 'Printer on fire', after: `Title of ${winner.as}` } },
      },
    ];
    for (const { status, body } of losers)
      expect({ status, ...body }).toMatchObject({ status: 412, actualVersion: 2, meanwhile });
    expect(await desk.tickets.find('support', number)).toMatchObject({ title: `Title of ${winner.as}`, version: 2 });
  });

  it('given twenty who forward one ticket at once to different agents, then it is theirs who came last, and the log tells each', async () => {
    const number = await desk.create();
    const answers = await Promise.all(
      agents.map((as) => desk.call('forwardTicket', { as: 'boss', params: { number }, body: { assigneeId: as } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(agents.map(() => 200));
    const facts = (await factsOf(number)).filter(({ type }) => type === 'ticket_forwarded');
    expect(facts).toHaveLength(20);
    facts.slice(1).forEach(({ changes }, i) => {
      expect(changes.assignee?.before).toBe(facts[i]!.changes.assignee?.after);
    });
    expect(await desk.tickets.find('support', number)).toMatchObject({
      assigneeId: facts.at(-1)!.assigneeId,
      version: 21,
    });
  });

  it('given twenty who comment while an administrator deletes spam, then each is either before or told that it is gone', async () => {
    const number = await desk.create();
    await desk.call('resolveInternally', { params: { number }, body: { reason: 'spam' } });
    const comment = async (as: string) =>
      (await desk.call('commentTicket', { as, params: { number }, body: { html: `<p>${as}</p>` } })).status;
    const [statuses, deleted] = await Promise.all([
      Promise.all(agents.map(comment)),
      desk.call('deleteTicket', { as: 'boss', params: { number } }),
    ]);
    expect(deleted).toMatchObject({ status: 200, body: { number } });
    expect(await desk.tickets.find('support', number)).toBeUndefined();
    expect(new Set([...statuses, 200, 404])).toEqual(new Set([200, 404]));
    const facts = await factsOf(number);
    expect(facts.filter(({ type }) => type === 'ticket_commented')).toHaveLength(
      statuses.filter((status) => status === 200).length,
    );
    expect(facts.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(facts.map((_, i) => i + 1));
    expect(facts.toSorted((a, b) => a.version - b.version).at(-1)).toMatchObject({ type: 'ticket_deleted' });
  });

  it('given a batch that is sent three times at once under one key, then nothing is done twice', async () => {
    const numbers = await Promise.all(Array.from({ length: 12 }, () => desk.create()));
    const command = { kind: 'comment', html: '<p>Once</p>' };
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        desk.call('batchTickets', { headers: { 'idempotency-key': 'batch-once' }, body: { numbers, command } }),
      ),
    );
    for (const { body } of answers)
      expect(body['results']).toEqual(
        numbers.map((number) => ({
          ok: true,
          number,
          version: 2,
          status: 'unassigned',
          lastEntryId: expect.any(String) as string,
        })),
      );
    for (const number of numbers)
      expect((await factsOf(number)).map(({ type }) => type)).toEqual(['ticket_created', 'ticket_commented']);
  });

  it('given one keep that is sent twenty times at once under one key, then all hear of success', async () => {
    const number = await desk.create();
    const answers = await Promise.all(
      agents.map(() => desk.call('keepTicket', { params: { number }, headers: { 'idempotency-key': 'keep-once' } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(agents.map(() => 200));
    expect((await factsOf(number)).filter(({ type }) => type === 'ticket_kept')).toHaveLength(1);
  });
});
