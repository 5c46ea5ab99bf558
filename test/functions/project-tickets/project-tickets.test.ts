import { marshall } from '@aws-sdk/util-dynamodb';
import { createHandler } from '../../../functions/project-tickets/index.ts';
import type { LivePush } from '../../../shared/application/ports/live.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { earlierTicketItem } from '../../support/earlier-rows.ts';
import { noBackoff } from '../../support/figures/projection-stores.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { anUnreadableRecord, aTicketRecord } from '../../support/stream-records.ts';
import { aService, aTicket } from '../../support/tickets.ts';
import { ofDay } from '../../support/figures/ticket-lives.ts';

// 01:00 of the 23rd in Seoul
const NOW = new Date('2026-11-22T16:00:00.000Z');
const A_MINUTE_AGO = new Date('2026-11-22T15:59:00.000Z');
const waiting = aTicket({
  number: 1,
  version: 1,
  status: 'unassigned',
  assigneeId: undefined,
  createdAt: '2026-11-22T15:30:00.000Z',
});
const taken = { ...waiting, version: 2, status: 'processing' as const, assigneeId: 'mina' };

/** The row that consoles get of a ticket. */
const rowOf = ({
  number,
  version,
  title,
  status,
  channel,
  priority,
  customer,
  unreadReply,
  activityAt,
  ...t
}: Ticket) => ({
  ...{ number, version, title, status, channel, priority, customer, unreadReply, activityAt },
  assigneeId: t.assigneeId ?? null,
  groupId: t.groupId ?? null,
  transfer: t.transfer ?? null,
  internalReason: t.internalReason ?? null,
  waitingSince: t.waitingSince ?? null,
  snippet: t.snippet ?? null,
  replied: false,
});

const aDesk = async (
  consoles: readonly (readonly [connectionId: string, agentId: string, serviceId?: string])[] = [],
  away: { readonly gone?: readonly string[]; readonly broken?: readonly string[] } = {},
) => {
  const {
    stage,
    deps: inRole,
    operator: { connections, directory, figures: store, importantTickets, tickets },
    log,
  } = await roleDesk('project-tickets');
  await directory.putService(aService());
  await Promise.all(
    consoles.map(([connectionId, agentId, serviceId = 'support']) =>
      connections.add({ connectionId, agentId, serviceId }, A_MINUTE_AGO),
    ),
  );
  stage.consoles.setAway(away);
  let underWay = 0;
  let most = 0;
  const push: LivePush = {
    async send(...message) {
      most = Math.max(most, (underWay += 1));
      try {
        return await inRole.push.send(...message);
      } finally {
        underWay -= 1;
      }
    },
  };
  const deps = { ...inRole, push, log, now: () => NOW, backoff: noBackoff };
  /** A ticket that is there, marked by an agent. */
  const marked = async (ticket: Ticket, agentId: string) => {
    stage.rows.tickets.set(`${ticket.serviceId}#${ticket.number}`, ticket);
    await importantTickets.mark(ticket, agentId);
  };
  const importantOf = async (agentId: string) =>
    (
      await tickets.listTickets(
        'support',
        { kind: 'important', agentId, of: { kind: 'all' } },
        { limit: 10, order: 'newest' },
      )
    ).items;
  const { sent } = stage.consoles;
  return {
    deps,
    store,
    importantTickets,
    marked,
    importantOf,
    connections,
    log,
    sent,
    mostAtOnce: () => most,
    run: (Records: readonly unknown[]) => createHandler(deps)({ Records }),
  };
};

