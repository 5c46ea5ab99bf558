import { notifications } from '@mantine/notifications';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { BATCH_LIMIT } from '../../../shared/contracts/http/ticket-batch.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { rowOf } from '../desk/api/settle-ticket.ts';
import { ticketQuery, type WholeTicketView } from '../desk/api/ticket-queries.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';
import { useConsole } from '../desk/console-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { aim } from '../desk/keyboard/aim.ts';
import { rowNumberOf, useAction } from '../desk/keyboard/use-action.ts';
import { useLive } from '../desk/live/live-context.ts';
import { announce } from '../ui/announcer.tsx';
import { withSeen, type SeenRows } from './seen-rows.ts';
import {
  dragged,
  extended,
  isFull,
  NOTHING_SELECTED,
  toggled,
  withoutTickets,
  withRows,
  type Selection,
} from './selection.ts';

/** A drag over checkboxes, from where it began. */
type Drag = { readonly before: Selection; readonly from: number; readonly isAdding: boolean; hasMoved: boolean };

/** The listeners of the list's rows. */
type RowListeners = {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerOver: (event: PointerEvent<HTMLElement>) => void;
  readonly onClickCapture: (event: MouseEvent<HTMLElement>) => void;
};

export type SelectionControl = {
  readonly selected: ReadonlySet<number>;
  /** The selected tickets as they are now, also those whose rows are not loaded; without those in `loading`. */
  readonly tickets: readonly TicketRowView[];
  /** The selected tickets of which nothing is known yet. */
  readonly loading: readonly number[];
  readonly isFull: boolean;
  readonly toggle: (number: number) => void;
  readonly selectLoaded: () => void;
  readonly clear: () => void;
  /** Takes out tickets that a batch is done with. */
  readonly drop: (numbers: readonly number[]) => void;
  readonly listeners: RowListeners;
};

const boxOf = (target: EventTarget): Element | null =>
  target instanceof Element ? target.closest('[data-item] [role="checkbox"]') : null;

type Reading = { readonly data: WholeTicketView | undefined; readonly error: Error | null };
const readingsOf = (results: readonly Reading[]): readonly Reading[] =>
  results.map(({ data, error }) => ({ data, error }));

/**
 * The selection of the open list: by its checkboxes (a click, Shift and click, drawing the mouse over them), by `x` and
 * Shift with `x` or an arrow, until Esc. `step` moves to the next or previous row and returns its ticket.
 */
