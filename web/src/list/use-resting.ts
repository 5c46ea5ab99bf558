import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { loadTicketAhead } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';

/** A mouse that stays on a row for so many milliseconds means to click it; one that passes doesn't. */
const REST = 80;

type Listeners = {
  readonly onPointerOver: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerLeave: () => void;
};

/** Returns the listeners of a list that load a ticket ahead while the mouse rests on its row. */
export const useResting = (serviceId: string): Listeners => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  return useMemo(() => {
    const onPointerLeave = (): void => {
      clearTimeout(timer.current);
    };
    const onPointerOver = ({ target, pointerType }: PointerEvent<HTMLElement>): void => {
      onPointerLeave();
      const row = (target as Element).closest<HTMLElement>('[data-row]');
      if (row === null || pointerType !== 'mouse') return;
      timer.current = setTimeout(() => {
        loadTicketAhead(cache, call, serviceId, Number(row.dataset['row']));
      }, REST);
    };
    return { onPointerOver, onPointerLeave };
  }, [cache, call, serviceId]);
};
