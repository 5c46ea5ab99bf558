import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { automateTicket } from '../../../../shared/domain/ticket/automate-ticket.ts';
import { FACT_TYPES, FACTS, type Fact, type FactType } from '../../../../shared/domain/ticket/facts.ts';
import { INTERNAL_REASONS } from '../../../../shared/domain/ticket/internal-reason.ts';
import { isSpam, PRIORITIES, type Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { isTouched } from '../../../../shared/domain/trigger/compile-condition.ts';
import {
  CONDITION_FIELDS,
  type ConditionField,
  type ConditionFieldName,
} from '../../../../shared/domain/trigger/condition-fields.ts';
import { newEntryOf, occasionOf } from '../../../../shared/domain/trigger/occasion-of.ts';
import {
  decideCommand,
  writtenAfter,
  type GivenCommand,
  type ModelDesk,
  type Written,
} from '../../../support/ticket-model.ts';
import { aContext, aFact, anAgent, aService, aTicket } from '../../../support/tickets.ts';
import { all, aSnapshot, aTrigger, run, where } from '../../../support/triggers.ts';

const FIELDS = Object.entries<ConditionField>(CONDITION_FIELDS) as [ConditionFieldName, ConditionField][];
/** What a trigger does is a command too. */
type Step = GivenCommand | { readonly kind: 'automate'; readonly groupId: string; readonly inLine: boolean };

const DESK: ModelDesk = {
  service: aService({ undoSeconds: 120 }),
  agents: [
    anAgent({ mayForward: true }),
    anAgent({ agentId: 'agent_2', groupIds: ['second-line'], mayForward: true }),
    anAgent({ agentId: 'agent_3', role: 'administrator', mayForward: true }),
  ],
  groupIds: ['first-line', 'second-line'],
};
const by = fc.constantFrom(0, 1, 2);
const groupId = fc.constantFrom(...DESK.groupIds);
const text = fc.constantFrom('first', 'second');
const step = fc.oneof(
  fc.record({ kind: fc.constant('keep'), by }),
  fc.record({ kind: fc.constant('forward'), by, to: by }),
  fc.record({ kind: fc.constant('forward'), by, groupId }),
  fc.record({ kind: fc.constantFrom('unassign', 'withdraw', 'complete', 'restore'), by: fc.constant(2) }),
  fc.record({ kind: fc.constantFrom('comment', 'resolve', 'pend'), by, text }),
  fc.record({ kind: fc.constant('resolve_internally'), by, reason: fc.constantFrom(...INTERNAL_REASONS) }),
  fc.record({
    kind: fc.constant('edit'),
    by,
    edit: fc.oneof(
      fc.record({ priority: fc.constantFrom(...PRIORITIES) }),
      fc.record({ title: text }),
      fc.record({ tags: fc.subarray(['a', 'b']) }),
    ),
  }),
  fc.record({ kind: fc.constant('reply'), text }),
  fc.record({ kind: fc.constant('automate'), groupId, inLine: fc.boolean() }),
) as fc.Arbitrary<Step>;
const takenBack = fc
  .record({ kind: fc.constantFrom('resolve', 'pend'), by, text })
  .map((answer): readonly Step[] => [answer, { kind: 'undo', by: answer.by, back: 0 }] as readonly Step[]);
const story = fc
  .array(fc.oneof({ weight: 6, arbitrary: step.map((each) => [each]) }, { weight: 1, arbitrary: takenBack }), {
    minLength: 4,
    maxLength: 16,
  })
  .map((parts) => parts.flat());

type Told = { readonly before: Ticket; readonly after: Ticket; readonly fact: Fact };

/** Every change of a ticket that a story makes, with the fact that tells of it. */
const tell = (steps: readonly Step[]): readonly Told[] => {
  const told: Told[] = [];
  let ticket = aTicket({ status: 'unassigned', assigneeId: undefined, version: 1 });
  let written: Written = { entries: [], mails: [] };
  for (const [index, each] of steps.entries()) {
    const context = aContext({
      at: new Date(Date.parse('2026-11-22T09:00:00.000Z') + index * 1000).toISOString(),
      factId: `evt_${String(index)}`,
      entryId: `ent_${String(index).padStart(2, '0')}`,
      mailId: `mail_${String(index)}`,
    });
    if (each.kind === 'undo' && written.mails.length === 0) continue;
    const decision =
      each.kind === 'automate'
        ? automated(ticket, each, context)
        : accepted(decideCommand(DESK, ticket, each, context, written));
    if (decision === undefined) continue;
    told.push({ before: ticket, after: decision.ticket, fact: decision.fact });
    written = writtenAfter(written, decision);
    ({ ticket } = decision);
  }
  return told;
};
const accepted = (result: ReturnType<typeof decideCommand>) => (result?.ok === true ? result.value : undefined);
const automated = (
  ticket: Ticket,
  { groupId: to, inLine }: Extract<Step, { kind: 'automate' }>,
  context: ReturnType<typeof aContext>,
) =>
  automateTicket(
    ticket,
    {
      automation: {
        edit: { priority: ticket.priority === 'low' ? 'high' : 'low' },
        fields: {},
        placement: inLine
          ? { kind: 'assign', triggerId: 'trg_1', groupId: to, strategy: 'random' }
          : { kind: 'group', triggerId: 'trg_1', groupId: to },
      },
      by: { chainId: 'evt_0', depth: 1, triggers: [] },
      definitions: [],
      fields: {},
      gone: new Set(),
    },
    context,
  ).decision;

const changedFields = ({ before, after }: Told): readonly [ConditionFieldName, ConditionField][] =>
  FIELDS.filter(([, { read }]) => {
    const [was, is] = [before, after].map((ticket) => read(aSnapshot({ ticket })));
    return !isDeepStrictEqual(was, is);
  });

describe('whatever commands change of a ticket', () => {
  it('is an update, of which a selective trigger that asks about it is asked', () => {
    fc.assert(
      fc.property(story, (steps) => {
        for (const told of tell(steps)) {
          if (isSpam(told.after)) continue;
          const { fact } = told;
          for (const [name, field] of changedFields(told)) {
            const isAsked = newEntryOf(fact) !== undefined || isTouched(field, fact);
            expect([fact.type, name, isAsked]).toEqual([fact.type, name, true]);
            expect(occasionOf(fact).kinds).toContain('ticket_updated');
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('happens to every field that a fact alone may change, by every such fact that the stories have', () => {
    const seen = new Set<string>();
    const types = new Set<FactType>();
    for (const steps of fc.sample(story, { numRuns: 600, seed: 7 }))
      for (const told of tell(steps)) {
        types.add(told.fact.type);
        for (const [name] of changedFields(told)) seen.add(`${name} ${told.fact.type}`);
      }
    const claimed = FIELDS.flatMap(([name, { changesWith }]) =>
      (changesWith?.facts ?? []).filter((type) => types.has(type)).map((type) => `${name} ${type}`),
    );
    // The stories have no mails of machines.
    expect(claimed.filter((each) => !seen.has(each))).toEqual(['ticket.writtenByMachine customer_replied']);
  });
});

/** Fields that facts change without telling their values, by the facts that do so. */
const BESIDE: Readonly<Partial<Record<ConditionFieldName, readonly FactType[]>>> = {
  'ticket.activityAt': [
    'ticket_created',
    'ticket_kept',
    'ticket_forwarded',
    'ticket_unassigned',
    'ticket_given_back',
    'ticket_assigned',
    'ticket_resolved',
    'ticket_pended',
    'answer_taken_back',
    'ticket_resolved_internally',
    'ticket_completed',
    'ticket_restored',
    'customer_replied',
    'transfer_ordered',
    'transfer_failed',
    'ticket_transferred',
    'transfer_moved',
    'transfer_withdrawn',
    'origin_withdrew',
  ],
  'ticket.unreadReply': [
    'ticket_created',
    'ticket_kept',
    'ticket_commented',
    'ticket_resolved',
    'ticket_pended',
    'answer_taken_back',
    'ticket_resolved_internally',
    'customer_replied',
    'transfer_ordered',
  ],
  'ticket.waitingSince': [
    'ticket_resolved',
    'ticket_pended',
    'answer_taken_back',
    'ticket_resolved_internally',
    'customer_replied',
  ],
  'ticket.lastWriter': ['answer_taken_back'],
  'ticket.writtenByMachine': ['customer_replied'],
  'ticket.inLine': ['ticket_automated'],
  'ticket.inLineSince': ['ticket_automated'],
};
const TICKET_FACTS = FACT_TYPES.filter((type) => FACTS[type] !== null);

test.each(TICKET_FACTS)('a fact %s that tells no change matters to those fields alone that it changes', (type) => {
  const fact = aFact({ type, changes: {}, entryId: undefined });
  const touched = FIELDS.filter(([, field]) => isTouched(field, fact)).map(([name]) => name);
  expect(touched.toSorted()).toEqual(
    FIELDS.map(([name]) => name)
      .filter((name) => BESIDE[name]?.includes(type))
      .toSorted(),
  );
});

test('a selective trigger fires when an agent keeps a ticket and so reads its reply', () => {
  const told = tell([
    { kind: 'reply', text: 'first' },
    { kind: 'keep', by: 0 },
  ]).at(-1)!;
  expect([told.before.unreadReply, told.after.unreadReply]).toEqual([true, false]);
  const outcomeOf = (trigger: Parameters<typeof aTrigger>[0], fact = told.fact) =>
    run([aTrigger({ mode: 'selective', ...trigger })], { ticket: told.after, fact }).considered[0]?.outcome;
  const isRead = { conditions: all(where('ticket.unreadReply', 'is', false)) };
  expect(outcomeOf(isRead)).toBe('fired');
  expect(outcomeOf({ conditions: all(where('ticket.activityAt', 'is_not_empty')) })).toBe('fired');
  expect(outcomeOf({ conditions: all(where('ticket.title', 'is_not_empty')) })).toBe('nothing_relevant_changed');
  const edited = aFact({ type: 'ticket_edited', entryId: undefined, changes: { title: { after: 'x' } } });
  expect(outcomeOf(isRead, edited)).toBe('nothing_relevant_changed');
});
