import type { TriggerOccasion } from './automation.ts';
import { flatConditions } from './check-conditions.ts';
import { checkTrigger } from './check-trigger.ts';
import { compileCondition, type CompiledCondition } from './compile-condition.ts';
import { conditionField, OWN_FIELD, type ConditionField } from './condition-fields.ts';
import type { CompilePattern, KnownToTriggers } from './known-to-triggers.ts';
import {
  isGroup,
  isInUse,
  type AwaitedTime,
  type Condition,
  type ConditionGroup,
  timesOf,
  type Trigger,
  type TriggerEventKind,
} from './trigger.ts';

/** A condition, and the place of its field among all fields that the service's triggers ask about. */
export type PlacedCondition = CompiledCondition & { readonly place: number };

/** Whether a group is met, by what became of the conditions of its trigger, depth first. */
export type GroupTest = (isMet: (condition: number) => boolean) => boolean;

export type CompiledTrigger = {
  readonly trigger: Trigger;
  /** Its place in the order of all. */
  readonly position: number;
  /** Undefined: it is not valid, or names something that is gone. */
  readonly rule?: {
    /** Places of its conditions, depth first: equal ones of several triggers have one place, and are asked once. */
    readonly conditions: readonly number[];
    readonly isMet: GroupTest;
  };
};

/** A field that conditions ask about. Fixed: no action of a trigger changes it. */
export type AskedField = { readonly field: ConditionField; readonly isFixed: boolean };

/** Triggers of a service that are in use, as functions, in their order, by the kind of event that begins them. */
export type CompiledTriggers = {
  readonly byKind: ReadonlyMap<TriggerEventKind, readonly CompiledTrigger[]>;
  /** Each distinct time that a trigger waits for. */
  readonly times: readonly AwaitedTime[];
  /** Conditions of all, by their places. */
  readonly conditions: readonly PlacedCondition[];
  /** Fields that any of them asks about, by their places. */
  readonly fields: readonly AskedField[];
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

/** What has a place of its own, each once by its name. */
type Places<T> = { readonly all: T[]; readonly byName: Map<string, number> };
const noPlaces = <T>(): Places<T> => ({ all: [], byName: new Map() });
const placeOf = <T>({ all, byName }: Places<T>, name: string, make: () => T): number => {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const place = all.push(make()) - 1;
  byName.set(name, place);
  return place;
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
  readonly fields: Places<AskedField>;
  readonly conditions: Places<PlacedCondition>;
};

const placeOfCondition = (condition: Condition, { fields, conditions, ...tools }: Compiling): number => {
  const { field: name, operator, value } = condition;
  return placeOf(conditions, JSON.stringify([name, operator, value]), () => {
    const place = placeOf(fields, name, () => {
      const field = conditionField(name, tools.known.definitions);
      if (!field.ok) throw new Error(field.error);
      return { field: field.value, isFixed: !CHANGEABLE.some((prefix) => name.startsWith(prefix)) };
    });
    return { ...compileCondition(condition, fields.all[place]!.field, tools), place };
  });
};

const ruleOf = (trigger: Trigger, compiling: Compiling): CompiledTrigger['rule'] => {
  if (checkTrigger(trigger, compiling.known, compiling.compilePattern).length > 0) return undefined;
  const conditions = flatConditions(trigger.conditions).map((condition) => placeOfCondition(condition, compiling));
  return { conditions, isMet: groupTest(trigger.conditions, 0).test };
};

/** What can't be compiled never fires, and keeps no other trigger from it. */
const safeRuleOf = (trigger: Trigger, compiling: Compiling): CompiledTrigger['rule'] => {
  try {
    return ruleOf(trigger, compiling);
  } catch {
    return undefined;
  }
};

/**
 * Compiles triggers, once for each change of the rules, of a category's place or of the fields, groups and agents that
 * they name (`known`: as the service has them now). Those out of use are left out; one that is not valid or names
 * something that is gone never fires.
 */
export const compileTriggers = (
  triggers: readonly Trigger[],
  known: KnownToTriggers,
  compilePattern: CompilePattern,
): CompiledTriggers => {
  const compiling: Compiling = {
    known,
    compilePattern,
    withDescendants: descendantsIn(known.categories),
    fields: noPlaces(),
    conditions: noPlaces(),
  };
  const inUse = triggers.filter(isInUse).toSorted((a, b) => a.order - b.order || (a.triggerId < b.triggerId ? -1 : 1));
  const compiled = inUse.map((trigger, position): CompiledTrigger => {
    const rule = safeRuleOf(trigger, compiling);
    return { trigger, position, ...(rule === undefined ? {} : { rule }) };
  });
  return {
    byKind: Map.groupBy(compiled, ({ trigger }) => trigger.event.kind),
    times: timesOf(inUse),
    conditions: compiling.conditions.all,
    fields: compiling.fields.all,
  };
};

/** Whether any trigger listens to this: what none listens to is passed over. */
export const listensTo = ({ byKind }: CompiledTriggers, { kinds }: TriggerOccasion): boolean =>
  kinds.some((kind) => byKind.has(kind));

/** Whether any trigger has a pattern: without one the package that compiles them isn't loaded. */
export const usesPatterns = (triggers: readonly Pick<Trigger, 'conditions'>[]): boolean =>
  triggers.some(({ conditions }) => flatConditions(conditions).some(({ operator }) => operator === 'matches'));
