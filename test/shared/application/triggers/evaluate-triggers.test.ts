import { dynamoOutwardRepository } from '../../../../shared/adapters/dynamodb/outward-repository.ts';
import type { EvaluateTriggersDeps } from '../../../../shared/application/triggers/evaluate-triggers.ts';
import { advance } from '../../../../shared/domain/ticket/decision.ts';
import { withFields } from '../../../../shared/domain/ticket/field-changes.ts';
import { FAILURES_LIMIT, type Trigger } from '../../../../shared/domain/trigger/trigger.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aField } from '../../../support/fields.ts';
import { aContext, aDeskFact } from '../../../support/tickets.ts';
import { aTriggerDesk, type TriggerDesk } from '../../../support/trigger-desk.ts';
import { all, where } from '../../../support/triggers.ts';

jest.setTimeout(120_000);

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());
const aDesk = (options: Parameters<typeof aTriggerDesk>[1] = {}) => aTriggerDesk(engine, options);

const created = { kind: 'ticket_created' } as const;
const updated = { kind: 'ticket_updated' } as const;
/**
 * A new ticket becomes urgent with a comment; one in the second line is greeted; an urgent one goes there, with a tag.
 * The last stands behind the one that it starts, which does not see it on the same occasion.
 */
const CHAIN: readonly Partial<Trigger>[] = [
  {
    event: created,
    actions: [
      { kind: 'set_priority', priority: 'urgent' },
      { kind: 'comment', html: '<p>Look at #{ticket.number}</p>' },
    ],
  },
  {
    event: updated,
    mode: 'selective',
    conditions: all(where('ticket.group', 'is', 'second-line')),
    actions: [{ kind: 'comment', html: '<p>Welcome</p>' }],
  },
  {
    event: updated,
    mode: 'selective',
    conditions: all(where('ticket.priority', 'is', 'urgent')),
    actions: [
      { kind: 'add_tag', tag: 'vip' },
      { kind: 'forward_to_group', groupId: 'second-line' },
    ],
  },
];
const CHAIN_STORY = {
  ticket: { priority: 'urgent', tags: ['vip'], status: 'unassigned', groupId: 'second-line', version: 4 },
  facts: ['ticket_created', '1: trg_1', '2: trg_3', '3: trg_2'],
  comments: ['Look at #1', 'Welcome'],
  runs: [
    '0, trg_1 fired',
    '1, trg_2 conditions_not_met, trg_3 fired',
    '2, trg_2 fired, trg_3 fired_in_chain',
    '3, trg_2 fired_in_chain, trg_3 fired_in_chain',
  ],
};

