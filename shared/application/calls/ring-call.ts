import { ringCall as decideRing } from '../../domain/call/ring-call.ts';
import type { Ring } from '../ports/calls.ts';
import type { Log } from '../ports/platform.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { factContext, type CallDeps } from './change-stored-call.ts';

export type RingCallDeps = CallDeps & { readonly log: Log };
/** `later`: the call is not due yet. */
export type RingResult = { readonly kind: 'done' } | { readonly kind: 'later'; readonly seconds: number };

const DONE: RingResult = { kind: 'done' };

/**
 * Records that a reserved call is due, once for each of its times. Does nothing when the call is closed, deleted or
 * moved.
 */
export const ringCall =
  ({ tickets, calls, clock, backoff, log }: RingCallDeps) =>
  async ({ serviceId, number, callId, at }: Ring): Promise<RingResult> =>
    retryOnConflict<RingResult>(backoff, async () => {
      const [ticket, call] = await Promise.all([
        tickets.find(serviceId, number),
        calls.find(serviceId, number, callId),
      ]);
      if (ticket === undefined || call === undefined) return DONE;
      const ringing = decideRing(ticket, call, at, factContext(clock, callId));
      if (ringing.kind === 'over') return DONE;
      if (ringing.kind === 'wait') return { kind: 'later', seconds: ringing.seconds };
      if (!(await calls.save(ringing.decision.call, call, ringing.decision.fact))) return 'conflict';
      log.info('call_rung', { serviceId, number, callId });
      return DONE;
    });
