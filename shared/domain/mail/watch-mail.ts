import { isWaiting, NOT_SENT_IN_TIME, orderedAtOf, type OutgoingMail } from './outgoing-mail.ts';

/** In seconds since a mail was ordered, `settleSeconds` since SES was asked. */
export type Patience = {
  /** From then on a mail that waits is late. */
  readonly lateSeconds: number;
  /** From then on it has failed. */
  readonly giveUpSeconds: number;
  /** As long as SES may still tell that it took a mail of unknown fate, the mail is not given up. */
  readonly settleSeconds: number;
};

/** What is to be done about a mail by whoever looks whether it left. */
export type Watch =
  | { readonly kind: 'over' }
  /** Look again after so many seconds. */
  | { readonly kind: 'early'; readonly seconds: number }
  /** It is to be told, as of `at`, that it is late; then look again. */
  | { readonly kind: 'late'; readonly at: string; readonly seconds: number }
  | { readonly kind: 'give_up'; readonly failed: OutgoingMail };

/** Has it waited too long to be taken by SES? */
export const isLate = (
  mail: Pick<OutgoingMail, 'status' | 'createdAt' | 'orderedAt'>,
  now: Date,
  lateSeconds: number,
): boolean => isWaiting(mail) && now.getTime() >= Date.parse(orderedAtOf(mail)) + lateSeconds * 1000;

export const watchMail = (
  mail: OutgoingMail,
  now: Date,
  { lateSeconds, giveUpSeconds, settleSeconds }: Patience,
): Watch => {
  if (!isWaiting(mail)) return { kind: 'over' };
  const orderedAt = Date.parse(orderedAtOf(mail));
  const until = (time: number) => Math.max(1, Math.ceil((time - now.getTime()) / 1000));
  const lateAt = orderedAt + lateSeconds * 1000;
  if (!isLate(mail, now, lateSeconds)) return { kind: 'early', seconds: until(lateAt) };
  const settledAt =
    mail.status === 'sending' && mail.attemptedAt !== undefined
      ? Date.parse(mail.attemptedAt) + settleSeconds * 1000
      : 0;
  const endsAt = Math.max(orderedAt + giveUpSeconds * 1000, settledAt);
  if (now.getTime() < endsAt) return { kind: 'late', at: new Date(lateAt).toISOString(), seconds: until(endsAt) };
  return {
    kind: 'give_up',
    failed: { ...mail, status: 'failed', failure: NOT_SENT_IN_TIME, failedAt: now.toISOString() },
  };
};
