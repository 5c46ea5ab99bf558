import type { CallRefusal, ReservedCall } from '../../domain/call/reserved-call.ts';
import { reserveCall as decideReserve, type Reservation } from '../../domain/call/reserve-call.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { normalizePhone, type NormalizePhoneDeps } from './normalize-phone.ts';
import { factContext, type CallDeps } from './change-stored-call.ts';

export type ReserveCallDeps = CallDeps &
  NormalizePhoneDeps & { readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent'> };
export type ReserveCallInput = Pick<ReservedCall, 'serviceId' | 'number'> &
  Pick<Reservation, 'phone' | 'at' | 'note'> & {
    readonly agent: Agent;
    /** Default: the calling agent. */
    readonly ownerId?: string;
    readonly correlationId: string;
  };

/** An agent promises the customer a call. */
export const reserveCall =
  (deps: ReserveCallDeps) =>
  async (input: ReserveCallInput): Promise<Result<ReservedCall, CallRefusal>> => {
    const { serviceId, number, agent, ownerId = agent.agentId, at, note, correlationId } = input;
    const phone = await normalizePhone(deps)(serviceId, input.phone);
    if (!phone.ok) return phone;
    const owner = ownerId === agent.agentId ? agent : await deps.directory.findAgent(serviceId, ownerId);
    const callId = deps.clock.newId('call');
    return retryOnConflict<Result<ReservedCall, CallRefusal>>(deps.backoff, async () => {
      const ticket = await deps.tickets.find(serviceId, number);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      const decided = decideReserve(
        ticket,
        { agentId: agent.agentId, callId, phone: phone.value, at, note, ownerId, owner },
        factContext(deps.clock, correlationId),
      );
      if (!decided.ok) return decided;
      if (await deps.calls.save(decided.value.call, undefined, decided.value.fact)) return ok(decided.value.call);
      // It may have been written by a request whose answer was lost; else the ticket went away meanwhile.
      const made = await deps.calls.find(serviceId, number, callId);
      return made === undefined ? 'conflict' : ok(made);
    });
  };
