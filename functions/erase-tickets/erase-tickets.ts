import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { eraseTicket } from '../../shared/application/tickets/erase-ticket.ts';

/**
 * Queue of deletions → nothing of what was said is left. A record that fails comes again, then lies among the dead
 * letters.
 */
export const createHandler = (deps: Parameters<typeof eraseTicket>[0]) => {
  const erase = eraseTicket(deps);
  return workOffQueue(deps, async ({ body }) => {
    const {
      event,
      detail: { metadata, data },
    } = parseBusEvent(body);
    if (event.fact !== 'ticket_deleted') throw new Error(`Nothing is erased for ${event.detailType}`);
    await erase(metadata.serviceId, data.number);
  });
};
