import { memoryCallRepository } from '../../../support/memory/memory-call-repository.ts';
import { memoryDesk } from '../../../support/memory/memory-ticket-repository.ts';
import { scheduleOpenCalls } from '../../../../shared/application/calls/schedule-open-calls.ts';
import { aCall } from '../../../support/calls.ts';

it('given the calls of a service, then each open one that has not rung gets its schedule, however many there are', async () => {
  const memory = memoryDesk();
  const open = Array.from({ length: 230 }, (_, i) => aCall({ callId: `call_${String(i).padStart(3, '0')}` }));
  const over = [
    aCall({ callId: 'call_done', status: 'done' }),
    aCall({ callId: 'call_cancelled', status: 'cancelled' }),
    aCall({ callId: 'call_rung', rungFor: aCall().at }),
    aCall({ callId: 'call_other', serviceId: 'other' }),
  ];
  const movedAfterItRang = aCall({ callId: 'call_moved', rungFor: '2026-11-22T09:30:00.000Z' });
  for (const call of [...open, ...over, movedAfterItRang]) memory.calls.set(call.callId, call);
  const scheduled: string[] = [];
  const count = await scheduleOpenCalls({
    calls: memoryCallRepository(memory),
    scheduler: {
      async ringAt({ callId }) {
        scheduled.push(callId);
      },
    },
  })('support');
  expect(count).toBe(231);
  expect(scheduled.sort()).toEqual([...open, movedAfterItRang].map(({ callId }) => callId).sort());
});
