import { clientDefaults } from '../../../../functions/lambda.ts';
import { documentClient } from '../../../../shared/adapters/dynamodb/document-client.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { writeEveryRow } from '../../../support/every-row.ts';
import { startThrottlingEngine, type ThrottlingEngine } from '../../../support/throttling-engine.ts';

type Written = Awaited<ReturnType<typeof writeEveryRow>>;

jest.setTimeout(60_000);

describe('given tables that refuse each call, transaction and batch more than once', () => {
  const stops: (() => Promise<void>)[] = [];
  let throttling: ThrottlingEngine;
  let quiet: Written;
  let throttled: Written;

  const engineOf = async (): Promise<DynamoEngine> => {
    const engine = await startDynamoEngine();
    stops.push(() => engine.stop());
    return engine;
  };
  beforeAll(async () => {
    quiet = await writeEveryRow(await engineOf());
    const engine = await engineOf();
    throttling = await startThrottlingEngine(engine.endpoint);
    stops.unshift(() => throttling.stop());
    // The SDK's waits are a random part of up to some seconds: none, here.
    const dice = jest.spyOn(Math, 'random').mockReturnValue(0);
    const client = documentClient({
      ...clientDefaults,
      endpoint: throttling.endpoint,
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    try {
      throttled = await writeEveryRow({ ...engine, client });
    } finally {
      dice.mockRestore();
      client.destroy();
    }
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  it('then each operation of DynamoDB that repositories use was refused', () => {
    expect([...throttling.refusals.keys()].toSorted()).toEqual([
      'BatchGetItem',
      'BatchWriteItem',
      'DeleteItem',
      'GetItem',
      'PutItem',
      'Query',
      'Scan',
      'TransactGetItems',
      'TransactWriteItems',
      'UpdateItem',
    ]);
  });

  it.each(['desk', 'views', 'sessions'] as const)('then the rows of %s are those of quiet tables', (table) => {
    expect(throttled.rows[table]).toEqual(quiet.rows[table]);
  });

  it('then every repository answered as with quiet tables', () => {
    expect(throttled.given).toEqual(quiet.given);
  });
});
