import WebSocket from 'ws';
import { listenLive } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

const CARE = { serviceId: 'care' };
/** Written, published, delivered and closed: on a machine under the load of other tests. Milliseconds. */
const WITHIN = 10_000;

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it('Somebody who leaves the service is out at once: the next request finds nothing, the open console is closed, and the others go on', async () => {
  const [admin, mina, jun] = [
    await desk.signIn('admin@example.com'),
    await desk.signIn('mina@example.com'),
    await desk.signIn('jun@example.com'),
  ];
  const { agentId } = (await mina.call('getMe')).body;
  const [hers, his] = [await listenLive(mina, 'care'), await listenLive(jun, 'care')];
  let closed = false;
  hers.socket.once('close', () => {
    closed = true;
  });
  const spare = (await mina.call('createConnectTicket', { params: CARE, body: {} })).body;

  const edited = await admin.call('editAgent', { params: { ...CARE, agentId }, body: { active: false } });
  expect(edited).toMatchObject({ status: 200, body: { active: false } });
  expect((await mina.call('getService', { params: CARE })).status).toBe(404);
  await waitUntil('her console is closed', () => (closed ? true : undefined), WITHIN, 50);
  // A ticket for a connection that was given before opens none any more.
  const late = new WebSocket(`${spare.url}?ticket=${encodeURIComponent(spare.ticket)}`);
  expect(
    await new Promise((resolve) => {
      late
        .once('open', () => {
          resolve('open');
        })
        .once('error', () => {
          resolve('refused');
        });
    }),
  ).toBe('refused');

  const created = await jun.call('createTicket', {
    params: CARE,
    body: { title: 'Still here', html: '<p>Hello</p>', customer: { email: 'customer@example.com' } },
  });
  await his.row(({ number }) => number === created.body.number);
  expect(his.socket.readyState).toBe(his.socket.OPEN);
  await his.close();

  const log = await admin.call('listServiceEvents', { params: CARE });
  expect(log.body.events[0]).toMatchObject({
    type: 'agent_changed',
    action: 'changed',
    subject: { kind: 'agent', id: agentId },
    changed: ['active'],
  });
});

it('Somebody new is invited by mail, and administers nothing', async () => {
  const admin = await desk.signIn('admin@example.com');
  const added = await admin.call('addAgent', {
    params: CARE,
    body: { email: 'sora@example.com', name: 'Sora', groupIds: ['delivery'] },
  });
  expect(added).toMatchObject({ status: 201, body: { role: 'agent', groupIds: ['delivery'], active: true } });
  await onlyMailTo(desk.outboxUrl, 'sora@example.com');
  const { body } = await admin.call('getService', { params: CARE });
  expect(body.groups.find(({ groupId }) => groupId === 'delivery')?.agentIds.at(-1)).toBe(added.body.agentId);
});
