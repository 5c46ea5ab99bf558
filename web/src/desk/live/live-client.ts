import { serverMessage, type ServerMessage } from '../../../../shared/contracts/live/messages.ts';

/** `waiting`: not connected, trying again by itself. */
export type LiveState = 'connecting' | 'open' | 'waiting';

/** What of a WebSocket is used; the browser's and `ws` both fit. */
export type LiveSocket = {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
};

export type LiveDependencies = {
  /** A new one-time ticket and the address to use it at, for each try. */
  readonly connectTicket: () => Promise<{ readonly url: string; readonly ticket: string }>;
  readonly openSocket: (url: string) => LiveSocket;
  readonly onMessage: (message: ServerMessage) => void;
  readonly onState: (state: LiveState) => void;
  /** Called on each opening but the first: what came meanwhile was missed. */
  readonly onReconnected: () => void;
  readonly random?: () => number;
  /** Milliseconds; the defaults are right for API Gateway (idle limit 10 minutes). */
  readonly pingEvery?: number;
  readonly pongWithin?: number;
  readonly firstDelay?: number;
  readonly longestDelay?: number;
};

export type LiveClient = {
  /** Tries again at once, e.g. when the browser is back online. */
  nudge(): void;
  stop(): void;
};

/**
 * Half of the doubled delay, and the other half by chance, so that consoles don't come back all at once after an
 * outage.
 */
export const reconnectDelay = (tries: number, first: number, longest: number, random: number): number => {
  const full = Math.min(longest, first * 2 ** Math.min(tries, 16));
  return full / 2 + (full / 2) * random;
};

/** As many tries as make the delay the longest. */
const PATIENT = 16;

/**
 * Keeps one WebSocket open: connects by a one-time ticket, pings, notices silence, comes back with backoff and jitter.
 */
export const startLiveClient = (dependencies: LiveDependencies): LiveClient => {
  const {
    connectTicket,
    openSocket,
    onMessage,
    onState,
    onReconnected,
    random = Math.random,
    pingEvery = 60_000,
    pongWithin = 15_000,
    firstDelay = 1000,
    longestDelay = 30_000,
  } = dependencies;
  let stopped = false;
  let socket: LiveSocket | null = null;
  let tries = 0;
  let everOpened = false;
  let busy = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let pingTimer: ReturnType<typeof setInterval> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;

  const heardFrom = (): void => {
    clearTimeout(silenceTimer);
    silenceTimer = undefined;
  };
  const drop = (): void => {
    clearInterval(pingTimer);
    heardFrom();
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // A socket closed before it opened still reports an error; nobody listening would be a fault in Node.
    socket.onerror = () => undefined;
    socket.close();
    socket = null;
  };
  const retryLater = (): void => {
    drop();
    if (stopped) return;
    onState('waiting');
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), reconnectDelay(tries, firstDelay, longestDelay, random()));
    tries += 1;
  };
  const ping = (): void => {
    socket?.send(JSON.stringify({ type: 'ping' }));
    silenceTimer ??= setTimeout(retryLater, pongWithin);
  };
  const opened = (): void => {
    tries = 0;
    onState('open');
    pingTimer = setInterval(ping, pingEvery);
    if (everOpened) onReconnected();
    everOpened = true;
  };
  const received = (event: { readonly data?: unknown }): void => {
    heardFrom();
    let parsed;
    try {
      parsed = serverMessage.safeParse(JSON.parse(String(event.data)));
    } catch {
      return;
    }
    // It closes the connection; coming back at once would only bring the same.
    if (parsed.success && parsed.data.type === 'error' && parsed.data.code === 'too_many_messages') {
      tries = PATIENT;
      retryLater();
      return;
    }
    // A newer server may say what this console doesn't know: not its business.
    if (parsed.success && parsed.data.type !== 'pong') onMessage(parsed.data);
  };
  const connect = async (): Promise<void> => {
    if (stopped || busy) return;
    busy = true;
    clearTimeout(retryTimer);
    onState('connecting');
    try {
      const { url, ticket } = await connectTicket();
      if (stopped) return;
      drop();
      socket = openSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
      socket.onopen = opened;
      socket.onmessage = received as (event: never) => void;
      socket.onclose = retryLater;
      socket.onerror = () => undefined;
    } catch {
      retryLater();
    } finally {
      busy = false;
    }
  };

  void connect();
  return {
    nudge: () => {
      if (socket !== null) {
        ping();
        return;
      }
      tries = 0;
      clearTimeout(retryTimer);
      void connect();
    },
    stop: () => {
      stopped = true;
      clearTimeout(retryTimer);
      drop();
    },
  };
};
