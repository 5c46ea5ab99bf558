import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { useDepartures } from '../../../web/src/app/use-departures.ts';
import { createCall, type Call } from '../../../web/src/desk/api/call-operation.ts';
import { createQueryClient } from '../../../web/src/desk/api/query-client.ts';
import { queryKeys } from '../../../web/src/desk/api/query-keys.ts';
import { useFigures, useListCounts, useMe, useService } from '../../../web/src/desk/api/service-queries.ts';
import { settleTicket } from '../../../web/src/desk/api/settle-ticket.ts';
import {
  useEntries,
  useEvents,
  useHistoryAhead,
  useTicket,
  type TicketView,
} from '../../../web/src/desk/api/ticket-queries.ts';
import { useTicketList } from '../../../web/src/desk/api/use-ticket-list.ts';
import { ConsoleContext, type ConsoleTools } from '../../../web/src/desk/console-context.ts';
import { LiveProvider } from '../../../web/src/desk/live/live-provider.tsx';
import { wholeList } from '../../../web/src/desk/ticket-lists.ts';
import { useLive } from '../../../web/src/desk/live/live-context.ts';
import { useShownTicket } from '../../../web/src/desk/live/use-shown-ticket.ts';
import { useListNews } from '../../../web/src/list/use-list-news.ts';
import type { BenchConsole, BenchConsoleOptions, StartBenchConsole } from '../../bench/console.ts';

const VIEW = wholeList('all_unassigned');
const ORDER = 'newest';

