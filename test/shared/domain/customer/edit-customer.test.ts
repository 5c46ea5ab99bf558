import { editCustomer, refuseChanged } from '../../../../shared/domain/customer/edit-customer.ts';
import { aCustomer } from '../../../support/customers.ts';

it('writes what is given, keeps what is left out, takes away what is null', () => {
  expect(
    editCustomer(aCustomer({ note: 'Old' }), {
      name: null,
      emails: ['New@Example.com', 'new@example.com '],
      phones: ['+821012345678', '+821012345678'],
    }),
  ).toEqual({
    ok: true,
    value: {
      serviceId: 'support',
      customerId: 'cus_1',
      version: 2,
      emails: ['new@example.com'],
      phones: ['+821012345678'],
      note: 'Old',
      absorbed: [],
      createdAt: '2026-11-22T08:00:00.000Z',
    },
  });
  expect(editCustomer(aCustomer({ note: 'Old' }), { name: 'Other', note: 'New' })).toEqual({
    ok: true,
    value: aCustomer({ version: 2, name: 'Other', note: 'New' }),
  });
});

it('makes no version of nothing', () => {
  expect(editCustomer(aCustomer(), { name: 'A customer', note: null, emails: ['CUSTOMER@example.com'] })).toEqual({
    ok: true,
    value: undefined,
  });
});

it('refuses one that was merged, and names the other', () => {
  const merged = aCustomer({ mergedInto: { customerId: 'cus_2', at: '2026-11-22T09:00:00.000Z', by: 'boss' } });
  expect(editCustomer(merged, { name: 'Other' })).toEqual({
    ok: false,
    error: { code: 'customer_merged', customerId: 'cus_1', into: 'cus_2' },
  });
});

it('compares versions only when one is named', () => {
  expect([
    refuseChanged(aCustomer({ version: 3 }), undefined),
    refuseChanged(aCustomer({ version: 3 }), 3),
    refuseChanged(aCustomer({ version: 3 }), 2),
  ]).toEqual([undefined, undefined, { code: 'customer_changed', expected: 2, actual: 3 }]);
});
