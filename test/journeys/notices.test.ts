import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it('given an administrator who puts notices up, then agents read those of now, pinned ones first, until they are changed or taken down', async () => {
  const [admin, mina, engineer] = [
    await desk.signIn('admin@example.com'),
    await desk.signIn('mina@example.com'),
    await desk.signIn('engineer@example.com'),
  ];
  const params = { serviceId: 'care' };
  const titles = async (client = mina, query: { which?: 'current' | 'all' } = {}) =>
    (await client.call('listNotices', { params, query })).body.notices.map(({ title }) => title);
  const putUp = (title: string, more: object = {}) =>
    admin.call('createNotice', { params, body: { title, html: `<p>${title} <script>bad()</script></p>`, ...more } });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  const holiday = await putUp('연말 휴무', { pinned: true, until: inDays(30) });
  expect(holiday).toMatchObject({ status: 201, body: { version: 1, html: '<p>연말 휴무 </p>' } });
  expect(holiday.headers.get('etag')).toBe('"1"');
  const delays = await putUp('Deliveries are late');
  await putUp('Tomorrow', { from: inDays(1) });
  expect(await putUp('Mistaken', { from: inDays(2), until: inDays(1) })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '#/until' }] },
  });

  expect(await titles()).toEqual(['연말 휴무', 'Deliveries are late']);
  expect(await titles(admin, { which: 'all' })).toEqual(['연말 휴무', 'Tomorrow', 'Deliveries are late']);
  expect((await mina.call('listNotices', { params, query: { which: 'all' } })).status).toBe(403);
  expect((await engineer.call('listNotices', { params })).status).toBe(404);
  expect((await engineer.call('listNotices', { params: { serviceId: 'engineering' } })).body.notices).toEqual([]);

  const edit = {
    params: { ...params, noticeId: holiday.body.noticeId },
    body: { title: '설 휴무', pinned: false },
    headers: { 'if-match': '"1"' },
  };
  expect((await mina.call('editNotice', edit)).status).toBe(403);
  expect(await admin.call('editNotice', edit)).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await admin.call('editNotice', edit)).toMatchObject({
    status: 412,
    body: { code: 'version_conflict', actualVersion: 2 },
  });
  expect(await titles()).toEqual(['Deliveries are late', '설 휴무']);

  const takeDown = { params: { ...params, noticeId: delays.body.noticeId } };
  expect((await mina.call('deleteNotice', takeDown)).status).toBe(403);
  expect((await admin.call('deleteNotice', takeDown)).status).toBe(200);
  expect((await admin.call('deleteNotice', takeDown)).status).toBe(404);
  expect(await titles()).toEqual(['설 휴무']);
});
