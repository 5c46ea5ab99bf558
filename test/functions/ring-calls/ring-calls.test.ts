import { createHandler } from '../../../functions/ring-calls/index.ts';
import type { ReservedCall } from '../../../shared/domain/call/reserved-call.ts';
import { aCall } from '../../support/calls.ts';
import { steppingClock } from '../../support/clock.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aChange, aFact, aTicket } from '../../support/tickets.ts';

const AT = aCall().at;

/** A ticket with an open call, and the function at a time of its clock. */
const aDesk = async ({
  call = {},
  now = AT,
  serviceId = 'support',
}: { readonly call?: Partial<ReservedCall>; readonly now?: string; readonly serviceId?: string } = {}) => {
  const {
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
  const waited: number[] = [];
  const clock = steppingClock(now);
  let passed = 0;
  const handler = createHandler({
    ...deps,
    log,
    clock: { ...clock, now: () => new Date(clock.now().getTime() + passed * 1000) },
    wait: async (seconds) => {
      waited.push(seconds);
      passed += seconds;
      return Promise.resolve();
    },
  });
  const due = async () =>
    (await tickets.listFacts(serviceId, 1024, { limit: 100, order: 'oldest' })).items.filter(
      ({ type }) => type === 'call_due',
    );
  return {
    tickets,
    calls,
    run: handler,
    due,
    waited,
    ring: { serviceId, number: 1024, callId: 'call_1', at: AT },
    find: () => calls.find(serviceId, 1024, 'call_1'),
  };
};

describe('ring-calls', () => {
  it('given an open call whose time has come, then its ticket’s log says so, and the ticket is as it was', async () => {
    const desk = await aDesk();
    await desk.run(desk.ring);
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

  it('given the same call many times at once, then it is told once', async () => {
    const desk = await aDesk({ serviceId: 'ringing' });
    await Promise.all(Array.from({ length: 6 }, () => desk.run(desk.ring)));
    expect(await desk.due()).toHaveLength(1);
    expect((await desk.find())?.version).toBe(1);
  });

  it.each([
    ['done', { status: 'done' }],
    ['cancelled', { status: 'cancelled' }],
    ['moved', { at: '2026-11-22T11:00:00.000Z' }],
  ] as const)('given a call that is %s, then nobody is told and nothing fails', async (_what, call) => {
    const desk = await aDesk({ call });
    await desk.run(desk.ring);
    expect(await desk.due()).toEqual([]);
  });

  it('given a call or ticket that is gone, then nothing fails', async () => {
    const desk = await aDesk();
    await desk.run({ ...desk.ring, callId: 'call_2' });
    await desk.run({ ...desk.ring, number: 7 });
    expect(await desk.due()).toEqual([]);
  });

  it('given a call that came a little early, then it is told at its time', async () => {
    const desk = await aDesk({ now: '2026-11-22T10:29:50.000Z' });
    await desk.run(desk.ring);
    expect(desk.waited).toEqual([9]);
    expect(await desk.due()).toHaveLength(1);
  });

  it('given one that came far too early, then it fails, to be tried again', async () => {
    const desk = await aDesk({ now: '2026-11-22T10:29:29.000Z' });
    await expect(desk.run(desk.ring)).rejects.toThrow('Call call_1 came 30 seconds before its time');
    expect([desk.waited, await desk.due()]).toEqual([[], []]);
  });

  it.each([['hello'], [{ serviceId: 'support', number: 1024, callId: 'call_1', at: 'soon' }]])(
    'given %j, which is no due call, then it fails',
    async (given) => {
      const desk = await aDesk();
      await expect(desk.run(given)).rejects.toThrow();
      expect(await desk.due()).toEqual([]);
    },
  );
});
