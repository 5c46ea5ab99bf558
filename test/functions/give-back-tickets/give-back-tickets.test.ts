import { createHandler } from '../../../functions/give-back-tickets/index.ts';
import { dynamoCallRepository } from '../../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoConnectionStore } from '../../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoDepartureRepository } from '../../../shared/adapters/dynamodb/departure-repository.ts';
import { dynamoDeskAdministration } from '../../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoFieldRepository } from '../../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { jitteredBackoff } from '../../../shared/adapters/clock/system-clock.ts';
import { editAgent } from '../../../shared/application/administration/edit-agent.ts';
import { getAgentWork } from '../../../shared/application/departures/agent-work.ts';
import { dismissDeparture, listDepartures } from '../../../shared/application/departures/departures.ts';
import type { TicketRepository } from '../../../shared/application/ports/tickets.ts';
import { editTicket } from '../../../shared/application/tickets/edit-ticket.ts';
import { forwardTicket } from '../../../shared/application/tickets/forward-ticket.ts';
import { keepTicket } from '../../../shared/application/tickets/keep-ticket.ts';
import type { LeaversTickets } from '../../../shared/domain/desk/service.ts';
import { receiveReply } from '../../../shared/domain/ticket/receive-reply.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { aDeskBusMessage } from '../../support/bus-message.ts';
import { aCall } from '../../support/calls.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aDeskFact, aFact, aContext, anAgent, aService, aTicket } from '../../support/tickets.ts';

jest.setTimeout(120_000);

const LEFT = '2026-11-22T09:00:00.000Z';
const DONE = { batchItemFailures: [] };
const AGAIN = { batchItemFailures: [{ itemIdentifier: 'q1' }] };
const after = (seconds: number) => new Date(Date.parse(LEFT) + seconds * 1000);
const plainText = { sanitizer: async () => (html: string) => ({ html, text: html }) };

let desks = 0;
/**
 * A service of its own for each story: kim and jun in two groups, lee and boss administrators with a console open each,
 * kim with one too.
 */
