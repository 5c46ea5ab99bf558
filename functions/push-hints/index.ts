import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { isOfDesk, parseBusEvent, parseDeskEvent } from '../../shared/application/events/parse-bus-event.ts';
import { pushAgent } from '../../shared/application/live/push-agent.ts';
import { pushHint } from '../../shared/application/live/push-hint.ts';
import { pushNotices } from '../../shared/application/live/push-notices.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';
import { livePush } from '../live-push.ts';

const HINTS_AT_ONCE = 4;

/**
 * Queue of events → sends a hint to the open consoles that it concerns. That notices changed goes to all consoles of
 * the service, a due call to its owner’s only, and what changed of an agent to that agent’s.
 */
export const createHandler = (deps: Parameters<typeof pushHint>[0]) => {
  const [hint, notices, agent] = [pushHint(deps), pushNotices(deps), pushAgent(deps)];
  return processQueue({ log: deps.log, concurrency: HINTS_AT_ONCE }, ({ body }) => {
    if (!isOfDesk(body)) return hint(parseBusEvent(body));
    const changed = parseDeskEvent(body);
    return changed.event.fact === 'agent_changed' ? agent(changed) : notices(changed);
  });
};

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  return {
    log: powertoolsLog(),
    now: () => new Date(),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff: jitteredBackoff }),
    push: livePush(LIVE_ENDPOINT),
    calls: dynamoCallRepository({ client, deskTable, backoff: jitteredBackoff }),
  };
};

export const handler = serve(container, createHandler);
