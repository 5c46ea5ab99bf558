import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_NAME_LENGTH } from '../../../../shared/domain/desk/category.ts';
import type { Language } from '../../../../shared/domain/ticket/ticket.ts';
import { BEFORE_NAMES, INDENT } from './tree-row.tsx';
import styles from './category-tree.module.css';

/**
 * The line in which the name of a new category is written. Enter makes it and leaves an empty line for the next one
 * behind it; Escape ends that.
 */
export const NewRow = ({
  level,
  language,
  parent,
  onMake,
  onClose,
}: {
  readonly level: number;
  /** In which the name is. */
  readonly language: Language;
  /** The name of its parent; null at the top. */
  readonly parent: string | null;
  /** Whether it was made; of one that was not, the name stays. */
  readonly onMake: (name: string) => Promise<boolean>;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: words } = useTranslation();
  const [name, setName] = useState('');
  const [isMaking, setMaking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.scrollIntoView({ block: 'nearest' });
  });
  const make = async (): Promise<void> => {
    if (name.trim() === '' || isMaking) return;
    setMaking(true);
    try {
      if (await onMake(name.trim())) setName('');
    } finally {
      setMaking(false);
    }
  };
  const label =
    parent === null
      ? t('categories.new.top', { language: words(`language.${language}`) })
      : t('categories.new.below', { parent, language: words(`language.${language}`) });
  return (
    <li
      role="treeitem"
      aria-level={level}
      aria-selected={false}
      aria-label={label}
      className={styles.newRow}
      style={{ paddingLeft: (level - 1) * INDENT + 2 * BEFORE_NAMES + 4 }}
    >
      <TextInput
        ref={input}
        size="xs"
        autoFocus
        className={styles.newName}
        aria-label={label}
        placeholder={t('categories.new.hint')}
        maxLength={CATEGORY_NAME_LENGTH}
        lang={language}
        dir="auto"
        autoComplete="off"
        aria-busy={isMaking}
        value={name}
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          event.stopPropagation();
          if (event.key === 'Enter') {
            event.preventDefault();
            void make();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            onClose();
          }
        }}
        onBlur={() => {
          if (name.trim() === '' && !isMaking) onClose();
        }}
      />
    </li>
  );
};
