import fc from 'fast-check';
import { packShown, type Shown, unpackShown } from '../../../../shared/adapters/dynamodb/list-row.ts';
import { DamagedRowError } from '../../../../shared/adapters/dynamodb/rows.ts';
import { listRowOf, readListPlace, readListRow, ticketRows } from '../../../../shared/adapters/dynamodb/ticket-rows.ts';
import { ticketKey } from '../../../../shared/adapters/dynamodb/keys.ts';
import { ticketRowDto } from '../../../../shared/contracts/http/ticket-shapes.ts';
import { INTERNAL_REASONS } from '../../../../shared/domain/ticket/internal-reason.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { CHANNELS, PRIORITIES, type Ticket, TRANSFER_KINDS } from '../../../../shared/domain/ticket/ticket.ts';
import { anyTicket } from '../../../support/any-ticket.ts';
import { earlierTicketItem } from '../../../support/earlier-rows.ts';
import { aTicket } from '../../../support/tickets.ts';

const source = { serviceId: 'support', rowKey: (number: number) => ticketKey('support', number) };
const readItem = (item: Parameters<typeof readListRow>[0]) => readListRow(item, readListPlace(item), source);
/** What the wire shows of a ticket's row: from it follows what a row must hold. */
const SHOWN = ['serviceId', ...Object.keys(ticketRowDto().shape)].filter((name) => name !== 'important');
const shownOf = (ticket: Ticket) => Object.fromEntries(Object.entries(ticket).filter(([name]) => SHOWN.includes(name)));

const SECRET = 'SECRET-TEXT';
const full: Shown = {
  version: 3,
  title: SECRET,
  status: 'resolved',
  channel: 'email',
  priority: 'normal',
  unreadReply: true,
  assigneeId: `${SECRET}-agent`,
  groupId: 'first-line',
  customer: { name: SECRET, email: `${SECRET}@example.com`, phone: '+821012345678' },
  transfer: 'issue',
  internalReason: 'spam',
  snippet: `${SECRET}…`,
  waitingSince: '2026-11-22T09:00:00.000Z',
};
const fullCells = JSON.parse(packShown(full)) as unknown[];

