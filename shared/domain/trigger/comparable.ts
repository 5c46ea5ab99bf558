import type { Period } from '../desk/field-value.ts';
import { clockOf } from '../figures/day.ts';
import { fitText } from '../kernel/plain-text.ts';
import { SEEN_LENGTH, type SeenCondition, type TriggerSnapshot } from './automation.ts';
import type { ConditionField, ReadValue } from './condition-fields.ts';
import { foldText } from './fold-text.ts';
import { isOpen } from './open-hours.ts';
import type { ConditionType } from './operators-table.ts';

/** A value as it is compared: made once, whatever number of conditions ask about it. */
export type Comparable =
  | { readonly kind: 'text'; readonly plain: string; readonly folded: string }
  | {
      readonly kind: 'set';
      readonly plain: readonly string[];
      readonly folded: readonly string[];
      readonly has: ReadonlySet<string>;
    }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'yes_no'; readonly is: boolean }
  /** Also a day, as days since 1970, and a time, as milliseconds since 1970. */
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'period'; readonly from: number; readonly to: number };

/** What is the same for all conditions of one evaluation. */
export type Moment = {
  readonly now: number;
  /** Today in the service's time zone, as days since 1970. */
  readonly today: () => number;
  readonly isOpenAt: (time: number) => boolean;
};

const DAY_MS = 86_400_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

export const momentOf = ({ now, service, businessHours }: TriggerSnapshot): Moment => {
  let today: number | undefined;
  const known = new Map<number, boolean>();
  return {
    now: Date.parse(now),
    today: () => (today ??= dayNumber(clockOf(now, service.timeZone).day)),
    isOpenAt: (time) => {
      const open = known.get(time) ?? isOpen(businessHours, new Date(time));
      known.set(time, open);
      return open;
    },
  };
};

/** A day or a time as a number. */
export const pointIn = (type: ConditionType, point: string): number =>
  type === 'day' || type === 'day_period' ? dayNumber(point) : Date.parse(point);

/** A value as it is compared; undefined for one that counts as missing. */
const comparable = (type: ConditionType, value: ReadValue | undefined): Comparable | undefined => {
  if (value === undefined || value === '') return undefined;
  switch (type) {
    case 'text':
      return { kind: 'text', plain: (value as string).normalize('NFC'), folded: foldText(value as string) };
    case 'texts':
    case 'labels':
    case 'choices': {
      const plain = (value as readonly string[]).map((each) => each.normalize('NFC'));
      // Codes of options are compared as they are.
      const folded = type === 'choices' ? plain : plain.map(foldText);
      return plain.length === 0 ? undefined : { kind: 'set', plain, folded, has: new Set(folded) };
    }
    case 'choice':
    case 'category':
      return { kind: 'code', code: value as string };
    case 'yes_no':
      return { kind: 'yes_no', is: value as boolean };
    case 'number':
      return { kind: 'number', number: value as number };
    case 'day':
    case 'time':
      return { kind: 'number', number: pointIn(type, value as string) };
    case 'day_period':
    case 'time_period': {
      const { from, to } = value as Period;
      return { kind: 'period', from: pointIn(type, from), to: pointIn(type, to) };
    }
  }
};

/** A value as a trace shows it. */
const seenText = (value: ReadValue): string => {
  if (typeof value === 'object') {
    const text = 'from' in value ? `${value.from}/${value.to}` : value.join(', ');
    return fitText(text, SEEN_LENGTH);
  }
  return fitText(String(value), SEEN_LENGTH);
};

/** One field of one snapshot: its value, and what a trace says of a condition on it. */
export type Cell = {
  readonly value: Comparable | undefined;
  readonly met: SeenCondition;
  readonly unmet: SeenCondition;
};

export const cellOf = ({ type, read, isEntryText }: ConditionField, snapshot: TriggerSnapshot): Cell => {
  const raw = read(snapshot);
  const value = comparable(type, raw);
  const seen = value === undefined || raw === undefined || isEntryText ? {} : { seen: seenText(raw) };
  return { value, met: { met: true, ...seen }, unmet: { met: false, ...seen } };
};
