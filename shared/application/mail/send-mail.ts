import { attemptMail } from '../../domain/mail/attempt-mail.ts';
import { type FirstWaits, holdMail, isBehind } from '../../domain/mail/hold-mail.ts';
import { mailFact, type MailFactType } from '../../domain/mail/mail-fact.ts';
import {
  type MailWait,
  NOT_SENT_IN_TIME,
  type OutgoingMail,
  released,
  roundOf,
} from '../../domain/mail/outgoing-mail.ts';
import { isRedriven, nextRound } from '../../domain/mail/send-again.ts';
import type { MailDeadlines } from '../../domain/mail/watch-mail.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import type { MailAddress, MailComposer, Mailer, MailRepository } from '../ports/mails.ts';
import { composeAnswer } from './compose-answer.ts';

type Deps = Parameters<typeof composeAnswer>[0] & {
  readonly mails: MailRepository;
  readonly composer: MailComposer;
  readonly mailer: Mailer;
  readonly clockAndIds: ClockAndIds;
  readonly log: Log;
  /**
   * `settleSeconds`: for so long SES's Send event may come before a mail whose fate is unknown is sent again. By all of
   * them it is known whether an earlier answer still holds up a later one.
   */
  readonly patience: MailDeadlines;
  readonly waits: FirstWaits;
};

export type SendRequest = MailAddress & {
  readonly correlationId: string;
  /**
   * The round that the message is for: 1 for the first sending, one more for each time that it was ordered again.
   * Default 1.
   */
  readonly round?: number;
  /** When the message was put into the queue. Put there after its mail was given up, it is a redriven dead letter. */
  readonly queuedAt?: Date;
  /** The queue won't bring the message again: a mail that SES doesn't take now has failed. */
  readonly isLastTry?: boolean;
};
/**
 * `later`: the queue is to bring the message again after so many seconds. `held`: the same, and it counts as no try,
 * since nothing is wrong with the mail.
 */
export type SendOutcome = { readonly kind: 'done' } | { readonly kind: 'later' | 'held'; readonly seconds: number };

/** Seconds to wait when SES doesn't take a mail for another reason than its limits. */
const BUSY_SECONDS = 20;
const DONE: SendOutcome = { kind: 'done' };

/**
 * Sends one queued mail once. Its row is set to `sending` before SES is asked. When it is found so, we wait for SES's
 * Send event, and ask SES again only when none came within `settleSeconds`. Throws when it is unknown whether the mail
 * left. A mail that failed is left alone: it is sent again in its next round. Answers of one ticket leave in the order
 * in which they were given, and all of them as SES's limits allow.
 */
export const sendMail =
  (deps: Deps) =>
  async (request: SendRequest): Promise<SendOutcome> => {
    const { mails, clockAndIds, log, patience } = deps;
    const { serviceId, number, mailId, round = 1, queuedAt } = request;
    const [mail, ticket, mailsOfTicket] = await Promise.all([
      mails.find(request),
      deps.tickets.find(serviceId, number),
      mails.list(serviceId, number),
    ]);
    if (!mail) {
      if (ticket !== undefined) throw new Error(`There is no mail ${mailId} of ticket ${number} in ${serviceId}`);
      // Deleted with its ticket before it left.
      log.info('mail_erased', { serviceId, number, mailId });
      return DONE;
    }
    if (!ticket) throw new Error(`Mail ${mailId} has no ticket ${number}`);
    // A leftover of a mail that was sent again meanwhile: that order has a message of its own.
    if (roundOf(mail) !== round) {
      log.info('mail_superseded', { serviceId, number, mailId, round, now: roundOf(mail) });
      return DONE;
    }
    if (queuedAt !== undefined && isRedriven(mail, queuedAt)) return requeue(deps, request, mail, ticket);
    const attempt = attemptMail(mail, clockAndIds.now(), patience.settleSeconds);
    if (attempt.kind === 'over') return DONE;
    if (attempt.kind === 'held') return attempt;
    if (attempt.kind === 'wait') {
      log.info('mail_waits_for_settlement', { serviceId, number, mailId, seconds: attempt.seconds });
      return { kind: 'later', seconds: attempt.seconds };
    }
    if (!attempt.again && isBehind(mail, mailsOfTicket, clockAndIds.now(), patience))
      return hold(deps, mail, mail, 'earlier_answer');
    // Composed before the row says `sending`: what fails here has surely not left.
    const answer = await composeAnswer(deps)(mail, ticket).catch(async (cause: unknown) => {
      // An answer that is taken back in this moment has no entry any more, and its mail says so.
      if ((await mails.find(request))?.status !== mail.status) return undefined;
      throw cause;
    });
    if (answer === undefined) return { kind: 'later', seconds: 1 };
    const raw = await deps.composer.compose(answer);
    // The time of asking counts, not that of composing: a long composition mustn't eat up the wait.
    const taken: OutgoingMail = { ...attempt.taken, attemptedAt: clockAndIds.now().toISOString() };
    if (!(await mails.save(taken, mail))) return { kind: 'later', seconds: 1 };
    if (attempt.again) log.warn('mail_sent_again', { serviceId, number, mailId, attempts: taken.attempts });
    const tags = { mailId, serviceId, number: String(number) };
    const answered = await deps.mailer.send({
      raw,
      from: answer.from.address,
      to: [answer.to.address, ...(answer.also ?? [])],
      tags,
    });
    return settleAnswer(deps, request, taken, ticket, answered);
  };

