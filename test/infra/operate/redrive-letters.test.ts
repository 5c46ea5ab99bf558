import { LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lambdaService } from '../../../infra/local/lambda/lambda-service.ts';
import { sqs, type Sqs } from '../../../infra/local/sqs/sqs.ts';
import { listLetters, redriveLetters } from '../../../infra/operate/redrive-letters.ts';
import { workOfFunctions } from '../../../infra/operate/work-of-functions.ts';
import { aDeployment, aFolder, type LocalAws, quiet, startLocalAws, theResource } from '../../support/local-aws.ts';

const aWorkQueue = {
  Type: 'AWS::SQS::Queue',
  Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 1 } },
};
const aDeadLetterQueue = { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600 } };
const deployment = aDeployment({
  Sending: aWorkQueue,
  Settling: aWorkQueue,
  Dead: aDeadLetterQueue,
  Other: aDeadLetterQueue,
});
const sending = theResource(deployment, 'Sending');
const settling = theResource(deployment, 'Settling');
const deadLetterUrl = theResource(deployment, 'Dead').ref;
const otherUrl = theResource(deployment, 'Other').ref;
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:receive-mail';
const topicArn = 'arn:aws:sns:eu-west-1:123456789012:told';

const outputs: Readonly<Record<string, string>> = {
  DeadLettersCustomers: deadLetterUrl,
  DeadLettersAgents: otherUrl,
  WorkQueueSendMail: sending.ref,
  WorkQueueSettleMail: settling.ref,
  WorkTopicSettleMail: topicArn,
  AsyncWorkReceiveMail: functionArn,
  StreamConsumerPublishEvents: 'arn:aws:lambda:eu-west-1:123456789012:function:publish-events',
  FailedRecordsPublishEvents: 'failed-events',
};
const works = workOfFunctions({
  output: (name) => outputs[name]!,
  outputsOf: (prefix) => Object.keys(outputs).filter((name) => name.startsWith(prefix)),
});
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

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

  const letter = (
    MessageBody: string,
    MessageAttributes: Record<string, { DataType: string; StringValue: string }> = {},
    QueueUrl = deadLetterUrl,
  ) => client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
  /** Puts messages into a queue, and takes them out until the queue gives them up. */
  const giveUp = async (QueueUrl: string, ...bodies: readonly string[]) => {
    for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    let taken = bodies.length;
    while (taken > 0) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      );
      taken = Messages.length;
    }
  };
  const bodiesIn = async (QueueUrl: string) => {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      if (Messages.length === 0) return bodies.sort();
      for (const { Body = '', MessageAttributes, ReceiptHandle } of Messages) {
        bodies.push(Body);
        expect(MessageAttributes).toBeUndefined();
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  const redrive = (name: string, deadLetterUrls = [deadLetterUrl]) =>
    redriveLetters({ sqs: client, lambda })({ deadLetterUrls, works, name });
  const counts = async () =>
    Object.fromEntries(
      [...(await listLetters(client)({ deadLetterUrls: [deadLetterUrl], works }))].map(([name, { letters }]) => [
        name,
        letters,
      ]),
    );
  const failed = (arn: string, requestPayload: unknown) =>
    JSON.stringify({
      version: '1.0',
      requestContext: { functionArn: arn, condition: 'RetriesExhausted' },
      requestPayload,
      responsePayload: { errorMessage: 'no' },
    });

  it('sends what a queue gave up to that queue again, and leaves what others gave up', async () => {
    const many = Array.from({ length: 12 }, (_, i) => `mail ${String(i).padStart(2, '0')}`);
    await giveUp(sending.ref, ...many);
    await giveUp(settling.ref, 'told');
    expect(await counts()).toEqual({ 'send-mail': 12, 'settle-mail': 1 });
    expect(await redrive('send-mail')).toBe(12);
    expect(await bodiesIn(sending.ref)).toEqual(many);
    expect(await counts()).toEqual({ 'settle-mail': 1 });
    expect(await redrive('settle-mail')).toBe(1);
    expect(await bodiesIn(settling.ref)).toEqual(['told']);
    expect(await counts()).toEqual({});
  });

  it('sends what EventBridge or SNS could not bring to a queue to the queue', async () => {
    await letter('{"detail-type":"TicketResolved.v1"}', {
      RULE_ARN: text('arn:aws:events:eu-west-1:123456789012:rule/bus/mails'),
      TARGET_ARN: text(sending.attributes.Arn!),
    });
    const envelope = JSON.stringify({ Type: 'Notification', TopicArn: topicArn, Message: 'delivered' });
    await letter(envelope, { ErrorMessage: text('no policy') }, otherUrl);
    expect(await redrive('send-mail')).toBe(1);
    expect(await redrive('settle-mail', [deadLetterUrl, otherUrl])).toBe(1);
    expect([await bodiesIn(sending.ref), await bodiesIn(settling.ref)]).toEqual([
      ['{"detail-type":"TicketResolved.v1"}'],
      [envelope],
    ]);
  });

  it('gives a failed asynchronous invocation to its function again, whose ARN carries a version there', async () => {
    await letter(failed(`${functionArn}:$LATEST`, { Records: [{ ses: 'mail' }] }));
    expect(await redrive('receive-mail')).toBe(1);
    expect(invoked).toEqual([[functionArn, { Records: [{ ses: 'mail' }] }]]);
    expect(await counts()).toEqual({});
  });

  it('calls the function that the scheduler or the bus could not call, with what it had for it', async () => {
    await letter('{"detail-type":"Scheduled Event"}', { TARGET_ARN: text(functionArn) });
    expect(await redrive('receive-mail')).toBe(1);
    expect(invoked).toEqual([[functionArn, { 'detail-type': 'Scheduled Event' }]]);
  });

  it('leaves letters that tell of failed records, or nothing that is known, and counts them', async () => {
    const telling = JSON.stringify({ detail: { bucket: { name: 'failed-events' }, object: { key: 'a' } } });
    const strange = failed(`${functionArn}-two`, {});
    for (const body of [telling, strange, 'hello']) await letter(body);
    expect(await counts()).toEqual({ 'publish-events': 1, '': 2 });
    expect(await redrive('publish-events')).toBe(0);
    expect(await redrive('receive-mail')).toBe(0);
    expect(invoked).toEqual([]);
    expect(await bodiesIn(deadLetterUrl)).toEqual([telling, strange, 'hello'].sort());
  });
});
