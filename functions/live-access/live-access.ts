import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as createConnectTicket } from './create-connect-ticket.ts';
import { createHandler as getPresence } from './get-presence.ts';

export type LiveAccessDeps = Parameters<typeof createConnectTicket>[0] & Parameters<typeof getPresence>[0];

/** The operations by which consoles begin to follow what happens. */
export const createHandler = (deps: LiveAccessDeps): HttpHandler =>
  router([
    [operations.createConnectTicket, createConnectTicket(deps)],
    [operations.getPresence, getPresence(deps)],
  ]);
