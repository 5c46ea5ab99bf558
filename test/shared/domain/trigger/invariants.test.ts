import fc from 'fast-check';
import { foldText } from '../../../../shared/domain/trigger/fold-text.ts';
import { OPERATORS_BY_TYPE, type OperatorRow } from '../../../../shared/domain/trigger/operators-table.ts';
import { isGroup, type Condition, type ConditionGroup } from '../../../../shared/domain/trigger/trigger.ts';
import type { TicketFields } from '../../../../shared/domain/desk/field-value.ts';
import { PRIORITIES, type Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { aField } from '../../../support/fields.ts';
import { aTicket } from '../../../support/tickets.ts';
import { all, any, aTrigger, isMet, run, where } from '../../../support/triggers.ts';

const DEFINITIONS = [aField({ code: 'text' })];
const word = fc.constantFrom('a', 'b', 'B', 'ab', 'Straße', 'STRASSE', '환불', 'é', 'e\u0301');
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });

const ticket: fc.Arbitrary<Ticket> = fc
  .record({
    priority: fc.constantFrom(...PRIORITIES),
    status: fc.constantFrom(...TICKET_STATUSES),
    tags: fc.array(word, { maxLength: 3 }),
    duplicateOf: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    inquiryTypeId: fc.constantFrom('billing', 'refund', 'delivery', undefined),
  })
  .map(aTicket);
const fields: fc.Arbitrary<TicketFields> = fc
  .option(word, { nil: undefined })
  .map((value) => (value === undefined ? {} : { text: { type: 'text' as const, value } }));
const snapshot = fc.record({ ticket, fields }).map((seen) => ({ ...seen, definitions: DEFINITIONS }));

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('is', 'is_not', 'contains', 'contains_not', 'starts_with', 'ends_with'), word)
    .map(([operator, value]) => where('field.text', operator as 'is', value)),
  fc
    .tuple(fc.constantFrom('is', 'is_not', 'any_of', 'none_of', 'contains', 'contains_not'), words)
    .map(([operator, value]) => where('ticket.tags', operator as 'is', value)),
  fc
    .tuple(fc.constantFrom('is', 'is_not', 'less', 'greater'), fc.integer({ min: 1, max: 5 }))
    .map(([operator, value]) => where('ticket.duplicateOf', operator as 'is', value)),
  fc
    .tuple(fc.constantFrom('is', 'is_not'), fc.constantFrom('billing', 'refund', 'delivery'))
    .map(([operator, value]) => where('ticket.inquiryType', operator as 'is', value)),
  fc.constantFrom('field.text', 'ticket.tags', 'ticket.inquiryType').map((field) => where(field, 'is_empty')),
);
const group = (depth: number): fc.Arbitrary<ConditionGroup> =>
  fc.record({
    match: fc.constantFrom('all', 'any'),
    conditions: fc.array(depth === 1 ? condition : fc.oneof(condition, group(depth - 1)), {
      minLength: 1,
      maxLength: 3,
    }),
  });

const turned = (conditions: ConditionGroup): ConditionGroup => ({
  match: conditions.match,
  conditions: conditions.conditions.map((each) => (isGroup(each) ? turned(each) : each)).toReversed(),
});

test('the order of conditions in a group makes no difference', () => {
  fc.assert(
    fc.property(group(3), snapshot, (conditions, seen) => isMet(conditions, seen) === isMet(turned(conditions), seen)),
  );
});

test('a group in a group of its own means the same', () => {
  fc.assert(
    fc.property(group(2), snapshot, (conditions, seen) => {
      const met = isMet(conditions, seen);
      expect(isMet(all(conditions), seen)).toBe(met);
      expect(isMet(any(conditions), seen)).toBe(met);
    }),
  );
});

/** The condition that is met exactly when this one is not. */
const negated = (one: Condition): Condition | undefined => {
  const types = { 'field.text': 'text', 'ticket.tags': 'labels', 'ticket.duplicateOf': 'number' } as const;
  const type = Object.hasOwn(types, one.field) ? types[one.field as keyof typeof types] : 'category';
  const rows = Object.entries<OperatorRow>(OPERATORS_BY_TYPE[type] as Record<string, OperatorRow>);
  const operator = rows.find(([, row]) => row.negates === one.operator)?.[0] as Condition['operator'] | undefined;
  return operator === undefined ? undefined : { ...one, operator };
};

test('any of conditions is what all of their negations is not', () => {
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), snapshot, (conditions, seen) => {
      const pairs = conditions.flatMap((one) => {
        const other = negated(one);
        return other === undefined ? [] : [[one, other] as const];
      });
      fc.pre(pairs.length > 0);
      const some = isMet(any(...pairs.map(([one]) => one)), seen);
      expect(isMet(all(...pairs.map(([, other]) => other)), seen)).toBe(!some);
    }),
  );
});

test('a missing value meets nothing that asks for one', () => {
  const bare = { ticket: aTicket(), definitions: DEFINITIONS };
  fc.assert(
    fc.property(condition, (one) => {
      const asksForAbsence = ['is_not', 'none_of', 'contains_not', 'is_empty'].includes(one.operator);
      expect(isMet(one, bare)).toBe(asksForAbsence);
    }),
  );
});

test('evaluating changes nothing, and gives the same twice', () => {
  fc.assert(
    fc.property(group(3), snapshot, (conditions, seen) => {
      const before = structuredClone(seen);
      const triggers = [aTrigger({ conditions, actions: [{ kind: 'add_tag', tag: 'new' }] }), aTrigger({ order: 1 })];
      expect(run(triggers, seen)).toEqual(run(triggers, seen));
      expect(seen).toEqual(before);
    }),
  );
});

test('a folded text stays as it is, and case and form make no difference', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const folded = foldText(text);
      expect(foldText(folded)).toBe(folded);
      expect(foldText(text.normalize('NFD'))).toBe(folded);
    }),
  );
  expect(foldText('ΟΔΟΣ')).toBe(foldText('οδος'));
  expect(foldText('Weiß')).toBe(foldText('WEISS'));
  expect(foldText('WEIẞ')).toBe(foldText('weiß'));
  expect(foldText('ＡＢＣ')).not.toBe(foldText('ABC'));
});
