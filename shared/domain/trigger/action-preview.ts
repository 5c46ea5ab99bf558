import { ACTION_OUTCOMES, type ActionOutcome } from './automation.ts';

/** Why an action would do nothing to a ticket: as an evaluation says it, and what becomes known when a mail is made. */
export const ACTION_IDLE_REASONS = [
  ...ACTION_OUTCOMES.filter((outcome): outcome is Exclude<ActionOutcome, 'done'> => outcome !== 'done'),
  /** There is nobody to write to: no address, no assignee, no agent in the group. */
  'nobody',
  /** Every address to write to is one of the service's own. */
  'own_address',
] as const;
export type ActionIdleReason = (typeof ACTION_IDLE_REASONS)[number];
