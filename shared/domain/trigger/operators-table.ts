import type { ConditionOperator } from './operators.ts';

/**
 * Types of what conditions ask. `texts`: addresses, numbers, names of files: each is looked at. `labels` and `choices`:
 * a set, of free words or of options. `day_period` and `time_period`: from … to, both included.
 */
export const CONDITION_TYPES = [
  'text',
  'texts',
  'labels',
  'choice',
  'choices',
  'category',
  'yes_no',
  'number',
  'day',
  'time',
  'day_period',
  'time_period',
] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

/** The form of the value that a condition compares with, and its words in the documentation. */
export const VALUE_FORMS = {
  none: 'none',
  text: 'a text',
  texts: 'a list of texts',
  pattern: 'a pattern (RE2)',
  option: 'one option',
  options: 'a list of options',
  yes_no: 'true or false',
  number: 'a number',
  numbers: 'two numbers, `from` and `to`',
  number_list: 'a list of numbers',
  day: 'a day, `2026-11-22`',
  day_list: 'a list of days',
  days: 'two days, `from` and `to`',
  time: 'a time with its offset',
  times: 'two times with their offsets, `from` and `to`',
  change: '`before`, `after` or both: one value each; an empty text stands for no value',
  span: 'an amount of minutes, hours or days',
  span_of_days: 'an amount of days',
} as const;
export type ValueForm = keyof typeof VALUE_FORMS;

export type OperatorRow = {
  readonly form: ValueForm;
  /** When it is met by a value that is there. */
  readonly means: string;
  /** What a missing value is: met or not. `fact`: it asks what happened, whatever the value is now. */
  readonly missing: 'met' | 'not_met' | 'fact';
  /** It is met exactly when that operator, with the same value, is not. */
  readonly negates?: ConditionOperator;
};
type Rows = Readonly<Partial<Record<ConditionOperator, OperatorRow>>>;

const asks = (form: ValueForm, means: string): OperatorRow => ({ form, means, missing: 'not_met' });
const negates = (negated: ConditionOperator, form: ValueForm, means: string): OperatorRow => ({
  form,
  means,
  missing: 'met',
  negates: negated,
});

const PRESENCE = {
  is_empty: { form: 'none', means: 'never', missing: 'met' },
  is_not_empty: { form: 'none', means: 'always', missing: 'not_met', negates: 'is_empty' },
} as const satisfies Rows;
const CHANGED = {
  changed: {
    form: 'none',
    means: 'what happened changed it; a ticket that is created changes nothing',
    missing: 'fact',
  },
} as const satisfies Rows;
const FROM_TO = {
  ...CHANGED,
  changed_from_to: {
    form: 'change',
    means: 'what happened changed it from the one value, to the other one, or both',
    missing: 'fact',
  },
} as const satisfies Rows;
/** Of several values: what came and what went. The others are not looked at. */
const ADDED_REMOVED = {
  ...CHANGED,
  changed_from_to: {
    ...FROM_TO.changed_from_to,
    means:
      'what happened took `before` away, added `after`, or both; an empty text: it was empty before, or is empty after',
  },
} as const satisfies Rows;
/** A value against one, and against several. */
const equals = (form: ValueForm, list: ValueForm, what: string): Rows => ({
  is: asks(form, `it is the ${what}`),
  is_not: negates('is', form, `it is another ${what}`),
  any_of: asks(list, 'it is one of them'),
  none_of: negates('any_of', list, 'it is none of them'),
});
/** Seconds and less of a time make no difference: nobody types them, and no clock of the console shows them. */
const TO_THE_MINUTE = 'compared to the minute';

/** The rows of sets: what they have in common with the value decides. */
const setOf = (form: 'texts' | 'options'): Rows => ({
  is: asks(form, 'it holds all of them and nothing else'),
  is_not: negates('is', form, 'one of them is missing, or it holds something else'),
  any_of: asks(form, 'it holds one of them at least'),
  none_of: negates('any_of', form, 'it holds none of them'),
  contains: asks(form, 'it holds all of them'),
  contains_not: negates('contains', form, 'one of them at least is missing'),
  ...PRESENCE,
  ...ADDED_REMOVED,
});

/** The rows of a period with the forms of its ends: both are included. */
const periodOf = (end: 'day' | 'time', both: 'days' | 'times'): Rows => ({
  is: asks(both, `it begins and ends with them${end === 'time' ? `, ${TO_THE_MINUTE}` : ''}`),
  is_not: negates('is', both, 'it begins or ends otherwise'),
  contains: asks(end, `the ${end} lies in it`),
  contains_not: negates('contains', end, `the ${end} does not lie in it`),
  less: asks(end, `it ends before the ${end}`),
  greater: asks(end, `it begins after the ${end}`),
  between: asks(both, 'the whole of it lies between them, both included'),
  ...PRESENCE,
  ...CHANGED,
});