const aDesk = async ({
  leaversTickets = 'give_back' as LeaversTickets,
  parts = (tickets: TicketRepository) => tickets,
} = {}) => {
  const serviceId = `support-${(desks += 1)}`;
  const {
    stage: {
      client,
      names: { deskTable, sessionsTable },
      consoles: { sent, setAway },
    },
    deps: own,
    log,
  } = await roleDesk('give-back-tickets');
  const on = { client, deskTable, sessionsTable, backoff: jitteredBackoff };
  let time = after(1).getTime();
  let ids = 0;
  const clock = {
    now: () => new Date((time += 1)),
    newId: (prefix: string) => `${prefix}_${serviceId}_${String((ids += 1)).padStart(6, '0')}`,
  };
  const registry = dynamoDeskRegistry(on);
  const directory = dynamoDeskDirectory(on);
  const stored = dynamoTicketRepository({ ...on, now: clock.now });
  const tickets = parts(own.tickets);
  const departures = dynamoDepartureRepository(on);
  const calls = dynamoCallRepository(on);
  const connections = dynamoConnectionStore(on);
  await registry.putService(aService({ serviceId, addresses: [`${serviceId}@example.com`], leaversTickets }));
  for (const groupId of ['first-line', 'second-line']) await registry.putGroup({ serviceId, groupId, name: groupId });
  const kim = anAgent({ serviceId, agentId: 'kim', groupIds: ['first-line', 'second-line'] });
  const jun = anAgent({ serviceId, agentId: 'jun', groupIds: ['first-line'] });
  for (const agent of [
    kim,
    jun,
    anAgent({ serviceId, agentId: 'jo' }),
    anAgent({ serviceId, agentId: 'lee', role: 'administrator' }),
    anAgent({ serviceId, agentId: 'boss', role: 'administrator' }),
  ])
    await registry.putAgent(agent);
  for (const agentId of ['kim', 'jun', 'lee', 'boss'])
    await connections.add({ connectionId: `${serviceId}-${agentId}`, serviceId, agentId }, clock.now());
  const rested: number[] = [];
  const deps = {
    ...own,
    tickets,
    log,
    clock,
    lookAgainSeconds: 90,
    visibility: {
      async postpone(_handle: string, seconds: number) {
        rested.push(seconds);
      },
    },
  };
  const handle = createHandler(deps);
  const commands = {
    tickets: stored,
    directory,
    clock,
    backoff: jitteredBackoff,
    richText: plainText,
    definitions: dynamoFieldRepository(on),
  };
  const left = (agentId: string, id = 'evt_left') =>
    aDeskBusMessage(
      aDeskFact({ id, serviceId, at: LEFT, subject: { kind: 'agent', id: agentId }, changed: ['active'] }),
    );
  return {
    ...deps,
    departures,
    calls,
    connections,
    serviceId,
    kim,
    jun,
    sent,
    rested,
    stored,
    commands,
    left,
    registry,
    setGone: (connectionId: string) => {
      setAway({ gone: [connectionId] });
    },
    at: (seconds: number) => {
      time = after(seconds).getTime();
    },
    setActive: async (agentId: string, active: boolean) => {
      const edited = await editAgent({ ...deps, administration: dynamoDeskAdministration(on) })({
        by: { serviceId, agentId: 'boss', correlationId: 'cor' },
        agentId,
        changes: { active },
      });
      if (!edited.ok) throw new Error(JSON.stringify(edited.error));
    },
    run: (body: string, remaining: () => number = () => 120_000) =>
      handle(
        { Records: [{ messageId: 'q1', receiptHandle: 'r1', body } as never] },
        { getRemainingTimeInMillis: remaining },
      ),
    async put(number: number, over: Parameters<typeof aTicket>[0] = {}) {
      await stored.save({
        ticket: aTicket({ serviceId, number, version: 1, assigneeId: 'kim', ...over }),
        fact: aFact({ id: 'evt_0', serviceId, number, version: 1 }),
      });
    },
    find: async (number: number) => (await stored.find(serviceId, number))!,
    typesOf: async (number: number) =>
      (await stored.listFacts(serviceId, number, { limit: 20, order: 'oldest' })).items.map(({ type }) => type),
    workOf: (agentId: string) => getAgentWork({ directory, tickets: stored, calls })({ serviceId, agentId }),
    news: () => listDepartures({ departures })(serviceId),
    dismiss: (departureId: string) =>
      dismissDeparture({ departures, clock })({ serviceId, departureId, agentId: 'lee' }),
    about: (agent: typeof kim, number: number) => ({ serviceId, number, agent, correlationId: 'cor_c' }),
    toldTo: () => sent.map(({ connectionId }) => connectionId.slice(serviceId.length + 1)).sort(),
  };
};
type Desk = Awaited<ReturnType<typeof aDesk>>;
const placeOf = ({ status, assigneeId, groupId }: Ticket) => [status, assigneeId ?? null, groupId ?? null];
const placesOf = async (desk: Desk, numbers: readonly number[]) =>
  Promise.all(numbers.map(async (number) => placeOf(await desk.find(number))));

