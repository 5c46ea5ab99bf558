import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { entriesQuery, ticketQuery } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { focusedRow } from '../desk/keyboard/use-action.ts';

/** Milliseconds between steps within which only the last ticket of a run is opened. */
const RUN = 180;

export type Stepping = {
  readonly serviceId: string;
  /** What stands in the list, top to bottom. */
  readonly numbers: readonly number[];
  readonly open: number | null;
  readonly openTicket: (number: number) => void;
  /** Gives a row the focus; false when it isn't there to be focused. */
  readonly focusRow: (number: number) => boolean;
};

/**
 * j and k: the ring goes to the next or previous row and that ticket opens; in a run of steps only the last one does.
 * Its neighbours are fetched ahead.
 * Whatever opens another ticket takes the ring along: what has it is what is open.
 */
export const useStepping = ({ serviceId, numbers, open, openTicket, focusRow }: Stepping): ((by: 1 | -1) => void) => {
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
    if (target !== null) latest.current.openTicket(target);
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
      // Something else was opened, by a click or by going back: it counts, and the run is over.
      if (timer.current === undefined) aim.stepTo(null);
      return;
    }
    aim.stepTo(null);
    const focused = focusedRow();
    if (open !== null && focused !== null && focused !== open && !focusRow(open))
      document.getElementById('ticket')?.focus({ preventScroll: true });
    if (open === null || !wasStepped.current) return;
    wasStepped.current = false;
    const at = latest.current.numbers.indexOf(open);
    for (const number of [latest.current.numbers[at + 1], latest.current.numbers[at - 1]]) {
      if (at === -1 || number === undefined) continue;
      void cache.prefetchQuery(ticketQuery(call, serviceId, number));
      void cache.prefetchInfiniteQuery(entriesQuery(call, serviceId, number));
    }
  }, [open, cache, call, serviceId, focusRow]);

  return (by) => {
    const from = numbers.indexOf(aim.steppingTo() ?? focusedRow() ?? open ?? Number.NaN);
    const target = numbers[from === -1 ? 0 : Math.min(Math.max(from + by, 0), numbers.length - 1)];
    if (target === undefined) return;
    focusRow(target);
    const isRun = performance.now() - lastStep.current < RUN;
    lastStep.current = performance.now();
    clearTimeout(timer.current);
    timer.current = undefined;
    if (target === open) {
      aim.stepTo(null);
      return;
    }
    aim.stepTo(target);
    wasStepped.current = true;
    if (isRun) timer.current = setTimeout(arrive, RUN);
    else arrive();
  };
};