/**
 * Which operators a type has, the form of their value and what they mean. Evaluation, the checks at saving, the
 * console's builder and docs/triggers.md read it. An operator that a type doesn't have is refused.
 */
export const OPERATORS_BY_TYPE: Readonly<Record<ConditionType, Rows>> = {
  text: {
    ...equals('text', 'texts', 'text'),
    contains: asks('text', 'the text is part of it'),
    contains_not: negates('contains', 'text', 'the text is no part of it'),
    starts_with: asks('text', 'it begins with the text'),
    ends_with: asks('text', 'it ends with the text'),
    matches: asks('pattern', 'the pattern is found in it'),
    ...PRESENCE,
    ...FROM_TO,
  },
  texts: {
    is: asks('text', 'one of its values is the text'),
    is_not: negates('is', 'text', 'none of its values is the text'),
    any_of: asks('texts', 'one of its values is one of them'),
    none_of: negates('any_of', 'texts', 'none of its values is one of them'),
    contains: asks('text', 'the text is part of one of its values'),
    contains_not: negates('contains', 'text', 'the text is part of none of its values'),
    starts_with: asks('text', 'one of its values begins with the text'),
    ends_with: asks('text', 'one of its values ends with the text'),
    matches: asks('pattern', 'the pattern is found in one of its values'),
    ...PRESENCE,
    ...ADDED_REMOVED,
  },
  labels: {
    ...setOf('texts'),
    starts_with: asks('text', 'one of its values begins with the text'),
    ends_with: asks('text', 'one of its values ends with the text'),
    matches: asks('pattern', 'the pattern is found in one of its values'),
  },
  choice: {
    ...equals('option', 'options', 'option'),
    ...PRESENCE,
    ...FROM_TO,
  },
  choices: setOf('options'),
  category: {
    is: asks('option', 'it is the category or stands below it'),
    is_not: negates('is', 'option', 'it neither is the category nor stands below it'),
    any_of: asks('options', 'it is one of them or stands below one'),
    none_of: negates('any_of', 'options', 'it neither is one of them nor stands below one'),
    ...PRESENCE,
    ...FROM_TO,
    changed_from_to: {
      ...FROM_TO.changed_from_to,
      means: 'what happened moved it out of the one category, into the other one, or both; those below them count',
    },
  },
  yes_no: {
    is: asks('yes_no', 'it is so'),
    is_not: negates('is', 'yes_no', 'it is not so'),
    ...PRESENCE,
    ...FROM_TO,
  },
  number: {
    ...equals('number', 'number_list', 'number'),
    less: asks('number', 'it is less'),
    greater: asks('number', 'it is greater'),
    between: asks('numbers', 'it lies between them, both included'),
    ...PRESENCE,
    ...FROM_TO,
  },
  day: {
    ...equals('day', 'day_list', 'day'),
    less: asks('day', 'it is before the day'),
    greater: asks('day', 'it is after the day'),
    between: asks('days', 'it lies between them, both included'),
    within_last: asks('span_of_days', 'it is today or one of as many days before, in the service’s time zone'),
    older_than: asks('span_of_days', 'it is more than as many days before today, in the service’s time zone'),
    ...PRESENCE,
    ...FROM_TO,
  },
  time: {
    is: asks('time', `it is the time, ${TO_THE_MINUTE}`),
    is_not: negates('is', 'time', 'it is another time'),
    less: asks('time', 'it is before the time'),
    greater: asks('time', 'it is after the time'),
    between: asks('times', 'it lies between them, both included'),
    within_last: asks('span', 'it is not after now, and not longer ago than that; a day is 24 hours'),
    older_than: asks('span', 'it is longer ago than that; a day is 24 hours'),
    in_business_hours: asks('none', 'the service is open then'),
    outside_business_hours: asks('none', 'the service is closed then'),
    ...PRESENCE,
    ...FROM_TO,
    changed_from_to: {
      ...FROM_TO.changed_from_to,
      means: `what happened changed it from the one time, to the other one, or both, ${TO_THE_MINUTE}`,
    },
  },
  day_period: periodOf('day', 'days'),
  time_period: periodOf('time', 'times'),
};

/** The row of an operator for a type; undefined: the type doesn't have it. */
export const operatorRow = (type: ConditionType, operator: ConditionOperator): OperatorRow | undefined =>
  Object.hasOwn(OPERATORS_BY_TYPE[type], operator) ? OPERATORS_BY_TYPE[type][operator] : undefined;
