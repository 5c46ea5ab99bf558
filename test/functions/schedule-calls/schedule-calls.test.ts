import { createHandler } from '../../../functions/schedule-calls/index.ts';
import type { CallScheduler } from '../../../shared/application/ports/calls.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aCall } from '../../support/calls.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aFact } from '../../support/tickets.ts';

const aDesk = async (failing = false) => {
  const { stage, deps } = await roleDesk('schedule-calls');
  stage.rows.calls.set('call_1', aCall({ version: 2 }));
  const asked: string[] = [];
  const scheduler: CallScheduler = {
    async ringAt(call) {
      if (failing) throw new Error('throttled');
      await deps.scheduler.ringAt(call);
      asked.push(`ring ${call.callId} ${call.at}`);
    },
    async cancel(call) {
      await deps.scheduler.cancel(call);
      asked.push(`cancel ${call.callId} ${call.at}`);
    },
  };
  const run = (event: string) => createHandler({ ...deps, scheduler })(JSON.parse(event));
  return { asked, run };
};
const moved = aBusMessage(
  aFact({
    type: 'call_changed',
    callId: 'call_1',
    entryId: undefined,
    changes: {
      callAt: { before: '2026-11-22T10:00:00.000Z', after: '2026-11-22T10:30:00.000Z' },
      callPhone: { before: '+8210', after: '+8211' },
    },
  }),
);

describe('schedule-calls', () => {
  it('given the event of a moved call, then its old time is cancelled and its new one scheduled', async () => {
    const desk = await aDesk();
    await desk.run(moved);
    expect(desk.asked).toEqual(['cancel call_1 2026-11-22T10:00:00.000Z', 'ring call_1 2026-11-22T10:30:00.000Z']);
  });

  it('given the same event twice, then there is one schedule still', async () => {
    const desk = await aDesk();
    await desk.run(moved);
    await desk.run(moved);
    expect(desk.asked).toHaveLength(4);
  });

  it.each([
    ['no event', '"hello"'],
    ['an event of no call', aBusMessage(aFact())],
  ])('fails on %s, and schedules nothing', async (_, event) => {
    const desk = await aDesk();
    await expect(desk.run(event)).rejects.toThrow();
    expect(desk.asked).toEqual([]);
  });

  it('fails when it can not schedule, so that it is tried again', async () => {
    await expect((await aDesk(true)).run(moved)).rejects.toThrow('throttled');
  });
});
