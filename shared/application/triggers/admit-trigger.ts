import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import { TRIGGER_BYTES, TRIGGERS_BYTES } from '../../domain/trigger/trigger-limits.ts';
import type { TriggerRefusal } from '../../domain/trigger/trigger-refusal.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import type { TriggerChecks } from '../ports/triggers.ts';
import { type KnownDeps, readKnown } from './known-to-triggers.ts';

export type AdmitTriggerDeps = KnownDeps & { readonly checks: TriggerChecks };

export const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** Checks a trigger against what its service has now, and its size beside the service's others. */
export const admitTrigger = (deps: AdmitTriggerDeps) => {
  const known = readKnown(deps);
  return async (
    trigger: Trigger,
    others: readonly Trigger[],
  ): Promise<Result<Trigger, Extract<TriggerRefusal, { code: 'trigger_not_valid' }> | TooLarge>> => {
    const bytes = bytesOf(trigger);
    if (bytes > TRIGGER_BYTES) return err({ code: 'too_large', limitBytes: TRIGGER_BYTES });
    if (others.reduce((sum, other) => sum + bytesOf(other), bytes) > TRIGGERS_BYTES)
      return err({ code: 'too_large', limitBytes: TRIGGERS_BYTES });
    const [names, check] = await Promise.all([known(trigger.serviceId), deps.checks.checkOf([trigger])]);
    const errors = check(trigger, names);
    return errors.length === 0 ? ok(trigger) : err({ code: 'trigger_not_valid', errors });
  };
};
