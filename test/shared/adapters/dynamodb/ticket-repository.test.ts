import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { WriteContentionError } from '../../../../shared/application/ports/tickets.ts';
import { aFact, aMail, anEntry, aTicket } from '../../../support/tickets.ts';

// Only failures that the engine can't be brought to; everything else is in the port's contract test.
const ddb = mockClient(DynamoDBDocumentClient);
const waits: number[] = [];
const repository = () =>
  dynamoTicketRepository({
    client: ddb as unknown as DynamoDBDocumentClient,
    deskTable: 'desk-table',
    sessionsTable: 'sessions-table',
    backoff: async (attempt) => {
      waits.push(attempt);
    },
    now: () => new Date('2026-11-22T09:00:00.000Z'),
  });
const change = { ticket: aTicket(), fact: aFact(), entry: anEntry() };
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const named = (name: string) => Object.assign(new Error(name), { name });

beforeEach(() => {
  ddb.reset();
  waits.length = 0;
});

it('writes ticket, entry, event, mail, pointer and idempotency row in one transaction', async () => {
  ddb.on(TransactWriteCommand).resolves({});
  await repository().save({
    ...change,
    mail: aMail(),
    pointer: { messageId: 'm@example.com', digest: 'd' },
    idempotency: { callerId: 'agent_1', key: 'k', requestHash: 'h' },
  });
  const items = ddb
    .commandCalls(TransactWriteCommand)
    .flatMap((call) => call.args[0].input.TransactItems ?? [])
    .map(({ Put }) => Put!);
  expect(ddb.calls()).toHaveLength(1);
  expect(items.map(({ TableName, Item }) => [TableName, Item!['entity'] as string])).toEqual([
    ['sessions-table', 'idempotency'],
    ['desk-table', 'message'],
    ['desk-table', 'ticket'],
    ['desk-table', 'entry'],
    ['desk-table', 'event'],
    ['desk-table', 'mail'],
  ]);
  expect(items[0]!.Item).toMatchObject({ expiresAt: Date.parse('2026-11-23T09:00:00.000Z') / 1000 });
  expect(items[2]).toMatchObject({
    ConditionExpression: '#n0 = :v0',
    ExpressionAttributeNames: { '#n0': 'version' },
    ExpressionAttributeValues: { ':v0': 2 },
  });
});

it('keeps a ticket’s row under one write unit', async () => {
  ddb.on(TransactWriteCommand).resolves({});
  await repository().save({
    ...change,
    ticket: aTicket({
      resolvedAt: '2026-11-22T08:20:00.000Z',
      resolvedBy: 'x'.repeat(36),
      assigneeId: 'x'.repeat(36),
      createdBy: 'x'.repeat(36),
    }),
  });
  const put = ddb.commandCalls(TransactWriteCommand)[0]!.args[0].input.TransactItems![0]!.Put!;
  expect(Buffer.byteLength(JSON.stringify(put.Item))).toBeLessThan(1024);
});

it.each([
  ['TransactionConflict', cancelled('None', 'TransactionConflict', 'None')],
  ['throttling of a row', cancelled('ThrottlingError', 'None', 'None')],
  ['provisioned throughput', cancelled('ProvisionedThroughputExceeded')],
])('%s is tried again until it passes', async (_name, failure) => {
  ddb.on(TransactWriteCommand).rejectsOnce(failure).rejectsOnce(failure).resolves({});
  expect(await repository().save(change)).toEqual({ ok: true, value: change.ticket });
  expect(waits).toEqual([1, 2]);
});

it('gives up a conflict that does not end, having written nothing', async () => {
  ddb.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
  await expect(repository().save(change)).rejects.toThrow(WriteContentionError);
  expect(ddb.calls()).toHaveLength(8);
});

it('tells a failed condition although another row conflicts too: trying again would not help', async () => {
  ddb.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'TransactionConflict', 'None'));
  expect(await repository().save(change)).toEqual({
    ok: false,
    error: { code: 'version_conflict', expected: 2, actual: 0 },
  });
  expect(waits).toEqual([]);
});

it.each([
  ['a validation fault of a row', cancelled('ValidationError', 'None', 'None')],
  ['a failed condition of another kind', new ConditionalCheckFailedException({ message: 'x', $metadata: {} })],
  ['a timeout', named('TimeoutError')],
  ['throttling of the call, which the SDK has tried again', named('ThrottlingException')],
])('%s is thrown as it came', async (_name, failure) => {
  ddb.on(TransactWriteCommand).rejects(failure);
  await expect(repository().save(change)).rejects.toBe(failure);
  expect(ddb.calls()).toHaveLength(1);
});

it('a row of another release is a fault, not half a ticket', async () => {
  ddb.on(GetCommand).resolves({ Item: { entity: 'ticket', serviceId: 'support', number: 1 } });
  await expect(repository().find('support', 1)).rejects.toThrow();
});

it('an idempotency row past its time counts as gone though TTL has not taken it yet', async () => {
  const row = { entity: 'idempotency', requestHash: 'h', number: 1 };
  const claim = { callerId: 'a', key: 'k', requestHash: 'h' };
  ddb
    .on(GetCommand)
    .resolvesOnce({ Item: { ...row, expiresAt: Date.parse('2026-11-22T09:00:00.000Z') / 1000 } })
    .resolvesOnce({ Item: { ...row, expiresAt: Date.parse('2026-11-22T09:00:01.000Z') / 1000 } });
  expect(await repository().findClaim('support', claim)).toBeUndefined();
  expect(await repository().findClaim('support', claim)).toEqual({ number: 1 });
});
