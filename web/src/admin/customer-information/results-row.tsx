import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  LABEL_LENGTH,
  RESULT_ITEMS_LIMIT,
  RESULT_KEY_LENGTH,
  type ResultItem,
} from '../../../../shared/domain/customer-information/information-source.ts';
import { PartsRow } from '../kit/parts-row.tsx';
import type { Form } from '../kit/use-form.ts';
import type { SourceValues } from './source-values.ts';
import styles from './sources.module.css';

/** What the panel shows of an answer, in its order: a label for each key. */
export const ResultsRow = ({ form }: { readonly form: Form<SourceValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const nameOf = ({ label, key }: ResultItem, index: number): string =>
    label !== '' ? label : key !== '' ? key : t('sources.results.one', { number: index + 1 });
  return (
    <PartsRow<SourceValues, 'results', ResultItem>
      form={form}
      name="results"
      label={t('sources.results')}
      hint={t('sources.results.hint')}
      fresh={() => ({ label: '', key: '' })}
      limit={RESULT_ITEMS_LIMIT}
      more={t('sources.results.add')}
      nameOf={nameOf}
      words={(items) => items.map(({ label, key }) => `${label} ← ${key}`).join(', ')}
    >
      {({ part: { label, key }, index, change, faultAt }) => (
        <>
          <TextInput
            className={styles.label}
            size="sm"
            aria-label={t('sources.results.label', { number: index + 1 })}
            placeholder={t('sources.results.label.example')}
            autoComplete="off"
            dir="auto"
            maxLength={LABEL_LENGTH}
            value={label}
            error={faultAt('/label')}
            onChange={({ currentTarget }) => {
              change({ label: currentTarget.value });
            }}
          />
          <span className={styles.arrow} aria-hidden>
            ←
          </span>
          <TextInput
            className={styles.variable}
            size="sm"
            aria-label={t('sources.results.key', { name: nameOf({ label, key }, index) })}
            placeholder={t('sources.results.key.example')}
            autoComplete="off"
            spellCheck={false}
            maxLength={RESULT_KEY_LENGTH}
            value={key}
            error={faultAt('/key')}
            onChange={({ currentTarget }) => {
              change({ key: currentTarget.value });
            }}
          />
        </>
      )}
    </PartsRow>
  );
};
