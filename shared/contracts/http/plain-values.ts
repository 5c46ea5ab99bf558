import * as z from 'zod';
import {
  hasControl,
  hasControlBesideBreaks,
  isReservedName,
  isSeenWhole,
  isVisible,
  withLineFeeds,
} from '../../domain/kernel/plain-text.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';

/**
 * What a string of a request is for. A test walks every operation and finds each string that is made by none of these,
 * so that no operation has strings with rules of its own. That every string is whole Unicode without NUL is looked at
 * once, over the whole request: `brokenTexts`.
 */
export type TextKind = 'line' | 'exact' | 'lines' | 'rich' | 'code';

/** Which of the builders below made a string's schema; what is chained to it inherits the kind. */
export const textKinds = z.registry<{ readonly kind: TextKind }>();

const NO_CONTROLS = 'Must hold no control character or line break';
const VISIBLE = 'Must hold something that can be read';

type Lengths = { readonly min?: number; readonly max: number };

const sized = ({ min = 0, max }: Lengths) => (min === 0 ? z.string().max(max) : z.string().min(min).max(max));

/**
 * One line that people read, such as a title or a name: without space around it, with something to be seen in it.
 * Lengths in UTF-16 units, as all here.
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

/** One line for machines or for searching, taken as it is: no space is cut off. */
export const exact = (lengths: Lengths) =>
  sized(lengths)
    .refine((text) => !hasControl(text), NO_CONTROLS)
    .register(textKinds, { kind: 'exact' });

/**
 * Plain text of several lines, without space around it; every kind of line break becomes a line feed. With a `min`
 * there must be something to be seen.
 */
export const lines = ({ min = 0, max }: Lengths) =>
  (min === 0 ? z.string().overwrite(withLineFeeds).trim() : z.string().overwrite(withLineFeeds).trim().min(min))
    .max(max)
    .refine((text) => min === 0 || text.length < min || isVisible(text), VISIBLE)
    .refine((text) => !hasControlBesideBreaks(text), 'Must hold no control characters but tabs and line breaks')
    .register(textKinds, { kind: 'lines' });

/** Plain text of several lines of which space counts. */
export const wholeLines = (max: number) =>
  z
    .string()
    .overwrite(withLineFeeds)
    .max(max)
    .refine((text) => !hasControlBesideBreaks(text), 'Must hold no control characters but tabs and line breaks')
    .register(textKinds, { kind: 'lines' });

/** HTML of at most 200,000 characters. What is safe and to be seen in it, the sanitizer decides. */
export const html = (min: number) => sized({ min, max: 200_000 }).register(textKinds, { kind: 'rich' });

/** A code, of the characters of a pattern, that is no name which every object has. */
export const code = (pattern: RegExp, says: string) =>
  z
    .string()
    .regex(pattern, { error: says, abort: true })
    .refine((text) => !isReservedName(text), 'Is a reserved name')
    .register(textKinds, { kind: 'code' });

/** Somebody's or something's id: characters that can be seen, without spaces. */
export const idOf = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(isSeenWhole, 'Must be an id: without spaces and characters that are not seen')
    .refine((text) => !isReservedName(text), 'Is a reserved name')
    .register(textKinds, { kind: 'code' });

type AllOptional<S extends z.ZodRawShape> = { readonly [K in keyof S]: z.ZodExactOptional<S[K]> };

/** The body of a change, which must name one member at least. */
export const changeOf = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(allOptional(shape)).refine((body) => Object.keys(body).length > 0, 'Name at least one field');

/** The members of a change: each may be left out, and what is left out stays absent. None may have a default. */
export const allOptional = <S extends z.ZodRawShape>(shape: S): AllOptional<S> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, z.exactOptional(schema)]),
  ) as unknown as AllOptional<S>;

/**
 * A member of an answer that is always there: what the desk has no value for is told as null. A schema of an answer
 * encodes what a use case gives: such a member may be missing in it, and what no schema names never leaves.
 */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

export const id = idOf(64);
/** An id that people choose, such as a group's. */
export const slug = code(/^[a-z0-9][a-z0-9-]{0,63}$/, '1 to 64 lower case letters, digits and hyphens');
export const email = z.email().max(254);
/** An address of the desk's own, lower case as it is stored. */
export const deskAddress = email.transform((address) => address.toLowerCase());
/** As somebody writes it; the use case reads it as a number of the service's country. */
export const phone = line(40, 3);
/** HTML of an answer, comment or template, of which something must be left once it is sanitized. */
export const richText = html(1);
/** The place among things of a kind, lowest first. */
export const order = z.int().min(0).max(9999);

/** Names by language, at least one. */
export const namesOf = (name: z.ZodString) =>
  z
    .partialRecord(z.enum(LANGUAGES), name)
    .refine((given) => Object.keys(given).length > 0, 'It needs a name in one language at least');

/** The query members of an operation that answers with pages. */
export const pageQuery = { cursor: exact({ max: 4000 }).exactOptional(), limit: z.int().min(1).max(100).default(50) };

/** Whether no value stands twice in a list. */
export const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
