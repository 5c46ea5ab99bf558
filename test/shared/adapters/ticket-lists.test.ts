import fc from 'fast-check';
import { InvalidCursorError, type PageRequest } from '../../../shared/application/ports/pages.ts';
import type { TicketList, TicketRow } from '../../../shared/application/ports/tickets.ts';
import { isInList } from '../../../shared/application/tickets/is-in-list.ts';
import { TICKET_STATUSES } from '../../../shared/domain/ticket/status.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { LISTED_DESKS, type ListedDesk } from '../../support/listed-desks.ts';
import { aTicket } from '../../support/tickets.ts';

const GROUPS = ['first-line', 'second-line', 'third-line'] as const;
const CUSTOMERS = ['cus_1', 'cus_2'] as const;
/** Few, so that many tickets share one. */
const INSTANTS = Array.from({ length: 6 }, (_, i) => `2026-11-22T0${i}:00:00.000Z`);

const someTickets = (serviceId: string) =>
  fc
    .array(
      fc.record({
        status: fc.constantFrom(...TICKET_STATUSES),
        groupId: fc.constantFrom(undefined, ...GROUPS),
        customerId: fc.constantFrom(undefined, ...CUSTOMERS),
        assigneeId: fc.constantFrom('mina', 'jun'),
        activityAt: fc.constantFrom(...INSTANTS),
        reason: fc.constantFrom(undefined, 'spam' as const, 'abuse' as const),
        marked: fc.boolean(),
      }),
      { maxLength: 45 },
    )
    .map((all) =>
      all.map(({ status, assigneeId, reason, marked, ...over }, i) => ({
        marked,
        ticket: aTicket({
          serviceId,
          number: i + 1,
          status,
          assigneeId: status === 'unassigned' ? undefined : assigneeId,
          ...over,
          ...(status === 'resolved' ? { internalReason: reason } : {}),
        }),
      })),
    );

const MENU = [
  { kind: 'all' },
  { kind: 'place', places: ['unassigned'] },
  { kind: 'place', places: ['issue', 'dooray'] },
  { kind: 'place', places: ['spam'] },
  { kind: 'assignee', assigneeId: 'mina', status: 'processing' },
  { kind: 'group', groupIds: ['first-line'] },
  { kind: 'group', groupIds: [...GROUPS] },
  { kind: 'group', groupIds: [] },
] as const satisfies readonly Exclude<TicketList, { kind: 'important' | 'customer' }>[];
const LISTS: readonly TicketList[] = [
  ...MENU,
  { kind: 'customer', customerIds: [...CUSTOMERS] },
  ...MENU.map((of) => ({ kind: 'important' as const, agentId: 'mina', of })),
];

const padded = (number: number) => String(number).padStart(9, '0');
/** What a list must show, newest first, straight from the tickets. */
const expected = (
  all: readonly { readonly ticket: Ticket; readonly marked: boolean }[],
  list: TicketList,
): readonly number[] => {
  const holds = ({ ticket, marked }: (typeof all)[number]) => {
    if (list.kind === 'important') return marked && isInList(ticket, list.of);
    if (list.kind === 'customer')
      return (
        ticket.internalReason !== 'spam' &&
        ticket.customerId !== undefined &&
        list.customerIds.includes(ticket.customerId)
      );
    return isInList(ticket, list);
  };
  const place = ({ activityAt, number }: Ticket) =>
    list.kind === 'customer' ? padded(number) : `${activityAt}#${padded(number)}`;
  return all
    .filter(holds)
    .map(({ ticket }) => ticket)
    .toSorted((a, b) => (place(a) < place(b) ? 1 : -1))
    .map(({ number }) => number);
};

