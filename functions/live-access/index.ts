import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoPresenceStore } from '../../shared/adapters/dynamodb/presence-store.ts';
import { dynamoSeenAgents } from '../../shared/adapters/dynamodb/seen-agents.ts';
import { listAgentActivity } from '../../shared/application/live/agents-seen.ts';
import { issueConnectTicket } from '../../shared/application/live/issue-connect-ticket.ts';
import { presenceOfTicket } from '../../shared/application/live/track-presence.ts';
import { liveOperations } from '../../shared/contracts/http/live.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { command, type NeedsOf, type OperationDeps, query, serveRows } from '../../shared/http/operation.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

type Deps = OperationDeps & NeedsOf<typeof issueConnectTicket | typeof listAgentActivity | typeof presenceOfTicket>;

/**
 * Operations that give a console access to live updates. Permission is checked here, once for each connection: an open
 * WebSocket is not checked again.
 */
export const createHandler = (deps: Deps) =>
  serveRows(deps, [
    command(liveOperations.createConnectTicket, async ({ agent: { serviceId, agentId } }) =>
      ok(await issueConnectTicket(deps)({ serviceId, agentId })),
    ),
    query(liveOperations.getPresence, async (ticket) => ok({ present: await presenceOfTicket(deps)(ticket) })),
    query(liveOperations.listAgentActivity, async ({ serviceId }) =>
      ok({ agents: await listAgentActivity(deps)(serviceId) }),
    ),
  ]);

const env = z.object({
  DESK_TABLE: z.string().min(1),
  SESSIONS_TABLE: z.string().min(1),
  LIVE_URL: z.url({ protocol: /^wss?$/ }),
});

/** Composition root; a connect ticket is 256 random bits. */
export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_URL: liveUrl } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    liveUrl,
    newTicket: () => randomBytes(32).toString('base64url'),
    directory: dynamoDeskDirectory({ client, deskTable }),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    presence: dynamoPresenceStore({ client, sessionsTable }),
    seen: dynamoSeenAgents({ client, sessionsTable }),
  };
};

export const handler = serve(container, createHandler);
