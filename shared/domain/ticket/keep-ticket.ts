import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { admit } from './admit.ts';
import type { Decision, Moment } from './decision.ts';
import type { TicketRefusal } from './errors.ts';
import { evolve } from './evolve.ts';
import { TICKET_LIFECYCLE } from './lifecycle.ts';
import { nextFact } from './next-fact.ts';
import type { Ticket } from './ticket.ts';

export type KeepTicket = { readonly agent: Agent; readonly groupId?: string };

/** The group that the ticket is worked in: the named one, the agent's only one, or the ticket's own when he is in none. */
const chooseGroup = (ticket: Ticket, { agent, groupId }: KeepTicket): Result<string | undefined, TicketRefusal> => {
  if (groupId !== undefined) return agent.groupIds.includes(groupId) ? ok(groupId) : err({ code: 'group_not_yours', groupId });
  if (agent.groupIds.length > 1) return err({ code: 'group_required', groupIds: agent.groupIds });
  return ok(agent.groupIds[0] ?? ticket.groupId);
};

/** An agent takes an unassigned ticket. The flag "takes ticket assignment" is about being given tickets, so it does not matter here. */
export const keepTicket = (ticket: Ticket, command: KeepTicket, moment: Moment): Result<Decision, TicketRefusal> => {
  const admitted = admit('keep', ticket, command.agent);
  if (!admitted.ok) return admitted;
  const group = chooseGroup(ticket, command);
  if (!group.ok) return group;
  const fact = nextFact(ticket, 'ticket_kept', { kind: 'agent', id: command.agent.agentId }, moment, {
    status: TICKET_LIFECYCLE.keep.to, assigneeId: command.agent.agentId, ...(group.value === undefined ? {} : { groupId: group.value }),
  });
  return ok({ ticket: evolve(ticket, fact), fact });
};
