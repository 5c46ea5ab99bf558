import type { Field } from '../desk/field.ts';
import type { TriggerOccasion } from './automation.ts';
import { flatConditions } from './check-conditions.ts';
import { checkTrigger } from './check-trigger.ts';
import { compileCondition, type CompiledCondition } from './compile-condition.ts';
import { conditionField, OWN_FIELD, type ConditionField } from './condition-fields.ts';
import type { CompilePattern, KnownToTriggers } from './known-to-triggers.ts';
import {
  isGroup,
  isInUse,
  type ConditionGroup,
  type TimeBase,
  type Trigger,
  type TriggerEventKind,
} from './trigger.ts';

/** A condition, and the place of its field among all fields that the service's triggers ask about. */
export type PlacedCondition = CompiledCondition & { readonly place: number };

/** Whether a group is met, by what became of all conditions of the trigger, depth first. */
export type GroupTest = (isMet: (condition: number) => boolean) => boolean;

export type CompiledTrigger = {
  readonly trigger: Trigger;
  /** Its place in the order of all. */
  readonly position: number;
  /** Undefined: it is not valid, or names something that is gone. */
  readonly rule?: {
    readonly conditions: readonly PlacedCondition[];
    readonly isMet: GroupTest;
    /** Codes of the service's own fields that it asks about or sets. */
    readonly codes: readonly string[];
  };
};

/** A field that conditions ask about. Fixed: no action of a trigger changes it. */
export type AskedField = { readonly field: ConditionField; readonly isFixed: boolean };

/** Triggers of a service that are in use, as functions, in their order, by the kind of event that begins them. */
export type CompiledTriggers = {
  readonly byKind: ReadonlyMap<TriggerEventKind, readonly CompiledTrigger[]>;
  /** Each distinct time that a trigger waits for. */
  readonly times: readonly { readonly since: TimeBase; readonly hours: number }[];
  /** Fields that any of them asks about, by their places. */
  readonly fields: readonly AskedField[];
  /** The definitions that they were compiled by. */
  readonly definitions: readonly Field[];
};

const groupTest = (group: ConditionGroup, first: number): { readonly test: GroupTest; readonly next: number } => {
  let next = first;
  const tests = group.conditions.map((each): GroupTest => {
    if (!isGroup(each)) {
      const place = next;
      next += 1;
      return (isMet) => isMet(place);
    }
    const inner = groupTest(each, next);
    next = inner.next;
    return inner.test;
  });
  const test: GroupTest =
    group.match === 'all'
      ? (isMet) => tests.every((each) => each(isMet))
      : (isMet) => tests.some((each) => each(isMet));
  return { test, next };
};

const CHANGEABLE = ['ticket.', OWN_FIELD];

/** The place of each field, given once. */
type Places = { readonly fields: AskedField[]; readonly byName: Map<string, number> };
const placeOf = ({ fields, byName }: Places, name: string, field: ConditionField): number => {
  const known = byName.get(name);
  if (known !== undefined) return known;
  byName.set(name, fields.length);
  return fields.push({ field, isFixed: !CHANGEABLE.some((prefix) => name.startsWith(prefix)) }) - 1;
};

const descendantsIn = (categories: KnownToTriggers['categories']) => {
  const children = Map.groupBy(categories, ({ parentId }) => parentId);
  return (categoryId: string): readonly string[] => {
    const found = new Set([categoryId]);
    // A set takes what is added while it is walked through; a cycle ends it all the same.
    for (const id of found) for (const child of children.get(id) ?? []) found.add(child.categoryId);
    return [...found];
  };
};

type Compiling = {
  readonly known: KnownToTriggers;
  readonly compilePattern: CompilePattern;
  readonly withDescendants: (categoryId: string) => readonly string[];
  readonly places: Places;
};

const ruleOf = (trigger: Trigger, { places, ...tools }: Compiling): CompiledTrigger['rule'] => {
  const { known, compilePattern } = tools;
  if (checkTrigger(trigger, known, compilePattern).length > 0) return undefined;
  const conditions = flatConditions(trigger.conditions).map((condition): PlacedCondition => {
    const field = conditionField(condition.field, known.definitions);
    if (!field.ok) throw new Error(field.error);
    const place = placeOf(places, condition.field, field.value);
    return { ...compileCondition(condition, places.fields[place]!.field, tools), place };
  });
  const asked = conditions.flatMap(({ field: { code } }) => code ?? []);
  const set = trigger.actions.flatMap((action) => (action.kind === 'set_field' ? [action.code] : []));
  return {
    conditions,
    isMet: groupTest(trigger.conditions, 0).test,
    codes: [...new Set([...asked, ...set])],
  };
};

/** What can't be compiled never fires, and keeps no other trigger from it. */
const safeRuleOf = (trigger: Trigger, compiling: Compiling): CompiledTrigger['rule'] => {
  try {
    return ruleOf(trigger, compiling);
  } catch {
    return undefined;
  }
};

const timesOf = (triggers: readonly Trigger[]): CompiledTriggers['times'] => {
  const times = triggers.flatMap(({ event }) =>
    event.kind === 'hours_since' ? [{ since: event.since, hours: event.hours }] : [],
  );
  return [...new Map(times.map((time) => [`${time.since} ${String(time.hours)}`, time])).values()];
};

/**
 * Compiles triggers, once for each change of the rules, of a category's place or of the groups and agents that they
 * name. Those out of use are left out; one that is not valid or names something that is gone never fires.
 */
export const compileTriggers = (
  triggers: readonly Trigger[],
  known: KnownToTriggers,
  compilePattern: CompilePattern,
): CompiledTriggers => {
  const places: Places = { fields: [], byName: new Map() };
  const compiling = { known, compilePattern, places, withDescendants: descendantsIn(known.categories) };
  const inUse = triggers.filter(isInUse).toSorted((a, b) => a.order - b.order || (a.triggerId < b.triggerId ? -1 : 1));
  const compiled = inUse.map((trigger, position): CompiledTrigger => {
    const rule = safeRuleOf(trigger, compiling);
    return { trigger, position, ...(rule === undefined ? {} : { rule }) };
  });
  return {
    byKind: Map.groupBy(compiled, ({ trigger }) => trigger.event.kind),
    times: timesOf(inUse),
    fields: places.fields,
    definitions: known.definitions,
  };
};

/** Whether any trigger listens to this: what none listens to is passed over. */
export const listensTo = ({ byKind }: CompiledTriggers, { kinds }: TriggerOccasion): boolean =>
  kinds.some((kind) => byKind.has(kind));

/** Whether any trigger has a pattern: without one the package that compiles them isn't loaded. */
export const usesPatterns = (triggers: readonly Pick<Trigger, 'conditions'>[]): boolean =>
  triggers.some(({ conditions }) => flatConditions(conditions).some(({ operator }) => operator === 'matches'));
