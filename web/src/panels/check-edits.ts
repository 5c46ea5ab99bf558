import { checkFieldValues } from '../../../shared/domain/desk/check-field-values.ts';
import type { StoredValue } from '../../../shared/domain/desk/field-value.ts';
import type { Role } from '../../../shared/domain/desk/agent.ts';
import { editTicket } from '../../../shared/contracts/http/tickets.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import {
  changesOf,
  codeOf,
  fieldOf,
  inquiryTypeAfter,
  isOwnKey,
  keyOf,
  type Edits,
  type ValueKey,
} from './ticket-values.ts';

/** What is wrong with an address or a number, which have words of their own, beside what the rules of the desk say. */
export const OWN_FAULTS = { email: 'email_invalid', phone: 'phone_invalid' } as const;

type Faults = ReadonlyMap<ValueKey, string>;

/** The value that an error in the body of `editTicket` is about; null when it is about none of them. */
const keyAt = (pointer: string): ValueKey | null => {
  const [, first = '', second = ''] = pointer.split('/');
  if (first === 'fields' && second !== '') return keyOf(decodeURIComponent(second));
  const own = first === 'customer' ? `customer.${second}` : first;
  return isOwnKey(own) ? own : null;
};

const storedValues = ({ fields }: WholeTicketView): Readonly<Record<string, StoredValue>> =>
  Object.fromEntries(
    fields.map(({ code, type, encrypted, value }): [string, StoredValue] => [
      code,
      encrypted || value === null ? { type, sealed: '' } : ({ type, value } as StoredValue),
    ]),
  );

/** What is wrong with the edits, by the rules that the desk has, checked against what the ticket will be. */
export const checkEdits = (
  ticket: WholeTicketView,
  edits: Edits,
  pending: Edits,
  definitions: readonly FieldView[],
  role: Role,
): Faults => {
  const faults = new Map<ValueKey, string>();
  const { fields: given, ...body } = changesOf(pending);
  if (Object.keys(body).length > 0) {
    const parsed = editTicket.body.safeParse(body);
    for (const { path, message } of parsed.error?.issues ?? []) {
      const key = keyAt(`#/${path.map(String).join('/')}`);
      if (key === 'customer.email') faults.set(key, OWN_FAULTS.email);
      else if (key === 'customer.phone') faults.set(key, OWN_FAULTS.phone);
      else if (key !== null && !faults.has(key)) faults.set(key, message);
    }
  }
  if (given !== undefined) {
    const checked = checkFieldValues({
      definitions: definitions.map((field) => fieldOf(ticket.serviceId, field)),
      inquiryTypeId: inquiryTypeAfter(ticket, edits),
      stored: storedValues(ticket),
      given,
      way: { by: 'agent', role },
    });
    if (!checked.ok)
      for (const { pointer, detail } of checked.error.errors) {
        const key = keyAt(pointer);
        if (key !== null && !faults.has(key)) faults.set(key, detail);
      }
  }
  return faults;
};

type Written = { readonly pointer: string; readonly detail: string };
const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Written).pointer === 'string' &&
  typeof (value as Written).detail === 'string';

/** What the API says is wrong with single values; empty when its refusal is about something else. */
export const faultsOf = (error: Error, pending: Edits): Faults => {
  const faults = new Map<ValueKey, string>();
  if (!(error instanceof ProblemError)) return faults;
  const { code, problem } = error;
  if (code === 'phone_invalid') faults.set('customer.phone', OWN_FAULTS.phone);
  if (code === 'category_not_found') {
    const key = String(problem['field']);
    if (isOwnKey(key)) faults.set(key, code);
  }
  if (code === 'upload_not_found' || code === 'upload_incomplete')
    for (const [key, { mine }] of pending)
      if (codeOf(key) !== null && Array.isArray(mine) && mine.includes(problem['uploadId'] as string))
        faults.set(key, code);
  const errors: unknown = problem['errors'];
  if (Array.isArray(errors))
    for (const each of errors) {
      const key = isWritten(each) ? keyAt(each.pointer) : null;
      if (key !== null) faults.set(key, (each as Written).detail);
    }
  return faults;
};