it('given an agent who left, then all that is open goes back to its groups, with a line each, and administrators alone are told, live and until they have dealt with it', async () => {
  const desk = await aDesk();
  const statuses = [
    'processing',
    'pending',
    'transfer_completed',
    'dooray_resolved',
    'transferred',
    'dooray_transferred',
    'dooray_in_progress',
    'resolved',
    'completed',
  ] as const;
  for (const [n, status] of statuses.entries())
    await desk.put(n + 1, { status, groupId: n % 3 === 0 ? 'second-line' : 'first-line' });
  await desk.put(10, { groupId: undefined });
  await desk.put(11, { groupId: 'taken-away' });
  await desk.put(12, { assigneeId: 'jun' });
  await desk.put(13, {
    status: 'resolved',
    internalReason: 'spam',
    beforeSpam: { status: 'processing', assigneeId: 'kim' },
  });
  const announced = await desk.workOf('kim');
  await desk.setActive('kim', false);

  expect(await desk.run(desk.left('kim'))).toEqual(AGAIN);

  expect(await placesOf(desk, [1, 2, 3, 4, 10, 11])).toEqual([
    ['unassigned', null, 'second-line'],
    ['unassigned', null, 'first-line'],
    ['unassigned', null, 'first-line'],
    ['unassigned', null, 'second-line'],
    ['unassigned', null, null],
    ['unassigned', null, 'taken-away'],
  ]);
  expect(await placesOf(desk, [5, 6, 7])).toEqual([
    ['transferred', null, 'first-line'],
    ['dooray_transferred', null, 'first-line'],
    ['dooray_in_progress', null, 'second-line'],
  ]);
  expect(await placesOf(desk, [8, 9, 12, 13])).toEqual([
    ['resolved', 'kim', 'first-line'],
    ['completed', 'kim', 'first-line'],
    ['processing', 'jun', 'first-line'],
    ['resolved', 'kim', 'first-line'],
  ]);
  const facts = (await desk.stored.listFacts(desk.serviceId, 2, { limit: 5, order: 'oldest' })).items;
  expect(facts).toEqual([
    expect.anything(),
    expect.objectContaining({
      type: 'ticket_given_back',
      actor: { kind: 'system' },
      version: 2,
      correlationId: 'cor_1',
      reason: 'its assignee left the service',
      changes: { status: { before: 'pending', after: 'unassigned' }, assignee: { before: 'kim' } },
    }),
  ]);
  expect(await desk.news()).toEqual([
    expect.objectContaining({
      departureId: 'evt_left',
      agentId: 'kim',
      at: LEFT,
      outcome: 'given_back',
      openCalls: 0,
      groups: [
        { groupId: 'first-line', tickets: 4 },
        { groupId: 'second-line', tickets: 3 },
        { tickets: 1 },
        { groupId: 'taken-away', tickets: 1 },
      ],
    }),
  ]);
  // It is what administrators were told before.
  const [departure] = await desk.news();
  expect(announced).toMatchObject({ ok: true, value: { tickets: 9, openCalls: 0, leaversTickets: 'give_back' } });
  expect(announced.ok && announced.value.groups).toEqual(departure!.groups);
  expect(announced.ok && announced.value.statuses.filter(({ becomes }) => becomes === 'unassigned')).toHaveLength(4);
  expect(desk.toldTo()).toEqual(['boss', 'lee']);
  expect(desk.sent[0]!.message).toEqual({ type: 'departure', serviceId: desk.serviceId, departureId: 'evt_left' });

  // Delivered twice, and looked at again: nothing more happens, and nobody is told again.
  expect(desk.rested[0]).toBeGreaterThan(80);
  expect(await desk.run(desk.left('kim'))).toEqual(AGAIN);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect(await desk.typesOf(1)).toEqual(['ticket_commented', 'ticket_given_back']);
  expect(desk.sent).toHaveLength(2);
  await desk.dismiss('evt_left');
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect([await desk.news(), desk.sent.length]).toEqual([[], 2]);
});

it('given 250 tickets over pages, two functions at it at once, one of them killed in the middle, then each goes back once and is counted once', async () => {
  let saves = 0;
  const desk = await aDesk({
    parts: (tickets) => ({
      ...tickets,
      save: async (change) => {
        const saved = await tickets.save(change);
        // As when the answer of the engine never arrives: it is written, and whoever wrote it is gone.
        if ((saves += 1) === 70) await new Promise(() => {});
        return saved;
      },
    }),
  });
  const numbers = Array.from({ length: 250 }, (_, index) => index + 1);
  for (const number of numbers)
    await desk.put(number, {
      status: number % 2 ? 'processing' : 'pending',
      groupId: number % 5 ? 'first-line' : 'second-line',
    });
  await desk.setActive('kim', false);
  // One of them never answers; the other goes on.
  expect(await Promise.race([desk.run(desk.left('kim')), desk.run(desk.left('kim'))])).toEqual(AGAIN);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);

  expect((await placesOf(desk, numbers)).filter(([status]) => status !== 'unassigned')).toEqual([]);
  for (const number of numbers) expect(await desk.typesOf(number)).toEqual(['ticket_commented', 'ticket_given_back']);
  expect((await desk.news()).map(({ groups }) => groups)).toEqual([
    [
      { groupId: 'first-line', tickets: 200 },
      { groupId: 'second-line', tickets: 50 },
    ],
  ]);
  expect(
    (
      await desk.stored.listTickets(
        desk.serviceId,
        { kind: 'assignee', assigneeId: 'kim', status: 'processing' },
        { limit: 5, order: 'oldest' },
      )
    ).items,
  ).toEqual([]);
});

