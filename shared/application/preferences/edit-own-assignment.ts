import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { deskFactOfChange } from '../administration/desk-fact.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { DeskAdministration, DeskDirectory } from '../ports/desk.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type OwnAssignmentDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly administration: Pick<DeskAdministration, 'saveAgent'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
export type OwnAssignmentInput = {
  readonly serviceId: string;
  readonly agentId: string;
  readonly correlationId: string;
  readonly takesAssignment: boolean;
};

/**
 * An agent's own switch: whether they take tickets that are given out. The last writer wins, an administrator as well
 * as the agent; the audit log names who it was.
 */
export const editOwnAssignment =
  ({ directory, administration, clock, backoff }: OwnAssignmentDeps) =>
  ({ serviceId, agentId, correlationId, takesAssignment }: OwnAssignmentInput): Promise<Result<Agent, AccessRefusal>> =>
    retryOnConflict<Result<Agent, AccessRefusal>>(backoff, async () => {
      const before = await directory.findAgent(serviceId, agentId);
      if (before?.active !== true) return err({ code: 'service_not_found', serviceId });
      if (before.takesAssignment === takesAssignment) return ok(before);
      const after: Agent = { ...before, takesAssignment, version: before.version + 1 };
      const by = { serviceId, agentId, correlationId };
      const fact = deskFactOfChange(clock, by, { kind: 'agent', id: agentId }, before, after);
      return (await administration.saveAgent({ before, after, groups: [], fact })) ? ok(after) : 'conflict';
    });
