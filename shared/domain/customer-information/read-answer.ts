import { type InformationSource, RESULT_KEY_LENGTH, type ResultItem } from './information-source.ts';

export const INFORMATION_OUTCOMES = ['found', 'nothing', 'no_permission', 'unavailable'] as const;
export type InformationOutcome = (typeof INFORMATION_OUTCOMES)[number];

/** Why there is no answer, for whoever repairs it. */
export const UNAVAILABLE_REASONS = [
  'timeout',
  'address_refused',
  'unreachable',
  'redirect_refused',
  'too_large',
  'not_understood',
  'server_error',
] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

/** What `unreachable` was, for the administrator who tries an address out. */
export const UNREACHABLE_CAUSES = [
  'name_not_found',
  'connection_refused',
  'certificate_not_trusted',
  'tls_failed',
  'connection_broken',
] as const;
export type UnreachableCause = (typeof UNREACHABLE_CAUSES)[number];

/** Whether an answer has a value for a result item; `nested` values (objects, lists, null) are not shown. */
export const RESULT_STATES = ['found', 'missing', 'nested'] as const;

/** The result of a call: a response with any status, or the reason why there is none. */
export type InformationReply =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly because: UnavailableReason; readonly cause?: UnreachableCause };

/** What the panel shows. Never stored or logged. */
export type CustomerInformation = {
  readonly outcome: InformationOutcome;
  readonly because?: UnavailableReason;
  /** Each result item in order; null where the response has no value under its key. */
  readonly items: readonly { readonly label: string; readonly value: string | null }[];
};

const unavailable = (because: UnavailableReason): CustomerInformation => ({
  outcome: 'unavailable',
  because,
  items: [],
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Strings, numbers and booleans as text; null for nested values. */
const asText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** The `data` of a 200 response; undefined when the response has another form. */
const dataOf = (body: string): Readonly<Record<string, unknown>> | undefined => {
  const answer = parsed(body);
  const data = isObject(answer) && Object.hasOwn(answer, 'data') ? answer['data'] : undefined;
  return isObject(data) ? data : undefined;
};

const textUnder = (data: Readonly<Record<string, unknown>>, key: string): string | null =>
  Object.hasOwn(data, key) ? asText(data[key]) : null;

/**
 * Reads a response by the contract of Customer Information Integration: 200 found, 400 nothing found, 403 no
 * permission, anything else a server error.
 */
export const readAnswer = (
  { results }: Pick<InformationSource, 'results'>,
  reply: InformationReply,
): CustomerInformation => {
  if (reply.kind === 'failed') return unavailable(reply.because);
  if (reply.status === 400) return { outcome: 'nothing', items: [] };
  if (reply.status === 403) return { outcome: 'no_permission', items: [] };
  if (reply.status !== 200) return unavailable('server_error');
  const data = dataOf(reply.body);
  if (data === undefined) return unavailable('not_understood');
  return { outcome: 'found', items: results.map(({ label, key }) => ({ label, value: textUnder(data, key) })) };
};

/** A result item of a test call: with its key, and whether the answer has a value for it. */
export type ExaminedItem = ResultItem & {
  readonly state: (typeof RESULT_STATES)[number];
  readonly value: string | null;
};

/** Maximum keys of an answer that a test call names. */
export const OTHER_KEYS_LIMIT = 50;

/**
 * An answer as an administrator tests it: each result item with its state, and the keys that no item shows, which help
 * to find a misspelled one. The values of those keys stay unread. Empty when nothing was found.
 */
export const examineAnswer = (
  { results }: Pick<InformationSource, 'results'>,
  reply: InformationReply,
): { readonly items: readonly ExaminedItem[]; readonly otherKeys: readonly string[] } => {
  const data = reply.kind === 'answered' && reply.status === 200 ? dataOf(reply.body) : undefined;
  if (data === undefined) return { items: [], otherKeys: [] };
  const shown = new Set(results.map(({ key }) => key));
  return {
    items: results.map((item) => {
      const value = textUnder(data, item.key);
      const state = value !== null ? 'found' : Object.hasOwn(data, item.key) ? 'nested' : 'missing';
      return { ...item, state, value };
    }),
    otherKeys: Object.keys(data)
      .filter((key) => key.length <= RESULT_KEY_LENGTH && !shown.has(key))
      .slice(0, OTHER_KEYS_LIMIT),
  };
};
