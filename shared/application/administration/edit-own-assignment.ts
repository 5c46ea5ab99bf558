import type { Agent } from '../../domain/desk/agent.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import { editAgent, type EditAgentDeps } from './edit-agent.ts';

export type EditOwnAssignmentInput = {
  readonly agent: Agent;
  readonly correlationId: string;
  readonly takesAssignment: boolean;
};

/** An agent switches on or off that they are given tickets. It is a change of the agent, by themselves. */
export const editOwnAssignment =
  (deps: EditAgentDeps) =>
  async ({
    agent: { serviceId, agentId },
    correlationId,
    takesAssignment,
  }: EditOwnAssignmentInput): Promise<Result<Agent, never>> => {
    const edited = await editAgent(deps)({
      by: { serviceId, agentId, correlationId },
      agentId,
      changes: { takesAssignment },
    });
    // Neither role nor groups change, and an agent's row is never taken away.
    if (!edited.ok) throw new Error(`An agent's own switch was refused with ${edited.error.code}`);
    return ok(edited.value);
  };
