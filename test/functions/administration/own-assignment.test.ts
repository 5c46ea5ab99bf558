import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});
const params = { serviceId: 'support' };
const choose = (takesAssignment: unknown, as = 'first') =>
  desk.call('editOwnAssignment', { as, params, body: { takesAssignment } });
const agentOf = async (agentId: string) => {
  const { agents } = (await desk.call('getService', { as: 'first', params })).body as {
    readonly agents: readonly {
      readonly agentId: string;
      readonly takesAssignment: boolean;
      readonly version: number;
    }[];
  };
  return agents.find((agent) => agent.agentId === agentId)!;
};

it('given an agent who takes no more tickets, then they are forwarded none until they do again, and it is their own change', async () => {
  const before = await agentOf('first');
  const off = await choose(false);
  expect(off).toMatchObject({ status: 200, body: { agentId: 'first', takesAssignment: false } });
  expect(await agentOf('first')).toMatchObject({ takesAssignment: false, version: before.version + 1 });
  const facts = await desk.call('listServiceEvents', { as: 'boss', params, query: { kinds: 'agent' } });
  expect(facts.body['events']).toMatchObject([
    {
      type: 'agent_changed',
      actor: { kind: 'agent', id: 'first' },
      action: 'changed',
      subject: { kind: 'agent', id: 'first' },
      changed: ['takesAssignment'],
      members: [{ name: 'takesAssignment', told: 'values', before: true, after: false }],
    },
  ]);
  const { body } = await desk.call('createTicket', {
    as: 'boss',
    params,
    body: { title: 'Late parcel', html: '<p>Where is it?</p>', customer: { email: 'sora@example.com' } },
  });
  const forward = () =>
    desk.call('forwardTicket', {
      as: 'boss',
      params: { ...params, number: String(body['number']) },
      body: { assigneeId: 'first' },
    });
  expect(await forward()).toMatchObject({ status: 409, body: { code: 'assignee_unavailable' } });
  expect((await choose(true)).body).toMatchObject({ takesAssignment: true, version: before.version + 2 });
  expect((await forward()).status).toBe(200);
});

it('given the same choice twice, then nothing is written', async () => {
  const before = await agentOf('first');
  expect((await choose(true)).status).toBe(200);
  expect(await agentOf('first')).toEqual(before);
});

it('given a choice beside an administrator’s change, then both hold', async () => {
  const [mine] = await Promise.all([
    choose(false),
    desk.call('editAgent', { as: 'boss', params: { ...params, agentId: 'first' }, body: { mayForward: true } }),
  ]);
  expect(mine.status).toBe(200);
  expect(await agentOf('first')).toMatchObject({ takesAssignment: false, mayForward: true });
});

it('changes nobody but the caller, and nothing else of them', async () => {
  const second = await agentOf('second');
  for (const body of [{ takesAssignment: false, role: 'administrator' }, { takesAssignment: 'no' }, {}])
    expect(await desk.call('editOwnAssignment', { as: 'first', params, body })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  expect(await desk.call('editOwnAssignment', { as: null, params, body: { takesAssignment: false } })).toMatchObject({
    status: 401,
  });
  await choose(false);
  expect(await agentOf('second')).toEqual(second);
});
