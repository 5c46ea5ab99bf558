import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoFiguresStore } from '../../../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoProjectionStore } from '../../../../shared/adapters/dynamodb/projection-store.ts';
import { ofDay } from '../../../support/figures/ticket-lives.ts';

// What the engine can't produce: conflicts of transactions and throttling. The rest is in the contract suite, on the
// engine.
const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => {
  dynamo.reset();
});

const client = dynamo as unknown as DynamoDBDocumentClient;
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const step = {
  serviceId: 'care',
  projections: [{ after: { serviceId: 'care', number: 1, version: 1, removed: false, cells: [] } }],
  changes: [{ scope: 'all', span: 'now', by: { unassigned: 1 } }],
};

const waits: number[] = [];
const backoff = async (attempt: number): Promise<void> => {
  waits.push(attempt);
};
beforeEach(() => {
  waits.length = 0;
});

describe('dynamoProjectionStore', () => {
  const move = () => dynamoProjectionStore({ client, viewsTable: 'views', backoff }).move(step);

  it('takes a conflict with another transaction for a move that has to be decided anew', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('None', 'TransactionConflict'));
    expect(await move()).toBe(false);
  });

  it('moves again when a row is throttled', async () => {
    const throttled = cancelled('ThrottlingError', 'None');
    dynamo.on(TransactWriteCommand).rejectsOnce(throttled).rejectsOnce(throttled).resolves({});
    expect(await move()).toBe(true);
    expect(waits).toEqual([1, 2]);
  });

  it('gives up a row that is throttled on and on, by the name of a throttled call', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('ProvisionedThroughputExceeded', 'None'));
    await expect(move()).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(dynamo.calls()).toHaveLength(8);
  });

  it('throws when the table is gone', async () => {
    const fault = new Error('ResourceNotFoundException');
    dynamo.on(TransactWriteCommand).rejects(fault);
    await expect(move()).rejects.toBe(fault);
  });
});

describe('dynamoFiguresStore', () => {
  const read = () =>
    dynamoFiguresStore({ client, viewsTable: 'views', backoff }).read('care', 'mina', ofDay('2026-11-22'));

  it('reads again when a row is throttled', async () => {
    dynamo.on(TransactGetCommand).rejectsOnce(cancelled('None', 'ThrottlingError')).resolves({ Responses: [] });
    expect(await read()).toMatchObject({ revision: 0 });
    expect(waits).toEqual([1]);
  });

  it('reads again when somebody was writing', async () => {
    dynamo
      .on(TransactGetCommand)
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .resolves({
        Responses: [{ Item: { entity: 'figures', scope: 'all', span: 'now', revision: 7, pending: 3 } }, {}, {}, {}],
      });
    expect(await read()).toMatchObject({ revision: 7, all: { pending: 3, created: 0 }, mine: { pending: 0 } });
    expect(waits).toEqual([1, 2]);
  });

  it('gives up when the writing does not end', async () => {
    dynamo.on(TransactGetCommand).rejects(cancelled('TransactionConflict'));
    await expect(read()).rejects.toThrow(TransactionCanceledException);
    expect(waits).toHaveLength(9);
  });

  it('does not try again what will not pass', async () => {
    dynamo.on(TransactGetCommand).rejects(cancelled('ValidationError'));
    await expect(read()).rejects.toThrow(TransactionCanceledException);
    expect(waits).toEqual([]);
  });

  it('throws on a row that no release wrote', async () => {
    dynamo
      .on(TransactGetCommand)
      .resolves({ Responses: [{ Item: { entity: 'figures', scope: 'all', span: 'now', pending: 'many' } }] });
    await expect(read()).rejects.toThrow();
  });
});
