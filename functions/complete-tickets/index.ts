import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { completeResolved } from '../../shared/application/tickets/complete-resolved.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';

/** Milliseconds reserved at the end of a run for work that has begun. */
const RESERVE = 10_000;

/**
 * On a schedule: completes resolved tickets whose days are over. Throws at the end when some failed, so that the alarm
 * is raised.
 */
export const createHandler = (deps: Parameters<typeof completeResolved>[0]) => {
  const complete = completeResolved(deps);
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const { completed, failed } = await complete(() => context.getRemainingTimeInMillis() > RESERVE);
    if (failed > 0) throw new Error(`${failed} of ${completed + failed} tickets could not be completed`);
  };
};

const env = z.object({ DESK_TABLE: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const client = documentClient();
  const clock = systemClockAndIds();
  return {
    clock,
    log: powertoolsLog(),
    backoff: jitteredBackoff,
    directory: dynamoDeskDirectory({ client, deskTable }),
    tickets: dynamoTicketRepository({ client, deskTable, backoff: jitteredBackoff, now: clock.now }),
  };
};

export const handler = serve(container, createHandler);
