import { issueConnectTicket } from '../../shared/application/live/issue-connect-ticket.ts';
import { createConnectTicket } from '../../shared/contracts/http/live.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type OperationDeps } from '../../shared/http/operation.ts';

/**
 * Whether the caller may follow the service is asked here, once for a connection: the WebSocket asks nobody again while
 * it is open.
 */
export const createHandler = (deps: OperationDeps & Parameters<typeof issueConnectTicket>[0]) =>
  operation(createConnectTicket, deps, async ({ agent: { serviceId, agentId } }) =>
    ok(await issueConnectTicket(deps)({ serviceId, agentId })),
  );
