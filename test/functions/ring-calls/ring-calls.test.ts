import { createHandler } from '../../../functions/ring-calls/index.ts';
import type { QueueVisibility } from '../../../shared/application/ports/platform.ts';
import type { ReservedCall } from '../../../shared/domain/call/reserved-call.ts';
import { aCall } from '../../support/calls.ts';
import { steppingClock } from '../../support/clock.ts';
import { received, roleDesk } from '../../support/roles/role-desk.ts';
import { aChange, aFact, aTicket } from '../../support/tickets.ts';

const AT = aCall().at;

/** A ticket with an open call, and the function at a time of its clock. */
const aDesk = async ({
  call = {},
  now = AT,
  serviceId = 'support',
}: { readonly call?: Partial<ReservedCall>; readonly now?: string; readonly serviceId?: string } = {}) => {
  const {
    stage,
    deps,
    operator: { tickets, calls },
    log,
  } = await roleDesk('ring-calls');
  await tickets.save(aChange(aTicket({ serviceId, version: 1 })));
  const reserved = aCall({ serviceId, ...call });
  await calls.save(
    reserved,
    undefined,
    aFact({ serviceId, id: 'evt_000000', type: 'call_reserved', callId: 'call_1' }),
  );
  const rested: { handle: string; seconds: number }[] = [];
  const handles: string[] = [];
  const visibility: QueueVisibility = {
    async postpone(handle, seconds) {
      rested.push({ handle: `r${String(handles.indexOf(handle) + 1)}`, seconds });
      await deps.visibility.postpone(handle, seconds);
    },
  };
  const handler = createHandler({ ...deps, clock: steppingClock(now), log, visibility });
  const run = async (...bodies: readonly unknown[]) => {
    const records = [];
    for (const [index, body] of bodies.entries()) {
      const message = await received(
        stage,
        'ring-calls',
        'DUE_CALLS_QUEUE_URL',
        typeof body === 'string' ? body : JSON.stringify(body),
      );
      handles.push(message.receiptHandle);
      records.push({ ...message, messageId: `m${String(index + 1)}` });
    }
    return handler({ Records: records as never });
  };
  const due = async () =>
    (await tickets.listFacts(serviceId, 1024, { limit: 100, order: 'oldest' })).items.filter(
      ({ type }) => type === 'call_due',
    );
  return {
    tickets,
    calls,
    run,
    due,
    rested,
    log,
    ring: { serviceId, number: 1024, callId: 'call_1', at: AT },
    find: () => calls.find(serviceId, 1024, 'call_1'),
  };
};

describe('ring-calls', () => {
  it('given an open call whose time has come, then its ticket’s log says so, and the ticket is as it was', async () => {
    const desk = await aDesk();
    expect(await desk.run(desk.ring)).toEqual({ batchItemFailures: [] });
    expect(await desk.due()).toEqual([
      expect.objectContaining({
        type: 'call_due',
        callId: 'call_1',
        actor: { kind: 'system' },
        version: 1,
        changes: {},
      }),
    ]);
    expect(await desk.find()).toEqual(aCall({ rungFor: AT }));
    expect((await desk.tickets.find('support', 1024))?.version).toBe(1);
  });

  it('given the same message many times at once, then it is told once', async () => {
    const desk = await aDesk({ serviceId: 'ringing' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk.run(desk.ring)));
    expect(answers).toEqual(answers.map(() => ({ batchItemFailures: [] })));
    expect(await desk.due()).toHaveLength(1);
    expect((await desk.find())?.version).toBe(1);
  });

  it.each([
    ['done', { status: 'done' }],
    ['cancelled', { status: 'cancelled' }],
    ['moved', { at: '2026-11-22T11:00:00.000Z' }],
  ] as const)('given a call that is %s, then nobody is told and the message is done', async (_what, call) => {
    const desk = await aDesk({ call });
    expect(await desk.run(desk.ring)).toEqual({ batchItemFailures: [] });
    expect(await desk.due()).toEqual([]);
  });

  it('given a call or ticket that is gone, then the message is done', async () => {
    const desk = await aDesk();
    expect(await desk.run({ ...desk.ring, callId: 'call_2' }, { ...desk.ring, number: 7 })).toEqual({
      batchItemFailures: [],
    });
    expect(await desk.due()).toEqual([]);
  });

  it('given a message that came early, then it rests until the call’s time', async () => {
    const desk = await aDesk({ now: '2026-11-22T10:29:29.000Z' });
    expect(await desk.run(desk.ring)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(desk.rested).toEqual([{ handle: 'r1', seconds: 30 }]);
    expect(await desk.due()).toEqual([]);
  });

  it('given what is no due call, then it fails alone', async () => {
    const desk = await aDesk();
    expect(await desk.run('hello', { ...desk.ring, at: 'soon' }, desk.ring)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }],
    });
    expect(await desk.due()).toHaveLength(1);
    expect(desk.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
  });
});
