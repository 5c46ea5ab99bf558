import type { MailFactType } from './mail-fact.ts';
import { isWaiting, NOT_SENT_IN_TIME, type OutgoingMail, released } from './outgoing-mail.ts';

/** What SES reports about a mail that it accepted. */
export type MailNews = {
  readonly kind: 'sent' | 'delivered' | 'bounced' | 'bounced_for_now' | 'complained' | 'rejected' | 'delayed';
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly sesMessageId: string;
  /** When SES accepted the mail. */
  readonly sentAt: string;
  readonly reason?: string;
};

/** What is told of a mail once, by an id made from it: all but that somebody had it sent again. */
export type ToldFactType = Exclude<MailFactType, 'mail_ordered' | 'mail_requeued'>;
export type Settlement = {
  readonly mail: OutgoingMail;
  readonly fact: ToldFactType;
  readonly at: string;
  readonly reason?: string;
};

/** The order of outcomes: news arrive in any order, and an outcome only replaces a lower one. */
const WEIGHT = { delivered: 1, bounced: 2, complained: 3 } as const;
const weightOf = (outcome: OutgoingMail['outcome']) => (outcome === undefined ? 0 : WEIGHT[outcome]);

/**
 * The next change that follows from the news; undefined when all of it is known. Call again after each step: a Delivery
 * that arrives before its Send causes two changes. A transient bounce doesn't change the mail; its fact's id makes sure
 * that it is recorded once. A mail that was given up and is then reported as accepted has been sent. News of an earlier
 * round are ignored, and of a mail that was taken back, which never left.
 */
export const settleMail = (mail: OutgoingMail, news: MailNews): Settlement | undefined => {
  const reason = news.reason === undefined ? {} : { reason: news.reason };
  if (mail.status === 'taken_back' || mail.earlier?.includes(news.sesMessageId)) return undefined;
  const isOpen = isWaiting(mail) || (mail.status === 'failed' && mail.failure === NOT_SENT_IN_TIME);
  if (news.kind === 'rejected') {
    return mail.status === 'failed' || mail.outcome !== undefined
      ? undefined
      : {
          mail: {
            ...released(mail),
            status: 'failed',
            failedAt: news.at,
            ...(news.reason === undefined ? {} : { failure: news.reason }),
          },
          fact: 'mail_failed',
          at: news.at,
          ...reason,
        };
  }
  const { failure: _failure, failedAt: _failedAt, ...open } = released(mail);
  if (isOpen)
    return {
      mail: { ...open, status: 'sent', sentAt: news.sentAt, sesMessageId: news.sesMessageId },
      fact: 'mail_sent',
      at: news.sentAt,
    };
  if (news.kind === 'sent' || news.kind === 'delayed' || mail.status !== 'sent') return undefined;
  if (news.kind === 'bounced_for_now') return { mail, fact: 'mail_bounced', at: news.at, ...reason };
  if (weightOf(mail.outcome) >= WEIGHT[news.kind]) return undefined;
  return {
    mail: {
      ...mail,
      outcome: news.kind,
      ...(news.kind === 'bounced' && news.reason !== undefined ? { failure: news.reason } : {}),
    },
    fact: `mail_${news.kind}`,
    at: news.at,
    ...reason,
  };
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = {
  mail_sent: 'SENT',
  mail_delivered: 'DVRD',
  mail_bounced: 'BNCD',
  mail_complained: 'CMPD',
  mail_failed: 'FA1D',
  mail_delayed: '1ATE',
} as const satisfies Record<ToldFactType, string>;

/** The id of a fact from SES's news, made from the news, so that repeated news make one fact; sortable by time. */
export const newsFactId = (mail: OutgoingMail, { fact, at }: Pick<Settlement, 'fact' | 'at'>): string => {
  let time = Date.parse(at);
  let coded = '';
  for (let digit = 0; digit < 10; digit += 1) {
    coded = CROCKFORD[time % 32]! + coded;
    time = Math.floor(time / 32);
  }
  return `evt_${coded}${mail.id.slice(-12).padStart(12, '0')}${CODES[fact]}`;
};
