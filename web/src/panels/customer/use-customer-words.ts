import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useErrorWords } from '../../desk/error-words.tsx';
import { useFaultWords } from '../../desk/fields/use-fault-words.ts';
import type { WordKey } from '../../ui/words/en.ts';
import type { CustomerFault, CustomerKey } from './customer-values.ts';

export const CUSTOMER_NAMES = {
  name: 'fields.name',
  emails: 'fields.email',
  phones: 'fields.phone',
  note: 'customerRecord.note',
} as const satisfies Record<CustomerKey, WordKey>;

const REFUSALS = {
  contact_taken: 'customerRecord.taken',
  customer_merged: 'customerRecord.mergedMeanwhile',
  customer_not_found: 'customerRecord.gone',
  customers_same: 'customerMerge.same',
  version_conflict: 'customerRecord.elsewhere',
  conflict_try_again: 'customerRecord.elsewhere',
} as const satisfies Record<string, WordKey>;
const isRefusal = (code: string): code is keyof typeof REFUSALS => code in REFUSALS;

/** A function that says why a customer's record was not saved or merged. */
export const useCustomerErrorWords = (): ((error: Error) => string) => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  return useCallback(
    (error) => {
      if (!(error instanceof ProblemError)) return errorWords(error);
      if (error.code === 'too_many_contacts')
        return t('customerMerge.tooMany', { limit: Number(error.problem['limit']) });
      return isRefusal(error.code) ? t(REFUSALS[error.code]) : errorWords(error);
    },
    [t, errorWords],
  );
};

/** A function that says what is wrong with a value of the record. */
export const useCustomerFaultWords = (): ((fault: CustomerFault) => string) => {
  const { t } = useTranslation();
  const faultWords = useFaultWords();
  return ({ fault }) => (isRefusal(fault) ? t(REFUSALS[fault]) : faultWords(fault));
};
