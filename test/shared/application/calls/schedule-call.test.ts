import { scheduleCall } from '../../../../shared/application/calls/schedule-call.ts';
import type { CallScheduler, Ring } from '../../../../shared/application/ports/calls.ts';
import type { ReservedCall } from '../../../../shared/domain/call/reserved-call.ts';
import { aCall } from '../../../support/calls.ts';

/** Schedules by call and time, as EventBridge Scheduler keeps them. */
const schedules = () => {
  const kept = new Map<string, Ring>();
  const scheduler: CallScheduler = {
    async ringAt({ serviceId, number, callId, at }) {
      kept.set(`${callId} ${at}`, { serviceId, number, callId, at });
    },
    async cancel({ callId, at }) {
      kept.delete(`${callId} ${at}`);
    },
  };
  return { scheduler, times: () => [...kept.values()].map(({ at }) => at), kept };
};
const [T1, T2, T3] = ['2026-11-22T10:30:00.000Z', '2026-11-22T11:00:00.000Z', '2026-11-22T12:00:00.000Z'] as const;

const aDesk = (call?: ReservedCall) => {
  let stored: ReservedCall | undefined = call;
  const { scheduler, times, kept } = schedules();
  const becomes = (next: ReservedCall) => {
    stored = next;
  };
  const schedule = scheduleCall({ calls: { find: async () => stored }, scheduler });
  return {
    becomes,
    times,
    kept,
    news: (movedFrom?: string) =>
      schedule({
        serviceId: 'support',
        number: 1024,
        callId: 'call_1',
        ...(movedFrom === undefined ? {} : { movedFrom }),
      }),
  };
};

describe('scheduleCall', () => {
  it('given an open call, then it is scheduled for its time, told twice or once', async () => {
    const desk = aDesk(aCall({ at: T1 }));
    await desk.news();
    await desk.news();
    expect([...desk.kept.values()]).toEqual([{ serviceId: 'support', number: 1024, callId: 'call_1', at: T1 }]);
  });

  it('given a call that is moved, then only its new time is scheduled', async () => {
    const desk = aDesk(aCall({ at: T1 }));
    await desk.news();
    desk.becomes(aCall({ at: T2, version: 2 }));
    await desk.news(T1);
    expect(desk.times()).toEqual([T2]);
  });

  it.each(['done', 'cancelled'] as const)(
    'given a call that is %s, then nothing is scheduled any more',
    async (status) => {
      const desk = aDesk(aCall({ at: T1 }));
      await desk.news();
      desk.becomes(aCall({ at: T1, version: 2, status }));
      await desk.news();
      expect(desk.times()).toEqual([]);
    },
  );

  it('given news in any order, then the schedule is the call’s time as it is now', async () => {
    for (const order of [
      [undefined, T1, T2],
      [T2, T1, undefined],
      [T1, undefined, T2],
      [T2, undefined, T1],
    ]) {
      const desk = aDesk(aCall({ at: T3, version: 3 }));
      for (const movedFrom of order) await desk.news(movedFrom);
      expect(desk.times()).toEqual([T3]);
    }
  });

  it('given a call that was moved there and back, then late news do not take its schedule away', async () => {
    const desk = aDesk(aCall({ at: T1, version: 3 }));
    for (const movedFrom of [undefined, T2, T1]) await desk.news(movedFrom);
    expect(desk.times()).toEqual([T1]);
  });

  it('given a call that rang, then correcting its note does not make it ring again', async () => {
    const desk = aDesk(aCall({ at: T1, version: 2, note: 'Other', rungFor: T1 }));
    await desk.news();
    expect(desk.times()).toEqual([]);
  });

  it('given a call that was erased with its ticket, then what it was moved from is taken away, and nothing fails', async () => {
    const desk = aDesk(aCall({ at: T1 }));
    await desk.news();
    const gone = aDesk();
    await gone.news(T1);
    expect(gone.times()).toEqual([]);
  });
});
