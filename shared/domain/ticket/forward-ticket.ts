import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import {
  advance,
  commentEntry,
  type Decision,
  type DecisionContext,
  isEmptyBody,
  type MessageBody,
} from './decision.ts';
import { admit, type ActingAgent, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import type { Ticket } from './ticket.ts';

/** Who gets a ticket: an agent in one of their groups, or whoever of a group keeps it. */
export type ForwardTarget =
  | {
      readonly kind: 'agent';
      readonly assigneeId: string;
      /** Undefined: the service has no such agent. */ readonly agent: Agent | undefined;
      readonly groupId?: string;
    }
  | { readonly kind: 'group'; readonly groupId: string; /** Does the service have it? */ readonly exists: boolean };

export type ForwardTicket = {
  readonly agent: ActingAgent;
  readonly target: ForwardTarget;
  /** A comment for whoever gets it. */ readonly body?: MessageBody;
};

const assignmentOf = (
  ticket: Ticket,
  target: ForwardTarget,
): Result<
  Pick<Ticket, 'status'> & { readonly assigneeId: string | null; readonly groupId: string | null },
  TicketRefusal
> => {
  const { to, otherwise } = TICKET_LIFECYCLE.forward;
  if (target.kind === 'group') {
    return target.exists
      ? ok({ status: otherwise.to, assigneeId: null, groupId: target.groupId })
      : err({ code: 'group_not_found', groupId: target.groupId });
  }
  const { agent, assigneeId, groupId } = target;
  const unavailable = (because: 'unknown' | 'left' | 'assignment_off') =>
    err({
      code: 'assignee_unavailable' as const,
      assigneeId,
      ...(agent === undefined ? {} : { assigneeName: agent.name }),
      because,
    });
  if (agent === undefined) return unavailable('unknown');
  if (!agent.active) return unavailable('left');
  if (!agent.takesAssignment) return unavailable('assignment_off');
  if (groupId !== undefined && !agent.groupIds.includes(groupId))
    return err({ code: 'group_not_theirs', groupId, groupIds: agent.groupIds });
  if (groupId === undefined && agent.groupIds.length > 1)
    return err({ code: 'group_required', groupIds: agent.groupIds });
  return ok({ status: to, assigneeId, groupId: groupId ?? agent.groupIds[0] ?? ticket.groupId ?? null });
};

/** Forwards a ticket: to an agent, who works on it at once, or to a group, where it is unassigned. */
export const forwardTicket = (
  ticket: Ticket,
  { agent, target, body }: ForwardTicket,
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const admitted = admit('forward', ticket, agent);
  if (!admitted.ok) return admitted;
  const assignment = assignmentOf(ticket, target);
  if (!assignment.ok) return assignment;
  const entry =
    body === undefined || isEmptyBody(body) ? undefined : commentEntry(agent.agentId, body, 'forward', context);
  const written = entry === undefined ? {} : { entry };
  return ok({
    ...advance(ticket, 'ticket_forwarded', { kind: 'agent', id: agent.agentId }, context, assignment.value, written),
    ...written,
  });
};
