import type { Operation } from './define-operation.ts';
import { getMe, getService } from './desk.ts';
import { listEntries, listEvents } from './history.ts';
import { createConnectTicket, getFigures } from './live.ts';
import { commentTicket, createTicket, getTicket, keepTicket, listTickets, pendTicket, resolveTicket } from './tickets.ts';

/** Every HTTP operation by its id: routes, OpenAPI and the typed client are made from this and nothing else. */
export const operations = {
  getMe, getService,
  createTicket, keepTicket, commentTicket, resolveTicket, pendTicket,
  listTickets, getTicket, listEntries, listEvents,
  getFigures, createConnectTicket,
} as const satisfies Record<string, Operation>;
export type Operations = typeof operations;
