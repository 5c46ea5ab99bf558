import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { sns, type Sns } from '../../../../infra/local/sns/sns.ts';
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

const queue = { Type: 'AWS::SQS::Queue', Properties: {} };
const subscription = (id: string, more = {}) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': [id, 'Arn'] }, ...more },
});
const withLetters = (id: string) => ({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [id, 'Arn'] } } });
const policy = (...ids: readonly string[]) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: ids.map((Ref) => ({ Ref })),
    PolicyDocument: {
      Statement: ids.map((id) => ({
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: { 'Fn::GetAtt': [id, 'Arn'] },
        Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
      })),
    },
  },
});
const deployment = aDeployment({
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Wrapped: queue,
  Raw: queue,
  Closed: queue,
  Letters: queue,
  ClosedWithLetters: queue,
  ClosedWithClosed: queue,
  Policy: policy('Wrapped', 'Raw', 'Letters'),
  ToWrapped: subscription('Wrapped'),
  ToRaw: subscription('Raw', { RawMessageDelivery: true }),
  ToClosed: subscription('Closed'),
  ToClosedWithLetters: subscription('ClosedWithLetters', withLetters('Letters')),
  ToClosedWithClosed: subscription('ClosedWithClosed', withLetters('Closed')),
  ToPeople: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'alarms@example.com' },
  },
  ...aFunction(),
});
const openDeployment = aDeployment({
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Work: queue,
  Letters: queue,
  Policy: policy('Work', 'Letters'),
  ToWork: subscription('Work', withLetters('Letters')),
});
const TopicArn = theResource(deployment, 'Topic').ref;

describe('SNS on one machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let queues: Sqs;
  let host: Sns;
  let client: SNSClient;
  let logged: string[];
  beforeEach(async () => {
    folder = aFolder();
    logged = [];
    aws = await startLocalAws(deployment, folder.path, (state, { authorize }) => {
      queues = sqs({ deployment, state, authorize, log: quiet });
      host = sns({
        deployment,
        queues: queues.queues,
        authorize,
        log: (_source, message) => {
          logged.push(message);
        },
      });
      return { services: { sns: host.service } };
    });
    client = new SNSClient(aws.client());
  });
  afterEach(async () => {
    client.destroy();
    await queues.stop();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const inQueue = async (id: string) =>
    (await queues.queues.receive(theResource(deployment, id).attributes.Arn!, { max: 10 })).map(({ body }) => body);

  it('puts a message into each subscribed queue before it answers: wrapped, or raw where the queue asked for it', async () => {
    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn, Subject: 'sent', Message: '{"eventType":"Send"}' }),
    );

    const [wrapped] = await inQueue('Wrapped');
    expect(JSON.parse(wrapped!)).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'sent',
      Message: '{"eventType":"Send"}',
      Timestamp: expect.stringMatching(/Z$/),
    });
    expect(await inQueue('Raw')).toEqual(['{"eventType":"Send"}']);
  });

  it('gives attributes in the envelope', async () => {
    await expect(host.topics.publish(TopicArn, 'x', { kind: 'bounce' })).rejects.toThrow(/raw delivery/);

    expect(JSON.parse((await inQueue('Wrapped'))[0]!)).toMatchObject({
      MessageAttributes: { kind: { Type: 'String', Value: 'bounce' } },
    });
  });

  it('does not get into a queue whose policy is silent, and logs what people would get', async () => {
    await host.topics.publish(TopicArn, 'hello');

    expect(await inQueue('Closed')).toEqual([]);
    expect(logged).toEqual(
      expect.arrayContaining([expect.stringMatching(/Test-Closed.*no queue policy/), 'to alarms@example.com by email']),
    );
  });

  it('makes what a queue does not take a dead letter, as it would have come, where that queue lets SNS in', async () => {
    await host.topics.publish(TopicArn, 'hello');

    const [letter, ...others] = await inQueue('Letters');
    expect(others).toEqual([]);
    expect(JSON.parse(letter!)).toMatchObject({ Type: 'Notification', TopicArn, Message: 'hello' });
    expect(await inQueue('Closed')).toEqual([]);
    expect(logged).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Test-ClosedWithLetters.*is a dead letter/),
        expect.stringMatching(/Test-ClosedWithClosed.*is lost/),
      ]),
    );
  });

  it('a queue that fails costs no message: its dead-letter queue gets it, or who publishes is told', async () => {
    const sent: [string, string, unknown][] = [];
    const failing = (failed: string) =>
      sns({
        deployment: openDeployment,
        authorize: () => {},
        log: quiet,
        queues: {
          ...queues.queues,
          send: async (arn, body, options) => {
            if (arn.endsWith(failed)) throw new Error('no disk');
            sent.push([arn, (JSON.parse(body) as { Message: string }).Message, options?.attributes]);
            return 'id';
          },
        },
      });
    const topic = theResource(openDeployment, 'Topic').ref;
    await failing(theResource(openDeployment, 'Work').attributes.QueueName!).topics.publish(topic, 'hello');
    expect(sent).toEqual([
      [theResource(openDeployment, 'Letters').attributes.Arn, 'hello', { ErrorMessage: 'The queue failed' }],
    ]);
    await expect(failing('').topics.publish(topic, 'hello')).rejects.toThrow('no disk');
  });

  it('refuses who has no right, and a topic that is not there', async () => {
    const asFunction = new SNSClient(aws.client('Fn'));

    await expect(asFunction.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringMatching(/sns:Publish/),
    });
    await expect(client.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: 'x' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    asFunction.destroy();
  });
});

it('does not start with a protocol that it does not know', () => {
  const odd = aDeployment({
    Topic: { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Protocol: 'lambda', Endpoint: 'x' }] } },
  });

  expect(() => sns({ deployment: odd, queues: {} as Sqs['queues'], authorize: () => {}, log: quiet })).toThrow(
    /Test\/Topic: the subscription protocol lambda is not known here/,
  );
});
