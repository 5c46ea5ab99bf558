import type { OutgoingMail } from './outgoing-mail.ts';

/** What is to be done with a mail that the queue brought. */
export type Attempt =
  | { readonly kind: 'over' }
  /** Somebody asked SES a moment ago and nobody knows yet what came of it. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** `again`: SES was asked before, and no Send event came of it. */
  | { readonly kind: 'send'; readonly taken: OutgoingMail; readonly again: boolean };

export const attemptMail = (mail: OutgoingMail, now: Date, settleSeconds: number): Attempt => {
  if (mail.status === 'sent' || mail.status === 'failed') return { kind: 'over' };
  const age = mail.attemptedAt === undefined ? Infinity : (now.getTime() - Date.parse(mail.attemptedAt)) / 1000;
  if (mail.status === 'sending' && age < settleSeconds)
    return { kind: 'wait', seconds: Math.max(1, Math.ceil(settleSeconds - age)) };
  return {
    kind: 'send',
    taken: { ...mail, status: 'sending', attempts: mail.attempts + 1, attemptedAt: now.toISOString() },
    again: mail.status === 'sending',
  };
};
