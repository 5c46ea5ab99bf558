import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aService } from '../../support/tickets.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});

const asBoss = (operationId: Parameters<HttpDesk['call']>[0], request: Parameters<HttpDesk['call']>[1] = {}) =>
  desk.call(operationId, { as: 'boss', ...request });

describe('given an administrator of a service', () => {
  it('when they change its settings, then what is left out stays, and the log names what changed', async () => {
    const { status, body, headers } = await asBoss('editService', {
      headers: { 'if-match': '"1"' },
      body: { name: 'Help', languages: ['en', 'ko'], autoCompleteDays: 0, addresses: ['Desk@Example.com'] },
    });
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"2"');
    expect(body).toEqual({
      ...aService(),
      name: 'Help',
      languages: ['en', 'ko'],
      autoCompleteDays: 0,
      addresses: ['desk@example.com'],
      version: 2,
    });
    expect(await desk.directory.findServiceByAddress('support@example.com')).toBeUndefined();
    expect(desk.facts.at(-1)).toMatchObject({
      type: 'service_changed',
      action: 'changed',
      changed: ['addresses', 'autoCompleteDays', 'languages', 'name'],
      subject: { kind: 'service', id: 'support' },
    });
    expect((await desk.call('getService', {})).body).toMatchObject({
      name: 'Help',
      version: 2,
      languages: ['en', 'ko'],
    });
  });

  it.each<[string, object, number, object]>([
    [
      'an address of another service',
      { addresses: ['other@example.com'] },
      409,
      { code: 'address_taken', address: 'other@example.com' },
    ],
    [
      'a time zone that isn’t one',
      { timeZone: 'Moon/Sea' },
      400,
      { code: 'validation_failed', errors: [{ pointer: '#/timeZone' }] },
    ],
    [
      'a language outside its languages',
      { language: 'ja' },
      400,
      { code: 'validation_failed', errors: [{ pointer: '#/languages' }] },
    ],
    [
      'a country that isn’t one',
      { country: 'XX' },
      400,
      { code: 'validation_failed', errors: [{ pointer: '#/country' }] },
    ],
    ['no channel', { channels: [] }, 400, { code: 'validation_failed' }],
    ['no address', { addresses: [] }, 400, { code: 'validation_failed' }],
    ['another kind', { kind: 'issue' }, 400, { code: 'validation_failed' }],
    ['nothing', {}, 400, { code: 'validation_failed' }],
  ])('when a change names %s, then it is refused and nothing is written', async (_, body, status, problem) => {
    expect(await asBoss('editService', { body })).toMatchObject({ status, body: problem });
    expect(await desk.directory.findService('support')).toEqual(aService());
    expect(desk.facts).toEqual([]);
  });

  it('when somebody else was faster, then the second is told', async () => {
    await asBoss('editService', { body: { name: 'Help' } });
    expect(await asBoss('editService', { headers: { 'if-match': '"1"' }, body: { name: 'Late' } })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
  });

  it('when the channel for tickets by hand is off, then none is made', async () => {
    await asBoss('editService', { body: { channels: ['email'] } });
    expect(
      await desk.call('createTicket', { body: { title: 'x', html: '<p>x</p>', customer: { email: 'c@example.com' } } }),
    ).toMatchObject({ status: 409, body: { code: 'channel_not_enabled', channel: 'created' } });
  });

  it('when they let leavers keep their tickets, then the service says so, to everybody in it and in its log; anything else is refused', async () => {
    expect((await asBoss('editService', { body: { undoSeconds: 120 } })).body).toMatchObject({ undoSeconds: 120 });
    expect((await desk.call('getService')).body).toMatchObject({ undoSeconds: 120 });
    for (const undoSeconds of [-1, 121, 1.5])
      expect(await asBoss('editService', { body: { undoSeconds } })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '#/undoSeconds' }] },
      });
    expect((await asBoss('editService', { body: { leaversTickets: 'keep' } })).body).toMatchObject({
      leaversTickets: 'keep',
    });
    expect((await desk.call('getService')).body).toMatchObject({ leaversTickets: 'keep' });
    expect((await desk.directory.findService('support'))?.leaversTickets).toBe('keep');
    expect(await asBoss('editService', { body: { leaversTickets: 'burn' } })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '#/leaversTickets' }] },
    });
  });

  it('when they make another service, then they administer it, and nobody else is in it', async () => {
    const { status, body } = await asBoss('createService', {
      params: {},
      body: { serviceId: 'shop', name: 'Shop', addresses: ['shop@example.com'] },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      serviceId: 'shop',
      version: 1,
      name: 'Shop',
      kind: 'contact',
      senderName: 'Shop',
      timeZone: 'Asia/Seoul',
      language: 'ko',
      languages: ['ko'],
      channels: ['email', 'created'],
      country: 'KR',
      autoCompleteDays: 14,
      undoSeconds: 10,
      leaversTickets: 'give_back',
      addresses: ['shop@example.com'],
    });
    expect(await desk.directory.listAgents('shop')).toMatchObject([
      { agentId: 'boss', role: 'administrator', groupIds: [], active: true, version: 1 },
    ]);
    expect((await asBoss('editService', { params: { serviceId: 'shop' }, body: { name: 'The Shop' } })).status).toBe(
      200,
    );
    expect((await desk.call('getService', { as: 'first', params: { serviceId: 'shop' } })).status).toBe(404);
  });

  it.each([
    ['an id that is taken', { serviceId: 'other', addresses: ['new@example.com'] }, 'service_exists'],
    ['an address that is taken', { serviceId: 'new', addresses: ['other@example.com'] }, 'address_taken'],
  ])('when the new one has %s, then it is refused and nothing of it is there', async (_, given, code) => {
    expect(await asBoss('createService', { body: { name: 'New', ...given } })).toMatchObject({
      status: 409,
      body: { code },
    });
    expect(await desk.directory.findService('new')).toBeUndefined();
    expect(await desk.directory.findAgent('other', 'boss')).toBeUndefined();
  });
});

