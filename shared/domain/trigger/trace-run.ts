import type { ConsideredTrigger } from './automation.ts';
import type { ActionResult, TracedCondition, TracedTrigger } from './trigger-run.ts';
import { type ConditionGroup, isGroup, type Trigger } from './trigger.ts';

/**
 * Characters of JSON that a trace may have: deflated a few KB, however many triggers a service has. What fired or
 * failed comes first, as a whole. Then come the others, in their order, in at most three quarters of it, and then their
 * conditions.
 */
export const TRACE_LENGTH = 32_000;
const OTHERS_LENGTH = (3 / 4) * TRACE_LENGTH;

type Placed = Omit<TracedCondition, 'met' | 'seen'>;

/** The conditions of a group, depth first, each with the groups that it stands in. */
export const flatConditions = (
  { match, conditions }: ConditionGroup,
  groups: readonly ConditionGroup['match'][] = [],
  path: readonly number[] = [],
): readonly Placed[] =>
  conditions.flatMap((each, index): readonly Placed[] =>
    isGroup(each)
      ? flatConditions(each, [...groups, match], [...path, index])
      : [{ ...each, groups: [...groups, match], path: [...path, index] }],
  );

/** Conditions as they were asked: what they said, and what they saw. */
const asked = (trigger: Trigger, seen: NonNullable<ConsideredTrigger['conditions']>): readonly TracedCondition[] => {
  const flat = flatConditions(trigger.conditions);
  return seen.flatMap((each, index) => (flat[index] === undefined ? [] : [{ ...flat[index], ...each }]));
};

const isOfNote = ({ outcome }: ConsideredTrigger): boolean => outcome === 'fired' || outcome === 'failed';
const lengthOf = (traced: TracedTrigger): number => JSON.stringify(traced).length;

/** What a trace tells of the triggers that were considered, as far as it has room. */
export const traceConsidered = (
  considered: readonly ConsideredTrigger[],
  triggers: ReadonlyMap<string, Trigger>,
  results: (trigger: ConsideredTrigger) => readonly ActionResult[] | undefined,
): { readonly considered: readonly TracedTrigger[]; readonly more: number } => {
  const whole = considered.map((each): TracedTrigger => {
    const { conditions, actions: _told, ...rest } = each;
    const trigger = triggers.get(each.triggerId);
    const actions = results(each);
    return {
      ...rest,
      ...(conditions === undefined || trigger === undefined ? {} : { conditions: asked(trigger, conditions) }),
      ...(actions === undefined ? {} : { actions }),
    };
  });
  const kept = new Map<number, TracedTrigger>();
  let length = 0;
  const keep = (index: number, traced: TracedTrigger, limit: number): void => {
    const more = lengthOf(traced) - (kept.has(index) ? lengthOf(kept.get(index)!) : 0);
    if (length + more > limit) return;
    length += more;
    kept.set(index, traced);
  };
  const bare = ({ conditions: _left, ...rest }: TracedTrigger): TracedTrigger => rest;
  const ofNote = [...considered.keys()].filter((index) => isOfNote(considered[index]!));
  const others = [...considered.keys()].filter((index) => !isOfNote(considered[index]!));
  for (const index of ofNote) keep(index, bare(whole[index]!), Infinity);
  for (const index of ofNote) keep(index, whole[index]!, TRACE_LENGTH);
  for (const index of others) keep(index, bare(whole[index]!), OTHERS_LENGTH);
  for (const index of others) if (kept.has(index)) keep(index, whole[index]!, TRACE_LENGTH);
  return {
    considered: [...kept.keys()].toSorted((a, b) => a - b).map((index) => kept.get(index)!),
    more: considered.length - kept.size,
  };
};
