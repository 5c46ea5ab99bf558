import { compilePattern } from '../../../../../shared/adapters/patterns/compile-pattern.ts';
import { checkTrigger } from '../../../../../shared/domain/trigger/check-trigger.ts';
import {
  CONDITION_TYPES,
  OPERATORS_BY_TYPE,
  type ConditionType,
  type ValueForm,
} from '../../../../../shared/domain/trigger/operators-table.ts';
import type { ConditionOperator } from '../../../../../shared/domain/trigger/operators.ts';
import type { Condition, ConditionValue } from '../../../../../shared/domain/trigger/trigger.ts';
import {
  askAbout,
  askBy,
  formOf,
  lackingIn,
  operatorsOf,
} from '../../../../../web/src/admin/triggers/condition-values.ts';
import type { AskedField } from '../../../../../web/src/desk/triggers/asked-fields.ts';
import { sideForm } from '../../../../../web/src/desk/triggers/condition-words.ts';
import { aField, OPTIONS } from '../../../../support/fields.ts';
import { all, aTrigger, knownToTriggers } from '../../../../support/triggers.ts';

/** A field of each type, and whether it has options. */
const IDS: Readonly<Record<ConditionType, readonly [id: string, options: readonly string[] | null]>> = {
  text: ['ticket.title', null],
  texts: ['customer.emails', null],
  labels: ['ticket.tags', null],
  choice: ['field.choice', ['red', 'green']],
  choices: ['field.choices', ['red', 'green']],
  category: ['ticket.inquiryType', ['billing', 'delivery']],
  yes_no: ['field.agreed', null],
  number: ['ticket.duplicateOf', null],
  day: ['field.day', null],
  time: ['field.time', null],
  day_period: ['field.days', null],
  time_period: ['field.times', null],
};
const DEFINITIONS = [
  aField({ code: 'choice', type: 'radio', options: OPTIONS }),
  aField({ code: 'choices', type: 'checkbox', options: OPTIONS }),
  aField({ code: 'agreed', type: 'agree' }),
  aField({ code: 'day', type: 'date' }),
  aField({ code: 'time', type: 'datetime' }),
  aField({ code: 'days', type: 'date_period' }),
  aField({ code: 'times', type: 'datetime_period' }),
];
const fieldOf = (type: ConditionType): AskedField => {
  const [id, options] = IDS[type];
  return {
    id,
    type,
    name: id,
    group: 'ticket',
    options: options?.map((value) => ({ value, label: value, active: true })) ?? null,
    tellsChanges: true,
  };
};
const byId = (id: string) => CONDITION_TYPES.map(fieldOf).find((field) => field.id === id);

/** What the input of a form gives, of a field. */
const TYPED: Readonly<Record<Exclude<ValueForm, 'change'>, (field: AskedField) => ConditionValue | undefined>> = {
  none: () => undefined,
  text: () => 'typed',
  texts: () => ['typed', 'again'],
  pattern: () => 'a+',
  option: ({ options }) => options![0]!.value,
  options: ({ options }) => options!.map(({ value }) => value),
  yes_no: () => false,
  number: () => 7,
  numbers: () => ({ from: 5, to: 7 }),
  number_list: () => [5, 7],
  day: () => '2026-11-22',
  days: () => ({ from: '2026-11-22', to: '2026-11-23' }),
  day_list: () => ['2026-11-22', '2026-11-23'],
  time: () => '2026-11-22T09:00:00.000Z',
  times: () => ({ from: '2026-11-22T09:00:00.000Z', to: '2026-11-22T10:00:00.000Z' }),
  span: () => ({ amount: 3, unit: 'hours' }),
  span_of_days: () => ({ amount: 3, unit: 'days' }),
};
/** Of a change each side alone, both, and each as nothing. */
const changesOf = (field: AskedField): readonly ConditionValue[] => {
  const side = TYPED[sideForm(field) as Exclude<ValueForm, 'change'>](field) as string | number | boolean;
  return [
    { before: side },
    { after: side },
    { before: side, after: side },
    { before: '' },
    { before: side, after: '' },
  ];
};
const typedIn = (field: AskedField, operator: ConditionOperator): readonly Condition[] => {
  const form = formOf(field, operator)!;
  const values = form === 'change' ? changesOf(field) : [TYPED[form](field)];
  return values.map((value) => ({ field: field.id, operator, ...(value === undefined ? {} : { value }) }));
};

const lacking = (condition: Condition) => [...lackingIn(all(condition), byId).keys()];
const refused = (condition: Condition) =>
  checkTrigger(aTrigger({ conditions: all(condition) }), knownToTriggers({ definitions: DEFINITIONS }), compilePattern);

const rows = CONDITION_TYPES.flatMap((type) =>
  (Object.keys(OPERATORS_BY_TYPE[type]) as ConditionOperator[]).map((operator) => [type, operator] as const),
);

test.each(rows)('a %s, asked with %s: the desk takes what its input gives', (type, operator) => {
  const field = fieldOf(type);
  expect(operatorsOf(field)).toContain(operator);
  for (const condition of typedIn(field, operator)) {
    expect(lacking(condition)).toEqual([]);
    expect(refused(condition)).toEqual([]);
  }
});

test.each(rows)('a %s, asked with %s instead: its value goes over, or has to be filled in', (type, operator) => {
  const field = fieldOf(type);
  const before = operatorsOf(field).flatMap((other) => typedIn(field, other));
  for (const condition of [askAbout(field), ...before]) {
    const asked = askBy(condition, field, operator);
    expect(asked.operator).toBe(operator);
    expect([asked, lacking(asked).length > 0 || refused(asked).length === 0]).toEqual([asked, true]);
  }
});

test.each([
  ['number', 'is', 7, 'any_of', [7]],
  ['number', 'any_of', [7, 8], 'is_not', 7],
  ['number', 'is', Number.NaN, 'any_of', undefined],
  ['day', 'is', '2026-11-22', 'none_of', ['2026-11-22']],
  ['choice', 'any_of', ['red', 'green'], 'is', 'red'],
] as const)('a %s that %s %j is %s %j', (type, from, value, to, expected) => {
  const field = fieldOf(type);
  expect(askBy({ field: field.id, operator: from, value: value as ConditionValue }, field, to).value).toEqual(expected);
});

test('a side of a change that is not a number yet is marked', () => {
  const condition = { field: 'ticket.duplicateOf', operator: 'changed_from_to', value: { after: Number.NaN } } as const;
  expect(lacking(condition)).toEqual(['#/conditions/conditions/0/value']);
});
