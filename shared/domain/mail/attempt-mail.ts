import { isWaiting, type OutgoingMail } from './outgoing-mail.ts';

/** What to do with a mail that the queue delivered. */
export type Attempt =
  | { readonly kind: 'over' }
  /** SES was asked a moment ago, and the result is unknown. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** It can be taken back, or waits for SES's limits or for an earlier answer: nothing is asked before its time. */
  | { readonly kind: 'held'; readonly seconds: number }
  /** `again`: SES was asked before, but no Send event followed. */
  | { readonly kind: 'send'; readonly taken: OutgoingMail; readonly again: boolean };

export const attemptMail = (mail: OutgoingMail, now: Date, settleSeconds: number): Attempt => {
  if (!isWaiting(mail)) return { kind: 'over' };
  const heldUntil = [mail.leavesAt, mail.held?.until].flatMap((time) => (time === undefined ? [] : Date.parse(time)));
  const heldFor = Math.max(0, ...heldUntil) - now.getTime();
  if (mail.status === 'queued' && heldFor > 0) return { kind: 'held', seconds: Math.ceil(heldFor / 1000) };
  const age = mail.attemptedAt === undefined ? Infinity : (now.getTime() - Date.parse(mail.attemptedAt)) / 1000;
  if (mail.status === 'sending' && age < settleSeconds)
    return { kind: 'wait', seconds: Math.max(1, Math.ceil(settleSeconds - age)) };
  const { undo: _undo, ...kept } = mail;
  return {
    kind: 'send',
    taken: { ...kept, status: 'sending', attempts: mail.attempts + 1, attemptedAt: now.toISOString() },
    again: mail.status === 'sending',
  };
};
