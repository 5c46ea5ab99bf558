import { isCutInLog } from '../desk/field-value.ts';
import type { Change, Fact } from '../ticket/facts.ts';
import { pointIn, type Cell, type Comparable, type Moment } from './comparable.ts';
import type { ConditionField } from './condition-fields.ts';
import { foldText } from './fold-text.ts';
import type { CompilePattern } from './known-to-triggers.ts';
import type { ConditionOperator } from './operators.ts';
import { operatorRow, type ConditionType, type OperatorRow } from './operators-table.ts';
import type { Condition, ConditionChange, ConditionValue } from './trigger.ts';

/** The change of a field that a fact tells of; none of a ticket that is created. */
const changeIn = ({ changedBy, code, told }: ConditionField, fact: Fact | undefined): readonly Change[] => {
  if (fact === undefined || fact.type === 'ticket_created') return [];
  const { changes, fieldChanges = {} } = fact;
  const own = code !== undefined && Object.hasOwn(fieldChanges, code) ? [fieldChanges[code]!] : [];
  const found = [...own, ...changedBy.flatMap((tracked) => changes[tracked] ?? [])];
  if (told === undefined) return found;
  return found.flatMap((change): readonly Change[] => {
    const [before, after] = [told(change.before), told(change.after)];
    return before === after ? [] : [{ before, after }];
  });
};

/** Whether a fact changed a field, or may have: what makes a selective trigger ask. */
export const isTouched = (field: ConditionField, fact: Fact): boolean => {
  const { changes = [], facts = [] } = field.changesWith ?? {};
  return (
    changeIn(field, fact).length > 0 ||
    facts.includes(fact.type) ||
    changes.some((tracked) => fact.changes[tracked] !== undefined)
  );
};

type Test = (value: Comparable, moment: Moment) => boolean;
type OfKind<K extends Comparable['kind']> = Extract<Comparable, { readonly kind: K }>;
type Parts = {
  readonly type: ConditionType;
  readonly value: ConditionValue | undefined;
  readonly compilePattern: CompilePattern;
  /** A category and all that stand below it. */
  readonly withDescendants: (categoryId: string) => readonly string[];
};