export const useSelection = (
  serviceId: string,
  rows: readonly TicketRowView[],
  step: (by: 1 | -1) => number | null,
): SelectionControl => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const errorWords = useErrorWords();
  const { onChanges } = useLive();
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  /** The selected tickets as they were in the list, for when their rows are not loaded any more. */
  const [known, setKnown] = useState<SeenRows>(new Map());
  const drag = useRef<Drag | null>(null);
  const latest = useRef({ selection, numbers: [] as readonly number[] });
  useEffect(() => {
    latest.current = { selection, numbers: rows.map(({ number }) => number) };
  });
  const change = useCallback(
    (to: Selection, about?: number) => {
      const { numbers } = to;
      const wasEmpty = latest.current.selection.numbers.size === 0;
      latest.current = { ...latest.current, selection: to };
      setSelection(to);
      const isRefused = about !== undefined && !numbers.has(about) && isFull(to);
      if (isRefused) announce(t('select.full', { count: BATCH_LIMIT }));
      else if (about === undefined) {
        if (numbers.size > 0 || !wasEmpty) announce(t('select.count', { count: numbers.size }));
      } else
        announce(
          t(numbers.has(about) ? 'select.added' : 'select.removed', {
            label: ticketLabel(about),
            count: numbers.size,
          }),
        );
    },
    [t],
  );

  const toggle = useCallback(
    (number: number) => {
      change(toggled(latest.current.selection, number), number);
    },
    [change],
  );
  const extendTo = useCallback(
    (number: number) => {
      change(extended(latest.current.selection, number, latest.current.numbers), number);
    },
    [change],
  );
  const stepAndExtend = (by: 1 | -1): void => {
    const from = aim.aimedTicket();
    const { selection: before } = latest.current;
    if (before.anchor === null && from !== null) change(toggled(before, from), from);
    const number = step(by);
    if (number !== null) extendTo(number);
  };
  const clear = useCallback(() => {
    if (latest.current.selection !== NOTHING_SELECTED) change(NOTHING_SELECTED);
  }, [change]);
  useAction('deselect', clear);
  useAction('select', () => {
    aim.actOnAimed(toggle);
  });
  useAction('selectTo', () => {
    aim.actOnAimed(extendTo);
  });
  useAction('selectNext', () => {
    stepAndExtend(1);
  });
  useAction('selectPrevious', () => {
    stepAndExtend(-1);
  });

  useEffect(
    () =>
      onChanges(({ rows: changed, removed }) => {
        const { selection: before } = latest.current;
        const now = changed.filter(({ number }) => before.numbers.has(number)).map(rowOf);
        setKnown((seen) => withSeen(seen, before.numbers, now));
        const after = withoutTickets(before, removed);
        if (after !== before) change(after);
      }),
    [onChanges, change],
  );
  useEffect(() => {
    setKnown((seen) => withSeen(seen, selection.numbers, rows));
  }, [rows, selection.numbers]);
  const seen = useMemo(() => withSeen(known, selection.numbers, rows), [known, selection.numbers, rows]);
  // The open ticket can be selected without a row.
  const unseen = useMemo(() => [...selection.numbers].filter((number) => !seen.has(number)), [selection.numbers, seen]);
  const readings = useQueries({
    queries: unseen.map((number) => ticketQuery(call, serviceId, number)),
    combine: readingsOf,
  });
  const loading = unseen.filter((_number, at) => readings[at]?.data === undefined);
  const tickets = useMemo(() => {
    const read = readings.flatMap(({ data }) => (data === undefined ? [] : rowOf(data)));
    const now = withSeen(seen, selection.numbers, read);
    return [...selection.numbers].flatMap((number) => now.get(number) ?? []);
  }, [selection.numbers, seen, readings]);
  useEffect(() => {
    const failed = unseen.filter((_number, at) => readings[at]?.data === undefined && readings[at]?.error);
    const [number] = failed;
    if (number === undefined) return;
    const { error } = readings[unseen.indexOf(number)]!;
    notifications.show({ message: `${ticketLabel(number)}: ${errorWords(error)}`, color: 'yellow', withBorder: true });
    change(withoutTickets(latest.current.selection, failed));
  }, [unseen, readings, errorWords, change]);

  useEffect(() => {
    const end = (): void => {
      // The click that may follow asks whether the mouse was drawn.
      setTimeout(() => {
        drag.current = null;
      });
    };
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, []);
  const listeners = useMemo(
    (): RowListeners => ({
      onPointerDown: ({ target, button, shiftKey, pointerType }) => {
        const number = rowNumberOf(target);
        if (boxOf(target) === null || number === null || button !== 0 || shiftKey || pointerType !== 'mouse') return;
        const { selection: before } = latest.current;
        drag.current = { before, from: number, isAdding: !before.numbers.has(number), hasMoved: false };
      },
      onPointerOver: ({ target }) => {
        const to = rowNumberOf(target);
        if (drag.current === null || to === null || (to === drag.current.from && !drag.current.hasMoved)) return;
        drag.current.hasMoved = true;
        const { before, from, isAdding } = drag.current;
        change(dragged(before, { from, to, isAdding }, latest.current.numbers));
      },
      onClickCapture: (event) => {
        const number = rowNumberOf(event.target);
        if (number === null) return;
        if (event.shiftKey) {
          event.preventDefault();
          event.stopPropagation();
          extendTo(number);
        } else if (boxOf(event.target) !== null) {
          event.stopPropagation();
          if (drag.current?.hasMoved !== true) toggle(number);
        }
      },
    }),
    [change, extendTo, toggle],
  );

  return {
    selected: selection.numbers,
    tickets,
    loading,
    isFull: isFull(selection),
    toggle,
    selectLoaded: useCallback(() => {
      change(withRows(latest.current.selection, latest.current.numbers));
    }, [change]),
    clear,
    drop: useCallback(
      (numbers: readonly number[]) => {
        change(withoutTickets(latest.current.selection, numbers));
      },
      [change],
    ),
    listeners,
  };
};
