import { err, ok, type Result } from '../kernel/result.ts';
import { CALL_DAYS_AHEAD, type CallRefusal } from './reserved-call.ts';

const DAY = 86_400_000;

/** A time as it is stored: UTC, whole seconds. `time` is ISO 8601 with any offset. */
export const callTime = (time: string): string => new Date(Math.floor(Date.parse(time) / 1000) * 1000).toISOString();

/** A call is reserved for later, and not for a time that nobody plans for. Both are ISO 8601. */
export const checkCallTime = (
  at: string,
  now: string,
): Result<string, Extract<CallRefusal, { code: 'call_time_invalid' }>> => {
  const ahead = Date.parse(at) - Date.parse(now);
  if (ahead <= 0) return err({ code: 'call_time_invalid', because: 'past' });
  return ahead > CALL_DAYS_AHEAD * DAY ? err({ code: 'call_time_invalid', because: 'too_far' }) : ok(at);
};
