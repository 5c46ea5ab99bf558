import type { TicketFields } from '../../../../shared/domain/desk/field-value.ts';
import { isIdle } from '../../../../shared/domain/trigger/apply-actions.ts';
import type {
  ChainState,
  ConsideredTrigger,
  TriggerOccasion,
  TriggerRun,
} from '../../../../shared/domain/trigger/automation.ts';
import { compilePattern } from '../../../../shared/adapters/patterns/compile-pattern.ts';
import { compileTriggers, listensTo, usesPatterns } from '../../../../shared/domain/trigger/compile-triggers.ts';
import { SOMEBODY } from '../../../../shared/domain/trigger/condition-fields.ts';
import { occasionOf } from '../../../../shared/domain/trigger/occasion-of.ts';
import { runTriggers } from '../../../../shared/domain/trigger/run-triggers.ts';
import {
  CHAIN_DEPTH,
  isGroup,
  type Condition,
  type ConditionGroup,
  type Trigger,
  type TriggerAction,
} from '../../../../shared/domain/trigger/trigger.ts';
import { changesBetween, type Fact } from '../../../../shared/domain/ticket/facts.ts';
import type { Priority, Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';
import { aFact, aTicket } from '../../../support/tickets.ts';
import {
  all,
  any,
  aSnapshot,
  aTrigger,
  BEGINNING,
  isMet,
  knownToTriggers,
  run,
  UPDATED,
  where,
} from '../../../support/triggers.ts';

const outcomes = ({ considered }: TriggerRun) => considered.map(({ outcome }) => outcome);
const setPriority = (priority: Priority): TriggerAction => ({ kind: 'set_priority', priority });
const addTag = (tag: string): TriggerAction => ({ kind: 'add_tag', tag });
const priorityIs = (priority: Priority): ConditionGroup => all(where('ticket.priority', 'is', priority));
const toGroup = (groupId: string): TriggerAction => ({ kind: 'forward_to_group', groupId });

/** Triggers named and ordered as they are given. */
const inThisOrder = (...rules: readonly Partial<Trigger>[]): readonly Trigger[] =>
  rules.map((rule, order) => aTrigger({ triggerId: `trg_${order + 1}`, name: `Rule ${order + 1}`, order, ...rule }));

type Link = { readonly depth: number; readonly considered: readonly ConsideredTrigger[] };

/** What becomes of a ticket, and which triggers were considered in each link of the chain that a fact begins. */
const follow = (
  triggers: readonly Trigger[],
  begun: Ticket,
  first: Fact,
): { readonly ticket: Ticket; readonly links: readonly Link[]; readonly fired: readonly string[] } => {
  const compiled = compileTriggers(triggers, knownToTriggers(), compilePattern);
  const links: Link[] = [];
  let [ticket, fact, fired] = [begun, first, [] as readonly string[]];
  for (let depth = 0; ; depth += 1) {
    if (depth > CHAIN_DEPTH + 1) throw new Error('The chain has no end');
    const chain: ChainState = { chainId: first.id, depth, fired };
    const snapshot = aSnapshot({ ticket, fact });
    const { considered, automation } = runTriggers(compiled, occasionOf(fact), snapshot, chain);
    links.push({ depth, considered });
    fired = [...fired, ...considered.flatMap(({ outcome, triggerId }) => (outcome === 'fired' ? [triggerId] : []))];
    if (isIdle(automation)) return { ticket, links, fired };
    const { edit, placement } = automation;
    const after = Object.fromEntries(
      Object.entries({
        ...ticket,
        ...edit,
        ...(placement && { groupId: placement.groupId, assigneeId: undefined }),
      }).filter(([, value]) => value !== undefined && value !== null),
    ) as Ticket;
    fact = aFact({
      type: 'ticket_edited',
      id: `evt_${depth + 2}`,
      actor: { kind: 'system' },
      entryId: automation.comments.length > 0 ? 'ent_2' : undefined,
      changes: changesBetween(ticket, after),
    });
    ticket = { ...after, version: ticket.version + 1 };
  }
};

const edited = (changes: Fact['changes']): Fact => aFact({ type: 'ticket_edited', entryId: undefined, changes });

describe('T1: given triggers in the order of a chain', () => {
  it('then each sees what those before it did, at once', () => {
    const { considered, automation } = run(
      inThisOrder(
        { conditions: priorityIs('normal'), actions: [setPriority('high')] },
        { conditions: priorityIs('high'), actions: [addTag('loud')] },
        { conditions: all(where('ticket.tags', 'contains', ['loud'])), actions: [toGroup('second-line')] },
        { conditions: all(where('ticket.group', 'is', 'second-line')), actions: [addTag('moved')] },
      ),
    );
    expect(considered.map(({ outcome }) => outcome)).toEqual(['fired', 'fired', 'fired', 'fired']);
    expect(automation.edit).toEqual({ priority: 'high', tags: ['loud', 'moved'] });
    expect(automation.placement).toEqual({ kind: 'group', triggerId: 'trg_3', groupId: 'second-line' });
  });

  it('then fields and categories count too', () => {
    const definitions = [aField({ code: 'colour', type: 'radio', options: OPTIONS })];
    const { automation } = run(
      inThisOrder(
        { actions: [{ kind: 'set_field', code: 'colour', value: 'red' }] },
        {
          conditions: all(where('field.colour', 'is', 'red')),
          actions: [{ kind: 'set_inquiry_type', categoryId: 'partial' }],
        },
        {
          conditions: all(where('ticket.inquiryType', 'is', 'billing')),
          actions: [{ kind: 'set_processing_type', categoryId: 'solved' }],
        },
        { conditions: all(where('ticket.processingType', 'is', 'solved')), actions: [addTag('seen')] },
      ),
      { definitions },
    );
    expect(automation).toMatchObject({
      edit: { inquiryTypeId: 'partial', processingTypeId: 'solved', tags: ['seen'] },
      fields: { colour: 'red' },
    });
  });
});

test('given several triggers that ask the same, then each is answered by what it sees', () => {
  const definitions = [aField({ code: 'colour', type: 'radio', options: OPTIONS })];
  const ask = all(
    where('ticket.priority', 'is', 'normal'),
    where('field.colour', 'is_empty'),
    where('customer.hasRecord', 'is', false),
  );
  const red: TriggerAction = { kind: 'set_field', code: 'colour', value: 'red' };
  const asked = (...actions: readonly (readonly TriggerAction[])[]) =>
    outcomes(run(inThisOrder(...actions.map((each) => ({ conditions: ask, actions: each }))), { definitions }));
  expect(asked([addTag('a')], [red], [addTag('b')])).toEqual(['fired', 'fired', 'conditions_not_met']);
  expect(asked([setPriority('low')], [red])).toEqual(['fired', 'conditions_not_met']);
  expect(asked([red, setPriority('low')], [{ kind: 'set_field', code: 'colour', value: null }])).toEqual([
    'fired',
    'conditions_not_met',
  ]);
  const back = inThisOrder(
    { conditions: ask, actions: [setPriority('low')] },
    { actions: [setPriority('normal')] },
    { conditions: ask },
  );
  expect(outcomes(run(back, { definitions }))).toEqual(['fired', 'fired', 'fired']);
});

describe('T2: given triggers in the wrong order of a chain', () => {
  const triggers = inThisOrder(
    { mode: 'selective', conditions: all(where('ticket.tags', 'contains', ['loud'])), actions: [addTag('heard')] },
    { mode: 'selective', conditions: priorityIs('high'), actions: [addTag('loud')] },
  );

  it('then the earlier one follows in the next link', () => {
    const { ticket, links, fired } = follow(
      triggers,
      aTicket({ priority: 'high' }),
      edited({ priority: { before: 'low', after: 'high' } }),
    );
    expect(fired).toEqual(['trg_2', 'trg_1']);
    expect(ticket.tags).toEqual(['heard', 'loud']);
    expect(links.map(({ considered }) => considered.map(({ outcome }) => outcome))).toEqual([
      ['nothing_relevant_changed', 'fired'],
      ['fired', 'fired_in_chain'],
      ['fired_in_chain', 'fired_in_chain'],
    ]);
  });
});

test('T3: given a trigger for created tickets that a later one would have fed, then it is not asked again', () => {
  const { fired, ticket } = follow(
    inThisOrder(
      { event: { kind: 'ticket_created' }, conditions: priorityIs('high'), actions: [addTag('late')] },
      { event: { kind: 'ticket_created' }, actions: [setPriority('high')] },
    ),
    aTicket(),
    aFact({ type: 'ticket_created', changes: { priority: { after: 'normal' } } }),
  );
  expect(fired).toEqual(['trg_2']);
  expect(ticket.tags).toEqual([]);
});

test.each(['selective', 'always'] as const)(
  'T4: given two %s triggers that turn the priority back and forth, then each fires once',
  (mode) => {
    const begun = performance.now();
    const { fired, ticket } = follow(
      inThisOrder(
        { mode, conditions: priorityIs('high'), actions: [setPriority('low')] },
        { mode, conditions: priorityIs('low'), actions: [setPriority('high')] },
      ),
      aTicket({ priority: 'high' }),
      edited({ priority: { before: 'normal', after: 'high' } }),
    );
    expect(fired).toEqual(['trg_1', 'trg_2']);
    expect(ticket.priority).toBe('high');
    expect(performance.now() - begun).toBeLessThan(2000);
  },
);

test('T5: given a circle of four in the wrong order, then each fires once, one in each link', () => {
  const turn = (from: Priority, to: Priority): Partial<Trigger> => ({
    conditions: priorityIs(from),
    actions: [setPriority(to)],
  });
  const { fired, ticket, links } = follow(
    inThisOrder(turn('urgent', 'low'), turn('high', 'urgent'), turn('normal', 'high'), turn('low', 'normal')),
    aTicket({ priority: 'low' }),
    edited({ priority: { before: 'high', after: 'low' } }),
  );
  expect(fired).toEqual(['trg_4', 'trg_3', 'trg_2', 'trg_1']);
  expect(ticket.priority).toBe('low');
  expect(links).toHaveLength(5);
});

test('T6: given a chain that is longer than CHAIN_DEPTH, then it stops there and says so', () => {
  const steps = Array.from({ length: CHAIN_DEPTH + 2 }, (_, step) => step);
  const triggers = steps
    .map((step) => ({
      conditions: all(where('ticket.tags', 'contains', [`step-${step}`])),
      actions: [addTag(`step-${step + 1}`)],
    }))
    .toReversed();
  const { ticket, links } = follow(
    inThisOrder(...triggers),
    aTicket({ tags: ['step-0'] }),
    edited({ tags: { after: 'step-0' } }),
  );
  expect(ticket.tags).toEqual(['step-0', 'step-1', 'step-2', 'step-3', 'step-4', 'step-5']);
  expect(links.at(-1)).toMatchObject({ depth: CHAIN_DEPTH });
  expect(links.at(-1)!.considered.map(({ outcome }) => outcome)).toEqual([
    'conditions_not_met',
    'chain_too_deep',
    ...Array.from({ length: CHAIN_DEPTH }, () => 'fired_in_chain'),
  ]);
});

describe('given what a trigger does itself', () => {
  const comment: TriggerAction = { kind: 'comment', html: '<p>Seen</p>' };

  it('then its echo does not begin it again, and begins others', () => {
    const { fired, links } = follow(
      inThisOrder(
        { actions: [comment] },
        { mode: 'selective', conditions: priorityIs('urgent') },
        { actions: [comment] },
      ),
      aTicket(),
      aFact({ type: 'customer_replied' }),
    );
    expect(fired).toEqual(['trg_1', 'trg_3']);
    expect(links.map(({ considered }) => considered.map(({ outcome }) => outcome))).toEqual([
      ['fired', 'conditions_not_met', 'fired'],
      ['fired_in_chain', 'conditions_not_met', 'fired_in_chain'],
    ]);
  });

  it('then two that answer each other stop, and the next thing that somebody does begins a new chain', () => {
    const triggers = inThisOrder(
      { conditions: all(where('ticket.tags', 'contains_not', ['pong'])), actions: [addTag('pong'), comment] },
      { conditions: all(where('ticket.tags', 'contains', ['pong'])), actions: [setPriority('low'), comment] },
    );
    const first = follow(triggers, aTicket(), aFact({ type: 'customer_replied' }));
    expect(first.fired).toEqual(['trg_1', 'trg_2']);
    expect(follow(triggers, first.ticket, aFact({ type: 'customer_replied', id: 'evt_9' })).fired).toEqual(['trg_2']);
  });
});

describe('T7: given rules that compete', () => {
  it('then the last one that fires wins, and what is asked for twice is done once', () => {
    const { considered, automation } = run(
      inThisOrder(
        { actions: [setPriority('high'), addTag('a')] },
        { actions: [setPriority('low'), addTag('A'), addTag('a')] },
        { actions: [setPriority('low')] },
      ),
    );
    expect(automation.edit).toEqual({ priority: 'low', tags: ['A', 'a'] });
    expect(considered.map(({ actions }) => actions)).toEqual([
      ['done', 'done'],
      ['done', 'done', 'already_so'],
      ['already_so'],
    ]);
  });

  it('then what ends as it was is not written', () => {
    const { automation } = run(inThisOrder({ actions: [setPriority('high')] }, { actions: [setPriority('normal')] }));
    expect(isIdle(automation)).toBe(true);
  });
});

describe('T8: given assignments that contradict each other', () => {
  const assign = (
    groupId: string,
    strategy: 'random' | 'sequential' | 'least_loaded',
    cap?: number,
  ): TriggerAction => ({
    kind: 'assign',
    groupId,
    strategy,
    ...(cap === undefined ? {} : { cap }),
  });
  const designated: TriggerAction = {
    kind: 'assign',
    groupId: 'second-line',
    strategy: 'designated',
    agentId: 'agent_2',
  };

  it.each([
    [[assign('first-line', 'random'), designated], ['replaced', 'done'], { agentId: 'agent_2', triggerId: 'trg_2' }],
    [[designated, assign('first-line', 'sequential', 3)], ['replaced', 'done'], { strategy: 'sequential', cap: 3 }],
    [[toGroup('second-line'), assign('first-line', 'least_loaded')], ['replaced', 'done'], { kind: 'assign' }],
    [
      [assign('first-line', 'least_loaded'), toGroup('second-line'), toGroup('second-line')],
      ['replaced', 'done', 'already_so'],
      { kind: 'group', groupId: 'second-line', triggerId: 'trg_2' },
    ],
  ] as const)('then the last one wins: %j', (actions, told, placement) => {
    const { considered, automation } = run(inThisOrder(...actions.map((action) => ({ actions: [action] }))));
    expect(automation.placement).toMatchObject(placement);
    expect(considered.map((each) => each.actions![0])).toEqual(told);
  });

  it('then it wins within one trigger too', () => {
    const { considered, automation } = run([aTrigger({ actions: [designated, toGroup('second-line')] })]);
    expect(automation.placement).toMatchObject({ kind: 'group' });
    expect(considered[0]!.actions).toEqual(['replaced', 'done']);
  });

  it('then nothing is written of one that ends where the ticket is', () => {
    const ticket = aTicket({ status: 'unassigned', assigneeId: undefined });
    const { considered, automation } = run(
      inThisOrder({ actions: [designated] }, { actions: [toGroup('first-line')] }),
      {
        ticket,
      },
    );
    expect(isIdle(automation)).toBe(true);
    expect(considered.map((each) => each.actions)).toEqual([['replaced'], ['already_so']]);
  });

  it.each(['transferred', 'dooray_in_progress', 'resolved', 'completed'] as const)(
    'then a ticket that is %s is not placed',
    (status) => {
      const { considered, automation } = run([aTrigger({ actions: [designated, toGroup('second-line')] })], {
        ticket: aTicket({ status }),
      });
      expect(automation.placement).toBeUndefined();
      expect(considered[0]!.actions).toEqual(['not_placeable', 'not_placeable']);
    },
  );

  it('then a forward to the group of a ticket that somebody has takes it from them', () => {
    const { considered, automation } = run([aTrigger({ actions: [toGroup('first-line')] })]);
    expect(automation.placement).toMatchObject({ kind: 'group', groupId: 'first-line' });
    expect(considered[0]!.actions).toEqual(['done']);
  });

  it('then who has it already in this group keeps it', () => {
    const { considered, automation } = run([aTrigger({ actions: [designated] })], {
      ticket: aTicket({ assigneeId: 'agent_2', groupId: 'second-line' }),
    });
    expect(automation.placement).toBeUndefined();
    expect(considered[0]!.actions).toEqual(['already_so']);
  });
});

describe.each([
  ['random', undefined],
  ['sequential', undefined],
  ['least_loaded', undefined],
  ['designated', 'agent_2'],
] as const)('T9: given an assignment by the strategy %s, then for those after it', (strategy, agentId) => {
  const assign: TriggerAction = {
    kind: 'assign',
    groupId: 'second-line',
    strategy,
    ...(agentId === undefined ? {} : { agentId }),
  };
  const after = (condition: Condition): boolean =>
    outcomes(
      run(inThisOrder({ actions: [assign] }, { conditions: all(condition) }), {
        ticket: aTicket({ status: 'unassigned', assigneeId: undefined }),
      }),
    )[1] === 'fired';

  it.each([
    [where('ticket.assignee', 'is_empty'), false],
    [where('ticket.assignee', 'is_not_empty'), true],
    [where('ticket.assignee', 'is', 'agent_1'), false],
    [where('ticket.assignee', 'is_not', 'agent_1'), true],
    [where('ticket.assignee', 'is', 'agent_2'), agentId !== undefined],
    [where('ticket.assignee', 'any_of', ['agent_1', 'agent_2']), agentId !== undefined],
    [where('ticket.assignee', 'none_of', ['agent_1', 'agent_2']), agentId === undefined],
    [where('ticket.group', 'is', 'second-line'), true],
    [where('ticket.status', 'is', 'processing'), true],
  ])('%j is %s', (condition, met) => {
    expect(after(condition)).toBe(met);
  });
});

test('T10: given a forward to a group, then for those after it nobody has the ticket', () => {
  const conditions = all(
    where('ticket.assignee', 'is_empty'),
    where('ticket.status', 'is', 'unassigned'),
    where('ticket.group', 'is', 'second-line'),
  );
  expect(outcomes(run(inThisOrder({ actions: [toGroup('second-line')] }, { conditions })))).toEqual(['fired', 'fired']);
});

describe('T11: given "changed" together with "is"', () => {
  const conditions = all(where('ticket.priority', 'changed'), where('ticket.priority', 'is', 'high'));
  const cases: readonly (readonly [string, Priority, Fact['changes'], boolean])[] = [
    ['it became high', 'high', { priority: { before: 'low', after: 'high' } }, true],
    ['it became low', 'low', { priority: { before: 'high', after: 'low' } }, false],
    ['it is high, and the title changed', 'high', { title: { before: 'a', after: 'b' } }, false],
    ['it became high with other things', 'high', { title: {}, priority: { after: 'high' } }, true],
    ['it became high, and low since', 'low', { priority: { before: 'low', after: 'high' } }, false],
    ['it is low, and the title changed', 'low', { title: { before: 'a', after: 'b' } }, false],
  ];
  it.each(cases)('%s', (_what, priority, changes, met) => {
    expect(isMet(conditions, { ticket: aTicket({ priority }), fact: edited(changes) })).toBe(met);
  });
});

test('given a record of another customer, then its id is no name that the name changed to', () => {
  const condition = where('customer.name', 'changed_from_to', { after: 'Mina' });
  const named = { customerName: { before: 'Jun', after: 'mina' } };
  expect(isMet(condition, { fact: edited({ ...named, customer: { after: 'cus_2' } }) })).toBe(true);
  expect(isMet(condition, { fact: edited({ customer: { after: 'Mina' } }) })).toBe(false);
  expect(isMet(where('customer.name', 'changed'), { fact: edited({ customer: { after: 'cus_2' } }) })).toBe(true);
});

describe('T12: given a trigger on updates whose conditions ask for the priority', () => {
  const rule = (mode: Trigger['mode']) => inThisOrder({ mode, conditions: priorityIs('high') });
  const ticket = aTicket({ priority: 'high' });
  const comment = aFact({ type: 'ticket_commented' });
  const cases: readonly (readonly [string, Fact, string, string])[] = [
    ['the priority changed', edited({ priority: { after: 'high' } }), 'fired', 'fired'],
    ['something else changed', edited({ title: { after: 'x' } }), 'nothing_relevant_changed', 'fired'],
    ['an entry came', comment, 'fired', 'fired'],
    ['the customer replied', aFact({ type: 'customer_replied' }), 'fired', 'fired'],
  ];
  it.each(cases)('when %s', (_what, fact, selective, always) => {
    expect(outcomes(run(rule('selective'), { ticket, fact }))).toEqual([selective]);
    expect(outcomes(run(rule('always'), { ticket, fact }))).toEqual([always]);
  });

  it('then of other events selective makes no difference', () => {
    const fact = edited({ status: { before: 'pending', after: 'processing' } });
    const rules = inThisOrder({
      mode: 'selective',
      event: { kind: 'status_changed' },
      conditions: priorityIs('high'),
    });
    expect(outcomes(run(rules, { ticket, fact, occasion: occasionOf(fact) }))).toEqual(['fired']);
  });

  it('then a selective one without conditions fires for entries alone', () => {
    const rules = inThisOrder({ mode: 'selective' });
    expect(outcomes(run(rules, { fact: edited({ title: { after: 'x' } }) }))).toEqual(['nothing_relevant_changed']);
    expect(outcomes(run(rules, { fact: comment }))).toEqual(['fired']);
  });

  it('then a dry run without anything that happened asks the conditions', () => {
    expect(outcomes(run(rule('selective'), { ticket }))).toEqual(['fired']);
  });

  it.each([
    ['customer.note', { customer: { before: 'cus_1', after: 'cus_2' } }],
    ['ticket.resolvedAt', { status: { before: 'processing', after: 'resolved' } }],
    ['customer.emails', { customerEmail: { after: 'x@example.com' } }],
    ['ticket.processingType', { processingType: { after: 'solved' } }],
  ] as const)('then what %s may have changed with counts', (field, changes) => {
    const rules = inThisOrder({ mode: 'selective', conditions: any(where(field, 'is_empty')) });
    expect(outcomes(run(rules, { fact: edited(changes) }))).not.toEqual(['nothing_relevant_changed']);
    expect(outcomes(run(rules, { fact: edited({ title: {} }) }))).toEqual(['nothing_relevant_changed']);
  });
});

describe('T13: given tags and the operators of sets, 24 rows', () => {
  const given = {
    none: [],
    apart: ['c'],
    part: ['a'],
    overlap: ['b', 'c'],
    more: ['a', 'b', 'c'],
    equal: ['A', 'b'],
  } as const;
  const rows: readonly (readonly [Condition['operator'], readonly (keyof typeof given)[]])[] = [
    ['contains', ['more', 'equal']],
    ['contains_not', ['none', 'apart', 'part', 'overlap']],
    ['any_of', ['part', 'overlap', 'more', 'equal']],
    ['none_of', ['none', 'apart']],
  ];
  const cases = rows.flatMap(([operator, met]) =>
    (Object.keys(given) as (keyof typeof given)[]).map((has) => [operator, has, met.includes(has)] as const),
  );
  it.each(cases)('[a, b] %s, of a ticket with %s of them: %s', (operator, has, met) => {
    expect(isMet(where('ticket.tags', operator, ['a', 'b']), { ticket: aTicket({ tags: [...given[has]] }) })).toBe(met);
  });
  it('has 24 rows', () => {
    expect(cases).toHaveLength(24);
  });
});

test('given options that differ in case alone, then they are two', () => {
  const options = ['a', 'A'].map((code) => ({ code, names: { en: code }, active: true }));
  const definitions = [aField({ code: 'both', type: 'checkbox', options })];
  const fields: TicketFields = { both: { type: 'checkbox', value: ['A'] } };
  expect(isMet(where('field.both', 'contains', ['A']), { definitions, fields })).toBe(true);
  expect(isMet(where('field.both', 'any_of', ['a']), { definitions, fields })).toBe(false);
});

test('given a ticket in line, then below a placement it is not', () => {
  const ticket = aTicket({
    status: 'unassigned',
    assigneeId: undefined,
    waiting: { id: 'evt_0', since: '2026-11-22T08:30:00.000Z' },
  });
  const inLine = all(where('ticket.inLine', 'is', true));
  const placed = run(inThisOrder({ conditions: inLine, actions: [toGroup('second-line')] }, { conditions: inLine }), {
    ticket,
  });
  expect(outcomes(placed)).toEqual(['fired', 'conditions_not_met']);
});

describe('T14: given values that are missing', () => {
  const nobody = { ticket: aTicket({ assigneeId: undefined, customer: {}, groupId: undefined }) };
  it.each([
    [where('ticket.assignee', 'is', 'agent_1'), false],
    [where('ticket.assignee', 'is_not', 'agent_1'), true],
    [where('ticket.assignee', 'none_of', ['agent_1']), true],
    [where('ticket.assignee', 'is_empty'), true],
    [where('ticket.tags', 'is_empty'), true],
    [where('ticket.tags', 'is', ['a']), false],
    [where('ticket.inquiryType', 'is_not', 'billing'), true],
    [where('customer.name', 'contains', 'a'), false],
    [where('customer.name', 'contains_not', 'a'), true],
    [where('customer.name', 'matches', '.*'), false],
    [where('customer.emails', 'is_empty'), true],
    [where('customer.hasRecord', 'is', false), true],
    [where('ticket.resolvedAt', 'less', '2099-01-01T00:00Z'), false],
    [where('ticket.resolvedAt', 'greater', '1999-01-01T00:00Z'), false],
    [where('ticket.resolvedAt', 'older_than', { amount: 1, unit: 'minutes' }), false],
    [where('ticket.resolvedAt', 'within_last', { amount: 3650, unit: 'days' }), false],
    [where('ticket.resolvedAt', 'in_business_hours'), false],
    [where('ticket.resolvedAt', 'outside_business_hours'), false],
    [where('entry.text', 'is_empty'), true],
    [where('entry.text', 'contains_not', 'refund'), true],
  ])('%j is %s', (condition, met) => {
    expect(isMet(condition, nobody)).toBe(met);
  });

  it('then an entry without text has none', () => {
    expect(isMet(where('entry.text', 'is_empty'), { entryText: '' })).toBe(true);
  });
});

describe('T15: given relative dates', () => {
  const createdAt = (at: string) => ({ ticket: aTicket({ createdAt: at }) });
  it.each([
    ['a day is 24 hours', '2026-11-21T09:00:00.000Z', { amount: 1, unit: 'days' }, true],
    ['a millisecond more than a day', '2026-11-21T08:59:59.999Z', { amount: 1, unit: 'days' }, false],
    ['over the end of a month', '2026-10-31T09:00:00.000Z', { amount: 22, unit: 'days' }, true],
    ['in the future', '2026-11-22T09:00:00.001Z', { amount: 1, unit: 'days' }, false],
    ['at this moment', '2026-11-22T09:00:00.000Z', { amount: 1, unit: 'minutes' }, true],
  ] as const)('%s', (_what, at, span, within) => {
    expect(isMet(where('ticket.createdAt', 'within_last', span), createdAt(at))).toBe(within);
  });

  it('then a day over a leap day and a change of the clock is still 24 hours', () => {
    const asked = { ...createdAt('2028-02-28T09:00:00Z'), now: '2028-03-01T09:00:00Z' };
    expect(isMet(where('ticket.createdAt', 'older_than', { amount: 2, unit: 'days' }), asked)).toBe(false);
    expect(isMet(where('ticket.createdAt', 'older_than', { amount: 47, unit: 'hours' }), asked)).toBe(true);
  });

  it('then days are those of the service’s time zone', () => {
    const definitions = [aField({ code: 'due', type: 'date' })];
    const fields: TicketFields = { due: { type: 'date', value: '2026-11-23' } };
    const today = where('field.due', 'within_last', { amount: 1, unit: 'days' });
    // 08:59 and 09:00 in Seoul are the 22nd and, 15 hours later, the 23rd.
    expect(isMet(today, { definitions, fields, now: '2026-11-22T14:59:59Z' })).toBe(false);
    expect(isMet(today, { definitions, fields, now: '2026-11-22T15:00:00Z' })).toBe(true);
  });
});

test('T16: given business hours, then what happened decides, not when it is looked at', () => {
  const businessHours = { timeZone: 'Asia/Seoul', weekly: { sunday: [{ from: 540, to: 1080 }] }, closed: [], open: [] };
  const inTime = aFact({ at: '2026-11-22T08:59:59.000Z' });
  const late = aFact({ at: '2026-11-22T09:00:00.000Z' });
  const condition = where('event.at', 'in_business_hours');
  const asked = { businessHours, now: '2026-11-22T09:00:05.000Z' };
  expect(isMet(condition, { ...asked, fact: inTime })).toBe(true);
  expect(isMet(condition, { ...asked, fact: late })).toBe(false);
  expect(isMet(condition, asked)).toBe(false);
});

test('T17: given another order, then another one wins', () => {
  const [first, second] = inThisOrder({ actions: [setPriority('high')] }, { actions: [setPriority('low')] });
  expect(run([first!, second!]).automation.edit).toEqual({ priority: 'low' });
  const turned = [
    { ...first!, order: 1 },
    { ...second!, order: 0 },
  ];
  expect(run(turned).automation.edit).toEqual({ priority: 'high' });
  expect(run(turned).considered.map(({ triggerId }) => triggerId)).toEqual(['trg_2', 'trg_1']);
  const tied = [
    { ...first!, order: 5 },
    { ...second!, order: 5 },
  ];
  expect(run(tied.toReversed()).considered.map(({ triggerId }) => triggerId)).toEqual(['trg_1', 'trg_2']);
});

describe('T18: given triggers that are not in use', () => {
  it('then those that are switched off or stopped are not considered', () => {
    const stopped = { why: 'failing' as const, at: '2026-11-22T09:00:00Z', details: [] };
    expect(run(inThisOrder({ active: false }, { stopped })).considered).toEqual([]);
  });

  const gone: readonly (readonly [string, Partial<Trigger>])[] = [
    ['a field that there never was', { conditions: any(where('field.gone', 'is_empty')) }],
    ['an agent who left', { conditions: any(where('ticket.assignee', 'is_not', 'gone')) }],
    ['a group that was removed', { conditions: any(where('ticket.group', 'is_not', 'closed-group')) }],
    ['a category that is none', { conditions: any(where('ticket.inquiryType', 'is_not', 'none')) }],
    ['an operator of another type', { conditions: any(where('ticket.number', 'contains_not', 'x')) }],
    ['a value of another form', { conditions: any(where('ticket.status', 'is_not', ['pending'])) }],
    ['an action with a group that was removed', { actions: [toGroup('closed-group')] }],
    ['a form that no release of ours wrote', { conditions: { match: 'any' } as unknown as ConditionGroup }],
  ];
  it.each(gone)('then one with %s never fires, and others do', (_what, rule) => {
    expect(outcomes(run(inThisOrder(rule, {})))).toEqual(['outdated', 'fired']);
  });

  it('then one whose field was deleted or got another type never fires', () => {
    const colour = aField({ code: 'colour', type: 'radio', options: OPTIONS });
    const rules = inThisOrder(
      { conditions: any(where('field.colour', 'is_not', 'red')) },
      { actions: [{ kind: 'set_field', code: 'colour', value: 'red' }] },
      {},
    );
    const now = (definitions: readonly (typeof colour)[]) => outcomes(run(rules, { definitions }));
    expect(now([{ ...colour, names: { en: 'Color' }, version: 2 }])).toEqual(['fired', 'fired', 'fired']);
    expect(now([{ ...colour, deleted: true }])).toEqual(['outdated', 'outdated', 'fired']);
    expect(now([{ ...colour, type: 'checkbox' }])).toEqual(['outdated', 'outdated', 'fired']);
    expect(now([])).toEqual(['outdated', 'outdated', 'fired']);
  });
});

test('T19: given a trigger that throws, then it failed, did nothing, and the others go on', () => {
  const throwing = (pattern: string) =>
    pattern === 'x'
      ? () => {
          throw new Error('broken');
        }
      : compilePattern(pattern);
  const rules = inThisOrder(
    { actions: [addTag('before')] },
    { conditions: all(where('ticket.title', 'matches', 'x')), actions: [addTag('never')] },
    { actions: [addTag('after')] },
  );
  const compiled = compileTriggers(rules, knownToTriggers(), throwing);
  const { considered, automation } = runTriggers(compiled, UPDATED, aSnapshot(), BEGINNING);
  expect(considered.map(({ outcome }) => outcome)).toEqual(['fired', 'failed', 'fired']);
  expect(automation.edit).toEqual({ tags: ['after', 'before'] });
});

describe('T20: given actions on tickets that don’t take them', () => {
  const outcomesOf = (ticket: Ticket, ...actions: readonly TriggerAction[]) => {
    const { considered, automation } = run([aTrigger({ actions })], { ticket });
    return { told: considered[0]!.actions, automation };
  };
  const complete: TriggerAction = { kind: 'complete' };
  const comment: TriggerAction = { kind: 'comment', html: '<p>x</p>' };

  it('then only a resolved one is completed', () => {
    expect(outcomesOf(aTicket({ status: 'resolved' }), complete)).toMatchObject({
      told: ['done'],
      automation: { complete: { triggerId: 'trg_1' } },
    });
    for (const status of ['unassigned', 'processing', 'pending', 'transferred', 'completed'] as const) {
      const { told, automation } = outcomesOf(aTicket({ status }), complete);
      expect(told).toEqual(['not_resolved']);
      expect(isIdle(automation)).toBe(true);
    }
  });

  it('then nothing of a completed one changes, also of one that this run completed', () => {
    const actions = [setPriority('low'), addTag('x'), comment, { kind: 'set_inquiry_type', categoryId: null }] as const;
    expect(outcomesOf(aTicket({ status: 'completed' }), ...actions).told).toEqual(Array(4).fill('completed'));
    const definitions = [aField({ code: 'order' })];
    const field: TriggerAction = { kind: 'set_field', code: 'order', value: 'x' };
    const ofField = run([aTrigger({ actions: [field] })], { ticket: aTicket({ status: 'completed' }), definitions });
    expect(ofField.considered[0]!.actions).toEqual(['completed']);
    const { told, automation } = outcomesOf(aTicket({ status: 'resolved' }), addTag('a'), complete, ...actions);
    expect(told).toEqual(['done', 'done', ...Array<string>(4).fill('completed')]);
    expect(automation.edit).toEqual({ tags: ['a'] });
  });

  it('then a ticket takes no more tags than it may have', () => {
    const tags = Array.from({ length: 20 }, (_, index) => `tag-${index + 10}`);
    expect(outcomesOf(aTicket({ tags }), addTag('one more'), addTag('tag-10')).told).toEqual([
      'too_many_tags',
      'already_so',
    ]);
  });

  it('then a field that its inquiry type doesn’t have stays as it is', () => {
    const definitions = [aField({ code: 'order', scope: 'customer', inquiryTypeIds: ['delivery'] })];
    const actions: readonly TriggerAction[] = [{ kind: 'set_field', code: 'order', value: ' A-1 ' }];
    const of = (inquiryTypeId: string | undefined, fields: TicketFields = {}) =>
      run([aTrigger({ actions })], { ticket: aTicket({ inquiryTypeId }), definitions, fields });
    expect(of('billing').considered[0]!.actions).toEqual(['field_not_asked']);
    expect(of('delivery').automation.fields).toEqual({ order: 'A-1' });
    expect(of('delivery', { order: { type: 'text', value: 'A-1' } }).considered[0]!.actions).toEqual(['already_so']);
  });

  it('then a field that went out of use since stays as it is', () => {
    const order = aField({ code: 'order' });
    const actions: readonly TriggerAction[] = [{ kind: 'set_field', code: 'order', value: 'x' }];
    const { considered, automation } = run([aTrigger({ actions })], {
      definitions: [{ ...order, active: false }],
      known: { definitions: [order] },
    });
    expect(considered[0]!.actions).toEqual(['field_not_asked']);
    expect(isIdle(automation)).toBe(true);
  });

  it('then null takes a value away', () => {
    const definitions = [aField({ code: 'order' })];
    const actions: readonly TriggerAction[] = [
      { kind: 'set_field', code: 'order', value: null },
      { kind: 'set_field', code: 'order', value: null },
      { kind: 'set_inquiry_type', categoryId: null },
    ];
    const { considered, automation } = run([aTrigger({ actions })], {
      ticket: aTicket({ inquiryTypeId: 'billing' }),
      definitions,
      fields: { order: { type: 'text', value: 'x' } },
    });
    expect(considered[0]!.actions).toEqual(['done', 'already_so', 'done']);
    expect(automation).toMatchObject({ edit: { inquiryTypeId: null }, fields: { order: null } });
  });

  it('then what goes outside is told in its order, with the trigger’s version', () => {
    const { automation } = run([
      aTrigger({
        version: 7,
        actions: [
          { kind: 'call_url', url: 'https://example.com/hook' },
          { kind: 'mail', to: 'customer', subject: 'Hello', html: '<p>Hello</p>' },
          { kind: 'dooray_notice', sealedHook: 'sealed', text: 'Hello' },
          comment,
          { kind: 'call_url', url: 'https://example.com/other' },
        ],
      }),
    ]);
    const outward = (action: number) => ({ triggerId: 'trg_1', triggerVersion: 7, action });
    expect(automation).toEqual({
      edit: {},
      fields: {},
      comments: [{ triggerId: 'trg_1', html: '<p>x</p>' }],
      mails: [{ triggerId: 'trg_1', to: 'customer', subject: 'Hello', html: '<p>Hello</p>' }],
      calls: [outward(0), outward(4)],
      notices: [outward(2)],
    });
  });
});

describe('T21: given what a trigger listens to', () => {
  const updated = edited({ status: { before: 'processing', after: 'pending' } });
  const triggers = inThisOrder(
    { event: { kind: 'status_changed' } },
    { event: { kind: 'ticket_created' } },
    { event: { kind: 'ticket_updated' }, mode: 'always' },
    { event: { kind: 'hours_since', since: 'created', hours: 24 } },
    { event: { kind: 'hours_since', since: 'last_reply', hours: 24 } },
    { event: { kind: 'hours_since', since: 'created', hours: 1.5 } },
  );
  const consideredIn = (occasion: TriggerOccasion) =>
    run(triggers, { occasion }).considered.map(({ triggerId }) => triggerId);

  it('then it is considered for that alone, once, in the order of all', () => {
    expect(consideredIn(occasionOf(updated))).toEqual(['trg_1', 'trg_3']);
    expect(consideredIn({ kinds: ['ticket_created'] })).toEqual(['trg_2']);
    expect(consideredIn({ kinds: ['customer_replied'] })).toEqual([]);
    expect(consideredIn({ kinds: ['hours_since'], since: 'created', hours: 24 })).toEqual(['trg_4']);
    expect(consideredIn({ kinds: ['hours_since'], since: 'created', hours: 1.5 })).toEqual(['trg_6']);
    expect(consideredIn({ kinds: ['hours_since'], since: 'status_change', hours: 24 })).toEqual([]);
  });

  it('then what nobody listens to can be passed over, and each time is known once', () => {
    const compiled = compileTriggers([...triggers, ...triggers], knownToTriggers(), compilePattern);
    expect(listensTo(compiled, { kinds: ['customer_replied'] })).toBe(false);
    expect(listensTo(compiled, { kinds: ['customer_replied', 'status_changed'] })).toBe(true);
    expect(listensTo(compiled, { kinds: [] })).toBe(false);
    expect(compiled.times).toEqual([
      { since: 'created', hours: 24 },
      { since: 'last_reply', hours: 24 },
      { since: 'created', hours: 1.5 },
    ]);
  });

  it('then patterns are known of before they are compiled', () => {
    expect(usesPatterns(triggers)).toBe(false);
    expect(usesPatterns([{ conditions: all(any(where('ticket.title', 'matches', 'x'))) }])).toBe(true);
  });
});

describe('T22: given a trace', () => {
  const definitions = [
    aField({ code: 'order' }),
    aField({ code: 'secret', encrypted: true }),
    aField({ code: 'files', type: 'file' }),
    aField({ code: 'stay', type: 'date_period' }),
  ];
  const file = { id: 'f', key: 'k', name: 'bill.pdf', type: 'application/pdf', size: 1 };
  const fields: TicketFields = {
    order: { type: 'text', value: 'A-1' },
    secret: { type: 'text', sealed: 'c2VhbGVk' },
    files: { type: 'file', value: [file] },
    stay: { type: 'date_period', value: { from: '2026-01-01', to: '2026-01-05' } },
  };

  it('then it says of each condition what was seen, groups flattened, whatever decided', () => {
    const conditions = all(
      where('ticket.status', 'is', 'pending'),
      any(
        where('field.order', 'contains', '-1'),
        all(where('ticket.tags', 'is_empty'), where('field.files', 'is', 'x')),
      ),
      where('ticket.number', 'greater', 7),
      where('field.stay', 'contains', '2026-01-05'),
      where('ticket.resolvedAt', 'is_empty'),
      where('ticket.unreadReply', 'is', true),
      where('entry.text', 'contains', 'card'),
    );
    const { considered } = run([aTrigger({ conditions })], {
      definitions,
      fields,
      ticket: aTicket({ tags: ['a', 'b'] }),
      entryText: 'My card is 4111 1111 1111 1111',
    });
    expect(considered).toEqual([
      {
        triggerId: 'trg_1',
        name: 'First rule',
        version: 1,
        outcome: 'conditions_not_met',
        conditions: [
          { met: false, seen: 'processing' },
          { met: true, seen: 'A-1' },
          { met: false, seen: 'a, b' },
          { met: false, seen: 'bill.pdf' },
          { met: true, seen: '1024' },
          { met: true, seen: '2026-01-01/2026-01-05' },
          { met: true },
          { met: false, seen: 'false' },
          { met: true },
        ],
      },
    ]);
    expect(JSON.stringify(considered)).not.toContain('4111');
  });

  it('then an encrypted field is not asked at all', () => {
    const { considered } = run([aTrigger({ conditions: any(where('field.secret', 'is_not_empty')) })], {
      definitions,
      fields,
    });
    expect(considered).toEqual([{ triggerId: 'trg_1', name: 'First rule', version: 1, outcome: 'outdated' }]);
  });

  it('then what is seen is cut, and after a trigger that fired what it did is seen', () => {
    const rules = inThisOrder(
      { actions: [{ kind: 'assign', groupId: 'second-line', strategy: 'random' }] },
      { conditions: all(where('ticket.title', 'is_not_empty'), where('ticket.assignee', 'is_not_empty')) },
    );
    const { considered } = run(rules, { ticket: aTicket({ title: '😀'.repeat(120) }) });
    expect(considered[1]!.conditions).toEqual([
      { met: true, seen: '😀'.repeat(100) },
      { met: true, seen: SOMEBODY },
    ]);
  });

  it('then one that fired in this chain is not asked', () => {
    const { considered } = run([aTrigger()], { chain: { ...BEGINNING, depth: 1, fired: ['trg_1'] } });
    expect(considered).toEqual([{ triggerId: 'trg_1', name: 'First rule', version: 1, outcome: 'fired_in_chain' }]);
  });
});

describe('T23: given nested groups', () => {
  const ask = (met: boolean): Condition => where('ticket.priority', met ? 'is' : 'is_not', 'normal');
  const value = (group: ConditionGroup): boolean => {
    const each = group.conditions.map((one) => (isGroup(one) ? value(one) : one.operator === 'is'));
    return group.match === 'all' ? each.every(Boolean) : each.some(Boolean);
  };
  const bits = Array.from({ length: 16 }, (_, n) => [1, 2, 4, 8].map((bit) => (n & bit) !== 0));
  const shapes: readonly (readonly [string, (bits: readonly boolean[]) => ConditionGroup])[] = [
    ['a and (b or (c and d))', ([a, b, c, d]) => all(ask(a!), any(ask(b!), all(ask(c!), ask(d!))))],
    ['a or (b and (c or d))', ([a, b, c, d]) => any(ask(a!), all(ask(b!), any(ask(c!), ask(d!))))],
    ['(a and b) or (c and d)', ([a, b, c, d]) => any(all(ask(a!), ask(b!)), all(ask(c!), ask(d!)))],
    ['(a or b) and (c or d)', ([a, b, c, d]) => all(any(ask(a!), ask(b!)), any(ask(c!), ask(d!)))],
  ];
  it.each(shapes.flatMap(([name, shape]) => bits.map((row) => [name, row, shape(row)] as const)))(
    '%s for %j',
    (_name, _row, group) => {
      expect(isMet(group)).toBe(value(group));
    },
  );

  it('then no conditions at all are met', () => {
    expect(isMet(all())).toBe(true);
  });
});
