import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CategoryTree, Place } from './category-tree.ts';
import type { MoveConflict } from './use-moves.ts';
import styles from './categories.module.css';

/** Says that a move was not done because somebody else moved something meanwhile, where both are, and asks. */
export const MoveConflictBar = ({
  conflict: { categoryId, to, moved },
  tree,
  nameOf,
  onMove,
  onLeave,
}: {
  readonly conflict: MoveConflict;
  readonly tree: CategoryTree;
  readonly nameOf: (categoryId: string) => string;
  readonly onMove: (to: Place) => void;
  readonly onLeave: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const parentWords = (parentId: string | null): string =>
    parentId === null ? t('categories.conflict.top') : t('categories.conflict.below', { parent: nameOf(parentId) });
  const now = parentWords(tree.placeOf(moved).parentId);
  const siblings = tree.childrenOf(to.parentId).filter((each) => each.categoryId !== categoryId);
  // The sibling that it should come after may be elsewhere by now: then it comes last.
  const after =
    siblings.some((each) => each.categoryId === to.after) || to.after === null
      ? to.after
      : (siblings.at(-1)?.categoryId ?? null);
  return (
    <div className={styles.conflict} role="alert">
      <p className={styles.conflictWords}>
        {moved === categoryId
          ? t('categories.conflict.same', { name: nameOf(categoryId), now, mine: parentWords(to.parentId) })
          : t('categories.conflict.sibling', {
              name: nameOf(categoryId),
              sibling: nameOf(moved),
              now,
              mine: parentWords(to.parentId),
            })}
      </p>
      <div className={styles.buttons}>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            onMove({ parentId: to.parentId, after });
          }}
        >
          {t('categories.conflict.move')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onLeave}>
          {t('categories.conflict.leave')}
        </Button>
      </div>
    </div>
  );
};