// The form of a condition's value is checked (check-trigger.ts) before anything is compiled.
const listOf = (value: ConditionValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [value as string];
const foldAll = (type: ConditionType, texts: readonly string[]): readonly string[] =>
  type === 'choices' ? texts.map((text) => text.normalize('NFC')) : texts.map(foldText);

const textTest =
  (holds: (text: string, plain: string) => boolean): Test =>
  (value) => {
    if (value.kind === 'text') return holds(value.folded, value.plain);
    const { folded, plain } = value as OfKind<'set'>;
    return folded.some((text, index) => holds(text, plain[index]!));
  };
const setTest =
  (holds: (set: OfKind<'set'>) => boolean): Test =>
  (value) =>
    holds(value as OfKind<'set'>);
const pointTest =
  (holds: (point: number, moment: Moment) => boolean): Test =>
  (value, moment) =>
    holds((value as OfKind<'number'>).number, moment);
const periodTest =
  (holds: (period: OfKind<'period'>) => boolean): Test =>
  (value) =>
    holds(value as OfKind<'period'>);

const isSet = (type: ConditionType): boolean => type === 'labels' || type === 'choices';
const isPeriod = (type: ConditionType): boolean => type === 'day_period' || type === 'time_period';
const isCode = (type: ConditionType): boolean => type === 'choice' || type === 'category';

const pointOf = ({ type }: Parts, point: unknown): number =>
  typeof point === 'number' ? point : pointIn(type, point as string);
const endsOf = (parts: Parts): { readonly from: number; readonly to: number } => {
  const { from, to } = parts.value as { readonly from: string | number; readonly to: string | number };
  return { from: pointOf(parts, from), to: pointOf(parts, to) };
};
const SPAN_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
const amountOf = ({ type, value }: Parts): number => {
  const { amount, unit } = value as { readonly amount: number; readonly unit: keyof typeof SPAN_MS };
  return type === 'day' ? amount : amount * SPAN_MS[unit];
};

const codesOf = ({ type, value, withDescendants }: Parts): ReadonlySet<string> =>
  new Set(type === 'category' ? listOf(value).flatMap(withDescendants) : listOf(value));

const MINUTE_MS = 60_000;
/** A point as it is compared for being equal: a time to the minute. */
const evenPoint = (type: ConditionType, point: number): number =>
  type === 'time' || type === 'time_period' ? Math.floor(point / MINUTE_MS) : point;
const isPoint = (type: ConditionType): boolean => type === 'number' || type === 'day' || type === 'time';

/** `is` and `any_of`: of a set that holds one of them, of anything else that is one of them. */
const anyOf = (parts: Parts): Test => {
  const { type, value } = parts;
  if (isPoint(type)) {
    const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
    const points = new Set(listed.map((each) => evenPoint(type, pointOf(parts, each))));
    return pointTest((point) => points.has(evenPoint(type, point)));
  }
  if (isCode(type)) {
    const codes = codesOf(parts);
    return (found) => codes.has((found as OfKind<'code'>).code);
  }
  if (isSet(type)) {
    const wanted = foldAll(type, listOf(value));
    return setTest(({ has }) => wanted.some((each) => has.has(each)));
  }
  const wanted = new Set(listOf(value).map(foldText));
  return textTest((text) => wanted.has(text));
};

/** What is met by a value that is there; operators that negate another one are made from that. */
const TESTS: Readonly<Partial<Record<ConditionOperator, (parts: Parts) => Test>>> = {
  is: (parts) => {
    const { type, value } = parts;
    if (type === 'yes_no') return (found) => (found as OfKind<'yes_no'>).is === value;
    if (isPeriod(type)) {
      const [from, to] = Object.values(endsOf(parts)).map((end) => evenPoint(type, end));
      return periodTest((period) => evenPoint(type, period.from) === from && evenPoint(type, period.to) === to);
    }
    if (!isSet(type)) return anyOf(parts);
    const wanted = new Set(foldAll(type, listOf(value)));
    return setTest(({ has }) => has.size === wanted.size && [...wanted].every((each) => has.has(each)));
  },
  any_of: anyOf,
  contains: (parts) => {
    const { type, value } = parts;
    if (isPeriod(type)) {
      const point = pointOf(parts, value);
      return periodTest(({ from, to }) => from <= point && point <= to);
    }
    if (isSet(type)) {
      const wanted = foldAll(type, listOf(value));
      return setTest(({ has }) => wanted.every((each) => has.has(each)));
    }
    const wanted = foldText(value as string);
    return textTest((text) => text.includes(wanted));
  },
  starts_with: ({ value }) => {
    const wanted = foldText(value as string);
    return textTest((text) => text.startsWith(wanted));
  },
  ends_with: ({ value }) => {
    const wanted = foldText(value as string);
    return textTest((text) => text.endsWith(wanted));
  },
  matches: ({ value, compilePattern }) => {
    const pattern = compilePattern(value as string);
    if (pattern === undefined) throw new Error('A pattern that does not compile');
    return textTest((_folded, plain) => pattern(plain));
  },
  less: (parts) => {
    const limit = pointOf(parts, parts.value);
    return isPeriod(parts.type) ? periodTest(({ to }) => to < limit) : pointTest((point) => point < limit);
  },
  greater: (parts) => {
    const limit = pointOf(parts, parts.value);
    return isPeriod(parts.type) ? periodTest(({ from }) => from > limit) : pointTest((point) => point > limit);
  },
  between: (parts) => {
    const { from, to } = endsOf(parts);
    return isPeriod(parts.type)
      ? periodTest((period) => from <= period.from && period.to <= to)
      : pointTest((point) => from <= point && point <= to);
  },
  within_last: (parts) => {
    const amount = amountOf(parts);
    return parts.type === 'day'
      ? pointTest((day, { today }) => today() - amount <= day && day <= today())
      : pointTest((time, { now }) => now - amount <= time && time <= now);
  },
  older_than: (parts) => {
    const amount = amountOf(parts);
    return parts.type === 'day'
      ? pointTest((day, { today }) => day < today() - amount)
      : pointTest((time, { now }) => time < now - amount);
  },
  is_empty: () => () => false,
  in_business_hours: () => pointTest((time, { isOpenAt }) => isOpenAt(time)),
  outside_business_hours: () => pointTest((time, { isOpenAt }) => !isOpenAt(time)),
};

const testOf = (operator: ConditionOperator, { negates }: OperatorRow, parts: Parts): Test => {
  const make = TESTS[negates ?? operator];
  if (make === undefined) throw new Error(`No test of ${operator}`);
  const test = make(parts);
  return negates === undefined ? test : (value, moment) => !test(value, moment);
};

type Side = Change['before'];
/** Whether one side of a change is what a condition names; `other`: the other side. */
type SideTest = (side: Side, other: Side) => boolean;

/** Whether several values, as the log tells them, hold one; undefined: the log doesn't tell all of them. */
const isAmong = (logged: Side, wanted: string, fold: (text: string) => string): boolean | undefined => {
  if (logged === undefined) return false;
  const isCut = isCutInLog(logged);
  const known = isCut ? logged.slice(0, Math.max(0, logged.lastIndexOf(', '))) : logged;
  // A name may hold a comma itself.
  return `, ${fold(known)}, `.includes(`, ${fold(wanted)}, `) || (isCut ? undefined : false);
};

/** Of several values: it is on this side, and not on the other one. */
const onlyHere = (wanted: string, type: ConditionType): SideTest => {
  const fold = type === 'choices' ? (text: string) => text.normalize('NFC') : foldText;
  return (side, other) => isAmong(side, wanted, fold) === true && isAmong(other, wanted, fold) === false;
};

/** An empty text names no value. */
const sideTest = (wanted: string | number | boolean | undefined, parts: Parts): SideTest => {
  const { type } = parts;
  if (wanted === undefined) return () => true;
  if (wanted === '') return (side) => side === undefined;
  const ofValue =
    (holds: (side: string) => boolean): SideTest =>
    (side) =>
      side !== undefined && holds(side);
  if (typeof wanted !== 'string') return ofValue((side) => side === String(wanted));
  if (isSet(type) || type === 'texts') return onlyHere(wanted, type);
  if (isPoint(type)) {
    const point = evenPoint(type, pointOf(parts, wanted));
    return ofValue((side) => evenPoint(type, pointIn(type, side)) === point);
  }
  if (isCode(type)) {
    const codes = codesOf({ ...parts, value: wanted });
    return ofValue((side) => codes.has(side));
  }
  const folded = foldText(wanted);
  return ofValue((side) => foldText(side) === folded);
};

const changeTest = (operator: ConditionOperator, field: ConditionField, parts: Parts) => {
  if (operator === 'changed') return (fact: Fact | undefined): boolean => changeIn(field, fact).length > 0;
  const { before, after } = parts.value as ConditionChange;
  const [isBefore, isAfter] = [sideTest(before, parts), sideTest(after, parts)];
  const first = { ...field, changedBy: field.changedBy.slice(0, 1) };
  return (fact: Fact | undefined): boolean =>
    changeIn(first, fact).some(
      (change) => isBefore(change.before, change.after) && isAfter(change.after, change.before),
    );
};

/** A condition as a function of what it asks about. */
export type CompiledCondition = {
  readonly field: ConditionField;
  readonly isMet: (cell: Cell, moment: Moment, fact: Fact | undefined) => boolean;
};

/** Compiles a condition that is valid (check-trigger.ts); throws for one that isn't. */
export const compileCondition = (
  { operator, value }: Condition,
  field: ConditionField,
  tools: Pick<Parts, 'compilePattern' | 'withDescendants'>,
): CompiledCondition => {
  const row = operatorRow(field.type, operator);
  if (row === undefined) throw new Error(`A ${field.type} has no operator ${operator}`);
  const parts = { ...tools, type: field.type, value };
  if (row.missing === 'fact') {
    const isChanged = changeTest(operator, field, parts);
    return { field, isMet: (_cell, _moment, fact) => isChanged(fact) };
  }
  const isMissingMet = row.missing === 'met';
  const test = testOf(operator, row, parts);
  return {
    field,
    isMet: ({ value: found }, moment) => (found === undefined ? isMissingMet : test(found, moment)),
  };
};
