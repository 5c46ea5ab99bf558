import type { CustomerView } from '../../../../../web/src/desk/customers/find-customers.ts';
import { adoptEdits, dropEdits, putEdit, shelfOf } from '../../../../../web/src/panels/customer/customer-shelf.ts';
import { conflictsOf, pendingEdits } from '../../../../../web/src/panels/customer/customer-values.ts';

const aRecord = (over: Partial<CustomerView>): CustomerView => ({
  serviceId: 'shop',
  customerId: 'cus_1',
  version: 1,
  name: 'Sora',
  emails: [],
  phones: [],
  note: null,
  absorbed: [],
  mergedInto: null,
  createdAt: '2026-11-22T01:00:00.000Z',
  ...over,
});

test('given a customer was merged into another while something was typed, then it is kept, and what differs is shown', () => {
  const gone = aRecord({ customerId: 'cus_gone' });
  const remaining = aRecord({ name: 'Sora Park', absorbed: ['cus_gone'] });
  putEdit(gone, 'name', 'Sora Kim');
  putEdit(gone, 'note', 'Calls back');
  putEdit(remaining, 'note', 'Writes');
  adoptEdits(remaining);
  expect(shelfOf(gone).edits.size).toBe(0);
  const pending = pendingEdits(remaining, shelfOf(remaining).edits);
  expect(Object.fromEntries([...pending].map(([key, { mine }]) => [key, mine]))).toEqual({
    name: 'Sora Kim',
    note: 'Writes',
  });
  expect([...conflictsOf(remaining, pending).keys()]).toEqual(['name']);
  dropEdits(remaining);
});