describe('what a list shows, as one text', () => {
  it('given any ticket, with each value that may be absent there or not, then it is read as it was written', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        expect(readItem(listRowOf(ticket))).toEqual(shownOf(ticket));
      }),
      { numRuns: 2000 },
    );
  });

  it('given every combination of values that may be absent, then it is read as it was written', () => {
    const { customer, assigneeId, groupId, transfer, internalReason, snippet, waitingSince, ...always } =
      full as Required<Shown>;
    const optional = { assigneeId, groupId, transfer, internalReason, snippet, waitingSince };
    const subsets = (members: object): readonly object[] =>
      Object.entries(members).reduce<readonly object[]>(
        (all, [name, value]) => [...all, ...all.map((some) => ({ ...some, [name]: value as unknown }))],
        [{}],
      );
    const all = subsets(optional).flatMap((some) =>
      subsets(customer).map((reached) => ({ ...always, ...some, customer: reached }) as Shown),
    );
    expect(all).toHaveLength(2 ** 9);
    for (const shown of all) expect(unpackShown(packShown(shown))).toEqual({ ok: true, value: shown });
  });

  it('given any ticket, then its own row is read as it was written, and as an earlier release wrote it', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        expect(ticketRows.read(ticketRows.toItem(ticket))).toEqual(ticket);
        expect(ticketRows.read(earlierTicketItem(ticket))).toEqual(ticket);
      }),
      { numRuns: 500 },
    );
  });

  it('has this form, which rows hold for good', () => {
    expect(packShown(full)).toBe(
      `[1,3,"${SECRET}",8,0,1,1,"${SECRET}-agent","first-line","${SECRET}","${SECRET}@example.com","+821012345678",0,0,"${SECRET}…",1795338000000]`,
    );
    expect(packShown({ ...full, assigneeId: '0b6c9a1e-5d2f-4f7a-9c3b-2d6c1f0a9e57' })).toBe(
      `[1,3,"${SECRET}",8,0,1,1,["C2yaHl0vT3qcOy1sHwqeVw"],"first-line","${SECRET}","${SECRET}@example.com","+821012345678",0,0,"${SECRET}…",1795338000000]`,
    );
    const { assigneeId: _, groupId: __, transfer: ___, internalReason: ____, ...rest } = full;
    const { snippet: _____, waitingSince: ______, ...some } = rest;
    expect(packShown({ ...some, customer: { email: 'a@example.com' } })).toBe(
      `[1,3,"${SECRET}",8,0,1,1,null,null,null,"a@example.com"]`,
    );
    expect(packShown({ ...some, customer: {} })).toBe(`[1,3,"${SECRET}",8,0,1,1]`);
  });

  it('has a number for each code, which it keeps for good', () => {
    const cell = (over: Partial<Shown>, at: number) => (JSON.parse(packShown({ ...full, ...over })) as unknown[])[at];
    const numbers = <Code extends string>(codes: readonly Code[], over: (code: Code) => Partial<Shown>, at: number) =>
      Object.fromEntries(codes.map((code) => [code, cell(over(code), at)]));
    expect({
      status: numbers(TICKET_STATUSES, (status) => ({ status }), 3),
      channel: numbers(CHANNELS, (channel) => ({ channel }), 4),
      priority: numbers(PRIORITIES, (priority) => ({ priority }), 5),
      transfer: numbers(TRANSFER_KINDS, (transfer) => ({ transfer }), 12),
      internalReason: numbers(INTERNAL_REASONS, (internalReason) => ({ internalReason }), 13),
    }).toEqual({
      status: {
        unassigned: 0,
        processing: 1,
        pending: 2,
        transferred: 3,
        transfer_completed: 4,
        dooray_transferred: 5,
        dooray_in_progress: 6,
        dooray_resolved: 7,
        resolved: 8,
        completed: 9,
      },
      channel: { email: 0, chat: 1, phone: 2, web: 3, api: 4, created: 5 },
      priority: { low: 0, normal: 1, high: 2, urgent: 3 },
      transfer: { issue: 0, dooray: 1 },
      internalReason: {
        spam: 0,
        abuse: 1,
        test: 2,
        duplicate: 3,
        resolved_by_chat: 4,
        resolved_by_call: 5,
        other: 6,
      },
    });
  });

  it('is passed over where a later release wrote more', () => {
    expect(unpackShown(JSON.stringify([...fullCells, 'what is new', { of: 'any form' }]))).toEqual({
      ok: true,
      value: full,
    });
  });
});

describe('a time in a row', () => {
  const withTime = (waitingSince: string) => packShown({ ...full, waitingSince });
  it('that is not of the usual form stays a text', () => {
    for (const at of ['2026-11-22T09:00:00Z', 'soon', '']) {
      expect(withTime(at)).toContain(`,${JSON.stringify(at)}]`);
      expect(unpackShown(withTime(at))).toEqual({ ok: true, value: { ...full, waitingSince: at } });
    }
  });
  it.each([1.5, 8.64e15 + 1, -9e15, true])('that no clock shows, %s, is refused', (cell) => {
    expect(unpackShown(JSON.stringify([...fullCells.slice(0, -1), cell]))).toEqual({
      ok: false,
      error: 'waitingSince: no value of it',
    });
  });
});

describe('the size of a row, by which reading and writing are charged', () => {
  const bytes = (value: unknown): number =>
    Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
  const sizeOf = (item: object) =>
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .reduce((sum, [name, value]) => sum + bytes(name) + bytes(value), 0);
  const long = {
    name: '남궁'.repeat(50),
    email: `${'c'.repeat(64)}@${'d'.repeat(180)}.example.com`,
    phone: '+821012345678',
  };

  it.each<readonly [string, Partial<Ticket>]>([
    ['a short title', {}],
    ['nothing that may be absent', { customer: {}, assigneeId: undefined as never, groupId: undefined as never }],
    ['a title of 255 Korean letters', { title: '가'.repeat(255) }],
    ['a title of 255 Latin letters', { title: 'a'.repeat(255) }],
    ['a long title, name and address', { title: '배송 '.repeat(85), customer: long }],
    ['quotation marks around half of a title', { title: '"A" '.repeat(20) }],
  ])('with %s is smaller than it was', (_, over) => {
    const ticket = aTicket({ customerId: 'cus_1', ...over });
    const [today, earlier] = [ticketRows.toItem(ticket), earlierTicketItem(ticket)];
    expect(sizeOf(today)).toBeLessThan(sizeOf(earlier) - 50);
    const projected = ['customerName', 'customerEmail', 'customerPhone', ...SHOWN];
    const shown = Object.fromEntries(Object.entries(earlier).filter(([name]) => projected.includes(name)));
    expect(sizeOf({ row: today['row'] })).toBeLessThan(sizeOf(shown) - 100);
  });
});

