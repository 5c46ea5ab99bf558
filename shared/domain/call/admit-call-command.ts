import { err, ok, type Result } from '../kernel/result.ts';
import type { CallRefusal, ReservedCall } from './reserved-call.ts';

/** Who wants something of a call, and which version they go by, if they say so. */
export type CallCommand = { readonly agentId: string; readonly expectedVersion?: number };

/** Any agent may work on an open call; on one that is over nobody. */
export const admitCallCommand = (
  { callId, status, version }: ReservedCall,
  { expectedVersion }: CallCommand,
): Result<void, CallRefusal> => {
  if (status !== 'open') return err({ code: 'call_ended', callId, status });
  return expectedVersion === undefined || expectedVersion === version
    ? ok(undefined)
    : err({ code: 'call_changed', expected: expectedVersion, actual: version });
};
