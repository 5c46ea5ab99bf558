import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/jittered-backoff.ts';
import { dynamoDeletedTicketRows } from '../../shared/adapters/dynamodb/deleted-ticket-rows.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { s3FileRemains } from '../../shared/adapters/s3/file-remains.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, documentClient } from './aws-clients.ts';

const env = z.object({ DESK_TABLE: z.string().min(1), ATTACHMENTS_BUCKET: z.string().min(1) });

/** Composition root of erasing what deleted tickets leave. */
export const container = () => {
  const { DESK_TABLE: deskTable, ATTACHMENTS_BUCKET: bucket } = env.parse(process.env);
  const client = documentClient();
  const backoff = jitteredBackoff;
  return {
    log: powertoolsLog(),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: () => new Date() }),
    rows: dynamoDeletedTicketRows({ client, deskTable, backoff }),
    files: s3FileRemains({ client: new S3Client(clientDefaults), bucket }),
  };
};
