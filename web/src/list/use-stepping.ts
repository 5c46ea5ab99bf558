import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { loadTicketAhead } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { focusTicket } from '../desk/focus-pane.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { focusedRow } from '../desk/keyboard/use-action.ts';
import type { RowsHandle } from './ticket-rows.tsx';

/** Steps that follow each other within so many milliseconds are a run: only its last ticket is opened. */
const RUN = 180;

/**
 * Milliseconds after a ticket was opened in another way than by a step until the next is loaded ahead: first comes what
 * the agent waits for. The next is opened when this one is processed.
 */
const AHEAD = 300;

type Stepping = {
  readonly serviceId: string;
  /** The ticket numbers of the list, from top to bottom. */
  readonly numbers: readonly number[];
  /** Whether the list's first rows are still being loaded. */
  readonly isLoading: boolean;
  readonly open: number | null;
  readonly openTicket: (number: number) => void;
  readonly focusRow: RowsHandle['focus'];
};

/**
 * Returns the function for `j` and `k`: it moves the focus to the next or previous row and opens that ticket; in a run
 * of steps only the last one. Loads the next ticket ahead, and after a step the one before, too. When another ticket is
 * opened in any other way, the focus moves to its row. Returns the ticket that it moved to; null when the list is
 * empty. A step in a list that is still loading is taken when its rows are there.
 */
export const useStepping = ({
  serviceId,
  numbers,
  isLoading,
  open,
  openTicket,
  focusRow,
}: Stepping): ((by: 1 | -1) => number | null) => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastStep = useRef(0);
  const wasStepped = useRef(false);
  const latest = useRef({ numbers, openTicket });
  useEffect(() => {
    latest.current = { numbers, openTicket };
  });

  const arrive = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const target = aim.steppingTo();
    const focused = focusedRow();
    // Whoever went to another row meanwhile is not taken back.
    if (focused !== null && focused !== target) aim.stepTo(null);
    else if (target !== null) latest.current.openTicket(target);
  }, []);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      aim.stepTo(null);
    },
    [],
  );

  useEffect(() => {
    const target = aim.steppingTo();
    if (target !== null && target !== open) {
      // Another ticket was opened, by a click or the back button: that ends the run.
      if (timer.current === undefined) aim.stepTo(null);
      return undefined;
    }
    aim.stepTo(null);
    const focused = focusedRow();
    if (open !== null && focused !== null && focused !== open && !focusRow(open, true)) focusTicket();
    if (open === null) return undefined;
    const isStep = wasStepped.current;
    wasStepped.current = false;
    const loadAhead = (): void => {
      const { numbers: rows } = latest.current;
      const at = rows.indexOf(open);
      for (const number of at === -1 ? [] : [rows[at + 1], isStep ? rows[at - 1] : undefined]) {
        if (number !== undefined) loadTicketAhead(cache, call, serviceId, number);
      }
    };
    if (isStep) {
      loadAhead();
      return undefined;
    }
    const later = setTimeout(loadAhead, AHEAD);
    return () => {
      clearTimeout(later);
    };
  }, [open, cache, call, serviceId, focusRow]);

  /** The step that waits for the rows. */
  const waiting = useRef<1 | -1 | null>(null);
  const step = (by: 1 | -1): number | null => {
    waiting.current = isLoading ? by : null;
    const from = numbers.indexOf(aim.steppingTo() ?? focusedRow() ?? open ?? Number.NaN);
    const target = numbers[from === -1 ? 0 : Math.min(Math.max(from + by, 0), numbers.length - 1)];
    if (target === undefined) return null;
    focusRow(target);
    const isRun = performance.now() - lastStep.current < RUN;
    lastStep.current = performance.now();
    clearTimeout(timer.current);
    timer.current = undefined;
    if (target === open) {
      aim.stepTo(null);
      return target;
    }
    aim.stepTo(target);
    wasStepped.current = true;
    if (isRun) timer.current = setTimeout(arrive, RUN);
    else arrive();
    return target;
  };
  const isReady = numbers.length > 0;
  const latestStep = useRef(step);
  useEffect(() => {
    latestStep.current = step;
  });
  useEffect(() => {
    if (isReady && waiting.current !== null) latestStep.current(waiting.current);
  }, [isReady]);
  return step;
};