it('given less time than tickets, then it comes again at once and goes on, and nobody is told before the end', async () => {
  const desk = await aDesk();
  for (let number = 1; number <= 60; number += 1) await desk.put(number);
  await desk.setActive('kim', false);
  let left = 60_000;
  expect(await desk.run(desk.left('kim'), () => (left -= 1_500))).toEqual(AGAIN);
  const back = async () =>
    (
      await placesOf(
        desk,
        Array.from({ length: 60 }, (_, index) => index + 1),
      )
    ).filter(([status]) => status === 'unassigned').length;
  expect(await back()).toBeGreaterThan(10);
  expect(await back()).toBeLessThan(40);
  expect([desk.rested, desk.sent, await desk.news()]).toEqual([[0], [], []]);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect(await back()).toBe(60);
  expect((await desk.news())[0]!.groups).toEqual([{ groupId: 'first-line', tickets: 60 }]);
  expect(desk.toldTo()).toEqual(['boss', 'lee']);
});

it('given a fault between noting and telling, then the next try tells', async () => {
  const desk = await aDesk();
  await desk.put(1);
  await desk.setActive('kim', false);
  const broken = createHandler({
    ...desk,
    connections: { ...desk.connections, listByService: () => Promise.reject(new Error('no such table')) },
  });
  expect(
    await broken(
      { Records: [{ messageId: 'q1', receiptHandle: 'r1', body: desk.left('kim') } as never] },
      { getRemainingTimeInMillis: () => 120_000 },
    ),
  ).toEqual(AGAIN);
  desk.at(800);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect(desk.toldTo()).toEqual(['boss', 'lee']);
  expect(await desk.news()).toHaveLength(1);
});

describe('given somebody who is at a ticket at the same moment', () => {
  it('when a ticket is kept by the leaver or forwarded to them by requests that saw them active, then the second look finds it, and tells anew', async () => {
    const desk = await aDesk();
    await desk.put(1);
    await desk.put(2, { status: 'unassigned', assigneeId: undefined });
    await desk.put(3, { assigneeId: 'jun' });
    await desk.setActive('kim', false);
    await desk.run(desk.left('kim'));
    await desk.dismiss('evt_left');
    // Their agent was read before they left; their writes come after the first look.
    expect(await keepTicket(desk.commands)({ ...desk.about(desk.kim, 2), groupId: 'first-line' })).toMatchObject({
      ok: true,
      value: { assigneeId: 'kim' },
    });
    const asBefore = { ...desk.commands.directory, findAgent: async () => desk.kim };
    expect(
      await forwardTicket({ ...desk.commands, directory: asBefore })({
        ...desk.about(desk.jun, 3),
        assigneeId: 'kim',
        groupId: 'second-line',
      }),
    ).toMatchObject({ ok: true, value: { assigneeId: 'kim' } });
    desk.at(91);
    expect(await desk.run(desk.left('kim'))).toEqual(DONE);
    expect(await placesOf(desk, [1, 2, 3])).toEqual([
      ['unassigned', null, 'first-line'],
      ['unassigned', null, 'first-line'],
      ['unassigned', null, 'second-line'],
    ]);
    expect((await desk.news())[0]!.groups).toEqual([
      { groupId: 'first-line', tickets: 2 },
      { groupId: 'second-line', tickets: 1 },
    ]);
    expect(desk.toldTo()).toEqual(['boss', 'boss', 'lee', 'lee']);
  });

  it('when others edit, forward and answer them between the reading and the writing, then nothing of theirs is lost', async () => {
    const others: (() => Promise<unknown>)[] = [];
    const desk = await aDesk({
      parts: (tickets) => ({
        ...tickets,
        save: async (change) => {
          await others.shift()?.();
          return tickets.save(change);
        },
      }),
    });
    for (const number of [1, 2, 3]) await desk.put(number);
    const boss = anAgent({ serviceId: desk.serviceId, agentId: 'boss', role: 'administrator' });
    others.push(
      () =>
        editTicket(desk.commands as never)({
          ...desk.about(desk.jun, 1),
          changes: { title: 'another title' },
        } as never),
      async () => {},
      () => forwardTicket(desk.commands)({ ...desk.about(boss, 2), assigneeId: 'jun' }),
      async () => {
        const ticket = await desk.find(3);
        const decided = receiveReply(
          ticket,
          { body: { html: 'hello', text: 'hello' }, author: {}, assigneeActive: false },
          aContext({ factId: 'evt_5', entryId: 'ent_5' }),
        );
        if (decided.ok) await desk.stored.save(decided.value);
      },
    );
    await desk.setActive('kim', false);
    await desk.run(desk.left('kim'));
    expect(await desk.find(1)).toMatchObject({ status: 'unassigned', title: 'another title', version: 3 });
    expect(placeOf(await desk.find(2))).toEqual(['processing', 'jun', 'first-line']);
    expect(await desk.find(3)).toMatchObject({ status: 'unassigned', unreadReply: true, version: 2 });
    expect(await desk.typesOf(3)).toEqual(['ticket_commented', 'customer_replied']);
    expect((await desk.news())[0]!.groups).toEqual([{ groupId: 'first-line', tickets: 1 }]);
  });

  it('when the agent comes back in the middle, then they keep what was not yet given back, and the rest is told', async () => {
    let saves = 0;
    let returns = async () => {};
    const desk = await aDesk({
      parts: (tickets) => ({
        ...tickets,
        save: async (change) => {
          if ((saves += 1) === 4) await returns();
          return tickets.save(change);
        },
      }),
    });
    for (let number = 1; number <= 10; number += 1)
      await desk.put(number, { activityAt: `2026-11-22T08:00:${String(number).padStart(2, '0')}.000Z` });
    returns = () => desk.setActive('kim', true);
    await desk.setActive('kim', false);
    expect(await desk.run(desk.left('kim'))).toEqual(DONE);
    expect((await placesOf(desk, [1, 2, 3])).map(([status]) => status)).toEqual([
      'unassigned',
      'unassigned',
      'unassigned',
    ]);
    expect((await placesOf(desk, [4, 5, 6, 7, 8, 9, 10])).map(([, assigneeId]) => assigneeId)).toEqual(
      Array.from({ length: 7 }, () => 'kim'),
    );
    expect((await desk.news())[0]!.groups).toEqual([{ groupId: 'first-line', tickets: 3 }]);
    // A late delivery takes nothing from who works again; leaving once more is a departure of its own.
    expect(await desk.run(desk.left('kim'))).toEqual(DONE);
    expect(placeOf(await desk.find(10))).toEqual(['processing', 'kim', 'first-line']);
    await desk.setActive('kim', false);
    desk.at(100);
    expect(await desk.run(desk.left('kim', 'evt_left_again'))).toEqual(DONE);
    expect((await desk.news()).map(({ departureId, groups }) => [departureId, groups[0]!.tickets])).toEqual([
      ['evt_left_again', 7],
      ['evt_left', 3],
    ]);
  });
});

