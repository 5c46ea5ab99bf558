import { presenceOfTicket } from '../../shared/application/live/presence-of-ticket.ts';
import { getPresence } from '../../shared/contracts/http/live.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof presenceOfTicket>[0]): HttpHandler =>
  operation(getPresence, deps, async ({ params }) =>
    ok({ present: (await presenceOfTicket(deps)(params)).map(({ agentId, state }) => ({ agentId, state })) }),
  );
