import { IMPORTANT_LIMIT, type TicketList } from '../../../shared/application/ports/tickets.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { LISTED_DESKS, type ListedDesk } from '../../support/listed-desks.ts';
import { aTicket } from '../../support/tickets.ts';

describe.each(LISTED_DESKS)('star store: %s', (_, open) => {
  let desk: ListedDesk;
  let serviceId: string;
  let services = 0;
  beforeAll(async () => {
    desk = await open();
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    services += 1;
    serviceId = `service-${services}`;
  });

  const aListed = (over: Partial<Ticket> = {}) => aTicket({ serviceId, number: 1, ...over });
  const listed = async (agentId: string, of: Extract<TicketList, { kind: 'important' }>['of'] = { kind: 'all' }) =>
    (await desk.tickets.listTickets(serviceId, { kind: 'important', agentId, of }, { limit: 10, order: 'newest' }))
      .items;
  const numbers = async (agentId: string) =>
    [...(await desk.importantTickets.numbers(serviceId, agentId))].toSorted((a, b) => a - b);

  it('given nothing marked, then there is nothing', async () => {
    expect(await numbers('mina')).toEqual([]);
    expect(await listed('mina')).toEqual([]);
    await desk.importantTickets.unmark(serviceId, 1, 'mina');
    expect(await numbers('mina')).toEqual([]);
  });

  it('marks for one agent alone, twice as once, and takes it away the same way', async () => {
    await desk.put(aListed());
    expect(await desk.importantTickets.mark(aListed(), 'mina')).toBe('marked');
    expect(await desk.importantTickets.mark(aListed(), 'mina')).toBe('marked');
    expect([
      await numbers('mina'),
      await numbers('jun'),
      (await listed('mina')).length,
      (await listed('jun')).length,
    ]).toEqual([[1], [], 1, 0]);
    expect(await desk.importantTickets.numbers(`${serviceId}-other`, 'mina')).toEqual(new Set());
    await desk.importantTickets.unmark(serviceId, 1, 'mina');
    await desk.importantTickets.unmark(serviceId, 1, 'mina');
    expect([await numbers('mina'), await listed('mina')]).toEqual([[], []]);
  });

  it('given a ticket that changed since it was read, or is gone, then it is not marked', async () => {
    await desk.put(aListed({ version: 4 }));
    expect(await desk.importantTickets.mark(aListed({ version: 3 }), 'mina')).toBe('changed');
    expect(await desk.importantTickets.mark(aListed({ number: 2 }), 'mina')).toBe('changed');
    expect([await numbers('mina'), await listed('mina')]).toEqual([[], []]);
  });

  it('follows a ticket into other lists, for all who marked it, and never back', async () => {
    const before = aListed({ status: 'processing', assigneeId: 'mina', version: 3 });
    const after = {
      ...before,
      version: 5,
      status: 'pending' as const,
      title: 'Still on fire',
      activityAt: '2026-11-23T00:00:00.000Z',
    };
    await desk.put(before);
    for (const agentId of ['mina', 'jun']) await desk.importantTickets.mark(before, agentId);
    await desk.put(after);
    await desk.importantTickets.follow(after, false);
    await desk.importantTickets.follow({ ...before, version: 4 }, false);
    for (const agentId of ['mina', 'jun'])
      expect(await listed(agentId)).toMatchObject([
        { number: 1, version: 5, status: 'pending', title: 'Still on fire', activityAt: '2026-11-23T00:00:00.000Z' },
      ]);
    expect(await listed('mina', { kind: 'assignee', assigneeId: 'mina', status: 'processing' })).toEqual([]);
    expect(await listed('mina', { kind: 'assignee', assigneeId: 'mina', status: 'pending' })).toHaveLength(1);
  });

  it('given a mark that was taken away, then following doesn’t bring it back', async () => {
    await desk.put(aListed());
    await desk.importantTickets.mark(aListed(), 'mina');
    await desk.importantTickets.unmark(serviceId, 1, 'mina');
    await desk.importantTickets.follow(aListed({ version: 9 }), false);
    expect([await numbers('mina'), await listed('mina')]).toEqual([[], []]);
  });

  it('leaves spam to the list of spam', async () => {
    await desk.put(aListed());
    await desk.importantTickets.mark(aListed(), 'mina');
    await desk.importantTickets.follow(aListed({ version: 4, status: 'resolved', internalReason: 'spam' }), false);
    expect(await listed('mina')).toEqual([]);
    expect(await listed('mina', { kind: 'place', places: ['spam'] })).toMatchObject([
      { number: 1, internalReason: 'spam' },
    ]);
  });

  it('given a ticket that was removed, then nobody’s marks hold it, also when that is told twice', async () => {
    const other = aListed({ number: 2 });
    await desk.put(aListed(), other);
    for (const agentId of ['mina', 'jun']) await desk.importantTickets.mark(aListed(), agentId);
    await desk.importantTickets.mark(other, 'mina');
    await desk.importantTickets.follow(aListed(), true);
    await desk.importantTickets.follow(aListed(), true);
    expect([await numbers('mina'), await numbers('jun')]).toEqual([[2], []]);
    expect((await listed('mina')).map(({ number }) => number)).toEqual([2]);
  });

  it('knows which tickets anybody marked, of one or of many', async () => {
    const [first, second, third] = [1, 2, 3].map((number) => aListed({ number }));
    await desk.put(first!, second!, third!);
    const all = [1, 2, 3, 1001, 5001];
    expect(await desk.importantTickets.marked(serviceId, all)).toEqual(new Set());
    await desk.importantTickets.mark(second!, 'mina');
    await desk.importantTickets.mark(second!, 'jun');
    await desk.importantTickets.unmark(serviceId, 2, 'jun');
    await desk.importantTickets.mark(third!, 'jun');
    expect(await desk.importantTickets.marked(serviceId, all)).toEqual(new Set([2, 3]));
    expect(await desk.importantTickets.marked(serviceId, [1, 2])).toEqual(new Set([2]));
    expect(await desk.importantTickets.marked(`${serviceId}-other`, all)).toEqual(new Set());
  });

  it('holds a thousand marks of an agent, refuses the next, and still takes one of them twice', async () => {
    const tickets = Array.from({ length: IMPORTANT_LIMIT + 1 }, (__, i) => aListed({ number: i + 1 }));
    await desk.put(...tickets);
    for (let start = 0; start < IMPORTANT_LIMIT; start += 50)
      await Promise.all(
        tickets.slice(start, Math.min(start + 50, IMPORTANT_LIMIT)).map(async (ticket) => {
          while ((await desk.importantTickets.mark(ticket, 'mina')) !== 'marked');
        }),
      );
    expect(await numbers('mina')).toHaveLength(IMPORTANT_LIMIT);
    expect(await desk.importantTickets.mark(tickets[IMPORTANT_LIMIT]!, 'mina')).toBe('full');
    expect((await listed('mina'))[0]!.number).toBe(IMPORTANT_LIMIT);
    expect(await desk.importantTickets.mark(tickets[0]!, 'mina')).toBe('marked');
    await desk.importantTickets.unmark(serviceId, 1, 'mina');
    expect(await desk.importantTickets.mark(tickets[IMPORTANT_LIMIT]!, 'mina')).toBe('marked');
  }, 60_000);
});
