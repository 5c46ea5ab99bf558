import type { Context, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { departuresOf } from '../../shared/application/departures/departures-of.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';

/** Time that a run keeps for what it has begun and for telling of it, in milliseconds. */
const RESERVE = 15_000;

type Deps = Parameters<typeof departuresOf>[0] & { readonly visibility: QueueVisibility };

/**
 * Queue of changed agents and settings → open tickets of those who left go back. What is not done in the time comes
 * again and goes on.
 */
export const createHandler = (deps: Deps) => {
  const settle = departuresOf(deps);
  return (queued: Pick<SQSEvent, 'Records'>, context: Pick<Context, 'getRemainingTimeInMillis'>) =>
    workOffQueue(deps, async ({ body, receiptHandle }) => {
      const outcome = await settle(parseDeskEvent(body), () => context.getRemainingTimeInMillis() > RESERVE);
      if (outcome.kind === 'done') return undefined;
      await deps.visibility.postpone(receiptHandle, outcome.seconds);
      return 'again';
    })(queued);
};
