import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient } from './aws-clients.ts';

const env = z.object({ DESK_TABLE: z.string().min(1) });

/** Composition root of what SES tells of our mails. */
export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  return {
    log: powertoolsLog(),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: () => new Date() }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
  };
};
