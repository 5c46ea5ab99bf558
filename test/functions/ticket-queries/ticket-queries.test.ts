import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aMail } from '../../support/tickets.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});
const html = '<p>Pull the plug</p>';
const numbers = (body: Record<string, unknown>) => (body['rows'] as { number: number }[]).map(({ number }) => number);

describe('getMe', () => {
  it('says in which services the caller is', async () => {
    expect(await desk.call('getMe', { as: 'second' })).toMatchObject({
      status: 200,
      body: {
        agentId: 'second',
        name: 'Second Agent',
        services: [
          {
            serviceId: 'support',
            serviceName: 'Support',
            kind: 'contact',
            role: 'agent',
            groupIds: ['first-line', 'second-line'],
          },
        ],
      },
    });
  });
  it.each(['gone', 'passer-by'])('says to %s that there is none', async (as) => {
    const silent = { notification: false, sound: false };
    expect((await desk.call('getMe', { as })).body).toEqual({
      agentId: as,
      name: `user-${as}`,
      email: '',
      services: [],
      preferences: {
        version: 0,
        language: 'auto',
        theme: 'auto',
        afterProcessing: 'next',
        listOrder: 'newest',
        panelOrder: [],
        alerts: { assigned: silent, replied: silent, call_due: silent, mail_failed: silent },
        signatures: {},
      },
    });
  });
  it('wants somebody signed in', async () => {
    expect(await desk.call('getMe', { as: null })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });
});

describe('listCategoryUse', () => {
  it('says to administrators how many tickets name each category of both trees, and how many are open', async () => {
    const { status, body } = await desk.call('listCategoryUse', { as: 'boss' });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        categories: [
          { kind: 'inquiry_type', categoryId: 'delivery', tickets: 43, open: 21 },
          { kind: 'processing_type', categoryId: 'delivery', tickets: 23, open: 0 },
        ],
      },
    });
  });
  it.each([
    ['first', 403],
    ['stranger', 404],
    [null, 401],
  ])('refuses %s with %i', async (as, status) => {
    expect((await desk.call('listCategoryUse', { as })).status).toBe(status);
  });
});

describe('getService', () => {
  it('shows the service with its people, also those who left', async () => {
    const { status, body } = await desk.call('getService');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        serviceId: 'support',
        timeZone: 'Asia/Seoul',
        addresses: ['support@example.com', 'help@example.com'],
        groups: [{ groupId: 'first-line', name: 'First line' }, { groupId: 'second-line' }],
      },
    });
    expect(
      (body['agents'] as { agentId: string; active: boolean }[]).map(({ agentId, active }) => [agentId, active]),
    ).toEqual([
      ['boss', true],
      ['first', true],
      ['gone', false],
      ['second', true],
    ]);
  });
  it('is not there for strangers', async () => {
    expect(await desk.call('getService', { as: 'stranger' })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
  });
});

describe('listTickets', () => {
  it('shows each menu list its own', async () => {
    const [one, two, three, four] = [
      await desk.create(),
      await desk.create(),
      await desk.create(),
      await desk.create(),
    ] as const;
    for (const number of [two, three, four]) await desk.call('keepTicket', { params: { number } });
    await desk.call('pendTicket', { params: { number: three }, body: { html } });
    await desk.call('resolveTicket', { params: { number: four }, body: { html } });
    const list = async (name?: string, as = 'first') =>
      numbers((await desk.call('listTickets', { as, ...(name === undefined ? {} : { query: { list: name } }) })).body);
    expect(await list()).toEqual([four, three, two, one]);
    expect(await list('all_unassigned')).toEqual([one]);
    expect(await list('my_processing')).toEqual([two]);
    expect(await list('my_pending')).toEqual([three]);
    expect(await list('my_resolved')).toEqual([four]);
    expect(await list('my_processing', 'boss')).toEqual([]);
    expect(await list('all', 'boss')).toEqual([four, three, two, one]);
  });

  it('goes page by page, in both orders', async () => {
    for (let i = 0; i < 5; i += 1) await desk.create();
    const first = await desk.call('listTickets', { query: { limit: '2', order: 'oldest' } });
    expect(numbers(first.body)).toEqual([1, 2]);
    const second = await desk.call('listTickets', {
      query: { limit: '2', order: 'oldest', cursor: first.body['nextCursor'] as string },
    });
    const third = await desk.call('listTickets', {
      query: { limit: '2', order: 'oldest', cursor: second.body['nextCursor'] as string },
    });
    expect([numbers(second.body), numbers(third.body), third.body['nextCursor']]).toEqual([[3, 4], [5], null]);
    expect(
      await desk.call('listTickets', { query: { order: 'newest', cursor: first.body['nextCursor'] as string } }),
    ).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/query/cursor' }] } });
  });

  it.each([
    [{ list: 'everything' }, '#/query/list'],
    [{ limit: '0' }, '#/query/limit'],
    [{ limit: '101' }, '#/query/limit'],
    [{ limit: 'x' }, '#/query/limit'],
    [{ order: 'random' }, '#/query/order'],
    [{ cursor: 'forged' }, '#/query/cursor'],
    [{ page: '2' }, '#/query/page'],
  ])('refuses %j', async (query, pointer) => {
    expect(await desk.call('listTickets', { query: query as unknown as Record<string, string> })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer }] },
    });
  });

  it('shows nothing of another service', async () => {
    await desk.create();
    expect((await desk.call('listTickets', { as: 'stranger', params: { serviceId: 'other' } })).body).toEqual({
      rows: [],
      nextCursor: null,
    });
    expect(await desk.call('listTickets', { as: 'stranger' })).toMatchObject({ status: 404 });
  });
});

