import { ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext } from './decision.ts';
import { autoCompleteReason } from './facts.ts';
import { admitDesk, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import type { Ticket } from './ticket.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A ticket is completed now if it was resolved up to this instant; undefined when the service never does (0 days). */
export const autoCompleteBefore = (now: Date, days: number): string | undefined =>
  days === 0 ? undefined : new Date(now.getTime() - days * DAY).toISOString();

/** Completes a ticket that has stayed resolved for the service's number of days. Undefined: it is too early. */
export const autoCompleteTicket = (
  ticket: Ticket,
  days: number,
  context: DecisionContext,
): Result<Decision, TicketRefusal> | undefined => {
  const admitted = admitDesk('auto_complete', ticket);
  if (!admitted.ok) return admitted;
  const before = autoCompleteBefore(new Date(context.at), days);
  if (before === undefined || (ticket.resolvedAt ?? ticket.activityAt) > before) return undefined;
  return ok(
    advance(
      ticket,
      'ticket_completed',
      { kind: 'system' },
      context,
      { status: TICKET_LIFECYCLE.auto_complete.to, completedAt: context.at },
      { reason: autoCompleteReason(days) },
    ),
  );
};
