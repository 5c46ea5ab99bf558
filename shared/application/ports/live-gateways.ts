import { type AgentFigures, type ServiceFigures } from '../../domain/figures/figures.ts';

export type Connection = { readonly connectionId: string; readonly serviceId: string; readonly agentId: string };

/** Open consoles. Rows end by TTL two hours after the connection was made, API Gateway's longest. */
export type ConnectionStore = {
  /** Stores a one-time ticket for 60 seconds; only its hash is kept. */
  issueTicket(ticket: string, owner: { readonly serviceId: string; readonly agentId: string }, now: Date): Promise<void>;
  /** Uses a ticket up: the second try with the same finds nothing. */
  redeemTicket(ticket: string, now: Date): Promise<{ readonly serviceId: string; readonly agentId: string } | undefined>;
  add(connection: Connection, now: Date): Promise<void>;
  remove(connectionId: string): Promise<void>;
  listByService(serviceId: string): Promise<readonly Connection[]>;
};

/** Sends to one open console; `gone` when it is closed. */
export type LivePush = { send(connectionId: string, message: string): Promise<'sent' | 'gone'> };

export type FiguresReading = { readonly revision: number; readonly all: ServiceFigures; readonly mine: AgentFigures };

export type FiguresReader = {
  /** Figures of a service on a day of its time zone, and of one agent. */
  read(serviceId: string, agentId: string, day: string): Promise<FiguresReading>;
};
