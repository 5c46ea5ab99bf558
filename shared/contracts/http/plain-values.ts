import * as z from 'zod';
import { ORDER_LIMIT } from '../../domain/desk/category.ts';
import { isMailAddress, MAIL_ADDRESS_LENGTH, toMailAddress } from '../../domain/mail/mail-address.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';

/**
 * Whether a text has any visible character. Not visible: white space, control, zero-width and bidirectional characters,
 * Unicode's default-ignorable ones (Hangul fillers, variation selectors, tags), and the empty Braille cell.
 */
const isVisible = (text: string): boolean =>
  /[^\p{Z}\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Whether every character is visible and none is a space. */
const isSeenWhole = (text: string): boolean => !/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Whether a text has a control character (C0, DEL, C1) or a Unicode line break; a single line of text has none. */
const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text);

/** Whether a text has a control character other than tab and line feed. */
const hasControlBesideBreaks = (text: string): boolean => /(?![\t\n])\p{Cc}/u.test(text);

/** Replaces every kind of line break, also of old systems and word processors, by a line feed. */
const withLineFeeds = (text: string): string => text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');

const RESERVED_NAMES: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Names that every object has, or that change an object's prototype; they can't be codes, ids or keys. */
const isReservedName = (name: string): boolean => RESERVED_NAMES.has(name);

/**
 * Kinds of strings in requests. Each has a builder below. A test walks all operations and fails for a string that no
 * builder made, so that no operation has rules of its own. `brokenTexts` checks the Unicode of all strings beforehand.
 */
export type TextKind = 'line' | 'exact' | 'lines' | 'rich' | 'code';

/** The kind of each schema that a builder made. Schemas that are derived from it have the same kind. */
export const textKinds = z.registry<{ readonly kind: TextKind }>();

const NO_CONTROLS = 'Must hold no control character or line break';
const VISIBLE = 'Must hold something that can be read';

type Lengths = { readonly min?: number; readonly max: number };

const sized = ({ min = 0, max }: Lengths) => (min === 0 ? z.string().max(max) : z.string().min(min).max(max));

/**
 * One line for people, such as a title or a name. Space around it is removed, and something visible must be left. All
 * lengths here are in UTF-16 units.
 */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => text.length < min || isVisible(text), VISIBLE)
    .refine((text) => !hasControl(text), NO_CONTROLS)
    .register(textKinds, { kind: 'line' });

/** One line for machines or for searching. Space around it is kept. */
export const exact = (lengths: Lengths) =>
  sized(lengths)
    .refine((text) => !hasControl(text), NO_CONTROLS)
    .register(textKinds, { kind: 'exact' });

/**
 * Plain text of several lines. Space around it is removed, and every kind of line break becomes a line feed. With a
 * `min` it must have something visible.
 */
export const lines = ({ min = 0, max }: Lengths) =>
  (min === 0 ? z.string().overwrite(withLineFeeds).trim() : z.string().overwrite(withLineFeeds).trim().min(min))
    .max(max)
    .refine((text) => min === 0 || text.length < min || isVisible(text), VISIBLE)
    .refine((text) => !hasControlBesideBreaks(text), 'Must hold no control characters but tabs and line breaks')
    .register(textKinds, { kind: 'lines' });

/** Plain text of several lines. Space around it is kept. */
export const wholeLines = (max: number) =>
  z
    .string()
    .overwrite(withLineFeeds)
    .max(max)
    .refine((text) => !hasControlBesideBreaks(text), 'Must hold no control characters but tabs and line breaks')
    .register(textKinds, { kind: 'lines' });

/** HTML of at most `max` characters. The sanitizer decides what is safe and visible in it. */
export const html = (min: number, max = 200_000) => sized({ min, max }).register(textKinds, { kind: 'rich' });

/** A code that matches a pattern and is no reserved name of JavaScript objects, such as `constructor`. */
export const code = (pattern: RegExp, says: string) =>
  z
    .string()
    .regex(pattern, { error: says, abort: true })
    .refine((text) => !isReservedName(text), 'Is a reserved name')
    .register(textKinds, { kind: 'code' });

/** An id: visible characters without spaces. */
export const idOf = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(isSeenWhole, 'Must be an id: without spaces and characters that are not seen')
    .refine((text) => !isReservedName(text), 'Is a reserved name')
    .register(textKinds, { kind: 'code' });

type AllOptional<S extends z.ZodRawShape> = { readonly [K in keyof S]: z.ZodExactOptional<S[K]> };

/** The body of a change: each member may be left out, but not all of them. */
export const changeOf = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(allOptional(shape)).refine((body) => Object.keys(body).length > 0, 'Name at least one field');

