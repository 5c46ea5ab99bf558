import { randomUUID } from 'node:crypto';
import { dynamoCallRepository } from '../../../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import type { CallRepository } from '../../../../shared/application/ports/calls.ts';
import { InvalidCursorError } from '../../../../shared/application/ports/pages.ts';
import type { TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import type { ReservedCall } from '../../../../shared/domain/call/reserved-call.ts';
import { aCall } from '../../../support/calls.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, aTicket } from '../../../support/tickets.ts';

type Repositories = { readonly tickets: TicketRepository; readonly calls: CallRepository };
const backoff = async () => {};

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const make = (): Repositories => ({
  tickets: dynamoTicketRepository({
    client: engine.client,
    deskTable: engine.deskTable,
    sessionsTable: engine.sessionsTable,
    backoff,
    now: () => new Date(),
  }),
  calls: dynamoCallRepository({ client: engine.client, deskTable: engine.deskTable, backoff }),
});

describe('CallRepository', () => {
  let tickets: TicketRepository;
  let calls: CallRepository;
  let serviceId: string;
  let facts = 0;
  const factOf = ({ number, callId }: ReservedCall) =>
    aFact({
      id: `evt_${String((facts += 1)).padStart(6, '0')}`,
      type: 'call_changed',
      serviceId,
      number,
      callId,
      entryId: undefined,
    });
  const call = (over: Partial<ReservedCall> = {}) =>
    aCall({ serviceId, number: 1, ...over, callId: `${over.callId ?? 'call_1'}-${serviceId.slice(-8)}` });
  const stored = async (over: Partial<ReservedCall> = {}) => {
    const made = call(over);
    expect(await calls.save(made, undefined, factOf(made))).toBe(true);
    return made;
  };
  const ticket = (number: number) => tickets.save(aChange(aTicket({ serviceId, number, version: 1 })));

  /** The ticket's log without the ticket's own beginning. */
  const callFacts = async (number: number) =>
    (await tickets.listFacts(serviceId, number, { limit: 10, order: 'newest' })).items.filter(
      ({ type }) => type !== 'ticket_created',
    );

  beforeEach(async () => {
    ({ tickets, calls } = make());
    serviceId = `service-${randomUUID()}`;
    await ticket(1);
    await ticket(2);
  });

  it('given a new call, when it is saved, then it is found as it was, beside its ticket’s log alone', async () => {
    const made = call({ note: '' });
    const fact = factOf(made);
    expect(await calls.save(made, undefined, fact)).toBe(true);
    expect(await calls.find(serviceId, 1, made.callId)).toEqual(made);
    expect(await callFacts(1)).toEqual([fact]);
    expect(await tickets.find(serviceId, 1)).toEqual(aTicket({ serviceId, number: 1, version: 1 }));
    expect(
      (await tickets.listTickets(serviceId, { kind: 'all' }, { limit: 10, order: 'newest' })).items
        .map(({ number }) => number)
        .sort(),
    ).toEqual([1, 2]);
  });

  it('finds no other ticket’s call', async () => {
    const { callId } = await stored();
    expect(await calls.find(serviceId, 2, callId)).toBeUndefined();
    expect(await calls.find(serviceId, 1, 'call_unknown')).toBeUndefined();
  });

  it('given a ticket that is not there, then no call is reserved on it and nothing is logged', async () => {
    const made = call({ number: 3 });
    expect(await calls.save(made, undefined, factOf(made))).toBe(false);
    expect(await calls.find(serviceId, 3, made.callId)).toBeUndefined();
    expect(await callFacts(3)).toEqual([]);
  });

  it('given a call that is there, then it is not made again', async () => {
    const made = await stored();
    expect(await calls.save({ ...made, note: 'Another' }, undefined, factOf(made))).toBe(false);
    expect(await calls.find(serviceId, 1, made.callId)).toEqual(made);
  });

  it('given two who change the same version, then one of them is first, and only that one is logged', async () => {
    const made = await stored();
    const saved = await Promise.all(
      ['a', 'b', 'c'].map((note) => calls.save({ ...made, version: 2, note }, made, factOf(made))),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await callFacts(1)).toHaveLength(2);
  });

  it('given two who ring the same call, then one of them does, and whoever changes it has to see that', async () => {
    const made = await stored();
    const rung = { ...made, rungFor: made.at };
    const saved = await Promise.all([1, 2].map(() => calls.save(rung, made, factOf(made))));
    expect(saved.sort()).toEqual([false, true]);
    expect(await calls.save({ ...made, version: 2 }, made, factOf(made))).toBe(false);
    expect(await calls.save({ ...rung, version: 2, at: '2026-11-22T11:00:00.000Z' }, rung, factOf(made))).toBe(true);
    expect(await calls.save({ ...rung, rungFor: '2026-11-22T11:00:00.000Z' }, made, factOf(made))).toBe(false);
  });

  it('given a change of a call that is gone, then nothing is written', async () => {
    const gone = call();
    expect(await calls.save({ ...gone, version: 2 }, gone, factOf(gone))).toBe(false);
    expect(await calls.find(serviceId, 1, gone.callId)).toBeUndefined();
  });

  it('lists a ticket’s calls, the newest reservation first, also those that are over', async () => {
    const first = await stored({ callId: 'call_1' });
    const second = await stored({ callId: 'call_2', status: 'done', endedAt: '2026-11-22T09:00:00.000Z' });
    await stored({ callId: 'call_3', number: 2 });
    expect(await calls.listByTicket(serviceId, 1)).toEqual([second, first]);
    expect(await calls.listByTicket(serviceId, 7)).toEqual([]);
  });

  it('lists open calls by their time: the service’s, or one owner’s', async () => {
    const late = await stored({ callId: 'call_1', at: '2026-11-22T12:00:00.000Z' });
    const early = await stored({ callId: 'call_2', at: '2026-11-22T10:00:00.000Z', number: 2, ownerId: 'agent_2' });
    const same = await stored({ callId: 'call_3', at: '2026-11-22T12:00:00.000Z' });
    const over = await stored({ callId: 'call_4', at: '2026-11-22T09:00:00.000Z' });
    await calls.save(
      { ...over, version: 2, status: 'cancelled', endedAt: '2026-11-22T08:00:00.000Z' },
      over,
      factOf(over),
    );

    expect(await calls.listOpen(serviceId, undefined, { limit: 10 })).toEqual({ items: [early, late, same] });
    expect(await calls.listOpen(serviceId, 'agent_1', { limit: 10 })).toEqual({ items: [late, same] });
    expect(await calls.listOpen(serviceId, 'agent_2', { limit: 10 })).toEqual({ items: [early] });
    expect(await calls.listOpen(`${serviceId}-other`, undefined, { limit: 10 })).toEqual({ items: [] });
  });

  it('given a call that is moved and given away, then it moves in the lists', async () => {
    const made = await stored({ callId: 'call_1', at: '2026-11-22T10:00:00.000Z' });
    const other = await stored({ callId: 'call_2', at: '2026-11-22T11:00:00.000Z' });
    const moved = { ...made, version: 2, at: '2026-11-22T12:00:00.000Z', ownerId: 'agent_2' };
    await calls.save(moved, made, factOf(made));
    expect((await calls.listOpen(serviceId, undefined, { limit: 10 })).items).toEqual([other, moved]);
    expect((await calls.listOpen(serviceId, 'agent_1', { limit: 10 })).items).toEqual([other]);
    expect((await calls.listOpen(serviceId, 'agent_2', { limit: 10 })).items).toEqual([moved]);
  });

  it.each([[undefined], ['agent_1']])(
    'given more open calls than a page holds (owner %s), then all come once, in order, page by page',
    async (owner) => {
      const made: ReservedCall[] = [];
      for (const minute of [5, 3, 4, 1, 2])
        made.push(
          await stored({
            callId: `call_${String(minute)}`,
            number: 1 + (minute % 2),
            at: `2026-11-22T10:0${String(minute)}:00.000Z`,
          }),
        );
      const seen: ReservedCall[] = [];
      let cursor: string | undefined;
      do {
        const page = await calls.listOpen(serviceId, owner, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== undefined && seen.length < 20);
      expect(seen).toEqual(made.toSorted((a, b) => (a.at < b.at ? -1 : 1)));
    },
  );

  it('refuses a cursor of another list', async () => {
    for (const callId of ['call_1', 'call_2']) await stored({ callId });
    const { cursor } = await calls.listOpen(serviceId, undefined, { limit: 1 });
    await expect(calls.listOpen(serviceId, 'agent_1', { limit: 1, cursor: cursor! })).rejects.toThrow(
      InvalidCursorError,
    );
    await expect(calls.listOpen(serviceId, undefined, { limit: 1, cursor: 'bm9uZQ' })).rejects.toThrow(
      InvalidCursorError,
    );
  });
});
