import { ok, type Result } from '../../domain/kernel/result.ts';
import { deleteTicket as decideDelete } from '../../domain/ticket/move-ticket.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';

/**
 * Deletes spam for good. The ticket's row is deleted at once, and the ticket is in no list any more; texts and files
 * are deleted once the fact is published.
 */
export const deleteTicket = (deps: CommandDeps) => {
  const change = changeTicket(deps);
  /** Whether this very request deleted the ticket before: its repetition finds no ticket and succeeds. */
  const wasDone = async ({ serviceId, idempotency }: CommandInput): Promise<boolean> => {
    const claim = idempotency && (await deps.tickets.findClaim(serviceId, idempotency));
    return claim !== undefined && !('reused' in claim);
  };
  return async (input: CommandInput): Promise<Result<{ readonly number: number }, CommandRefusal>> => {
    const gone = await change(input, (ticket, context) => decideDelete(ticket, input.agent, context));
    if (gone.ok || (gone.error.code === 'ticket_not_found' && (await wasDone(input))))
      return ok({ number: input.number });
    return gone;
  };
};
