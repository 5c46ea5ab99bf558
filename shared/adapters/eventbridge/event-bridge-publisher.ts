import { type EventBridgeClient, EventBridgeServiceException, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SOURCE } from '../../../events/envelope.ts';
import type { EventPublisher, Published } from '../../application/ports/events.ts';
import type { PublishedEvent } from '../../application/events/to-published.ts';
import type { Log } from '../../application/ports/platform.ts';

/** What EventBridge says of an entry that it will never take; anything else passes with time, or when it is mended. */
const UNFIT = new Set(['InvalidArgument', 'MalformedDetail']);

/**
 * Publishes to one event bus. EventBridge accepts or refuses each entry separately; entries after the first refused one
 * count as not published. A request that it doesn't accept as a whole is put again entry by entry, to find the one that
 * is at fault.
 */
export const eventBridgePublisher = (deps: {
  readonly client: EventBridgeClient;
  readonly busName: string;
  readonly log: Log;
}): EventPublisher => {
  const put = async (events: readonly PublishedEvent[]): Promise<Published> => {
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
    const count = Entries.findIndex((entry) => entry.ErrorCode !== undefined);
    if (count >= 0) {
      const code = Entries[count]?.ErrorCode ?? '';
      deps.log.warn('record_failed', {
        eventId: events[count]?.detail.metadata.eventId,
        code,
        refused: FailedEntryCount,
      });
      return { count, unfit: UNFIT.has(code) };
    }
    if (FailedEntryCount > 0 || Entries.length < events.length)
      throw new Error(
        `EventBridge answered for ${Entries.length} of ${events.length} events and named none of ${FailedEntryCount} refused.`,
      );
    return { count: events.length, unfit: false };
  };
  const publish = async (events: readonly PublishedEvent[]): Promise<Published> => {
    try {
      return await put(events);
    } catch (cause) {
      if (!(cause instanceof EventBridgeServiceException && cause.name === 'ValidationException')) throw cause;
      const [only, ...others] = events;
      if (others.length > 0) return oneByOne(events);
      deps.log.warn('record_failed', { eventId: only?.detail.metadata.eventId, cause });
      return { count: 0, unfit: true };
    }
  };
  const oneByOne = async (events: readonly PublishedEvent[]): Promise<Published> => {
    for (const [count, event] of events.entries()) {
      const published = await publish([event]);
      if (published.count === 0) return { count, unfit: published.unfit };
    }
    return { count: events.length, unfit: false };
  };
  return { publish };
};
