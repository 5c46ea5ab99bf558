import { createHandler } from '../../../functions/end-connections/index.ts';
import { aBusMessage, aDeskBusMessage } from '../../support/bus-message.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aDeskFact, aFact, anAgent } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
/** Mina has two consoles open, on ticket 7 in one of them; Jun has one, on the same ticket. */
const aDesk = async (
  mina: Parameters<typeof anAgent>[0],
  away: { readonly broken?: readonly string[]; readonly gone?: readonly string[] } = {},
) => {
  const {
    stage,
    deps,
    operator: { connections, presence, directory },
    log,
  } = await roleDesk('end-connections');
  await directory.putAgent(anAgent({ agentId: 'mina', ...mina }));
  await directory.putAgent(anAgent({ agentId: 'jun' }));
  for (const [connectionId, serviceId, agentId] of [
    ['m1', 'support', 'mina'],
    ['m2', 'support', 'mina'],
    ['j1', 'support', 'jun'],
    ['m3', 'other', 'mina'],
  ] as const)
    await connections.add({ connectionId, serviceId, agentId }, NOW);
  for (const connectionId of ['m1', 'j1']) await presence.arrive(connectionId, 7, 'viewing', NOW);
  stage.consoles.setAway(away);
  const { sent, closed: ended } = stage.consoles;
  const handle = createHandler({ ...deps, log, now: () => NOW });
  return {
    ended,
    sent,
    log,
    run: (event: string) => handle(JSON.parse(event)),
    open: async () => (await connections.listByService('support', NOW)).map(({ connectionId }) => connectionId).sort(),
  };
};
const changed = aDeskBusMessage(aDeskFact({ subject: { kind: 'agent', id: 'mina' } }));

describe('end-connections', () => {
  it('closes every console of an agent who left, in that service alone, and tells who is on their ticket', async () => {
    const desk = await aDesk({ active: false });
    await desk.run(changed);
    expect(desk.ended.sort()).toEqual(['m1', 'm2']);
    expect(await desk.open()).toEqual(['j1']);
    expect(desk.sent).toEqual([
      {
        connectionId: 'j1',
        message: { type: 'presence', serviceId: 'support', number: 7, present: [{ agentId: 'jun', state: 'viewing' }] },
      },
    ]);
  });

  it('asks what holds now, not what the event said', async () => {
    const desk = await aDesk({ active: true });
    await desk.run(changed);
    expect(desk.ended).toEqual([]);
    expect(await desk.open()).toEqual(['j1', 'm1', 'm2']);
  });

  it('forgets a console that was closed already, and does no harm twice', async () => {
    const desk = await aDesk({ active: false }, { gone: ['m1'] });
    await desk.run(changed);
    await desk.run(changed);
    expect(await desk.open()).toEqual(['j1']);
  });

  it('comes again when one could not be closed: that one is still known', async () => {
    const desk = await aDesk({ active: false }, { broken: ['m2'] });
    await expect(desk.run(changed)).rejects.toThrow();
    expect(await desk.open()).toContain('m2');
  });

  it.each([
    ['an event of a ticket', aBusMessage(aFact())],
    ['another event of the service', aDeskBusMessage(aDeskFact({ type: 'group_changed' }))],
    ['no event', '"hello"'],
  ])('fails on %s', async (_, body) => {
    const desk = await aDesk({ active: false });
    await expect(desk.run(body)).rejects.toThrow();
    expect(desk.ended).toEqual([]);
  });
});
