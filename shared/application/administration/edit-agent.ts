import { inOrderOfAdding, moveBetweenGroups } from '../../domain/desk/agent-groups.ts';
import type { Agent, AgentFlag } from '../../domain/desk/agent.ts';
import { changedNames } from '../../domain/desk/desk-facts.ts';
import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { DeskAdministration, DeskDirectory } from '../ports/desk.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type EditAgentDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent' | 'listGroups'>;
  readonly administration: Pick<DeskAdministration, 'saveAgent' | 'otherAdministrator'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
/** Omitted members stay unchanged. */
export type AgentChanges = Partial<Pick<Agent, 'name' | 'role' | 'groupIds' | 'active' | AgentFlag>>;
export type EditAgentInput = {
  readonly by: Administering;
  readonly agentId: string;
  readonly expectedVersion?: number;
  readonly changes: AgentChanges;
};

const administers = ({ active, role }: Agent): boolean => active && role === 'administrator';

/**
 * Changes an agent's role, groups, flags or activity. The last active administrator of a service can't be removed, even
 * by concurrent changes.
 */
export const editAgent =
  (deps: EditAgentDeps) =>
  ({ by, agentId, expectedVersion, changes }: EditAgentInput): Promise<Result<Agent, DeskRefusal>> =>
    retryOnConflict<Result<Agent, DeskRefusal>>(deps.backoff, async () => {
      const { serviceId } = by;
      const [before, groups] = await Promise.all([
        deps.directory.findAgent(serviceId, agentId),
        deps.directory.listGroups(serviceId),
      ]);
      if (!before) return err({ code: 'agent_not_found', agentId });
      if (expectedVersion !== undefined && expectedVersion !== before.version)
        return err({ code: 'agent_changed', expected: expectedVersion, actual: before.version });
      // A returning agent does not rejoin groups that were removed in the meantime.
      const staying = before.groupIds.filter((id) => groups.some(({ groupId, active }) => groupId === id && active));
      const groupIds = changes.groupIds === undefined ? staying : inOrderOfAdding(staying, changes.groupIds);
      const after: Agent = { ...before, ...changes, groupIds, version: before.version + 1 };
      if (changedNames(before, after).length === 0) return ok(before);
      const moved = moveBetweenGroups(groups, after);
      if (!moved.ok) return moved;
      const remaining =
        administers(before) && !administers(after)
          ? await deps.administration.otherAdministrator(serviceId, agentId)
          : null;
      if (remaining === undefined) return err({ code: 'last_administrator' });
      const fact = deskFactOfChange(deps.clock, by, { kind: 'agent', id: agentId }, before, after);
      const saved = await deps.administration.saveAgent({
        before,
        after,
        groups: moved.value,
        fact,
        ...(remaining === null ? {} : { administratorId: remaining }),
      });
      return saved ? ok(after) : 'conflict';
    });
