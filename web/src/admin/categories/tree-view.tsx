import { DndContext, PointerSensor, useDraggable, useSensor, useSensors } from '@dnd-kit/core';
import {
  Fragment,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { DRAG_AFTER, SAID_ELSEWHERE } from '../kit/drag.ts';
import { type CategoryTree, type Place, rowByTyping, type Step, type TreeRow } from './category-tree.ts';
import { DragLine } from './drag-line.tsx';
import { CategoryRow } from './tree-row.tsx';
import styles from './category-tree.module.css';

/** Rows by which a page goes on. */
const PAGE = 10;
/** Milliseconds after which typing begins another word. */
const TYPING_ENDS = 700;
const STEPS: Readonly<Partial<Record<string, Step>>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'deeper',
  ArrowLeft: 'out',
};

export type TreeHandle = {
  /** Gives a category's row the focus; of one that is not drawn, nothing. */
  readonly focus: (categoryId: string) => void;
};

export type TreeActions = {
  /** Another row has the focus. */
  readonly onReach: () => void;
  readonly onOpen: (categoryId: string) => void;
  readonly onFold: (categoryId: string, isFolded: boolean) => void;
  readonly onStep: (categoryId: string, step: Step) => void;
  readonly onDrop: (categoryId: string, place: Place) => void;
  readonly onTooDeep: (categoryId: string) => void;
  /** Begins a new category beside this one, or below it. */
  readonly onNew: (categoryId: string, where: 'beside' | 'below') => void;
};

/**
 * The tree as a tree of ARIA: arrow keys move and fold, Home, End and typing find, Enter opens; Alt with an arrow key
 * moves the category itself, Alt with Enter begins a new one behind it and with Shift below it.
 */
