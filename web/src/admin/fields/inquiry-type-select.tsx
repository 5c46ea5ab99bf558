import { MultiSelect, NativeSelect } from '@mantine/core';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pathWords } from '../../desk/fields/category-paths.ts';
import { useCategoryPaths } from '../../desk/fields/use-value-words.ts';
import { FormRow } from '../kit/form-row.tsx';
import type { Form } from '../kit/use-form.ts';
import type { FieldValues } from './field-form-values.ts';
import styles from './fields.module.css';

/** A request names so many at most. */
const MOST = 100;

/** One inquiry type of the tree, or none of them. */
export const InquiryTypeSelect = ({
  label,
  none,
  value,
  onChange,
}: {
  readonly label: string;
  /** The words of the first choice. */
  readonly none: string;
  readonly value: string | null;
  readonly onChange: (inquiryTypeId: string | null) => void;
}): ReactNode => {
  const paths = useCategoryPaths('inquiryTypeId');
  return (
    <NativeSelect
      aria-label={label}
      size="xs"
      data={[
        { value: '', label: none },
        ...paths.map(({ categoryId, path }) => ({
          value: categoryId,
          label: pathWords(path),
        })),
      ]}
      value={value ?? ''}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value === '' ? null : currentTarget.value);
      }}
    />
  );
};

/** The inquiry types that ask for a field: several of the tree, found by any words of their paths. */
export const InquiryTypesRow = ({ form }: { readonly form: Form<FieldValues> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const paths = useCategoryPaths('inquiryTypeId');
  const wordsOf = (id: string): string => {
    const found = paths.find(({ categoryId }) => categoryId === id);
    if (found === undefined) return id;
    const words = pathWords(found.path);
    return found.active ? words : common('fields.noLonger', { name: words });
  };
  return (
    <FormRow
      form={form}
      name="inquiryTypeIds"
      label={t('fields.inquiryTypes')}
      hint={t('fields.inquiryTypes.hint')}
      words={(ids) => ids.map(wordsOf).join(', ')}
    >
      {({ id, describedBy, isInvalid, value, set }) => (
        <MultiSelect
          id={id}
          size="sm"
          data={paths
            .filter(({ categoryId, active }) => active || value.includes(categoryId))
            .map(({ categoryId }) => ({ value: categoryId, label: wordsOf(categoryId) }))}
          value={[...value]}
          maxValues={MOST}
          searchable
          clearable
          hidePickedOptions
          error={isInvalid}
          aria-describedby={describedBy}
          placeholder={value.length === 0 ? t('fields.inquiryTypes.all') : ''}
          nothingFoundMessage={common('fields.noCategoryFound')}
          clearButtonProps={{ 'aria-label': common('fields.clear') }}
          maxDropdownHeight={320}
          comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
          classNames={{ option: styles.typeOption! }}
          onChange={set}
        />
      )}
    </FormRow>
  );
};
