import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import type { CallRepository, CallScheduler } from '../ports/calls.ts';

/** A change of a call that was published. */
export type CallNews = Pick<ReservedCall, 'serviceId' | 'number' | 'callId'> & {
  /** The time that it had before, where it was moved. */ readonly movedFrom?: string;
};

/**
 * Brings the schedule to what the call is now, whatever came first. News that come late or twice leave at worst a
 * schedule for a time that the call had once: nobody is told by it, since whoever rings asks the call itself.
 */
export const scheduleCall =
  ({ calls, scheduler }: { readonly calls: Pick<CallRepository, 'find'>; readonly scheduler: CallScheduler }) =>
  async ({ serviceId, number, callId, movedFrom }: CallNews): Promise<void> => {
    const call = await calls.find(serviceId, number, callId);
    if (movedFrom !== undefined && movedFrom !== call?.at) await scheduler.cancel({ callId, at: movedFrom });
    if (call === undefined) return;
    if (call.status !== 'open') await scheduler.cancel(call);
    else if (call.rungFor !== call.at) await scheduler.ringAt(call);
  };
