import type { CustomerInformationApi } from '../../application/ports/customers.ts';
import { OutboundError, type GuardedHttps } from './guarded-https.ts';
import { createHmac } from 'node:crypto';

/** Time limit of a call, redirects included. */
export const CALL_MILLISECONDS = 5000;
/** Maximum bytes of a response. */
export const ANSWER_BYTES = 64 * 1024;

/** Calls the APIs that administrators configured, signed where they have a key. */
export const httpsCustomerInformation = ({
  https,
  now,
}: {
  readonly https: GuardedHttps;
  readonly now: () => Date;
}): CustomerInformationApi => ({
  async ask({ baseUrl, variables, key }) {
    const body = JSON.stringify(Object.fromEntries(variables));
    try {
      const answer = await https.post({
        url: baseUrl,
        body,
        headers: {},
        timeoutMilliseconds: CALL_MILLISECONDS,
        maxBytes: ANSWER_BYTES,
        ...(key === undefined ? {} : { ownHeaders: callSignature(key, body, now().getTime()) }),
      });
      return { kind: 'answered', status: answer.status, body: answer.body.toString('utf8') };
    } catch (cause) {
      if (cause instanceof OutboundError) return { kind: 'failed', because: cause.failure };
      throw cause;
    }
  },
});

/**
 * The headers that sign a call: base64 of HMAC-SHA256 over body and timestamp (milliseconds); the key is used as UTF-8.
 */
export const callSignature = (
  key: string,
  body: string,
  milliseconds: number,
): Readonly<Record<'authorization' | 'x-tc-timestamp', string>> => ({
  'x-tc-timestamp': String(milliseconds),
  authorization: createHmac('sha256', key).update(`${body}${milliseconds}`, 'utf8').digest('base64'),
});
