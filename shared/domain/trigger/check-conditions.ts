import type { WrittenError } from '../desk/category.ts';
import { LOGGED_VALUE_LENGTH, readFieldValue } from '../desk/field-value.ts';
import { TAG_LENGTH } from '../ticket/ticket.ts';
import type { CompilePattern, KnownToTriggers } from './known-to-triggers.ts';
import { conditionField, tellsChanges, type ConditionField, type NamedBy } from './condition-fields.ts';
import { operatorRow, type ConditionType, type ValueForm } from './operators-table.ts';
import {
  CONDITION_DEPTH,
  CONDITION_VALUES_LIMIT,
  CONDITIONS_LIMIT,
  isGroup,
  type Condition,
  type ConditionGroup,
} from './trigger.ts';
import { CONDITION_TEXT_LENGTH } from './trigger-limits.ts';

/** Maximum characters of a pattern. */
export const PATTERN_LENGTH = 500;
/** Maximum amounts of `within_last` and `older_than`: ten years. */
export const SPAN_LIMITS = { minutes: 5_256_000, hours: 87_600, days: 3_650 } as const;

/** Whether a service has what an id names, and still uses it; of a category only whether it has it. */
export const isKnown = (names: NamedBy, id: string, { categories, groups, agents }: KnownToTriggers): boolean => {
  switch (names) {
    case 'agent':
      return agents === undefined || agents.some(({ agentId, active }) => agentId === id && active);
    case 'group':
      return groups === undefined || groups.some(({ groupId, active }) => groupId === id && active);
    case 'inquiry_type':
    case 'processing_type':
      return categories.some(({ categoryId, kind }) => categoryId === id && kind === names);
  }
};

/** What is gone or was never there, in the words of the API. */
export const NOT_KNOWN = {
  agent: 'The service has no such agent, or they left',
  group: 'The service has no such group',
  inquiry_type: 'The service has no such inquiry type',
  processing_type: 'The service has no such processing type',
} as const satisfies Record<NamedBy, string>;

type Asked = {
  readonly field: ConditionField;
  readonly known: KnownToTriggers;
  readonly compilePattern: CompilePattern;
};
type Errors = readonly WrittenError[];
const wrong = (pointer: string, detail: string): Errors => [{ pointer, detail }];
const NONE: Errors = [];

const textErrors = (text: unknown, pointer: string, limit = CONDITION_TEXT_LENGTH): Errors => {
  if (typeof text !== 'string' || text.trim() === '') return wrong(pointer, 'It is a text');
  return text.length > limit ? wrong(pointer, `At most ${limit} characters`) : NONE;
};

const optionErrors = (option: unknown, pointer: string, { field, known }: Asked): Errors => {
  if (typeof option !== 'string' || option === '') return wrong(pointer, 'It is one option');
  if (field.names !== undefined && !isKnown(field.names, option, known)) return wrong(pointer, NOT_KNOWN[field.names]);
  return field.options === undefined || field.options.includes(option)
    ? NONE
    : wrong(pointer, 'There is no such option');
};

const listErrors = (list: unknown, pointer: string, errorsOf: (item: unknown, pointer: string) => Errors): Errors => {
  if (!Array.isArray(list) || list.length === 0) return wrong(pointer, 'It is a list of one value at least');
  return list.length > CONDITION_VALUES_LIMIT
    ? wrong(pointer, `At most ${CONDITION_VALUES_LIMIT} values`)
    : list.flatMap((item, index) => errorsOf(item, `${pointer}/${index}`));
};

const numberErrors = (number: unknown, pointer: string): Errors =>
  typeof number === 'number' && Number.isFinite(number) ? NONE : wrong(pointer, 'It is a number');

/** Days and times are checked as values of fields are. */
const pointErrors =
  (type: 'date' | 'datetime') =>
  (point: unknown, pointer: string): Errors => {
    const field = { type } as Parameters<typeof readFieldValue>[0];
    const read = readFieldValue(field, point as string);
    return read.ok ? NONE : wrong(pointer, read.error);
  };

const membersOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

const rangeErrors = (
  value: unknown,
  pointer: string,
  errorsOf: (end: unknown, pointer: string) => Errors,
  order: (end: never) => number,
): Errors => {
  const range = membersOf(value);
  if (range === undefined || !('from' in range) || !('to' in range))
    return wrong(pointer, 'It has an end `from` and an end `to`');
  const errors = [...errorsOf(range['from'], `${pointer}/from`), ...errorsOf(range['to'], `${pointer}/to`)];
  if (errors.length > 0) return errors;
  return order(range['from'] as never) > order(range['to'] as never)
    ? wrong(pointer, 'It ends before it begins')
    : NONE;
};

const spanErrors = (value: unknown, pointer: string, units: readonly (keyof typeof SPAN_LIMITS)[]): Errors => {
  const span = membersOf(value);
  const unit = units.find((each) => each === span?.['unit']);
  if (span === undefined || unit === undefined) return wrong(pointer, `It is an amount of ${units.join(', ')}`);
  const { amount } = span;
  return typeof amount === 'number' && Number.isInteger(amount) && amount >= 1 && amount <= SPAN_LIMITS[unit]
    ? NONE
    : wrong(`${pointer}/amount`, `It is a whole number, 1 to ${SPAN_LIMITS[unit]}`);
};

const yesNoErrors = (value: unknown, pointer: string): Errors =>
  typeof value === 'boolean' ? NONE : wrong(pointer, 'It is true or false');