describe('given triggers of which one starts the next', () => {
  it('when a ticket is created, then each does its part once, on what the one before it made', async () => {
    const desk = await aDesk();
    await desk.rules(...CHAIN);
    await desk.create();
    await desk.evaluate(1);
    expect(await desk.story()).toEqual(CHAIN_STORY);
    const facts = await desk.factsOf(1);
    expect(facts[1]).toMatchObject({
      actor: { kind: 'system' },
      automation: { chainId: facts[0]!.id, depth: 1, triggers: [{ triggerId: 'trg_1', name: 'Rule 1' }] },
      correlationId: facts[0]!.correlationId,
      changes: { priority: { before: 'normal', after: 'urgent' } },
    });
    const [first] = (await desk.tickets.listEntries(desk.serviceId, 1, { limit: 9, order: 'oldest' })).items.slice(1);
    expect(first).toMatchObject({
      kind: 'comment',
      author: { kind: 'system' },
      automatedBy: [{ triggerId: 'trg_1', name: 'Rule 1' }],
      html: '<p>Look at #1</p>',
    });
    expect([...(await desk.triggers.uses(desk.serviceId))].map(([id, { fired }]) => [id, fired])).toEqual([
      ['trg_1', 1],
      ['trg_2', 1],
      ['trg_3', 1],
    ]);
  });

  it('when the event comes again, late and in any order, then nothing more happens and nothing is written', async () => {
    const desk = await aDesk();
    await desk.rules(...CHAIN);
    await desk.create();
    const { at } = (await desk.factsOf(1))[0]!;
    await desk.evaluate(1);
    const cursor = await desk.automation.find(desk.serviceId, 1);
    desk.pass(60 * 60_000);
    for (const time of [at, undefined, at]) await desk.evaluator()(1, time);
    expect(await desk.story()).toEqual(CHAIN_STORY);
    expect(await desk.automation.find(desk.serviceId, 1)).toEqual(cursor);
  });

  it('when an event is lost, then the next one does what it would have done first', async () => {
    const desk = await aDesk();
    await desk.rules(...CHAIN);
    await desk.create();
    await desk.change(1, { title: 'Printer is wet' });
    await desk.evaluate(1);
    const { facts, comments, ticket } = await desk.story();
    expect({ facts, comments, tags: ticket.tags }).toEqual({
      facts: ['ticket_created', 'ticket_edited', '1: trg_1', '2: trg_3', '3: trg_2'],
      comments: CHAIN_STORY.comments,
      tags: ['vip'],
    });
  });

  it('when two evaluate at the same moment, then one is too late, looks again and finds nothing left', async () => {
    const desk = await aDesk();
    await desk.rules(...CHAIN);
    await desk.create();
    await Promise.all([desk.evaluator()(1), desk.evaluator()(1), desk.evaluate(1)]);
    expect(await desk.story()).toEqual(CHAIN_STORY);
  });

  it('when an agent changes the ticket between reading and writing, then it is evaluated on what they made', async () => {
    let before = true;
    const desk: TriggerDesk = await aDesk({
      around: (deps) => ({
        ...deps,
        tickets: {
          ...deps.tickets,
          save: async (change) => {
            if (before) {
              before = false;
              await desk.change(1, { priority: 'low' });
            }
            return deps.tickets.save(change);
          },
        },
      }),
    });
    await desk.rules({
      event: created,
      conditions: all(where('ticket.priority', 'is', 'normal')),
      actions: [{ kind: 'add_tag', tag: 'usual' }],
    });
    await desk.create();
    await desk.evaluate(1);
    expect(await desk.story()).toMatchObject({
      ticket: { priority: 'low', tags: [], version: 2 },
      facts: ['ticket_created', 'ticket_edited'],
      runs: ['0, trg_1 conditions_not_met'],
    });
  });
});

describe('given a run that is killed', () => {
  /** All calls that the evaluation makes of what lies outside, in their order: `kill` says which one is its last. */
  const dying = (kill: number, when: 'before' | 'after') => {
    let calls = 0;
    const wrap = <P extends object>(port: P): P =>
      Object.fromEntries(
        Object.entries(port).map(([name, method]) => [
          name,
          typeof method !== 'function'
            ? (method as unknown)
            : async (...given: readonly unknown[]) => {
                calls += 1;
                const isLast = calls >= kill;
                if (isLast && when === 'before') throw new Error('killed');
                const result = await (method as (...given: readonly unknown[]) => Promise<unknown>)(...given);
                if (isLast) throw new Error('killed');
                return result;
              },
        ]),
      ) as P;
    const around = (deps: EvaluateTriggersDeps): EvaluateTriggersDeps => ({
      ...deps,
      tickets: wrap(deps.tickets),
      automation: wrap(deps.automation),
      triggers: wrap(deps.triggers),
      directory: wrap(deps.directory),
      definitions: wrap(deps.definitions),
      hours: wrap(deps.hours),
      customers: wrap(deps.customers),
      richText: wrap(deps.richText),
      mailCounts: wrap(deps.mailCounts),
    });
    return { around, wasKilled: () => calls >= kill };
  };

  /** What leaves the desk, and a place in the line of a group. */
  const OUTWARD: readonly Partial<Trigger>[] = [
    {
      event: created,
      actions: [
        { kind: 'assign', groupId: 'first-line', strategy: 'sequential' },
        { kind: 'mail', to: 'customer', subject: 'We have it', html: '<p>Hello</p>' },
        { kind: 'call_url', url: 'https://shop.example.com/tickets' },
        { kind: 'dooray_notice', sealedHook: 'v1.hook', text: 'A ticket came' },
      ],
    },
    {
      event: updated,
      mode: 'selective',
      conditions: all(where('ticket.group', 'is', 'first-line')),
      actions: [
        { kind: 'mail', to: 'address', address: 'shop@partner.example.com', subject: 'Yours', html: '<p>!</p>' },
      ],
    },
  ];
  const OUTWARD_STORY = {
    ticket: { priority: 'normal', tags: [], status: 'unassigned', groupId: 'first-line', version: 3 },
    facts: [
      'ticket_created',
      '1: trg_1',
      'mail_ordered',
      'outward_ordered',
      'outward_ordered',
      '2: trg_2',
      'mail_ordered',
    ],
    comments: [],
    runs: ['0, trg_1 fired', '1, trg_2 fired'],
  };
  const KINDS = { 'the ticket': [CHAIN, CHAIN_STORY], 'what leaves the desk': [OUTWARD, OUTWARD_STORY] } as const;

  it.each([
    ['the ticket', 'before'],
    ['the ticket', 'after'],
    ['what leaves the desk', 'before'],
    ['what leaves the desk', 'after'],
  ] as const)(
    'when triggers change %s, and it comes again after being killed %s any of its calls, then the end is the same and nothing is done twice',
    async (what, when) => {
      const [rules, story] = KINDS[what];
      let kills = 0;
      for (let kill = 1; ; kill += 1) {
        const desk = await aDesk();
        await desk.rules(...rules);
        await desk.create();
        const { around, wasKilled } = dying(kill, when);
        // What counts the uses of triggers never fails a run: it is over then, and only a figure is missing.
        await desk
          .evaluator(around)(1)
          .catch(() => undefined);
        await desk.evaluate(1);
        expect([kill, await desk.story()]).toEqual([kill, story]);
        if (!wasKilled()) break;
        kills = kill;
      }
      expect(kills).toBeGreaterThan(15);
    },
  );
});

