import type { CallDecision } from '../../domain/call/call-decision.ts';
import type { FactContext } from '../../domain/ticket/facts.ts';
import type { CallRefusal, ReservedCall } from '../../domain/call/reserved-call.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type CallDeps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly calls: Pick<CallRepository, 'find' | 'save'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** The call, and the request's correlation id. */
export type CallInput = Pick<ReservedCall, 'serviceId' | 'number' | 'callId'> & { readonly correlationId: string };
type Decide = (
  ticket: Ticket,
  call: ReservedCall,
  context: FactContext,
) => Result<CallDecision | undefined, CallRefusal>;

/** Time and identity of one decision on a call. */
export const factContext = (clock: ClockAndIds, correlationId: string): FactContext => ({
  at: clock.now().toISOString(),
  factId: clock.newId('evt'),
  correlationId,
});

/** Reads the call and its ticket, decides, and writes call and fact or nothing; begins again on a conflict. */
export const changeStoredCall =
  ({ tickets, calls, clock, backoff }: CallDeps) =>
  async (
    { serviceId, number, callId, correlationId }: CallInput,
    decide: Decide,
  ): Promise<Result<ReservedCall, CallRefusal>> =>
    retryOnConflict<Result<ReservedCall, CallRefusal>>(backoff, async () => {
      const [ticket, call] = await Promise.all([
        tickets.find(serviceId, number),
        calls.find(serviceId, number, callId),
      ]);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      if (call === undefined) return err({ code: 'call_not_found', callId });
      const decided = decide(ticket, call, factContext(clock, correlationId));
      if (!decided.ok) return decided;
      if (decided.value === undefined) return ok(call);
      return (await calls.save(decided.value.call, call, decided.value.fact)) ? ok(decided.value.call) : 'conflict';
    });
