import { dynamoDeskDirectory } from '../../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoEscalationRepository } from '../../../../shared/adapters/dynamodb/escalation-repository.ts';
import { dynamoFieldRepository } from '../../../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { resolveInternally } from '../../../../shared/application/tickets/resolve-internally.ts';
import { withdrawTransfer } from '../../../../shared/application/tickets/move-ticket.ts';
import { escalateTicket } from '../../../../shared/application/transfers/escalate-ticket.ts';
import {
  settleEscalations,
  type SettleEscalationDeps,
} from '../../../../shared/application/transfers/settle-escalation.ts';
import type { Fact } from '../../../../shared/domain/ticket/facts.ts';
import { steppingClock } from '../../../support/clock.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aField } from '../../../support/fields.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { aDeskFact, aFact, anAgent, anEntry, aService, aTicket } from '../../../support/tickets.ts';

jest.setTimeout(120_000);

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

let desks = 0;
const FILE = { id: 'att_1', key: 'x/1/att_1/photo.png', name: 'photo.png', type: 'image/png', size: 3 };

/** A contact service with ticket 1, which its agent works on, and an issue service. */
const aDesk = async () => {
  const [serviceId, target] = [`care-${(desks += 1)}`, `engineering-${desks}`];
  const clock = steppingClock();
  const on = { ...engine, backoff: async () => {}, now: clock.now };
  const registry = dynamoDeskRegistry(on);
  const directory = dynamoDeskDirectory(on);
  const tickets = dynamoTicketRepository(on);
  const escalations = dynamoEscalationRepository(on);
  const definitions = dynamoFieldRepository(on);
  const copies: (readonly [string, string])[] = [];
  const log = memoryLog();
  const deps: SettleEscalationDeps = {
    tickets,
    escalations,
    directory,
    bucket: { copy: async (from, to) => void copies.push([from, to]) },
    clock,
    backoff: on.backoff,
    log,
  };
  await registry.putService(aService({ serviceId, name: 'Care', addresses: [] }));
  await registry.putService(aService({ serviceId: target, name: 'Engineering', kind: 'issue', addresses: [] }));
  const agent = anAgent({ serviceId, agentId: 'kim' });
  const engineer = anAgent({ serviceId: target, agentId: 'lee' });
  await registry.putAgent(agent);
  await registry.putAgent(engineer);
  const ticket = aTicket({
    serviceId,
    number: 1,
    version: 1,
    status: 'processing',
    assigneeId: 'kim',
    priority: 'high',
  });
  await tickets.save({
    ticket,
    fact: aFact({ id: 'evt_0', type: 'ticket_created', serviceId, number: 1, version: 1 }),
    entry: anEntry({ id: 'ent_0' }),
  });
  const given = {
    ...deps,
    tickets,
    directory,
    definitions,
    richText: { sanitizer: async () => (html: string) => ({ html, text: html }) },
  };
  const input = (number: number, correlationId = 'cor_c') => ({ serviceId, number, agent, correlationId });
  const escalate = (over: Partial<Parameters<ReturnType<typeof escalateTicket>>[0]> = {}) =>
    escalateTicket(given)({ ...input(1), targetServiceId: target, title: 'It burns', html: 'Look at ***', ...over });
  const run = (own: SettleEscalationDeps = deps) => settleEscalations(own);
  const factsOf = async (service: string, number: number): Promise<readonly Fact[]> =>
    (await tickets.listFacts(service, number, { limit: 100, order: 'oldest' })).items;
  return {
    serviceId,
    target,
    deps,
    registry,
    definitions,
    tickets,
    escalations,
    copies,
    log,
    escalate,
    find: () => tickets.find(serviceId, 1),
    issue: (number = 1) => tickets.find(target, number),
    settle: (own?: SettleEscalationDeps) => run(own)({ serviceId, number: 1, correlationId: 'cor_e' }),
    settleIssue: (own?: SettleEscalationDeps, number = 1) =>
      run(own)({ serviceId: target, number, correlationId: 'cor_e' }),
    withdraw: () => withdrawTransfer(given)(input(1)),
    solve: (number = 1) =>
      resolveInternally(given)({
        ...input(number),
        serviceId: target,
        agent: engineer,
        reason: 'other',
        html: 'Mended',
      }),
    /** What both tickets and all escalations say, without ids and times. */
    async story() {
      const [here, there, all] = await Promise.all([
        tickets.find(serviceId, 1),
        Promise.all([1, 2, 3].map((number) => tickets.find(target, number))),
        escalations.list(serviceId, 1),
      ]);
      const issues = there.flatMap((issue) => (issue === undefined ? [] : [issue]));
      return {
        ticket: [here?.status, here?.transfer, here?.transferring],
        issues: issues.map(({ status, origin }) => [status, origin?.withdrawnAt !== undefined]),
        escalations: all.toReversed().map(({ status, failure }) => failure ?? status),
        facts: (await factsOf(serviceId, 1)).map(({ type }) => type),
        there: (await Promise.all(issues.map(({ number }) => factsOf(target, number)))).map((facts) =>
          facts.map(({ type }) => type),
        ),
      };
    },
  };
};
type Desk = Awaited<ReturnType<typeof aDesk>>;

