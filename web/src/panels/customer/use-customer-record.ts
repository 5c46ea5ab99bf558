import { queryOptions, useQueries, useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { getCustomer } from '../../../../shared/contracts/http/customers.ts';
import { ABSORBED_LIMIT } from '../../../../shared/domain/customer/customer-record.ts';
import type { Call } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';

/** The record of a customer; of one that was merged the record of the customer that remains. */
export const customerQuery = (call: Call, serviceId: string, customerId: string) =>
  queryOptions({
    queryKey: queryKeys.customer(serviceId, customerId),
    queryFn: async ({ signal }): Promise<CustomerView> => {
      const read = (id: string): Promise<CustomerView> =>
        call(getCustomer, { params: { serviceId, customerId: id }, signal });
      let record = await read(customerId);
      for (let hop = 0; hop < ABSORBED_LIMIT && record.mergedInto !== null; hop += 1)
        record = await read(record.mergedInto);
      return record;
    },
  });

/**
 * The record that a ticket's customer has. It is read again when the panel or the window is shown again, when the
 * customer's tickets change, and when a save finds a newer version: no live message tells of it.
 */
export const useCustomerRecord = (serviceId: string, customerId: string): UseQueryResult<CustomerView> => {
  const { call } = useConsole();
  return useQuery({ ...customerQuery(call, serviceId, customerId), refetchOnMount: 'always' });
};

/** Customers that were merged into one, as they were then, as far as they have been read. */
export const useMergedCustomers = ({ serviceId, absorbed }: CustomerView): readonly CustomerView[] => {
  const { call } = useConsole();
  return useQueries({
    queries: absorbed.map((customerId) => ({
      queryKey: queryKeys.mergedCustomer(serviceId, customerId),
      queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<CustomerView> =>
        call(getCustomer, { params: { serviceId, customerId }, signal }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
};

/** Puts a saved record into the cache, wherever the customer or one merged into it is shown. */
export const settleCustomer = (cache: QueryClient, saved: CustomerView): void => {
  const { serviceId, customerId, absorbed } = saved;
  cache.setQueriesData<CustomerView>({ queryKey: queryKeys.customerRecords(serviceId) }, (shown) =>
    shown !== undefined &&
    (absorbed.includes(shown.customerId) || (shown.customerId === customerId && shown.version <= saved.version))
      ? saved
      : shown,
  );
  void cache.invalidateQueries({ queryKey: queryKeys.customers(serviceId) });
};
