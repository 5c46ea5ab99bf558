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

/** SQS's defaults, for what the template doesn't set. */
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

/** Tells who waits for a queue when one of its messages may be received: at once, or when a hidden one shows again. */
export type WakeUps = {
  subscribe(queueArn: string, wake: () => void): () => void;
  /** Something of the queue changed: whoever waits looks now, and again when the next hidden message shows. */
  changed(queueArn: string): void;
  /** A message was hidden until this time (milliseconds): wakes the waiting receivers then. */
  hidden(queueArn: string): void;
  /** Wakes all waiting receivers for the last time. */
  stop(): void;
  isStopped(): boolean;
};

/** `nextVisibleAt` gives the time of the next hidden message, in milliseconds. */
export const wakeUps = (nextVisibleAt: (queueArn: string) => number | undefined, now: () => number): WakeUps => {
  const waiting = new Map<string, Set<() => void>>();
  let stopped = false;
  const timers = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();

  const wakeAll = (queueArn: string) => {
    for (const wake of [...(waiting.get(queueArn) ?? [])]) wake();
  };
  const arm = (queueArn: string) => {
    if (stopped || !waiting.get(queueArn)?.size) return;
    const at = nextVisibleAt(queueArn);
    const armed = timers.get(queueArn);
    if (armed && armed.at === at) return;
    clearTimeout(armed?.timer);
    timers.delete(queueArn);
    if (at === undefined) return;
    const timer = setTimeout(
      () => {
        timers.delete(queueArn);
        wakeAll(queueArn);
        arm(queueArn);
      },
      Math.max(at - now(), 0) + 1,
    );
    timers.set(queueArn, { at, timer: timer.unref() });
  };

  return {
    subscribe: (queueArn, wake) => {
      const wakes = waiting.get(queueArn) ?? new Set();
      waiting.set(queueArn, wakes.add(wake));
      arm(queueArn);
      return () => {
        wakes.delete(wake);
      };
    },
    changed: (queueArn) => {
      wakeAll(queueArn);
      arm(queueArn);
    },
    hidden: arm,
    isStopped: () => stopped,
    stop: () => {
      stopped = true;
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
      for (const queueArn of waiting.keys()) wakeAll(queueArn);
      waiting.clear();
    },
  };
};
