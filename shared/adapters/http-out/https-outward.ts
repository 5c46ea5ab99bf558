import { createHmac } from 'node:crypto';
import type { OutwardPost } from '../../application/ports/outward.ts';
import { ANSWER_BYTES, CALL_MILLISECONDS } from '../../domain/trigger/outward-call.ts';
import { OutboundError, type GuardedHttps } from './guarded-https.ts';

/**
 * The headers that sign a call: `sha256=` and hex of HMAC-SHA256 over `timestamp.body`; the timestamp is in seconds,
 * the secret is used as UTF-8.
 */
export const outwardSignature = (
  secret: string,
  body: string,
  milliseconds: number,
): Readonly<Record<'x-handover-timestamp' | 'x-handover-signature', string>> => {
  const timestamp = String(Math.floor(milliseconds / 1000));
  return {
    'x-handover-timestamp': timestamp,
    'x-handover-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`,
  };
};

/** Sends calls and notices of triggers, as Customer Information is asked: to addresses of the open internet alone. */
export const httpsOutward = ({
  https,
  now,
}: {
  readonly https: Pick<GuardedHttps, 'post'>;
  readonly now: () => Date;
}): OutwardPost => ({
  async post({ url, body, id, attempt, secret }) {
    try {
      const answer = await https.post({
        url,
        body,
        headers: { 'user-agent': 'Handover', 'x-handover-id': id, 'x-handover-attempt': String(attempt) },
        ...(secret === undefined ? {} : { ownHeaders: outwardSignature(secret, body, now().getTime()) }),
        timeoutMilliseconds: CALL_MILLISECONDS,
        maxBytes: ANSWER_BYTES,
        isCut: true,
      });
      const { retryAfterSeconds } = answer;
      return {
        status: answer.status,
        body: wholeCharacters(answer.body),
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      };
    } catch (cause) {
      if (!(cause instanceof OutboundError)) throw cause;
      return { because: cause.failure };
    }
  },
});

/** The text without half a character at its end. */
const wholeCharacters = (bytes: Buffer): string => new TextDecoder().decode(bytes, { stream: true });
