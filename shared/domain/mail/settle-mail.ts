import type { MailFactType } from './mail-fact.ts';
import { isWaiting, NOT_SENT_IN_TIME, type OutgoingMail } from './outgoing-mail.ts';

/** What SES tells of a mail that it took. */
export type MailNews = {
  readonly kind: 'sent' | 'delivered' | 'bounced' | 'bounced_for_now' | 'complained' | 'rejected' | 'delayed';
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly sesMessageId: string;
  /** When SES took the mail. */
  readonly sentAt: string;
  readonly reason?: string;
};

/** What is told of a mail once, by an id made from it: all but that somebody had it sent again. */
export type ToldFactType = Exclude<MailFactType, 'mail_requeued'>;
export type Settlement = {
  readonly mail: OutgoingMail;
  readonly fact: ToldFactType;
  readonly at: string;
  readonly reason?: string;
};

/** A later word outweighs an earlier one only upwards: news come in any order. */
const WEIGHT = { delivered: 1, bounced: 2, complained: 3 } as const;
const weightOf = (outcome: OutgoingMail['outcome']) => (outcome === undefined ? 0 : WEIGHT[outcome]);

/**
 * The next thing that follows from the news, or undefined when all of it is known. Asked again after each step: a
 * Delivery that comes before its Send tells two things. A transient bounce changes nothing of the mail; that it is told
 * once is the fact's id's business. A mail that was given up and of which SES then tells has left after all. What SES
 * tells of an earlier round is no news.
 */
export const settleMail = (mail: OutgoingMail, news: MailNews): Settlement | undefined => {
  const reason = news.reason === undefined ? {} : { reason: news.reason };
  if (mail.earlier?.includes(news.sesMessageId)) return undefined;
  const isOpen = isWaiting(mail) || (mail.status === 'failed' && mail.failure === NOT_SENT_IN_TIME);
  if (news.kind === 'rejected') {
    return mail.status === 'failed' || mail.outcome !== undefined
      ? undefined
      : {
          mail: {
            ...mail,
            status: 'failed',
            failedAt: news.at,
            ...(news.reason === undefined ? {} : { failure: news.reason }),
          },
          fact: 'mail_failed',
          at: news.at,
          ...reason,
        };
  }
  const { failure: _failure, failedAt: _failedAt, ...open } = mail;
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

/**
 * The id of a fact that SES's news tell: made from them, so that news that come twice make one line; sortable by time
 * as the others.
 */
export const newsFactId = (mail: OutgoingMail, { fact, at }: Pick<Settlement, 'fact' | 'at'>): string => {
  let time = Date.parse(at);
  let coded = '';
  for (let digit = 0; digit < 10; digit += 1) {
    coded = CROCKFORD[time % 32]! + coded;
    time = Math.floor(time / 32);
  }
  return `evt_${coded}${mail.id.slice(-12).padStart(12, '0')}${CODES[fact]}`;
};
