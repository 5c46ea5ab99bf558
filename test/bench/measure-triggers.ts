import { compilePattern } from '../../shared/adapters/patterns/compile-pattern.ts';
import type { TriggerSnapshot } from '../../shared/domain/trigger/automation.ts';
import { compileTriggers } from '../../shared/domain/trigger/compile-triggers.ts';
import { runTriggers } from '../../shared/domain/trigger/run-triggers.ts';
import type { Condition, Trigger } from '../../shared/domain/trigger/trigger.ts';
import { aCustomer } from '../support/customers.ts';
import { aField, OPTIONS } from '../support/fields.ts';
import { aFact, aTicket } from '../support/tickets.ts';
import { aSnapshot, aTrigger, BEGINNING, knownToTriggers, UPDATED } from '../support/triggers.ts';

const DEFINITIONS = [
  aField({ code: 'order_number' }),
  aField({ code: 'colour', type: 'dropdown', options: OPTIONS }),
  aField({ code: 'extras', type: 'checkbox', options: OPTIONS }),
  aField({ code: 'due', type: 'date' }),
];

/** What an administrator asks, with values of its own in each trigger; all are met by the ticket below. */
const conditionsOf = (trigger: number): readonly Condition[] => [
  { field: 'ticket.status', operator: 'any_of', value: ['unassigned', 'processing', 'pending'] },
  { field: 'ticket.channel', operator: 'is', value: 'email' },
  { field: 'ticket.priority', operator: 'is_not', value: 'urgent' },
  { field: 'ticket.language', operator: 'any_of', value: ['en', 'ko'] },
  { field: 'ticket.title', operator: 'contains_not', value: `subject number ${trigger}` },
  { field: 'ticket.title', operator: 'starts_with', value: 'Printer' },
  { field: 'ticket.tags', operator: 'none_of', value: [`tag-${trigger}`, 'spam'] },
  { field: 'ticket.tags', operator: 'contains', value: ['vip'] },
  { field: 'ticket.inquiryType', operator: 'is', value: 'billing' },
  { field: 'ticket.assignee', operator: 'is_not_empty' },
  { field: 'ticket.group', operator: 'is', value: 'first-line' },
  { field: 'ticket.createdAt', operator: 'within_last', value: { amount: trigger + 2, unit: 'hours' } },
  { field: 'ticket.number', operator: 'greater', value: trigger },
  { field: 'customer.emails', operator: 'ends_with', value: '@example.com' },
  { field: 'customer.name', operator: 'is_not', value: `customer ${trigger}` },
  { field: 'event.at', operator: 'in_business_hours' },
  { field: 'field.order_number', operator: 'is_not', value: `A-${trigger}` },
  { field: 'field.colour', operator: 'is', value: 'red' },
  { field: 'field.extras', operator: 'any_of', value: ['green', 'grey'] },
  // The last one decides: this trigger doesn't fire, and everything was asked.
  { field: 'entry.text', operator: 'contains', value: `word number ${trigger} that nobody wrote` },
];

const triggersOf = (count: number): readonly Trigger[] =>
  Array.from({ length: count }, (_, index) =>
    aTrigger({
      triggerId: `trg_${index}`,
      order: index,
      mode: 'selective',
      conditions: { match: 'all', conditions: conditionsOf(index) },
    }),
  );

const snapshot: TriggerSnapshot = aSnapshot({
  ticket: aTicket({ tags: ['printer', 'vip'], inquiryTypeId: 'refund' }),
  definitions: DEFINITIONS,
  fields: {
    order_number: { type: 'text', value: 'B-1024' },
    colour: { type: 'dropdown', value: 'red' },
    extras: { type: 'checkbox', value: ['green'] },
  },
  customer: aCustomer(),
  fact: aFact(),
});
const SENTENCE = 'The printer in the second floor burns again, and nobody has come yet. ';

export type TriggersRow = {
  readonly triggers: number;
  /** Characters of the entry that came. */
  readonly entry: number;
  readonly conditions: number;
  /** Milliseconds of processor time: to compile all of them once, and to evaluate one occasion. */
  readonly compile: number;
  readonly evaluate: number;
};

const BATCHES = 21;
const ROUNDS = 40;
const processorMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** The median of batches, the first of which warm it up. */
const medianOf = (rounds: number, run: () => void): number => {
  const batches = Array.from({ length: BATCHES }, () => {
    const before = processorMilliseconds();
    for (let round = 0; round < rounds; round += 1) run();
    return (processorMilliseconds() - before) / rounds;
  });
  return batches.slice(BATCHES / 3).toSorted((a, b) => a - b)[Math.floor(BATCHES / 3)]!;
};

/** What triggers cost the processor, warm, when each asks all its conditions and none fires. */
export const measureTriggers = (
  sizes: readonly { readonly count: number; readonly entry: number }[],
): readonly TriggersRow[] =>
  sizes.map(({ count, entry }) => {
    const seen = { ...snapshot, entryText: SENTENCE.repeat(Math.ceil(entry / SENTENCE.length)).slice(0, entry) };
    const triggers = triggersOf(count);
    const known = knownToTriggers({ definitions: DEFINITIONS });
    const compile = () => compileTriggers(triggers, known, compilePattern);
    const compiled = compile();
    const evaluate = () => runTriggers(compiled, UPDATED, seen, BEGINNING);
    const outcomes = new Set(evaluate().considered.map(({ outcome }) => outcome));
    if (outcomes.size !== 1 || !outcomes.has('conditions_not_met')) throw new Error([...outcomes].join());
    return {
      triggers: count,
      conditions: count * conditionsOf(0).length,
      entry,
      compile: medianOf(3, compile),
      evaluate: medianOf(ROUNDS, evaluate),
    };
  });
