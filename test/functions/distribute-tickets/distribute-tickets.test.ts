import { createHandler } from '../../../functions/distribute-tickets/index.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskAdministration } from '../../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoDistributionRepository } from '../../../shared/adapters/dynamodb/distribution-repository.ts';
import { dynamoFieldRepository } from '../../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { editAgent, type AgentChanges } from '../../../shared/application/administration/edit-agent.ts';
import { type DistributionRepository, LEASE_SECONDS } from '../../../shared/application/ports/distribution.ts';
import type { TicketRepository } from '../../../shared/application/ports/tickets.ts';
import { keepTicket } from '../../../shared/application/tickets/keep-ticket.ts';
import { type Assigning, type GroupPlace, waitForAgent } from '../../../shared/domain/distribution/waiting-ticket.ts';
import { advance } from '../../../shared/domain/ticket/decision.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { aBusMessage, aDeskBusMessage } from '../../support/bus-message.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aContext, aDeskFact, aFact, anAgent, aService, aTicket } from '../../support/tickets.ts';

jest.setTimeout(120_000);

const NOON = Date.parse('2026-11-22T12:00:00.000Z');
const AGENTS = ['ann', 'ben', 'cho', 'dan'];
/** The end of a process: whoever asked it for something waits for ever. */
const killed = (): Promise<never> => new Promise(() => {});

type Parts = {
  readonly tickets?: (tickets: Pick<TicketRepository, 'find' | 'save' | 'listTickets'>) => typeof tickets;
  readonly distribution?: (distribution: DistributionRepository) => DistributionRepository;
};

