import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { operations } from '../../../../shared/contracts/http/operations.ts';
import { dayOf, untilMidnight } from '../../ui/format-time.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useConsole } from '../console-context.ts';
import { afterNews, type FiguresState } from './figures-state.ts';
import { gather, oneAtATime } from './gather.ts';
import { startLiveClient, type LiveSocket, type LiveState } from './live-client.ts';
import { LiveContext, type Live, type TicketChanged } from './live-context.ts';

const createListeners = <T,>(): {
  readonly add: (listener: (value: T) => void) => () => void;
  readonly notify: (value: T) => void;
} => {
  const listeners = new Set<(value: T) => void>();
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    notify: (value) => {
      for (const listener of listeners) listener(value);
    },
  };
};

/**
 * Keeps the live connection to a service. Puts new figures into the cache, reads changed tickets again, and reads the
 * figures again when a new day begins in the service's time zone.
 */
export const LiveProvider = ({
  serviceId,
  timeZone,
  children,
}: {
  readonly serviceId: string;
  readonly timeZone: string;
  readonly children: ReactNode;
}): ReactNode => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  const [changes] = useState(() => createListeners<readonly TicketChanged[]>());
  const [caughtUp] = useState(() => createListeners<undefined>());
  const nudge = useRef<() => void>(() => undefined);

  useEffect(() => {
    // A read that has begun is never cancelled; what it asked for is read once more after it.
    const readAgain = async (queryKey: readonly unknown[]): Promise<void> => {
      const underWay = cache.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
      await Promise.all(underWay.map((query) => query.promise?.catch(() => undefined)));
      await cache.invalidateQueries({ queryKey }, { cancelRefetch: false });
    };
    const catchUp = (): void => {
      void readAgain(queryKeys.figures(serviceId));
      void readAgain(queryKeys.tickets(serviceId));
      void readAgain(queryKeys.service(serviceId));
      void readAgain(queryKeys.departures(serviceId));
      caughtUp.notify(undefined);
    };
    const refreshers = new Map<number, () => void>();
    // A burst of changes leads to one or two reads.
    const refresherOf = (number: number): (() => void) =>
      oneAtATime(() => readAgain(queryKeys.everythingOfTicket(serviceId, number)));
    const refresh = (number: number): void => {
      const refresher = refreshers.get(number) ?? refresherOf(number);
      refreshers.set(number, refresher);
      refresher();
    };
    const burst = gather<TicketChanged>((news) => {
      for (const number of new Set(news.map((each) => each.number))) refresh(number);
      changes.notify(news);
    });
    const client = startLiveClient({
      connectTicket: () => call(operations.createConnectTicket, { params: { serviceId }, body: {} }),
      openSocket: (url) => new WebSocket(url) as LiveSocket,
      onState: setState,
      onOpened: catchUp,
      onMessage: (message) => {
        if (message.type === 'departure' && message.serviceId === serviceId) {
          void cache.invalidateQueries({ queryKey: queryKeys.departures(serviceId) });
          return;
        }
        if ((message.type !== 'ticket_changed' && message.type !== 'figures') || message.serviceId !== serviceId)
          return;
        if (message.type === 'ticket_changed') {
          burst.add(message);
          return;
        }
        const shown = cache.getQueryData<FiguresState>(queryKeys.figures(serviceId));
        if (shown === undefined) return;
        cache.setQueryData(queryKeys.figures(serviceId), afterNews(shown, message));
        if (message.day > shown.day && message.mine === undefined)
          void cache.invalidateQueries({ queryKey: queryKeys.figures(serviceId) });
      },
    });
    nudge.current = client.nudge;
    return () => {
      client.stop();
      burst.stop();
    };
  }, [cache, call, caughtUp, changes, serviceId]);

  useEffect(() => {
    const wake = (): void => {
      if (document.visibilityState === 'visible') nudge.current();
    };
    const back = (): void => {
      nudge.current();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', back);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', back);
    };
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const plan = (): void => {
      // Checks at least every half hour, because the computer may sleep over midnight or change its clock.
      timer = setTimeout(
        () => {
          const shown = cache.getQueryData<FiguresState>(queryKeys.figures(serviceId));
          if (shown !== undefined && shown.day !== dayOf(Date.now(), timeZone))
            void cache.invalidateQueries({ queryKey: queryKeys.figures(serviceId) });
          plan();
        },
        Math.min(untilMidnight(Date.now(), timeZone) + 500, 30 * 60_000),
      );
    };
    plan();
    return () => {
      clearTimeout(timer);
    };
  }, [cache, serviceId, timeZone]);

  const live = useMemo<Live>(
    () => ({ state, online, onTicketChanged: changes.add, onCaughtUp: caughtUp.add }),
    [state, online, changes, caughtUp],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
};
