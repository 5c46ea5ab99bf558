import { toPublishedOfDesk } from '../../../shared/application/events/to-published.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { anAgent } from '../../support/tickets.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});

const asBoss = (operationId: Parameters<HttpDesk['call']>[0], request: Parameters<HttpDesk['call']>[1] = {}) =>
  desk.call(operationId, { as: 'boss', ...request });
const orderOf = async (groupId: string) => (await desk.directory.findGroup('support', groupId))?.agentIds;
const lastFact = () => desk.facts.at(-1);

describe('given an administrator', () => {
  it('when they add somebody, then an account is made, and what they may holds from the next request on', async () => {
    const { status, body, headers } = await asBoss('addAgent', {
      body: { email: 'New@Example.com', name: 'New Agent', groupIds: ['second-line'], handlesChat: true },
    });
    expect(status).toBe(201);
    expect(headers['etag']).toBe('"1"');
    const agentId = body['agentId'] as string;
    expect(body).toEqual({
      agentId: expect.stringMatching(/^[\da-f-]{36}$/),
      name: 'New Agent',
      email: 'new@example.com',
      role: 'agent',
      groupIds: ['second-line'],
      mayForward: false,
      takesAssignment: true,
      handlesChat: true,
      handlesPhone: false,
      mayUnmask: false,
      active: true,
      version: 1,
      invitation: expect.objectContaining({ state: 'sent' }) as object,
    });
    expect(desk.accounts.invited).toEqual(['new@example.com']);
    expect(await orderOf('second-line')).toEqual(['second', agentId]);
    const about = { of: 'desk', actor: { kind: 'agent', id: 'boss' }, subject: { kind: 'agent', id: agentId } };
    const facts = desk.facts.slice(-2);
    expect(facts).toMatchObject([
      { ...about, type: 'agent_changed', action: 'created' },
      { ...about, type: 'agent_changed', action: 'changed', changed: ['invitation'] },
    ]);
    expect(JSON.stringify(facts.map(toPublishedOfDesk))).not.toContain('example.com');
    expect((await desk.call('getService', { as: agentId })).status).toBe(200);
    expect(await asBoss('addAgent', { body: { email: 'new@example.com', name: 'Again' } })).toMatchObject({
      status: 409,
      body: { code: 'agent_exists', agentId, active: true },
    });
  });

  it('when the group isn’t there, then nobody is invited', async () => {
    expect(
      await asBoss('addAgent', { body: { email: 'new@example.com', name: 'New', groupIds: ['nowhere'] } }),
    ).toMatchObject({ status: 409, body: { code: 'group_not_found', groupId: 'nowhere' } });
    expect(desk.accounts.invited).toEqual([]);
  });

  it('when they change an agent, then role, flags and groups hold at once', async () => {
    expect((await desk.call('editAgent', { params: { agentId: 'second' }, body: { active: false } })).status).toBe(403);
    const { status, body } = await asBoss('editAgent', {
      params: { agentId: 'first' },
      headers: { 'if-match': '"1"' },
      body: { role: 'administrator', mayForward: true, groupIds: ['second-line', 'first-line'] },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      role: 'administrator',
      mayForward: true,
      groupIds: ['first-line', 'second-line'],
      version: 2,
    });
    expect(await orderOf('second-line')).toEqual(['second', 'first']);
    expect(lastFact()?.changed).toEqual(['groupIds', 'mayForward', 'role']);
    expect((await desk.call('editAgent', { params: { agentId: 'second' }, body: { handlesPhone: true } })).status).toBe(
      200,
    );
  });

  it('when they make one inactive, then that one’s next request finds no service, and their turn is gone until they come back, last', async () => {
    expect((await desk.call('getService', { as: 'first' })).status).toBe(200);
    await asBoss('editAgent', { params: { agentId: 'first' }, body: { active: false } });
    expect((await desk.call('getService', { as: 'first' })).status).toBe(404);
    expect(await orderOf('first-line')).toEqual(['second', 'boss']);
    await asBoss('editAgent', { params: { agentId: 'first' }, body: { active: true } });
    expect((await desk.call('getService', { as: 'first' })).status).toBe(200);
    expect(await orderOf('first-line')).toEqual(['second', 'boss', 'first']);
  });

  it.each([
    ['a role', { role: 'agent' }],
    ['activity', { active: false }],
  ])('when the last one loses %s, then it is refused; not while there is another', async (_, body) => {
    const lose = () => asBoss('editAgent', { params: { agentId: 'boss' }, body });
    expect(await lose()).toMatchObject({ status: 409, body: { code: 'last_administrator' } });
    await desk.directory.putAgent(anAgent({ agentId: 'left', role: 'administrator', active: false }));
    expect((await lose()).status).toBe(409);
    await desk.directory.putAgent(anAgent({ agentId: 'chief', role: 'administrator' }));
    expect((await lose()).status).toBe(200);
  });

  it('when nothing changes, then nothing is written', async () => {
    const before = desk.facts.length;
    expect(await asBoss('editAgent', { params: { agentId: 'first' }, body: { mayForward: false } })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect(desk.facts).toHaveLength(before);
  });

  it.each([
    ['an agent who isn’t there', { params: { agentId: 'nobody' }, body: { active: false } }, 404, 'agent_not_found'],
    ['another service’s agent', { params: { agentId: 'stranger' }, body: { active: false } }, 404, 'agent_not_found'],
    [
      'an older version',
      { params: { agentId: 'first' }, headers: { 'if-match': '"7"' }, body: { active: false } },
      412,
      'version_conflict',
    ],
    ['no field', { params: { agentId: 'first' }, body: {} }, 400, 'validation_failed'],
    [
      'a group twice',
      { params: { agentId: 'first' }, body: { groupIds: ['first-line', 'first-line'] } },
      400,
      'validation_failed',
    ],
    ['an unknown field', { params: { agentId: 'first' }, body: { email: 'x@example.com' } }, 400, 'validation_failed'],
  ])('when a change names %s, then it is refused', async (_, request, status, code) => {
    expect(await asBoss('editAgent', request)).toMatchObject({ status, body: { code } });
  });
});

describe('given groups', () => {
  it('when one is made, named otherwise, put into another order and taken away, then each is told', async () => {
    expect(await asBoss('createGroup', { body: { groupId: 'night', name: 'Night' } })).toMatchObject({
      status: 201,
      body: { groupId: 'night', name: 'Night', agentIds: [], active: true, version: 1 },
    });
    for (const agentId of ['first', 'second'])
      await asBoss('editAgent', { params: { agentId }, body: { groupIds: ['night'] } });
    expect(await orderOf('night')).toEqual(['first', 'second']);
    expect(
      await asBoss('editGroup', {
        params: { groupId: 'night' },
        headers: { 'if-match': '"3"' },
        body: { name: 'By night', agentIds: ['second', 'first'] },
      }),
    ).toMatchObject({ status: 200, body: { name: 'By night', agentIds: ['second', 'first'], version: 4 } });
    expect(await asBoss('removeGroup', { params: { groupId: 'night' } })).toMatchObject({
      status: 409,
      body: { code: 'group_has_agents', agentIds: ['second', 'first'] },
    });
    for (const agentId of ['first', 'second'])
      await asBoss('editAgent', { params: { agentId }, body: { groupIds: [] } });
    expect(await asBoss('removeGroup', { params: { groupId: 'night' } })).toMatchObject({
      status: 200,
      body: { active: false },
    });
    expect(
      desk.facts.filter(({ type }) => type === 'group_changed').map(({ action, changed }) => [action, changed]),
    ).toEqual([
      ['created', ['active', 'agentIds', 'groupId', 'name']],
      ['changed', ['agentIds', 'name']],
      ['removed', ['active']],
    ]);
  });

  it('when one is taken away, then nothing can be given to it, and it can be taken up again', async () => {
    await asBoss('createGroup', { body: { groupId: 'night', name: 'Night' } });
    await asBoss('removeGroup', { params: { groupId: 'night' } });
    const number = await desk.create();
    expect(await asBoss('forwardTicket', { params: { number }, body: { groupId: 'night' } })).toMatchObject({
      status: 409,
      body: { code: 'group_not_found' },
    });
    expect(
      await desk.call('createTicket', {
        body: { title: 'x', html: '<p>x</p>', customer: { email: 'c@example.com' }, groupId: 'night' },
      }),
    ).toMatchObject({ status: 409, body: { code: 'group_not_found' } });
    expect(await asBoss('editAgent', { params: { agentId: 'first' }, body: { groupIds: ['night'] } })).toMatchObject({
      status: 409,
      body: { code: 'group_not_found' },
    });
    expect(await asBoss('createGroup', { body: { groupId: 'night', name: 'Night' } })).toMatchObject({
      status: 409,
      body: { code: 'group_exists', active: false },
    });
    expect(await asBoss('editGroup', { params: { groupId: 'night' }, body: { active: true } })).toMatchObject({
      status: 200,
      body: { active: true },
    });
    expect((await asBoss('editAgent', { params: { agentId: 'first' }, body: { groupIds: ['night'] } })).status).toBe(
      200,
    );
  });

  it.each([
    ['an agent who isn’t in it', 'first-line', { agentIds: ['first', 'second', 'nobody'] }, 400, 'validation_failed'],
    ['not all of its agents', 'first-line', { agentIds: ['first'] }, 400, 'validation_failed'],
    ['a group that isn’t there', 'nowhere', { name: 'x' }, 404, 'agent_group_not_found'],
  ])('when another order names %s, then it is refused', async (_, groupId, body, status, code) => {
    expect(await asBoss('editGroup', { params: { groupId }, body })).toMatchObject({ status, body: { code } });
  });

  it('makes an id where none is named', async () => {
    expect((await asBoss('createGroup', { body: { name: 'Night' } })).body['groupId']).toMatch(/^grp_/);
  });
});

describe('given many changes at once', () => {
  it('when five come into one group at the same time, then each is in it once', async () => {
    const ids = Array.from({ length: 5 }, (_, n) => `agent-${n}`);
    for (const agentId of ids) await desk.directory.putAgent(anAgent({ agentId, groupIds: [] }));
    await Promise.all(
      ids.map((agentId) => asBoss('editAgent', { params: { agentId }, body: { groupIds: ['second-line'] } })),
    );
    expect((await orderOf('second-line'))?.toSorted()).toEqual([...ids, 'second'].toSorted());
  });

  it('when two administrators take the right from each other at the same time, then one of them keeps it', async () => {
    await desk.directory.putAgent(anAgent({ agentId: 'chief', role: 'administrator' }));
    const answers = await Promise.all(
      [
        ['boss', 'chief'],
        ['chief', 'boss'],
      ].map(([as, agentId]) =>
        desk.call('editAgent', { as: as!, params: { agentId: agentId! }, body: { role: 'agent' } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      (await desk.directory.listAgents('support')).filter(({ role, active }) => active && role === 'administrator'),
    ).toHaveLength(1);
  });
});