let desks = 0;
/** A service of its own for each story: a first line of four agents, the last of whom is in the second line, too. */
const aDesk = async () => {
  const serviceId = `care-${(desks += 1)}`;
  const {
    stage: {
      client,
      names: { deskTable, sessionsTable },
    },
    deps: own,
    log,
  } = await roleDesk('distribute-tickets');
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff };
  let [time, ids] = [NOON, 0];
  const clock = {
    now: () => new Date((time += 1)),
    newId: (prefix: string) => `${prefix}_${serviceId}_${String((ids += 1)).padStart(6, '0')}`,
  };
  const registry = dynamoDeskRegistry(on);
  const directory = dynamoDeskDirectory(on);
  const stored = dynamoTicketRepository({ ...on, now: clock.now });
  const distribution = dynamoDistributionRepository(on);
  await registry.putService(aService({ serviceId, addresses: [`${serviceId}@example.com`] }));
  for (const groupId of ['first-line', 'second-line']) await registry.putGroup({ serviceId, groupId, name: groupId });
  for (const agentId of AGENTS)
    await registry.putAgent(
      anAgent({ serviceId, agentId, groupIds: agentId === 'dan' ? ['first-line', 'second-line'] : ['first-line'] }),
    );
  await registry.putAgent(anAgent({ serviceId, agentId: 'boss', role: 'administrator', groupIds: [] }));
  const deps = {
    ...own,
    log,
    clock,
  };
  /** A handler with parts of its own, if it has any. */
  const handlerOf = ({ tickets = (same) => same, distribution: lines = (same) => same }: Parts) =>
    createHandler({ ...deps, tickets: tickets(own.tickets), distribution: lines(own.distribution) });
  /** One process, which is given what the bus or the schedule brings, all of it at once. */
  const aProcess = (parts: Parts = {}) => {
    const handle = handlerOf(parts);
    return async (given: readonly string[], context: Parameters<typeof handle>[1]): Promise<void> => {
      await Promise.all(given.map((each) => handle(JSON.parse(each), context)));
    };
  };
  const context = (remaining: () => number = () => 60_000) => ({ getRemainingTimeInMillis: remaining });
  const ofTicket = (ticket: Pick<Ticket, 'number' | 'status' | 'groupId' | 'assigneeId'>, changes = {}) =>
    aBusMessage(
      aFact({
        assigneeId: undefined,
        groupId: undefined,
        ...ticket,
        serviceId,
        type: 'ticket_edited',
        changes,
        entryId: undefined,
      }),
    );
  let numbers = 0;
  const desk = {
    ...deps,
    serviceId,
    stored,
    distribution,
    directory,
    aProcess,
    context,
    ofTicket,
    first: { serviceId, groupId: 'first-line' },
    wait: (seconds: number) => {
      time += seconds * 1000;
    },
    /** A ticket that a trigger has just placed. */
    async place(placement: Partial<Assigning> = {}, ticket: Partial<Ticket> = {}): Promise<number> {
      const number = (numbers += 1);
      const at = clock.now().toISOString();
      const born = aTicket({ serviceId, number, version: 1, status: 'unassigned', assigneeId: undefined, ...ticket });
      await stored.save({ ticket: born, fact: aFact({ id: clock.newId('evt'), serviceId, number, version: 1 }) });
      const decision = aContext({ at, factId: clock.newId('evt') });
      const { patch, waiting } = waitForAgent(
        born,
        { kind: 'assign', triggerId: 'trg_1', groupId: 'first-line', strategy: 'sequential', ...placement },
        { chainId: 'evt_begin', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'To the first line' }] },
        decision,
      );
      const placed = advance(born, 'ticket_edited', { kind: 'system' }, decision, patch);
      expect(await stored.save({ ...placed, waiting })).toMatchObject({ ok: true });
      return number;
    },
    async placeMany(count: number, placement: Partial<Assigning> = {}): Promise<readonly number[]> {
      const placed: number[] = [];
      for (let n = 0; n < count; n += 1) placed.push(await desk.place(placement));
      return placed;
    },
    wake: (groupId = 'first-line') => ofTicket({ number: 1, status: 'unassigned', groupId }),
    run: (
      bodies: readonly string[] = [ofTicket({ number: 1, status: 'unassigned', groupId: 'first-line' })],
      remaining?: () => number,
    ) => aProcess()(bodies, context(remaining)),
    minute: () => aProcess()([JSON.stringify({ look: 'all' })], context()),
    find: async (number: number): Promise<Ticket> => (await stored.find(serviceId, number))!,
    assignees: async (of: readonly number[]): Promise<readonly (string | null)[]> =>
      Promise.all(of.map(async (number) => (await desk.find(number)).assigneeId ?? null)),
    async counts(of: readonly number[]): Promise<readonly number[]> {
      const assignees = await desk.assignees(of);
      return AGENTS.map((agentId) => assignees.filter((each) => each === agentId).length);
    },
    typesOf: async (number: number): Promise<readonly string[]> =>
      (await stored.listFacts(serviceId, number, { limit: 20, order: 'oldest' })).items.map(({ type }) => type),
    /** How often each was assigned. */
    assignments: async (of: readonly number[]): Promise<readonly number[]> =>
      Promise.all(
        of.map(async (number) => (await desk.typesOf(number)).filter((type) => type === 'ticket_assigned').length),
      ),
    line: async (place: GroupPlace = { serviceId, groupId: 'first-line' }): Promise<readonly number[]> =>
      (await distribution.listWaiting(place, { limit: 1000 })).map(({ number }) => number),
    async change(agentId: string, changes: AgentChanges) {
      const edited = await editAgent({ ...deps, directory, administration: dynamoDeskAdministration(on) })({
        by: { serviceId, agentId: 'boss', correlationId: 'cor' },
        agentId,
        changes,
      });
      if (!edited.ok) throw new Error(JSON.stringify(edited.error));
    },
    changed: (agentId: string, changed = ['takesAssignment']) =>
      aDeskBusMessage(aDeskFact({ serviceId, subject: { kind: 'agent', id: agentId }, changed })),
    /** By hand, past the desk's commands: all of their rules are tested elsewhere. */
    async move(number: number, patch: Parameters<typeof advance>[4]): Promise<string> {
      const ticket = await desk.find(number);
      const decided = advance(
        ticket,
        'ticket_edited',
        { kind: 'agent', id: 'boss' },
        aContext({ factId: clock.newId('evt') }),
        patch,
      );
      await stored.save(decided);
      return ofTicket(decided.ticket, decided.fact.changes);
    },
    async keep(number: number, agentId: string) {
      const agent = (await directory.findAgent(serviceId, agentId))!;
      return keepTicket({
        tickets: stored,
        directory,
        clock,
        backoff: jitteredBackoff,
        definitions: dynamoFieldRepository(on),
      })({
        serviceId,
        number,
        agent,
        ...(agent.groupIds.length > 1 ? { groupId: 'first-line' } : {}),
        correlationId: 'cor_keep',
      });
    },
  };
  return desk;
};