/** What an agent has before them: the ticket that is open, and how often they went to the list. */
type View = { readonly open: number | null; readonly visits: number; readonly isLive: boolean };
type Screen = {
  readonly get: () => View;
  readonly set: (change: Partial<View>) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

const createScreen = (): Screen => {
  let view: View = { open: null, visits: 0, isLive: false };
  const listeners = new Set<() => void>();
  return {
    get: () => view,
    set: (change) => {
      view = { ...view, ...change };
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/**
 * The list pane (`web/src/list/list-pane.tsx`) of agents who write: it is at rest, and shows new rows at once.
 */
const List = ({ serviceId, agentId }: { readonly serviceId: string; readonly agentId: string }): ReactNode => {
  const query = useTicketList(serviceId, VIEW, ORDER);
  const reader = useMemo(() => ({ agentId, groupIds: [], important: new Set<number>() }), [agentId]);
  const { news, show } = useListNews(serviceId, VIEW, ORDER, reader, () => true);
  useEffect(() => {
    if (query.isSuccess && news.arrivals.size > 0) void show();
  }, [query.isSuccess, news.arrivals, show]);
  return null;
};

/** The ticket page (`web/src/ticket/ticket-page.tsx`): history and log are shown once the ticket is there. */
const OpenTicket = ({ serviceId, number }: { readonly serviceId: string; readonly number: number }): ReactNode => {
  const ticket = useTicket(serviceId, number);
  useHistoryAhead(serviceId, number);
  useShownTicket(number);
  return ticket.data === undefined ? null : <History serviceId={serviceId} number={number} />;
};
const History = ({ serviceId, number }: { readonly serviceId: string; readonly number: number }): ReactNode => {
  useEntries(serviceId, number);
  useEvents(serviceId, number);
  return null;
};

const Desk = ({
  serviceId,
  agentId,
  screen,
}: {
  readonly serviceId: string;
  readonly agentId: string;
  readonly screen: Screen;
}): ReactNode => {
  const { open, visits } = useSyncExternalStore(screen.subscribe, screen.get);
  const { state } = useLive();
  useEffect(() => {
    screen.set({ isLive: state === 'open' });
  }, [screen, state]);
  useFigures(serviceId);
  useListCounts(serviceId);
  useDepartures(serviceId, false);
  return (
    <>
      <List key={visits} serviceId={serviceId} agentId={agentId} />
      {open !== null && <OpenTicket key={open} serviceId={serviceId} number={open} />}
    </>
  );
};

/** The frame (`web/src/app/desk-page.tsx`) of an agent who is no administrator. */
const Page = ({ serviceId, screen }: { readonly serviceId: string; readonly screen: Screen }): ReactNode => {
  const me = useMe();
  const service = useService(serviceId);
  if (me.data === undefined || service.data === undefined) return null;
  return (
    <LiveProvider serviceId={serviceId} timeZone={service.data.timeZone}>
      <Desk serviceId={serviceId} agentId={me.data.agentId} screen={screen} />
    </LiveProvider>
  );
};

const Console = ({
  cache,
  tools,
  ...page
}: {
  readonly cache: QueryClient;
  readonly tools: ConsoleTools;
  readonly serviceId: string;
  readonly screen: Screen;
}): ReactNode => (
  <ConsoleContext value={tools}>
    <QueryClientProvider client={cache}>
      <Page {...page} />
    </QueryClientProvider>
  </ConsoleContext>
);

const PATIENCE = 60_000;

const until = async (what: string, isSo: () => boolean): Promise<void> => {
  const end = Date.now() + PATIENCE;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`A console of the bench waits for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** Shows the console's parts to nobody. Its requests, its messages and when it sends them are theirs. */
export const startConsole: StartBenchConsole = ({
  apiUrl,
  accessToken,
  serviceId,
  fetch,
  openSocket,
}: BenchConsoleOptions): BenchConsole => {
  const cache = createQueryClient();
  const screen = createScreen();
  const token = () => Promise.resolve(accessToken);
  const ask = createCall({ apiUrl, fetch, accessToken: token, renew: token });
  let socket: WebSocket | undefined;
  const call: Call = async (operation, input) => {
    const answer = await ask(operation, input);
    if (operation.operationId === operations.createConnectTicket.operationId) {
      const { ticket } = answer as { readonly ticket: string };
      sockets.set(encodeURIComponent(ticket), (url) => (socket = openSocket(url)));
    }
    return answer;
  };
  const root = createRoot(document.createElement('div'));
  const tools = { call } as ConsoleTools;
  root.render(<Console cache={cache} tools={tools} serviceId={serviceId} screen={screen} />);

  /** Tries again as the console's commands do. */
  const command = <T,>(run: () => Promise<T>): Promise<T> =>
    cache.getMutationCache().build<T, Error, undefined, unknown>(cache, { mutationFn: run }).execute(undefined);
  const at = (number: number) => ({ params: { serviceId, number } });
  const settled = (ticket: TicketView): Promise<void> => settleTicket(cache, ticket);
  return {
    ready: () =>
      until(
        'its list and its live connection',
        () =>
          cache.getQueryState(queryKeys.list(serviceId, VIEW, ORDER))?.status === 'success' &&
          screen.get().isLive &&
          cache.isFetching() === 0,
      ),
    openList: async () => {
      const readAt = (): number => cache.getQueryState(queryKeys.list(serviceId, VIEW, ORDER))?.dataUpdatedAt ?? 0;
      const before = readAt();
      screen.set({ visits: screen.get().visits + 1 });
      await until('its list', () => readAt() > before);
    },
    openTicket: async (number) => {
      screen.set({ open: number });
      await until('its ticket', () =>
        [queryKeys.ticket, queryKeys.entries, queryKeys.events].every(
          (keyOf) => cache.getQueryData(keyOf(serviceId, number)) !== undefined,
        ),
      );
    },
    // As `web/src/ticket/keep-button.tsx`.
    keep: async (number, groupId) => {
      const idempotencyKey = crypto.randomUUID();
      await settled(
        await command(() => call(operations.keepTicket, { ...at(number), body: { groupId }, idempotencyKey })),
      );
    },
    // As `web/src/editor/use-process.ts`: the next ticket opens while the history is read again.
    resolve: async (number, html) => {
      const shown = cache.getQueryData<TicketView>(queryKeys.ticket(serviceId, number));
      if (shown === undefined) throw new Error('A ticket is resolved that is not open');
      const decision = { body: { html }, ifMatch: shown.version, idempotencyKey: crypto.randomUUID() };
      const ticket = await command(() => call(operations.resolveTicket, { ...at(number), ...decision }));
      const history = settled(ticket);
      screen.set({ open: null });
      await history;
    },
    saveDraft: async (number, html, version) => {
      await command(() => call(operations.saveDraft, { ...at(number), body: { html, version } }));
    },
    send: (message) => {
      if (socket === undefined) throw new Error('A console of the bench is not connected');
      socket.send(JSON.stringify(message));
    },
    stop: () => {
      root.unmount();
      cache.clear();
    },
  };
};

/** By the ticket in their address: whose the connection is that the live client opens. */
const sockets = new Map<string, (url: string) => WebSocket>();

/** Stands in the place of the browser's `WebSocket`: the console that asked for the ticket opens the connection. */
export const socketOfBench = (url: string): WebSocket => {
  const ticket = url.split('ticket=')[1] ?? '';
  const open = sockets.get(ticket);
  if (open === undefined) throw new Error('A connection of no console of the bench');
  sockets.delete(ticket);
  return open(url);
};
