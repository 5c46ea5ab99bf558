import { DndContext, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconGripVertical } from '@tabler/icons-react';
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { movedTo } from '../../desk/panel-order.ts';
import { announce } from '../../ui/announcer.tsx';
import { DRAG_AFTER, SAID_ELSEWHERE } from './drag.ts';
import styles from './sortable.module.css';

export type SortableItem = { readonly id: string; readonly name: string };

/** What a row of a sortable list is given. */
export type SortableRow = {
  readonly ref: Ref<HTMLLIElement>;
  readonly style: CSSProperties;
  readonly isDragged: boolean;
  /** The handle that is dragged by. */
  readonly handle: ReactNode;
  /** Buttons that move it one place, for whoever neither drags nor knows the keys. */
  readonly steps: ReactNode;
  /** Alt and an arrow key move the row from anywhere in it. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * A list whose rows are put in order by dragging, by Alt and an arrow key, and by buttons. `onOrder` gets all ids in
 * their new order. The focus stays in the row that is moved.
 */
export const Sortable = <T extends SortableItem>({
  items,
  label,
  className,
  isFixed = false,
  onOrder,
  children,
}: {
  readonly items: readonly T[];
  readonly label: string;
  readonly className?: string | undefined;
  /** Whether the order can't be changed now, because not all rows are shown. */
  readonly isFixed?: boolean;
  readonly onOrder: (ids: readonly string[]) => void;
  readonly children: (item: T, row: SortableRow, index: number) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_AFTER } }));
  const list = useRef<HTMLUListElement>(null);
  /** What had the focus in the row that was moved: it may lose it while the rows are put in order. */
  const held = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const element = held.current;
    held.current = null;
    if (element?.isConnected === true && document.activeElement !== element) element.focus();
  }, [items]);
  const ids = items.map(({ id }) => id);
  const move = (id: string, place: number): void => {
    const order = movedTo(ids, id, place);
    if (isFixed || order === ids) return;
    const { activeElement } = document;
    held.current =
      activeElement instanceof HTMLElement && list.current?.contains(activeElement) === true ? activeElement : null;
    onOrder(order);
    const name = items.find((item) => item.id === id)?.name;
    announce(t('items.moved', { name, place: place + 1, count: ids.length }));
  };
  return (
    <DndContext
      sensors={sensors}
      accessibility={SAID_ELSEWHERE}
      onDragEnd={({ active, over }) => {
        if (over !== null) move(String(active.id), ids.indexOf(String(over.id)));
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={isFixed}>
        <ul ref={list} className={className} aria-label={label}>
          {items.map((item, index) => (
            <Row key={item.id} item={item} index={index} count={ids.length} isFixed={isFixed} onMove={move}>
              {children}
            </Row>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
};

const Row = <T extends SortableItem>({
  item,
  index,
  count,
  isFixed,
  onMove,
  children,
}: {
  readonly item: T;
  readonly index: number;
  readonly count: number;
  readonly isFixed: boolean;
  readonly onMove: (id: string, place: number) => void;
  readonly children: (item: T, row: SortableRow, index: number) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id: item.id,
  });
  const { id, name } = item;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(id, index + step);
  };
  const step = (by: -1 | 1): ReactNode => {
    const isLast = by < 0 ? index === 0 : index === count - 1;
    return (
      // Not disabled at the ends: whoever presses it again and again would lose the focus there.
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={t(by < 0 ? 'items.up' : 'items.down', { name })}
        aria-disabled={isLast || isFixed}
        onClick={() => {
          onMove(id, index + by);
        }}
      >
        {by < 0 ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
      </ActionIcon>
    );
  };
  return children(
    item,
    {
      ref: setNodeRef,
      style: { transform: `translateY(${transform?.y ?? 0}px)`, transition },
      isDragged: isDragging,
      handle: (
        <span
          ref={setActivatorNodeRef}
          {...listeners}
          className={styles.handle}
          data-dragged={isDragging || undefined}
          data-fixed={isFixed || undefined}
          title={isFixed ? undefined : t('items.howToMove')}
          aria-hidden
        >
          <IconGripVertical size={16} stroke={1.75} />
        </span>
      ),
      steps: (
        <span className={styles.steps}>
          {step(-1)}
          {step(1)}
        </span>
      ),
      onKeyDown,
    },
    index,
  );
};
