import * as z from 'zod';
import type {
  DoorayAccess,
  DoorayAnswer,
  DoorayError,
  DoorayRate,
  UnreachableReason,
} from '../../application/ports/dooray.ts';
import { isBelowDooray, isDoorayHost } from '../../domain/dooray/hosts.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import { fitText } from '../../domain/kernel/plain-text.ts';
import { type GuardedHttps, type OutboundAnswer, type OutboundCall, OutboundError } from '../http-out/guarded-https.ts';

/** Time limit of a call. */
export const CALL_MILLISECONDS = 10_000;
/** Maximum bytes of an answer, unless a call says more. */
export const ANSWER_BYTES = 1024 * 1024;
/** Seconds to wait after a fault of Dooray!'s that names none. */
export const FAULT_SECONDS = 30;
/** The longest wait that is believed. */
const LONGEST_WAIT = 3600;
const MESSAGE_LENGTH = 300;

export type DoorayCall<T> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** JSON, or what was made ready to be sent. */
  readonly body?: { readonly json: unknown } | { readonly bytes: Uint8Array; readonly contentType: string };
  readonly result: z.ZodType<T>;
  readonly timeoutMilliseconds?: number;
  readonly maxBytes?: number;
};
/** `result` of the envelope, and `totalCount` of a list. */
export type DoorayResult<T> = { readonly result: T; readonly total?: number };
export type AskDooray = <T>(access: DoorayAccess, call: DoorayCall<T>) => Promise<DoorayAnswer<DoorayResult<T>>>;

const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
const envelopeSchema = z.object({
  header: z.object({
    isSuccessful: z.boolean().optional(),
    resultCode: whole,
    resultMessage: z.string().nullish(),
  }),
  result: z.unknown(),
  // A count that can't be read is none: pages are told by their length, too.
  totalCount: whole.nullish().catch(undefined),
});

const RATE_HEADERS = ['x-ratelimit-remaining', 'x-ratelimit-replenish-rate'] as const;
/** A token can stand in a header, or it is none that Dooray! gave. */
const TOKEN = /^[\x21-\x7E]{1,512}$/;
const REASONS: Readonly<Record<Exclude<OutboundError['failure'], 'timeout' | 'too_large'>, UnreachableReason>> = {
  unreachable: 'connection_failed',
  address_refused: 'address_refused',
  redirect_refused: 'redirect_refused',
};

/** One call of the API of Dooray!, and its answer told apart. Throws for faults of the desk alone. */
export const doorayCall = (
  https: Pick<GuardedHttps, 'send'>,
  allowedHosts: readonly string[],
  callMilliseconds = CALL_MILLISECONDS,
): AskDooray => {
  const isAllowed = ({ hostname, port }: URL) => allowedHosts.includes(`${hostname}:${port === '' ? '443' : port}`);
  return async ({ host, token }, call) => {
    if (!isDoorayHost(host) && !allowedHosts.includes(host))
      return err({ code: 'unreachable', because: 'not_a_dooray_host' });
    if (!TOKEN.test(token)) return err({ code: 'unauthorized', message: '' });
    let answer: OutboundAnswer;
    try {
      answer = await https.send({
        method: call.method,
        url: addressOf(host, call),
        ...bodyOf(call),
        headers: { 'user-agent': 'Handover' },
        ownHeaders: { authorization: `dooray-api ${token}` },
        takesOwnHeaders: (url) => isBelowDooray(url.hostname) || isAllowed(url),
        answerHeaders: RATE_HEADERS,
        timeoutMilliseconds: call.timeoutMilliseconds ?? callMilliseconds,
        maxBytes: call.maxBytes ?? ANSWER_BYTES,
      });
    } catch (cause) {
      if (!(cause instanceof OutboundError)) throw cause;
      return err(failureOf(cause));
    }
    const rate = rateOf(answer.headers);
    return { ...readAnswer(answer, rate, call.result), ...(rate && { rate }) };
  };
};