it('given one ticket that can’t be written, then the others go back, it is logged, and the message comes again', async () => {
  const desk = await aDesk({
    parts: (tickets) => ({
      ...tickets,
      save: (change) =>
        change.ticket.number === 2 ? Promise.reject(new Error('the disk is full')) : tickets.save(change),
    }),
  });
  for (const number of [1, 2, 3]) await desk.put(number);
  await desk.setActive('kim', false);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(AGAIN);
  expect((await placesOf(desk, [1, 2, 3])).map(([status]) => status)).toEqual([
    'unassigned',
    'processing',
    'unassigned',
  ]);
  expect(desk.log.lines.filter(({ message }) => message === 'ticket_not_given_back')).toEqual([
    expect.objectContaining({
      level: 'error',
      members: { serviceId: desk.serviceId, number: 2, cause: expect.any(Error) },
    }),
  ]);
  expect((await desk.news())[0]!.groups).toEqual([{ groupId: 'first-line', tickets: 2 }]);
});

describe('given a service that lets leavers keep their tickets', () => {
  it('then nothing moves, and administrators are told how many there are', async () => {
    const desk = await aDesk({ leaversTickets: 'keep' });
    await desk.put(1);
    await desk.put(2, { status: 'pending', groupId: 'second-line' });
    await desk.put(3, { status: 'resolved' });
    await desk.setActive('kim', false);
    expect(await desk.run(desk.left('kim'))).toEqual(DONE);
    expect(await desk.run(desk.left('kim'))).toEqual(DONE);
    expect((await placesOf(desk, [1, 2])).map(([, assigneeId]) => assigneeId)).toEqual(['kim', 'kim']);
    expect(await desk.news()).toEqual([
      expect.objectContaining({
        outcome: 'kept',
        groups: [
          { groupId: 'first-line', tickets: 1 },
          { groupId: 'second-line', tickets: 1 },
        ],
      }),
    ]);
    expect(desk.toldTo()).toEqual(['boss', 'lee']);
  });

  it('when it decides otherwise, then what earlier leavers kept goes back', async () => {
    const desk = await aDesk({ leaversTickets: 'keep' });
    await desk.put(1);
    await desk.put(2, { assigneeId: 'jun' });
    await desk.setActive('kim', false);
    // Of an earlier leaver with nothing but a call administrators heard when he left.
    await desk.setActive('jo', false);
    await desk.calls.save(
      aCall({ serviceId: desk.serviceId, number: 1, ownerId: 'jo' }),
      undefined,
      aFact({ serviceId: desk.serviceId, number: 1, id: 'evt_call', type: 'call_reserved', callId: 'call_1' }),
    );
    const changed = aDeskBusMessage(
      aDeskFact({
        id: 'evt_setting',
        type: 'service_changed',
        serviceId: desk.serviceId,
        at: LEFT,
        subject: { kind: 'service', id: desk.serviceId },
        changed: ['leaversTickets'],
      }),
    );
    desk.at(100);
    expect(await desk.run(changed)).toEqual(DONE);
    expect(placeOf(await desk.find(1))).toEqual(['processing', 'kim', 'first-line']);
    await desk.registry.putService(
      aService({ serviceId: desk.serviceId, addresses: [`${desk.serviceId}@example.com`] }),
    );
    expect(await desk.run(changed)).toEqual(DONE);
    expect(await placesOf(desk, [1, 2])).toEqual([
      ['unassigned', null, 'first-line'],
      ['processing', 'jun', 'first-line'],
    ]);
    expect((await desk.news()).map(({ departureId }) => departureId)).toEqual(['evt_setting.kim']);
  });
});

