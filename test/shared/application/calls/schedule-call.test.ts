import { dynamoCallRepository } from '../../../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { scheduleCall, scheduleOpenCalls } from '../../../../shared/application/calls/schedule-call.ts';
import type { CallScheduler, Ring } from '../../../../shared/application/ports/calls.ts';
import type { ReservedCall } from '../../../../shared/domain/call/reserved-call.ts';
import { aCall } from '../../../support/calls.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, aTicket } from '../../../support/tickets.ts';

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

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

it('given the calls of a service, then each open one that has not rung gets its schedule, however many there are', async () => {
  const on = { ...engine, backoff: async () => {}, now: () => new Date('2026-11-22T09:00:00.000Z') };
  const [calls, tickets] = [dynamoCallRepository(on), dynamoTicketRepository(on)];
  for (const serviceId of ['support', 'other']) await tickets.save(aChange(aTicket({ serviceId, version: 1 })));
  const open = Array.from({ length: 230 }, (_, i) => aCall({ callId: `call_${String(i).padStart(3, '0')}` }));
  const over = [
    aCall({ callId: 'call_done', status: 'done' }),
    aCall({ callId: 'call_cancelled', status: 'cancelled' }),
    aCall({ callId: 'call_rung', rungFor: aCall().at }),
    aCall({ callId: 'call_other', serviceId: 'other' }),
  ];
  const movedAfterItRang = aCall({ callId: 'call_moved', rungFor: '2026-11-22T09:30:00.000Z' });
  for (const call of [...open, ...over, movedAfterItRang]) {
    const { serviceId, number, callId } = call;
    const fact = aFact({ id: `evt_${callId}`, type: 'call_reserved', serviceId, number, callId, entryId: undefined });
    expect(await calls.save(call, undefined, fact)).toBe(true);
  }
  const scheduled: string[] = [];
  const count = await scheduleOpenCalls({
    calls,
    scheduler: {
      async ringAt({ callId }) {
        scheduled.push(callId);
      },
    },
  })('support');
  expect(count).toBe(231);
  expect(scheduled.sort()).toEqual([...open, movedAfterItRang].map(({ callId }) => callId).sort());
});
