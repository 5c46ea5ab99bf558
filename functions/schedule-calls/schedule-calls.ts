import * as z from 'zod';
import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { scheduleCall } from '../../shared/application/calls/schedule-call.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import type { Log } from '../../shared/application/ports/platform.ts';

/** What an event must say of a call to have it scheduled. */
const newsSchema = z.object({
  metadata: z.object({ serviceId: z.string() }),
  data: z.object({
    number: z.number(),
    callId: z.string(),
    changes: z.object({ callAt: z.object({ before: z.string().optional() }).optional() }),
  }),
});

/**
 * Queue of changed calls → one schedule for each that is open. A record that failed is reported, so that the queue
 * brings it again.
 */
export const createHandler = (deps: Parameters<typeof scheduleCall>[0] & { readonly log: Log }) => {
  const schedule = scheduleCall(deps);
  return workOffQueue(deps, async ({ body }) => {
    const {
      metadata: { serviceId },
      data: { number, callId, changes },
    } = newsSchema.parse(parseBusEvent(body).detail);
    const movedFrom = changes.callAt?.before;
    await schedule({ serviceId, number, callId, ...(movedFrom === undefined ? {} : { movedFrom }) });
  });
};
