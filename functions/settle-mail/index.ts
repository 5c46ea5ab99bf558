import * as z from 'zod';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { gatheredReads } from '../../shared/adapters/dynamodb/gathered-reads.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { processQueue } from '../../shared/adapters/sqs/process-queue.ts';
import { settleMail } from '../../shared/application/mail/settle-mail.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { documentClient, serve } from '../lambda.ts';
import { parseFeedback } from './feedback.ts';

/** SES events → mail rows and the ticket's log. A record that can't be read fails and ends in the dead-letter queue. */
export const createHandler = (deps: Parameters<typeof settleMail>[0]) => {
  const settle = settleMail(deps);
  return processQueue(deps, async ({ body }) => {
    const feedback = parseFeedback(body);
    if (feedback.kind === 'ignored') return;
    if (feedback.marker) await settle(feedback.marker, feedback.news);
    else deps.log.warn('mail_feedback_unknown', { sesMessageId: feedback.news.sesMessageId, kind: feedback.news.kind });
  });
};

const env = z.object({ DESK_TABLE: z.string().min(1) });

export const container = () => {
  const { DESK_TABLE: deskTable } = env.parse(process.env);
  const backoff = jitteredBackoff;
  const { client } = gatheredReads(documentClient(), { table: deskTable, backoff });
  return {
    log: powertoolsLog(),
    tickets: dynamoTicketRepository({ client, deskTable, backoff, now: () => new Date() }),
    mails: dynamoMailRepository({ client, deskTable, backoff }),
  };
};

export const handler = serve(container, createHandler);
