import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { mergeCustomers } from '../../../../shared/contracts/http/customers.ts';
import type { CustomerRecord } from '../../../../shared/domain/customer/customer-record.ts';
import { mergeCustomers as decideMerge } from '../../../../shared/domain/customer/merge-customers.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { settleCustomer } from './use-customer-record.ts';

/** Who is merged into whom. */
export type Merge = { readonly from: CustomerView; readonly into: CustomerView };

const recordOf = ({ name, note, mergedInto, ...record }: CustomerView): CustomerRecord => ({
  ...record,
  ...(name === null ? {} : { name }),
  ...(note === null ? {} : { note }),
  ...(mergedInto === null ? {} : { mergedInto: { customerId: mergedInto, at: '', by: '' } }),
});

/** What the record that remains will be, or why the two can't be merged: by the desk's own rule. */
export const planMerge = ({ from, into }: Merge) => decideMerge(recordOf(from), recordOf(into), { by: '', at: '' });

/**
 * Merges two customers, as long as nobody has changed the one that goes since it was shown. After a refusal both are
 * read again.
 */
export const useMerge = (onDone: (merge: Merge) => void): UseMutationResult<CustomerView, Error, Merge> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ from, into }: Merge): Promise<CustomerView> =>
      call(mergeCustomers, {
        params: { serviceId: from.serviceId, customerId: from.customerId },
        body: { into: into.customerId },
        ifMatch: from.version,
      }),
    onSuccess: (remaining, merge) => {
      settleCustomer(cache, remaining);
      void cache.invalidateQueries({ queryKey: queryKeys.anyCustomerTickets(remaining.serviceId) });
      onDone(merge);
    },
    onError: (_, { from }) => {
      void cache.invalidateQueries({ queryKey: queryKeys.customers(from.serviceId) });
    },
  });
};
