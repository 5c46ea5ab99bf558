import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CallRefusal } from './reserved-call.ts';

/**
 * Who is to make a call must still work in the service. Assignment that is off concerns tickets: who promised a call
 * keeps it.
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