type SideErrors = (side: unknown, pointer: string, asked: Asked) => Errors;
const NO_SIDE: SideErrors = (_side, pointer) => wrong(pointer, 'A period has no such operator');
// The log cuts longer values, so that they would never be found in it.
const loggedTextErrors: SideErrors = (side, pointer) => textErrors(side, pointer, LOGGED_VALUE_LENGTH);
/** What is wrong with one side of a change, by the type of the field. */
const SIDE_ERRORS: Readonly<Record<ConditionType, SideErrors>> = {
  text: loggedTextErrors,
  texts: loggedTextErrors,
  labels: (side, pointer) => textErrors(side, pointer, TAG_LENGTH),
  choice: optionErrors,
  choices: optionErrors,
  category: optionErrors,
  yes_no: yesNoErrors,
  number: numberErrors,
  day: pointErrors('date'),
  time: pointErrors('datetime'),
  day_period: NO_SIDE,
  time_period: NO_SIDE,
};

const changeErrors = (value: unknown, pointer: string, asked: Asked): Errors => {
  const change = membersOf(value);
  const sides = (['before', 'after'] as const).filter((side) => change?.[side] !== undefined);
  if (change === undefined || sides.length === 0) return wrong(pointer, 'It names `before`, `after` or both');
  return sides.flatMap((side) =>
    change[side] === '' ? NONE : SIDE_ERRORS[asked.field.type](change[side], `${pointer}/${side}`, asked),
  );
};

const patternErrors = (value: unknown, pointer: string, { compilePattern }: Asked): Errors => {
  const errors = textErrors(value, pointer, PATTERN_LENGTH);
  if (errors.length > 0) return errors;
  return compilePattern(value as string) === undefined ? wrong(pointer, 'It is no pattern of RE2') : NONE;
};

const CHECKS: Readonly<Record<ValueForm, (value: unknown, pointer: string, asked: Asked) => Errors>> = {
  none: (value, pointer) => (value === undefined ? NONE : wrong(pointer, 'This operator has no value')),
  text: (value, pointer) => textErrors(value, pointer),
  texts: (value, pointer, { field }) =>
    listErrors(value, pointer, (text, at) => textErrors(text, at, field.type === 'labels' ? TAG_LENGTH : undefined)),
  pattern: patternErrors,
  option: optionErrors,
  options: (value, pointer, asked) => listErrors(value, pointer, (option, at) => optionErrors(option, at, asked)),
  yes_no: yesNoErrors,
  number: numberErrors,
  number_list: (value, pointer) => listErrors(value, pointer, numberErrors),
  numbers: (value, pointer) => rangeErrors(value, pointer, numberErrors, Number),
  day: pointErrors('date'),
  day_list: (value, pointer) => listErrors(value, pointer, pointErrors('date')),
  days: (value, pointer) => rangeErrors(value, pointer, pointErrors('date'), Date.parse),
  time: pointErrors('datetime'),
  times: (value, pointer) => rangeErrors(value, pointer, pointErrors('datetime'), Date.parse),
  change: changeErrors,
  span: (value, pointer) => spanErrors(value, pointer, ['minutes', 'hours', 'days']),
  span_of_days: (value, pointer) => spanErrors(value, pointer, ['days']),
};

const conditionErrors = (
  { field: name, operator, value }: Condition,
  pointer: string,
  known: KnownToTriggers,
  compilePattern: CompilePattern,
): Errors => {
  const field = conditionField(name, known.definitions);
  if (!field.ok) return wrong(`${pointer}/field`, field.error);
  const row = operatorRow(field.value.type, operator);
  if (row === undefined) return wrong(`${pointer}/operator`, `The field has no such operator`);
  if (row.missing === 'fact' && !tellsChanges(field.value))
    return wrong(`${pointer}/operator`, 'Nothing tells when this field changes');
  return CHECKS[row.form](value, `${pointer}/value`, { field: field.value, known, compilePattern });
};

/** Conditions of all groups, depth first. */
export const flatConditions = (group: ConditionGroup): readonly Condition[] =>
  group.conditions.flatMap((each) => (isGroup(each) ? flatConditions(each) : [each]));

const groupErrors = (
  { conditions }: ConditionGroup,
  pointer: string,
  depth: number,
  check: (condition: Condition, pointer: string) => Errors,
): Errors => {
  if (depth > CONDITION_DEPTH) return wrong(pointer, `Groups are nested at most ${CONDITION_DEPTH} deep`);
  return conditions.flatMap((each, index) => {
    const at = `${pointer}/conditions/${index}`;
    if (!isGroup(each)) return check(each, at);
    return each.conditions.length === 0
      ? wrong(at, 'An empty group asks nothing')
      : groupErrors(each, at, depth + 1, check);
  });
};

/** Every error of a trigger's conditions. */
export const checkConditions = (
  group: ConditionGroup,
  known: KnownToTriggers,
  compilePattern: CompilePattern,
): readonly WrittenError[] => {
  const errors = groupErrors(group, '#/conditions', 1, (condition, pointer) =>
    conditionErrors(condition, pointer, known, compilePattern),
  );
  const isNever = group.match === 'any' && group.conditions.length === 0;
  return [
    ...(isNever ? wrong('#/conditions', 'Any of no conditions is never met') : NONE),
    // Deeper groups are an error of their own, and not counted through.
    ...(errors.length === 0 && flatConditions(group).length > CONDITIONS_LIMIT
      ? wrong('#/conditions', `At most ${CONDITIONS_LIMIT} conditions`)
      : NONE),
    ...errors,
  ];
};
