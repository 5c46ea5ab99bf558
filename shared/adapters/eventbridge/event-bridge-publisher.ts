import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SOURCE } from '../../../events/envelope.ts';
import type { EventPublisher } from '../../application/ports/events.ts';
import type { Log } from '../../application/ports/platform.ts';

/**
 * Publishes to one event bus. EventBridge accepts or refuses each entry separately; entries after the first refused one
 * count as not published.
 */
export const eventBridgePublisher = (deps: {
  readonly client: EventBridgeClient;
  readonly busName: string;
  readonly log: Log;
}): EventPublisher => ({
  async publish(events) {
    const { Entries = [], FailedEntryCount = 0 } = await deps.client.send(
      new PutEventsCommand({
        Entries: events.map(({ detailType, detail }) => ({
          EventBusName: deps.busName,
          Source: SOURCE,
          DetailType: detailType,
          Detail: JSON.stringify(detail),
          Time: new Date(detail.metadata.occurredAt),
        })),
      }),
    );
    const refused = Entries.findIndex((entry) => entry.ErrorCode !== undefined);
    if (refused >= 0) {
      deps.log.warn('record_failed', {
        eventId: events[refused]?.detail.metadata.eventId,
        code: Entries[refused]?.ErrorCode,
        refused: FailedEntryCount,
      });
      return refused;
    }
    if (FailedEntryCount > 0 || Entries.length < events.length)
      throw new Error(
        `EventBridge answered for ${Entries.length} of ${events.length} events and named none of ${FailedEntryCount} refused.`,
      );
    return events.length;
  },
});
