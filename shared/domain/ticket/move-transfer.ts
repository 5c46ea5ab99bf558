import { ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext } from './decision.ts';
import { admitDesk, statusAfterWait, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import type { Ticket, TransferKind } from './ticket.ts';

const BEGINS = { issue: 'transfer_to_issue', dooray: 'transfer_to_dooray' } as const satisfies Record<
  TransferKind,
  keyof typeof TICKET_LIFECYCLE
>;
export type TransferNews = 'finish_issue' | 'register_dooray' | 'start_dooray' | 'finish_dooray';

/**
 * The other team has taken the ticket, which now waits. `actorId` is the agent who escalated it, `transferId` the
 * escalation that was ordered.
 */
export const beginTransfer = (
  ticket: Ticket,
  { kind, actorId, transferId }: { readonly kind: TransferKind; readonly actorId: string; readonly transferId: string },
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const command = BEGINS[kind];
  const admitted = admitDesk(command, ticket);
  return admitted.ok
    ? ok(
        advance(ticket, 'ticket_transferred', { kind: 'agent', id: actorId }, context, {
          status: TICKET_LIFECYCLE[command].to,
          transfer: kind,
          transferId,
          transferring: null,
        }),
      )
    : admitted;
};

/**
 * Moves a ticket by news of the other team. Refused with illegal_transition when the ticket doesn't wait for them any
 * more: the news is then only logged.
 */
export const moveTransfer = (
  ticket: Ticket,
  news: TransferNews,
  context: DecisionContext,
): Result<Decision, TicketRefusal> => {
  const admitted = admitDesk(news, ticket);
  if (!admitted.ok) return admitted;
  const status =
    news === 'finish_issue' || news === 'finish_dooray' ? statusAfterWait(ticket, news) : TICKET_LIFECYCLE[news].to;
  return ok(advance(ticket, 'transfer_moved', { kind: 'system' }, context, { status }));
};