const addressOf = (host: string, { path, query = {} }: DoorayCall<unknown>): string => {
  const url = new URL(`https://${host}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
};

const bodyOf = ({ body }: DoorayCall<unknown>): Pick<OutboundCall, 'body' | 'contentType'> =>
  body === undefined
    ? {}
    : 'json' in body
      ? { body: JSON.stringify(body.json) }
      : { body: body.bytes, contentType: body.contentType };

const failureOf = ({ failure }: OutboundError): DoorayError =>
  failure === 'timeout'
    ? { code: 'timeout' }
    : failure === 'too_large'
      ? { code: 'unreadable', because: 'too_large' }
      : { code: 'unreachable', because: REASONS[failure] };

/** Whole and not below zero; otherwise the service tells no rate. */
const rateOf = (headers: Readonly<Record<string, string>> = {}): DoorayRate | undefined => {
  const [remaining, replenishPerSecond] = RATE_HEADERS.map((name) => headers[name]).map((value) =>
    value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined,
  );
  return remaining === undefined || replenishPerSecond === undefined ? undefined : { remaining, replenishPerSecond };
};

/** The text that the live service answers with status 200 when something failed. */
const GENERAL_ERROR = /^\s*[A-Z_]*ERROR\s*$/;

const readAnswer = <T>(
  { status, body, retryAfterSeconds }: OutboundAnswer,
  rate: DoorayRate | undefined,
  schema: z.ZodType<T>,
): DoorayAnswer<DoorayResult<T>> => {
  const waiting = (otherwise: number) => Math.min(Math.max(1, retryAfterSeconds ?? otherwise), LONGEST_WAIT);
  const text = body.toString('utf8');
  if (status === 429) {
    const seconds = waiting(Math.ceil(1 / Math.max(rate?.replenishPerSecond ?? 1, 1)));
    return err({ code: 'later', because: 'too_many_calls', seconds });
  }
  if (status >= 500 || status === 408 || GENERAL_ERROR.test(text))
    return err({ code: 'later', because: 'fault', seconds: waiting(FAULT_SECONDS) });
  const envelope = envelopeSchema.safeParse(parsed(text));
  const { resultCode, resultMessage, isSuccessful } = envelope.data?.header ?? { resultCode: 0 };
  const message = readable(resultMessage ?? '');
  if (status === 401) return err({ code: 'unauthorized', message });
  if (status === 403) return err({ code: 'forbidden', message });
  if (status === 404) return err({ code: 'not_found', message });
  if (status >= 400) return err({ code: 'refused', status, resultCode, message });
  if (status < 200 || status >= 300) return err({ code: 'unreadable', because: `status ${String(status)}` });
  if (!envelope.success) return err({ code: 'unreadable', because: whatIsWrong(envelope.error) });
  if (resultCode !== 0 || isSuccessful === false) return err({ code: 'refused', status, resultCode, message });
  const result = schema.safeParse(envelope.data.result);
  if (!result.success) return err({ code: 'unreadable', because: `result ${whatIsWrong(result.error)}` });
  const { totalCount: total } = envelope.data;
  return ok({ result: result.data, ...(typeof total === 'number' && total >= 0 && { total }) });
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Where an answer has another form, without what it holds. */
const whatIsWrong = ({ issues: [first] }: z.ZodError): string => `${first?.path.join('.') ?? ''}: ${first?.code ?? ''}`;

/** Dooray!'s own words; the live service was seen to encode them as in a URL. */
const readable = (message: string): string => {
  let text = message;
  if (/%[0-9A-F]{2}/i.test(message))
    try {
      text = decodeURIComponent(message.replaceAll('+', ' '));
    } catch {
      // It was meant as it stands.
    }
  return fitText(text.replaceAll(/\s+/g, ' ').trim(), MESSAGE_LENGTH);
};