it('given open reserved calls of a leaver, then administrators are told how many wait for somebody else, also without a ticket', async () => {
  const desk = await aDesk();
  await desk.put(1, { assigneeId: 'jun' });
  for (const callId of ['call_1', 'call_2'])
    await desk.calls.save(
      aCall({ serviceId: desk.serviceId, number: 1, callId, ownerId: 'kim' }),
      undefined,
      aFact({ serviceId: desk.serviceId, number: 1, id: `evt_${callId}`, type: 'call_reserved', callId }),
    );
  await desk.setActive('kim', false);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect(await desk.news()).toEqual([expect.objectContaining({ agentId: 'kim', groups: [], openCalls: 2 })]);
  expect(desk.toldTo()).toEqual(['boss', 'lee']);
});

it('given an administrator whose console is gone, then its connection is forgotten and the others are told', async () => {
  const desk = await aDesk();
  await desk.put(1);
  await desk.setActive('kim', false);
  desk.setGone(`${desk.serviceId}-lee`);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect(desk.toldTo()).toEqual(['boss']);
  expect(
    (await desk.connections.listByService(desk.serviceId, after(100))).map(({ agentId }) => agentId).sort(),
  ).toEqual(['boss', 'jun', 'kim']);
});

it('given a leaver who had nothing open, then nobody is told', async () => {
  const desk = await aDesk();
  await desk.put(1, { status: 'completed' });
  await desk.setActive('kim', false);
  desk.at(100);
  expect(await desk.run(desk.left('kim'))).toEqual(DONE);
  expect([await desk.news(), desk.sent]).toEqual([[], []]);
});

it('given an event that is of something else, or of nobody, then it fails and comes again', async () => {
  const desk = await aDesk();
  expect(
    await desk.run(
      aDeskBusMessage(
        aDeskFact({ type: 'group_changed', serviceId: desk.serviceId, subject: { kind: 'group', id: 'first-line' } }),
      ),
    ),
  ).toEqual(AGAIN);
  expect(await desk.run(desk.left('nobody'))).toEqual(AGAIN);
  expect(await desk.run('hello')).toEqual(AGAIN);
  expect(desk.log.lines.filter(({ level }) => level === 'error')).toHaveLength(3);
});

it('dismissing what isn’t there is refused, twice is well', async () => {
  const desk = await aDesk();
  expect(await desk.dismiss('evt_none')).toEqual({
    ok: false,
    error: { code: 'departure_not_found', departureId: 'evt_none' },
  });
  await desk.put(1);
  await desk.setActive('kim', false);
  await desk.run(desk.left('kim'));
  expect([await desk.dismiss('evt_left'), await desk.dismiss('evt_left')]).toEqual([
    { ok: true, value: { departureId: 'evt_left' } },
    { ok: true, value: { departureId: 'evt_left' } },
  ]);
});
