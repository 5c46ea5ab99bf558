import { createHandler } from '../../../functions/push-hints/index.ts';
import type { ReservedCall } from '../../../shared/domain/call/reserved-call.ts';
import { aBusMessage } from '../../support/bus-message.ts';
import { aCall } from '../../support/calls.ts';
import { byConnection, roleDesk } from '../../support/roles/role-desk.ts';
import { aFact } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const A_MINUTE_AGO = new Date('2026-11-22T08:59:00.000Z');
const aDesk = async (away: { readonly gone?: readonly string[]; readonly broken?: readonly string[] } = {}) => {
  const {
    stage,
    deps: inRole,
    operator: { connections },
    log,
  } = await roleDesk('push-hints');
  for (const [connectionId, serviceId] of [
    ['c1', 'support'],
    ['c2', 'support'],
    ['c3', 'elsewhere'],
  ] as const)
    await connections.add({ connectionId, serviceId, agentId: 'mina' }, A_MINUTE_AGO);
  stage.consoles.setAway(away);
  const deps = { ...inRole, log, now: () => NOW };
  const run = (bodies: Readonly<Record<string, string>>) =>
    createHandler(deps)({ Records: Object.entries(bodies).map(([messageId, body]) => ({ messageId, body })) as never });
  return {
    deps,
    connections,
    run,
    sent: () => byConnection(stage.consoles.sent),
    reserved: (call: ReservedCall) => {
      stage.rows.calls.set(call.callId, call);
    },
  };
};

describe('push-hints', () => {
  it('tells every open console of the service what changed, and never what was said', async () => {
    const desk = await aDesk();
    expect(
      await desk.run({
        m1: aBusMessage(
          aFact({ type: 'customer_replied', actor: { kind: 'customer' }, status: 'unassigned', assigneeId: undefined }),
        ),
      }),
    ).toEqual({ batchItemFailures: [] });
    const message = {
      type: 'ticket_changed',
      serviceId: 'support',
      number: 1024,
      version: 3,
      fact: 'customer_replied',
      status: 'unassigned',
      assigneeId: null,
      spam: false,
      actorId: null,
      at: '2026-11-22T08:30:00.000Z',
    };
    expect(desk.sent()).toEqual([
      { connectionId: 'c1', message },
      { connectionId: 'c2', message },
    ]);
  });

  it('says of spam that it is in no list that is shown', async () => {
    const desk = await aDesk();
    await desk.run({ m1: aBusMessage(aFact({ type: 'ticket_resolved_internally', status: 'resolved', spam: true })) });
    expect(desk.sent()[0]!.message).toMatchObject({ status: 'resolved', spam: true });
  });

  it('names the agent who did it and the one who has it', async () => {
    const desk = await aDesk();
    await desk.run({ m1: aBusMessage(aFact({ actor: { kind: 'agent', id: 'jun' }, assigneeId: 'mina' })) });
    expect(desk.sent()[0]!.message).toMatchObject({ actorId: 'jun', assigneeId: 'mina' });
  });

  it('fails the messages that it can not read, and only those', async () => {
    const desk = await aDesk();
    expect(
      await desk.run({
        m1: 'hello',
        m2: aBusMessage(aFact()),
        m3: aBusMessage(aFact(), { 'detail-type': 'Unheard.v1' }),
      }),
    ).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }] });
    expect(desk.sent()).toHaveLength(2);
    expect(desk.deps.log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
  });

  it('fails a message whose audience can not be read', async () => {
    const desk = await aDesk();
    const handler = createHandler({
      ...desk.deps,
      connections: {
        ...desk.deps.connections,
        listByService: async () => {
          throw new Error('no sessions table');
        },
      },
    });
    expect(await handler({ Records: [{ messageId: 'm1', body: aBusMessage(aFact()) }] as never })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
  });

  it('forgets consoles that are gone and does not fail for one that can not be reached', async () => {
    const desk = await aDesk({ gone: ['c1'], broken: ['c2'] });
    expect(await desk.run({ m1: aBusMessage(aFact()) })).toEqual({ batchItemFailures: [] });
    expect((await desk.connections.listByService('support', NOW)).map(({ connectionId }) => connectionId)).toEqual([
      'c2',
    ]);
  });

  it('keeps a console whose connection is opening, which is called gone, too, until it is open', async () => {
    const desk = await aDesk({ gone: ['c1', 'c4'] });
    await desk.connections.add({ connectionId: 'c4', serviceId: 'support', agentId: 'jun' }, NOW);
    expect(await desk.run({ m1: aBusMessage(aFact()) })).toEqual({ batchItemFailures: [] });
    expect((await desk.connections.listByService('support', NOW)).map(({ connectionId }) => connectionId)).toEqual([
      'c2',
      'c4',
    ]);
  });

  describe('given a reserved call that is due', () => {
    const due = aBusMessage(
      aFact({ type: 'call_due', callId: 'call_1', entryId: undefined, actor: { kind: 'system' } }),
    );
    const rung = aCall({ ownerId: 'jun', rungFor: aCall().at });
    const told = async (call: ReservedCall) => {
      const desk = await aDesk();
      await desk.connections.add({ connectionId: 'c4', serviceId: 'support', agentId: 'jun' }, NOW);
      await desk.connections.add({ connectionId: 'c5', serviceId: 'support', agentId: 'jun' }, NOW);
      await desk.connections.add({ connectionId: 'c6', serviceId: 'elsewhere', agentId: 'jun' }, NOW);
      desk.reserved(call);
      expect(await desk.run({ m1: due })).toEqual({ batchItemFailures: [] });
      expect(
        desk
          .sent()
          .filter(({ message }) => message.type === 'ticket_changed')
          .map(({ connectionId }) => connectionId),
      ).toEqual(['c1', 'c2', 'c4', 'c5']);
      return desk.sent().filter(({ message }) => message.type === 'call_due');
    };

    it('tells every console of its owner in the service, and nobody else’s', async () => {
      const message = {
        type: 'call_due',
        serviceId: 'support',
        number: 1024,
        callId: 'call_1',
        at: '2026-11-22T10:30:00.000Z',
      };
      expect(await told(rung)).toEqual([
        { connectionId: 'c4', message },
        { connectionId: 'c5', message },
      ]);
    });

    it('tells the one whose it is now', async () => {
      expect((await told({ ...rung, version: 2, ownerId: 'mina' })).map(({ connectionId }) => connectionId)).toEqual([
        'c1',
        'c2',
      ]);
    });

    it.each([
      ['done', { status: 'done' }],
      ['cancelled', { status: 'cancelled' }],
      ['moved', { at: '2026-11-22T11:00:00.000Z' }],
    ] as const)('tells nobody once it is %s', async (_what, over) => {
      expect(await told({ ...rung, ...over })).toEqual([]);
    });
  });
});
