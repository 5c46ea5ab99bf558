import { err, ok, type Result } from '../kernel/result.ts';
import type { Agent, AgentGroup } from './agent.ts';
import type { DeskRefusal } from './desk-refusal.ts';

/** A group before and after: undefined before it was made. */
export type GroupChange = { readonly before: AgentGroup | undefined; readonly after: AgentGroup };

/** In the order in which they were added: who stays keeps their place, who is new comes last. */
export const inOrderOfAdding = (before: readonly string[], wanted: readonly string[]): readonly string[] => [
  ...before.filter((id) => wanted.includes(id)),
  ...new Set(wanted.filter((id) => !before.includes(id))),
];

/**
 * What a change of an agent does to the groups: left ones lose them, new ones have them last. Who left the service is
 * in none. Refused when one that they are to be in isn't there.
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

/** Are these the same agents, in whatever order, each once? */
export const sameAgents = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
