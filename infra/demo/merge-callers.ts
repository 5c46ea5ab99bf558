import { mergeCustomers, type MergeCustomersDeps } from '../../shared/application/customers/merge-customers.ts';
import { normalizeEmail } from '../../shared/domain/customer/contacts.ts';
import type { PhoneNumbers } from '../../shared/application/ports/customers.ts';
import { CUSTOMERS, demoCustomer } from './people.ts';

/**
 * Merges those who called and gave no address into the customers that the desk knows by their mails. A second call
 * changes nothing. Returns how many were merged.
 */
export const mergeCallers = async (
  deps: MergeCustomersDeps & { readonly phoneNumbers: PhoneNumbers },
  agentId: string,
): Promise<number> => {
  let merged = 0;
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const { email, phone } = demoCustomer(index);
    const number = await deps.phoneNumbers.normalize(phone, 'KR');
    if (number === undefined) throw new Error(`The demo's number ${phone} is none`);
    const [writer, caller] = await Promise.all([
      deps.customers.findByContact('care', { kind: 'email', value: normalizeEmail(email) }),
      deps.customers.findByContact('care', { kind: 'phone', value: number }),
    ]);
    if (writer === undefined || caller === undefined || writer.customerId === caller.customerId) continue;
    const result = await mergeCustomers(deps)({
      serviceId: 'care',
      customerId: caller.customerId,
      into: writer.customerId,
      agentId,
    });
    if (!result.ok) throw new Error(`A customer of the demo was not merged: ${JSON.stringify(result.error)}`);
    merged += 1;
  }
  return merged;
};
