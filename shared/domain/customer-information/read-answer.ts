import type { InformationSource } from './information-source.ts';

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

/** The result of a call: a response with any status, or the reason why there is none. */
export type InformationReply =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly because: UnavailableReason };

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
  const answer = parsed(reply.body);
  const data = isObject(answer) && Object.hasOwn(answer, 'data') ? answer['data'] : undefined;
  if (!isObject(data)) return unavailable('not_understood');
  return {
    outcome: 'found',
    items: results.map(({ label, key }) => ({ label, value: Object.hasOwn(data, key) ? asText(data[key]) : null })),
  };
};