const okOf = async (result: Promise<{ readonly ok: boolean; readonly error?: unknown }>) => {
  const { ok, error } = await result;
  expect([ok, error]).toEqual([true, undefined]);
};
const HANDED_OVER = {
  ticket: ['transferred', 'issue', undefined],
  issues: [['unassigned', false]],
  escalations: ['waiting'],
  facts: ['ticket_created', 'transfer_ordered', 'ticket_transferred'],
  there: [['ticket_created']],
};

describe('given an order to hand a ticket over', () => {
  it('then the ticket waits for an unassigned issue ticket with its text, its files and what was filled in', async () => {
    const desk = await aDesk();
    const field = aField({
      serviceId: desk.target,
      code: 'model',
      type: 'text',
      scope: 'customer',
      required: true,
      inquiryTypeIds: [],
    });
    await desk.definitions.save(field, undefined, aDeskFact({ id: 'evt_f', serviceId: desk.target }));
    await okOf(desk.escalate({ fields: { model: 'X-1' } }));
    expect(await desk.find()).toMatchObject({ status: 'processing', transferring: expect.any(String) });
    const [{ entryId } = { entryId: '' }] = await desk.escalations.list(desk.serviceId, 1);
    // A file, and a mask that comes between the order and the hand-over.
    const entry = (await desk.tickets.findEntry(desk.serviceId, 1, entryId))!;
    const before = (await desk.find())!;
    await desk.tickets.save({
      ticket: { ...before, version: before.version + 1 },
      fact: aFact({
        id: 'evt_m',
        type: 'entry_masked',
        serviceId: desk.serviceId,
        number: 1,
        version: before.version + 1,
      }),
      entry: { ...entry, html: 'Look at *', text: 'Look at *', attachments: [FILE] },
    });
    await desk.settle();
    expect(await desk.find()).toMatchObject({ status: 'transferred', transfer: 'issue', assigneeId: 'kim' });
    const issue = (await desk.issue())!;
    expect(issue).toMatchObject({
      status: 'unassigned',
      title: 'It burns',
      priority: 'high',
      origin: { serviceId: desk.serviceId, number: 1 },
      createdBy: 'kim',
    });
    expect(issue.customer.email).toBeUndefined();
    const { items } = await desk.tickets.listEntries(desk.target, 1, { limit: 10, order: 'oldest' });
    expect(items).toMatchObject([
      {
        kind: 'transfer_note',
        author: { kind: 'agent', agentId: 'kim' },
        text: 'Look at *',
        attachments: [{ id: 'att_1', key: `${desk.target}/1/att_1/photo.png` }],
      },
    ]);
    expect(desk.copies).toEqual([[FILE.key, `${desk.target}/1/att_1/photo.png`]]);
    expect(await desk.tickets.findFields(desk.target, 1)).toEqual({ model: { type: 'text', value: 'X-1' } });
  });

  it('when it is told again and again, by several at once, then there is one issue ticket', async () => {
    const desk = await aDesk();
    await okOf(desk.escalate());
    await Promise.all(Array.from({ length: 5 }, () => desk.settle()));
    await desk.settle();
    expect(await desk.story()).toEqual(HANDED_OVER);
  });

  it('when the ticket was resolved meanwhile, then nothing is handed over, and the ticket says so', async () => {
    const desk = await aDesk();
    await okOf(desk.escalate());
    const ticket = (await desk.find())!;
    await desk.tickets.save({
      ticket: { ...ticket, version: ticket.version + 1, status: 'resolved' },
      fact: aFact({
        id: desk.deps.clock.newId('evt'),
        type: 'ticket_resolved',
        serviceId: desk.serviceId,
        number: 1,
        version: ticket.version + 1,
      }),
    });
    await desk.settle();
    expect(await desk.story()).toMatchObject({
      ticket: ['resolved', undefined, undefined],
      issues: [],
      escalations: ['ticket_moved'],
      facts: ['ticket_created', 'transfer_ordered', 'ticket_resolved', 'transfer_failed'],
    });
  });

  it('when the other service is no issue service any more, then the ticket can be handed over elsewhere', async () => {
    const desk = await aDesk();
    await okOf(desk.escalate());
    await desk.registry.putService(aService({ serviceId: desk.target, kind: 'contact', addresses: [] }));
    await desk.settle();
    expect(await desk.story()).toMatchObject({
      ticket: ['processing', undefined, undefined],
      escalations: ['target_gone'],
    });
  });

  it('then a second one is refused until it is done', async () => {
    const desk = await aDesk();
    await okOf(desk.escalate());
    expect(await desk.escalate()).toMatchObject({ ok: false, error: { code: 'transfer_under_way' } });
  });

  it.each([
    ['a service that is none', { targetServiceId: 'nobody' }, 'escalation_target_not_found'],
    ['an inquiry type that is none', { inquiryTypeId: 'nothing' }, 'category_not_found'],
    ['a field that is none', { fields: { nothing: 'x' } }, 'field_values_not_valid'],
    ['no text', { html: ' ' }, 'text_required'],
  ] as const)('when it names %s, then it is refused, and nothing is written', async (_name, over, code) => {
    const desk = await aDesk();
    expect(await desk.escalate(over)).toMatchObject({ ok: false, error: { code } });
    expect((await desk.find())!.version).toBe(1);
  });

  it('when a field of the other service is encrypted or a file, then no value goes there', async () => {
    const desk = await aDesk();
    for (const [code, over] of [
      ['secret', { type: 'text', encrypted: true, required: true }],
      ['photo', { type: 'file', required: true }],
    ] as const)
      await desk.definitions.save(
        aField({ serviceId: desk.target, code, scope: 'customer', inquiryTypeIds: [], ...over }),
        undefined,
        aDeskFact({ id: `evt_${code}`, serviceId: desk.target }),
      );
    expect(await desk.escalate({ fields: { secret: 'x' } })).toMatchObject({
      ok: false,
      error: { code: 'field_values_not_valid' },
    });
    await okOf(desk.escalate());
  });
});

