import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { editCustomer } from '../../../../shared/contracts/http/customers.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { saveOver } from '../../desk/api/save-over-others.ts';
import { useConsole } from '../../desk/console-context.ts';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { announce } from '../../ui/announcer.tsx';
import { checkCustomer, customerFaultsOf } from './check-customer.ts';
import { putFaults, settleEdits, shelfOf } from './customer-shelf.ts';
import { changesOf, conflictsOf, pendingEdits, type CustomerEdits } from './customer-values.ts';
import { settleCustomer } from './use-customer-record.ts';

type Save = { readonly pending: CustomerEdits; readonly version: number };

/**
 * Saves the unsaved edits of a customer's record. When somebody else has changed the record, edits of values that they
 * left alone are saved over the new version, and others wait for the agent, who sees both. While the browser is offline
 * it fails at once, so that no edit leaves later that was taken back by then. `shownAs` is the customer by which the
 * record is read: one that was merged into it, perhaps.
 */
export const useSaveCustomer = (
  { serviceId, customerId }: CustomerView,
  shownAs: string,
  onDone: () => void,
): { readonly save: () => void; readonly isSaving: boolean; readonly error: Error | null } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const cache = useQueryClient();
  const place = { serviceId, customerId };
  const queryKey = queryKeys.customer(serviceId, shownAs);

  /** What is to be saved now; null when there is nothing, or when the agent has to look at something first. */
  const next = (): Save | null => {
    const record = cache.getQueryData<CustomerView>(queryKey);
    // Somebody merged the customer into another meanwhile: it is that one's record that is shown now.
    if (record?.customerId !== customerId) return null;
    const pending = pendingEdits(record, shelfOf(place).edits);
    if (pending.size === 0 || conflictsOf(record, pending).size > 0) return null;
    const faults = checkCustomer(pending);
    putFaults(place, faults);
    return faults.size > 0 ? null : { pending, version: record.version };
  };

  const { mutate, isPending, error, reset } = useMutation({
    scope: { id: `${serviceId}/${customerId}` },
    networkMode: 'always',
    mutationFn: (first: Save) =>
      saveOver(first, {
        save: ({ pending, version }) =>
          call(editCustomer, { params: place, body: changesOf(pending), ifMatch: version }),
        readAgain: () => cache.refetchQueries({ queryKey, exact: true }),
        next,
      }),
    onSuccess: (done) => {
      if (done === null) return;
      settleCustomer(cache, done.saved);
      settleEdits(place, done.edit.pending);
      announce(t('customerRecord.saved'));
      if (shelfOf(place).edits.size === 0) onDone();
    },
    onError: (cause, { pending }) => {
      putFaults(place, customerFaultsOf(cause, pending));
    },
  });
  return {
    save: () => {
      if (isPending) return;
      reset();
      const save = next();
      if (save !== null) mutate(save);
    },
    isSaving: isPending,
    error,
  };
};
