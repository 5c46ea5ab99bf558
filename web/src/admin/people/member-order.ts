import { sameAgents } from '../../../../shared/domain/desk/agent-groups.ts';

const commonTo = (order: readonly string[], others: readonly string[]): readonly string[] =>
  order.filter((agentId) => others.includes(agentId));

/**
 * An order that somebody made, of the members that there are by now: who left is out of it, and who came meanwhile is
 * last, as the desk has it.
 */
export const orderOver = (mine: readonly string[], members: readonly string[]): readonly string[] => [
  ...commonTo(mine, members),
  ...members.filter((agentId) => !mine.includes(agentId)),
];

/** Whether between two lists of members people came or went, and nobody put those who stayed into another order. */
export const onlyCameOrWent = (before: readonly string[], after: readonly string[]): boolean =>
  !sameAgents(before, after) && commonTo(before, after).join(' ') === commonTo(after, before).join(' ');
