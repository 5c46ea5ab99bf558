import type { TriggerRef } from '../ticket/entry.ts';

/** `call`: a URL that a trigger calls; `notice`: a hook of a Dooray! messenger channel. */
export const OUTWARD_KINDS = ['call', 'notice'] as const;
export type OutwardKind = (typeof OUTWARD_KINDS)[number];

/**
 * `waiting` when it was ordered or is tried again later, `calling` before the receiver is asked, `done` once it took
 * the call, `failed` when it was given up. A crash leaves `calling`: then the receiver may be asked again, with the
 * same id.
 */
export const OUTWARD_STATUSES = ['waiting', 'calling', 'done', 'failed'] as const;
export type OutwardStatus = (typeof OUTWARD_STATUSES)[number];

/** Why there is no complete answer. */
export const UNANSWERED = ['timeout', 'address_refused', 'unreachable', 'redirect_refused', 'too_large'] as const;
export type Unanswered = (typeof UNANSWERED)[number];

/** What the receiver answered last. */
export type OutwardAnswer = {
  /** ISO 8601. */
  readonly at: string;
  readonly status?: number;
  /** The beginning of the answer's body, ANSWER_BYTES at most. */
  readonly body?: string;
  readonly because?: Unanswered;
};

/** Something that a trigger sends outside: written with what the trigger did, sent later, once. */
export type OutwardCall = {
  /** The same in each try: a receiver is idempotent by it. */
  readonly id: string;
  readonly serviceId: string;
  readonly number: number;
  readonly kind: OutwardKind;
  readonly trigger: TriggerRef;
  readonly triggerVersion: number;
  /** Position among the trigger's actions. */
  readonly action: number;
  /** Of `call`: the address, and what signs it. As they were when it was ordered. */
  readonly url?: string;
  readonly sealedSecret?: string;
  /** Of `notice`. */
  readonly sealedHook?: string;
  /** JSON as it is sent, in each try the same. */
  readonly body: string;
  readonly status: OutwardStatus;
  readonly attempts: number;
  readonly createdAt: string;
  readonly attemptedAt?: string;
  /** It is not sent before. */
  readonly nextAt?: string;
  readonly answer?: OutwardAnswer;
  /** When it was done or given up. */
  readonly endedAt?: string;
  readonly correlationId: string;
};

/** Milliseconds for one call, from the name's resolution to the last byte. */
export const CALL_MILLISECONDS = 10_000;
/** Bytes that are kept of an answer. */
export const ANSWER_BYTES = 2048;
/** Seconds after which a call whose fate is unknown is made again. */
export const CALLING_SECONDS = 30;
/** Seconds for which a call is tried. */
export const TRIED_FOR_SECONDS = 24 * 60 * 60;
const FIRST_WAIT_SECONDS = 10;
const LONGEST_WAIT_SECONDS = 3 * 60 * 60;
/** The longest that a receiver may ask for by Retry-After. */
const LONGEST_ASKED_SECONDS = 60 * 60;

/** What the queue's message is to do. */
export type OutwardAttempt =
  | { readonly kind: 'over' }
  | { readonly kind: 'held'; readonly seconds: number }
  | { readonly kind: 'call'; readonly taken: OutwardCall };

const secondsUntil = (time: number, now: Date): number => Math.max(1, Math.ceil((time - now.getTime()) / 1000));

export const attemptCall = (call: OutwardCall, now: Date): OutwardAttempt => {
  if (call.status === 'done' || call.status === 'failed') return { kind: 'over' };
  const { nextAt: _nextAt, ...kept } = call;
  const from =
    call.status === 'calling'
      ? Date.parse(call.attemptedAt ?? call.createdAt) + CALLING_SECONDS * 1000
      : Date.parse(call.nextAt ?? call.createdAt);
  if (from > now.getTime()) return { kind: 'held', seconds: secondsUntil(from, now) };
  return {
    kind: 'call',
    taken: { ...kept, status: 'calling', attempts: call.attempts + 1, attemptedAt: now.toISOString() },
  };
};

/** What came of one call. `retryAfterSeconds`: the receiver asks for that much time. */
export type CallResult = Omit<OutwardAnswer, 'at'> & { readonly retryAfterSeconds?: number };

/** What Dooray! says in an answer of status 200 that is none. */
const isDoorayFault = (body: string): boolean => {
  if (/^\s*[A-Z_]*ERROR\s*$/.test(body)) return true;
  try {
    const read = JSON.parse(body) as { readonly header?: { readonly isSuccessful?: unknown } } | null;
    return read?.header?.isSuccessful === false;
  } catch {
    return false;
  }
};

/** Whether the receiver took it: any status of 2xx, of a messenger without a fault in its body. */
export const isTaken = (kind: OutwardKind, { status, body = '' }: CallResult): boolean =>
  status !== undefined && status >= 200 && status < 300 && !(kind === 'notice' && isDoorayFault(body));

/** 410 says that it is gone for good; an address inside is never called. */
const isFinal = ({ status, because }: CallResult): boolean => status === 410 || because === 'address_refused';

/** A number from 0 to 1 made of a text: calls that failed together come back apart. */
const spreadOf = (text: string): number => {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  return hash / 4_294_967_296;
};

/** Seconds until the next try, `attempts` having been made: twice as long each time, shortened by up to a fifth. */
export const waitAfter = (attempts: number, id: string): number =>
  Math.ceil(
    Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1)) *
      (1 - spreadOf(`${id} ${String(attempts)}`) / 5),
  );

/** The call after an answer: done, to be tried again, or given up when its day is over. */
export const settleCall = (taken: OutwardCall, result: CallResult, now: Date): OutwardCall => {
  const { retryAfterSeconds = 0, ...said } = result;
  const at = now.toISOString();
  const answered = { ...taken, answer: { at, ...said } };
  if (isTaken(taken.kind, result)) return { ...answered, status: 'done', endedAt: at };
  const seconds = Math.max(waitAfter(taken.attempts, taken.id), Math.min(retryAfterSeconds, LONGEST_ASKED_SECONDS));
  const next = now.getTime() + seconds * 1000;
  if (isFinal(result) || next > Date.parse(taken.createdAt) + TRIED_FOR_SECONDS * 1000)
    return { ...answered, status: 'failed', endedAt: at };
  return { ...answered, status: 'waiting', nextAt: new Date(next).toISOString() };
};

/** What the log tells of a call that was given up: no text of the receiver's. */
export const reasonOf = ({ answer }: Pick<OutwardCall, 'answer'>): string | undefined =>
  answer?.status === undefined ? answer?.because : `HTTP ${String(answer.status)}`;
