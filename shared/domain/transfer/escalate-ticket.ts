import { err, ok, type Result } from '../kernel/result.ts';
import { createTicket } from '../ticket/create-ticket.ts';
import {
  advance,
  type Decision,
  type DecisionContext,
  entryBody,
  isEmptyBody,
  type MessageBody,
} from '../ticket/decision.ts';
import type { Entry } from '../ticket/entry.ts';
import { type ActingAgent, admit } from '../ticket/lifecycle.ts';
import { beginTransfer, moveTransfer } from '../ticket/move-transfer.ts';
import type { TicketRefusal } from '../ticket/refusal.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Escalation } from './escalation.ts';

/** A change of a ticket and of the escalation that it belongs to, written together: the latter as it was and is. */
export type EscalationDecision = Decision & {
  readonly escalation: { readonly before?: Escalation; readonly after: Escalation };
};

export type EscalateTicket = Pick<Escalation, 'id' | 'targetServiceId' | 'title' | 'inquiryTypeId' | 'fields'> & {
  readonly agent: ActingAgent;
  readonly body: MessageBody;
};

/**
 * An agent orders a hand-over: the text becomes an entry, and the desk makes the issue ticket. The status stays until
 * that is there. One at a time: a second order is refused.
 */
export const escalateTicket = (
  ticket: Ticket,
  { agent, body, id, ...asked }: EscalateTicket,
  context: DecisionContext,
): Result<EscalationDecision, TicketRefusal> => {
  if (ticket.transferring !== undefined) return err({ code: 'transfer_under_way' });
  const admitted = admit('escalate', ticket, agent);
  if (!admitted.ok) return admitted;
  if (isEmptyBody(body)) return err({ code: 'text_required' });
  const entry: Entry = {
    id: context.entryId,
    kind: 'transfer_note',
    author: { kind: 'agent', agentId: agent.agentId },
    at: context.at,
    ...entryBody(body),
    command: 'escalate',
  };
  const moved = advance(
    ticket,
    'transfer_ordered',
    { kind: 'agent', id: agent.agentId },
    context,
    { transferring: id },
    { entry },
  );
  const { serviceId, number } = ticket;
  return ok({
    ...moved,
    entry,
    escalation: {
      after: {
        ...asked,
        id,
        serviceId,
        number,
        entryId: entry.id,
        orderedBy: agent.agentId,
        orderedAt: context.at,
        status: 'ordered',
        correlationId: context.correlationId,
      },
    },
  });
};

/** The order came to nothing: the ticket stays where it is, and says so. */
export const giveUpEscalation = (
  ticket: Ticket,
  escalation: Escalation,
  failure: NonNullable<Escalation['failure']>,
  context: DecisionContext,
): EscalationDecision => ({
  ...advance(ticket, 'transfer_failed', { kind: 'system' }, context, { transferring: null }, { reason: failure }),
  escalation: { before: escalation, after: { ...escalation, status: 'failed', failure, endedAt: context.at } },
});

/** What the other side gets: the text and the files are those of the ticket's entry as it is now, masks included. */
export type IssueTicket = {
  readonly number: number;
  readonly body: MessageBody;
  readonly context: DecisionContext;
};

/**
 * The issue ticket is made and the ticket waits for it, both in one transaction. Refused with illegal_transition when
 * the ticket was moved meanwhile.
 */
export const handOver = (
  ticket: Ticket,
  escalation: Escalation,
  { number, body, context: there }: IssueTicket,
  context: DecisionContext,
): Result<EscalationDecision & { readonly alongside: Decision }, TicketRefusal> => {
  const { id, targetServiceId, orderedBy, title, inquiryTypeId, fields } = escalation;
  const moved = beginTransfer(ticket, { kind: 'issue', actorId: orderedBy, transferId: id }, context);
  if (!moved.ok) return moved;
  const { name } = ticket.customer;
  const made = createTicket(
    {
      serviceId: targetServiceId,
      number,
      title,
      channel: 'created',
      priority: ticket.priority,
      language: ticket.language,
      customer: name === undefined ? {} : { name },
      origin: { serviceId: ticket.serviceId, number: ticket.number, escalationId: id },
      createdBy: orderedBy,
      body,
      actor: { kind: 'agent', id: orderedBy },
      ...(inquiryTypeId === undefined ? {} : { inquiryTypeId }),
      ...(fields === undefined ? {} : { fields }),
    },
    there,
  );
  return ok({
    ...moved.value,
    escalation: { before: escalation, after: { ...escalation, targetNumber: number, status: 'waiting' } },
    alongside: made,
  });
};

/** The other side is done. A ticket that waits for it no more stays as it is. */
export const finishEscalation = (
  ticket: Ticket,
  escalation: Escalation,
  context: DecisionContext,
): Result<EscalationDecision, TicketRefusal> => {
  const moved = moveTransfer(ticket, 'finish_issue', context);
  return moved.ok
    ? ok({
        ...moved.value,
        escalation: { before: escalation, after: { ...escalation, status: 'finished', endedAt: context.at } },
      })
    : moved;
};

/** The ticket was withdrawn: the issue ticket stays with its agents, who see that nobody waits for it any more. */
export const tellWithdrawal = (
  issue: Ticket,
  escalation: Escalation,
  context: DecisionContext,
): EscalationDecision => ({
  ...advance(issue, 'origin_withdrew', { kind: 'system' }, context, {
    ...(issue.origin === undefined ? {} : { origin: { ...issue.origin, withdrawnAt: context.at } }),
  }),
  escalation: { before: escalation, after: { ...escalation, status: 'withdrawn', endedAt: context.at } },
});

/** Whether the work on this ticket mails no customer: it came from another service, whose agents answer them. */
export const answersTeam = ({ origin }: Pick<Ticket, 'origin'>): boolean => origin !== undefined;
