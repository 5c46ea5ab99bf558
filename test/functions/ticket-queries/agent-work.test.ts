import { WORK_COUNTED } from '../../../shared/application/departures/agent-work.ts';
import { aCall } from '../../support/calls.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aFact, aService, aTicket } from '../../support/tickets.ts';

jest.setTimeout(120_000);

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});

const put = (number: number, over: Parameters<typeof aTicket>[0] = {}) =>
  desk.tickets.save({
    ticket: aTicket({ number, version: 1, assigneeId: 'first', ...over }),
    fact: aFact({ id: `evt_${number}`, number, version: 1 }),
  });
const workOf = (agentId: string, as = 'boss') => desk.call('getAgentWork', { as, params: { agentId } });
const NOTHING = { tickets: 0, moreTickets: false, statuses: [], groups: [], openCalls: 0, moreCalls: false };

describe('getAgentWork', () => {
  it('tells what an agent has open, by status and by group, what becomes of it, and which calls they own', async () => {
    const statuses = [
      'processing',
      'processing',
      'processing',
      'pending',
      'transferred',
      'resolved',
      'completed',
    ] as const;
    for (const [n, status] of statuses.entries())
      await put(n + 1, { status, groupId: n < 3 ? 'first-line' : 'second-line' });
    await put(8, { status: 'processing', groupId: undefined });
    await put(9, { assigneeId: 'second' });
    await put(10, { status: 'resolved', internalReason: 'spam', beforeSpam: { status: 'processing' } });
    for (const [callId, ownerId, status] of [
      ['call_1', 'first', 'open'],
      ['call_2', 'first', 'open'],
      ['call_3', 'first', 'done'],
      ['call_4', 'second', 'open'],
    ] as const)
      await desk.calls.save(aCall({ callId, ownerId, status, number: 1 }), undefined, aFact({ id: callId, number: 1 }));

    expect(await workOf('first')).toMatchObject({
      status: 200,
      body: {
        leaversTickets: 'give_back',
        tickets: 6,
        moreTickets: false,
        statuses: [
          { status: 'processing', becomes: 'unassigned', tickets: 4 },
          { status: 'pending', becomes: 'unassigned', tickets: 1 },
          { status: 'transferred', becomes: 'transferred', tickets: 1 },
        ],
        groups: [
          { groupId: 'first-line', tickets: 3 },
          { groupId: 'second-line', tickets: 2 },
          { groupId: null, tickets: 1 },
        ],
        openCalls: 2,
        moreCalls: false,
      },
    });
    expect((await workOf('boss')).body).toEqual({ leaversTickets: 'give_back', ...NOTHING });
  });

  it('tells what a service keeps, also of somebody who left', async () => {
    await desk.directory.putService(aService({ leaversTickets: 'keep' }));
    await put(1, { assigneeId: 'gone', status: 'processing' });
    expect((await workOf('gone')).body).toMatchObject({ leaversTickets: 'keep', tickets: 1 });
  });

  it('counts to the limit, and says that there are more', async () => {
    for (let begin = 0; begin <= WORK_COUNTED; begin += 50)
      await Promise.all(
        Array.from({ length: Math.min(50, WORK_COUNTED + 1 - begin) }, (_, n) =>
          put(begin + n + 1, { status: 'processing' }),
        ),
      );
    expect((await workOf('first')).body).toMatchObject({ tickets: WORK_COUNTED, moreTickets: true });
  });

  it.each([
    ['an agent', 'first', 'second', 403, 'forbidden'],
    ['somebody who is none of the service', 'boss', 'stranger', 404, 'agent_not_found'],
  ])('refuses %s', async (_, as, agentId, status, code) => {
    expect(await workOf(agentId, as)).toMatchObject({ status, body: { code } });
  });
});
