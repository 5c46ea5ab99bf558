import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { createConnectTicket } from '../../../../shared/contracts/http/live.ts';
import type { ServerMessage } from '../../../../shared/contracts/live/messages.ts';
import { dayOf, untilMidnight } from '../../ui/format-time.ts';
import { queryKeys } from '../api/query-keys.ts';
import { isOwnChange, showUnread } from '../api/settle-ticket.ts';
import { hasMailUnderWay, type EntryPages } from '../api/ticket-queries.ts';
import { useConsole } from '../console-context.ts';
import { afterNews, type FiguresState } from './figures-state.ts';
import { afterCountsNews, type ListCounts } from './list-counts.ts';
import { startLiveClient, type LiveClient, type LiveSocket, type LiveState } from './live-client.ts';
import {
  LiveContext,
  type Changes,
  type DueCall,
  type Hint,
  type Live,
  type Presence,
  type StoppedTrigger,
} from './live-context.ts';
import { oneAtATime } from './one-at-a-time.ts';

type ChangesMessage = Extract<ServerMessage, { readonly type: 'changes' }>;
/** What agents do to reserved calls. That one is due comes as a message of its own. */
const CALL_COMMANDS: ReadonlySet<Hint['fact']> = new Set([
  'call_reserved',
  'call_changed',
  'call_done',
  'call_cancelled',
]);
/** Milliseconds within which the consoles of a service read changed notices: all of them hear of it at once. */
const NOTICES_JITTER = 700;
/** Milliseconds out of sight after which a console counts as left. */
const AWAY_AFTER = 60_000;
/** Milliseconds after midnight within which consoles ask for the figures of the new day. */
const MIDNIGHT_JITTER = 10_000;

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
 * Keeps the live connection to a service. Puts new figures and counts into the cache, reads changed tickets that are
 * shown again, and reads the figures again when a new day begins in the service's time zone.
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
  const [changes] = useState(() => createListeners<Changes>());
  const [hints] = useState(() => createListeners<Hint>());
  const [presences] = useState(() => createListeners<Presence>());
  const [dueCalls] = useState(() => createListeners<DueCall>());
  const [stoppedTriggers] = useState(() => createListeners<StoppedTrigger>());
  const [caughtUp] = useState(() => createListeners<undefined>());
  /** Who has the shown ticket open: told once, perhaps before the ticket itself is there. */
  const presence = useRef<Presence | null>(null);
  const client = useRef<LiveClient | null>(null);
  const shown = useRef<number | null>(null);

  useEffect(() => {
    // A read that has begun is never cancelled; what it asked for is read once more after it.
    const readAgain = async (queryKey: readonly unknown[]): Promise<void> => {
      const underWay = cache.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
      await Promise.all(underWay.map((query) => query.promise?.catch(() => undefined)));
      await cache.invalidateQueries({ queryKey }, { cancelRefetch: false });
    };
    const catchUp = (): void => {
      void readAgain(queryKeys.figures(serviceId));
      void readAgain(queryKeys.listCounts(serviceId));
      void readAgain(queryKeys.tickets(serviceId));
      void readAgain(queryKeys.service(serviceId));
      void readAgain(queryKeys.departures(serviceId));
      void readAgain(queryKeys.notices(serviceId));
      void readAgain(queryKeys.myCalls(serviceId));
      void readAgain(queryKeys.drafts(serviceId));
      caughtUp.notify(undefined);
    };
    const told = new Map<number, number>();
    const readNotices = oneAtATime(async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, Math.random() * NOTICES_JITTER);
      });
      await readAgain(queryKeys.notices(serviceId));
    });
    const refreshers = new Map<number, () => void>();
    // A burst of changes leads to one or two reads.
    const refresherOf = (number: number): (() => void) =>
      oneAtATime(() => readAgain(queryKeys.everythingOfTicket(serviceId, number)));
    const refresh = (number: number): void => {
      if (
        cache.getQueryCache().find({ queryKey: queryKeys.everythingOfTicket(serviceId, number), exact: false }) ===
        undefined
      )
        return;
      const refresher = refreshers.get(number) ?? refresherOf(number);
      refreshers.set(number, refresher);
      refresher();
    };
    const showFigures = (news: NonNullable<ChangesMessage['figures']>): void => {
      cache.setQueryData<ListCounts>(
        queryKeys.listCounts(serviceId),
        (counts) => counts && afterCountsNews(counts, news),
      );
      const queryKey = queryKeys.figures(serviceId);
      const before = cache.getQueryData<FiguresState>(queryKey);
      if (before === undefined) return;
      cache.setQueryData(queryKey, afterNews(before, news));
      if (news.day > before.day && news.mine === undefined) void cache.invalidateQueries({ queryKey });
    };
    const showChanges = ({ figures, rows, removed }: ChangesMessage): void => {
      if (figures !== undefined) showFigures(figures);
      for (const row of rows) {
        const { number, version } = row;
        // Of a version that was told before nothing is new but that the reply was read.
        if (told.get(number) === version) {
          if (!row.unreadReply) showUnread(cache, serviceId, row, false);
        } else if (!isOwnChange(serviceId, number, version)) refresh(number);
        told.set(number, version);
      }
      for (const number of removed) refresh(number);
      changes.notify({ rows, removed });
    };
    const live = startLiveClient({
      connectTicket: () => call(createConnectTicket, { params: { serviceId }, body: {} }),
      openSocket: (url) => new WebSocket(url) as LiveSocket,
      onState: (next) => {
        if (next !== 'open') presence.current = null;
        setState(next);
      },
      onOpened: catchUp,
      onMessage: (message) => {
        // Of this ticket's mails the console has been told nothing so far.
        if (message.type === 'opened') {
          const entries = cache.getQueryData<EntryPages>(queryKeys.entries(serviceId, message.number));
          if (entries !== undefined && hasMailUnderWay(entries)) refresh(message.number);
        }
        if (!('serviceId' in message) || message.serviceId !== serviceId) return;
        if (message.type === 'departure') void cache.invalidateQueries({ queryKey: queryKeys.departures(serviceId) });
        if (message.type === 'notices') readNotices();
        if (message.type === 'changes') showChanges(message);
        if (message.type === 'presence') {
          presence.current = message;
          presences.notify(message);
        }
        if (message.type === 'call_due' || (message.type === 'hint' && CALL_COMMANDS.has(message.fact)))
          void readAgain(queryKeys.myCalls(serviceId));
        if (message.type === 'call_due') dueCalls.notify(message);
        if (message.type === 'trigger_stopped') stoppedTriggers.notify(message);
        if (message.type === 'hint') {
          refresh(message.number);
          hints.notify(message);
        }
      },
    });
    client.current = live;
    live.show(shown.current);
    return () => {
      live.stop();
    };
  }, [cache, call, caughtUp, changes, dueCalls, hints, presences, serviceId, stoppedTriggers]);

  useEffect(() => {
    let away: ReturnType<typeof setTimeout> | undefined;
    const wake = (): void => {
      clearTimeout(away);
      if (document.visibilityState === 'visible') {
        client.current?.leave(false);
        client.current?.nudge();
      }
      // The browser slows the timers of a hidden page down; by then nobody looks at the ticket.
      else away = setTimeout(() => client.current?.leave(true), AWAY_AFTER);
    };
    const back = (): void => {
      client.current?.nudge();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', back);
    return () => {
      clearTimeout(away);
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
        // Not all consoles at the same moment.
        Math.min(untilMidnight(Date.now(), timeZone) + 500 + Math.random() * MIDNIGHT_JITTER, 30 * 60_000),
      );
    };
    plan();
    return () => {
      clearTimeout(timer);
    };
  }, [cache, serviceId, timeZone]);

  const show = useCallback((number: number | null): void => {
    shown.current = number;
    presence.current = null;
    client.current?.show(number);
  }, []);
  const onPresence = useCallback<Live['onPresence']>(
    (listener) => {
      if (presence.current !== null) listener(presence.current);
      return presences.add(listener);
    },
    [presences],
  );
  const type = useCallback((isTyping: boolean): void => {
    client.current?.type(isTyping);
  }, []);
  const live = useMemo<Live>(
    () => ({
      state,
      online,
      onChanges: changes.add,
      onHint: hints.add,
      onCallDue: dueCalls.add,
      onTriggerStopped: stoppedTriggers.add,
      onPresence,
      onCaughtUp: caughtUp.add,
      show,
      type,
    }),
    [state, online, changes, hints, dueCalls, stoppedTriggers, onPresence, caughtUp, show, type],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
};
