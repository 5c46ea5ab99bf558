import * as z from 'zod';
import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { ringCall } from '../../shared/application/calls/ring-call.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';

/** What a schedule puts into the queue. */
const ringSchema = z.object({
  serviceId: z.string().min(1),
  number: z.int().positive(),
  callId: z.string().min(1),
  at: z.iso.datetime(),
});

type Deps = Parameters<typeof ringCall>[0] & { readonly visibility: QueueVisibility };

/**
 * Queue of due calls → the fact that tells of each. A record that came early rests until its time, one that failed
 * comes again.
 */
export const createHandler = (deps: Deps) => {
  const ring = ringCall(deps);
  return workOffQueue(deps, async ({ body, receiptHandle }) => {
    const outcome = await ring(ringSchema.parse(JSON.parse(body)));
    if (outcome.kind === 'done') return undefined;
    await deps.visibility.postpone(receiptHandle, outcome.seconds);
    return 'again';
  });
};
