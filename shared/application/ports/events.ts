import type { PublishedEvent } from '../events/to-published.ts';

export type EventPublisher = {
  /**
   * Publishes in the given order, at most `PUBLISH_LIMIT` events at once; answers how many of them, counted from the
   * first, are surely published. Those behind may have been too: consumers are idempotent.
   */
  publish(events: readonly PublishedEvent[]): Promise<number>;
};

/** EventBridge's limit on one PutEvents call. */
export const PUBLISH_LIMIT = 10;
