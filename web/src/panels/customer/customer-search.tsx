import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../../desk/customers/find-customers.ts';
import { useCustomerSearch } from './use-customer-search.ts';
import styles from './merge-dialog.module.css';

/** The most characters that are looked for: an address has no more. */
const LONGEST = 254;

/** Finds a customer other than one, by what was typed; Enter takes the first that was found. */
export const CustomerSearch = ({
  except,
  onChoose,
}: {
  readonly except: CustomerView;
  readonly onChoose: (customerId: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { customers, isSearching, asked } = useCustomerSearch(typed);
  const others = customers.filter(({ customerId }) => customerId !== except.customerId);
  const said = isSearching
    ? t('customerMerge.searching')
    : asked === ''
      ? ''
      : others.length > 0
        ? t('customerMerge.found', { number: others.length })
        : t(customers.length > 0 ? 'customerMerge.same' : 'customerMerge.none');
  return (
    <>
      <TextInput
        label={t('customerMerge.find')}
        description={t('customerMerge.findHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        dir="auto"
        data-autofocus
        autoFocus
        maxLength={LONGEST}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (!isSearching && others[0] !== undefined) onChoose(others[0].customerId);
        }}
      />
      <p className={styles.said} role="status">
        {said}
      </p>
      {others.length > 0 && (
        <ul className={styles.results} aria-label={t('customerMerge.results')}>
          {others.map(({ customerId, name, emails, phones }) => (
            <li key={customerId}>
              <button
                type="button"
                className={styles.result}
                onClick={() => {
                  onChoose(customerId);
                }}
              >
                <bdi className={styles.name}>{name ?? t('create.customer.noName')}</bdi>
                <span className={styles.contacts}>{[...emails, ...phones].join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
