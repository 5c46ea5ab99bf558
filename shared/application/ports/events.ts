import type { PublishedEvent } from '../events/to-published.ts';

export type Published = {
  /**
   * How many, counted from the first, were certainly published. Later ones may have been published too: consumers are
   * idempotent.
   */
  readonly count: number;
  /** Whether the one behind them can never be published, so that to try again is in vain. */
  readonly unfit: boolean;
};

export type EventPublisher = {
  /** Publishes in the given order, at most `PUBLISH_LIMIT` events in one call. */
  publish(events: readonly PublishedEvent[]): Promise<Published>;
};

/** EventBridge's limit on one PutEvents call. */
export const PUBLISH_LIMIT = 10;

/** Records of a stream that can never be worked off, kept as they came: `npm run redrive` gives them again. */
export type FailedRecords = { setAside(sequenceNumber: string, record: unknown): Promise<void> };
