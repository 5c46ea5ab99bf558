import {
  OPERATORS_BY_TYPE,
  operatorRow,
  type ConditionType,
  type ValueForm,
} from '../../../../shared/domain/trigger/operators-table.ts';
import type { ConditionOperator } from '../../../../shared/domain/trigger/operators.ts';
import type { Condition, ConditionGroup, ConditionValue } from '../../../../shared/domain/trigger/trigger.ts';
import type { AskedField } from '../../desk/triggers/asked-fields.ts';
import type { Fault } from '../kit/form-edits.ts';
import { conditionsIn, emptyGroupsIn, pointerOf } from './condition-tree.ts';

/** The operator that a condition begins with, where it is not the first of its type. */
const FIRST: Partial<Record<ConditionType, ConditionOperator>> = {
  text: 'contains',
  texts: 'contains',
  labels: 'any_of',
  choice: 'any_of',
  choices: 'any_of',
  category: 'any_of',
  day: 'within_last',
  time: 'within_last',
};

/** The operators that a field can be asked with, in the order of the table. */
export const operatorsOf = ({ type, tellsChanges }: AskedField): readonly ConditionOperator[] =>
  (Object.keys(OPERATORS_BY_TYPE[type]) as readonly ConditionOperator[]).filter(
    (operator) => tellsChanges || (operator !== 'changed' && operator !== 'changed_from_to'),
  );

/** The form of the value that a condition compares with; undefined while its field is not known. */
export const formOf = (field: AskedField | undefined, operator: ConditionOperator): ValueForm | undefined =>
  field && operatorRow(field.type, operator)?.form;

/** The value that a form begins with; undefined: it has to be chosen. */
const BEGINS: Partial<Record<ValueForm, ConditionValue>> = {
  yes_no: true,
  change: {},
  span: { amount: 1, unit: 'days' },
  span_of_days: { amount: 7, unit: 'days' },
};

const SINGLE: readonly ValueForm[] = ['text', 'option', 'number', 'day'];
const SEVERAL: readonly ValueForm[] = ['texts', 'options', 'number_list', 'day_list'];

/** A value in another form, as far as it goes over: one to several and back, and what has the same form. */
const goesOver = (
  value: ConditionValue | undefined,
  from: ValueForm | undefined,
  to: ValueForm,
): ConditionValue | undefined => {
  if (value === undefined || from === undefined || from === to) return from === to ? value : undefined;
  if (SINGLE.includes(from) && SEVERAL.includes(to))
    return value === '' || Number.isNaN(value) ? undefined : [value as string | number];
  if (SEVERAL.includes(from) && SINGLE.includes(to)) return (value as readonly (string | number)[])[0];
  if ((from === 'text' && to === 'pattern') || (from === 'pattern' && to === 'text')) return value;
  if (from === 'span' && to === 'span_of_days') return { amount: (value as { amount: number }).amount, unit: 'days' };
  return undefined;
};

const withValue = (field: string, operator: ConditionOperator, value: ConditionValue | undefined): Condition => ({
  field,
  operator,
  ...(value === undefined ? {} : { value }),
});

/** A condition about another field, as it begins. */
export const askAbout = (field: AskedField): Condition => {
  const operator = FIRST[field.type] ?? operatorsOf(field)[0]!;
  const form = formOf(field, operator);
  return withValue(field.id, operator, form && BEGINS[form]);
};

/** The condition with another operator; its value stays where its form allows. */
export const askBy = (condition: Condition, field: AskedField, operator: ConditionOperator): Condition => {
  const form = formOf(field, operator);
  if (form === undefined || form === 'none') return withValue(condition.field, operator, undefined);
  const kept = goesOver(condition.value, formOf(field, condition.operator), form);
  return withValue(condition.field, operator, kept ?? BEGINS[form]);
};

const isLacking = (value: ConditionValue | undefined, form: ValueForm): boolean => {
  if (form === 'none') return false;
  if (value === undefined || value === '' || (typeof value === 'number' && Number.isNaN(value))) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  if ('amount' in value) return Number.isNaN(value.amount);
  if ('from' in value)
    return [value.from, value.to].some((end) => end === '' || (typeof end === 'number' && Number.isNaN(end)));
  const sides = Object.values(value);
  return form === 'change' && (sides.length === 0 || sides.some((side) => Number.isNaN(side)));
};

/** What is not filled in yet, or names what is gone, by JSON pointer. */
export const lackingIn = (
  tree: ConditionGroup,
  field: (id: string) => AskedField | undefined,
): ReadonlyMap<string, Fault> => {
  const lacking = ({ condition, path }: ReturnType<typeof conditionsIn>[number]): [string, Fault] | null => {
    const asked = field(condition.field);
    const pointer = pointerOf(path);
    if (asked === undefined)
      return [`${pointer}/field`, { words: condition.field === '' ? 'fault.required' : 'triggers.fault.fieldGone' }];
    const form = formOf(asked, condition.operator);
    if (form === undefined) return [`${pointer}/operator`, { words: 'triggers.fault.operator' }];
    return isLacking(condition.value, form) ? [`${pointer}/value`, { words: 'fault.required' }] : null;
  };
  return new Map<string, Fault>([
    ...emptyGroupsIn(tree).map((path): [string, Fault] => [pointerOf(path), { words: 'triggers.fault.emptyGroup' }]),
    ...conditionsIn(tree)
      .map(lacking)
      .filter((found) => found !== null),
  ]);
};
