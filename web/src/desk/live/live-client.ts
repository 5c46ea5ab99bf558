import { serverMessage, type ClientMessage, type ServerMessage } from '../../../../shared/contracts/live/messages.ts';
import { PRESENCE_BEAT_SECONDS, type PresenceState } from '../../../../shared/domain/desk/presence.ts';

/** `waiting`: not connected; the next attempt comes by itself. */
export type LiveState = 'connecting' | 'open' | 'waiting';

/** The part of a WebSocket that is used; the browser's and the one of `ws` both fit. */
export type LiveSocket = {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
};

/** Milliseconds. Both together keep below MESSAGES_LIMIT: the desk closes a connection that says too much. */
export const SHOW_EVERY = 500;
export const PRESENCE_EVERY = 600;

export type LiveDependencies = {
  /** Gets the address to connect to and a one-time ticket; called for each attempt. */
  readonly connectTicket: () => Promise<{ readonly url: string; readonly ticket: string }>;
  readonly openSocket: (url: string) => LiveSocket;
  readonly onMessage: (message: ServerMessage) => void;
  readonly onState: (state: LiveState) => void;
  /**
   * Called each time the connection is open: of what happened before, this console was told nothing. That is so for the
   * first time too, since what it shows was asked for before.
   */
  readonly onOpened: () => void;
  readonly random?: () => number;
  /**
   * Milliseconds, of silence before a ping; those below are milliseconds, too. The defaults fit API Gateway, which
   * closes after 10 idle minutes.
   */
  readonly pingEvery?: number;
  readonly pongWithin?: number;
  readonly firstDelay?: number;
  readonly longestDelay?: number;
  /** So often at most the desk is told which ticket is shown, and what the agent does on it. */
  readonly showEvery?: number;
  readonly presenceEvery?: number;
  /** Between two signs that the ticket is still open. */
  readonly beatEvery?: number;
};

export type LiveClient = {
  /** Connects at once, or checks an open connection; e.g. when the browser is back online. */
  nudge(): void;
  /** Tells the desk which ticket the console shows, now and after each reconnect; null: none. */
  show(number: number | null): void;
  /** Tells those who have the shown ticket open, too, whether the agent types; with the next ticket that is over. */
  type(isTyping: boolean): void;
  /** Whether the agent has left the console: then the ticket that it shows counts as closed. */
  leave(isAway: boolean): void;
  stop(): void;
};

/**
 * Milliseconds until the next attempt: `first`, doubled for each attempt before, at most `longest`. Half of it is
 * random (`random` is from 0 to 1), so that after an outage the consoles don't all connect at the same moment.
 */
export const reconnectDelay = (tries: number, first: number, longest: number, random: number): number => {
  const full = Math.min(longest, first * 2 ** Math.min(tries, 16));
  return full / 2 + (full / 2) * random;
};

/** After so many attempts the delay is the longest. */
const MOST_TRIES = 16;

/**
 * Keeps one WebSocket open. Connects with a one-time ticket, pings after a silence, and connects again after a random,
 * growing delay when the connection closes or a ping is not answered.
 */
export const startLiveClient = (dependencies: LiveDependencies): LiveClient => {
  const {
    connectTicket,
    openSocket,
    onMessage,
    onState,
    onOpened,
    random = Math.random,
    pingEvery = 4 * 60_000,
    pongWithin = 15_000,
    firstDelay = 1000,
    longestDelay = 30_000,
    showEvery = SHOW_EVERY,
    presenceEvery = PRESENCE_EVERY,
    beatEvery = PRESENCE_BEAT_SECONDS * 1000,
  } = dependencies;
  let stopped = false;
  let socket: LiveSocket | null = null;
  let tries = 0;
  let busy = false;
  let isOpen = false;
  let shown: number | null = null;
  /** The ticket that the desk knows as shown by this connection, and when it was told last. */
  let told: number | null = null;
  let toldAt = 0;
  /** When this console last said anything. */
  let saidAt = 0;
  let showTimer: ReturnType<typeof setTimeout> | undefined;
  let state: PresenceState = 'viewing';
  let isAway = false;
  /** What the desk knows of the agent by this connection: the ticket and the state; null: nothing is open. */
  let toldPresence: string | null = null;
  let toldPresenceAt = 0;
  let presenceTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let pingTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;

  const heardFrom = (): void => {
    clearTimeout(silenceTimer);
    silenceTimer = undefined;
  };
  const drop = (): void => {
    clearTimeout(pingTimer);
    clearTimeout(presenceTimer);
    heardFrom();
    isOpen = false;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // A socket that is closed before it opened still reports an error; without a listener Node would throw it.
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
  const send = (message: ClientMessage): void => {
    saidAt = Date.now();
    socket?.send(JSON.stringify(message));
  };
  const tellShown = (): void => {
    if (!isOpen || told === shown) return;
    told = shown;
    toldAt = Date.now();
    send({ type: 'open', number: shown });
  };
  const tellPresence = (isBeat: boolean): void => {
    if (!isOpen) return;
    const number = isAway ? null : shown;
    const presence = number === null ? null : `${number} ${state}`;
    if (isBeat || presence !== toldPresence) {
      toldPresence = presence;
      toldPresenceAt = Date.now();
      send({ type: 'presence', number, state: number === null ? 'viewing' : state });
    }
    clearTimeout(presenceTimer);
    if (presence !== null) presenceTimer = setTimeout(tellPresence, beatEvery, true);
  };
  const presenceChanged = (): void => {
    clearTimeout(presenceTimer);
    presenceTimer = setTimeout(tellPresence, Math.max(0, toldPresenceAt + presenceEvery - Date.now()), false);
  };
  const ping = (): void => {
    send({ type: 'ping' });
    silenceTimer ??= setTimeout(retryLater, pongWithin);
  };
  /**
   * Called whenever something comes, which shows that the connection is good. Only silence leads to a ping: that of the
   * desk, or of this console, by whose messages the desk knows that the agent is there.
   */
  const pingAfterSilence = (): void => {
    clearTimeout(pingTimer);
    pingTimer = setTimeout(ping, Math.max(0, saidAt + pingEvery - Date.now()));
  };
  const opened = (): void => {
    isOpen = true;
    told = null;
    toldPresence = null;
    onState('open');
    saidAt = Date.now();
    pingAfterSilence();
    tellShown();
    tellPresence(false);
    onOpened();
  };
  const received = (event: { readonly data?: unknown }): void => {
    heardFrom();
    pingAfterSilence();
    let parsed;
    try {
      parsed = serverMessage().safeParse(JSON.parse(String(event.data)));
    } catch {
      return;
    }
    // The server closes the connection; connecting at once would only lead to the same. One that it doesn't know is
    // told nothing any more.
    if (parsed.success && parsed.data.type === 'error') {
      if (parsed.data.code === 'too_many_messages') tries = MOST_TRIES;
      retryLater();
      return;
    }
    tries = 0;
    // A message that this console doesn't know, from a newer server, is ignored.
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
    show: (number) => {
      shown = number;
      state = 'viewing';
      presenceChanged();
      clearTimeout(showTimer);
      // From one ticket to the next the console shows none for a moment, of which the desk need not know.
      showTimer = setTimeout(tellShown, Math.max(0, toldAt + showEvery - Date.now()));
    },
    type: (isTyping) => {
      const next = isTyping ? 'typing' : 'viewing';
      if (next === state) return;
      state = next;
      presenceChanged();
    },
    leave: (away) => {
      if (away === isAway) return;
      isAway = away;
      presenceChanged();
    },
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
      clearTimeout(showTimer);
      drop();
    },
  };
};
