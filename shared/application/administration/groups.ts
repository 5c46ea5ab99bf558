import { sameAgents } from '../../domain/desk/agent-groups.ts';
import type { AgentGroup } from '../../domain/desk/agent.ts';
import { changedNames } from '../../domain/desk/desk-facts.ts';
import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { DeskAdministration, DeskDirectory } from '../ports/desk.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type GroupDeps = {
  readonly directory: Pick<DeskDirectory, 'findGroup'>;
  readonly administration: Pick<DeskAdministration, 'saveGroup'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
type Answer = Promise<Result<AgentGroup, DeskRefusal>>;
type GroupRef = { readonly by: Administering; readonly groupId: string; readonly expectedVersion?: number };

/** Creates a group without agents; agents join it by a change of the agent. */
export const createGroup =
  ({ directory, administration, clock, backoff }: GroupDeps) =>
  ({
    by,
    groupId = clock.newId('grp'),
    name,
  }: {
    readonly by: Administering;
    readonly groupId?: string;
    readonly name: string;
  }): Answer =>
    retryOnConflict<Result<AgentGroup, DeskRefusal>>(backoff, async () => {
      const known = await directory.findGroup(by.serviceId, groupId);
      if (known) return err({ code: 'group_exists', groupId, active: known.active });
      const after: AgentGroup = { serviceId: by.serviceId, groupId, name, agentIds: [], active: true, version: 1 };
      return (await administration.saveGroup({
        before: undefined,
        after,
        fact: deskFactOfChange(clock, by, { kind: 'group', id: groupId }, undefined, after),
      }))
        ? ok(after)
        : 'conflict';
    });

/** Reads a group, applies a rule and writes the result; retried when another write came first. */
const changeGroup = (
  { directory, administration, clock, backoff }: GroupDeps,
  { by, groupId, expectedVersion }: GroupRef,
  action: 'changed' | 'removed',
  decide: (group: AgentGroup) => Result<AgentGroup, DeskRefusal>,
): Answer =>
  retryOnConflict<Result<AgentGroup, DeskRefusal>>(backoff, async () => {
    const before = await directory.findGroup(by.serviceId, groupId);
    if (!before) return err({ code: 'agent_group_not_found', groupId });
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      return err({ code: 'group_changed', expected: expectedVersion, actual: before.version });
    const decided = decide(before);
    if (!decided.ok) return decided;
    if (changedNames(before, decided.value).length === 0) return ok(before);
    const after = { ...decided.value, version: before.version + 1 };
    return (await administration.saveGroup({
      before,
      after,
      fact: { ...deskFactOfChange(clock, by, { kind: 'group', id: groupId }, before, after), action },
    }))
      ? ok(after)
      : 'conflict';
  });

export type EditGroupInput = GroupRef & {
  readonly changes: Partial<Pick<AgentGroup, 'name' | 'agentIds'>> & {
    /** Restores a removed group. */
    readonly active?: true;
  };
};

/** Renames a group, reorders its agents, or restores it. */
export const editGroup =
  (deps: GroupDeps) =>
  ({ changes, ...place }: EditGroupInput): Answer =>
    changeGroup(deps, place, 'changed', (group) =>
      changes.agentIds !== undefined && !sameAgents(changes.agentIds, group.agentIds)
        ? err({ code: 'group_order_invalid', agentIds: group.agentIds })
        : ok({ ...group, ...changes }),
    );

/** Removes an empty group: it can't be chosen any more; tickets that name it still show its name. */
export const removeGroup =
  (deps: GroupDeps) =>
  (place: GroupRef): Answer =>
    changeGroup(deps, place, 'removed', (group) =>
      group.agentIds.length > 0
        ? err({ code: 'group_has_agents', agentIds: group.agentIds })
        : ok({ ...group, active: false }),
    );
