import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { endConnections } from '../../shared/application/live/end-connections.ts';

/**
 * Queue of changed agents → consoles of those who lost their right are closed. A record that fails comes again, then
 * lies among the dead letters.
 */
export const createHandler = (deps: Parameters<typeof endConnections>[0]) => {
  const end = endConnections(deps);
  return workOffQueue(deps, async ({ body }) => {
    const {
      event,
      detail: { metadata, data },
    } = parseDeskEvent(body);
    if (event.fact !== 'agent_changed') throw new Error(`No connection ends for ${event.detailType}`);
    await end(metadata.serviceId, data.subject.id);
  });
};
