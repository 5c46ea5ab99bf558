import type { FactType } from '../ticket/facts.ts';
import { ACTION_OUTCOMES, type ConsideredTrigger, type SeenCondition, type TriggerOccasion } from './automation.ts';
import type { Condition, ConditionGroup, TriggerActionKind } from './trigger.ts';

/**
 * What became of an action of a trigger that fired: what the evaluation says of it, and what carrying it out added.
 * `field_not_valid`: the value is none of the field's. `gone`: what it names is no longer there. `too_much_text`: the
 * comment of this occasion holds no more. `left_out`: nothing could be sent.
 */
export const ACTION_RESULTS = [...ACTION_OUTCOMES, 'field_not_valid', 'gone', 'too_much_text', 'left_out'] as const;
export type ActionResultCode = (typeof ACTION_RESULTS)[number];

export type ActionResult = {
  readonly kind: TriggerActionKind;
  readonly result: ActionResultCode;
  /** What it is about: the id of a group or category, a priority, a tag, the code of a field. */
  readonly of?: string;
  /** In words, where the result alone doesn't say it: what is wrong with a value, who was left out. */
  readonly why?: string;
};

/** A condition as it was when it was asked, and what it saw. A later change of its trigger doesn't change it. */
export type TracedCondition = Condition &
  SeenCondition & {
    /** How the groups that it stands in are matched, the outermost first. */
    readonly groups: readonly ConditionGroup['match'][];
    /** Its place in the outermost group, in the next one in it, and so on: as many numbers as groups. */
    readonly path: readonly number[];
  };

export type TracedTrigger = Omit<ConsideredTrigger, 'conditions' | 'actions'> & {
  /** Absent where conditions were not asked, or where the trace left no room for them. */
  readonly conditions?: readonly TracedCondition[];
  /** In the order of its actions. Of those that fired. */
  readonly actions?: readonly ActionResult[];
};

/** What a trace keeps of one evaluation of a ticket's triggers. */
export type TriggerTrace = {
  readonly serviceId: string;
  readonly number: number;
  /** Sortable by time. */
  readonly runId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly occasion: TriggerOccasion;
  /** What happened; absent for a time that came. */
  readonly fact?: { readonly id: string; readonly type: FactType };
  /** The version of the ticket that conditions were asked about. */
  readonly version: number;
  readonly chainId: string;
  /** Of what happened: 0 when no trigger did it. */
  readonly depth: number;
  /** The fact that tells what triggers did; absent when they did nothing. */
  readonly madeFactId?: string;
  /** In the order of the triggers. */
  readonly considered: readonly TracedTrigger[];
  /** How many more were considered for which the trace had no room. */
  readonly more: number;
};
