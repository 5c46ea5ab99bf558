import { useDndMonitor } from '@dnd-kit/core';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_DEPTH } from '../../../../shared/domain/desk/category.ts';
import { type CategoryTree, type Place, placeByDrop, rowsWithout, type TreeRow } from './category-tree.ts';
import { BEFORE_NAMES, INDENT } from './tree-row.tsx';
import styles from './category-tree.module.css';

type Line = {
  /** Pixels from the top of the tree. */
  readonly top: number;
  readonly place: (Place & { readonly level: number }) | 'too_deep';
};

/**
 * What is shown while a category is dragged: a line where it would come, as deep as it would stand, or why it can't.
 * It keeps its own state, so that the tree is not drawn again with each step of the pointer.
 */
export const DragLine = ({
  tree,
  rows,
  nameOf,
  list,
  onBegin,
  onDrop,
  onRefused,
}: {
  readonly tree: CategoryTree;
  readonly rows: readonly TreeRow[];
  readonly nameOf: (categoryId: string) => string;
  readonly list: RefObject<HTMLElement | null>;
  /** Null: the drag is over. */
  readonly onBegin: (categoryId: string | null) => void;
  readonly onDrop: (categoryId: string, place: Place) => void;
  readonly onRefused: (categoryId: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const [line, setLine] = useState<Line | null>(null);
  /** What is dragged, where in the tree it was taken, and the height of a row; pixels. */
  const dragged = useRef<{ readonly row: TreeRow; readonly top: number; readonly height: number } | null>(null);
  const clear = (): void => {
    dragged.current = null;
    setLine(null);
    onBegin(null);
  };
  useDndMonitor({
    onDragStart({ activatorEvent }) {
      const { target } = activatorEvent;
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-category]') : null;
      const row = rows.find(({ categoryId }) => categoryId === element?.dataset['category']);
      if (row === undefined || element === null || list.current === null) return;
      const pointer = (activatorEvent as PointerEvent).clientY;
      dragged.current = { row, top: pointer - list.current.getBoundingClientRect().top, height: element.offsetHeight };
      onBegin(row.categoryId);
    },
    onDragMove({ delta }) {
      if (dragged.current === null) return;
      const { row, top, height } = dragged.current;
      const index = Math.min(rows.length, Math.max(0, Math.round((top + delta.y) / height)));
      const remaining = rowsWithout(tree, rows, row.categoryId);
      const kept = new Set(remaining);
      const gap = rows.slice(0, index).filter((each) => kept.has(each)).length;
      const level = row.level + Math.round(delta.x / INDENT);
      setLine({ top: index * height, place: placeByDrop(tree, remaining, row.categoryId, { gap, level }) });
    },
    onDragEnd() {
      const categoryId = dragged.current?.row.categoryId;
      clear();
      if (categoryId === undefined || line === null) return;
      if (line.place === 'too_deep') onRefused(categoryId);
      else onDrop(categoryId, { parentId: line.place.parentId, after: line.place.after });
    },
    onDragCancel: clear,
  });
  if (line === null) return null;
  const { top, place } = line;
  const isRefused = place === 'too_deep';
  const parent = isRefused || place.parentId === null ? null : nameOf(place.parentId);
  return (
    <div
      className={styles.line}
      style={{ top, left: isRefused ? 0 : (place.level - 1) * INDENT + BEFORE_NAMES }}
      data-refused={isRefused || undefined}
      data-level={isRefused ? undefined : place.level}
    >
      <span className={styles.lineWords}>
        {isRefused
          ? t('categories.refused.too_deep', { limit: CATEGORY_DEPTH })
          : parent === null
            ? t('categories.line.top')
            : t('categories.line.below', { parent })}
      </span>
    </div>
  );
};
