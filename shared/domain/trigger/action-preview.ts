import { ACTION_RESULTS, type ActionResultCode } from './trigger-run.ts';

/** Why an action would do nothing to a ticket: what a trace would say of it. */
export type ActionIdleReason = Exclude<ActionResultCode, 'done'>;
export const ACTION_IDLE_REASONS = ACTION_RESULTS.filter((result): result is ActionIdleReason => result !== 'done');
