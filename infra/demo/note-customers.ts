import { editCustomer, type EditCustomerDeps } from '../../shared/application/customers/edit-customer.ts';
import { normalizeEmail } from '../../shared/domain/customer/contacts.ts';
import { CUSTOMERS, demoCustomer } from './people.ts';

const KOREAN_NOTES = [
  '오후 6시 이후 통화 선호. 배송은 경비실로 보내 드리기.',
  '법인 고객. 세금계산서는 매월 말일에 한 번에 발행.',
  '지난달 오배송으로 쿠폰 지급함. 재발 시 팀장에게 바로 알리기.',
] as const;
const ENGLISH_NOTES = [
  'Prefers mail to calls. Lives abroad: mind the time difference.',
  'Buys for an office of 40. Invoices go to their accounting once a month.',
] as const;
/** One customer of so many has a note. */
const EVERY = 6;

/** Notes something down about some customers, unless somebody has. Returns how many have a new note. */
export const noteCustomers = async (deps: EditCustomerDeps): Promise<number> => {
  let noted = 0;
  for (let index = 0; index < CUSTOMERS; index += EVERY) {
    const { email, isKorean } = demoCustomer(index);
    const contact = { kind: 'email', value: normalizeEmail(email) } as const;
    const record = await deps.customers.findByContact('care', contact);
    if (record === undefined || record.note !== undefined) continue;
    const notes = isKorean ? KOREAN_NOTES : ENGLISH_NOTES;
    const result = await editCustomer(deps)({
      serviceId: 'care',
      customerId: record.customerId,
      changes: { note: notes[(index / EVERY) % notes.length]! },
    });
    if (!result.ok) throw new Error(`A customer of the demo got no note: ${JSON.stringify(result.error)}`);
    noted += 1;
  }
  return noted;
};