describe('given a ticket that waits for an issue ticket', () => {
  const handedOver = async (): Promise<Desk> => {
    const desk = await aDesk();
    await okOf(desk.escalate());
    await desk.settle();
    return desk;
  };

  it('when the issue ticket is solved, then the ticket can be worked on again, once', async () => {
    const desk = await handedOver();
    await okOf(desk.solve());
    await Promise.all([desk.settleIssue(), desk.settleIssue(), desk.settle()]);
    expect(await desk.story()).toMatchObject({
      ticket: ['transfer_completed', 'issue', undefined],
      escalations: ['finished'],
      facts: ['ticket_created', 'transfer_ordered', 'ticket_transferred', 'transfer_moved'],
    });
  });

  it('when it is withdrawn, then the other side sees that nobody waits, and what it does later changes nothing', async () => {
    const desk = await handedOver();
    await okOf(desk.withdraw());
    await desk.settle();
    await desk.settle();
    await okOf(desk.solve());
    await desk.settleIssue();
    expect(await desk.story()).toEqual({
      ticket: ['processing', undefined, undefined],
      issues: [['resolved', true]],
      escalations: ['withdrawn'],
      facts: ['ticket_created', 'transfer_ordered', 'ticket_transferred', 'transfer_withdrawn'],
      there: [['ticket_created', 'origin_withdrew', 'ticket_resolved_internally']],
    });
  });

  it('when it is solved and withdrawn before anybody hears of either, then it is withdrawn', async () => {
    const desk = await handedOver();
    await okOf(desk.solve());
    await okOf(desk.withdraw());
    await desk.settleIssue();
    expect(await desk.story()).toMatchObject({
      ticket: ['processing', undefined, undefined],
      escalations: ['withdrawn'],
    });
  });

  it('when it is handed over anew after that, then each escalation has its own issue ticket and end', async () => {
    const desk = await handedOver();
    await okOf(desk.solve());
    await desk.settleIssue();
    await okOf(desk.escalate());
    await desk.settle();
    expect(await desk.story()).toMatchObject({
      ticket: ['transferred', 'issue', undefined],
      issues: [
        ['resolved', false],
        ['unassigned', false],
      ],
      escalations: ['finished', 'waiting'],
    });
    await okOf(desk.solve(2));
    await desk.settleIssue(undefined, 2);
    expect(await desk.story()).toMatchObject({
      ticket: ['transfer_completed', 'issue', undefined],
      escalations: ['finished', 'finished'],
    });
  });
});

