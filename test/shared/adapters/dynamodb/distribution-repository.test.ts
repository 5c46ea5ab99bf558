import { jitteredBackoff } from '../../../../shared/adapters/clock/system-clock.ts';
import { dynamoDistributionRepository } from '../../../../shared/adapters/dynamodb/distribution-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import {
  type DistributionRepository,
  type Lease,
  LEASE_SECONDS,
} from '../../../../shared/application/ports/distribution.ts';
import type { TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import { assignTicket } from '../../../../shared/domain/distribution/assign-ticket.ts';
import { nextTurn, receive } from '../../../../shared/domain/distribution/distribution.ts';
import type { WaitingTicket } from '../../../../shared/domain/distribution/waiting-ticket.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aContext, aTicket, aWaitingTicket } from '../../../support/tickets.ts';

let engine: DynamoEngine;
let lines: DistributionRepository;
let tickets: TicketRepository;
beforeAll(async () => {
  engine = await startDynamoEngine();
  const on = { client: engine.client, deskTable: engine.deskTable, backoff: jitteredBackoff, now: () => new Date() };
  [lines, tickets] = [dynamoDistributionRepository(on), dynamoTicketRepository(on)];
});
afterAll(() => engine.stop());

let services = 0;
/** A service of its own for each story. */
const aPlace = (groupId = 'first-line') => ({ serviceId: `care-${(services += 1)}`, groupId });
type Place = ReturnType<typeof aPlace>;
const NOW = new Date('2026-11-22T09:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

const placed = async (place: Place, number: number, over: Partial<WaitingTicket> = {}) => {
  const waiting = aWaitingTicket({ ...place, number, id: `evt_${number}`, ...over });
  const { id, since } = waiting;
  const ticket = aTicket({
    ...place,
    number,
    version: 1,
    status: 'unassigned',
    assigneeId: undefined,
    waiting: { id, since },
  });
  expect(await tickets.save(aChange(ticket, { waiting }))).toMatchObject({ ok: true });
  return { ticket, waiting };
};

describe('a line', () => {
  it('is in the order in which tickets began to wait, page by page, and of its group alone', async () => {
    const place = aPlace();
    const at = (minute: number) => `2026-11-22T08:${String(minute).padStart(2, '0')}:00.000Z`;
    for (const [number, minute] of [
      [3, 30],
      [1, 50],
      [12, 10],
      [2, 10],
    ] as const)
      await placed(place, number, { since: at(minute) });
    await placed({ ...place, groupId: 'first' }, 9);
    await placed({ ...place, groupId: 'first-line-2' }, 10);
    const first = await lines.listWaiting(place, { limit: 3 });
    expect(first.map(({ number }) => number)).toEqual([2, 12, 3]);
    const next = await lines.listWaiting(place, { limit: 3, after: first.at(-1)! });
    expect(next.map(({ number }) => number)).toEqual([1]);
    expect(await lines.isWaitedIn(place)).toBe(true);
    expect(await lines.isWaitedIn(aPlace())).toBe(false);
  });

  it('is found with every other one of the desk, once each, whatever their groups are called', async () => {
    const { serviceId } = aPlace();
    const groupIds = ['a', 'a-1', 'a.1', 'a1', 'aa', 'b', 'b~'];
    for (const [n, groupId] of groupIds.entries())
      for (const number of [n * 10 + 1, n * 10 + 2]) await placed({ serviceId, groupId }, number);
    const found = (await lines.listWaitedIn()).filter((place) => place.serviceId === serviceId);
    expect(found.map(({ groupId }) => groupId).toSorted()).toEqual(groupIds.toSorted());
  });

  it('is left by the place that was read, not by the one that another placement put there', async () => {
    const place = aPlace();
    const { waiting } = await placed(place, 1);
    await lines.removeWaiting({ ...waiting, id: 'evt_before' });
    expect(await lines.listWaiting(place, { limit: 9 })).toEqual([waiting]);
    await lines.removeWaiting(waiting);
    await lines.removeWaiting(waiting);
    expect(await lines.listWaiting(place, { limit: 9 })).toEqual([]);
  });
});

describe('an assignment', () => {
  const assigned = async (place: Place, number: number) => {
    const { ticket, waiting } = await placed(place, number);
    const decided = assignTicket(ticket, 'mina', waiting, aContext({ factId: `evt_as_${number}` }));
    if (!decided.ok) throw new Error(decided.error.code);
    const agent = { serviceId: place.serviceId, agentId: 'mina' };
    const distribution = {
      waiting,
      received: receive(agent, undefined, number, NOW.toISOString()),
      turn: nextTurn(waiting, undefined, 'mina', ['lee', 'mina']),
    };
    return { ...decided.value, distribution };
  };

  it('writes ticket, line, turn and what the agent received, all or nothing', async () => {
    const place = aPlace();
    const change = await assigned(place, 1);
    expect(await tickets.save(change)).toMatchObject({ ok: true });
    expect(await lines.isWaitedIn(place)).toBe(false);
    expect(await lines.findTurn(place, 'trg_1')).toEqual(change.distribution.turn);
    expect(await lines.findTurn(place, 'trg_2')).toBeUndefined();
    expect(await lines.findReceived(place.serviceId, ['lee', 'mina'])).toEqual([change.distribution.received]);
  });

  it('is refused when the place is gone or another placement’s, and when turn or agent moved on', async () => {
    const place = aPlace();
    const [gone, first, second] = [await assigned(place, 1), await assigned(place, 2), await assigned(place, 3)];
    await lines.removeWaiting(gone.distribution.waiting);
    expect(await tickets.save(gone)).toEqual({ ok: false, error: { code: 'not_waiting' } });
    expect(await tickets.save(first)).toMatchObject({ ok: true });
    // Decided on the same turn, and on the same agent.
    expect(await tickets.save(second)).toEqual({ ok: false, error: { code: 'turn_moved' } });
    const { turn: _turn, ...byAgent } = second.distribution;
    expect(await tickets.save({ ...second, distribution: byAgent })).toEqual({
      ok: false,
      error: { code: 'turn_moved' },
    });
    expect((await tickets.find(place.serviceId, 3))!.status).toBe('unassigned');
    expect(await lines.isWaitedIn(place)).toBe(true);
  });
});

describe('a lease', () => {
  it('is one’s, of any number who are woken at once, and counts all of them', async () => {
    const place = aPlace();
    const woken = await Promise.all(Array.from({ length: 20 }, (_, n) => lines.wake(place, `holder-${n}`, NOW)));
    const taken = woken.filter((lease) => lease !== undefined);
    expect(taken).toHaveLength(1);
    const [lease] = taken as [Lease];
    expect(await lines.release(lease)).toBe(lease.wanted === 20);
    expect((await lines.renew(lease, NOW))?.wanted ?? lease.wanted).toBe(20);
  });

  it('is kept by who is woken once more before they give it back, and then it is free', async () => {
    const place = aPlace();
    const lease = (await lines.wake(place, 'one', NOW))!;
    expect(await lines.wake(place, 'two', later(1))).toBeUndefined();
    expect(await lines.release(lease)).toBe(false);
    const renewed = (await lines.renew(lease, later(2)))!;
    expect(renewed).toEqual({ ...lease, wanted: 2 });
    expect(await lines.release(renewed)).toBe(true);
    expect(await lines.wake(place, 'two', later(3))).toMatchObject({ holder: 'two', wanted: 3 });
  });

  it('runs out, and whoever had it can neither keep it nor give back another’s', async () => {
    const place = aPlace();
    const lease = (await lines.wake(place, 'one', NOW))!;
    expect(await lines.wake(place, 'two', later(LEASE_SECONDS - 1))).toBeUndefined();
    const other = (await lines.wake(place, 'two', later(LEASE_SECONDS)))!;
    expect(other).toMatchObject({ holder: 'two', wanted: 3 });
    expect(await lines.renew(lease, later(LEASE_SECONDS))).toBeUndefined();
    expect(await lines.release(lease)).toBe(false);
    await lines.abandon(lease);
    expect(await lines.wake(place, 'three', later(LEASE_SECONDS + 1))).toBeUndefined();
    await lines.abandon(other);
    expect(await lines.wake(place, 'three', later(LEASE_SECONDS + 1))).toMatchObject({ holder: 'three' });
  });

  it('is of one group alone', async () => {
    const place = aPlace();
    expect(await lines.wake(place, 'one', NOW)).toBeDefined();
    expect(await lines.wake({ ...place, groupId: 'second-line' }, 'two', NOW)).toBeDefined();
  });
});
