import { LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lambdaService } from '../../../infra/local/lambda/lambda-service.ts';
import { sqs, type Sqs } from '../../../infra/local/sqs/sqs.ts';
import { redriveLetters } from '../../../infra/operate/redrive-letters.ts';
import { aDeployment, aFolder, type LocalAws, quiet, startLocalAws, theResource } from '../../support/local-aws.ts';

const deployment = aDeployment({
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } },
  },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600 } },
});
const sourceUrl = theResource(deployment, 'Work').ref;
const deadLetterUrl = theResource(deployment, 'Dead').ref;
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:receive-mail';

describe('redriveLetters', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let host: Sqs;
  let client: SQSClient;
  let lambda: LambdaClient;
  let invoked: unknown[];
  beforeEach(async () => {
    folder = aFolder();
    invoked = [];
    aws = await startLocalAws(deployment, folder.path, (state, { authorize }) => {
      host = sqs({ deployment, state, authorize, log: quiet });
      const functions = {
        invoke: async () => ({ payload: null }),
        invokeAsync: async (arn: string, payload: unknown) => {
          invoked.push([arn, payload]);
        },
      };
      return { services: { sqs: host.service, lambda: lambdaService({ functions, authorize }) } };
    });
    client = new SQSClient(aws.client());
    lambda = new LambdaClient(aws.client());
  });
  afterEach(async () => {
    client.destroy();
    lambda.destroy();
    await host.stop();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const letter = (MessageBody: string, MessageAttributes?: Record<string, { DataType: string; StringValue: string }>) =>
    client.send(
      new SendMessageCommand({
        QueueUrl: deadLetterUrl,
        MessageBody,
        ...(MessageAttributes ? { MessageAttributes } : {}),
      }),
    );
  const bodiesIn = async (QueueUrl: string) => {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      if (Messages.length === 0) return bodies.sort();
      for (const { Body = '', MessageAttributes, ReceiptHandle } of Messages) {
        bodies.push(MessageAttributes ? `${Body} ${MessageAttributes['kind']?.StringValue}` : Body);
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  const redrive = (letters: Parameters<ReturnType<typeof redriveLetters>>[0]) =>
    redriveLetters({ sqs: client, lambda })(letters);

  it('sends every letter of a queue to the queue again, as it was', async () => {
    for (let i = 0; i < 12; i += 1) await letter(`work ${String(i).padStart(2, '0')}`);
    await letter('work with', { kind: { DataType: 'String', StringValue: 'attribute' } });
    expect(await redrive({ deadLetterUrl, sourceUrl })).toEqual({ sent: 13, left: 0 });
    expect(await bodiesIn(sourceUrl)).toEqual([
      ...Array.from({ length: 12 }, (_, i) => `work ${String(i).padStart(2, '0')}`),
      'work with attribute',
    ]);
    expect(await bodiesIn(deadLetterUrl)).toEqual([]);
  });

  it('gives a failed asynchronous invocation to its function again', async () => {
    await letter(
      JSON.stringify({
        version: '1.0',
        requestContext: { functionArn, condition: 'RetriesExhausted' },
        requestPayload: { Records: [{ ses: 'mail' }] },
        responsePayload: { errorMessage: 'no' },
      }),
    );
    expect(await redrive({ deadLetterUrl })).toEqual({ sent: 1, left: 0 });
    expect(invoked).toEqual([[functionArn, { Records: [{ ses: 'mail' }] }]]);
    expect(await bodiesIn(deadLetterUrl)).toEqual([]);
  });

  it('calls the function that the scheduler could not call, with what it had for it', async () => {
    const attributes = { TARGET_ARN: { DataType: 'String', StringValue: functionArn } };
    await letter('{"detail-type":"Scheduled Event"}', attributes);
    expect(await redrive({ deadLetterUrl })).toEqual({ sent: 1, left: 0 });
    expect(invoked).toEqual([[functionArn, { 'detail-type': 'Scheduled Event' }]]);
  });

  it('leaves letters that say neither queue nor function, and ends', async () => {
    const pointing = JSON.stringify({
      requestContext: { functionArn },
      DDBStreamBatchInfo: { shardId: 'shard-1', startSequenceNumber: '1', endSequenceNumber: '2' },
    });
    await letter(pointing);
    expect(await redrive({ deadLetterUrl })).toEqual({ sent: 0, left: 1 });
    expect(invoked).toEqual([]);
    expect(await bodiesIn(deadLetterUrl)).toEqual([pointing]);
  });

  it('finds nothing in an empty queue', async () => {
    expect(await redrive({ deadLetterUrl, sourceUrl })).toEqual({ sent: 0, left: 0 });
  });
});
