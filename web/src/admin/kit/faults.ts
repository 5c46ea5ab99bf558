import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { ProblemError } from '../../desk/api/problem-error.ts';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import type { Fault } from './form-edits.ts';

/**
 * Words for sentences by which contracts and the domain refuse a value; a number in a sentence is written as 0, and the
 * words may name it as `{{limit}}`. Sections add theirs to `useForm`.
 */
export type FaultTable = Readonly<Record<string, AdminWordKey>>;

const SENTENCES: FaultTable = {
  'Must hold something that can be read': 'fault.required',
  'Must hold no control character or line break': 'fault.unreadable',
  'Must hold no control characters but tabs and line breaks': 'fault.unreadable',
  'It needs a name in one language at least': 'fault.aName',
  '1 to 64 lower case letters, digits and hyphens': 'fault.slug',
  'Is a reserved name': 'fault.reserved',
  'A language is named twice': 'fault.twice',
  'A channel is named twice': 'fault.twice',
  'An address is named twice': 'fault.twice',
};

const ofSentence = (detail: string, table: FaultTable): Fault => {
  const known = table[detail] ?? SENTENCES[detail];
  if (known !== undefined) return { words: known };
  const limit = /\d+/.exec(detail)?.[0];
  const words = limit === undefined ? undefined : table[detail.replace(limit, '0')];
  return words === undefined ? { detail } : { words, limit: Number(limit) };
};

const ofIssue = (issue: z.core.$ZodIssue, table: FaultTable): Fault => {
  const known = table[issue.message];
  if (known !== undefined) return { words: known };
  switch (issue.code) {
    case 'too_small': {
      const limit = Number(issue.minimum);
      if (issue.origin === 'string')
        return limit <= 1 ? { words: 'fault.required' } : { words: 'fault.tooShort', limit };
      return issue.origin === 'array' ? { words: 'fault.chooseOne' } : { words: 'fault.tooSmall', limit };
    }
    case 'too_big': {
      const limit = Number(issue.maximum);
      if (issue.origin === 'string') return { words: 'fault.tooLong', limit };
      return { words: issue.origin === 'array' ? 'fault.tooMany' : 'fault.tooLarge', limit };
    }
    case 'invalid_type':
      return { words: issue.expected === 'int' || issue.expected === 'number' ? 'fault.number' : 'fault.required' };
    case 'invalid_format':
      if (issue.format === 'email') return { words: 'fault.email' };
      if (issue.format === 'url') return { words: 'fault.url' };
      return ofSentence(issue.message, table);
    case 'custom':
      return ofSentence(issue.message, table);
    default:
      return { words: 'fault.other' };
  }
};

const pointerOf = (path: readonly PropertyKey[]): string => `#/${path.map(String).join('/')}`;

/** What is wrong with a body by its contract, by JSON pointer; of each place the first fault. */
export const faultsOfBody = (schema: z.ZodType, body: unknown, table: FaultTable): ReadonlyMap<string, Fault> => {
  const faults = new Map<string, Fault>();
  for (const issue of schema.safeParse(body).error?.issues ?? []) {
    const pointer = pointerOf(issue.path);
    if (!faults.has(pointer)) faults.set(pointer, ofIssue(issue, table));
  }
  return faults;
};

type Written = { readonly pointer: string; readonly detail: string };
const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Written).pointer === 'string' &&
  typeof (value as Written).detail === 'string';

/** A refusal that is about one value. */
export type ValueRefusal = {
  /** Where it is in the body, such as `#/searchCode`. */
  readonly pointer: string;
  /** They may name a member of the refusal as `{{limit}}`. */
  readonly words: AdminWordKey;
  readonly names?: string;
};
/** Refusals by their code. */
export type RefusalTable = Readonly<Partial<Record<string, ValueRefusal>>>;

/** What a refusal of the API says is wrong with single values; empty when it is about something else. */
export const faultsOfRefusal = (
  error: unknown,
  refusals: RefusalTable,
  table: FaultTable,
): ReadonlyMap<string, Fault> => {
  const faults = new Map<string, Fault>();
  if (!(error instanceof ProblemError)) return faults;
  const about = refusals[error.code];
  if (about !== undefined) {
    const named: unknown = about.names === undefined ? undefined : error.problem[about.names];
    const limit = Array.isArray(named) ? named.join(', ') : named;
    faults.set(about.pointer, {
      words: about.words,
      ...(typeof limit === 'string' || typeof limit === 'number' ? { limit } : {}),
    });
  }
  const errors: unknown = error.problem['errors'];
  if (Array.isArray(errors))
    for (const each of errors)
      if (isWritten(each) && !faults.has(each.pointer)) faults.set(each.pointer, ofSentence(each.detail, table));
  return faults;
};

/** A function that says what is wrong with a value. */
export const useFaultWords = (): ((fault: Fault) => string) => {
  const { t } = useTranslation('admin');
  return useCallback((fault) => ('detail' in fault ? fault.detail : t(fault.words, { limit: fault.limit })), [t]);
};
