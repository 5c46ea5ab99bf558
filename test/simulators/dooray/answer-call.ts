import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiAnswer, ApiCall } from './api.ts';
import type { Differences } from './differences.ts';
import type { Fault, faultPlan } from './faults.ts';
import type { Member } from './organization.ts';
import { Refused } from './task-store.ts';
import type { tokenBuckets } from './token-bucket.ts';

/** A call of the API as it arrived, whether it was answered or not. */
export type ReceivedCall = {
  readonly at: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

/** `broken`: the connection ends without an answer. `silent`: no answer ever comes. */
export type Reply =
  | { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>> }
  | 'broken'
  | 'silent';

type AnswerOptions = {
  readonly api: (call: ApiCall) => ApiAnswer;
  readonly faults: ReturnType<typeof faultPlan>;
  readonly buckets: ReturnType<typeof tokenBuckets>;
  readonly differences: () => Differences;
  /** Undefined for a token that is unknown or revoked. */
  readonly memberOf: (token: string) => Member | undefined;
};

const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' };

/** Answers calls of the API in the envelope: who asks, how often, what is planned to go wrong, and then the work. */
export const answerCalls = ({ api, faults, buckets, differences, memberOf }: AnswerOptions) => {
  const refuse = (status: number, message: string, code = -status, headers = {}): Reply => {
    const resultMessage = differences().encodedMessages ? encodeURIComponent(message).replaceAll('%20', '+') : message;
    const header = { isSuccessful: false, resultCode: code, resultMessage };
    return { status, body: JSON.stringify({ header, result: null }), headers: { ...JSON_TYPE, ...headers } };
  };
  const succeed = (answer: ApiAnswer, host: string, rate: Readonly<Record<string, string>>): Reply => {
    if ('redirectTo' in answer) {
      const { redirectTo, status } = answer;
      const location = redirectTo.startsWith('/') ? `https://${host}${redirectTo}` : redirectTo;
      return { status, body: '', headers: { ...rate, location } };
    }
    const { result, total } = answer;
    const header = { isSuccessful: true, resultCode: 0, resultMessage: '' };
    const totalCount = differences().totalCountAsText ? String(total) : total;
    const body = JSON.stringify({ header, result, ...(total !== undefined && { totalCount }) });
    return { status: 200, body, headers: { ...JSON_TYPE, ...rate } };
  };
  /** The answer of a fault; undefined for one that isn't an answer. */
  const faultReply = (fault: Fault, rate: Readonly<Record<string, string>>): Reply | undefined => {
    switch (fault.kind) {
      case 'status': {
        const after = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
        return refuse(fault.status, fault.message ?? 'It did not work', -fault.status, { ...rate, ...after });
      }
      case 'general_error': {
        const headers = { ...rate, 'content-type': 'text/plain;charset=UTF-8' };
        return { status: 200, body: 'SERVER_GENERAL_ERROR', headers };
      }
      case 'unsuccessful':
        return refuse(200, fault.message, fault.code, rate);
      case 'body': {
        const headers = { ...rate, 'content-type': fault.contentType ?? JSON_TYPE['content-type'] };
        return { status: fault.status ?? 200, body: fault.body, headers };
      }
      case 'lost_answer':
        return 'broken';
      case 'silent':
        return 'silent';
      default:
        return undefined;
    }
  };

  return async ({ method, path, query, headers, body }: ReceivedCall): Promise<Reply> => {
    const fault = faults.next(`${method} ${path}`);
    if (fault?.kind === 'down') return 'broken';
    const { authorization = '', 'content-type': contentType = '', host = '' } = headers;
    const token = /^dooray-api (\S+)$/.exec(authorization)?.[1];
    const member = token === undefined ? undefined : memberOf(token);
    if (member === undefined) return refuse(401, 'Unauthorized');
    const { taken, remaining } = buckets.take(authorization);
    const rate = buckets.headers(faults.isBusy() ? 0 : remaining);
    if (!taken || faults.isBusy()) return refuse(429, 'Too Many Requests', -429, rate);
    const instead = fault && faultReply(fault, rate);
    const isAfterWork = fault?.kind === 'lost_answer' || fault?.kind === 'silent' || (fault && 'isDone' in fault);
    if (instead && !isAfterWork) return instead;
    let answer: ApiAnswer;
    try {
      answer = api({ method, path, query: new URLSearchParams(query), contentType, body, member });
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      return refuse(cause.status, cause.message, cause.code, rate);
    }
    if (fault?.kind === 'slow') await pause(fault.milliseconds);
    return instead ?? succeed(answer, host, rate);
  };
};