const hold = async (
  { mails, clockAndIds, log, waits }: Deps,
  mail: OutgoingMail,
  expected: OutgoingMail,
  reason: MailWait,
): Promise<SendOutcome> => {
  const now = clockAndIds.now();
  const held = holdMail(mail, reason, now, waits);
  if (!(await mails.save(held, expected))) return { kind: 'later', seconds: 1 };
  const { until, times } = held.held!;
  log.info('mail_held', { serviceId: mail.serviceId, number: mail.number, mailId: mail.id, reason, times, until });
  return { kind: 'held', seconds: Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000)) };
};

/**
 * A redriven dead letter begins the next round, as an agent who has the mail sent again does: what comes of it is
 * watched and told again.
 */
const requeue = async (deps: Deps, request: SendRequest, mail: OutgoingMail, ticket: Ticket): Promise<SendOutcome> => {
  const next = nextRound(mail, { at: deps.clockAndIds.now().toISOString(), to: mail.to });
  if (!(await deps.mails.save(next, mail, factOf(deps, request, next, ticket, 'mail_requeued'))))
    return { kind: 'later', seconds: 1 };
  deps.log.info('mail_requeued', {
    serviceId: mail.serviceId,
    number: mail.number,
    mailId: mail.id,
    round: roundOf(next),
  });
  return DONE;
};

const settleAnswer = async (
  deps: Deps,
  request: SendRequest,
  taken: OutgoingMail,
  ticket: Ticket,
  answered: Awaited<ReturnType<Mailer['send']>>,
): Promise<SendOutcome> => {
  const { mails, log } = deps;
  const ids = { serviceId: taken.serviceId, number: taken.number, mailId: taken.id };
  switch (answered.kind) {
    case 'accepted': {
      const sent: OutgoingMail = {
        ...released(taken),
        status: 'sent',
        sentAt: deps.clockAndIds.now().toISOString(),
        sesMessageId: answered.sesMessageId,
      };
      // False when SES's own event was faster: then all is told.
      await mails.save(sent, taken, factOf(deps, request, sent, ticket, 'mail_sent'));
      log.info('mail_sent', { ...ids, sesMessageId: answered.sesMessageId });
      return DONE;
    }
    case 'refused': {
      const failed: OutgoingMail = {
        ...released(taken),
        status: 'failed',
        failure: answered.reason.slice(0, 500),
        failedAt: deps.clockAndIds.now().toISOString(),
      };
      await mails.save(failed, taken, factOf(deps, request, failed, ticket, 'mail_failed', answered.reason));
      log.error('mail_failed', { ...ids, reason: answered.reason });
      return DONE;
    }
    case 'held':
      return hold(deps, taken, taken, answered.by);
    case 'busy': {
      if (request.isLastTry) {
        const failed: OutgoingMail = {
          ...released(taken),
          status: 'failed',
          failure: NOT_SENT_IN_TIME,
          failedAt: deps.clockAndIds.now().toISOString(),
        };
        await mails.save(failed, taken, factOf(deps, request, failed, ticket, 'mail_failed', NOT_SENT_IN_TIME));
        log.error('mail_given_up', { ...ids, attempts: taken.attempts, reason: answered.reason });
      } else await mails.save({ ...released(taken), status: 'queued' }, taken);
      // Also after the last try: then the message becomes the dead letter that an operator sends again.
      return { kind: 'later', seconds: BUSY_SECONDS };
    }
  }
};

const factOf = (
  { clockAndIds }: Deps,
  { correlationId }: SendRequest,
  mail: OutgoingMail,
  ticket: Ticket,
  type: MailFactType,
  reason?: string,
) =>
  mailFact(type, mail, ticket, {
    id: clockAndIds.newId('evt'),
    at: clockAndIds.now().toISOString(),
    correlationId,
    ...(reason === undefined ? {} : { reason }),
  });