describe('a damaged row of a list', () => {
  const item = (row: unknown) => ({ L_SK: '2026-11-22T08:30:00.000Z#000001024', row });
  const faultOf = (read: () => unknown): Error => {
    try {
      read();
    } catch (fault) {
      return fault as Error;
    }
    throw new Error('It was read');
  };
  const everything = (fault: unknown): string =>
    fault instanceof Error ? `${fault.message} ${fault.stack ?? ''} ${everything(fault.cause)}` : JSON.stringify(fault);
  /** Each place of the compact form with whatever it may not hold. */
  const wrong: readonly unknown[] = [true, {}, [], -1, 1.5, 99, 2 ** 60, { [SECRET]: SECRET }, [SECRET], [SECRET, 1]];
  /** A version, and times: before 1970, soon after, and one that no clock wrote, which stays a text. */
  const possible = new Set(['place 1 with 99', ...[-1, 99, `"${SECRET}"`].map((each) => `place 15 with ${each}`)]);
  const damaged = [
    ...fullCells
      .flatMap((cell, i) =>
        [...wrong, typeof cell === 'string' ? 7 : SECRET].map(
          (each) => [`place ${i} with ${JSON.stringify(each)}`, JSON.stringify(fullCells.with(i, each))] as const,
        ),
      )
      .filter(([name]) => !possible.has(name)),
    ...[0, 1, 2, 3, 4, 5, 6].map(
      (i) => [`place ${i} without a value`, JSON.stringify(fullCells.with(i, null))] as const,
    ),
    ...[0, 1, 2, 3, 4, 5, 6].map((i) => [`no place ${i}`, JSON.stringify(fullCells.slice(0, i))] as const),
    ...[0, 2, -1, '1', 1.5].map(
      (format) => [`format ${JSON.stringify(format)}`, JSON.stringify(fullCells.with(0, format))] as const,
    ),
    ['no JSON', `[1,"${SECRET}`],
    ['an object', JSON.stringify({ title: SECRET })],
    ['a text', JSON.stringify(SECRET)],
    ['nothing', ''],
    ['null', 'null'],
    ['no text', { title: SECRET }],
  ] as readonly (readonly [string, unknown])[];

  it.each(damaged)('%s: is refused with its key, without what stands in it', (_, row) => {
    const ticket = ticketRows.toItem(aTicket({ title: SECRET }));
    for (const fault of [faultOf(() => readItem(item(row))), faultOf(() => ticketRows.read({ ...ticket, row }))]) {
      expect(fault).toBeInstanceOf(DamagedRowError);
      expect(fault.message).toContain("the row TICKET#support#1024 TICKET can't be read");
      expect(everything(fault)).not.toContain(SECRET);
    }
  });

  it.each(['title', 'status', 'priority', 'unreadReply', 'assigneeId', 'internalReason', 'customerEmail'])(
    'is refused in the form of an earlier release, too, when its %s is no such thing',
    (attribute) => {
      const earlier = { ...earlierTicketItem(aTicket()), [attribute]: [SECRET] };
      const fault = faultOf(() => ticketRows.read(earlier));
      expect(fault).toBeInstanceOf(DamagedRowError);
      expect(fault.message).toContain("the row TICKET#support#1024 TICKET can't be read");
      expect(everything(fault)).not.toContain(SECRET);
    },
  );

  it('says which format it has, when it is one that nobody knows yet', () => {
    expect(faultOf(() => readItem(item(JSON.stringify(fullCells.with(0, 2))))).message).toContain(
      'format 2 is unknown',
    );
  });

  it.each([undefined, 7, '', '2026-11-22T08:30:00.000Z', '2026-11-22T08:30:00.000Z#12', '#000001024'])(
    'is refused when it lies at %j',
    (sortKey) => {
      expect(() => readListPlace({ ...item(packShown(full)), L_SK: sortKey })).toThrow(DamagedRowError);
      expect(() => ticketRows.read({ ...ticketRows.toItem(aTicket()), L_SK: sortKey })).toThrow(DamagedRowError);
    },
  );
});
