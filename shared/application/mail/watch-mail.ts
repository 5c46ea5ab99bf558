import { mailFact, type MailFactContext } from '../../domain/mail/mail-fact.ts';
import { NOT_SENT_IN_TIME, type OutgoingMail, roundOf } from '../../domain/mail/outgoing-mail.ts';
import { newsFactId } from '../../domain/mail/settle-mail.ts';
import { type MailDeadlines, watchMail as watch } from '../../domain/mail/watch-mail.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { MailAddress, MailRepository } from '../ports/mails.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../retry-on-conflict.ts';

export type WatchMailDeps = {
  readonly mails: Pick<MailRepository, 'find' | 'save'>;
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly clockAndIds: ClockAndIds;
  readonly log: Log;
  readonly patience: MailDeadlines;
};
export type WatchRequest = MailAddress & {
  readonly round: number;
  readonly correlationId: string;
  /** When the order was put into the queue. Default: when the mail was ordered. */
  readonly toldAt?: Date;
};
/** `later`: it isn't sent yet; look again after so many seconds. */
export type WatchOutcome = { readonly kind: 'done' } | { readonly kind: 'later'; readonly seconds: number };

const DONE: WatchOutcome = { kind: 'done' };

/**
 * Checks whether a mail was sent, independently of send-mail. A mail that waits too long is logged on its ticket once,
 * and one that was not sent in time has failed. Each write holds only for the state that was read, so that a mail that
 * is sent meanwhile is neither.
 */
export const watchMail =
  (deps: WatchMailDeps) =>
  async (request: WatchRequest): Promise<WatchOutcome> => {
    const { mails, tickets, clockAndIds, log } = deps;
    const { serviceId, number, mailId, round, correlationId, toldAt } = request;
    const ids = { serviceId, number, mailId, round };
    let refused: OutgoingMail | undefined;
    const look = async (): Promise<WatchOutcome | 'conflict'> => {
      const [mail, ticket] = await Promise.all([mails.find(request), tickets.find(serviceId, number)]);
      if (ticket === undefined) {
        log.info('mail_erased', ids);
        return DONE;
      }
      if (mail === undefined) throw new Error(`There is no mail ${mailId} of ticket ${number} in ${serviceId}`);
      // It was ordered again meanwhile: the new round is watched by itself.
      if (roundOf(mail) !== round) return DONE;
      const found = watch(mail, clockAndIds.now(), deps.patience, toldAt);
      if (found.kind === 'over') return DONE;
      if (found.kind === 'early') return { kind: 'later', seconds: found.seconds };
      const context = (id: string, at: string): MailFactContext => ({ id, at, correlationId });
      if (found.kind === 'give_up') {
        const failedAt = found.failed.failedAt!;
        const fact = mailFact('mail_failed', mail, ticket, {
          ...context(clockAndIds.newId('evt'), failedAt),
          reason: NOT_SENT_IN_TIME,
        });
        if (!(await mails.save(found.failed, mail, fact))) return 'conflict';
        log.error('mail_given_up', { ...ids, attempts: mail.attempts });
        return DONE;
      }
      // Logged once: the fact's id is made of the mail and the minute in which it became late.
      const fact = mailFact(
        'mail_delayed',
        mail,
        ticket,
        context(newsFactId(mail, { fact: 'mail_delayed', at: found.at }), found.at),
      );
      const logged = await mails.save(mail, mail, fact);
      if (logged) log.warn('mail_delayed', { ...ids, status: mail.status, attempts: mail.attempts });
      // Refused though the mail didn't change: the fact was written before.
      const before = refused?.status === mail.status && refused.attempts === mail.attempts;
      if (logged || before) return { kind: 'later', seconds: found.seconds };
      refused = mail;
      return 'conflict';
    };
    // send-mail and SES's news may each write in between.
    return retryOnConflict(withoutWaiting, look, { what: `mail ${mailId}` });
  };
