import type { PresentAgent, PresenceState } from '../../domain/desk/presence.ts';
import type { AgentFigures, ServiceFigures } from '../../domain/figures/figures.ts';
import type { FiguresPeriod } from '../../domain/figures/last-day.ts';

export type Connection = {
  readonly connectionId: string;
  readonly serviceId: string;
  readonly agentId: string;
  /** The number of the ticket that it shows. */
  readonly shows?: number;
};

/** Open consoles. Rows expire ten minutes after API Gateway's maximum connection time of two hours. */
export type ConnectionStore = {
  /** Stores a one-time ticket for 60 seconds; only its hash is stored. */
  issueTicket(
    ticket: string,
    owner: { readonly serviceId: string; readonly agentId: string },
    now: Date,
  ): Promise<void>;
  /** Uses a ticket. Finds nothing when it was used before or has expired. */
  redeemTicket(
    ticket: string,
    now: Date,
  ): Promise<{ readonly serviceId: string; readonly agentId: string } | undefined>;
  add(connection: Connection, now: Date): Promise<void>;
  /** Consistent read; undefined for a connection that is unknown or has expired at `now`. */
  find(connectionId: string, now: Date): Promise<Connection | undefined>;
  /** Removes a connection. A disconnect knows only its id. Repeating it does nothing. */
  remove(connection: Pick<Connection, 'connectionId'> & Partial<Pick<Connection, 'serviceId'>>): Promise<void>;
  /**
   * Removes a connection that a sender found gone. One that was added within the last OPENING_SECONDS stays: API
   * Gateway calls it gone, too, until `$connect` was answered.
   */
  forget(connection: Connection, now: Date): Promise<void>;
  /** Records which ticket a console shows; null: none. False for an unknown connection. */
  show(connectionId: string, number: number | null, now: Date): Promise<boolean>;
  /** Counts a message of a connection in the current window of MESSAGES_WINDOW_SECONDS and returns the count. */
  countMessage(connectionId: string, now: Date): Promise<number>;
  /** Consistent read; without connections that have expired at `now`. */
  listByService(serviceId: string, now: Date): Promise<readonly Connection[]>;
};

/** Seconds that a connect ticket is valid. */
export const CONNECT_TICKET_SECONDS = 60;
/** Seconds that `$connect` may take at most: API Gateway's integration timeout of 29 s, and a second. */
export const OPENING_SECONDS = 30;
/** Seconds that a connection's rows are kept. */
export const CONNECTION_SECONDS = 130 * 60;

/** A window in which an agent has a ticket open. */
export type Present = PresentAgent & { readonly connectionId: string };

/** Which windows have which ticket open: one ticket for each connection. */
export type PresenceStore = {
  /**
   * Records a heartbeat. Returns the connection, the other ticket that it had open before, and its previous state on
   * this one. Undefined for an unknown connection.
   */
  arrive(
    connectionId: string,
    number: number,
    state: PresenceState,
    now: Date,
  ): Promise<{ readonly connection: Connection; readonly left?: number; readonly before?: PresenceState } | undefined>;
  /** Records that no ticket is open any more. Returns the connection and the ticket that was open. */
  leave(
    connectionId: string,
    now: Date,
  ): Promise<{ readonly connection: Connection; readonly left?: number } | undefined>;
  /** Consistent read; without windows that sent no heartbeat for PRESENCE_SECONDS. */
  list(serviceId: string, number: number, now: Date): Promise<readonly Present[]>;
};

/** When agents were last at the desk of a service. A record is kept for SEEN_DAYS. */
export type SeenAgents = {
  /** Consistent read. */
  find(serviceId: string, agentId: string, now: Date): Promise<Date | undefined>;
  /** Records that the agent was seen at `now`. */
  note(serviceId: string, agentId: string, now: Date): Promise<void>;
  /** Eventually consistent; by agent. Agents who were not seen within SEEN_DAYS are left out. */
  list(serviceId: string, now: Date): Promise<ReadonlyMap<string, Date>>;
};

/** Sends to one open console; `gone` when its connection is closed. */
export type LivePush = { send(connectionId: string, message: string): Promise<'sent' | 'gone'> };

/** Closes a console's connection; `gone` when it was closed already. */
export type ConnectionCloser = { close(connectionId: string): Promise<'closed' | 'gone'> };

export type FiguresReading = { readonly revision: number; readonly all: ServiceFigures; readonly mine: AgentFigures };
/** Figures and list counts, read at the same moment. */
export type FiguresOfMany = {
  readonly revision: number;
  readonly all: ServiceFigures;
  readonly mine: ReadonlyMap<string, AgentFigures>;
  readonly lists: ListCounts;
  readonly myLists: ReadonlyMap<string, MyListCounts>;
  readonly groups: ReadonlyMap<string, number>;
};

/** The number of tickets in each menu list. */
export type ListCounts = {
  readonly all: number;
  readonly unassigned: number;
  readonly issue: number;
  readonly dooray: number;
  readonly spam: number;
};
export type MyListCounts = {
  readonly processing: number;
  readonly pending: number;
  readonly resolved: number;
  readonly completed: number;
};
export type ListCountsReading = {
  readonly revision: number;
  readonly lists: ListCounts;
  readonly mine: MyListCounts;
  readonly groups: ReadonlyMap<string, number>;
};

export type FiguresReader = {
  /** Counts of the menu lists: of the service, of one agent and of some groups, read at the same moment. */
  readLists(serviceId: string, agentId: string, groupIds: readonly string[]): Promise<ListCountsReading>;
  /** Figures of a service in a period of its time zone, and of one agent, read at the same moment. */
  read(serviceId: string, agentId: string, period: FiguresPeriod): Promise<FiguresReading>;
  /** Like `read`, for several agents and with the number of tickets in some groups. */
  readMany(
    serviceId: string,
    agentIds: readonly string[],
    period: FiguresPeriod,
    groupIds: readonly string[],
  ): Promise<FiguresOfMany>;
};
