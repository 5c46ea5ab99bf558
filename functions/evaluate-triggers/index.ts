import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoBusinessHours, dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { linearPatterns } from '../../shared/adapters/patterns/linear-patterns.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { parseBusEvent } from '../../shared/application/events/parse-bus-event.ts';
import { evaluateTriggers, type EvaluateTriggersDeps } from '../../shared/application/triggers/evaluate-triggers.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';
import { livePush } from '../live-push.ts';

/** Tickets of one batch that are evaluated at the same time: each waits for the tables most of its time. */
const TICKETS_AT_ONCE = 5;

/**
 * Queue of tickets' events → evaluates the triggers of their services. What an event tells is not looked at but for
 * which ticket it is of, and when.
 */
export const createHandler = (deps: EvaluateTriggersDeps) => {
  const evaluate = evaluateTriggers(deps);
  return processQueue({ log: deps.log, concurrency: TICKETS_AT_ONCE }, async ({ body }) => {
    const { metadata, data } = parseBusEvent(body).detail;
    await evaluate({ serviceId: metadata.serviceId, number: data.number, at: metadata.occurredAt });
  });
};

const env = z.object({ DESK_TABLE: z.string().min(1), SESSIONS_TABLE: z.string().min(1), LIVE_ENDPOINT: z.url() });

export const container = () => {
  const { DESK_TABLE: deskTable, SESSIONS_TABLE: sessionsTable, LIVE_ENDPOINT } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  const backoff = jitteredBackoff;
  return {
    log: powertoolsLog(),
    clock,
    backoff,
    push: livePush(LIVE_ENDPOINT),
    richText: sanitizedRichText,
    patterns: linearPatterns,
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets: dynamoTicketRepository({ client, deskTable, sessionsTable, backoff, now: clock.now }),
    automation: dynamoAutomationRepository({ client, sessionsTable, backoff, now: clock.now }),
    triggers: dynamoTriggerRepository({ client, deskTable, backoff }),
    hours: dynamoBusinessHours({ client, deskTable, backoff }),
    definitions: dynamoFieldRepository({ client, deskTable, backoff }),
    customers: dynamoCustomerRepository({ client, deskTable, backoff }),
    connections: dynamoConnectionStore({ client, sessionsTable, backoff }),
  };
};

export const handler = serve(container, createHandler);