describe('given triggers that would go on for ever', () => {
  it('when two undo each other, then each fires once in a chain', async () => {
    const desk = await aDesk();
    const swap = (from: string, to: string): Partial<Trigger> => ({
      event: updated,
      conditions: all(where('ticket.group', 'is', from)),
      actions: [{ kind: 'forward_to_group', groupId: to }],
    });
    await desk.rules(swap('first-line', 'second-line'), swap('second-line', 'first-line'));
    await desk.create();
    await desk.change(1, { groupId: 'first-line' });
    await desk.evaluate(1);
    // The second sees on the same occasion what the first did: it wins, and the ticket is where it was.
    expect(await desk.story()).toMatchObject({
      ticket: { groupId: 'first-line', version: 2 },
      runs: ['0, trg_1 fired, trg_2 fired'],
    });
    // Another change is another chain, in which the first one answers the second, and neither once more.
    await desk.change(1, { groupId: 'second-line' });
    await desk.evaluate(1);
    expect(await desk.story()).toMatchObject({
      ticket: { groupId: 'second-line', version: 5 },
      facts: ['ticket_created', 'ticket_edited', 'ticket_edited', '1: trg_2', '2: trg_1'],
      runs: [
        expect.anything(),
        '0, trg_1 conditions_not_met, trg_2 fired',
        '1, trg_1 fired, trg_2 fired_in_chain',
        '2, trg_1 fired_in_chain, trg_2 fired_in_chain',
      ],
    });
  });

  it('when each starts the next, then it ends at the depth of a chain, which is logged and in the trace', async () => {
    const desk = await aDesk();
    const next = (from: string, to: string): Partial<Trigger> => ({
      event: updated,
      conditions: all(where('ticket.tags', 'any_of', [from])),
      actions: [{ kind: 'add_tag', tag: to }],
    });
    // From the last to the first: on one occasion no trigger sees what the one behind it does.
    await desk.rules(...[7, 6, 5, 4, 3, 2, 1].map((step) => next(`t${step - 1}`, `t${step}`)));
    await desk.create();
    await desk.change(1, { tags: ['t0'] });
    await desk.evaluate(1);
    const { ticket, facts, runs } = await desk.story();
    expect(ticket.tags).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
    expect(facts.slice(2)).toEqual(['1: trg_7', '2: trg_6', '3: trg_5', '4: trg_4', '5: trg_3']);
    expect(runs.at(-1)).toContain('trg_2 chain_too_deep');
    expect(desk.log.lines.filter(({ message }) => message === 'chain_too_deep')).toEqual([
      expect.objectContaining({ level: 'warn', members: expect.objectContaining({ triggerId: 'trg_2' }) as unknown }),
    ]);
  });

  it('when fifty go round in a circle of priorities, then each fires once, and all are done within two seconds', async () => {
    const desk = await aDesk();
    const circle = ['low', 'normal', 'high', 'urgent'] as const;
    await desk.rules(
      ...Array.from({ length: 50 }, (_, step): Partial<Trigger> => ({
        event: updated,
        conditions: all(where('ticket.priority', 'is', circle[step % 4]!)),
        actions: [{ kind: 'set_priority', priority: circle[(step + 1) % 4]! }],
      })),
    );
    await desk.create(1, { priority: 'low' });
    await desk.change(1, { title: 'Again' });
    const begun = performance.now();
    await desk.evaluate(1);
    expect(performance.now() - begun).toBeLessThan(2000);
    const fired = (await desk.runs()).flatMap(({ considered }) =>
      considered.filter(({ outcome }) => outcome === 'fired').map(({ triggerId }) => triggerId),
    );
    expect([fired.length, new Set(fired).size]).toEqual([50, 50]);
  });
});

