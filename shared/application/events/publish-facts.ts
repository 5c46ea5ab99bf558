import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import { type EventPublisher, PUBLISH_LIMIT } from '../ports/events.ts';
import type { Log } from '../ports/platform.ts';
import { type PublishedEvent, toPublished, toPublishedOfDesk } from './to-published.ts';

/**
 * Publishes facts in order and stops at the first failure; returns the number published. The rest is published by the
 * next try, so that consumers never see a ticket's later event before an earlier one.
 */
export const publishFacts =
  (deps: { readonly publisher: EventPublisher; readonly log: Log }) =>
  async (facts: readonly (Fact | DeskFact)[]): Promise<number> => {
    const events = publishable(facts, deps.log);
    let published = 0;
    try {
      while (published < events.length) {
        const chunk = events.slice(published, published + PUBLISH_LIMIT);
        const taken = await deps.publisher.publish(chunk);
        published += taken;
        if (taken < chunk.length) break;
      }
    } catch (cause) {
      deps.log.error('record_failed', { eventId: facts[published]?.id, cause });
    }
    deps.log.info('events_published', { count: published, of: facts.length });
    return published;
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