describe('project-tickets', () => {
  it('tells every open console of the service its figures, and an agent whose own moved theirs', async () => {
    const desk = await aDesk([
      ['c1', 'mina'],
      ['c2', 'jun'],
      ['c3', 'mina', 'elsewhere'],
    ]);
    await desk.run([aTicketRecord(1, { after: waiting }), aTicketRecord(2, { before: waiting, after: taken })]);
    const figures = {
      day: '2026-11-23',
      revision: 1,
      all: {
        created: 1,
        resolved: 0,
        processing: 1,
        pending: 0,
        unassigned: 0,
        unassignedToday: 0,
        lastDay: { received: 1, resolved: 0 },
      },
      lists: { all: 1, unassigned: 0, issue: 0, dooray: 0, spam: 0 },
      groups: { 'first-line': 1 },
    };
    const message = { type: 'changes', serviceId: 'support', rows: [rowOf(taken)], removed: [] };
    expect(desk.sent).toHaveLength(2);
    expect(desk.sent).toEqual(
      expect.arrayContaining([
        {
          connectionId: 'c1',
          message: {
            ...message,
            figures: {
              ...figures,
              mine: { resolved: 0, processing: 1, pending: 0, transfer: 0 },
              myLists: { processing: 1, pending: 0, resolved: 0, completed: 0 },
            },
          },
        },
        { connectionId: 'c2', message: { ...message, figures } },
      ]),
    );
  });

  it('tells each service once for a batch, and again when the batch comes again', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const batch = [
      aTicketRecord(1, { after: waiting }),
      aTicketRecord(2, { before: waiting, after: taken }),
      aTicketRecord(3, { after: { ...waiting, number: 2 } }),
    ];
    await desk.run(batch);
    expect(desk.sent).toHaveLength(1);
    await desk.run(batch);
    expect(desk.sent).toHaveLength(2);
    expect(desk.sent[1]).toEqual(desk.sent[0]);
  });

  it('counts a change alone at once, those within a second together, and many without waiting', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    let time = NOW.getTime();
    const waits: number[] = [];
    const handler = createHandler({
      ...desk.deps,
      now: () => new Date(time),
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
    });
    const aBatch = (count: number, first: number) =>
      handler({
        Records: Array.from({ length: count }, (_, i) =>
          aTicketRecord(first + i, { after: { ...waiting, number: first + i } }),
        ),
      });
    await aBatch(1, 1);
    time += 300;
    await aBatch(2, 2);
    time += 2500;
    await aBatch(1, 4);
    await aBatch(50, 5);
    expect(waits).toEqual([700]);
    expect(desk.sent.map(({ message }) => message.type === 'changes' && message.figures?.all.created)).toEqual([
      1, 3, 4, 54,
    ]);
  });

  it('tells a change that no figure shows without figures', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const urgent = { ...taken, version: 3, priority: 'high' as const };
    await desk.run([aTicketRecord(1, { after: taken })]);
    await desk.run([aTicketRecord(2, { before: taken, after: urgent })]);
    expect(desk.sent).toHaveLength(2);
    expect(desk.sent[1]!.message).toEqual({
      type: 'changes',
      serviceId: 'support',
      rows: [rowOf(urgent)],
      removed: [],
    });
  });

  it('counts, tells and follows nothing of a ticket that was only stored in another form', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    await desk.run([aTicketRecord(1, { after: taken })]);
    const before = { OldImage: marshall(earlierTicketItem(taken)) };
    const { dynamodb, ...record } = aTicketRecord(2, { before: taken, after: taken });
    expect(await desk.run([{ ...record, dynamodb: { ...dynamodb, ...before } }])).toEqual({ batchItemFailures: [] });
    expect(desk.sent).toHaveLength(1);
  });

  it('tells whether the customer wrote again, whatever came after it in the batch', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const entry = (id: string, by: string) => ({ lastEntry: { id, by } });
    const asked = { ...taken, ...entry('ent_1', 'customer') };
    const replied = { ...asked, version: 3, unreadReply: true, ...entry('ent_2', 'customer') };
    const commented = { ...replied, version: 4, unreadReply: false, ...entry('ent_3', 'mina') };
    const told = async (...records: Parameters<typeof desk.run>[0]) => {
      await desk.run(records);
      const { message } = desk.sent.at(-1)!;
      return message.type === 'changes' && message.rows.map(({ version, replied: again }) => [version, again]);
    };
    expect(await told(aTicketRecord(1, { after: asked }))).toEqual([[2, false]]);
    expect(await told(aTicketRecord(2, { before: asked, after: { ...asked, version: 3 } }))).toEqual([[3, false]]);
    expect(await told(aTicketRecord(3, { before: asked, after: replied }))).toEqual([[3, true]]);
    expect(
      await told(
        aTicketRecord(4, { before: asked, after: replied }),
        aTicketRecord(5, { before: replied, after: commented }),
      ),
    ).toEqual([[4, true]]);
    expect(await told(aTicketRecord(6, { before: replied, after: commented }))).toEqual([[4, false]]);
  });

  it('tells more rows than a message holds in several, each once and all of them', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const title = '배송이 언제 되나요 '.repeat(25);
    await desk.run(
      Array.from({ length: 50 }, (_, i) => aTicketRecord(i, { after: { ...waiting, number: i + 1, title } })),
    );
    const messages = desk.sent.flatMap(({ message }) => (message.type === 'changes' ? [message] : []));
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(32 * 1024);
    expect(messages.flatMap(({ rows }) => rows.map(({ number }) => number))).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    expect(messages.map(({ figures }) => figures?.all.created)).toEqual([
      50,
      ...messages.slice(1).map(() => undefined),
    ]);
  });

  it('tells the number of tickets in a group when it changed, and in any number of groups', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const groups = Array.from({ length: 40 }, (_, i) => `group-${i}`);
    const told = () =>
      desk.sent.splice(0).flatMap(({ message }) => (message.type === 'changes' ? [message.figures?.groups] : []));
    await desk.run(groups.map((groupId, i) => aTicketRecord(i, { after: { ...taken, number: i + 1, groupId } })));
    const messages = told();
    expect(messages.length).toBeGreaterThan(1);
    expect(Object.assign({}, ...messages)).toEqual(Object.fromEntries(groups.map((groupId) => [groupId, 1])));
    const before = { ...taken, number: 1, groupId: 'group-0' };
    await desk.run([aTicketRecord(41, { before, after: { ...before, version: 9, status: 'pending' } })]);
    expect(told()).toEqual([undefined]);
    await desk.run([
      aTicketRecord(42, {
        before: { ...before, version: 9, status: 'pending' },
        after: { ...before, version: 10, status: 'pending', groupId: 'group-1' },
      }),
    ]);
    expect(told()).toEqual([{ 'group-0': 0, 'group-1': 2 }]);
  });

  it('forgets consoles that are gone and counts on, whoever can not be reached', async () => {
    const desk = await aDesk(
      [
        ['c1', 'mina'],
        ['c2', 'jun'],
        ['c3', 'ara'],
      ],
      { gone: ['c1'], broken: ['c2'] },
    );
    expect(await desk.run([aTicketRecord(1, { after: waiting })])).toEqual({ batchItemFailures: [] });
    expect(desk.sent.map(({ connectionId }) => connectionId)).toEqual(['c3']);
    expect((await desk.connections.listByService('support', NOW)).map(({ connectionId }) => connectionId)).toEqual([
      'c2',
      'c3',
    ]);
    expect(desk.log.lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['push_gone', 'push_failed']));
    expect((await desk.store.read('support', 'mina', ofDay('2026-11-23'))).all.created).toBe(1);
  });

  it('counts even when nobody can be told', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const handler = createHandler({
      ...desk.deps,
      connections: {
        ...desk.deps.connections,
        listByService: async () => {
          throw new Error('no sessions table');
        },
      },
    });
    expect(await handler({ Records: [aTicketRecord(1, { after: waiting })] })).toEqual({ batchItemFailures: [] });
    expect((await desk.store.read('support', 'mina', ofDay('2026-11-23'))).all.created).toBe(1);
    expect(desk.log.lines).toContainEqual(expect.objectContaining({ message: 'push_failed' }));
  });

  it('tells hundreds of consoles fifty at a time, each agent once a console', async () => {
    const agents = Array.from({ length: 80 }, (_, i) => `agent-${i}`);
    const desk = await aDesk(
      agents.flatMap(
        (agent, i) =>
          [
            [`c${i}-a`, agent],
            [`c${i}-b`, agent],
          ] as const,
      ),
    );
    await desk.run(agents.map((assigneeId, i) => aTicketRecord(i, { after: { ...taken, number: i + 1, assigneeId } })));
    expect(new Set(desk.sent.map(({ connectionId }) => connectionId)).size).toBe(160);
    expect(desk.sent).toHaveLength(160);
    expect(
      desk.sent.every(
        ({ message }) =>
          message.type === 'changes' &&
          message.rows.length === 80 &&
          message.figures?.all.processing === 80 &&
          message.figures.mine?.processing === 1,
      ),
    ).toBe(true);
    expect(desk.mostAtOnce()).toBe(50);
  });

  it('sets aside a record that it can not read, and counts the others', async () => {
    const desk = await aDesk();
    expect(
      await desk.run([
        aTicketRecord(1, { after: waiting }),
        anUnreadableRecord(2),
        aTicketRecord(3, { after: { ...waiting, number: 2 } }),
      ]),
    ).toEqual({ batchItemFailures: [] });
    expect((await desk.store.read('support', 'mina', ofDay('2026-11-23'))).all.created).toBe(2);
    expect(desk.log.lines).toContainEqual(
      expect.objectContaining({
        message: 'record_set_aside',
        members: expect.objectContaining({ sequenceNumber: '2' }),
      }),
    );
  });

  it('throws, so that the batch comes again, when the projections can not be moved', async () => {
    const desk = await aDesk();
    const handler = createHandler({
      ...desk.deps,
      projections: {
        ...desk.deps.projections,
        move: async () => {
          throw new Error('no views table');
        },
      },
    });
    await expect(handler({ Records: [aTicketRecord(1, { after: waiting })] })).rejects.toThrow('no views table');
  });

  it('forgets a ticket whose row was removed, and tells so', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    await desk.run([aTicketRecord(1, { after: waiting })]);
    await desk.run([aTicketRecord(2, { before: waiting })]);
    expect(desk.sent.at(-1)!.message).toMatchObject({ type: 'changes', rows: [], removed: [1] });
    expect((await desk.store.read('support', 'mina', ofDay('2026-11-23'))).all).toMatchObject({
      created: 0,
      unassigned: 0,
    });
  });

  it('counts how many tickets name a category as one is sorted, resolved, spam, restored and deleted', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const sorted = { ...taken, version: 3, inquiryTypeId: 'delivery' };
    const resolved = { ...sorted, version: 4, status: 'resolved' as const };
    const spam = { ...resolved, version: 5, internalReason: 'spam' as const };
    const restored = { ...sorted, version: 6 };
    const erased = { ...spam, version: 7 };
    const use = async (...records: Parameters<typeof desk.run>[0]) => {
      await desk.run(records);
      const [delivery, ...others] = await desk.store.categoryUse('support');
      expect(others).toEqual([]);
      return delivery && [delivery.tickets, delivery.open];
    };
    expect(await use(aTicketRecord(1, { after: taken }))).toBeUndefined();
    expect(await use(aTicketRecord(2, { before: taken, after: sorted }))).toEqual([1, 1]);
    const { message } = desk.sent.at(-1)!;
    expect(message).toMatchObject({ type: 'changes' });
    expect(message).not.toHaveProperty('figures');
    expect(await use(aTicketRecord(3, { before: sorted, after: resolved }))).toEqual([1, 0]);
    expect(await use(aTicketRecord(3, { before: sorted, after: resolved }))).toEqual([1, 0]);
    expect(await use(aTicketRecord(4, { before: resolved, after: spam }))).toEqual([0, 0]);
    expect(await use(aTicketRecord(5, { before: spam, after: restored }))).toEqual([1, 1]);
    expect(
      await use(aTicketRecord(6, { before: restored, after: erased }), aTicketRecord(7, { before: erased })),
    ).toEqual([0, 0]);
  });

  it('tells that a reply was read, also in the batch of the reply, moves no figure, and marks of importance follow', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const replied = { ...taken, version: 3, unreadReply: true, lastEntry: { id: 'ent_2', by: 'customer' } };
    const read = { ...replied, unreadReply: false };
    await desk.marked(replied, 'mina');
    const lastTold = () => desk.sent.at(-1)!.message;
    await desk.run([aTicketRecord(1, { after: replied })]);
    expect(lastTold()).toMatchObject({ rows: [{ version: 3, unreadReply: true }] });
    await desk.run([aTicketRecord(2, { before: replied, after: read })]);
    expect(lastTold()).toEqual({ type: 'changes', serviceId: 'support', rows: [rowOf(read)], removed: [] });
    expect(await desk.importantOf('mina')).toMatchObject([{ version: 3, unreadReply: false }]);
    await desk.run([
      aTicketRecord(3, { before: taken, after: replied }),
      aTicketRecord(4, { before: replied, after: read }),
    ]);
    expect(lastTold()).toMatchObject({ rows: [{ version: 3, unreadReply: false, replied: true }] });
    // An older state that comes again changes nothing.
    await desk.run([aTicketRecord(5, { before: taken, after: replied })]);
    expect(await desk.importantOf('mina')).toMatchObject([{ version: 3, unreadReply: false }]);
  });

  it('brings marks of importance to the last state of a batch, and takes those of a removed ticket away', async () => {
    const desk = await aDesk();
    await desk.marked(waiting, 'mina');
    await desk.run([
      aTicketRecord(1, { after: waiting }),
      aTicketRecord(2, { before: waiting, after: taken }),
      aTicketRecord(3, { before: taken, after: { ...taken, version: 3, priority: 'high' } }),
    ]);
    expect(await desk.importantOf('mina')).toMatchObject([
      { number: 1, version: 3, status: 'processing', priority: 'high' },
    ]);
    await desk.run([aTicketRecord(4, { before: { ...taken, version: 3 } })]);
    expect(await desk.importantOf('mina')).toEqual([]);
    expect(await desk.importantTickets.numbers('support', 'mina')).toEqual(new Set());
  });

  it('fails the first record whose marks can not follow, with its figures counted and pushed, and follows the others', async () => {
    const desk = await aDesk([['c1', 'mina']]);
    const [second, third] = [
      { ...waiting, number: 2 },
      { ...waiting, number: 3 },
    ];
    for (const ticket of [waiting, second, third]) await desk.marked(ticket, 'mina');
    const moved = (ticket: Ticket) => ({ before: ticket, after: { ...ticket, version: 2, priority: 'high' as const } });
    const importantTickets = {
      ...desk.deps.importantTickets,
      follow: async (ticket: Ticket, removed: boolean) => {
        if (ticket.number !== 3) throw new Error('no desk table');
        await desk.deps.importantTickets.follow(ticket, removed);
      },
    };
    expect(
      await createHandler({ ...desk.deps, importantTickets })({
        Records: [aTicketRecord(7, moved(third)), aTicketRecord(8, moved(second)), aTicketRecord(9, moved(waiting))],
      }),
    ).toEqual({ batchItemFailures: [{ itemIdentifier: '8' }] });
    expect((await desk.store.read('support', 'mina', ofDay('2026-11-23'))).all.unassigned).toBe(3);
    expect(desk.sent).toHaveLength(1);
    expect((await desk.importantOf('mina')).map(({ number, version }) => [number, version])).toEqual([
      [3, 2],
      [2, 1],
      [1, 1],
    ]);
    expect(desk.log.lines.filter(({ message }) => message === 'stars_failed')).toHaveLength(2);
  });
});
