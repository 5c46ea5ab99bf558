import { defaultRangeExtractor, observeElementRect, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type Ref,
  type ReactNode,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { rowNumberOf } from '../desk/keyboard/use-action.ts';
import type { SelectionControl } from './use-selection.ts';
import { useResting } from './use-resting.ts';
import styles from './list-pane.module.css';

/** Pixels; the height that `ticket-row.module.css` gives a row. */
const ROW_HEIGHT = 64;
/** Rows that are drawn beyond each end of what is seen. */
const OVERSCAN = 8;

/** Where a row stands in the list. */
export type RowPlace = {
  /** Pixels from the top of the list. */
  readonly start: number;
  /** Counted from 1. */
  readonly position: number;
  /** The number of rows of the list; -1 while there are more than are loaded. */
  readonly size: number;
};

export type RowsHandle = {
  /**
   * Gives a ticket's row the focus, and shows it. One that is not drawn is drawn at once, which can't be done while the
   * page is being drawn: `ifDrawn` is for effects. Returns false when there is no such row, or it is not shown.
   */
  readonly focus: (number: number, ifDrawn?: boolean) => boolean;
  /** Scrolls to a ticket's row unless it is in sight. */
  readonly reveal: (number: number) => void;
};

/**
 * When rows are added or removed above what is seen, scrolls by their height: what is seen stays where it is. A list
 * that stands at its top stays there.
 */
const useSteadyScroll = (list: RefObject<HTMLElement | null>, rows: readonly TicketRowView[]): void => {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const shown = before.current;
    before.current = rows;
    const element = list.current?.parentElement ?? null;
    if (element === null || element.scrollTop === 0 || shown === rows) return;
    const top = Math.floor(element.scrollTop / ROW_HEIGHT);
    const first = shown.slice(top).find(({ number }) => rows.some((row) => row.number === number));
    if (first === undefined) return;
    const moved = rows.findIndex(({ number }) => number === first.number) - shown.indexOf(first);
    if (moved !== 0) element.scrollTop += moved * ROW_HEIGHT;
  }, [list, rows]);
};

/**
 * The rows of a list, of which only those in sight are drawn, with the one that the Tab key stops at and the one that
 * had the focus last: whoever works with the keyboard finds both, however far the list was scrolled. Its parent element
 * is the one that scrolls.
 */
export const TicketRows = ({
  ref,
  rows,
  hasMore,
  stopAt,
  serviceId,
  listeners,
  children,
}: {
  readonly ref: Ref<RowsHandle>;
  readonly rows: readonly TicketRowView[];
  readonly hasMore: boolean;
  /** The row that the Tab key stops at. */
  readonly stopAt: number | undefined;
  readonly serviceId: string;
  /** What else the rows listen to. */
  readonly listeners: SelectionControl['listeners'];
  /** Draws a row. */
  readonly children: (row: TicketRowView, place: RowPlace) => ReactNode;
}): ReactNode => {
  const [lastFocused, setLastFocused] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const resting = useResting(serviceId);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const kept = [stopAt, lastFocused]
        .map((number) => rows.findIndex((row) => row.number === number))
        .filter((index) => index !== -1);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other);
    },
    [rows, stopAt, lastFocused],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current?.parentElement ?? null,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.number ?? index,
    overscan: OVERSCAN,
    rangeExtractor,
    observeElementRect: (instance, tell) => {
      // It may go on in another element while the one before still scrolled, which is over with it; else it would draw
      // at once within the drawing that is going on.
      instance.isScrolling = false;
      return observeElementRect(instance, tell);
    },
  });
  useSteadyScroll(list, rows);
  useImperativeHandle(ref, () => {
    const linkOf = (number: number) => list.current?.querySelector<HTMLElement>(`[data-row="${number}"]`) ?? null;
    return {
      focus: (number, ifDrawn = false) => {
        if (!ifDrawn && linkOf(number) === null && rows.some((row) => row.number === number))
          flushSync(() => {
            setLastFocused(number);
          });
        const link = linkOf(number);
        link?.focus({ preventScroll: true });
        link?.scrollIntoView({ block: 'nearest' });
        return link !== null && link === document.activeElement;
      },
      reveal: (number) => {
        const index = rows.findIndex((row) => row.number === number);
        const element = list.current?.parentElement ?? null;
        if (index === -1 || element === null) return;
        const { scrollTop, clientHeight } = element;
        const top = index * ROW_HEIGHT;
        if (top < scrollTop || top + ROW_HEIGHT > scrollTop + clientHeight)
          element.scrollTop = top - (clientHeight - ROW_HEIGHT) / 2;
      },
    };
  }, [rows]);

  return (
    <ul
      ref={list}
      className={styles.rows}
      style={{ height: virtual.getTotalSize() }}
      onPointerLeave={resting.onPointerLeave}
      onPointerOver={(event) => {
        resting.onPointerOver(event);
        listeners.onPointerOver(event);
      }}
      onPointerDown={listeners.onPointerDown}
      onClickCapture={listeners.onClickCapture}
      onFocus={({ target }: FocusEvent) => {
        setLastFocused(rowNumberOf(target));
      }}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        return row && children(row, { start, position: index + 1, size: hasMore ? -1 : rows.length });
      })}
    </ul>
  );
};
