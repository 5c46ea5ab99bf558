import { goesToCustomer, isWaiting, type MailWait, orderedAtOf, type OutgoingMail } from './outgoing-mail.ts';
import { type MailDeadlines, watchMail } from './watch-mail.ts';

/** Seconds of the first wait; each wait for the same reason is twice as long as the one before. */
export type FirstWaits = {
  /** When mails leave faster than SES takes them. */
  readonly throttledSeconds: number;
  /** When the account may not send at all: its quota of 24 hours is used up, or sending is paused. */
  readonly quotaSeconds: number;
};

/** How often a wait doubles: from 2 seconds to 9 minutes (SES asks for 10 at most), and from 10 minutes to 80. */
const DOUBLINGS: Readonly<Record<MailWait, number>> = {
  sending_rate: 8,
  daily_quota: 3,
  sending_paused: 3,
  earlier_answer: 8,
};

/** A number from 0 to 1 made of a text. It spreads mails that wait since the same moment, and needs no dice. */
const spreadOf = (text: string): number => {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  return hash / 4_294_967_296;
};

const firstSeconds = (reason: MailWait, { throttledSeconds, quotaSeconds }: FirstWaits): number =>
  ({
    sending_rate: throttledSeconds,
    daily_quota: quotaSeconds,
    sending_paused: quotaSeconds,
    earlier_answer: throttledSeconds / 2,
  })[reason];

/** The mail waiting until a later moment: it has not left, and SES has not taken it. */
export const holdMail = (mail: OutgoingMail, reason: MailWait, now: Date, waits: FirstWaits): OutgoingMail => {
  const times = mail.held?.reason === reason ? mail.held.times + 1 : 1;
  const longest = firstSeconds(reason, waits) * 2 ** Math.min(times - 1, DOUBLINGS[reason]);
  const milliseconds = Math.ceil(longest * 1000 * (0.5 + spreadOf(`${mail.id} ${String(times)}`) / 2));
  const until = new Date(now.getTime() + milliseconds).toISOString();
  return { ...mail, status: 'queued', held: { reason, times, until } };
};

/** Whether a mail was ordered before another one of its ticket, and leaves before it. */
export const isBefore = (one: OutgoingMail, other: OutgoingMail): boolean =>
  orderedAtOf(one) === orderedAtOf(other) ? one.id < other.id : orderedAtOf(one) < orderedAtOf(other);

/**
 * Whether another mail of the same ticket has to leave first: it was ordered earlier, and waits. One that has failed,
 * or whose time is over though nobody wrote it down, holds up nobody; nor does one that the customer doesn't get.
 */
export const isBehind = (
  mail: OutgoingMail,
  others: readonly OutgoingMail[],
  now: Date,
  deadlines: MailDeadlines,
): boolean =>
  goesToCustomer(mail) &&
  others.some(
    (other) =>
      other.id !== mail.id &&
      goesToCustomer(other) &&
      isWaiting(other) &&
      isBefore(other, mail) &&
      watchMail(other, now, deadlines).kind !== 'give_up',
  );
