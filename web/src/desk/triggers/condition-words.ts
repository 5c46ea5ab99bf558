import type { TFunction } from 'i18next';
import { operatorRow, type ConditionType, type ValueForm } from '../../../../shared/domain/trigger/operators-table.ts';
import type { ConditionOperator } from '../../../../shared/domain/trigger/operators.ts';
import {
  isGroup,
  type Condition,
  type ConditionChange,
  type ConditionGroup,
  type ConditionValue,
  type TriggerEvent,
} from '../../../../shared/domain/trigger/trigger.ts';
import { withParticles } from '../../ui/particles.ts';
import type { TriggerWordKey } from '../../ui/words/triggers/en.ts';
import { optionOf, type AskedField } from './asked-fields.ts';

/** What triggers are said with. */
export type TriggerSpeaker = {
  readonly t: TFunction<'triggers'>;
  readonly language: string;
  /** Undefined for a field that is gone. */
  readonly field: (id: string) => AskedField | undefined;
  readonly time: (at: string) => string;
};

const SET = ['is', 'is_not', 'any_of', 'none_of', 'contains', 'contains_not'] as const;
const TIMES = ['less', 'greater'] as const;
const PERIOD = ['is', 'is_not', 'contains', 'contains_not', 'less', 'greater', 'between'] as const;
const CATEGORY = ['is', 'is_not', 'any_of', 'none_of'] as const;
/** Types of several values, of which one can come or go. */
const SEVERAL: readonly (ConditionType | undefined)[] = ['texts', 'labels', 'choices'];
export const hasSeveral = (type: ConditionType | undefined): boolean => SEVERAL.includes(type);
type Variant =
  | 'changed_from_to.set'
  | `${(typeof SET)[number]}.set`
  | `${(typeof TIMES)[number]}.time`
  | `${(typeof PERIOD)[number]}.period`
  | `${(typeof CATEGORY)[number]}.category`;

const isIn = <O extends ConditionOperator>(operators: readonly O[], operator: ConditionOperator): operator is O =>
  (operators as readonly ConditionOperator[]).includes(operator);

/** Operators that are called otherwise for some types, such as “before” of a time for “less”. */
const variantOf = (type: ConditionType | undefined, operator: ConditionOperator): ConditionOperator | Variant => {
  if (hasSeveral(type) && operator === 'changed_from_to') return 'changed_from_to.set';
  if ((type === 'labels' || type === 'choices') && isIn(SET, operator)) return `${operator}.set`;
  if ((type === 'day' || type === 'time') && isIn(TIMES, operator)) return `${operator}.time`;
  if ((type === 'day_period' || type === 'time_period') && isIn(PERIOD, operator)) return `${operator}.period`;
  if (type === 'category' && isIn(CATEGORY, operator)) return `${operator}.category`;
  return operator;
};

/** What an operator is called of a type of field. */
export const operatorWords = (
  t: TFunction<'triggers'>,
  type: ConditionType | undefined,
  operator: ConditionOperator,
): string => t(`op.${variantOf(type, operator)}` satisfies TriggerWordKey);

type Span = Extract<ConditionValue, { readonly amount: number }>;
const isSpan = (value: object): value is Span => 'amount' in value;

/** `3 days` */
export const spanWords = ({ amount, unit }: Span, t: TFunction<'triggers'>): string =>
  t(`duration.${unit}.${amount === 1 ? 'one' : 'many'}`, { count: amount });

const quoted = (text: string, { t }: TriggerSpeaker): string => t('says.quoted', { text });

/** The form of one value that a field had before or has after a change. */
export const sideForm = (field: AskedField | undefined): ValueForm => {
  if (field?.options) return 'option';
  switch (field?.type) {
    case 'yes_no':
    case 'number':
    case 'day':
    case 'time':
      return field.type;
    default:
      return 'text';
  }
};

/** One value of a field in words. */
const oneValue = (
  value: string | number | boolean,
  form: ValueForm | undefined,
  field: AskedField | undefined,
  speaker: TriggerSpeaker,
): string => {
  const { t, language, time } = speaker;
  if (typeof value === 'boolean') return t(value ? 'says.yes' : 'says.no');
  if (typeof value === 'number') return value.toLocaleString(language);
  switch (form) {
    case 'option':
    case 'options':
      return optionOf(field, value) ?? t('says.former');
    case 'change':
      return value === '' ? t('says.nothing') : oneValue(value, sideForm(field), field, speaker);
    case 'time':
    case 'times':
      return Number.isNaN(Date.parse(value)) ? value : time(value);
    case 'day':
    case 'days':
    case 'day_list':
      return value;
    case 'pattern':
      return `/${value}/`;
    default:
      return quoted(value, speaker);
  }
};

/** How several values are put together: any of them is enough, or all count. */
const LIST_OF: Partial<Record<ConditionOperator, Intl.ListFormatType>> = { any_of: 'disjunction' };

type Blanks = Readonly<Record<string, string>>;

