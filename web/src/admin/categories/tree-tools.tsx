import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FindInput } from '../kit/find-input.tsx';
import styles from './categories.module.css';

/** What stands above the tree: the search, what is shown of it, and the button for a new category. */
export const TreeTools = ({
  label,
  search,
  onSearch,
  onFirst,
  hidesInactive,
  onHideInactive,
  onFoldAll,
  onUnfoldAll,
  onNew,
}: {
  /** What the tree is of. */
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Gives the focus to the first one that was found. */
  readonly onFirst: () => void;
  readonly hidesInactive: boolean;
  readonly onHideInactive: (hides: boolean) => void;
  readonly onFoldAll: () => void;
  readonly onUnfoldAll: () => void;
  readonly onNew: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const foldAll = (words: string, onClick: () => void): ReactNode => (
    <Button size="compact-xs" variant="subtle" color="gray" onClick={onClick}>
      {words}
    </Button>
  );
  return (
    <div className={styles.tools}>
      <FindInput
        label={label}
        className={styles.search}
        value={search}
        onChange={onSearch}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') onSearch('');
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onFirst();
        }}
      />
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={hidesInactive}
          onChange={({ currentTarget }) => {
            onHideInactive(currentTarget.checked);
          }}
        />
        {t('categories.hideInactive')}
      </label>
      <span className={styles.folds}>
        {foldAll(t('categories.unfoldAll'), onUnfoldAll)}
        {foldAll(t('categories.foldAll'), onFoldAll)}
      </span>
      <Button variant="light" data-new leftSection={<IconPlus size={14} />} className={styles.new} onClick={onNew}>
        {t('form.add')}
      </Button>
    </div>
  );
};
