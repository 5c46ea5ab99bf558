import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext } from './decision.ts';
import { admit, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import type { Ticket } from './ticket.ts';

export type KeepTicket = { readonly agent: Agent; readonly groupId?: string };

/**
 * The group that the ticket is worked on in: the named one, the agent's only one, or the ticket's own when the agent is
 * in none.
 */
const chooseGroup = (ticket: Ticket, { agent, groupId }: KeepTicket): Result<string | undefined, TicketRefusal> => {
  if (groupId !== undefined)
    return agent.groupIds.includes(groupId) ? ok(groupId) : err({ code: 'group_not_yours', groupId });
  if (agent.groupIds.length > 1) return err({ code: 'group_required', groupIds: agent.groupIds });
  return ok(agent.groupIds[0] ?? ticket.groupId);
};

/**
 * An agent takes an unassigned ticket. The flag "takes ticket assignment" is about being given tickets by others and is
 * not checked.
 */
export const keepTicket = (
  ticket: Ticket,
  command: KeepTicket,
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const admitted = admit('keep', ticket, command.agent);
  if (!admitted.ok) return admitted;
  const group = chooseGroup(ticket, command);
  if (!group.ok) return group;
  return ok(
    advance(ticket, 'ticket_kept', { kind: 'agent', id: command.agent.agentId }, context, {
      status: TICKET_LIFECYCLE.keep.to,
      assigneeId: command.agent.agentId,
      groupId: group.value ?? null,
    }),
  );
};