it('given a ticket that a trigger placed, then an agent of the group has it, by one fact that says so, and the line is empty', async () => {
  const desk = await aDesk();
  const number = await desk.place({ cap: 5 });
  await desk.run();
  const ticket = await desk.find(number);
  expect(ticket).toMatchObject({ status: 'processing', assigneeId: 'ann', groupId: 'first-line', version: 3 });
  expect(ticket).not.toHaveProperty('waiting');
  const { items } = await desk.stored.listFacts(desk.serviceId, number, { limit: 1, order: 'newest' });
  expect(items).toEqual([
    expect.objectContaining({
      type: 'ticket_assigned',
      actor: { kind: 'system' },
      version: 3,
      assigneeId: 'ann',
      correlationId: 'cor_1',
      automation: { chainId: 'evt_begin', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'To the first line' }] },
      changes: { status: { before: 'unassigned', after: 'processing' }, assignee: { after: 'ann' } },
    }),
  ]);
  expect(await desk.line()).toEqual([]);
});

describe('strategies', () => {
  it('sequential: 32 placements at once, each with its own wake-up, are exactly even, in the order of joining', async () => {
    const desk = await aDesk();
    const placed = await Promise.all(Array.from({ length: 32 }, () => desk.place()));
    const processes = Array.from({ length: 8 }, () => desk.aProcess());
    await Promise.all(placed.map((_, n) => processes[n % 8]!([desk.wake(), desk.wake()], desk.context())));
    expect(await desk.counts(placed)).toEqual([8, 8, 8, 8]);
    expect(await desk.assignments(placed)).toEqual(placed.map(() => 1));
    const inOrder = await Promise.all(placed.map(desk.find));
    const byAssignment = inOrder.toSorted((one, other) => (one.activityAt < other.activityAt ? -1 : 1));
    expect(byAssignment.map(({ assigneeId }) => assigneeId)).toEqual(placed.map((_, n) => AGENTS[n % 4]));
  });

  it('sequential: while placements and wake-ups come in the middle of handing out, it is exactly even, too', async () => {
    const desk = await aDesk();
    const placed = await Promise.all(
      Array.from({ length: 32 }, async () => {
        const number = await desk.place();
        await desk.run();
        return number;
      }),
    );
    expect(await desk.counts(placed)).toEqual([8, 8, 8, 8]);
    expect(await desk.line()).toEqual([]);
  });

  it('sequential: each trigger has its own turn in a group', async () => {
    const desk = await aDesk();
    const placed: number[] = [];
    for (let n = 0; n < 8; n += 1) placed.push(await desk.place({ triggerId: `trg_${n % 2}` }));
    await desk.run();
    expect(await desk.assignees(placed)).toEqual(['ann', 'ann', 'ben', 'ben', 'cho', 'cho', 'dan', 'dan']);
  });

  it('designated: the agent alone, and only while they take assignment in the group', async () => {
    const desk = await aDesk();
    await desk.change('cho', { takesAssignment: false });
    const placed = [
      await desk.place({ strategy: 'designated', agentId: 'cho' }),
      await desk.place({ strategy: 'designated', agentId: 'boss' }),
      await desk.place({ strategy: 'designated', agentId: 'ben' }),
    ];
    await desk.run();
    expect(await desk.assignees(placed)).toEqual([null, null, 'ben']);
    expect(await desk.line()).toEqual(placed.slice(0, 2));
  });

  it('random: by the numbers that it is given', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(4, { strategy: 'random' });
    const numbers = [0.99, 0.1, 0.6, 0.26];
    const handle = createHandler({ ...desk, random: () => numbers.shift()! });
    await handle(JSON.parse(desk.wake()), desk.context());
    expect(await desk.assignees(placed)).toEqual(['dan', 'ann', 'cho', 'ben']);
  });

  it('least loaded: levels what agents have, in processing and pending alone, and goes round on ties', async () => {
    const desk = await aDesk();
    const having = async (assigneeId: string, status: Ticket['status'], count: number) => {
      for (let n = 0; n < count; n += 1) await desk.move(await desk.place(), { status, assigneeId });
    };
    await having('ann', 'processing', 2);
    await having('ben', 'pending', 1);
    await having('cho', 'resolved', 5);
    await having('dan', 'processing', 1);
    await having('dan', 'pending', 2);
    const placed = await desk.placeMany(10, { strategy: 'least_loaded' });
    await desk.run();
    // 2, 1, 0 and 3 become 4 each.
    expect(await desk.counts(placed)).toEqual([2, 3, 4, 1]);
    const more = await desk.placeMany(8, { strategy: 'least_loaded' });
    await desk.run();
    expect(await desk.counts(more)).toEqual([2, 2, 2, 2]);
  });
});

