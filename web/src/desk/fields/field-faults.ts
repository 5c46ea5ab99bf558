import { ProblemError } from '../api/problem-error.ts';
import { codeOf, isOwnKey, keyOf, type TicketValue, type ValueKey } from './field-values.ts';

/** What is wrong with an address or a number, which have words of their own, beside what the rules of the desk say. */
export const OWN_FAULTS = { email: 'email_invalid', phone: 'phone_invalid' } as const;

/** What is wrong with single values, in the words of the API (`useFaultWords`). */
export type Faults = ReadonlyMap<ValueKey, string>;
type Values = ReadonlyMap<ValueKey, TicketValue>;

/** The value that an error in the body of `createTicket` or `editTicket` is about; null when it is none of them. */
export const keyAt = (pointer: string): ValueKey | null => {
  const [, first = '', second = ''] = pointer.split('/');
  if (first === 'fields' && second !== '') return keyOf(decodeURIComponent(second));
  const own = first === 'customer' ? `customer.${second}` : first;
  return isOwnKey(own) ? own : null;
};

/** What is wrong with a value that the schema of a body refuses with this message. */
export const schemaFault = (key: ValueKey, message: string): string => {
  switch (key) {
    case 'customer.email':
      return OWN_FAULTS.email;
    case 'customer.phone':
      return OWN_FAULTS.phone;
    default:
      return message;
  }
};

type Written = { readonly pointer: string; readonly detail: string };
const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Written).pointer === 'string' &&
  typeof (value as Written).detail === 'string';

/** What the API says is wrong with single values; empty when its refusal is about something else. */
export const faultsOf = (error: Error, values: Values): Faults => {
  const faults = new Map<ValueKey, string>();
  if (!(error instanceof ProblemError)) return faults;
  const { code, problem } = error;
  if (code === 'phone_invalid') faults.set('customer.phone', OWN_FAULTS.phone);
  if (code === 'category_not_found') {
    const key = String(problem['field']);
    if (isOwnKey(key)) faults.set(key, code);
  }
  if (code === 'upload_not_found' || code === 'upload_incomplete')
    for (const [key, value] of values)
      if (codeOf(key) !== null && Array.isArray(value) && value.includes(problem['uploadId'] as string))
        faults.set(key, code);
  const errors: unknown = problem['errors'];
  if (Array.isArray(errors))
    for (const each of errors) {
      const key = isWritten(each) ? keyAt(each.pointer) : null;
      if (key !== null) faults.set(key, (each as Written).detail);
    }
  return faults;
};

/** A form with values of its own beside others, and files. */
type FormParts = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly id: string }[];
};

/**
 * What the API says is wrong with parts of a form; empty when its refusal is about something else. `partAt`: the part
 * that an error in the body is about. `told`: what some codes say of a part, which goes before what their errors say.
 */
export const formFaultsOf = <P extends string>(
  error: Error,
  { values, files }: FormParts,
  partAt: (pointer: string) => P | null,
  told: Readonly<Record<string, readonly [part: P, fault: string]>>,
): ReadonlyMap<P | ValueKey | 'files', string> => {
  if (!(error instanceof ProblemError)) return new Map();
  const { code, problem } = error;
  const faults = new Map<P | ValueKey | 'files', string>(
    faultsOf(error, new Map(Object.entries(values) as [ValueKey, TicketValue][])),
  );
  const known = Object.hasOwn(told, code) ? told[code] : undefined;
  if (known !== undefined) faults.set(...known);
  if (
    (code === 'upload_not_found' || code === 'upload_incomplete') &&
    files.some(({ id }) => id === problem['uploadId'])
  )
    faults.set('files', code);
  const errors: unknown = problem['errors'];
  if (Array.isArray(errors))
    for (const each of errors) {
      const part = isWritten(each) ? partAt(each.pointer) : null;
      if (part !== null && !faults.has(part)) faults.set(part, (each as Written).detail);
    }
  return faults;
};
