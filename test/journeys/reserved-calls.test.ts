import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { localDeskSchema } from '../../infra/operate/deployed-desk.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { startDesk } from '../support/open-desk.ts';
import { operate, readJson, startRunningDesk, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);
const SERVICE = { serviceId: 'care' };
const folder = throwawayFolder();
const data = join(folder.path, 'data');
/** Whether EventBridge Scheduler has a schedule for the call at its time. */
const isScheduled = async ({ callId, at }: { readonly callId: string; readonly at: string }): Promise<boolean> => {
  const { endpoint, region, credentials, outputs } = localDeskSchema.parse(readJson(join(data, 'desk.json')));
  const [, GroupName] = Object.entries(outputs).find(([name]) => name.endsWith('CallScheduleGroup'))!;
  const client = new SchedulerClient({ endpoint, region, credentials });
  return client
    .send(new GetScheduleCommand({ Name: `${callId}.${String(Date.parse(at) / 1000)}`, GroupName }))
    .then(
      () => true,
      (fault: Error) => {
        if (fault.name === 'ResourceNotFoundException') return false;
        throw fault;
      },
    )
    .finally(() => {
      client.destroy();
    });
};
/**
 * How long a call may take from its time to its owner's console on a machine that starts its functions at the first
 * one.
 */
const PATIENCE = 30_000;

let desk: RunningDesk;
let mina: DeskClient;
let jun: DeskClient;
let junId: string;
let number: number;
const tokens = new Map<string, string>();
const signIn = async (email: string): Promise<DeskClient> => {
  const { accessToken } = await tokenFor(desk.url, email, 'Handover-Test-1');
  tokens.set(email, accessToken);
  return deskClient(desk.url, accessToken);
};

beforeAll(async () => {
  desk = await startDesk({ data });
  mina = await signIn('mina@example.com');
  jun = await signIn('jun@example.com');
  junId = (await jun.call('getMe')).body.agentId;
  const made = await mina.call('createTicket', {
    params: SERVICE,
    body: {
      title: 'Please call me back',
      html: '<p>After six.</p>',
      customer: { name: 'A customer', phone: '010-1234-5678' },
    },
  });
  ({ number } = made.body);
});
afterAll(async () => {
  await desk.stop();
  folder.remove();
});

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const reserve = async (at: string, over: { readonly ownerId?: string; readonly note?: string } = {}) => {
  const answer = await mina.call('reserveCall', {
    params: { ...SERVICE, number },
    body: { phone: '010-1234-5678', at, ...over },
  });
  expect(answer.status).toBe(201);
  return answer.body;
};
const dueOf = (listener: LiveListener) =>
  listener.received.filter((message) => message.type === 'call_due').map(({ callId }) => callId);
const rungInLog = async () =>
  (await mina.call('listEvents', { params: { ...SERVICE, number }, query: { limit: 100 } })).body.events
    .filter(({ type }) => type === 'call_due')
    .map(({ callId }) => callId);

it('given reserved calls, when their time comes, then each owner’s console is told of their own, and of none that was moved, made or cancelled', async () => {
  const [minas, juns] = [await listenLive(mina, 'care'), await listenLive(jun, 'care')];
  const at = inSeconds(12);
  const own = await reserve(at);
  const given = await reserve(at, { ownerId: junId });
  const [moved, made, cancelled] = [await reserve(at), await reserve(at), await reserve(at)];
  const call = ({ callId }: { readonly callId: string }) => ({ ...SERVICE, number, callId });
  expect((await jun.call('changeCall', { params: call(moved), body: { at: inSeconds(3600) } })).status).toBe(200);
  expect((await jun.call('finishCall', { params: call(made), body: {} })).status).toBe(200);
  expect((await jun.call('cancelCall', { params: call(cancelled), body: {} })).status).toBe(200);

  const [first, second] = await Promise.all([
    minas.next('call_due', () => true, 12_000 + PATIENCE),
    juns.next('call_due', () => true, 12_000 + PATIENCE),
  ]);
  expect(first).toMatchObject({ serviceId: 'care', number, callId: own.callId, at: own.at });
  expect(second.callId).toBe(given.callId);
  // Never early: a console that flashes before the time is not believed.
  for (const { receivedAt } of [first, second]) expect(receivedAt).toBeGreaterThanOrEqual(Date.parse(own.at));
  await pause(3_000);
  expect([dueOf(minas), dueOf(juns)]).toEqual([[own.callId], [given.callId]]);
  expect((await rungInLog()).sort()).toEqual([own.callId, given.callId].sort());

  // Called later instead: it rings again, and its version is the one that was read.
  const later = inSeconds(4);
  expect(
    (await mina.call('changeCall', { params: call(own), headers: { 'if-match': '"1"' }, body: { at: later } })).body
      .version,
  ).toBe(2);
  await minas.next('call_due', (message) => message.callId === own.callId && message.at !== own.at, 4_000 + PATIENCE);
  expect((await mina.call('listOpenCalls', { params: SERVICE })).body.calls.map(({ callId }) => callId)).toEqual([
    own.callId,
    moved.callId,
  ]);
  await Promise.all([minas.close(), juns.close()]);
});

it('given a call that was just reserved, when the desk is killed and started again, then it rings: at its time, or at once where the time has passed', async () => {
  const passed = await reserve(inSeconds(2), { note: 'Its time comes while nobody is there' });
  const ahead = await reserve(inSeconds(60), { note: 'Its time comes afterwards' });
  await desk.killHard();
  await pause(3_000);
  expect(Date.now()).toBeGreaterThan(Date.parse(passed.at));

  desk = await startRunningDesk({ data, port: desk.port });
  mina = deskClient(desk.url, tokens.get('mina@example.com'));
  const minas = await listenLive(mina, 'care');
  await waitUntil(
    'the call whose time has passed to ring',
    async () => (await rungInLog()).includes(passed.callId),
    PATIENCE,
    250,
  );
  const due = await minas.next('call_due', ({ callId }) => callId === ahead.callId, 60_000 + PATIENCE);
  expect(due.receivedAt).toBeGreaterThanOrEqual(Date.parse(ahead.at));
  expect((await rungInLog()).filter((callId) => callId === passed.callId || callId === ahead.callId).sort()).toEqual(
    [passed.callId, ahead.callId].sort(),
  );
  await minas.close();
});

it('given schedules that went with their stack, when the operator makes them again, then each open call has its own, and one that is over has none', async () => {
  const [kept, over] = [await reserve(inSeconds(7200)), await reserve(inSeconds(7200))];
  await waitUntil(
    'both to be scheduled',
    async () => (await isScheduled(kept)) && (await isScheduled(over)),
    PATIENCE,
    250,
  );
  await mina.call('cancelCall', { params: { ...SERVICE, number, callId: over.callId }, body: {} });
  await waitUntil('the cancelled one to be no longer', async () => !(await isScheduled(over)), PATIENCE, 250);
  await desk.stop();
  const state = new DatabaseSync(join(data, 'state.db'));
  state.exec('DELETE FROM scheduler_schedules');
  state.close();

  desk = await startRunningDesk({ data, port: desk.port });
  expect(await isScheduled(kept)).toBe(false);
  expect(await operate(desk, 'schedule-calls')).toMatch(/^care: 2 open calls have their schedule$/m);
  expect([await isScheduled(kept), await isScheduled(over)]).toEqual([true, false]);
});