/** Makes all members optional. A member that is left out stays absent, so none may have a default. */
export const allOptional = <S extends z.ZodRawShape>(shape: S): AllOptional<S> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, z.exactOptional(schema)]),
  ) as unknown as AllOptional<S>;

/**
 * A member that is always in the answer, as null when there is no value. The use case may leave it out: the schema of
 * an answer fills in the null, and strips what it doesn't name.
 */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

export const id = idOf(64);
/** An id that an administrator chooses. */
export const slug = code(/^[a-z0-9][a-z0-9-]{0,63}$/, '1 to 64 lower case letters, digits and hyphens');
export const email = z.email().max(MAIL_ADDRESS_LENGTH);
/** An address that mail is sent to: made lower case, an international domain as DNS knows it. */
export const mailedAddress = () =>
  z
    .email({ pattern: z.regexes.unicodeEmail })
    .max(MAIL_ADDRESS_LENGTH)
    .overwrite(toMailAddress)
    .refine(isMailAddress, 'It is no e-mail address');
/** An address of a service, made lower case. */
export const deskAddress = email.transform((address) => address.toLowerCase());
/** A domain that mail is sent from, made lower case: letters, digits and hyphens, as DNS writes it. */
export const mailDomain = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i,
    'must be a domain such as example.com',
  )
  .register(textKinds, { kind: 'code' })
  .transform((domain) => domain.toLowerCase());
/** A phone number as people write it. Use cases read it as a number of the service's country. */
export const phone = line(40, 3);
/** HTML that must not be empty, as of an answer, comment, notice or template. Use cases sanitize it. */
export const richText = html(1);
/** The place in a sorted list, lowest first. */
export const order = z.int().min(0).max(ORDER_LIMIT);

/** A member of a query that is on or off; off when it is left out. */
export const flag = () =>
  z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true');

/** Names by language, at least one. */
export const namesOf = (name: z.ZodString) =>
  z
    .partialRecord(z.enum(LANGUAGES), name)
    .refine((given) => Object.keys(given).length > 0, 'It needs a name in one language at least');

/** The query members of an operation that answers with pages. */
export const pageQuery = { cursor: exact({ max: 4000 }).exactOptional(), limit: z.int().min(1).max(100).default(50) };

/** Whether all values of a list are different. */
export const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

export type BrokenText = { readonly path: readonly PropertyKey[]; readonly message: string };

/**
 * The most faults that one answer names, and the deepest level of a path. A fault that lies deeper is reported with the
 * path of its ancestor at that level.
 */
const SHOWN = 20;
const LEVELS = 32;

const NOT_WHOLE = 'Must be whole Unicode text: half of a surrogate pair stands alone';
const HAS_NUL = 'Must hold no NUL character';
const RESERVED = 'Is a reserved name';
const CONTROL_KEY = 'Must be a name without control characters';

const wrongText = (text: string): string | undefined =>
  !text.isWellFormed() ? NOT_WHOLE : text.includes('\0') ? HAS_NUL : undefined;
const wrongKey = (key: string): string | undefined =>
  wrongText(key) ??
  (isReservedName(key) ? RESERVED : /[\u0000-\u001f\u007f-\u009f]/.test(key) ? CONTROL_KEY : undefined);

/**
 * A place in the value, linked to the place that contains it. A stored path for every place would take memory that
 * grows with the square of the depth.
 */
type Place = { readonly value: unknown; readonly key: PropertyKey; readonly within: Place | undefined };

const pathOf = (place: Place): readonly PropertyKey[] => {
  const path: PropertyKey[] = [];
  for (let at: Place | undefined = place; at?.within !== undefined; at = at.within) path.push(at.key);
  return path.reverse().slice(0, LEVELS);
};

/**
 * Finds strings and member names in a JSON value that the desk cannot store: UTF-8 and DynamoDB cannot hold half of a
 * surrogate pair, and members such as `__proto__` or `constructor` get lost when an object is copied. It runs over the
 * whole request before any schema, so that no operation has to remember it. It takes linear time at any depth.
 */
export const brokenTexts = (root: unknown): readonly BrokenText[] => {
  const found: BrokenText[] = [];
  const open: Place[] = [{ value: root, key: '', within: undefined }];
  for (let place = open.pop(); place !== undefined && found.length < SHOWN; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      const message = wrongText(value);
      if (message !== undefined) found.push({ path: pathOf(place), message });
    } else if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1)
        open.push({ value: value[index] as unknown, key: index, within: place });
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value).reverse()) {
        const inside: Place = { value: (value as Readonly<Record<string, unknown>>)[key], key, within: place };
        const message = wrongKey(key);
        if (message === undefined) open.push(inside);
        else found.push({ path: pathOf(inside), message });
      }
    }
  }
  return found.slice(0, SHOWN);
};
