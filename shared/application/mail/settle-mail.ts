import { mailFact } from '../../domain/mail/mail-fact.ts';
import type { MailMarker } from '../../domain/mail/answer-mail.ts';
import { type MailNews, newsFactId, settleMail as settle } from '../../domain/mail/settle-mail.ts';
import type { Log } from '../ports/platform.ts';
import type { MailRepository } from '../ports/mails.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';

type Deps = { readonly mails: MailRepository; readonly tickets: TicketRepository; readonly log: Log };

/** Writes what SES says of a mail to its row. The same news twice, late or out of order has the same result. */
export const settleMail =
  ({ mails, tickets, log }: Deps) =>
  async (marker: MailMarker, news: MailNews): Promise<void> => {
    const { serviceId, number, mailId } = marker;
    const read = () => Promise.all([mails.find(marker), tickets.find(serviceId, number)]);
    let [wasRefused, known]: [boolean, Awaited<ReturnType<typeof read>> | undefined] = [false, undefined];
    const step = async (): Promise<'over' | 'more' | 'conflict'> => {
      const [mail, ticket] = known ?? (await read());
      if (!mail || !ticket) {
        log.warn('mail_feedback_unknown', { serviceId, number, mailId, kind: news.kind });
        return 'over';
      }
      const next = settle(mail, news);
      if (!next) return 'over';
      const fact = mailFact(next.fact, mail, ticket, {
        id: newsFactId(mail, next),
        at: next.at,
        correlationId: mail.id,
        ...(next.reason === undefined ? {} : { reason: next.reason }),
      });
      const saved = await mails.save(next.mail, mail, fact);
      // A fact alone is written once: it was written now, or refused because it was written before.
      const isLogOnly = next.mail === mail;
      if (isLogOnly && (saved || wasRefused)) return 'over';
      wasRefused = !saved;
      // What was just written needs no reading; what somebody else wrote meanwhile does.
      known = saved ? [next.mail, ticket] : undefined;
      return saved ? 'more' : 'conflict';
    };
    // Two things may follow from one event, and send-mail may write between them.
    while ((await retryOnConflict(withoutWaiting, step, { what: `mail ${mailId}` })) === 'more');
  };
