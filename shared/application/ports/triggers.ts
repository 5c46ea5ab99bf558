import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { BusinessHours } from '../../domain/trigger/business-hours.ts';
import type { Trigger, TriggerStop } from '../../domain/trigger/trigger.ts';

/** How often a trigger fired, and when last (ISO 8601). A run that was killed after it was written may be missing. */
export type TriggerUse = { readonly fired: number; readonly firedAt?: string; readonly failuresInARow: number };

/** `conflict`: somebody else wrote a trigger of the service since `revision` was read. */
export type TriggerSaved = 'saved' | 'conflict';

/** The triggers of services. Each write moves the revision of its service's triggers in the same transaction. */
export type TriggerRepository = {
  /**
   * Counts the writes to a service's triggers; 0 when it never had one. `since`: when its first one was made (ISO
   * 8601). `inUse`: whether any is in use. One consistent read.
   */
  revision(serviceId: string): Promise<{ readonly revision: number; readonly since?: string; readonly inUse: boolean }>;
  /** All triggers in their order, with the revision that they are of; consistent. */
  list(serviceId: string): Promise<{ readonly revision: number; readonly triggers: readonly Trigger[] }>;
  find(serviceId: string, triggerId: string): Promise<Trigger | undefined>;
  /** Writes triggers and removes others, with the facts that tell of it, if the revision is the one that was read. */
  save(change: {
    readonly serviceId: string;
    readonly revision: number;
    readonly put: readonly Trigger[];
    readonly removed?: readonly Trigger[];
    readonly facts: readonly DeskFact[];
    /** Whether any trigger of the service is in use afterwards. */
    readonly inUse: boolean;
  }): Promise<TriggerSaved>;
  uses(serviceId: string): Promise<ReadonlyMap<string, TriggerUse>>;
  /** Counts a run, outside of any transaction: a failure in a row, or (without) that it fired. */
  countUse(
    serviceId: string,
    triggerId: string,
    run: { readonly at: string; readonly failed: boolean },
  ): Promise<TriggerUse>;
  /** Takes a trigger out of use if it is of this version and not stopped yet; false: it isn't. */
  stop(trigger: Trigger, stop: TriggerStop, fact: DeskFact): Promise<boolean>;
};

export type BusinessHoursRepository = {
  /** Undefined: none were set, and the service counts as always open. */
  find(serviceId: string): Promise<(BusinessHours & { readonly version: number }) | undefined>;
  save(serviceId: string, hours: BusinessHours & { readonly version: number }, fact: DeskFact): Promise<TriggerSaved>;
};
