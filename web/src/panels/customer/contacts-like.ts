import type { ContactQuery } from '../../desk/customers/find-customers.ts';
import type { TicketView } from '../../desk/api/ticket-queries.ts';

/** Customers that are offered at most for a part of a name. */
const OFFERED = 6;

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

/** By what the customers are found whose name, address or number has the text in it, on any of these tickets. */
export const contactsLike = (text: string, customers: readonly TicketView['customer'][]): readonly ContactQuery[] => {
  const part = folded(text);
  const found = new Map<string, ContactQuery>();
  for (const { name, email, phone } of customers) {
    if (found.size === OFFERED) break;
    if (![name, email, phone].some((each) => each !== undefined && folded(each).includes(part))) continue;
    if (email !== undefined) found.set(email, { email });
    else if (phone !== undefined) found.set(phone, { phone });
  }
  return [...found.values()];
};
