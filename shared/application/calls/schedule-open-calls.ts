import type { CallRepository, CallScheduler } from '../ports/calls.ts';

type Deps = { readonly calls: Pick<CallRepository, 'listOpen'>; readonly scheduler: Pick<CallScheduler, 'ringAt'> };

const PAGE = 100;

/**
 * Schedules every open call of a service that has not rung yet: schedules are made from the calls, and can be made from
 * them again. What is scheduled stays so. Gives how many.
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
