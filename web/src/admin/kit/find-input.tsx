import { TextInput } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The search of a list or tree, which `/` leads to. */
export const FindInput = ({
  label,
  className,
  value,
  onChange,
  onKeyDown,
}: {
  /** What is searched. */
  readonly label: string;
  readonly className: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <TextInput
      size="xs"
      type="search"
      data-find
      {...(className === undefined ? {} : { className })}
      aria-label={t('items.search', { name: label })}
      placeholder={t('items.search', { name: label })}
      value={value}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
      {...(onKeyDown && { onKeyDown })}
    />
  );
};