describe('given what there is to do', () => {
  it('when the ticket’s status, a field or a group doesn’t allow it, then the rest is done, and the trace says what was not', async () => {
    // A list that is a moment old still has the group.
    const group = { groupId: 'taken-away', name: 'Taken away', agentIds: [], active: true, version: 1 };
    const desk = await aDesk({
      around: (deps) => ({
        ...deps,
        directory: { ...deps.directory, listGroups: async (serviceId) => [{ serviceId, ...group }] },
      }),
    });
    await desk.rules({
      event: created,
      actions: [
        { kind: 'set_priority', priority: 'high' },
        { kind: 'forward_to_group', groupId: 'taken-away' },
        { kind: 'complete' },
        { kind: 'set_inquiry_type', categoryId: null },
        { kind: 'add_tag', tag: 'seen' },
      ],
    });
    await desk.create();
    await desk.evaluate(1);
    expect((await desk.runs())[0]).toMatchObject({
      considered: [
        {
          actions: [
            { kind: 'set_priority', result: 'done', of: 'high' },
            { kind: 'forward_to_group', result: 'gone', of: 'taken-away' },
            { kind: 'complete', result: 'not_resolved' },
            { kind: 'set_inquiry_type', result: 'already_so' },
            { kind: 'add_tag', result: 'done', of: 'seen' },
          ],
        },
      ],
    });
    expect(await desk.find(1)).toMatchObject({ priority: 'high', tags: ['seen'], status: 'unassigned' });
  });

  it('when it names a group or an agent that is gone, then it is outdated as a whole: it does nothing, and says so', async () => {
    const desk = await aDesk();
    await desk.rules(
      {
        event: created,
        actions: [
          { kind: 'add_tag', tag: 'a' },
          { kind: 'forward_to_group', groupId: 'taken-away' },
        ],
      },
      { event: created, conditions: all(where('ticket.group', 'is_not', 'taken-away')) },
      { event: created, conditions: all(where('ticket.assignee', 'is_not', 'gone')) },
    );
    await desk.create();
    await desk.evaluate(1);
    expect((await desk.runs())[0]!.considered.map(({ outcome }) => outcome)).toEqual([
      'outdated',
      'outdated',
      'outdated',
    ]);
    expect((await desk.factsOf(1)).map(({ type }) => type)).toEqual(['ticket_created']);
  });

  it('when several comment on one occasion, then it is one entry, each part under its trigger’s name', async () => {
    const desk = await aDesk();
    const comment = (html: string): Partial<Trigger> => ({ event: created, actions: [{ kind: 'comment', html }] });
    await desk.rules(comment('<p>One</p>'), comment('<p>Two</p>'));
    await desk.create();
    await desk.evaluate(1);
    const { items } = await desk.tickets.listEntries(desk.serviceId, 1, { limit: 9, order: 'newest' });
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      html: '<p><strong>Rule 1</strong></p><p>One</p><p><strong>Rule 2</strong></p><p>Two</p>',
      automatedBy: [
        { triggerId: 'trg_1', name: 'Rule 1' },
        { triggerId: 'trg_2', name: 'Rule 2' },
      ],
    });
  });

  it('when nothing of the ticket would change, then there is no new version, but a trace', async () => {
    const desk = await aDesk();
    await desk.rules({ event: created, actions: [{ kind: 'set_priority', priority: 'normal' }] });
    await desk.create();
    await desk.evaluate(1);
    expect(await desk.story()).toMatchObject({ ticket: { version: 1 }, runs: ['0, trg_1 fired'] });
  });
});

