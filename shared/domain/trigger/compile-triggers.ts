import type { CompilePattern, KnownToTriggers } from './check-trigger.ts';
import type { TriggerOccasion } from './automation.ts';
import type { TimeBase, Trigger, TriggerEventKind } from './trigger.ts';

export type CompiledTrigger = { readonly trigger: Trigger };

/** Triggers of a service that are in use, as functions, in their order, by the kind of event that begins them. */
export type CompiledTriggers = {
  readonly byKind: ReadonlyMap<TriggerEventKind, readonly CompiledTrigger[]>;
  /** Each distinct time that a trigger waits for. */
  readonly times: readonly { readonly since: TimeBase; readonly hours: number }[];
};

/**
 * Compiles triggers, once for each change of the rules. Those out of use are left out; one that is not valid or names
 * something that is gone never fires.
 */
export const compileTriggers = (
  _triggers: readonly Trigger[],
  _known: KnownToTriggers,
  _compilePattern: CompilePattern,
): CompiledTriggers => {
  throw new Error('Follows with the next commits');
};

/** Whether any trigger listens to this: what none listens to is passed over. */
export const listensTo = ({ byKind }: CompiledTriggers, { kinds }: TriggerOccasion): boolean =>
  kinds.some((kind) => byKind.has(kind));

/** Whether any trigger has a pattern: without one the package that compiles them isn't loaded. */
export const usesPatterns = (_triggers: readonly Pick<Trigger, 'conditions'>[]): boolean => {
  throw new Error('Follows with the next commits');
};
