import type { PresentAgent, PresenceState } from '../../domain/desk/presence.ts';
import type { AgentFigures, ServiceFigures } from '../../domain/figures/figures.ts';

export type Connection = { readonly connectionId: string; readonly serviceId: string; readonly agentId: string };

/** Open consoles. Rows end by TTL ten minutes after the longest time that API Gateway keeps a connection, two hours. */
export type ConnectionStore = {
  /** Stores a one-time ticket for 60 seconds; only its hash is kept. */
  issueTicket(
    ticket: string,
    owner: { readonly serviceId: string; readonly agentId: string },
    now: Date,
  ): Promise<void>;
  /** Uses a ticket up: the second try with the same finds nothing, as does one that comes too late. */
  redeemTicket(
    ticket: string,
    now: Date,
  ): Promise<{ readonly serviceId: string; readonly agentId: string } | undefined>;
  add(connection: Connection, now: Date): Promise<void>;
  /**
   * Who closed is known by the connection's id alone; a sender that found a console gone knows the whole connection.
   * Removing twice is well.
   */
  remove(connection: Pick<Connection, 'connectionId'> & Partial<Pick<Connection, 'serviceId'>>): Promise<void>;
  /**
   * Counts a message of a connection in the current window of MESSAGES_WINDOW_SECONDS, and gives how many it is by now.
   */
  countMessage(connectionId: string, now: Date): Promise<number>;
  /** Consistent; without those that have ended by `now`. */
  listByService(serviceId: string, now: Date): Promise<readonly Connection[]>;
};

/** How long a connect ticket can be used, in seconds. */
export const CONNECT_TICKET_SECONDS = 60;
/** How long a connection's rows live, in seconds. */
export const CONNECTION_SECONDS = 130 * 60;

/** A window in which an agent has a ticket open. */
export type Present = PresentAgent & { readonly connectionId: string };

/** Who has which ticket open: one ticket a connection. */
export type PresenceStore = {
  /**
   * Notes a sign of life. Gives the ticket that this connection had open before, if it was another, and what it said
   * before of this one. Undefined: the connection is none of ours.
   */
  arrive(
    connectionId: string,
    number: number,
    state: PresenceState,
    now: Date,
  ): Promise<{ readonly connection: Connection; readonly left?: number; readonly before?: PresenceState } | undefined>;
  /** Nothing is open any more. Gives what was. */
  leave(
    connectionId: string,
    now: Date,
  ): Promise<{ readonly connection: Connection; readonly left?: number } | undefined>;
  /** Consistent; without those who gave no sign of life for PRESENCE_SECONDS. */
  list(serviceId: string, number: number, now: Date): Promise<readonly Present[]>;
};

/** Sends to one open console; `gone` when it is closed. */
export type LivePush = { send(connectionId: string, message: string): Promise<'sent' | 'gone'> };

/** Closes an open console's connection; `gone` when it was closed already. */
export type LiveEnding = { end(connectionId: string): Promise<'ended' | 'gone'> };

export type FiguresReading = { readonly revision: number; readonly all: ServiceFigures; readonly mine: AgentFigures };
/** Of the same moment: figures, and how many tickets the menu lists hold. */
export type FiguresOfMany = {
  readonly revision: number;
  readonly all: ServiceFigures;
  readonly mine: ReadonlyMap<string, AgentFigures>;
  readonly lists: ListCounts;
  readonly myLists: ReadonlyMap<string, MyListCounts>;
};

/** How many tickets the menu lists hold. */
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
  /** Counts of the menu lists: the service's, an agent's own and those of some groups; all of the same moment. */
  readLists(serviceId: string, agentId: string, groupIds: readonly string[]): Promise<ListCountsReading>;
  /** Figures of a service on a day of its time zone, and of one agent; all of the same moment. */
  read(serviceId: string, agentId: string, day: string): Promise<FiguresReading>;
  /** The same for several agents at once. */
  readMany(serviceId: string, agentIds: readonly string[], day: string): Promise<FiguresOfMany>;
};
