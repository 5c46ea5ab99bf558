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
import { admit, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import { INTERNAL_REASON_RULES, type InternalReason } from './internal-reason.ts';
import type { Ticket } from './ticket.ts';

export type ResolveInternally = {
  readonly agent: Agent;
  readonly reason: InternalReason;
  /** The number of the ticket that a duplicate repeats; it must exist. */
  readonly duplicateOf?: number;
  readonly body?: MessageBody;
};

/** An agent who resolves an unassigned ticket becomes its assignee, in its group or the agent's only one. */
const assigned = (ticket: Ticket, { agentId, groupIds }: Agent) =>
  ticket.status === 'unassigned'
    ? { assigneeId: agentId, groupId: ticket.groupId ?? (groupIds.length === 1 ? groupIds[0]! : null) }
    : {};

const beforeSpam = ({ status, assigneeId }: Ticket) => ({
  status,
  ...(assigneeId === undefined ? {} : { assigneeId }),
});

/** Resolves a ticket without an answer; no mail is sent. Spam goes to the Spam list and can be restored. */
export const resolveInternally = (
  ticket: Ticket,
  { agent, reason, duplicateOf, body }: ResolveInternally,
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const admitted = admit('resolve_internally', ticket, agent);
  if (!admitted.ok) return admitted;
  const { refusedForTransferred, needsText } = INTERNAL_REASON_RULES[reason];
  if (refusedForTransferred && ticket.origin !== undefined) return err({ code: 'reason_not_allowed', reason });
  const silent = body === undefined || isEmptyBody(body);
  if (silent && needsText) return err({ code: 'text_required' });
  if (duplicateOf === ticket.number) return err({ code: 'duplicate_not_found', number: duplicateOf });
  const entry = silent ? undefined : commentEntry(agent.agentId, body, 'resolve_internally', context);
  const written = entry === undefined ? {} : { entry };
  const moved = advance(
    ticket,
    'ticket_resolved_internally',
    { kind: 'agent', id: agent.agentId },
    context,
    {
      ...assigned(ticket, agent),
      status: TICKET_LIFECYCLE.resolve_internally.to,
      resolvedAt: context.at,
      resolvedBy: agent.agentId,
      internalReason: reason,
      duplicateOf: reason === 'duplicate' ? (duplicateOf ?? null) : null,
      beforeSpam: reason === 'spam' ? beforeSpam(ticket) : null,
      // Restore gives spam back as it was.
      ...(reason === 'spam' ? {} : { waitingSince: null }),
    },
    written,
  );
  return ok({ ...moved, ...written });
};
