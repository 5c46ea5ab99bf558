import { VisuallyHidden } from '@mantine/core';
import { IconChevronRight, IconGripVertical } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeRow } from './category-tree.ts';
import styles from './category-tree.module.css';

/** Pixels by which each level is set in. */
export const INDENT = 20;
/** Pixels before the fold mark of the first level. */
export const BEFORE_NAMES = 20;

/**
 * One category in the tree. A tree has up to a thousand, so each is drawn again only when something of it changed: it
 * takes the members of its row, and not the row, which is made anew with each change of the tree.
 */
export const CategoryRow = memo(function CategoryRow({
  categoryId,
  level,
  position,
  siblings,
  isOpen,
  isInUse,
  name,
  tickets,
  open,
  isChosen,
  isReached,
  isUnsaved,
  isDragged,
  isMarked,
}: Omit<TreeRow, 'isFound' | 'isOpen'> & {
  readonly isOpen: boolean | undefined;
  readonly name: string;
  /** How many tickets name it, and how many of them are open; undefined while that is not known. */
  readonly tickets: number | undefined;
  readonly open: number;
  /** Whether its form is open. */
  readonly isChosen: boolean;
  /** Whether the focus comes to it when it comes to the tree. */
  readonly isReached: boolean;
  readonly isUnsaved: boolean;
  /** Whether it follows the pointer, with what is above it. */
  readonly isDragged: boolean;
  /** Whether the words that are searched are in it. */
  readonly isMarked: boolean;
}): ReactNode {
  const { t } = useTranslation('admin');
  const used = tickets === undefined ? undefined : t('categories.tickets', { tickets, open });
  return (
    <li
      role="treeitem"
      className={styles.row}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      tabIndex={isReached ? 0 : -1}
      data-category={categoryId}
      data-off={isInUse ? undefined : true}
      data-dragged={isDragged || undefined}
      data-marked={isMarked || undefined}
    >
      <span className={styles.handle} data-handle title={t('items.howToMove')}>
        <IconGripVertical size={16} stroke={1.75} aria-hidden />
      </span>
      <span
        className={styles.fold}
        style={{ marginLeft: (level - 1) * INDENT }}
        data-fold={isOpen === undefined ? undefined : true}
      >
        {isOpen !== undefined && <IconChevronRight size={16} stroke={1.75} aria-hidden />}
      </span>
      <span className={styles.name} dir="auto" title={name}>
        {name}
      </span>
      {isUnsaved && <Aside className={styles.unsaved}>{t('items.unsaved')}</Aside>}
      {!isInUse && <Aside className={styles.off}>{t('categories.off')}</Aside>}
      <span className={styles.tickets} title={used} aria-hidden>
        {tickets !== undefined && tickets > 0 ? tickets : ''}
      </span>
      {used !== undefined && <VisuallyHidden component="span">, {used}</VisuallyHidden>}
    </li>
  );
});

/** A word beside the name; read with a pause before it. */
const Aside = ({
  className,
  children,
}: {
  readonly className: string | undefined;
  readonly children: string;
}): ReactNode => (
  <>
    <VisuallyHidden component="span">, </VisuallyHidden>
    <span className={className}>{children}</span>
  </>
);
