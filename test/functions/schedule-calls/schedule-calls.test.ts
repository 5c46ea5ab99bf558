import { createHandler } from '../../../functions/schedule-calls/index.ts';
import type { CallScheduler } from '../../../shared/application/ports/calls.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aCall } from '../../support/calls.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aFact } from '../../support/tickets.ts';

const aDesk = async (failing = false) => {
  const { stage, deps, log } = await roleDesk('schedule-calls');
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
  const run = (bodies: Readonly<Record<string, string>>) =>
    createHandler({ ...deps, scheduler, log })({
      Records: Object.entries(bodies).map(([messageId, body]) => ({ messageId, body })) as never,
    });
  return { asked, log, run };
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
    expect(await desk.run({ m1: moved })).toEqual({ batchItemFailures: [] });
    expect(desk.asked).toEqual(['cancel call_1 2026-11-22T10:00:00.000Z', 'ring call_1 2026-11-22T10:30:00.000Z']);
  });

  it('fails what it can not read or schedule, and only that', async () => {
    const desk = await aDesk();
    const notOfACall = aBusMessage(aFact());
    expect(await desk.run({ m1: 'hello', m2: moved, m3: notOfACall })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }],
    });
    expect(desk.asked).toHaveLength(2);
    expect(desk.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    expect(await (await aDesk(true)).run({ m1: moved })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  });
});