describe('given what is not evaluated', () => {
  it('when no trigger is in use, then one read says so', async () => {
    const calls: string[] = [];
    const desk = await aDesk({ around: counting(calls) });
    await desk.create();
    await desk.evaluate(1);
    await desk.rules({ event: created, active: false });
    await desk.evaluate(1);
    expect(calls).toEqual(['triggers.revision', 'triggers.revision']);
  });

  it('when none listens, then nothing is written, and rules that are warm cost one read', async () => {
    const calls: string[] = [];
    const desk = await aDesk({ around: counting(calls) });
    await desk.rules({ event: { kind: 'customer_replied' } });
    await desk.create();
    await desk.evaluate(1);
    calls.length = 0;
    await desk.change(1, { title: 'Wet' });
    await desk.evaluate(1);
    expect(calls.toSorted()).toEqual(['automation.find', 'tickets.find', 'tickets.listFacts', 'triggers.revision']);
    expect(await desk.automation.find(desk.serviceId, 1)).toBeUndefined();
  });

  it('when a minute is over, then only the settings beside the triggers are read again, and compiled with if they changed', async () => {
    const calls: string[] = [];
    const desk = await aDesk({ around: counting(calls) });
    await desk.rules({ event: created, conditions: all(where('field.tier', 'is_empty')) });
    await desk.create();
    await desk.evaluate(1);
    const again = async () => {
      calls.length = 0;
      desk.pass(61_000);
      await desk.evaluate(1);
      return calls.filter((call) => !/^(?:tickets|automation)/.test(call)).toSorted();
    };
    const settings = ['definitions.list', 'directory.findService', 'directory.listCategories', 'hours.find'];
    expect(await again()).toEqual([...settings, 'triggers.revision']);
    const field = aField({ serviceId: desk.serviceId, code: 'tier', type: 'text', scope: 'agent' });
    await desk.definitions.save(field, undefined, aDeskFact({ id: 'evt_f', serviceId: desk.serviceId }));
    expect(await again()).toEqual([...settings, 'triggers.revision']);
    await desk.create(2);
    await desk.evaluate(2);
    expect((await desk.runs(2))[0]!.considered[0]!.outcome).toBe('fired');
  });

  it('when a trigger was made after something happened, then that is left alone, unless its event may still be under way', async () => {
    const desk = await aDesk();
    await desk.rules({ event: { kind: 'customer_replied' } });
    const listening: Partial<Trigger>[] = [
      { event: created, actions: [{ kind: 'add_tag', tag: 'new' }] },
      {
        event: updated,
        conditions: all(where('ticket.title', 'is', 'Wet')),
        actions: [{ kind: 'add_tag', tag: 'wet' }],
      },
    ];
    await desk.create(1);
    desk.pass(14 * 60_000);
    await desk.create(2);
    await desk.change(2, { tags: ['old'] });
    desk.pass(2 * 60_000);
    await desk.rules(...listening);
    for (const number of [1, 2]) {
      await desk.change(number, { title: 'Wet' });
      await desk.evaluate(number);
    }
    expect([(await desk.find(1)).tags, (await desk.find(2)).tags]).toEqual([['wet'], ['new', 'old', 'wet']]);
  });

  it('when an event was held up for hours while others were evaluated, then it was evaluated with them, once', async () => {
    const desk = await aDesk();
    await desk.rules(...CHAIN);
    await desk.create();
    const { at } = (await desk.factsOf(1))[0]!;
    desk.pass(5 * 60 * 60_000);
    await desk.change(1, { title: 'Printer is wet' });
    await desk.evaluate(1);
    await desk.evaluate(1, at);
    expect(await desk.story()).toMatchObject({
      facts: ['ticket_created', 'ticket_edited', '1: trg_1', '2: trg_3', '3: trg_2'],
      comments: CHAIN_STORY.comments,
    });
  });

  it('when a cursor has expired, then what was evaluated by it is not evaluated again', async () => {
    const desk = await aDesk();
    await desk.rules({ event: created, actions: [{ kind: 'add_tag', tag: 'new' }] });
    await desk.create();
    await desk.evaluate(1);
    desk.pass(91 * 24 * 60 * 60_000);
    await desk.automation.removeAll(desk.serviceId, 1);
    await desk.change(1, { tags: [] });
    await desk.evaluate(1);
    expect([(await desk.find(1)).tags, await desk.runs()]).toEqual([[], []]);
  });

  it('when many changes pass to which none listens, then the log is not read from the beginning each time', async () => {
    const desk = await aDesk();
    await desk.rules({ event: { kind: 'customer_replied' } });
    await desk.create();
    for (let change = 1; change <= 40; change += 1) {
      await desk.change(1, { title: `Printer ${change}` });
      await desk.evaluate(1);
    }
    expect(await desk.automation.find(desk.serviceId, 1)).toMatchObject({ version: 32, revision: 2, chains: {} });
    expect(await desk.runs()).toEqual([]);
  });

  it('when the ticket is gone, then nothing happens', async () => {
    const desk = await aDesk();
    await desk.rules({ event: created });
    await desk.evaluate(99);
    expect(await desk.runs(99)).toEqual([]);
  });

  it('when rules are changed, then the next event is evaluated by the new ones', async () => {
    const desk = await aDesk();
    await desk.rules({ event: created, actions: [{ kind: 'add_tag', tag: 'one' }] });
    await desk.create(1);
    await desk.evaluate(1);
    await desk.rules({ event: created, actions: [{ kind: 'add_tag', tag: 'two' }] });
    await desk.create(2);
    await desk.evaluate(2);
    expect([(await desk.find(1)).tags, (await desk.find(2)).tags]).toEqual([['one'], ['two']]);
  });
});

