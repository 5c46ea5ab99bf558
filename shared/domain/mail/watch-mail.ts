import { dueAtOf, isWaiting, NOT_SENT_IN_TIME, type OutgoingMail, released } from './outgoing-mail.ts';

/** Seconds since a mail was to leave; `settleSeconds` since SES was asked. */
export type MailDeadlines = {
  /** After this time a waiting mail is late. */
  readonly lateSeconds: number;
  /** After this time it has failed. One that is held has as long again from the moment at which it is tried next. */
  readonly giveUpSeconds: number;
  /** After this time one that is held has failed, too. */
  readonly heldSeconds: number;
  /**
   * For this time SES may still report that it accepted a mail whose result is unknown; the mail is not given up
   * before.
   */
  readonly settleSeconds: number;
};

/** What to do about a mail that may be late. */
export type WatchResult =
  | { readonly kind: 'over' }
  /** Check again after this many seconds. */
  | { readonly kind: 'early'; readonly seconds: number }
  /** Record that it is late since `at`, then check again. */
  | { readonly kind: 'late'; readonly at: string; readonly seconds: number }
  | { readonly kind: 'give_up'; readonly failed: OutgoingMail };

/** Whether it has waited too long for SES to accept it. */
export const isLate = (
  mail: Pick<OutgoingMail, 'status' | 'createdAt' | 'orderedAt' | 'leavesAt'>,
  now: Date,
  lateSeconds: number,
): boolean => isWaiting(mail) && now.getTime() >= Date.parse(dueAtOf(mail)) + lateSeconds * 1000;

/**
 * `toldAt`: when its watch heard of the mail. While the bus was away nobody did, nor did send-mail: then the mail is
 * given as much time from that moment on.
 */
export const watchMail = (
  mail: OutgoingMail,
  now: Date,
  { lateSeconds, giveUpSeconds, heldSeconds, settleSeconds }: MailDeadlines,
  toldAt?: Date,
): WatchResult => {
  if (!isWaiting(mail)) return { kind: 'over' };
  const dueAt = Date.parse(dueAtOf(mail));
  const until = (time: number) => Math.max(1, Math.ceil((time - now.getTime()) / 1000));
  const lateAt = dueAt + lateSeconds * 1000;
  if (!isLate(mail, now, lateSeconds)) return { kind: 'early', seconds: until(lateAt) };
  const settledAt =
    mail.status === 'sending' && mail.attemptedAt !== undefined
      ? Date.parse(mail.attemptedAt) + settleSeconds * 1000
      : 0;
  const heldUntil = mail.held === undefined ? 0 : Date.parse(mail.held.until);
  const begunAt = Math.max(dueAt, toldAt?.getTime() ?? 0);
  const triedUntil = Math.max(begunAt, Math.min(heldUntil, dueAt + heldSeconds * 1000)) + giveUpSeconds * 1000;
  const endsAt = Math.max(triedUntil, settledAt);
  // A look at least as often as a mail is given up: then no message of the watch grows much older than that.
  const seconds = Math.min(until(endsAt), giveUpSeconds);
  if (now.getTime() < endsAt) return { kind: 'late', at: new Date(lateAt).toISOString(), seconds };
  return {
    kind: 'give_up',
    failed: { ...released(mail), status: 'failed', failure: NOT_SENT_IN_TIME, failedAt: now.toISOString() },
  };
};
