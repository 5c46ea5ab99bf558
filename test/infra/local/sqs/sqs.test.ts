import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { iam } from '../../../../infra/local/iam/iam.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { sqs, type Sqs } from '../../../../infra/local/sqs/sqs.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  type LocalAws,
  quiet,
  startLocalAws,
  theResource,
} from '../../../support/local-aws.ts';

const deployment = aDeployment({
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600 } },
  ...aFunction({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Work', 'Arn'] } }),
});
const QueueUrl = theResource(deployment, 'Work').ref;
const deadUrl = theResource(deployment, 'Dead').ref;
const workArn = theResource(deployment, 'Work').attributes.Arn!;
const deadArn = theResource(deployment, 'Dead').attributes.Arn!;

describe('SQS on one machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let host: Sqs;
  let client: SQSClient;
  let clock: number;

  beforeEach(async () => {
    folder = aFolder();
    clock = 0;
    aws = await startLocalAws(deployment, folder.path, (state, { authorize }) => {
      host = sqs({ deployment, state, authorize, log: quiet, now: () => Date.now() + clock });
      return { services: { sqs: host.service } };
    });
    client = new SQSClient(aws.client());
  });
  afterEach(async () => {
    client.destroy();
    await host.stop();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const send = (MessageBody: string, more = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  const receive = async (more = {}) =>
    (
      await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
          ...more,
        }),
      )
    ).Messages ?? [];

  it('gives a sent message once, until it is deleted', async () => {
    const { MessageId } = await send('hello', {
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
    });

    const [message, ...others] = await receive({ MaxNumberOfMessages: 10 });

    expect(others).toEqual([]);
    expect(message).toMatchObject({
      MessageId,
      Body: 'hello',
      Attributes: { ApproximateReceiveCount: '1' },
      MessageAttributes: { kind: { StringValue: 'greeting' } },
    });
    expect(await receive()).toEqual([]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message!.ReceiptHandle! }));
    clock = 120_000;
    expect(await receive()).toEqual([]);
    expect(host.depth(workArn)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('shows a message again when its visibility time is over, or at once when it is given back', async () => {
    await send('again');
    await receive();

    clock = 60_001;
    const [second] = await receive();

    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(host.depth(workArn)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: second!.ReceiptHandle!, VisibilityTimeout: 0 }),
    );
    expect(host.depth(workArn).visible).toBe(1);
  });

  it('moves a message that was received too often to the dead-letter queue, and back by a move task', async () => {
    await send('poison');
    await receive({ VisibilityTimeout: 0 });
    await receive({ VisibilityTimeout: 0 });

    expect(await receive()).toEqual([]);

    expect(host.depth(deadArn).visible).toBe(1);
    const [dead] = await receive({ QueueUrl: deadUrl, VisibilityTimeout: 0 });
    expect(dead).toMatchObject({
      Body: 'poison',
      Attributes: { ApproximateReceiveCount: '1', DeadLetterQueueSourceArn: workArn },
    });
    await client.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }));
    expect(host.depth(deadArn).visible).toBe(0);
    expect((await receive())[0]?.Body).toBe('poison');
  });

  it('fills a receive behind messages that go to the dead-letter queue', async () => {
    await send('poison');
    await receive({ VisibilityTimeout: 0 });
    await receive({ VisibilityTimeout: 0 });
    await send('good');

    expect((await receive()).map(({ Body }) => Body)).toEqual(['good']);
  });

  it('wakes a waiting receive when a message is sent', async () => {
    const started = Date.now();
    const waiting = receive({ WaitTimeSeconds: 15 });
    await new Promise((resolve) => setTimeout(resolve, 50));

    await send('at last');

    expect((await waiting)[0]?.Body).toBe('at last');
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('keeps a delayed message back, and wakes for it', async () => {
    await send('later', { DelaySeconds: 1 });
    expect(host.depth(workArn)).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    expect(await receive()).toEqual([]);

    expect((await receive({ WaitTimeSeconds: 5 }))[0]?.Body).toBe('later');
  });

  it('forgets what is older than the retention time', async () => {
    await send('old');

    clock = 4 * 24 * 3600 * 1000 + 1000;

    expect(await receive()).toEqual([]);
  });

  it('answers each entry of a batch, and refuses a batch with repeated ids', async () => {
    const Entries = [
      { Id: 'a', MessageBody: 'one' },
      { Id: 'b', MessageBody: 'x'.repeat(1024 * 1024 + 1) },
    ];

    const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    expect(Successful).toMatchObject([{ Id: 'a' }]);
    expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameterValue', SenderFault: true }]);
    await expect(
      client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [Entries[0]!, Entries[0]!] })),
    ).rejects.toThrow(/Id repeated/);
  });

  it('tells address and counts', async () => {
    await send('counted');

    expect((await client.send(new GetQueueUrlCommand({ QueueName: workArn.split(':').at(-1)! }))).QueueUrl).toBe(
      QueueUrl,
    );
    expect(
      (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes,
    ).toMatchObject({ ApproximateNumberOfMessages: '1', QueueArn: workArn, VisibilityTimeout: '60' });
  });

  it('lets a function do what its role allows and nothing else', async () => {
    const asFunction = new SQSClient(aws.client('Fn'));

    await asFunction.send(new SendMessageCommand({ QueueUrl, MessageBody: 'allowed' }));

    await expect(asFunction.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:/),
    });
    await expect(asFunction.send(new SendMessageCommand({ QueueUrl: deadUrl, MessageBody: 'no' }))).rejects.toThrow(
      /sqs:SendMessage/,
    );
    asFunction.destroy();
  });

  it('says so when a queue does not exist', async () => {
    await expect(
      client.send(new SendMessageCommand({ QueueUrl: `${QueueUrl}-not`, MessageBody: 'x' })),
    ).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  it('wakes those in the process, and gives them the same messages', async () => {
    const woken: number[] = [];
    const stop = host.queues.onMessage(workArn, () => woken.push(Date.now()));

    await host.queues.send(workArn, 'inside');
    const [message] = await host.queues.receive(workArn, { max: 5 });
    await host.queues.changeVisibility(workArn, message!.receiptHandle, 0);
    const [again] = await host.queues.receive(workArn, { max: 5 });
    await host.queues.delete(workArn, again!.receiptHandle);
    stop();

    expect(message).toMatchObject({ body: 'inside', attributes: { ApproximateReceiveCount: '1' } });
    expect(again).toMatchObject({ messageId: message!.messageId, attributes: { ApproximateReceiveCount: '2' } });
    expect(woken).toHaveLength(2);
  });
});

it('given a message in flight when the machine ended, then it is there at once when the machine is started again', async () => {
  using folder = aFolder();
  const open = () => {
    const state = openState(folder.path);
    return { state, host: sqs({ deployment, state, authorize: iam(deployment, state).authorize, log: quiet }) };
  };
  const before = open();
  await before.host.queues.send(workArn, 'kept');
  await before.host.queues.receive(workArn, { max: 1, visibilitySeconds: 600 });
  await before.host.stop();
  before.state.close();

  const after = open();
  const [message] = await after.host.queues.receive(workArn, { max: 1 });

  expect(message).toMatchObject({ body: 'kept', attributes: { ApproximateReceiveCount: '2' } });
  await after.host.stop();
  after.state.close();
});