describe('given a URL that is called', () => {
  const call = { kind: 'call_url', url: 'https://shop.example.com/tickets' } as const;
  const bodiesOf = async (desk: TriggerDesk) => {
    const calls = dynamoOutwardRepository({ ...engine, backoff: async () => {} });
    const { items } = await calls.list(desk.serviceId, 1, { limit: 10, order: 'oldest' });
    return items.map(({ body }) => JSON.parse(body) as unknown);
  };
  const withTier = async () => {
    const desk = await aDesk();
    const field = aField({ serviceId: desk.serviceId, code: 'tier', type: 'text', scope: 'agent' });
    await desk.definitions.save(field, undefined, aDeskFact({ id: 'evt_f', serviceId: desk.serviceId }));
    return desk;
  };

  it('when no condition asks for the service’s own fields, then their values are told all the same', async () => {
    const desk = await withTier();
    await desk.rules({ event: updated, mode: 'always', actions: [call] });
    await desk.create();
    await desk.evaluate(1);
    const ticket = await desk.find(1);
    const context = aContext({ factId: desk.clock.newId('evt'), at: desk.clock.now().toISOString() });
    const decided = advance(ticket, 'ticket_edited', { kind: 'agent', id: 'boss' }, context);
    const saved = await desk.tickets.save(withFields(decided, {}, { tier: { type: 'text', value: 'gold' } }));
    expect(saved.ok).toBe(true);
    await desk.evaluate(1);
    expect(await bodiesOf(desk)).toMatchObject([{ ticket: { fields: { tier: 'gold' } } }]);
  });

  it('when a trigger sets a field on the same occasion, then it is told as it was left', async () => {
    const desk = await withTier();
    await desk.rules({ event: created, actions: [{ kind: 'set_field', code: 'tier', value: 'gold' }, call] });
    await desk.create();
    await desk.evaluate(1);
    expect(await bodiesOf(desk)).toMatchObject([{ ticket: { fields: { tier: 'gold' } } }]);
  });
});

