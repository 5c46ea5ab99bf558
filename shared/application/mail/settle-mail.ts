import { mailFact } from '../../domain/mail/mail-fact.ts';
import type { MailMarker } from '../../domain/mail/mail-marker.ts';
import { type MailNews, newsFactId, settleMail as settle } from '../../domain/mail/settle-mail.ts';
import type { Log } from '../ports/platform.ts';
import type { MailRepository } from '../ports/mails.ts';
import { type TicketRepository, WriteContentionError } from '../ports/tickets.ts';

type Deps = { readonly mails: MailRepository; readonly tickets: TicketRepository; readonly log: Log };

/** Two things may follow from one event, and send-mail may write between them. */
const STEPS = 8;

/** Brings a mail's row to what SES says of it; the same news twice, late or out of order come to the same end. */
export const settleMail =
  ({ mails, tickets, log }: Deps) =>
  async (marker: MailMarker, news: MailNews): Promise<void> => {
    const { serviceId, number, mailId } = marker;
    let wasRefused = false;
    for (let step = 0; step < STEPS; step += 1) {
      const mail = await mails.find(marker);
      const ticket = mail && (await tickets.find(serviceId, number));
      if (!mail || !ticket) {
        log.warn('mail_feedback_unknown', { serviceId, number, mailId, kind: news.kind });
        return;
      }
      const next = settle(mail, news);
      if (!next) return;
      const fact = mailFact(next.fact, mail, ticket, {
        id: newsFactId(mail, next),
        at: next.at,
        correlationId: mail.id,
        ...(next.reason === undefined ? {} : { reason: next.reason }),
      });
      const saved = await mails.save(next.mail, mail, fact);
      // What changes only the log is told once: written now, or refused because it was written before.
      const isLogOnly = next.mail === mail;
      if (isLogOnly && (saved || wasRefused)) return;
      wasRefused = !saved;
    }
    throw new WriteContentionError(`Mail ${mailId} changed ${STEPS} times while its news were written`);
  };
