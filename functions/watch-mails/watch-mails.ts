import * as z from 'zod';
import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { watchMail, type WatchMailDeps } from '../../shared/application/mail/watch-mail.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';

/** What an event must say to have its mail watched. */
const requestSchema = z.object({
  metadata: z.object({ serviceId: z.string(), correlationId: z.string() }),
  data: z.object({ number: z.number(), mailId: z.string(), round: z.number().default(1) }),
});

type Deps = WatchMailDeps & { readonly visibility: QueueVisibility };

/**
 * Queue of decisions, each held back for a minute → what their tickets say of mails that have not left. A mail that
 * still waits comes again when there may be more to tell.
 */
export const createHandler = (deps: Deps) => {
  const watch = watchMail(deps);
  return workOffQueue(deps, async ({ body, receiptHandle }) => {
    const { metadata, data } = requestSchema.parse(parseBusEvent(body).detail);
    const outcome = await watch({ ...data, serviceId: metadata.serviceId, correlationId: metadata.correlationId });
    if (outcome.kind === 'done') return undefined;
    await deps.visibility.postpone(receiptHandle, outcome.seconds);
    return 'again';
  });
};