/** Each call of a port is one at which the run may end. */
const dying = (deps: SettleEscalationDeps, kill: number, when: 'before' | 'after') => {
  let calls = 0;
  const wrap = <P extends object>(port: P): P =>
    Object.fromEntries(
      Object.entries(port).map(([name, method]) => [
        name,
        async (...given: readonly unknown[]) => {
          calls += 1;
          const isLast = calls >= kill;
          if (isLast && when === 'before') throw new Error('killed');
          const result = await (method as (...given: readonly unknown[]) => Promise<unknown>)(...given);
          if (isLast) throw new Error('killed');
          return result;
        },
      ]),
    ) as P;
  const { tickets, escalations, directory, bucket } = deps;
  return {
    deps: {
      ...deps,
      tickets: wrap(tickets),
      escalations: wrap(escalations),
      directory: wrap(directory),
      bucket: wrap(bucket),
    },
    wasKilled: () => calls >= kill,
  };
};

describe('given a run that is killed', () => {
  const SCENES = {
    ordered: async (desk: Desk) => okOf(desk.escalate()),
    solved: async (desk: Desk) => {
      await okOf(desk.escalate());
      await desk.settle();
      await okOf(desk.solve());
    },
    withdrawn: async (desk: Desk) => {
      await okOf(desk.escalate());
      await desk.settle();
      await okOf(desk.withdraw());
    },
  } as const;
  it.each([
    ['ordered', 'before'],
    ['ordered', 'after'],
    ['solved', 'before'],
    ['solved', 'after'],
    ['withdrawn', 'before'],
    ['withdrawn', 'after'],
  ] as const)(
    'when an escalation was %s and the run ends %s any of its calls, then the next comes to the same end',
    async (scene, when) => {
      const whole = await aDesk();
      await SCENES[scene](whole);
      await whole.settle();
      const end = await whole.story();
      let kills = 0;
      for (let kill = 1; ; kill += 1) {
        const desk = await aDesk();
        await SCENES[scene](desk);
        const { deps, wasKilled } = dying(desk.deps, kill, when);
        await desk.settle(deps).catch(() => undefined);
        await desk.settle();
        const story = await desk.story();
        // A number that a killed run took stays unused.
        expect([kill, story]).toEqual([kill, end]);
        if (!wasKilled()) break;
        kills = kill;
      }
      expect(kills).toBeGreaterThan(5);
    },
  );
});
