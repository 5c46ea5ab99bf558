import { AwsError } from '../kernel.ts';

/** What an account may send. SES counts recipients, not mails. */
export type SesLimits = {
  readonly mailsPerSecond: number;
  readonly mailsPerDay: number;
  /** Seconds of a day: 86,400, unless a test has no time for one. */
  readonly daySeconds?: number;
};

export type SendingLimits = {
  /**
   * Counts a mail that is about to be sent. Throws SES's error when it is one too many. The function that it returns is
   * called when the mail is stored, or can't be.
   */
  take(recipients: number): () => void;
  quota(): { readonly Max24HourSend: number; readonly MaxSendRate: number; readonly SentLast24Hours: number };
};

/** Recipients of the mails that were sent since a time. */
type SentSince = (since: Date) => number;

/** SES's answer as SendRawEmail gives it: its developer guide names the same error ThrottlingException. */
const throttling = (message: string) => new AwsError('Throttling', message, 400);

/**
 * An account's limits. Without `limits` they are said to be those of an account outside the sandbox, and no mail is
 * refused.
 */
export const sendingLimits = (
  limits: SesLimits | undefined,
  { now, sentSince }: { readonly now: () => number; readonly sentSince: SentSince },
): SendingLimits => {
  const { mailsPerSecond, mailsPerDay, daySeconds = 86_400 } = limits ?? { mailsPerSecond: 14, mailsPerDay: 50_000 };
  const lastDay = () => sentSince(new Date(now() - daySeconds * 1000));
  let lastSecond: readonly { readonly at: number; readonly recipients: number }[] = [];
  let underWay = 0;
  return {
    take: (recipients) => {
      const at = now();
      lastSecond = lastSecond.filter((sent) => at - sent.at < 1000);
      if (limits !== undefined) {
        if (lastDay() + underWay + recipients > mailsPerDay) throw throttling('Daily message quota exceeded.');
        const fast = lastSecond.reduce((sum, sent) => sum + sent.recipients, 0);
        if (fast + recipients > mailsPerSecond) throw throttling('Maximum sending rate exceeded.');
      }
      lastSecond = [...lastSecond, { at, recipients }];
      underWay += recipients;
      return () => {
        underWay -= recipients;
      };
    },
    quota: () => ({ Max24HourSend: mailsPerDay, MaxSendRate: mailsPerSecond, SentLast24Hours: lastDay() }),
  };
};
