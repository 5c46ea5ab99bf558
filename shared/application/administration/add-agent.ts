import { moveBetweenGroups } from '../../domain/desk/agent-groups.ts';
import type { Agent, AgentFlag } from '../../domain/desk/agent.ts';
import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { AgentAccounts, DeskAdministration, DeskDirectory } from '../ports/desk.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type AddAgentDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent' | 'listGroups'>;
  readonly administration: Pick<DeskAdministration, 'saveAgent'>;
  readonly accounts: AgentAccounts;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
export type AddAgentInput = Pick<Agent, 'name' | 'email' | 'role' | 'groupIds' | AgentFlag> & {
  readonly by: Administering;
};

/**
 * Makes a person an agent of the service. Their account is found by e-mail address, or created and invited. An account
 * without a service has no rights: if a later step fails, it does no harm and the next try finds it.
 */
export const addAgent =
  (deps: AddAgentDeps) =>
  async ({ by, ...given }: AddAgentInput): Promise<Result<Agent, DeskRefusal>> => {
    const { serviceId } = by;
    const email = given.email.toLowerCase();
    const groupsFor = async (agentId: string) =>
      moveBetweenGroups(await deps.directory.listGroups(serviceId), {
        agentId,
        groupIds: given.groupIds,
        active: true,
      });
    // Check first, so that nobody is invited to what is then refused.
    const possible = await groupsFor('');
    if (!possible.ok) return possible;
    const { agentId } = await deps.accounts.ensure({ email, name: given.name });
    return retryOnConflict<Result<Agent, DeskRefusal>>(deps.backoff, async () => {
      const known = await deps.directory.findAgent(serviceId, agentId);
      if (known) return err({ code: 'agent_exists', agentId, active: known.active });
      const moved = await groupsFor(agentId);
      if (!moved.ok) return moved;
      const after: Agent = { ...given, email, serviceId, agentId, active: true, version: 1 };
      const fact = deskFactOfChange(deps.clock, by, { kind: 'agent', id: agentId }, undefined, after);
      return (await deps.administration.saveAgent({ before: undefined, after, groups: moved.value, fact }))
        ? ok(after)
        : 'conflict';
    });
  };
