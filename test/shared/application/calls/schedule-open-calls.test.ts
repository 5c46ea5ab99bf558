import { dynamoCallRepository } from '../../../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { scheduleOpenCalls } from '../../../../shared/application/calls/schedule-open-calls.ts';
import { aCall } from '../../../support/calls.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, aTicket } from '../../../support/tickets.ts';

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
