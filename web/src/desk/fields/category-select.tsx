import { Select } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pathWords } from './category-paths.ts';
import type { InputProps } from './field-values.ts';
import { useCategoryPaths } from './use-value-words.ts';
import styles from './field-input.module.css';

/** So many of the found categories are shown; who looks for another one types on. */
const SHOWN = 200;

/** A category of one of the service's trees, found by any words of its path. */
export const CategorySelect = ({
  name,
  value,
  error,
  autoFocus,
  onEdit,
  of,
  size = 'xs',
}: InputProps & {
  readonly of: 'inquiryTypeId' | 'processingTypeId';
  readonly size?: 'xs' | 'sm';
}): ReactNode => {
  const { t } = useTranslation();
  const paths = useCategoryPaths(of);
  const byId = useMemo(() => new Map(paths.map((each) => [each.categoryId, each.path])), [paths]);
  const chosen = typeof value === 'string' ? value : null;
  const [search, setSearch] = useState(() => pathWords(byId.get(chosen ?? '') ?? []));
  const isSearching = search !== '' && search !== pathWords(byId.get(chosen ?? '') ?? []);
  const data = paths
    .filter(({ categoryId, active }) => active || categoryId === chosen)
    .map(({ categoryId, path }) => ({ value: categoryId, label: pathWords(path) }));
  return (
    <Select
      aria-label={name}
      size={size}
      data={data}
      value={chosen}
      error={error}
      autoFocus={autoFocus}
      searchable
      // Chosen once more it stays: what takes it away is the button beside it.
      allowDeselect={false}
      clearable
      clearButtonProps={{ 'aria-label': t('fields.clear') }}
      searchValue={search}
      onSearchChange={setSearch}
      selectFirstOptionOnChange
      nothingFoundMessage={t('fields.noCategoryFound')}
      limit={SHOWN}
      maxDropdownHeight={320}
      comboboxProps={{ width: 320, position: 'bottom-end', withinPortal: false, floatingStrategy: 'fixed' }}
      filter={({ options, search: typed }) => {
        const words = isSearching ? typed.toLowerCase().split(/\s+/).filter(Boolean) : [];
        return options.filter((option) => {
          const label = 'label' in option ? option.label.toLowerCase() : '';
          return words.every((word) => label.includes(word));
        });
      }}
      renderOption={({ option }) => {
        const path = byId.get(option.value) ?? [option.label];
        return (
          <span className={styles.option} style={isSearching ? undefined : { paddingLeft: (path.length - 1) * 14 }}>
            {isSearching && path.length > 1 && (
              <span className={styles.optionPath}>{pathWords(path.slice(0, -1))} › </span>
            )}
            {path.at(-1)}
          </span>
        );
      }}
      onKeyDown={(event) => {
        // Enter chooses; where nothing is found yet it must not send the form around it.
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
      }}
      onChange={(next) => {
        onEdit(next);
      }}
    />
  );
};
