export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A mail received by SES; its raw form is in the raw mail bucket. */
export type IncomingMail = {
  /** SES's id, not the Message-ID. */
  readonly sesMessageId: string;
  /** From the envelope; empty for notices from mail servers. */
  readonly envelopeFrom: string;
  /** The desk's addresses to which it was delivered. */
  readonly recipients: readonly string[];
  readonly spam: Verdict;
  readonly virus: Verdict;
  /** DMARC result for the From domain; GRAY when the domain has no policy. */
  readonly dmarc: Verdict;
  /** When SES received it, ISO 8601; default: now. */
  readonly receivedAt?: string;
};
