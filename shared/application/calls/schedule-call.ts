import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import type { CallRepository, CallScheduler } from '../ports/calls.ts';

/** A published change of a call. */
export type CallNews = Pick<ReservedCall, 'serviceId' | 'number' | 'callId'> & {
  /** The previous time, if it was moved. */
  readonly movedFrom?: string;
};

/**
 * Adjusts the schedule to the call's present state, in whatever order events arrive. A late or repeated event may leave
 * a schedule for a former time; it has no effect, because ringing checks the call.
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

type Deps = { readonly calls: Pick<CallRepository, 'listOpen'>; readonly scheduler: Pick<CallScheduler, 'ringAt'> };

const PAGE = 100;

/**
 * Schedules every open call of a service that has not rung yet, to restore lost schedules; those that are there become
 * what they would be now. Returns the number of calls.
 */
export const scheduleOpenCalls =
  ({ calls, scheduler }: Deps) =>
  async (serviceId: string): Promise<number> => {
    let scheduled = 0;
    let cursor: string | undefined;
    do {
      const page = await calls.listOpen(serviceId, undefined, {
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const call of page.items.filter(({ at, rungFor }) => rungFor !== at)) {
        await scheduler.ringAt(call);
        scheduled += 1;
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
    return scheduled;
  };
