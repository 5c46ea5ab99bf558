import type { Attachment } from '../ticket/entry.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { FILES_LIMIT } from '../ticket/attachment-rules.ts';
import { hasOptions, lengthLimit, type Field, type FieldType } from './field.ts';

/** Both ends are included. Days (`2026-11-22`) or instants in UTC. */
export type Period = { readonly from: string; readonly to: string };

/**
 * A value as it is given and returned: option codes for a checkbox; for a file field, ids of new uploads and of files
 * to keep.
 */
export type GivenValue = string | boolean | readonly string[] | Period;
/** A value as it is stored; for a file field, its files in the bucket. */
export type FieldValue = GivenValue | readonly Attachment[];

/** A value with its field's type when it was written; for an encrypted field only the ciphertext. */
export type StoredValue =
  { readonly type: FieldType; readonly value: FieldValue } | { readonly type: FieldType; readonly sealed: string };
/** A ticket's values by field code. */
export type TicketFields = Readonly<Record<string, StoredValue>>;

/** Bytes of JSON that all values of a ticket may have: a DynamoDB row holds 400 KB. */
export const FIELDS_BYTES = 256 * 1024;

export const isSealed = (stored: StoredValue): stored is Extract<StoredValue, { readonly sealed: string }> =>
  'sealed' in stored;
export const filesOf = (stored: StoredValue | undefined): readonly Attachment[] =>
  stored?.type === 'file' && !isSealed(stored) ? (stored.value as readonly Attachment[]) : [];

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** JavaScript turns 30 February into 2 March, so the date is formatted again and compared. */
const isDay = (text: string): boolean => {
  const [, year, month, day] = DAY.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const made = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
};

type Read<T extends FieldValue = GivenValue> = Result<T | undefined, string>;
const NOT_TEXT = 'It is a text';

/** What can be wrong with a value of the right form, in the words of the API; the console says it in its own. */
export const VALUE_FAULTS = {
  no_day: 'It is a day, like 2026-11-22',
  no_time: 'It is a time with its offset, like 2026-11-22T09:30+09:00',
  crossed: 'It ends before it begins',
  several_lines: 'It is one line',
  unreadable: 'It holds characters that can’t be shown',
  no_option: 'There is no such option',
  file_twice: 'A file is named twice',
} as const;
/** The same of a limit. */
export const tooMany = (limit: number, what: 'characters' | 'files'): string => `At most ${limit} ${what}`;

const readDay = (given: unknown): Result<string, string> =>
  typeof given === 'string' && isDay(given) ? ok(given) : err(VALUE_FAULTS.no_day);
const readInstant = (given: unknown): Result<string, string> => {
  const day = typeof given === 'string' ? INSTANT.exec(given)?.[1] : undefined;
  const instant = day !== undefined && isDay(day) ? new Date(given as string) : undefined;
  return instant === undefined || Number.isNaN(instant.getTime())
    ? err(VALUE_FAULTS.no_time)
    : ok(instant.toISOString());
};
const readPeriod = (given: GivenValue, readEnd: (given: unknown) => Result<string, string>): Read => {
  if (typeof given !== 'object' || Array.isArray(given) || !('from' in given)) return err('It is a period, from … to');
  const from = readEnd(given.from);
  if (!from.ok) return from;
  const to = readEnd(given.to);
  if (!to.ok) return to;
  return from.value > to.value ? err(VALUE_FAULTS.crossed) : ok({ from: from.value, to: to.value });
};

/** A text of spaces only counts as no value. */
const readText = (field: Field, given: GivenValue): Read => {
  if (typeof given !== 'string') return err(NOT_TEXT);
  const text = given.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();
  if (field.type === 'text' && /[\p{Cc}\u2028\u2029]/u.test(text)) return err(VALUE_FAULTS.several_lines);
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return err(VALUE_FAULTS.unreadable);
  const limit = lengthLimit(field)!;
  return [...text].length > limit ? err(tooMany(limit, 'characters')) : ok(text === '' ? undefined : text);
};

