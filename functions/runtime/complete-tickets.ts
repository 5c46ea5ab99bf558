import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { systemClockAndIds } from '../../shared/adapters/clock/system-clock-and-ids.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';

const env = z.object({ DESK_TABLE: z.string().min(1) });

/** Composition root of completion by schedule. */
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