describe('who is given nothing', () => {
  it('is off, at the cap, no longer active, or of another group', async () => {
    const desk = await aDesk();
    await desk.change('ann', { takesAssignment: false });
    await desk.change('ben', { active: false });
    await desk.change('cho', { groupIds: ['second-line'] });
    const placed = await desk.placeMany(3, { cap: 2 });
    await desk.run();
    expect(await desk.assignees(placed)).toEqual(['dan', 'dan', null]);
    expect(await desk.line()).toEqual([placed[2]]);
  });

  it.each(['sequential', 'random', 'least_loaded'] as const)(
    'is at the cap, which %s never exceeds, also while the index of assignees shows nothing yet',
    async (strategy) => {
      const desk = await aDesk();
      const placed = await desk.placeMany(20, { strategy, cap: 3 });
      const late = desk.aProcess({
        tickets: (tickets) => ({ ...tickets, listTickets: async () => ({ items: [] }) }),
      });
      for (let n = 0; n < 3; n += 1) await late([desk.wake()], desk.context());
      expect(await desk.counts(placed)).toEqual([3, 3, 3, 3]);
      expect(await desk.line()).toEqual(placed.filter((_, n) => n >= 12));
    },
  );

  it('is at the cap by what two groups give at the same time', async () => {
    const desk = await aDesk();
    await desk.change('ann', { takesAssignment: false });
    await desk.change('ben', { takesAssignment: false });
    await desk.change('cho', { takesAssignment: false });
    const first = await desk.placeMany(6, { cap: 5 });
    const second = await desk.placeMany(6, { cap: 5, groupId: 'second-line' });
    const late = () =>
      desk.aProcess({ tickets: (tickets) => ({ ...tickets, listTickets: async () => ({ items: [] }) }) });
    await Promise.all([late()([desk.wake()], desk.context()), late()([desk.wake('second-line')], desk.context())]);
    expect((await desk.assignees([...first, ...second])).filter((agentId) => agentId === 'dan')).toHaveLength(5);
  });

  it('keeps no others waiting: whoever is behind in line and is for others is given at once', async () => {
    const desk = await aDesk();
    await desk.change('cho', { takesAssignment: false });
    const waiting = await desk.placeMany(30, { strategy: 'designated', agentId: 'cho' });
    const others = await desk.placeMany(4);
    await desk.run();
    expect(await desk.assignees(others)).toEqual(['ann', 'ben', 'dan', 'ann']);
    expect(await desk.line()).toEqual(waiting);
  });
});

