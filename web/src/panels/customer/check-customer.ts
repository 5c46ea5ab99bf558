import { editCustomer } from '../../../../shared/contracts/http/customers.ts';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { OWN_FAULTS } from '../../desk/fields/field-faults.ts';
import {
  changesOf,
  CUSTOMER_KEYS,
  isContactsKey,
  tidyContacts,
  typedAs,
  type CustomerEdits,
  type CustomerFault,
  type CustomerFaults,
  type CustomerKey,
} from './customer-values.ts';

/** What the schema of a contact says is of no use to agents: what it must be is. */
const CONTACT_FAULTS = { emails: OWN_FAULTS.email, phones: OWN_FAULTS.phone } as const;

const gathered = (found: readonly (readonly [CustomerKey, CustomerFault])[]): CustomerFaults => {
  const faults = new Map<CustomerKey, readonly CustomerFault[]>();
  for (const [key, fault] of found) faults.set(key, [...(faults.get(key) ?? []), fault]);
  return faults;
};

/** What is wrong with the edits by the contract. */
export const checkCustomer = (pending: CustomerEdits): CustomerFaults => {
  const body = changesOf(pending);
  const parsed = editCustomer.body.safeParse(body);
  return gathered(
    (parsed.error?.issues ?? []).flatMap(({ path: [first, index], message }) => {
      const key = CUSTOMER_KEYS.find((each) => each === first);
      if (key === undefined) return [];
      const isOne = isContactsKey(key) && typeof index === 'number';
      const value = isOne ? (body[key]?.[index] ?? null) : null;
      return [[key, { value, fault: isOne ? CONTACT_FAULTS[key] : message }] as const];
    }),
  );
};

const textIn = ({ problem }: ProblemError, member: string): string => String(problem[member]);

/** What the API says is wrong with single values; empty when its refusal is about something else. */
export const customerFaultsOf = (error: Error, pending: CustomerEdits): CustomerFaults => {
  if (!(error instanceof ProblemError)) return new Map();
  const typed = tidyContacts('phones', (pending.get('phones')?.mine ?? []) as readonly string[]);
  switch (error.code) {
    case 'phone_invalid':
      return gathered([['phones', { value: textIn(error, 'phone'), fault: OWN_FAULTS.phone }]]);
    case 'contact_taken': {
      const value = textIn(error, 'value');
      const owner = textIn(error, 'customerId');
      return gathered([
        error.problem['kind'] === 'email'
          ? ['emails', { value, fault: error.code, owner }]
          : ['phones', { value: typedAs(value, typed) ?? null, fault: error.code, owner }],
      ]);
    }
    default:
      return new Map();
  }
};
