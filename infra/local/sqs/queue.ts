import type { Deployment, Resource } from '../kernel.ts';

/** A queue as the template describes it; times in seconds. */
export type Queue = {
  readonly arn: string;
  readonly name: string;
  readonly url: string;
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  readonly waitSeconds: number;
  readonly largestBytes: number;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceives: number } | undefined;
};

/** The template's queues by ARN. Throws when a dead-letter queue isn't among them. */
export const queuesOf = (deployment: Deployment): ReadonlyMap<string, Queue> => {
  const queues = new Map(
    deployment
      .ofType('AWS::SQS::Queue')
      .map(queueOf)
      .map((queue) => [queue.arn, queue]),
  );
  for (const { name, redrive } of queues.values()) {
    if (redrive && !queues.has(redrive.deadLetterArn))
      throw new Error(`The dead-letter queue ${redrive.deadLetterArn} of ${name} is not in the template`);
  }
  return queues;
};

/** Where the template is silent, SQS's own defaults. */
const queueOf = ({ ref, attributes, properties }: Resource): Queue => {
  const number = (name: string, otherwise: number) =>
    properties[name] === undefined ? otherwise : Number(properties[name]);
  const redrive = properties.RedrivePolicy as
    { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number | string } | undefined;
  return {
    arn: attributes.Arn!,
    name: attributes.QueueName!,
    url: ref,
    visibilitySeconds: number('VisibilityTimeout', 30),
    retentionSeconds: number('MessageRetentionPeriod', 4 * 24 * 3600),
    delaySeconds: number('DelaySeconds', 0),
    waitSeconds: number('ReceiveMessageWaitTimeSeconds', 0),
    largestBytes: number('MaximumMessageSize', 1024 * 1024),
    redrive: redrive && { deadLetterArn: redrive.deadLetterTargetArn, maxReceives: Number(redrive.maxReceiveCount) },
  };
};
