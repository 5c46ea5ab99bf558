import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { WrittenError } from '../../domain/desk/category.ts';
import type { WrittenTrigger } from '../../domain/trigger/check-trigger.ts';
import type { CompilePattern, KnownToTriggers } from '../../domain/trigger/known-to-triggers.ts';
import type { ServiceHours } from '../../domain/trigger/service-hours.ts';
import type { AwaitedTime, Trigger, TriggerStop } from '../../domain/trigger/trigger.ts';

/** How often a trigger fired, and when last (ISO 8601). A run that was killed after it was written may be missing. */
export type TriggerUse = { readonly fired: number; readonly firedAt?: string; readonly failuresInARow: number };

/** `conflict`: somebody else wrote a trigger of the service since `revision` was read. */
export type TriggerSaved = 'saved' | 'conflict';

/**
 * Of what revision triggers are; `since`: when the service's first one was made, `changedAt`: when any was written last
 * (ISO 8601).
 */
export type TriggersRevision = { readonly revision: number; readonly since?: string; readonly changedAt?: string };

export type TriggersChange = {
  readonly serviceId: string;
  /** That the change was decided by. */
  readonly revision: number;
  readonly put: readonly Trigger[];
  readonly removed?: readonly Trigger[];
  /** Ids of those whose failures in a row are forgotten. */
  readonly restarted?: readonly string[];
  /** All triggers of the service afterwards, in their order. */
  readonly after: readonly Trigger[];
  readonly facts: readonly [DeskFact, ...DeskFact[]];
};

/** What one transaction of DynamoDB takes beside the revision: put, removed (two each), restarted, and facts. */
export const TRIGGER_WRITES_AT_ONCE = 99;

/** The times that the triggers of a service wait for. */
export type TimedService = {
  readonly serviceId: string;
  readonly times: readonly AwaitedTime[];
  /** Since when any is in use, ISO 8601: what was due before stays undone. */
  readonly timesSince: string;
};

/**
 * The triggers of services. Each write moves the revision of its service's triggers in the same transaction; so does
 * each change of what they name that can make one outdated: of a field, a group or an agent.
 */
export type TriggerRepository = {
  /**
   * Counts the writes to a service's triggers and to what they name; 0 when there never was one. `inUse`: whether any
   * is in use. One consistent read.
   */
  revision(serviceId: string): Promise<TriggersRevision & { readonly inUse: boolean }>;
  /**
   * All triggers in their order, with the revision that they are of. Consistent: if one was read in a newer state than
   * the revision's, a save by that revision fails, and the next look at the revision tells it.
   */
  list(serviceId: string): Promise<TriggersRevision & { readonly triggers: readonly Trigger[] }>;
  find(serviceId: string, triggerId: string): Promise<Trigger | undefined>;
  /** Services with time triggers in use, and their times, each once. Eventually consistent. */
  timed(): Promise<readonly TimedService[]>;
  /**
   * Writes triggers and removes others, with their order and the facts that tell of it, if the revision is the one that
   * was read. At most TRIGGER_WRITES_AT_ONCE rows.
   */
  save(change: TriggersChange): Promise<TriggerSaved>;
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
  /** `unsetHours` when none were set. Consistent read. */
  find(serviceId: string): Promise<ServiceHours>;
  /**
   * Writes them with their audit fact in one transaction, if the stored ones have the version of `before`. Returns
   * false otherwise.
   */
  save(hours: ServiceHours, before: ServiceHours, fact: DeskFact): Promise<boolean>;
};

/** Every error of a trigger, as JSON pointers into it and reasons; none: it is valid. */
export type CheckTrigger = (trigger: WrittenTrigger, known: KnownToTriggers) => readonly WrittenError[];

/** Checks triggers: what it takes is loaded with the first that is checked, of patterns with the first that has one. */
export type TriggerChecks = {
  /** A check for these triggers. */
  checkOf(triggers: readonly Pick<Trigger, 'conditions'>[]): Promise<CheckTrigger>;
};

/** Regular expressions that take linear time; loaded with the first that is compiled. */
export type Patterns = { compiler(): Promise<CompilePattern> };
