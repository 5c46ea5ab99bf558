import type { InvokeResult } from '../../../../infra/local/kernel.ts';
import { startDynamodb, type Dynamodb } from '../../../../infra/local/dynamodb/start-dynamodb.ts';
import { startEventSources } from '../../../../infra/local/event-sources/start-event-sources.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { account, aDeployment, aFunction, region } from '../../../support/local/a-deployment.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';
import { freePort } from '../../../support/free-port.ts';

const tableArn = `arn:aws:dynamodb:${region}:${account}:table/desk`;
const streamArn = `${tableArn}/stream/2026-01-01T00:00:00.000`;
const deployment = aDeployment(
  aFunction('project-tickets'),
  {
    type: 'AWS::DynamoDB::Table',
    logicalId: 'desk',
    attributes: { Arn: tableArn, StreamArn: streamArn },
    properties: {
      TableName: 'desk',
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
      ],
    },
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    logicalId: 'mapping',
    properties: {
      EventSourceArn: streamArn,
      FunctionName: 'project-tickets',
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 50,
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"entity":{"S":["ticket"]}}}}' }] },
    },
  },
);
const silent = { authorize: () => undefined, log: () => {} };

/** The engine and the poller on one data folder; `seen` are the keys that the function was given. */
const start = async (dataDir: string) => {
  const state = openState(dataDir);
  const dynamodb: Dynamodb = await startDynamodb({ deployment, dataDir, port: await freePort(), ...silent });
  const seen: string[] = [];
  const invoke = async (_: string, payload: unknown): Promise<InvokeResult> => {
    for (const { dynamodb: change } of (
      payload as {
        readonly Records: readonly { readonly dynamodb: { readonly Keys: { readonly PK: { readonly S: string } } } }[];
      }
    ).Records)
      seen.push(change.Keys.PK.S);
    return { payload: null };
  };
  const sources = await startEventSources({
    deployment,
    state,
    functions: { invoke },
    queues: undefined as never,
    buckets: undefined as never,
    streamReader: (arn) => dynamodb.streamReader(arn),
    onWrite: (table, wrote) => dynamodb.onWrite(table, wrote),
    ...silent,
  });
  const put = (PK: string, entity: string) =>
    dynamodb.service({
      service: 'dynamodb',
      principal: { kind: 'operator' },
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' },
      body: Buffer.from(
        JSON.stringify({ TableName: 'desk', Item: { PK: { S: PK }, SK: { S: 'ticket' }, entity: { S: entity } } }),
      ),
    });
  return {
    seen,
    put,
    stop: async () => {
      await sources.stop();
      await dynamodb.stop();
      state.close();
    },
  };
};

afterAll(removeTemporaryFolders);

it('a write to the real engine reaches the function at once, and a restart goes on behind it', async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  await first.put('T0', 'ticket');
  await until(() => first.seen.length === 1);
  const began = performance.now();
  await first.put('E1', 'entry');
  await first.put('T1', 'ticket');
  await until(() => first.seen.length === 2);
  expect(performance.now() - began).toBeLessThan(500);
  await first.stop();

  const second = await start(folder);
  for (let number = 2; number < 130; number += 1) await second.put(`T${String(number)}`, 'ticket');
  await until(() => second.seen.length >= 128);
  await second.stop();
  expect(first.seen).toEqual(['T0', 'T1']);
  expect(second.seen).toEqual(Array.from({ length: 128 }, (_, index) => `T${String(index + 2)}`));
});