describe('the backlog', () => {
  const allOff = async (desk: Awaited<ReturnType<typeof aDesk>>) => {
    for (const agentId of AGENTS) await desk.change(agentId, { takesAssignment: false });
  };

  it('drains oldest first when an agent comes on', async () => {
    const desk = await aDesk();
    await allOff(desk);
    const placed = await desk.placeMany(5, { cap: 3 });
    await desk.run();
    expect(await desk.line()).toEqual(placed);
    await desk.change('cho', { takesAssignment: true });
    await desk.run([desk.changed('cho')]);
    expect(await desk.assignees(placed)).toEqual(['cho', 'cho', 'cho', null, null]);
  });

  it('drains one by one as an agent falls under the cap, whatever takes a ticket from them', async () => {
    const desk = await aDesk();
    await allOff(desk);
    await desk.change('ann', { takesAssignment: true });
    const placed = await desk.placeMany(8, { cap: 2 });
    await desk.run();
    expect((await desk.assignees(placed)).filter(Boolean)).toHaveLength(2);
    const moves = [
      { status: 'resolved' },
      { status: 'unassigned', assigneeId: null },
      { assigneeId: 'ben' },
      { status: 'transferred' },
    ] as const;
    for (const [n, patch] of moves.entries()) {
      const body = await desk.move(placed[n]!, patch);
      await desk.run([body]);
      expect([n, (await desk.find(placed[n + 2]!)).assigneeId]).toEqual([n, 'ann']);
      expect(await desk.line()).toEqual(placed.slice(n + 3));
    }
    // Nothing is less to do when it is put on hold.
    const body = await desk.move(placed[4]!, { status: 'pending' });
    await desk.run([body]);
    expect(await desk.line()).toEqual(placed.slice(6));
  });

  it('drains when an agent joins the group, and when a group gets agents', async () => {
    const desk = await aDesk();
    await allOff(desk);
    const placed = await desk.placeMany(2);
    await desk.change('boss', { groupIds: ['first-line'] });
    await desk.run([desk.changed('boss', ['groupIds'])]);
    expect(await desk.assignees(placed)).toEqual(['boss', 'boss']);
    const more = await desk.placeMany(1);
    await desk.run([
      aDeskBusMessage(
        aDeskFact({
          serviceId: desk.serviceId,
          type: 'group_changed',
          subject: { kind: 'group', id: 'first-line' },
          changed: ['agentIds'],
        }),
      ),
    ]);
    expect(await desk.assignees(more)).toEqual(['boss']);
  });

  it('is looked at every minute, in every group of every service, so that no lost wake-up matters', async () => {
    const desk = await aDesk();
    const placed = [await desk.place(), await desk.place({ groupId: 'second-line' }), await desk.place()];
    await desk.minute();
    expect(await desk.assignees(placed)).toEqual(['ann', 'dan', 'ben']);
    expect(await desk.line()).toEqual([]);
    await desk.minute();
    expect(await desk.assignments(placed)).toEqual([1, 1, 1]);
  });

  it('goes on in the next run when time is over', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(40);
    let left = 30_000;
    await desk.run([desk.wake()], () => (left -= 800));
    const rest = await desk.line();
    expect(rest.length).toBeGreaterThan(10);
    expect(rest).toEqual(placed.slice(-rest.length));
    await desk.run();
    expect(await desk.counts(placed)).toEqual([10, 10, 10, 10]);
  });
});

