import { httpDesk } from '../../support/http-desk.ts';

const aDesk = async () => {
  const desk = await httpDesk();
  return {
    ...desk,
    take: (takesAssignment: boolean, as = 'first') => desk.call('editOwnAssignment', { as, body: { takesAssignment } }),
    agent: (agentId = 'first') => desk.directory.findAgent('support', agentId),
    agentFacts: () => desk.facts.filter(({ subject }) => subject.kind === 'agent'),
  };
};

describe('given an agent', () => {
  it('switches their own assignment, and the log says that it was they', async () => {
    const desk = await aDesk();
    const before = (await desk.agent())!;
    expect(await desk.take(false)).toMatchObject({
      status: 200,
      body: { agentId: 'first', takesAssignment: false, version: before.version + 1 },
    });
    expect(await desk.agent()).toEqual({ ...before, takesAssignment: false, version: before.version + 1 });
    expect(desk.agentFacts()).toMatchObject([
      {
        type: 'agent_changed',
        actor: { kind: 'agent', id: 'first' },
        subject: { id: 'first' },
        changed: ['takesAssignment'],
      },
    ]);
    expect((await desk.take(true)).body).toMatchObject({ takesAssignment: true });
  });

  it('changes nothing by saying what is so', async () => {
    const desk = await aDesk();
    const before = await desk.agent();
    expect((await desk.take(true)).status).toBe(200);
    expect(await desk.agent()).toEqual(before);
    expect(desk.agentFacts()).toEqual([]);
  });

  it('keeps what an administrator changes in the same moment', async () => {
    const desk = await aDesk();
    await Promise.all([
      desk.take(false),
      desk.call('editAgent', { as: 'boss', params: { agentId: 'first' }, body: { mayForward: true } }),
      desk.call('editAgent', { as: 'boss', params: { agentId: 'first' }, body: { handlesChat: true } }),
    ]);
    expect(await desk.agent()).toMatchObject({ takesAssignment: false, mayForward: true, handlesChat: true });
  });
});

it.each([
  ['who has left', 'gone'],
  ['of another service', 'stranger'],
])('given an agent %s, then there is nothing to switch', async (_, as) => {
  const desk = await aDesk();
  expect((await desk.take(false, as)).status).toBe(404);
  expect(desk.agentFacts()).toEqual([]);
});
