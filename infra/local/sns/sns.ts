import { randomUUID } from 'node:crypto';
import {
  AwsError,
  type Authorize,
  type AwsService,
  type Deployment,
  type Log,
  type Queues,
  type Topics,
} from '../kernel.ts';
import { queryService } from '../aws-endpoint/protocols.ts';
import { allowsService } from '../iam/resource-policies.ts';

export type SnsOptions = {
  readonly deployment: Deployment;
  readonly queues: Queues;
  readonly authorize: Authorize;
  readonly log: Log;
};

export type Sns = { readonly topics: Topics; readonly service: AwsService };

type Subscription = {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly raw: boolean;
  readonly deadLetterArn?: string;
};
type Attributes = Readonly<Record<string, string>>;

const xmlns = 'http://sns.amazonaws.com/doc/2010-03-31/';
/** Mail to people is not sent from one machine; the log says what they would have got. */
const onlyLogged = ['email', 'email-json', 'sms'];

/**
 * The template's topics: a publish is answered when each subscribed queue holds its message, or its dead-letter queue
 * does.
 */
export const sns = ({ deployment, queues, authorize, log }: SnsOptions): Sns => {
  const subscriptions = subscriptionsOf(deployment);
  const topics = new Set(deployment.ofType('AWS::SNS::Topic').map(({ ref }) => ref));

  const publish = async (
    topicArn: string,
    message: string,
    attributes: Attributes = {},
    subject?: string,
  ): Promise<string> => {
    if (!topics.has(topicArn)) throw new AwsError('NotFound', 'Topic does not exist', 404);
    const messageId = randomUUID();
    await Promise.all(
      subscriptions
        .filter((each) => each.topicArn === topicArn)
        .map(async ({ protocol, endpoint, raw, deadLetterArn }) => {
          if (protocol !== 'sqs') {
            log('sns', `to ${endpoint} by ${protocol}`, { topicArn, subject, message });
            return;
          }
          if (raw && Object.keys(attributes).length > 0)
            throw new Error(`Message attributes with raw delivery are not hosted on this machine: ${topicArn}`);
          const body = raw ? message : JSON.stringify(envelope(topicArn, messageId, message, attributes, subject));
          await deliver(topicArn, { endpoint, deadLetterArn }, body);
        }),
    );
    return messageId;
  };

  const letsIn = (topicArn: string, queueArn: string) =>
    allowsService(deployment, 'sns.amazonaws.com', 'sqs:SendMessage', queueArn, topicArn);

  const deliver = async (
    topicArn: string,
    { endpoint, deadLetterArn }: { readonly endpoint: string; readonly deadLetterArn: string | undefined },
    body: string,
  ): Promise<void> => {
    const refused = letsIn(topicArn, endpoint)
      ? undefined
      : `${endpoint} has no queue policy that lets ${topicArn} send`;
    try {
      if (refused === undefined) {
        await queues.send(endpoint, body);
        return;
      }
    } catch (fault) {
      // Who publishes tries again.
      if (deadLetterArn === undefined) throw fault;
      log('sns', `${endpoint} took no message`, fault);
    }
    if (deadLetterArn === undefined || !letsIn(topicArn, deadLetterArn)) {
      log('sns', `${refused ?? endpoint}: the message is lost, as on AWS`);
      return;
    }
    log('sns', `${refused ?? endpoint}: the message is a dead letter`);
    await queues.send(deadLetterArn, body, { attributes: { ErrorMessage: refused ?? 'The queue failed' } });
  };

  return {
    topics: { publish: (topicArn, message, attributes) => publish(topicArn, message, attributes) },
    service: queryService(xmlns, {
      Publish: async (parameters, request) => {
        const topicArn = required(parameters, 'TopicArn');
        authorize(request.principal, 'sns:Publish', topicArn);
        return {
          MessageId: await publish(
            topicArn,
            required(parameters, 'Message'),
            attributesIn(parameters),
            parameters.Subject,
          ),
        };
      },
    }),
  };
};

/** What a queue gets unless it asked for the message alone. Nobody signs on one machine. */
const envelope = (
  topicArn: string,
  messageId: string,
  message: string,
  attributes: Attributes,
  subject: string | undefined,
) => ({
  Type: 'Notification',
  MessageId: messageId,
  TopicArn: topicArn,
  ...(subject === undefined ? {} : { Subject: subject }),
  Message: message,
  Timestamp: new Date().toISOString(),
  SignatureVersion: '1',
  Signature: '',
  SigningCertURL: '',
  UnsubscribeURL: '',
  ...(Object.keys(attributes).length > 0
    ? {
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]),
        ),
      }
    : {}),
});

const subscriptionsOf = (deployment: Deployment): readonly Subscription[] => {
  const own = deployment.ofType('AWS::SNS::Subscription').map(({ stack, logicalId, properties }) => ({
    at: `${stack}/${logicalId}`,
    topicArn: String(properties.TopicArn),
    protocol: String(properties.Protocol),
    endpoint: String(properties.Endpoint),
    raw: properties.RawMessageDelivery === true,
    ...deadLettersOf(properties.RedrivePolicy),
  }));
  const inTopics = deployment.ofType('AWS::SNS::Topic').flatMap(({ stack, logicalId, ref, properties }) =>
    ((properties.Subscription ?? []) as readonly { readonly Protocol: string; readonly Endpoint: string }[]).map(
      ({ Protocol, Endpoint }) => ({
        at: `${stack}/${logicalId}`,
        topicArn: ref,
        protocol: Protocol,
        endpoint: Endpoint,
        raw: false,
      }),
    ),
  );
  return [...own, ...inTopics].map(({ at, ...subscription }: Subscription & { readonly at: string }) => {
    if (subscription.protocol !== 'sqs' && !onlyLogged.includes(subscription.protocol))
      throw new Error(`${at}: the subscription protocol ${subscription.protocol} is not known here`);
    if (subscription.protocol === 'sqs') deployment.byArn(subscription.endpoint);
    if (subscription.deadLetterArn !== undefined) deployment.byArn(subscription.deadLetterArn);
    return subscription;
  });
};

const deadLettersOf = (redrivePolicy: unknown): Pick<Subscription, 'deadLetterArn'> =>
  redrivePolicy === undefined
    ? {}
    : { deadLetterArn: (redrivePolicy as { readonly deadLetterTargetArn: string }).deadLetterTargetArn };

const attributesIn = (parameters: Attributes): Attributes => {
  const attributes: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const at = `MessageAttributes.entry.${String(index)}`;
    const name = parameters[`${at}.Name`];
    if (name === undefined) return attributes;
    attributes[name] = parameters[`${at}.Value.StringValue`] ?? '';
  }
};

const required = (parameters: Attributes, name: string): string => {
  const value = parameters[name];
  if (value) return value;
  throw new AwsError('InvalidParameter', `Invalid parameter: ${name}`);
};