describe('a ticket that went elsewhere', () => {
  it('is left alone, and its place in line is gone', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(4);
    await desk.keep(placed[0]!, 'dan');
    await desk.move(placed[1]!, { status: 'resolved' });
    // Kept and unassigned again: nobody but a trigger makes it wait again.
    await desk.keep(placed[2]!, 'dan');
    await desk.move(placed[2]!, { status: 'unassigned', assigneeId: null });
    await desk.run();
    expect(await desk.assignees(placed)).toEqual(['dan', null, null, 'ann']);
    expect(await desk.line()).toEqual([]);
  });

  it('is left alone where it is placed in another group, and waits there', async () => {
    const desk = await aDesk();
    for (const agentId of AGENTS) await desk.change(agentId, { takesAssignment: false });
    const number = await desk.place();
    const ticket = await desk.find(number);
    const context = aContext({ factId: desk.clock.newId('evt') });
    const { patch, waiting } = waitForAgent(
      ticket,
      { kind: 'assign', triggerId: 'trg_2', groupId: 'second-line', strategy: 'random' },
      { chainId: 'evt_2', depth: 1, triggers: [] },
      context,
    );
    await desk.stored.save({ ...advance(ticket, 'ticket_edited', { kind: 'system' }, context, patch), waiting });
    await desk.run();
    expect([await desk.line(), await desk.line({ ...desk.first, groupId: 'second-line' })]).toEqual([[], [number]]);
    await desk.change('dan', { takesAssignment: true });
    await desk.run([desk.changed('dan')]);
    expect(await desk.assignees([number])).toEqual(['dan']);
  });

  it('is never taken from who kept it between the reading and the writing', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(8);
    let saves = 0;
    const process = desk.aProcess({
      tickets: (tickets) => ({
        ...tickets,
        save: async (change) => {
          if ((saves += 1) % 2 === 1) await desk.keep(change.ticket.number, 'boss');
          return tickets.save(change);
        },
      }),
    });
    await process([desk.wake()], desk.context());
    const assignees = await desk.assignees(placed);
    expect(assignees.filter((agentId) => agentId === 'boss').length).toBeGreaterThan(2);
    for (const number of placed)
      expect((await desk.typesOf(number)).filter((type) => /kept|assigned/.test(type))).toHaveLength(1);
    expect(await desk.line()).toEqual([]);
  });
});

