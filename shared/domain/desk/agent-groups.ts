import { err, ok, type Result } from '../kernel/result.ts';
import type { Agent, AgentGroup } from './agent.ts';
import type { DeskRefusal } from './desk-refusal.ts';

/** A group before and after a change; `before` is undefined for a new group. */
export type GroupChange = { readonly before: AgentGroup | undefined; readonly after: AgentGroup };

/** Keeps the order in which members were added: existing ones keep their place, new ones come last. */
export const inOrderOfAdding = (before: readonly string[], wanted: readonly string[]): readonly string[] => [
  ...before.filter((id) => wanted.includes(id)),
  ...new Set(wanted.filter((id) => !before.includes(id))),
];

/**
 * How a change of an agent changes the groups: groups that the agent leaves lose them, new ones get them as last
 * member. An inactive agent is in no group. Refused when a new group doesn't exist.
 */
export const moveBetweenGroups = (
  groups: readonly AgentGroup[],
  { agentId, groupIds, active }: Pick<Agent, 'agentId' | 'groupIds' | 'active'>,
): Result<readonly GroupChange[], DeskRefusal> => {
  for (const groupId of groupIds) {
    if (groups.find((group) => group.groupId === groupId)?.active !== true)
      return err({ code: 'group_not_found', groupId });
  }
  return ok(
    groups.flatMap((group) => {
      const wanted = active && groupIds.includes(group.groupId);
      if (wanted === group.agentIds.includes(agentId)) return [];
      const agentIds = wanted ? [...group.agentIds, agentId] : group.agentIds.filter((id) => id !== agentId);
      return [{ before: group, after: { ...group, agentIds, version: group.version + 1 } }];
    }),
  );
};

/** Whether both lists have the same agents, each once, in any order. */
export const sameAgents = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