describe('given a ticket that waits for an agent of a group', () => {
  it('when a later trigger moves it to that group alone, then it waits no longer: the last assignment wins', async () => {
    const desk = await aDesk();
    const assign = { kind: 'assign', groupId: 'first-line', strategy: 'sequential' } as const;
    const forward = { kind: 'forward_to_group', groupId: 'first-line' } as const;
    await desk.rules(
      { event: created, actions: [assign] },
      {
        event: updated,
        mode: 'selective',
        conditions: all(where('ticket.priority', 'is', 'urgent')),
        actions: [forward],
      },
    );
    await desk.create();
    await desk.evaluate(1);
    expect((await desk.find(1)).waiting).toBeDefined();
    await desk.change(1, { priority: 'urgent' });
    await desk.evaluate(1);
    expect(await desk.find(1)).toMatchObject({ status: 'unassigned', groupId: 'first-line' });
    expect((await desk.find(1)).waiting).toBeUndefined();
    expect((await desk.factsOf(1)).at(-1)).toMatchObject({ type: 'ticket_automated' });

    // Once it is only the group's, the same says so.
    await desk.change(1, { priority: 'low' });
    await desk.change(1, { priority: 'urgent' });
    await desk.evaluate(1);
    expect((await desk.runs()).at(-1)!.considered[0]!.actions).toEqual([
      { kind: 'forward_to_group', result: 'already_so', of: 'first-line' },
    ]);
  });

  it('when one occasion asks for an agent and then for the group alone, then it waits no longer', async () => {
    const desk = await aDesk();
    const assign = { kind: 'assign', groupId: 'first-line', strategy: 'sequential' } as const;
    const forward = { kind: 'forward_to_group', groupId: 'first-line' } as const;
    await desk.rules(
      { event: created, actions: [assign] },
      { event: { kind: 'customer_replied' }, actions: [assign, forward] },
    );
    await desk.create();
    await desk.evaluate(1);
    await desk.change(1, {}, 'customer_replied');
    await desk.evaluate(1);
    expect((await desk.find(1)).waiting).toBeUndefined();
  });
});

describe('given a trigger that fails', () => {
  it(`when it does so ${FAILURES_LIMIT} times in a row, then it is out of use, the others go on, and administrators are told`, async () => {
    const throwing = () => () => {
      throw new Error('too much');
    };
    const desk = await aDesk({
      around: (deps) => ({ ...deps, patterns: { compiler: async () => throwing } }),
    });
    await desk.rules(
      { event: created, conditions: all(where('ticket.title', 'matches', 'a+')) },
      { event: created, actions: [{ kind: 'add_tag', tag: 'fine' }] },
    );
    await desk.connections.add(
      { connectionId: 'boss-1', serviceId: desk.serviceId, agentId: 'boss' },
      desk.clock.now(),
    );
    await desk.connections.add({ connectionId: 'kim-1', serviceId: desk.serviceId, agentId: 'kim' }, desk.clock.now());
    for (let number = 1; number <= FAILURES_LIMIT; number += 1) {
      await desk.create(number);
      await desk.evaluate(number);
      expect((await desk.find(number)).tags).toEqual(['fine']);
    }
    expect(await desk.triggers.find(desk.serviceId, 'trg_1')).toMatchObject({ stopped: { why: 'failing' } });
    expect(desk.pushed).toEqual([
      {
        connectionId: 'boss-1',
        message: {
          type: 'trigger_stopped',
          serviceId: desk.serviceId,
          triggerId: 'trg_1',
          name: 'Rule 1',
          why: 'failing',
        },
      },
    ]);
    await desk.create(99);
    await desk.evaluate(99);
    expect((await desk.runs(99))[0]!.considered.map(({ triggerId }) => triggerId)).toEqual(['trg_2']);
  });
});

/** Notes each call of a port. */
function counting(calls: string[]) {
  return (deps: EvaluateTriggersDeps): EvaluateTriggersDeps =>
    Object.fromEntries(
      Object.entries(deps).map(([name, port]) => [
        name,
        ['tickets', 'automation', 'triggers', 'directory', 'definitions', 'hours', 'customers'].includes(name)
          ? Object.fromEntries(
              Object.entries(port as object).map(([method, call]) => [
                method,
                (...given: readonly unknown[]) => {
                  calls.push(`${name}.${method}`);
                  return (call as (...given: readonly unknown[]) => unknown)(...given);
                },
              ]),
            )
          : (port as unknown),
      ]),
    ) as EvaluateTriggersDeps;
}