describe('faults', () => {
  const EFFECTS = ['wake', 'removeWaiting', 'renew', 'release'] as const;

  it.each([...EFFECTS, 'save'] as const)(
    'given a process that is killed before or after any %s, then nothing is assigned twice, and nothing is lost',
    async (effect) => {
      for (const isDone of [false, true]) {
        const desk = await aDesk();
        const placed = await desk.placeMany(8);
        await desk.keep(placed[3]!, 'boss');
        let calls = 0;
        let ended = () => {};
        const end = new Promise<void>((resolve) => (ended = resolve));
        /** The third save, and any other effect at once. */
        const dying =
          <A extends readonly unknown[], R>(work: (...given: A) => Promise<R>) =>
          async (...given: A): Promise<R> => {
            calls += 1;
            if (calls < (effect === 'save' ? 3 : 1)) return work(...given);
            if (isDone) await work(...given);
            ended();
            return killed();
          };
        const slowly =
          <A extends readonly unknown[], R>(work: (...given: A) => Promise<R>) =>
          (...given: A): Promise<R> => {
            desk.wait(LEASE_SECONDS / 3);
            return work(...given);
          };
        const process = desk.aProcess({
          tickets: (tickets) => ({
            ...tickets,
            // A lease is renewed only in a long run.
            save: effect === 'save' ? dying(tickets.save) : effect === 'renew' ? slowly(tickets.save) : tickets.save,
          }),
          distribution: (lines) => (effect === 'save' ? lines : { ...lines, [effect]: dying(lines[effect] as never) }),
        });
        const run = process([desk.wake()], desk.context());
        await Promise.race([end, run]);
        expect(calls).toBeGreaterThan(0);
        // Another one is woken, but the lease may be held by who is gone.
        await desk.run();
        desk.wait(LEASE_SECONDS);
        await desk.minute();
        expect([effect, isDone, await desk.line()]).toEqual([effect, isDone, []]);
        const ours = placed.filter((_, n) => n !== 3);
        expect(await desk.assignments(ours)).toEqual(ours.map(() => 1));
        expect((await desk.counts(ours)).toSorted()).toEqual([1, 2, 2, 2]);
        expect((await desk.find(placed[3]!)).assigneeId).toBe('boss');
      }
    },
  );

  it('given every wake-up twice, and two processes at once, then each ticket is assigned once, and evenly', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(16);
    const bodies = [desk.wake(), desk.wake(), desk.wake(), desk.wake()];
    await Promise.all([desk.aProcess()(bodies, desk.context()), desk.aProcess()(bodies, desk.context())]);
    await desk.run(bodies);
    expect(await desk.assignments(placed)).toEqual(placed.map(() => 1));
    expect(await desk.counts(placed)).toEqual([4, 4, 4, 4]);
  });

  it('given two processes that both believe to hold the lease, then each ticket is assigned once, and evenly', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(16);
    const believing = () =>
      desk.aProcess({
        distribution: (lines) => ({
          ...lines,
          wake: async (place, holder) => ({ ...place, holder, wanted: 1 }),
          renew: async (lease) => lease,
          release: async () => true,
        }),
      });
    await Promise.all([believing(), believing(), believing()].map((process) => process([desk.wake()], desk.context())));
    expect(await desk.assignments(placed)).toEqual(placed.map(() => 1));
    expect(await desk.counts(placed)).toEqual([4, 4, 4, 4]);
    expect(await desk.line()).toEqual([]);
  });

  it('given a holder whose lease ran out, then it stops, and whoever took it goes on', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(12);
    let saves = 0;
    const slow = desk.aProcess({
      tickets: (tickets) => ({
        ...tickets,
        save: async (change) => {
          const saved = await tickets.save(change);
          if ((saves += 1) === 4) {
            desk.wait(LEASE_SECONDS);
            await desk.run();
          }
          return saved;
        },
      }),
    });
    await slow([desk.wake()], desk.context());
    expect(saves).toBe(4);
    expect(await desk.counts(placed)).toEqual([3, 3, 3, 3]);
  });

  it('given a placement in the moment of giving the lease back, then whoever holds it looks again', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(2);
    const process = desk.aProcess({
      distribution: (lines) => ({
        ...lines,
        release: async (lease) => {
          if (placed.length === 2) {
            (placed as number[]).push(await desk.place());
            // Whoever is woken now finds the lease taken, and goes.
            await desk.run();
            expect(await desk.line()).toHaveLength(1);
          }
          return lines.release(lease);
        },
      }),
    });
    await process([desk.wake()], desk.context());
    expect(await desk.assignees(placed)).toEqual(['ann', 'ben', 'cho']);
  });

  it('given a ticket that fails each time, then it is told, the others are given, and the next run gives it', async () => {
    const desk = await aDesk();
    const placed = await desk.placeMany(4);
    const broken = desk.aProcess({
      tickets: (tickets) => ({
        ...tickets,
        save: async (change) => {
          if (change.ticket.number === placed[1]) throw new Error('no such table');
          return tickets.save(change);
        },
      }),
    });
    await broken([desk.wake()], desk.context());
    expect(await desk.assignees(placed)).toEqual(['ann', null, 'ben', 'cho']);
    expect(desk.log.lines).toContainEqual(expect.objectContaining({ message: 'ticket_not_assigned' }));
    await expect(broken([JSON.stringify({ look: 'all' })], desk.context())).rejects.toThrow('first-line');
    await desk.run();
    expect(await desk.assignees(placed)).toEqual(['ann', 'dan', 'ben', 'cho']);
  });
});

it('given an event after which nobody waits, then nothing is written', async () => {
  const desk = await aDesk();
  let writes = 0;
  const process = desk.aProcess({
    distribution: (lines) => ({
      ...lines,
      wake: (...given) => {
        writes += 1;
        return lines.wake(...given);
      },
    }),
  });
  await process(
    [
      desk.wake(),
      desk.wake('no-such-group'),
      desk.changed('ann'),
      desk.changed('nobody'),
      desk.ofTicket(
        { number: 1, status: 'resolved', assigneeId: 'ann' },
        { status: { before: 'pending', after: 'resolved' } },
      ),
    ],
    desk.context(),
  );
  expect(writes).toBe(0);
});
