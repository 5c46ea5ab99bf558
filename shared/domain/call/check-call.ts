import { err, ok, type Result } from '../kernel/result.ts';
import { type CallRefusal, type ReservedCall, CALL_DAYS_AHEAD } from './reserved-call.ts';
import type { Agent } from '../desk/agent.ts';

/** Who gives a command on a call, and the version from If-Match, if any. */
export type CallCommand = { readonly agentId: string; readonly expectedVersion?: number };

/** Checks that the call is open and has the expected version; every agent may work on an open call. */
export const admitCallCommand = (
  { callId, status, version }: ReservedCall,
  { expectedVersion }: CallCommand,
): Result<void, CallRefusal> => {
  if (status !== 'open') return err({ code: 'call_ended', callId, status });
  return expectedVersion === undefined || expectedVersion === version
    ? ok(undefined)
    : err({ code: 'call_changed', expected: expectedVersion, actual: version });
};

/**
 * Checks that a call's owner is an active agent of the service. `takesAssignment` concerns tickets only, so it is not
 * required.
 */
export const checkCallOwner = (
  ownerId: string,
  agent: Agent | undefined,
): Result<string, Extract<CallRefusal, { code: 'assignee_unavailable' }>> => {
  if (agent === undefined) return err({ code: 'assignee_unavailable', assigneeId: ownerId, because: 'unknown' });
  return agent.active
    ? ok(ownerId)
    : err({ code: 'assignee_unavailable', assigneeId: ownerId, assigneeName: agent.name, because: 'left' });
};

const DAY = 86_400_000;

/** A time as it is stored: UTC, whole seconds. `time` is ISO 8601 with any offset. */
export const callTime = (time: string): string => new Date(Math.floor(Date.parse(time) / 1000) * 1000).toISOString();

/** Checks that a call is in the future and at most CALL_DAYS_AHEAD days ahead. Both are ISO 8601. */
export const checkCallTime = (
  at: string,
  now: string,
): Result<string, Extract<CallRefusal, { code: 'call_time_invalid' }>> => {
  const ahead = Date.parse(at) - Date.parse(now);
  if (ahead <= 0) return err({ code: 'call_time_invalid', because: 'past' });
  return ahead > CALL_DAYS_AHEAD * DAY ? err({ code: 'call_time_invalid', because: 'too_far' }) : ok(at);
};
