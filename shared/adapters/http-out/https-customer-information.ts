import type { CustomerInformationApi } from '../../application/ports/customers.ts';
import { callSignature } from './call-signature.ts';
import { OutboundError, type GuardedHttps } from './guarded-https.ts';

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