export const TreeView = ({
  label,
  tree,
  rows,
  nameOf,
  usageOf,
  chosen,
  isUnsaved,
  isSearching,
  newRow,
  handle,
  ...actions
}: TreeActions & {
  readonly label: string;
  readonly tree: CategoryTree;
  readonly rows: readonly TreeRow[];
  readonly nameOf: (categoryId: string) => string;
  readonly usageOf: (categoryId: string) => { readonly tickets: number; readonly open: number } | undefined;
  readonly chosen: string | null;
  readonly isUnsaved: (categoryId: string) => boolean;
  readonly isSearching: boolean;
  /** The line of a new category, behind this row; -1: before all. */
  readonly newRow: { readonly behind: number; readonly line: ReactNode } | null;
  readonly handle: Ref<TreeHandle>;
}): ReactNode => {
  const list = useRef<HTMLUListElement>(null);
  const [reached, setReached] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const typed = useRef({ text: '', at: 0 });
  /** The row that has the focus: it loses it while rows are put in another order. */
  const held = useRef<string | null>(null);
  const index = useMemo(() => new Map(rows.map(({ categoryId }, at) => [categoryId, at])), [rows]);
  /** Where the focus comes in: where it was last, else at what is open, else at the first row. */
  const entry = [reached, chosen].find((id) => id !== null && index.has(id)) ?? rows[0]?.categoryId;
  const element = (categoryId: string): HTMLElement | null =>
    list.current?.querySelector<HTMLElement>(`[data-category="${CSS.escape(categoryId)}"]`) ?? null;
  const focus = (categoryId: string): void => {
    element(categoryId)?.focus();
  };
  useImperativeHandle(handle, () => ({ focus }));
  useLayoutEffect(() => {
    const row = held.current === null ? null : element(held.current);
    if (row !== null && document.activeElement === document.body) row.focus();
  }, [rows]);
  // What is opened by its link is in sight.
  useEffect(() => {
    if (chosen !== null) element(chosen)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const draggedIds = useMemo(
    () => new Set(dragged === null ? [] : [dragged, ...tree.below(dragged).map(({ categoryId }) => categoryId)]),
    [dragged, tree],
  );

  const focusAt = (at: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, at))];
    if (row !== undefined) focus(row.categoryId);
  };
  const pressedArrow = (row: TreeRow, key: string): boolean => {
    const at = index.get(row.categoryId)!;
    const { parentId } = tree.placeOf(row.categoryId);
    switch (key) {
      case 'ArrowDown':
        focusAt(at + 1);
        return true;
      case 'ArrowUp':
        focusAt(at - 1);
        return true;
      case 'PageDown':
        focusAt(at + PAGE);
        return true;
      case 'PageUp':
        focusAt(at - PAGE);
        return true;
      case 'Home':
        focusAt(0);
        return true;
      case 'End':
        focusAt(rows.length - 1);
        return true;
      case 'ArrowRight':
        if (row.isOpen === true) focusAt(at + 1);
        else if (row.isOpen === false) actions.onFold(row.categoryId, false);
        return true;
      case 'ArrowLeft':
        if (row.isOpen === true && !isSearching) actions.onFold(row.categoryId, true);
        else if (parentId !== null) focus(parentId);
        return true;
      default:
        return false;
    }
  };
  /** Finds a row by what is typed; `/` and `?` are keys of the console. */
  const pressedCharacter = (row: TreeRow, key: string): boolean => {
    const now = performance.now();
    const isGoingOn = now - typed.current.at < TYPING_ENDS && typed.current.text !== '';
    if (key.length !== 1 || key === '/' || key === '?' || (key === ' ' && !isGoingOn)) return false;
    const text = isGoingOn ? typed.current.text + key : key;
    typed.current = { text, at: now };
    const found = rowByTyping(rows, index.get(row.categoryId)!, text, nameOf);
    if (found >= 0) focusAt(found);
    return true;
  };
  const pressed = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const id = target instanceof HTMLElement ? target.dataset['category'] : undefined;
    const row = id === undefined ? undefined : rows[index.get(id) ?? -1];
    if (row === undefined || ctrlKey || metaKey || event.nativeEvent.isComposing) return;
    const step = STEPS[key];
    const isDone = (): boolean => {
      if (altKey) {
        if (step !== undefined) actions.onStep(row.categoryId, step);
        else if (key === 'Enter') actions.onNew(row.categoryId, shiftKey ? 'below' : 'beside');
        return step !== undefined || key === 'Enter';
      }
      if (pressedArrow(row, key)) return true;
      if (key === 'Enter' || (key === ' ' && !pressedCharacter(row, key))) {
        actions.onOpen(row.categoryId);
        return true;
      }
      return key === ' ' || pressedCharacter(row, key);
    };
    if (!isDone()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const clicked = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest<HTMLElement>('[data-category]')?.dataset['category'];
    const row = id === undefined ? undefined : rows[index.get(id) ?? -1];
    if (row === undefined) return;
    const isFold = (target?.closest('[data-fold]') ?? null) !== null;
    if (isFold && row.isOpen !== undefined) {
      if (!isSearching) actions.onFold(row.categoryId, row.isOpen);
    } else actions.onOpen(row.categoryId);
  };

  const drawn = rows.map((row) => {
    const { categoryId } = row;
    const use = usageOf(categoryId);
    return (
      <CategoryRow
        key={categoryId}
        categoryId={categoryId}
        level={row.level}
        position={row.position}
        siblings={row.siblings}
        isOpen={row.isOpen}
        isInUse={row.isInUse}
        name={nameOf(categoryId)}
        tickets={use?.tickets}
        open={use?.open ?? 0}
        isChosen={categoryId === chosen}
        isReached={categoryId === entry}
        isUnsaved={isUnsaved(categoryId)}
        isDragged={draggedIds.has(categoryId)}
        isMarked={isSearching && row.isFound}
      />
    );
  });
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_AFTER } }));
  return (
    <DndContext sensors={sensors} accessibility={SAID_ELSEWHERE}>
      <div className={styles.treeFrame}>
        <DraggableList isFixed={newRow !== null} list={list}>
          {(drag) => (
            <ul
              {...drag}
              role="tree"
              aria-label={label}
              className={styles.tree}
              data-dragging={dragged === null ? undefined : true}
              onKeyDown={pressed}
              onClick={clicked}
              onFocus={(event) => {
                const id = event.target.dataset['category'];
                if (id === undefined) return;
                held.current = id;
                if (id === reached) return;
                setReached(id);
                actions.onReach();
              }}
              onBlur={(event) => {
                // Without a next element the row was only put elsewhere, or the page itself was left.
                if (event.relatedTarget !== null) held.current = null;
              }}
            >
              {newRow === null
                ? drawn
                : drawn.toSpliced(newRow.behind + 1, 0, <Fragment key="new">{newRow.line}</Fragment>)}
            </ul>
          )}
        </DraggableList>
        <DragLine
          tree={tree}
          rows={rows}
          nameOf={nameOf}
          list={list}
          onBegin={setDragged}
          onDrop={actions.onDrop}
          onRefused={actions.onTooDeep}
        />
      </div>
    </DndContext>
  );
};

/**
 * Makes the list as a whole what the pointer drags: which row is meant is said by where the drag begins. If each of a
 * thousand rows could be dragged, all would be drawn again with each drag.
 */
const DraggableList = ({
  isFixed,
  list,
  children,
}: {
  readonly isFixed: boolean;
  readonly list: { current: HTMLUListElement | null };
  readonly children: (drag: {
    readonly ref: (element: HTMLUListElement | null) => void;
    readonly onPointerDown?: (event: PointerEvent) => void;
  }) => ReactNode;
}): ReactNode => {
  const { setNodeRef, listeners } = useDraggable({ id: 'tree', disabled: isFixed });
  const begin = listeners?.['onPointerDown'] as ((event: PointerEvent) => void) | undefined;
  const ref = useCallback(
    (element: HTMLUListElement | null) => {
      list.current = element;
      setNodeRef(element);
    },
    [list, setNodeRef],
  );
  return children({
    ref,
    ...(begin === undefined ? {} : { onPointerDown: begin }),
  });
};
