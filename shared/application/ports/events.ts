import type { PublishedEvent } from '../events/to-published.ts';

export type EventPublisher = {
  /**
   * Publishes in the given order, at most `PUBLISH_LIMIT` events in one call. Returns how many, counted from the first,
   * were certainly published. Later ones may have been published too: consumers are idempotent.
   */
  publish(events: readonly PublishedEvent[]): Promise<number>;
};

/** EventBridge's limit on one PutEvents call. */
export const PUBLISH_LIMIT = 10;