describe('getTicket', () => {
  it('has its version as ETag', async () => {
    const number = await desk.create();
    expect(await desk.call('getTicket', { params: { number } })).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { number, version: 1, allowed: ['keep', 'comment', 'edit', 'resolve_internally'] },
    });
  });
  it('is not there under another service', async () => {
    const number = await desk.create();
    expect(await desk.call('getTicket', { as: 'stranger', params: { serviceId: 'other', number } })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
  });
});

describe('listEntries and listEvents', () => {
  it('shows the history with the state of its mails and addresses to download from', async () => {
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    await desk.call('resolveTicket', { params: { number }, body: { html } });
    const [asked, ...answered] = desk.memory.entries.get(`support#${number}`)!;
    desk.objects.set('whole/1', { bytes: Buffer.from('<p>It burns, and burns</p>'), type: 'text/html' });
    desk.objects.set('k/1', { bytes: Buffer.from('a picture!'), type: 'image/png' });
    desk.memory.entries.set(`support#${number}`, [
      {
        ...asked!,
        wholeKey: 'whole/1',
        attachments: [{ id: 'att_1', key: 'k/1', name: 'fire.png', type: 'image/png', size: 10, contentId: 'img1' }],
      },
      ...answered,
    ]);
    const [mail] = [...desk.memory.mails.values()];
    desk.memory.mails.set(mail!.id, {
      ...mail!,
      status: 'sent',
      sentAt: '2026-11-22T09:01:00.000Z',
      outcome: 'delivered',
    });
    const { status, body } = await desk.call('listEntries', { params: { number } });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        nextCursor: null,
        entries: [
          {
            kind: 'customer_message',
            text: 'It burns',
            wholeUrl: expect.stringContaining('whole/1') as unknown,
            mail: null,
            command: null,
            attachments: [
              {
                id: 'att_1',
                name: 'fire.png',
                type: 'image/png',
                size: 10,
                contentId: 'img1',
                url: expect.stringContaining('/k/1?') as unknown,
              },
            ],
          },
          {
            kind: 'agent_reply',
            author: { kind: 'agent', agentId: 'first' },
            command: 'resolve',
            wholeUrl: null,
            mail: {
              id: mail!.id,
              status: 'sent',
              to: 'customer@example.com',
              sentAt: '2026-11-22T09:01:00.000Z',
              outcome: 'delivered',
              failure: null,
            },
          },
        ],
      },
    });
    expect(JSON.stringify(body)).not.toContain('"key"');
    const [shown] = body['entries'] as readonly [
      { readonly wholeUrl: string; readonly attachments: readonly { readonly url: string }[] },
    ];
    expect(
      await Promise.all([shown.wholeUrl, shown.attachments[0]!.url].map(async (url) => (await fetch(url)).text())),
    ).toEqual(['<p>It burns, and burns</p>', 'a picture!']);
    const events = (await desk.call('listEvents', { params: { number } })).body['events'];
    expect(events).toMatchObject([
      {
        type: 'ticket_resolved',
        status: 'resolved',
        actor: { kind: 'agent', id: 'first' },
        mailId: mail!.id,
        changes: { status: { before: 'processing', after: 'resolved' } },
      },
      {
        type: 'ticket_kept',
        changes: {
          status: { before: 'unassigned', after: 'processing' },
          assignee: { before: null, after: 'first' },
          group: { before: null, after: 'first-line' },
        },
      },
      {
        type: 'ticket_created',
        changes: { status: { before: null, after: 'unassigned' } },
        reason: null,
        mailId: null,
      },
    ]);
  });

  it('tells why a mail failed', async () => {
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    await desk.call('pendTicket', { params: { number }, body: { html } });
    const [mail] = [...desk.memory.mails.values()];
    desk.memory.mails.set(mail!.id, aMail({ ...mail!, status: 'failed', failure: 'The address does not exist' }));
    expect(
      (
        (await desk.call('listEntries', { params: { number }, query: { order: 'newest', limit: '1' } })).body[
          'entries'
        ] as object[]
      )[0],
    ).toMatchObject({ mail: { status: 'failed', sentAt: null, failure: 'The address does not exist' } });
  });

  it.each(['listEntries', 'listEvents', 'getTicketWithHistory'] as const)(
    '%s of a ticket that is not there',
    async (operation) => {
      expect(await desk.call(operation, { params: { number: 9 } })).toMatchObject({
        status: 404,
        body: { code: 'ticket_not_found' },
      });
    },
  );
});

describe('getTicketWithHistory', () => {
  it('shows what the ticket, its newest entries and the newest lines of its log show by themselves', async () => {
    const number = await desk.create();
    await desk.call('keepTicket', { params: { number } });
    for (const text of ['one', 'two', 'three'])
      await desk.call('commentTicket', { params: { number }, body: { html: `<p>${text}</p>` } });
    for (const limit of ['2', '50']) {
      const one = async (id: 'getTicket' | 'listEntries' | 'listEvents', query: Record<string, string> = {}) =>
        (await desk.call(id, { params: { number }, query })).body;
      expect(await desk.call('getTicketWithHistory', { params: { number }, query: { limit } })).toMatchObject({
        status: 200,
        body: {
          ticket: await one('getTicket'),
          entries: await one('listEntries', { order: 'newest', limit }),
          events: await one('listEvents', { limit }),
        },
      });
    }
  });
  it('is for those who may read the ticket', async () => {
    const number = await desk.create();
    const { status } = await desk.call('getTicketWithHistory', { as: 'stranger', params: { number } });
    expect(status).toBe(404);
  });
});

describe('getFigures', () => {
  it('speaks of the service’s own day', async () => {
    expect(await desk.call('getFigures')).toMatchObject({
      status: 200,
      body: { day: '2026-11-23', revision: 5, all: { created: 1 }, mine: { pending: 9 } },
    });
  });
});
