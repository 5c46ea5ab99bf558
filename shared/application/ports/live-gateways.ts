import type { AgentFigures, ServiceFigures } from '../../domain/figures/figures.ts';

export type Connection = { readonly connectionId: string; readonly serviceId: string; readonly agentId: string };

/** Open consoles. Rows end by TTL ten minutes after the longest time that API Gateway keeps a connection, two hours. */
export type ConnectionStore = {
  /** Stores a one-time ticket for 60 seconds; only its hash is kept. */
  issueTicket(ticket: string, owner: { readonly serviceId: string; readonly agentId: string }, now: Date): Promise<void>;
  /** Uses a ticket up: the second try with the same finds nothing, as does one that comes too late. */
  redeemTicket(ticket: string, now: Date): Promise<{ readonly serviceId: string; readonly agentId: string } | undefined>;
  add(connection: Connection, now: Date): Promise<void>;
  /** Who closed is known by the connection's id alone; a sender that found a console gone knows the whole connection. Removing twice is well. */
  remove(connection: Pick<Connection, 'connectionId'> & Partial<Pick<Connection, 'serviceId'>>): Promise<void>;
  /** Consistent; without those that have ended by `now`. */
  listByService(serviceId: string, now: Date): Promise<readonly Connection[]>;
};

/** How long a connect ticket can be used, in seconds. */
export const CONNECT_TICKET_SECONDS = 60;
/** How long a connection's rows live, in seconds. */
export const CONNECTION_SECONDS = 130 * 60;

/** Sends to one open console; `gone` when it is closed. */
export type LivePush = { send(connectionId: string, message: string): Promise<'sent' | 'gone'> };

export type FiguresReading = { readonly revision: number; readonly all: ServiceFigures; readonly mine: AgentFigures };
export type FiguresOfMany = { readonly revision: number; readonly all: ServiceFigures; readonly mine: ReadonlyMap<string, AgentFigures> };

export type FiguresReader = {
  /** Figures of a service on a day of its time zone, and of one agent; all of the same moment. */
  read(serviceId: string, agentId: string, day: string): Promise<FiguresReading>;
  /** The same for several agents at once. */
  readMany(serviceId: string, agentIds: readonly string[], day: string): Promise<FiguresOfMany>;
};
