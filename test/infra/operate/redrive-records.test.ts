import { LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { InvokeResult } from '../../../infra/local/kernel.ts';
import { lambdaService } from '../../../infra/local/lambda/lambda-service.ts';
import { s3 } from '../../../infra/local/s3/s3.ts';
import { sqs, type Sqs } from '../../../infra/local/sqs/sqs.ts';
import { redriveRecords } from '../../../infra/operate/redrive-records.ts';
import { aDeployment, aFolder, type LocalAws, quiet, startLocalAws, theResource } from '../../support/local-aws.ts';
import { storedObjects } from '../../support/roles/stored-objects.ts';

const deployment = aDeployment({ Failed: { Type: 'AWS::S3::Bucket' }, Dead: { Type: 'AWS::SQS::Queue' } });
const bucket = theResource(deployment, 'Failed').ref;
const dead = theResource(deployment, 'Dead');
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:publish-events';

const aRecord = (sequence: number) => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(sequence), NewImage: { PK: { S: `row ${sequence}` } } },
});
type Given = { readonly Records: readonly ReturnType<typeof aRecord>[] };

describe('redriveRecords', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let host: Sqs;
  const clients: { s3?: S3Client; lambda?: LambdaClient; sqs?: SQSClient } = {};
  let given: (readonly string[])[];
  let answer: (event: Given) => InvokeResult | Promise<InvokeResult>;
  beforeEach(async () => {
    folder = aFolder();
    given = [];
    answer = () => ({ payload: { batchItemFailures: [] } });
    aws = await startLocalAws(deployment, folder.path, (state, { authorize }) => {
      host = sqs({ deployment, state, authorize, log: quiet });
      const functions = {
        invoke: async (arn: string, payload: unknown) => {
          expect(arn).toBe(functionArn);
          given.push((payload as Given).Records.map(({ dynamodb }) => dynamodb.SequenceNumber));
          return answer(payload as Given);
        },
        invokeAsync: () => Promise.reject(new Error('not asynchronously')),
      };
      const objects = s3({ deployment, dataDir: folder.path, authorize, buses: { put: async () => [] } });
      return { services: { sqs: host.service, s3: objects.service, lambda: lambdaService({ functions, authorize }) } };
    });
    clients.s3 = new S3Client(aws.client());
    clients.lambda = new LambdaClient(aws.client());
    clients.sqs = new SQSClient(aws.client());
  });
  afterEach(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await host.stop();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const keep = async (Key: string, ...sequences: readonly number[]) => {
    const payload = JSON.stringify({ Records: sequences.map(aRecord) });
    const Body = JSON.stringify({ requestContext: { condition: 'RecordAgeExceeded' }, version: '1.0', payload });
    await clients.s3!.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    await letter(JSON.stringify({ source: 'aws.s3', detail: { bucket: { name: bucket }, object: { key: Key } } }));
  };
  const letter = (MessageBody: string) =>
    clients.sqs!.send(new SendMessageCommand({ QueueUrl: dead.ref, MessageBody }));
  const letters = () => host.depth(dead.attributes.Arn!).visible;
  const kept = () => [...storedObjects(folder.path, bucket)];
  const sequencesIn = ([, { bytes }]: ReturnType<typeof kept>[number]) => {
    const { payload } = JSON.parse(Buffer.from(bytes).toString()) as { payload: string };
    return (JSON.parse(payload) as Given).Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  };
  const redrive = () =>
    redriveRecords({ s3: clients.s3!, lambda: clients.lambda!, sqs: clients.sqs! })({
      work: { name: 'publish-events', consumerArn: functionArn, failedRecords: bucket },
      deadLetterUrls: [dead.ref],
    });

  it('gives every record to the function once, in the order of the stream, and leaves neither object nor letter', async () => {
    await keep('aws/lambda/uuid/shard/2026/11/29/b', 5, 6);
    await keep('set-aside/300000000000000000001/x', 300);
    await keep('aws/lambda/uuid/shard/2026/11/29/c', 20);
    expect(await redrive()).toEqual({ sent: 4, left: 0 });
    expect(given).toEqual([['5', '6'], ['20'], ['300']]);
    expect([kept(), letters()]).toEqual([[], 0]);
    expect(await redrive()).toEqual({ sent: 0, left: 0 });
    expect(given).toHaveLength(3);
  });

  it('ends at the first record that fails, and keeps it and what is behind it', async () => {
    await keep('a', 1, 2, 3);
    await keep('b', 4);
    answer = () => ({ payload: { batchItemFailures: [{ itemIdentifier: '2' }] } });
    expect(await redrive()).toEqual({ sent: 1, left: 2 });
    expect([given, kept().map(sequencesIn), letters()]).toEqual([[['1', '2', '3']], [['2', '3'], ['4']], 2]);
    answer = () => ({ payload: null });
    expect(await redrive()).toEqual({ sent: 3, left: 0 });
    expect(given.slice(1)).toEqual([['2', '3'], ['4']]);
    expect([kept(), letters()]).toEqual([[], 0]);
  });

  it('keeps everything when the function throws', async () => {
    await keep('a', 1, 2);
    answer = () => ({ functionError: 'Unhandled', payload: { errorMessage: 'no' } });
    expect(await redrive()).toEqual({ sent: 0, left: 1 });
    expect([kept().map(sequencesIn), letters()]).toEqual([[['1', '2']], 1]);
  });

  it('leaves what the function set aside once more', async () => {
    await keep('set-aside/1/x', 1);
    answer = async () => {
      await keep('set-aside/1/y', 1);
      return { payload: { batchItemFailures: [] } };
    };
    expect(await redrive()).toEqual({ sent: 1, left: 1 });
    expect([kept().map(([key]) => key), letters()]).toEqual([['set-aside/1/y'], 1]);
  });

  it('leaves an object that holds no records, and letters of others', async () => {
    await clients.s3!.send(new PutObjectCommand({ Bucket: bucket, Key: 'odd', Body: 'no JSON' }));
    await letter(JSON.stringify({ detail: { bucket: { name: 'another' }, object: { key: 'a' } } }));
    await letter(JSON.stringify({ requestContext: { functionArn }, requestPayload: {} }));
    await keep('a', 1);
    expect(await redrive()).toEqual({ sent: 1, left: 1 });
    expect([kept().map(([key]) => key), letters()]).toEqual([['odd'], 2]);
  });
});
