import type { ChainLink } from '../../domain/trigger/automation.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';

/** A trigger that fired, as it was evaluated. */
export type FiredTrigger = Pick<Trigger, 'triggerId' | 'version' | 'name' | 'event' | 'actions'>;
export type OutwardContext = {
  /** ISO 8601: the time of the change. */
  readonly at: string;
  readonly correlationId: string;
  /** Of what the triggers do. */
  readonly link: ChainLink;
};

/** What one action did, or why it did nothing: words that `readWords` reads. */
export type ToldAction = { readonly triggerId: string; readonly action: number; readonly word: string };