describe.each(LISTED_DESKS)('lists of tickets: %s', (kind, open) => {
  let desk: ListedDesk;
  let serviceId: string;
  let services = 0;
  beforeAll(async () => {
    desk = await open();
  });
  afterAll(() => desk.close());
  const newService = () => {
    services += 1;
    return `service-${services}`;
  };
  beforeEach(() => {
    serviceId = newService();
  });

  const walk = async (
    list: TicketList,
    limit: number,
    order: PageRequest['order'],
    service = serviceId,
  ): Promise<readonly TicketRow[]> => {
    const rows: TicketRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk.tickets.listTickets(service, list, {
        limit,
        order,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      rows.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return rows;
  };

  it('given any tickets and marks, then walking a list with any limit, either way, gives every row once and in order', async () => {
    const cases = fc.record({
      all: someTickets(''),
      limits: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: LISTS.length, maxLength: LISTS.length }),
      oldest: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ all: anywhere, limits, oldest }) => {
        const service = newService();
        const all = anywhere.map(({ ticket, marked }) => ({ marked, ticket: { ...ticket, serviceId: service } }));
        await desk.put(...all.map(({ ticket }) => ticket));
        for (const { ticket } of all.filter(({ marked }) => marked))
          expect(await desk.importantTickets.mark(ticket, 'mina')).toBe('marked');
        for (const [i, list] of LISTS.entries()) {
          const numbers = (await walk(list, limits[i]!, oldest ? 'oldest' : 'newest', service)).map(
            ({ number }) => number,
          );
          expect({ list, numbers }).toEqual({
            list,
            numbers: oldest ? expected(all, list).toReversed() : expected(all, list),
          });
        }
      }),
      { numRuns: kind === 'memory' ? 100 : 15 },
    );
  }, 120_000);

  it('gives a row all that a list shows, in each kind of list', async () => {
    const ticket = aTicket({
      serviceId,
      number: 7,
      version: 4,
      status: 'dooray_in_progress',
      transfer: 'dooray',
      customerId: 'cus_1',
      unreadReply: true,
      priority: 'high',
      customer: { name: 'A customer', email: 'customer@example.com', phone: '+821012345678' },
    });
    await desk.put(ticket);
    await desk.importantTickets.mark(ticket, 'mina');
    const row = {
      serviceId,
      number: 7,
      version: 4,
      title: 'Printer on fire',
      status: 'dooray_in_progress',
      channel: 'email',
      priority: 'high',
      assigneeId: 'agent_1',
      groupId: 'first-line',
      transfer: 'dooray',
      customer: { name: 'A customer', email: 'customer@example.com', phone: '+821012345678' },
      unreadReply: true,
      activityAt: '2026-11-22T08:30:00.000Z',
    };
    const lists: readonly TicketList[] = [
      { kind: 'all' },
      { kind: 'place', places: ['dooray'] },
      { kind: 'assignee', assigneeId: 'agent_1', status: 'dooray_in_progress' },
      { kind: 'group', groupIds: ['first-line'] },
      { kind: 'customer', customerIds: ['cus_1'] },
      { kind: 'important', agentId: 'mina', of: { kind: 'all' } },
    ];
    for (const list of lists)
      expect((await desk.tickets.listTickets(serviceId, list, { limit: 5, order: 'newest' })).items).toEqual([row]);
  });

  it('says of spam that it is spam', async () => {
    await desk.put(aTicket({ serviceId, number: 1, status: 'resolved', internalReason: 'spam' }));
    expect(await walk({ kind: 'place', places: ['spam'] }, 5, 'newest')).toMatchObject([
      { number: 1, internalReason: 'spam' },
    ]);
    expect(await walk({ kind: 'all' }, 5, 'newest')).toEqual([]);
  });

  it('refuses a cursor of another list, also of other groups and of marks in another list', async () => {
    const tickets = [1, 2, 3].map((number) => aTicket({ serviceId, number, activityAt: INSTANTS[number]! }));
    await desk.put(...tickets);
    for (const ticket of tickets) await desk.importantTickets.mark(ticket, 'mina');
    const page = { limit: 1, order: 'newest' as const };
    const group: TicketList = { kind: 'group', groupIds: ['first-line'] };
    const important: TicketList = { kind: 'important', agentId: 'mina', of: { kind: 'all' } };
    const cursorOf = async (list: TicketList) => (await desk.tickets.listTickets(serviceId, list, page)).cursor!;
    const [ofGroup, ofMarks] = [await cursorOf(group), await cursorOf(important)];
    const foreign: readonly (readonly [TicketList, string])[] = [
      [{ kind: 'group', groupIds: ['first-line', 'second-line'] }, ofGroup],
      [{ kind: 'all' }, ofGroup],
      [{ ...important, agentId: 'jun' }, ofMarks],
      [{ ...important, of: group }, ofMarks],
      [{ kind: 'customer', customerIds: ['cus_1'] }, ofMarks],
    ];
    for (const [list, cursor] of foreign)
      await expect(desk.tickets.listTickets(serviceId, list, { ...page, cursor })).rejects.toThrow(InvalidCursorError);
    expect(
      (await desk.tickets.listTickets(serviceId, group, { ...page, cursor: ofGroup })).items.map(
        ({ number }) => number,
      ),
    ).toEqual([2]);
  });

  it('keeps a cursor short enough for a URL, however many groups there are', async () => {
    await desk.put(
      ...[1, 2].map((number) => aTicket({ serviceId, number, groupId: 'group-0', activityAt: INSTANTS[number]! })),
    );
    const { cursor } = await desk.tickets.listTickets(
      serviceId,
      { kind: 'group', groupIds: Array.from({ length: 60 }, (_, i) => `group-${i}`) },
      { limit: 1, order: 'newest' },
    );
    expect(cursor!.length).toBeLessThan(200);
  });
});