describe('given an agent', () => {
  it.each([
    ['editService', { name: 'Mine' }],
    ['createService', { serviceId: 'mine', name: 'Mine', addresses: ['mine@example.com'] }],
    ['listServiceEvents', undefined],
  ] as const)('when they ask for %s, then it is forbidden', async (operationId, body) => {
    expect(await desk.call(operationId, body === undefined ? {} : { body })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', permission: 'manage_desk' },
    });
  });
});

describe('given changes of several kinds', () => {
  it('then the audit log tells them newest first, page by page, with who did it, before and after', async () => {
    await asBoss('editService', { body: { name: 'The Desk' } });
    await asBoss('createGroup', { body: { groupId: 'night', name: 'Night' } });
    await asBoss('editAgent', { params: { agentId: 'first' }, body: { mayUnmask: true } });
    const first = await asBoss('listServiceEvents', { query: { limit: '2' } });
    expect(first.body['events']).toMatchObject([
      {
        type: 'agent_changed',
        action: 'changed',
        subject: { kind: 'agent', id: 'first' },
        changed: ['mayUnmask'],
        subjectName: 'First Agent',
        members: [{ name: 'mayUnmask', told: 'values', before: false, after: true, cut: false }],
        actor: { kind: 'agent', id: 'boss' },
      },
      {
        type: 'group_changed',
        action: 'created',
        subject: { kind: 'group', id: 'night' },
        subjectName: 'Night',
        members: expect.arrayContaining([
          { name: 'name', told: 'values', before: null, after: 'Night', cut: false },
        ]) as unknown,
      },
    ]);
    const second = await asBoss('listServiceEvents', {
      query: { limit: '2', cursor: first.body['nextCursor'] as string },
    });
    expect(second.body).toMatchObject({
      events: [
        {
          type: 'service_changed',
          changed: ['name'],
          members: [{ name: 'name', told: 'values', before: aService().name, after: 'The Desk' }],
        },
      ],
      nextCursor: null,
    });
    expect(await asBoss('listServiceEvents', { query: { cursor: 'nonsense' } })).toMatchObject({ status: 400 });
  });

  it('when some kinds, one thing, one agent or a time is asked for, then those alone are told, page by page', async () => {
    await asBoss('editService', { body: { name: 'The Desk' } });
    await asBoss('createGroup', { body: { groupId: 'night', name: 'Night' } });
    await asBoss('editGroup', { params: { groupId: 'night' }, body: { name: 'Late' } });
    await asBoss('editAgent', { params: { agentId: 'first' }, body: { role: 'administrator' } });
    await desk.call('createGroup', { as: 'first', body: { groupId: 'early', name: 'Early' } });
    const listed = async (query: Readonly<Record<string, string>>) => {
      const { status, body } = await asBoss('listServiceEvents', { query });
      expect(status).toBe(200);
      return body as { events: { subject: { kind: string; id: string }; at: string }[]; nextCursor: string | null };
    };
    const ids = async (query: Readonly<Record<string, string>>) =>
      (await listed(query)).events.map(({ subject }) => subject.id);
    expect(await ids({ kinds: 'group' })).toEqual(['early', 'night', 'night']);
    expect(await ids({ kinds: 'agent,service' })).toEqual(['first', 'support']);
    expect(await ids({ kinds: 'group', subjectId: 'night' })).toEqual(['night', 'night']);
    expect(await ids({ changedBy: 'first' })).toEqual(['early']);
    const first = await listed({ kinds: 'group', limit: '2' });
    expect(first.events.map(({ subject }) => subject.id)).toEqual(['early', 'night']);
    expect(await listed({ kinds: 'group', limit: '2', cursor: first.nextCursor! })).toMatchObject({
      events: [{ subject: { id: 'night' }, subjectName: 'Night' }],
      nextCursor: null,
    });
    expect(await ids({ until: '2020-01-01T00:00:00+09:00' })).toEqual([]);
  });

  it.each([
    ['a kind that there is not', { kinds: 'group,moon' }, '#/query/kinds'],
    ['no kind', { kinds: '' }, '#/query/kinds'],
    ['a time that is none', { from: 'yesterday' }, '#/query/from'],
  ])('when %s is asked for, then that is refused', async (_, query, pointer) => {
    expect(await asBoss('listServiceEvents', { query })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer }] },
    });
  });

  it('when an agent asks, then it is forbidden', async () => {
    expect(await desk.call('listServiceEvents')).toMatchObject({ status: 403, body: { permission: 'manage_desk' } });
  });
});
