import * as z from 'zod';
import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { sendMail } from '../../shared/application/mail/send-mail.ts';
import type { QueueVisibility } from '../../shared/application/ports/platform.ts';

/** What an event must say to have a mail sent for it. */
const requestSchema = z.object({
  metadata: z.object({ serviceId: z.string(), correlationId: z.string() }),
  data: z.object({ number: z.number(), mailId: z.string(), round: z.number().default(1) }),
});

type Deps = Parameters<typeof sendMail>[0] & {
  readonly visibility: QueueVisibility;
  /** How often the queue brings a message. */ readonly tries: number;
};

/**
 * Queue of decisions → SES. A record that isn't done is reported, so that the queue brings it again: at once after a
 * fault, later when it must wait.
 */
export const createHandler = (deps: Deps) => {
  const send = sendMail(deps);
  return workOffQueue(deps, async ({ body, receiptHandle, attributes }) => {
    const { metadata, data } = requestSchema.parse(parseBusEvent(body).detail);
    const queuedAt = new Date(Number(attributes.SentTimestamp));
    const isLastTry = Number(attributes.ApproximateReceiveCount) >= deps.tries;
    const outcome = await send({
      ...data,
      serviceId: metadata.serviceId,
      correlationId: metadata.correlationId,
      queuedAt,
      isLastTry,
    });
    if (outcome.kind === 'done') return undefined;
    await deps.visibility.postpone(receiptHandle, outcome.seconds);
    return 'again';
  });
};
