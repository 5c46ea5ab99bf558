export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A mail that SES took in for us; its text lies in the raw mail bucket. */
export type IncomingMail = {
  /** SES's id, not the Message-ID. */
  readonly sesMessageId: string;
  /** Of the envelope; empty for notices of mail servers. */
  readonly envelopeFrom: string;
  /** Addresses of ours that it was delivered to. */
  readonly recipients: readonly string[];
  readonly spam: Verdict;
  readonly virus: Verdict;
  /** Whether the domain of From stands for the mail; GRAY when it doesn't say which mail is its own. */
  readonly dmarc: Verdict;
  /** When our door took it, ISO 8601; absent: now. */
  readonly receivedAt?: string;
};
