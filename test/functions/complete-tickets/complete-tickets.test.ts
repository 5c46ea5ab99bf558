import { createHandler } from '../../../functions/complete-tickets/index.ts';
import type { TicketRepository } from '../../../shared/application/ports/tickets.ts';
import { completeResolved } from '../../../shared/application/tickets/complete-resolved.ts';
import { steppingClock } from '../../support/clock.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aChange, aFact, aService, aTicket } from '../../support/tickets.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const daysAgo = (days: number, more = 0) => new Date(Date.parse(NOW) - days * 86_400_000 + more).toISOString();
const endless = { getRemainingTimeInMillis: () => 300_000 };

let desks = 0;
/** The function under its role; `stored` is what a test sets up and looks at past it. */
const aDesk = async () => {
  const {
    deps,
    operator: { tickets: stored, directory },
    log,
  } = await roleDesk('complete-tickets');
  const ending = `-${(desks += 1)}`;
  const name = (service: string) => `${service}${ending}`;
  return {
    ...deps,
    log,
    clock: steppingClock(NOW),
    name,
    stored,
    service: (serviceId: string, autoCompleteDays: number) =>
      directory.putService(
        aService({ serviceId: name(serviceId), addresses: [`${name(serviceId)}@example.com`], autoCompleteDays }),
      ),
    async resolved(serviceId: string, number: number, resolvedAt: string, over: Parameters<typeof aTicket>[0] = {}) {
      const ticket = aTicket({
        serviceId: name(serviceId),
        number,
        version: 1,
        status: 'resolved',
        resolvedAt,
        resolvedBy: 'agent_1',
        activityAt: resolvedAt,
        ...over,
      });
      await stored.save({
        ticket,
        fact: aFact({ id: 'evt_0', serviceId: name(serviceId), number, version: 1, at: resolvedAt }),
      });
    },
    stateOf: async (serviceId: string, number: number) => (await stored.find(name(serviceId), number))?.status,
  };
};

describe('complete-tickets', () => {
  it('given tickets on either side of their service’s days, then those behind them are completed, to the second', async () => {
    const desk = await aDesk();
    await desk.service('care', 14);
    await desk.service('fast', 1);
    await desk.resolved('care', 1, daysAgo(15));
    await desk.resolved('care', 2, daysAgo(14));
    await desk.resolved('care', 3, daysAgo(14, 60_000));
    await desk.resolved('care', 4, daysAgo(15), { status: 'pending' });
    await desk.resolved('care', 5, daysAgo(15), { internalReason: 'spam' });
    await desk.resolved('care', 6, daysAgo(15), { internalReason: 'duplicate' });
    await desk.resolved('fast', 1, daysAgo(2));

    await createHandler(desk)({}, endless);

    expect(await Promise.all([1, 2, 3, 4, 5, 6].map((number) => desk.stateOf('care', number)))).toEqual([
      'completed',
      'completed',
      'resolved',
      'pending',
      'resolved',
      'completed',
    ]);
    expect(await desk.stateOf('fast', 1)).toBe('completed');
    const [fact] = (await desk.stored.listFacts(desk.name('care'), 1, { limit: 1, order: 'newest' })).items;
    expect(fact).toMatchObject({
      type: 'ticket_completed',
      actor: { kind: 'system' },
      version: 2,
      reason: 'resolved for 14 days',
      changes: { status: { before: 'resolved', after: 'completed' } },
    });
    expect((await desk.stored.find(desk.name('care'), 1))?.completedAt).toBe(fact!.at);
  });

  it('given a service whose days are 0, then none of its tickets is ever completed', async () => {
    const desk = await aDesk();
    await desk.service('never', 0);
    await desk.resolved('never', 1, daysAgo(3000));
    await createHandler(desk)({}, endless);
    expect(await desk.stateOf('never', 1)).toBe('resolved');
  });

  it('given more tickets than a page, then all that are due are completed, once, and a second run finds nothing', async () => {
    const desk = await aDesk();
    await desk.service('care', 14);
    const numbers = Array.from({ length: 120 }, (_each, index) => index + 1);
    for (const number of numbers) await desk.resolved('care', number, daysAgo(20, number * 1000));
    const run = completeResolved(desk);

    expect(await run(() => true)).toEqual({ completed: 120, failed: 0, unfinished: false });
    expect(await run(() => true)).toEqual({ completed: 0, failed: 0, unfinished: false });
    for (const number of numbers)
      expect(
        (await desk.stored.listFacts(desk.name('care'), number, { limit: 10, order: 'oldest' })).items.map(
          ({ type }) => type,
        ),
      ).toEqual(['ticket_commented', 'ticket_completed']);
  });

  it('given two runs at the same time, then each ticket is completed by one of them', async () => {
    const desk = await aDesk();
    await desk.service('care', 14);
    for (let number = 1; number <= 20; number += 1) await desk.resolved('care', number, daysAgo(20, number * 1000));
    const [one, other] = await Promise.all([
      completeResolved(desk)(() => true),
      completeResolved({ ...desk, clock: steppingClock('2026-11-22T09:30:00.000Z') })(() => true),
    ]);
    expect(one.completed + other.completed).toBe(20);
    expect([one.failed, other.failed]).toEqual([0, 0]);
  });
});

