import type { TriggerChecks } from '../../application/ports/triggers.ts';
import type { CompilePattern } from '../../domain/trigger/known-to-triggers.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import { linearPatterns } from './linear-patterns.ts';

/** What compiles the patterns of these triggers, RE2; without any pattern it isn't loaded. */
export const patternsOf = async (triggers: readonly Pick<Trigger, 'conditions'>[]): Promise<CompilePattern> => {
  const { usesPatterns } = await import('../../domain/trigger/compile-triggers.ts');
  return usesPatterns(triggers) ? linearPatterns.compiler() : () => undefined;
};

/** The rules of the domain, and the patterns of RE2. */
export const triggerChecks: TriggerChecks = {
  checkOf: async (triggers) => {
    const [{ checkTrigger }, compile] = await Promise.all([
      import('../../domain/trigger/check-trigger.ts'),
      patternsOf(triggers),
    ]);
    return (trigger, known) => checkTrigger(trigger, known, compile);
  },
};