/** Option codes in the field's order. An inactive option is accepted only if the ticket has it already. */
const readOptions = (
  { options }: Field,
  given: readonly string[],
  chosen: readonly string[],
): Result<readonly string[], string> => {
  const unknown = given.find(
    (code) => !options.some((option) => option.code === code && (option.active || chosen.includes(code))),
  );
  if (unknown !== undefined)
    return err(
      options.some(({ code }) => code === unknown)
        ? `The option ${unknown} can’t be chosen any more`
        : VALUE_FAULTS.no_option,
    );
  return ok(options.map(({ code }) => code).filter((code) => given.includes(code)));
};

const isTexts = (given: GivenValue): given is readonly string[] => Array.isArray(given);
const chosenIn = (stored: StoredValue | undefined): readonly string[] => {
  if (stored === undefined || isSealed(stored) || !hasOptions(stored.type)) return [];
  return typeof stored.value === 'string' ? [stored.value] : (stored.value as readonly string[]);
};

/**
 * Parses a value for this field into its stored form, or returns the error; undefined for an empty value. `stored` is
 * the ticket's present value.
 */
export const readFieldValue = (field: Field, given: GivenValue, stored?: StoredValue): Read => {
  switch (field.type) {
    case 'text':
    case 'textarea':
      return readText(field, given);
    case 'checkbox': {
      if (!isTexts(given)) return err('It is a list of options');
      const chosen = readOptions(field, given, chosenIn(stored));
      return chosen.ok && chosen.value.length === 0 ? ok(undefined) : chosen;
    }
    case 'dropdown':
    case 'radio': {
      if (typeof given !== 'string') return err('It is one option');
      const chosen = readOptions(field, [given], chosenIn(stored));
      return chosen.ok ? ok(given) : chosen;
    }
    case 'date':
      return readDay(given);
    case 'datetime':
      return readInstant(given);
    case 'date_period':
      return readPeriod(given, readDay);
    case 'datetime_period':
      return readPeriod(given, readInstant);
    case 'agree':
      return typeof given === 'boolean' ? ok(given) : err('It is true or false');
    case 'caption':
      return err('A caption holds no value');
    case 'file': {
      if (!isTexts(given)) return err('It is a list of uploads and of files that stay');
      if (new Set(given).size !== given.length) return err(VALUE_FAULTS.file_twice);
      return given.length > FILES_LIMIT
        ? err(tooMany(FILES_LIMIT, 'files'))
        : ok(given.length === 0 ? undefined : given);
    }
  }
};

/** Characters of a value that the log tells: what all fields changed at once tell must fit into one row. */
export const LOGGED_VALUE_LENGTH = 300;

/** A value as one text: options by their codes, periods as `from/to` (ISO 8601), files by their names. */
export const formatValue = (value: FieldValue): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return 'from' in value
    ? `${value.from}/${value.to}`
    : value.map((each: string | Attachment) => (typeof each === 'string' ? each : each.name)).join(', ');
};

/** The same for the log, cut. */
export const formatValueForLog = (value: FieldValue): string => {
  const whole = formatValue(value);
  const characters = [...whole];
  return characters.length > LOGGED_VALUE_LENGTH ? `${characters.slice(0, LOGGED_VALUE_LENGTH).join('')}…` : whole;
};

/** Whether the log tells only the beginning of a value. */
export const isCutInLog = (logged: string): boolean => logged.endsWith('…') && [...logged].length > LOGGED_VALUE_LENGTH;

/** Why a value doesn't match its field's present definition. */
export type Staleness = 'type_changed' | 'field_deleted';
export const stalenessOf = (field: Field | undefined, { type }: StoredValue): Staleness | undefined =>
  field === undefined || field.deleted ? 'field_deleted' : field.type === type ? undefined : 'type_changed';
