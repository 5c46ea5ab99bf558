import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as commentTicket } from './comment-ticket.ts';
import { createHandler as createTicket } from './create-ticket.ts';
import { createHandler as keepTicket } from './keep-ticket.ts';
import { createHandler as pendTicket } from './pend-ticket.ts';
import { createHandler as resolveTicket } from './resolve-ticket.ts';

export type TicketCommandsDeps = Parameters<typeof createTicket>[0] & Parameters<typeof keepTicket>[0] & Parameters<typeof commentTicket>[0] & Parameters<typeof resolveTicket>[0];

/** The operations that change tickets. */
export const createHandler = (deps: TicketCommandsDeps): HttpHandler => router([
  [operations.createTicket, createTicket(deps)],
  [operations.keepTicket, keepTicket(deps)],
  [operations.commentTicket, commentTicket(deps)],
  [operations.resolveTicket, resolveTicket(deps)],
  [operations.pendTicket, pendTicket(deps)],
]);
