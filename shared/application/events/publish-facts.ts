import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import { type EventPublisher, PUBLISH_LIMIT, type Published } from '../ports/events.ts';
import type { Log } from '../ports/platform.ts';
import { type PublishedEvent, toPublished, toPublishedOfDesk } from './to-published.ts';

/**
 * Publishes facts in order and stops at the first failure. Unless that one is unfit, it and the rest are published by
 * the next try, so that consumers never see a ticket's later event before an earlier one.
 */
export const publishFacts =
  (deps: { readonly publisher: EventPublisher; readonly log: Log }) =>
  async (facts: readonly (Fact | DeskFact)[]): Promise<Published> => {
    const events = publishable(facts, deps.log);
    const published = await publishAll(events, deps);
    deps.log.info('events_published', { count: published.count, of: facts.length });
    return published.count === events.length
      ? { count: events.length, unfit: events.length < facts.length }
      : published;
  };

const publishAll = async (
  events: readonly PublishedEvent[],
  { publisher, log }: { readonly publisher: EventPublisher; readonly log: Log },
): Promise<Published> => {
  let count = 0;
  try {
    while (count < events.length) {
      const chunk = events.slice(count, count + PUBLISH_LIMIT);
      const taken = await publisher.publish(chunk);
      count += taken.count;
      if (taken.count < chunk.length) return { count, unfit: taken.unfit };
    }
  } catch (cause) {
    log.error('record_failed', { eventId: events[count]?.detail.metadata.eventId, cause });
  }
  return { count, unfit: false };
};

/** The events of all facts before the first that breaks its contract. */
const publishable = (facts: readonly (Fact | DeskFact)[], log: Log): readonly PublishedEvent[] => {
  const events: PublishedEvent[] = [];
  for (const fact of facts) {
    try {
      events.push('of' in fact ? toPublishedOfDesk(fact) : toPublished(fact));
    } catch (cause) {
      log.error('record_failed', { eventId: fact.id, cause });
      break;
    }
  }
  return events;
};
