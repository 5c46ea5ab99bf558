import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAutomationRepository } from '../../../../shared/adapters/dynamodb/automation-repository.ts';
import { automationKey, traceKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { TRACE_DAYS, type AutomationCursor } from '../../../../shared/application/ports/automation.ts';
import { type TracedTrigger } from '../../../../shared/domain/trigger/trigger-run.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';
import { aTrace } from '../../../support/trigger-traces.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
let engine: DynamoEngine;
let repository: ReturnType<typeof dynamoAutomationRepository>;
let tickets: ReturnType<typeof dynamoTicketRepository>;
beforeAll(async () => {
  engine = await startDynamoEngine();
  const deps = { ...engine, backoff: async () => {}, now: () => NOW };
  repository = dynamoAutomationRepository(deps);
  tickets = dynamoTicketRepository(deps);
});
afterAll(() => engine.stop());

let numbers = 0;
const aCursor = (over: Partial<AutomationCursor> = {}): AutomationCursor => ({
  serviceId: 'support',
  number: (numbers += 1),
  version: 1,
  revision: 1,
  chains: { evt_1: ['trg_1'] },
  ...over,
});
const stored = async (key: object) =>
  (await engine.client.send(new GetCommand({ TableName: engine.sessionsTable, Key: { ...key } }))).Item;
const all = { limit: 50, order: 'newest' } as const;

it('keeps a cursor with its traces for 90 days after its last write', async () => {
  const first = aCursor();
  const { serviceId, number } = first;
  const trace = aTrace({ number });
  expect(await repository.find(serviceId, number)).toBeUndefined();
  expect(await repository.save({ after: first, traces: [trace] })).toBeUndefined();
  expect(await repository.find(serviceId, number)).toEqual(first);
  expect((await repository.listRuns(serviceId, number, all)).items).toEqual([trace]);
  const expiresAt = NOW.getTime() / 1000 + TRACE_DAYS * 86_400;
  expect(await stored(automationKey(serviceId, number))).toMatchObject({ expiresAt });
  expect(await stored(traceKey(serviceId, number, trace.runId))).toMatchObject({ expiresAt });
});

it('refuses what was decided on an older cursor, and an evaluation that was done before, and writes nothing of it', async () => {
  const before = aCursor();
  const { serviceId, number } = before;
  const trace = aTrace({ number });
  const after = { ...before, version: 2, revision: 2 };
  await repository.save({ after: before, traces: [] });
  expect(await repository.save({ before, after, traces: [trace] })).toBeUndefined();
  const again = aTrace({ number, runId: 'another' });
  expect(await repository.save({ before, after: { ...after, version: 9 }, traces: [again] })).toEqual({
    code: 'automation_conflict',
  });
  expect(await repository.save({ after, traces: [again] })).toEqual({ code: 'automation_conflict' });
  expect(await repository.save({ before: after, after: { ...after, revision: 3 }, traces: [again, trace] })).toEqual({
    code: 'trigger_run_exists',
    runId: trace.runId,
  });
  expect(await repository.find(serviceId, number)).toEqual(after);
  expect((await repository.listRuns(serviceId, number, all)).items).toEqual([trace]);
});

it('writes it with the ticket that triggers change, all or nothing', async () => {
  const { serviceId, number } = aCursor();
  const ticket = aTicket({ number, version: 1 });
  await tickets.save(aChange(ticket));
  const after = aCursor({ number });
  const trace = aTrace({ number });
  const change = aChange({ ...ticket, version: 2, priority: 'urgent' });
  expect(await tickets.save({ ...change, automation: { after, traces: [trace] } })).toMatchObject({ ok: true });
  expect(await repository.find(serviceId, number)).toEqual(after);
  const late = aChange({ ...ticket, version: 3, priority: 'low' });
  expect(await tickets.save({ ...late, automation: { after, traces: [] } })).toEqual({
    ok: false,
    error: { code: 'automation_conflict' },
  });
  const other = aTrace({ number, runId: 'other' });
  const moved = { before: after, after: { ...after, revision: 2 }, traces: [other] };
  expect(await tickets.save({ ...aChange({ ...ticket, version: 2 }), automation: moved })).toMatchObject({
    error: { code: 'version_conflict' },
  });
  expect((await tickets.find(serviceId, number))?.priority).toBe('urgent');
  expect((await repository.listRuns(serviceId, number, all)).items).toEqual([trace]);
});

it('keeps what hundreds of triggers saw in a few KB', async () => {
  const after = aCursor();
  const { serviceId, number } = after;
  const considered = Array.from(
    { length: 60 },
    (_, index): TracedTrigger => ({
      triggerId: `trg_01KB0ZJ6M4W8Q2T3V5X7Y9Z${String(index).padStart(3, '0')}`,
      name: `A rule of the service, number ${index}`,
      version: index + 1,
      outcome: 'conditions_not_met',
      conditions: [0, 1, 2].map((place) => ({
        field: ['ticket.priority', 'ticket.title', 'customer.email'][place]!,
        operator: 'contains',
        value: `value ${index} ${place}`,
        met: place === 1,
        seen: 'customer@example.com',
        groups: ['all'],
        path: [place],
      })),
    }),
  );
  const trace = aTrace({ number, considered });
  await repository.save({ after, traces: [trace] });
  expect((await repository.listRuns(serviceId, number, all)).items).toEqual([trace]);
  const packed = (await stored(traceKey(serviceId, number, trace.runId)))!['considered'] as Uint8Array;
  expect(JSON.stringify(considered).length).toBeGreaterThan(20_000);
  expect(packed.length).toBeLessThan(3000);
});

it('removes all of a deleted ticket and nothing of another one, also twice', async () => {
  const [gone, kept] = [aCursor({ number: 7001 }), aCursor({ number: 70_010 })];
  const traces = Array.from({ length: 60 }, (_, index) => aTrace({ number: gone.number, runId: `run_${index}` }));
  for (let start = 0; start < 60; start += 20)
    await repository.save({
      ...(start === 0 ? {} : { before: { ...gone, revision: start } }),
      after: { ...gone, revision: start + 20 },
      traces: traces.slice(start, start + 20),
    });
  await repository.save({ after: kept, traces: [aTrace({ number: kept.number })] });
  expect(await repository.removeAll('support', gone.number)).toBe(61);
  expect(await repository.removeAll('support', gone.number)).toBe(0);
  expect(await repository.find('support', gone.number)).toBeUndefined();
  expect((await repository.listRuns('support', kept.number, all)).items).toHaveLength(1);
});
