import type { ChainState, TriggerOccasion, TriggerRun, TriggerSnapshot } from './automation.ts';
import type { CompiledTriggers } from './compile-triggers.ts';

/**
 * Evaluates, in their order, all triggers that listen to the occasion. Each that fires changes the snapshot for those
 * after it; what all of them ask for is folded into one `automation`, where the last placement wins. Changes nothing.
 * `chain`: of the fact that is evaluated: depth 0 when no trigger made it.
 */
export const runTriggers = (
  _compiled: CompiledTriggers,
  _occasion: TriggerOccasion,
  _snapshot: TriggerSnapshot,
  _chain: ChainState,
): TriggerRun => {
  throw new Error('Follows with the next commits');
};
