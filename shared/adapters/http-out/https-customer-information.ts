import type { CustomerInformationApi } from '../../application/ports/customers.ts';
import { OutboundError, type GuardedHttps } from './guarded-https.ts';
import { createHmac } from 'node:crypto';
import type { UnreachableCause } from '../../domain/customer-information/read-answer.ts';

/** Time limit of a call, redirects included. */
export const CALL_MILLISECONDS = 5000;
/** Maximum bytes of a response. */
export const ANSWER_BYTES = 64 * 1024;

/** Calls the APIs that administrators configured, signed where they have a key. */
export const httpsCustomerInformation = ({
  https,
  now,
}: {
  readonly https: Pick<GuardedHttps, 'post'>;
  readonly now: () => Date;
}): CustomerInformationApi => ({
  async ask({ baseUrl, variables, key }) {
    const began = performance.now();
    const took = () => ({ milliseconds: Math.round(performance.now() - began) });
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
      return { kind: 'answered', status: answer.status, body: answer.body.toString('utf8'), ...took() };
    } catch (cause) {
      if (!(cause instanceof OutboundError)) throw cause;
      return {
        kind: 'failed',
        because: cause.failure,
        ...(cause.failure === 'unreachable' && { cause: unreachableCause(cause.cause) }),
        ...took(),
      };
    }
  },
});

/** Codes by which Node says that a certificate is not trusted, expired or made for another name. */
const CERTIFICATE_CODES =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT)/;

/** Sorts the fault behind `unreachable`. A fault without a known code is a connection that broke. */
const unreachableCause = (fault: unknown): UnreachableCause => {
  const code = typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : '';
  if (fault === undefined || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found';
  if (code === 'ECONNREFUSED') return 'connection_refused';
  if (CERTIFICATE_CODES.test(code)) return 'certificate_not_trusted';
  return code === 'EPROTO' || /^ERR_(SSL|TLS)_/.test(code) ? 'tls_failed' : 'connection_broken';
};

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
