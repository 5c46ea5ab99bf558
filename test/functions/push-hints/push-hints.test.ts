import { createHandler } from '../../../functions/push-hints/index.ts';
import type { ReservedCall } from '../../../shared/domain/call/reserved-call.ts';
import { aBusMessage, aDeskBusMessage } from '../../support/bus-message.ts';
import { aCall } from '../../support/calls.ts';
import { byConnection, roleDesk } from '../../support/roles/role-desk.ts';
import { aDeskFact, aFact } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const A_MINUTE_AGO = new Date('2026-11-22T08:59:00.000Z');
/** Who has which console open in the service. Ara shows the ticket, as somebody of another service does. */
const CONSOLES = [
  ['c1', 'mina'],
  ['c2', 'mina'],
  ['c3', 'jun'],
  ['c4', 'ara', 1024],
  ['c5', 'sora', 7],
] as const;

const aDesk = async (away: { readonly gone?: readonly string[]; readonly broken?: readonly string[] } = {}) => {
  const {
    stage,
    deps: inRole,
    operator: { connections },
    log,
  } = await roleDesk('push-hints');
  for (const [connectionId, agentId, shows] of CONSOLES) {
    await connections.add({ connectionId, serviceId: 'support', agentId }, A_MINUTE_AGO);
    if (shows !== undefined) await connections.show(connectionId, shows, A_MINUTE_AGO);
  }
  await connections.add({ connectionId: 'x1', serviceId: 'elsewhere', agentId: 'mina' }, A_MINUTE_AGO);
  await connections.show('x1', 1024, A_MINUTE_AGO);
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
const failed = (over: Parameters<typeof aFact>[0] = {}) =>
  aBusMessage(aFact({ type: 'mail_failed', actor: { kind: 'system' }, mailId: 'mail_1', assigneeId: 'mina', ...over }));

describe('push-hints', () => {
  it('tells the assignee’s consoles and those that show the ticket what happened, and nobody else', async () => {
    const desk = await aDesk();
    expect(await desk.run({ m1: failed() })).toEqual({ batchItemFailures: [] });
    const message = {
      type: 'hint',
      serviceId: 'support',
      number: 1024,
      fact: 'mail_failed',
      assigneeId: 'mina',
    };
    expect(desk.sent()).toEqual(['c1', 'c2', 'c4'].map((connectionId) => ({ connectionId, message })));
  });

  it.each([
    ['by somebody else', 'jun', ['c1', 'c2']],
    ['by themselves', 'mina', []],
  ])('tells the new assignee alone of a ticket that was forwarded %s', async (_, id, told) => {
    const desk = await aDesk();
    const forwarded = aFact({ type: 'ticket_forwarded', actor: { kind: 'agent', id }, assigneeId: 'mina' });
    await desk.run({ m1: aBusMessage(forwarded) });
    expect(desk.sent().map(({ connectionId }) => connectionId)).toEqual(told);
  });

  it('tells the new assignee alone of a ticket that the desk assigned', async () => {
    const desk = await aDesk();
    const assigned = aFact({
      type: 'ticket_assigned',
      actor: { kind: 'system' },
      assigneeId: 'mina',
      entryId: undefined,
    });
    await desk.run({ m1: aBusMessage(assigned) });
    expect(desk.sent().map(({ connectionId }) => connectionId)).toEqual(['c1', 'c2']);
  });

  it('tells an agent’s own consoles that whether they take assignment was changed', async () => {
    const desk = await aDesk();
    const changed = aDeskFact({ subject: { kind: 'agent', id: 'mina' }, changed: ['takesAssignment'] });
    await desk.run({ m1: aDeskBusMessage(changed) });
    const message = { type: 'agent', serviceId: 'support' };
    expect(desk.sent()).toEqual(['c1', 'c2'].map((connectionId) => ({ connectionId, message })));
  });

  it('tells those that show a ticket of nobody', async () => {
    const desk = await aDesk();
    await desk.run({ m1: failed({ assigneeId: undefined }) });
    expect(desk.sent()).toMatchObject([{ connectionId: 'c4', message: { assigneeId: null } }]);
  });

  it('tells a console no more once it shows another ticket, or none', async () => {
    const desk = await aDesk();
    await desk.connections.show('c4', null, NOW);
    await desk.connections.show('c5', 1024, NOW);
    await desk.run({ m1: failed({ assigneeId: undefined }) });
    await desk.connections.show('c5', 8, NOW);
    await desk.run({ m1: failed({ assigneeId: undefined }) });
    expect(desk.sent().map(({ connectionId }) => connectionId)).toEqual(['c5']);
  });

  it('fails the messages that it can not read, and only those', async () => {
    const desk = await aDesk();
    expect(
      await desk.run({
        m1: 'hello',
        m2: failed(),
        m3: aBusMessage(aFact(), { 'detail-type': 'Unheard.v1' }),
      }),
    ).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }] });
    expect(desk.sent()).toHaveLength(3);
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
    expect(await handler({ Records: [{ messageId: 'm1', body: failed() }] as never })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
  });

  const open = async (desk: Awaited<ReturnType<typeof aDesk>>) =>
    (await desk.connections.listByService('support', NOW)).map(({ connectionId }) => connectionId);

  it('forgets consoles that are gone and does not fail for one that can not be reached', async () => {
    const desk = await aDesk({ gone: ['c1'], broken: ['c2'] });
    expect(await desk.run({ m1: failed() })).toEqual({ batchItemFailures: [] });
    expect(await open(desk)).toEqual(['c2', 'c3', 'c4', 'c5']);
  });

  it('keeps a console whose connection is opening, which is called gone, too, until it is open', async () => {
    const desk = await aDesk({ gone: ['c1', 'c6'] });
    await desk.connections.add({ connectionId: 'c6', serviceId: 'support', agentId: 'mina' }, NOW);
    expect(await desk.run({ m1: failed() })).toEqual({ batchItemFailures: [] });
    expect(await open(desk)).toEqual(['c2', 'c3', 'c4', 'c5', 'c6']);
  });

  it('tells all consoles of a service that its notices changed, without their words', async () => {
    const desk = await aDesk();
    const changed = (subject: Parameters<typeof aDeskFact>[0]) =>
      aDeskBusMessage(aDeskFact({ type: 'settings_changed', ...subject }));
    expect(
      await desk.run({
        m1: changed({ subject: { kind: 'notice', id: 'ntc_1' } }),
        m2: changed({ subject: { kind: 'template', id: 'tpl_1' } }),
      }),
    ).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(desk.sent()).toEqual(
      CONSOLES.map(([connectionId]) => ({ connectionId, message: { type: 'notices', serviceId: 'support' } })),
    );
  });

  describe('given a reserved call that an agent changes', () => {
    const changed = (type: 'call_reserved' | 'call_changed' | 'call_done' | 'call_cancelled', before?: string) =>
      aBusMessage(
        aFact({
          type,
          callId: 'call_1',
          entryId: undefined,
          assigneeId: undefined,
          changes: before === undefined ? {} : { callOwner: { before, after: 'jun' } },
        }),
      );
    const told = async (body: string) => {
      const desk = await aDesk();
      desk.reserved(aCall({ ownerId: 'jun' }));
      expect(await desk.run({ m1: body })).toEqual({ batchItemFailures: [] });
      expect(desk.sent().every(({ message }) => message.type === 'hint')).toBe(true);
      return desk.sent().map(({ connectionId }) => connectionId);
    };

    it.each(['call_reserved', 'call_changed', 'call_done', 'call_cancelled'] as const)(
      'tells its owner’s consoles of %s, and those that show the ticket',
      async (type) => {
        expect(await told(changed(type))).toEqual(['c3', 'c4']);
      },
    );

    it('tells those of whoever had it before', async () => {
      expect(await told(changed('call_changed', 'sora'))).toEqual(['c3', 'c4', 'c5']);
    });
  });

  describe('given a reserved call that is due', () => {
    const due = aBusMessage(
      aFact({ type: 'call_due', callId: 'call_1', entryId: undefined, assigneeId: 'mina', actor: { kind: 'system' } }),
    );
    const rung = aCall({ ownerId: 'jun', rungFor: aCall().at });
    const told = async (call: ReservedCall) => {
      const desk = await aDesk();
      await desk.connections.add({ connectionId: 'c6', serviceId: 'support', agentId: 'jun' }, NOW);
      await desk.connections.add({ connectionId: 'x2', serviceId: 'elsewhere', agentId: 'jun' }, NOW);
      desk.reserved(call);
      expect(await desk.run({ m1: due })).toEqual({ batchItemFailures: [] });
      const hinted = desk.sent().filter(({ message }) => message.type === 'hint');
      expect(hinted.map(({ connectionId }) => connectionId)).toEqual(['c1', 'c2', 'c4']);
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
        { connectionId: 'c3', message },
        { connectionId: 'c6', message },
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
