import type { Authorize, AwsService, Deployment, Log, Queues, Running } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import { messageStore } from './message-store.ts';
import { queuesOf, type Queue, wakeUps } from './queue.ts';
import { sqsService, systemAttributes } from './sqs-service.ts';

export type SqsOptions = {
  readonly deployment: Deployment;
  readonly state: State;
  readonly authorize: Authorize;
  readonly log: Log;
  /** Milliseconds; tests move it. */
  readonly now?: () => number;
};

/** How many messages of a queue are visible, in flight and delayed. */
export type Depth = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

export type Sqs = Running & {
  readonly queues: Queues;
  readonly service: AwsService;
  depth(queueArn: string): Depth;
};

const retentionSweepMs = 60_000;

/** The template's standard queues. */
export const sqs = ({ deployment, state, authorize, log, now = Date.now }: SqsOptions): Sqs => {
  const byArn = queuesOf(deployment);
  const store = messageStore(state, now);
  const wakes = wakeUps(store.nextVisibleAt, now);
  const queueAt = (arn: string): Queue => {
    const queue = byArn.get(arn);
    if (!queue) throw new Error(`No queue of the deployment is ${arn}`);
    return queue;
  };
  const take = async (queue: Queue, max: number, visibilitySeconds = queue.visibilitySeconds) => {
    const { taken, moved } = await store.take(queue, max, visibilitySeconds);
    if (moved && queue.redrive) {
      log('sqs', `messages of ${queue.name} went to the dead-letter queue`);
      wakes.changed(queue.redrive.deadLetterArn);
    }
    if (taken.length > 0) wakes.hidden(queue.arn);
    return taken;
  };
  const postpone = async (queue: Queue, receipt: string, seconds: number) => {
    const done = await store.postpone(queue, receipt, seconds);
    if (seconds === 0) wakes.changed(queue.arn);
    else wakes.hidden(queue.arn);
    return done;
  };
  const sweep = setInterval(() => {
    for (const queue of byArn.values())
      void store.expire(queue).catch((fault: unknown) => {
        log('sqs', `old messages of ${queue.name} could not be deleted`, fault);
      });
  }, retentionSweepMs).unref();

  return {
    queues: {
      send: async (arn, body, { delaySeconds, attributes } = {}) => {
        const messageId = await store.add(queueAt(arn), {
          body,
          delaySeconds,
          attributes:
            attributes &&
            Object.fromEntries(
              Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
            ),
        });
        wakes.changed(arn);
        return messageId;
      },
      receive: async (arn, { max, visibilitySeconds }) =>
        (await take(queueAt(arn), max, visibilitySeconds)).map((message) => ({
          messageId: message.messageId,
          receiptHandle: message.receipt,
          body: message.body,
          attributes: systemAttributes(message, deployment.account),
        })),
      delete: async (arn, receipt) => {
        await store.remove(queueAt(arn), receipt);
      },
      changeVisibility: async (arn, receipt, seconds) => {
        await postpone(queueAt(arn), receipt, seconds);
      },
      onMessage: (arn, wake) => wakes.subscribe(queueAt(arn).arn, wake),
    },
    service: sqsService({ byArn, store, wakes, take, postpone, authorize, deployment, now }),
    depth: (arn) => store.depth(queueAt(arn).arn),
    stop: () => {
      clearInterval(sweep);
      wakes.stop();
      return Promise.resolve();
    },
  };
};