/** What stands in the blanks of a condition's sentence. */
const blanksOf = (
  { operator, value }: Pick<Condition, 'operator' | 'value'>,
  field: AskedField | undefined,
  speaker: TriggerSpeaker,
): Blanks => {
  const { t, language } = speaker;
  const form = field && operatorRow(field.type, operator)?.form;
  const say = (one: string | number | boolean): string => oneValue(one, form, field, speaker);
  const missing = t('says.missing');
  if (value === undefined) return { value: missing, from: missing, to: missing };
  if (typeof value !== 'object') return { value: say(value) };
  if (Array.isArray(value)) {
    const all = value.map(say);
    const type = LIST_OF[operator] ?? 'conjunction';
    return { value: all.length === 0 ? missing : new Intl.ListFormat(language, { type }).format(all) };
  }
  if (isSpan(value)) return { value: spanWords(value, t) };
  if ('from' in value) return { from: say(value.from), to: say(value.to) };
  const { before, after } = value as ConditionChange;
  return {
    ...(before === undefined ? {} : { before: say(before) }),
    ...(after === undefined ? {} : { after: say(after) }),
  };
};

/** What came and what went of several values: “Tags: “vip” was added and “late” was removed”. */
const severalSentence = ({ value }: Condition, { field, before, after }: Blanks, { t, language }: TriggerSpeaker) => {
  const change = (typeof value === 'object' ? value : {}) as ConditionChange;
  const changes = [
    ...(after === undefined ? [] : [change.after === '' ? t('says.isEmpty') : t('says.added', { value: after })]),
    ...(before === undefined ? [] : [change.before === '' ? t('says.wasEmpty') : t('says.removed', { value: before })]),
  ];
  return changes.length === 0
    ? t('says.changed', { field })
    : t('says.changed_from_to.set', {
        field,
        changes: new Intl.ListFormat(language, { type: 'conjunction' }).format(changes),
      });
};

/** A condition as a sentence: “Priority is High or Urgent”. */
export const conditionSentence = (condition: Condition, speaker: TriggerSpeaker): string => {
  const { t } = speaker;
  const field = speaker.field(condition.field);
  const blanks = { field: field?.name ?? t('says.former'), ...blanksOf(condition, field, speaker) };
  if (condition.operator === 'changed_from_to' && hasSeveral(field?.type))
    return withParticles(severalSentence(condition, blanks, speaker));
  if (condition.operator === 'changed_from_to') {
    const key =
      'before' in blanks
        ? 'after' in blanks
          ? 'says.changed_from_to'
          : 'says.changed_from'
        : 'after' in blanks
          ? 'says.changed_to'
          : 'says.changed';
    return withParticles(t(key, blanks));
  }
  return withParticles(t(`says.${variantOf(field?.type, condition.operator)}` satisfies TriggerWordKey, blanks));
};

/** All conditions of a group as one sentence; groups in it stand in brackets. */
export const groupSentence = (group: ConditionGroup, speaker: TriggerSpeaker): string => {
  const { t } = speaker;
  if (group.conditions.length === 0) return t(group.match === 'all' ? 'says.always' : 'says.never');
  return group.conditions
    .map((node) => {
      if (!isGroup(node)) return conditionSentence(node, speaker);
      const words = groupSentence(node, speaker);
      return group.conditions.length > 1 && node.conditions.length > 1 ? t('says.grouped', { group: words }) : words;
    })
    .reduce((one, other) => t(group.match === 'all' ? 'says.and' : 'says.or', { one, other }));
};

/** `2 h`, `1 h 20 min`. */
const timeWords = (hours: number, t: TFunction<'triggers'>, language: string): string => {
  const all = Math.round(hours * 60);
  const [whole, minutes] = [Math.floor(all / 60), all % 60];
  const named = { hours: whole.toLocaleString(language), minutes: minutes.toLocaleString(language) };
  return t(minutes === 0 ? 'time.hours' : whole === 0 ? 'time.minutes' : 'time.both', named);
};

/** What begins a trigger as the beginning of a sentence. */
export const eventSentence = (event: TriggerEvent, t: TFunction<'triggers'>, language: string): string =>
  event.kind === 'hours_since'
    ? t(`event.hours_since.${event.since}`, { time: timeWords(event.hours, t, language) })
    : t(`event.${event.kind}`);

/**
 * What a condition saw, in words: values of fields with options by their names, times as a clock of the service shows
 * them.
 */
export const seenWords = (seen: string, field: AskedField | undefined, speaker: TriggerSpeaker): string => {
  switch (field?.type) {
    case 'choice':
    case 'category':
      return optionOf(field, seen) ?? seen;
    case 'choices':
      return seen
        .split(', ')
        .map((each) => optionOf(field, each) ?? each)
        .join(', ');
    case 'time':
      return Number.isNaN(Date.parse(seen)) ? seen : speaker.time(seen);
    case 'yes_no':
      return seen === 'true' ? speaker.t('says.yes') : seen === 'false' ? speaker.t('says.no') : seen;
    default:
      return seen;
  }
};