describe('given trouble', () => {
  it('when one ticket can’t be saved, then the others are completed, it is logged and counted, and the run fails in the end', async () => {
    const desk = await aDesk();
    await desk.service('care', 14);
    for (let number = 1; number <= 60; number += 1) await desk.resolved('care', number, daysAgo(20, number * 1000));
    const tickets: TicketRepository = {
      ...desk.tickets,
      save: (change) =>
        change.ticket.number === 7 ? Promise.reject(new Error('the disk is full')) : desk.tickets.save(change),
    };

    await expect(createHandler({ ...desk, tickets })({}, endless)).rejects.toThrow(
      '1 of 60 tickets could not be completed',
    );

    expect(await desk.stateOf('care', 7)).toBe('resolved');
    expect(await desk.stateOf('care', 60)).toBe('completed');
    expect(desk.log.lines.filter(({ message }) => message === 'ticket_not_completed')).toEqual([
      expect.objectContaining({
        level: 'error',
        members: { serviceId: desk.name('care'), number: 7, cause: expect.any(Error) },
      }),
    ]);
  });

  it('when one service’s list can’t be read, then the other services’ tickets are completed all the same', async () => {
    const desk = await aDesk();
    await desk.service('broken', 14);
    await desk.service('care', 14);
    await desk.resolved('care', 1, daysAgo(20));
    const tickets: TicketRepository = {
      ...desk.tickets,
      listTickets: (serviceId, ...rest) =>
        serviceId === desk.name('broken')
          ? Promise.reject(new Error('no such list'))
          : desk.tickets.listTickets(serviceId, ...rest),
    };
    expect(await completeResolved({ ...desk, tickets })(() => true)).toEqual({
      completed: 1,
      failed: 1,
      unfinished: false,
    });
  });

  it('when somebody reopens a ticket between the list and the decision, then it stays as they left it', async () => {
    const desk = await aDesk();
    await desk.service('care', 14);
    await desk.resolved('care', 1, daysAgo(20));
    let first = true;
    const tickets: TicketRepository = {
      ...desk.tickets,
      async save(change) {
        if (first) {
          first = false;
          const ticket = (await desk.stored.find(change.ticket.serviceId, 1))!;
          await desk.stored.save(aChange({ ...ticket, version: 2, status: 'processing' }));
        }
        return desk.tickets.save(change);
      },
    };
    expect(await completeResolved({ ...desk, tickets })(() => true)).toEqual({
      completed: 0,
      failed: 0,
      unfinished: false,
    });
    expect(await desk.stateOf('care', 1)).toBe('processing');
  });

  it('when the time ends, then it stops in between, and the next run goes on', async () => {
    const desk = await aDesk();
    await desk.service('care', 14);
    for (let number = 1; number <= 120; number += 1) await desk.resolved('care', number, daysAgo(20, number * 1000));
    let left = 300_000;
    await createHandler(desk)({}, { getRemainingTimeInMillis: () => (left -= 5_000) });
    const completed = async () =>
      (await Promise.all(Array.from({ length: 120 }, (_, index) => desk.stateOf('care', index + 1)))).filter(
        (state) => state === 'completed',
      ).length;
    expect(await completed()).toBeGreaterThan(40);
    expect(await completed()).toBeLessThan(60);
    expect(desk.log.lines.at(-1)).toMatchObject({ message: 'tickets_completed', members: { unfinished: true } });
    await createHandler(desk)({}, endless);
    expect(await completed()).toBe(120);
  });

  it('when one service has a long backlog, then the others do not wait for its end', async () => {
    const desk = await aDesk();
    await desk.service('big', 14);
    await desk.service('small', 14);
    for (let number = 1; number <= 200; number += 1) await desk.resolved('big', number, daysAgo(20, number * 1000));
    await desk.resolved('small', 1, daysAgo(20));
    let asked = 0;
    expect(await completeResolved(desk)(() => (asked += 1) < 80)).toMatchObject({ failed: 0, unfinished: true });
    expect(await desk.stateOf('small', 1)).toBe('completed');
  });
});
