import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aTicket } from '../../support/tickets.ts';

let desk: HttpDesk;
let made = 0;
beforeEach(async () => {
  desk = await httpDesk();
  made = 0;
});
/** A ticket as it is, the newest so far. */
const put = (over: { readonly [K in keyof Ticket]?: Ticket[K] | undefined } = {}): number => {
  made += 1;
  desk.memory.tickets.set(
    `support#${made}`,
    aTicket({
      number: made,
      version: 1,
      assigneeId: 'first',
      activityAt: new Date(Date.UTC(2026, 10, 22, 0, made)).toISOString(),
      ...over,
    }),
  );
  return made;
};
const list = async (query: Record<string, string>, as = 'first') => {
  const { status, body } = await desk.call('listTickets', { as, query });
  return status === 200 ? (body['rows'] as { number: number }[]).map(({ number }) => number) : [status, body['code']];
};

describe('listTickets', () => {
  it('shows each menu list its own', async () => {
    const unassigned = put({ status: 'unassigned', assigneeId: undefined });
    const [processing, pending, resolved, completed] = (
      ['processing', 'pending', 'resolved', 'completed'] as const
    ).map((status) => put({ status })) as [number, number, number, number];
    const [issue, dooray] = [
      put({ status: 'transferred', transfer: 'issue' }),
      put({ status: 'dooray_resolved', transfer: 'dooray' }),
    ];
    const others = put({ assigneeId: 'second' });
    const [spam, abuse] = [
      put({ status: 'resolved', internalReason: 'spam' }),
      put({ status: 'resolved', internalReason: 'abuse' }),
    ];
    expect(await list({ list: 'my_processing' })).toEqual([processing]);
    expect(await list({ list: 'my_pending' })).toEqual([pending]);
    expect(await list({ list: 'my_resolved' })).toEqual([abuse, resolved]);
    expect(await list({ list: 'my_completed' })).toEqual([completed]);
    expect(await list({ list: 'all' })).toEqual([
      abuse,
      others,
      dooray,
      issue,
      completed,
      resolved,
      pending,
      processing,
      unassigned,
    ]);
    expect(await list({ list: 'all_unassigned' })).toEqual([unassigned]);
    expect(await list({ list: 'all_transferred' })).toEqual([dooray, issue]);
    expect(await list({ list: 'all_transferred', transfer: 'issue' })).toEqual([issue]);
    expect(await list({ list: 'all_transferred', transfer: 'dooray' })).toEqual([dooray]);
    expect(await list({ list: 'spam' })).toEqual([spam]);
    expect(await list({ list: 'my_processing' }, 'second')).toEqual([others]);
  });

  it('shows an agent the groups that they are in, and an administrator any group', async () => {
    const [one, two, none] = [
      put({ groupId: 'first-line' }),
      put({ groupId: 'second-line' }),
      put({ groupId: undefined }),
    ];
    expect(none).toBe(3);
    expect(await list({ list: 'all_in_group' })).toEqual([one]);
    expect(await list({ list: 'all_in_group' }, 'second')).toEqual([two, one]);
    expect(await list({ list: 'all_in_group', groupId: 'second-line' }, 'second')).toEqual([two]);
    expect(await list({ list: 'all_in_group', groupId: 'second-line' }, 'boss')).toEqual([two]);
    expect(await list({ list: 'all_in_group', groupId: 'nowhere' }, 'boss')).toEqual([]);
    expect(await list({ list: 'all_in_group', groupId: 'second-line' })).toEqual([403, 'group_not_yours']);
  });

  it('shows an agent in no group nothing', async () => {
    const agent = await desk.directory.findAgent('support', 'first');
    await desk.directory.putAgent({ ...agent!, groupIds: [] });
    put();
    expect((await desk.call('listTickets', { query: { list: 'all_in_group' } })).body).toEqual({
      rows: [],
      nextCursor: null,
    });
  });

  it('shows what the caller has marked, within the list that is asked', async () => {
    const [processing, pending, spam] = [
      put(),
      put({ status: 'pending' }),
      put({ status: 'resolved', internalReason: 'spam' }),
    ];
    for (const number of [processing, pending, spam]) await desk.call('starTicket', { params: { number }, body: {} });
    expect(await list({ list: 'all', important: 'true' })).toEqual([pending, processing]);
    expect(await list({ list: 'my_pending', important: 'true' })).toEqual([pending]);
    expect(await list({ list: 'all_in_group', important: 'true' })).toEqual([pending, processing]);
    expect(await list({ list: 'spam', important: 'true' })).toEqual([spam]);
    expect(await list({ list: 'all', important: 'true' }, 'second')).toEqual([]);
    expect(await list({ list: 'all', important: 'false' })).toEqual([pending, processing]);
    expect(await list({ list: 'all_in_group', groupId: 'second-line', important: 'true' })).toEqual([
      403,
      'group_not_yours',
    ]);
  });

  it('gives a row all that it shows', async () => {
    const number = put({ status: 'dooray_in_progress', transfer: 'dooray', priority: 'urgent', unreadReply: true });
    await desk.call('starTicket', { params: { number }, body: {} });
    expect((await desk.call('listTickets')).body['rows']).toEqual([
      {
        number,
        version: 1,
        title: 'Printer on fire',
        status: 'dooray_in_progress',
        channel: 'email',
        priority: 'urgent',
        assigneeId: 'first',
        groupId: 'first-line',
        customer: { name: 'A customer', email: 'customer@example.com' },
        unreadReply: true,
        activityAt: '2026-11-22T00:01:00.000Z',
        transfer: 'dooray',
        internalReason: null,
        waitingSince: null,
        snippet: null,
        important: true,
      },
    ]);
  });

  it.each([
    [{ list: 'all', groupId: 'first-line' }, '#/query/groupId'],
    [{ list: 'all_in_group', transfer: 'issue' }, '#/query/transfer'],
    [{ important: 'yes' }, '#/query/important'],
    [{ list: 'all_transferred', transfer: 'elsewhere' }, '#/query/transfer'],
  ])('refuses %j', async (query, pointer) => {
    expect(await desk.call('listTickets', { query: query as unknown as Record<string, string> })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer }] },
    });
  });
});

describe('getListCounts', () => {
  it('tells the counts of the caller’s lists, with what they have marked', async () => {
    const number = put();
    await desk.call('starTicket', { params: { number }, body: {} });
    expect(await desk.call('getListCounts')).toMatchObject({
      status: 200,
      body: {
        revision: 5,
        lists: { all: 10, unassigned: 11, issue: 12, dooray: 13, spam: 14 },
        mine: { processing: 15, pending: 16, resolved: 17, completed: 18, important: 1 },
        groups: { 'first-line': 19 },
        marked: [number],
      },
    });
    expect((await desk.call('getListCounts', { as: 'second' })).body).toMatchObject({
      mine: { important: 0 },
      marked: [],
    });
  });
  it('is not there for strangers', async () => {
    expect(await desk.call('getListCounts', { as: 'stranger' })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
  });
});
