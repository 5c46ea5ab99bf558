import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as getFigures } from './get-figures.ts';
import { createHandler as getMe } from './get-me.ts';
import { createHandler as getService } from './get-service.ts';
import { createHandler as getTicket } from './get-ticket.ts';
import { createHandler as listEntries } from './list-entries.ts';
import { createHandler as listEvents } from './list-events.ts';
import { createHandler as listTickets } from './list-tickets.ts';

export type TicketQueriesDeps =
  & Parameters<typeof getMe>[0] & Parameters<typeof getService>[0] & Parameters<typeof getFigures>[0]
  & Parameters<typeof listTickets>[0] & Parameters<typeof listEntries>[0] & Parameters<typeof listEvents>[0];

/** The operations that only read. */
export const createHandler = (deps: TicketQueriesDeps): HttpHandler => router([
  [operations.getMe, getMe(deps)],
  [operations.getService, getService(deps)],
  [operations.listTickets, listTickets(deps)],
  [operations.getTicket, getTicket(deps)],
  [operations.listEntries, listEntries(deps)],
  [operations.listEvents, listEvents(deps)],
  [operations.getFigures, getFigures(deps)],
]);
