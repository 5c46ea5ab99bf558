import { workOffQueue } from '../../shared/adapters/sqs/work-off-queue.ts';
import { settleMail } from '../../shared/application/mail/settle-mail.ts';
import { parseFeedback } from './feedback.ts';

/** SES events → mail rows and the ticket's log. A record that can't be read fails and ends in the dead-letter queue. */
export const createHandler = (deps: Parameters<typeof settleMail>[0]) => {
  const settle = settleMail(deps);
  return workOffQueue(deps, async ({ body }) => {
    const feedback = parseFeedback(body);
    if (feedback.kind === 'ignored') return;
    if (feedback.marker) await settle(feedback.marker, feedback.news);
    else deps.log.warn('mail_feedback_unknown', { sesMessageId: feedback.news.sesMessageId, kind: feedback.news.kind });
  });
};
