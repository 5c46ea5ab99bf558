import { compilePattern } from '../../../../shared/adapters/patterns/compile-pattern.ts';
import type { FieldValue, TicketFields } from '../../../../shared/domain/desk/field-value.ts';
import type { FieldType } from '../../../../shared/domain/desk/field.ts';
import type { TriggerSnapshot } from '../../../../shared/domain/trigger/automation.ts';
import { checkTrigger } from '../../../../shared/domain/trigger/check-trigger.ts';
import { CONDITION_OPERATORS, type ConditionOperator } from '../../../../shared/domain/trigger/operators.ts';
import {
  CONDITION_TYPES,
  operatorRow,
  OPERATORS_BY_TYPE,
  type ConditionType,
} from '../../../../shared/domain/trigger/operators-table.ts';
import type { ConditionValue } from '../../../../shared/domain/trigger/trigger.ts';
import { fieldChangesBetween } from '../../../../shared/domain/ticket/field-changes.ts';
import type { Change } from '../../../../shared/domain/ticket/facts.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';
import { aFact, aTicket } from '../../../support/tickets.ts';
import { all, aTrigger, isMet, knownToTriggers, where } from '../../../support/triggers.ts';

/** 18:00 on a Sunday in Seoul. */
const NOW = '2026-11-22T09:00:00.000Z';
const EIGHT_TO_SIX = { monday: [{ from: 480, to: 1080 }], sunday: [{ from: 480, to: 1080 }] };
const HOURS = { timeZone: 'Asia/Seoul', weekly: EIGHT_TO_SIX, closed: [], open: [] };

const own = (code: string, type: FieldType) => aField({ code, type, options: OPTIONS });
const DEFINITIONS = [
  own('text', 'text'),
  own('files', 'file'),
  own('choice', 'radio'),
  own('choices', 'checkbox'),
  own('agreed', 'agree'),
  own('day', 'date'),
  own('time', 'datetime'),
  own('days', 'date_period'),
  own('times', 'datetime_period'),
];
const stored = (code: string, value: FieldValue): { readonly fields: TicketFields } => ({
  fields: { [code]: { type: DEFINITIONS.find((field) => field.code === code)!.type, value } },
});
const file = (name: string) => ({ id: name, key: name, name, type: 'text/plain', size: 1 });

type Shown = Partial<TriggerSnapshot>;
/** A field of each type that may have no value, and a snapshot with a value of it. */
const FIELD: Readonly<Record<ConditionType, readonly [field: string, withValue: (value: never) => Shown]>> = {
  text: ['field.text', (value: string) => stored('text', value)],
  texts: ['field.files', (value: readonly string[]) => stored('files', value.map(file))],
  labels: ['ticket.tags', (tags: readonly string[]) => ({ ticket: aTicket({ tags }) })],
  choice: ['field.choice', (value: string) => stored('choice', value)],
  choices: ['field.choices', (value: readonly string[]) => stored('choices', value)],
  category: ['ticket.inquiryType', (inquiryTypeId: string) => ({ ticket: aTicket({ inquiryTypeId }) })],
  yes_no: ['field.agreed', (value: boolean) => stored('agreed', value)],
  number: ['ticket.duplicateOf', (duplicateOf: number) => ({ ticket: aTicket({ duplicateOf }) })],
  day: ['field.day', (value: string) => stored('day', value)],
  time: ['field.time', (value: string) => stored('time', value)],
  day_period: ['field.days', (value: string) => stored('days', period(value))],
  time_period: ['field.times', (value: string) => stored('times', period(value))],
};
const period = (written: string) => {
  const [from = '', to = ''] = written.split('/');
  return { from, to };
};

/** A value of a condition, and values that meet it and that don't. */
type Proof = {
  readonly value?: ConditionValue;
  readonly met: readonly unknown[];
  readonly unmet: readonly unknown[];
};
/** Of operators that ask what happened: changes of the field that meet it and that don't; `null`: it didn't change. */
type ChangeProof = { readonly value?: ConditionValue; readonly changes: true } & {
  readonly met: readonly Change[];
  readonly unmet: readonly (Change | null)[];
};
type Proofs = Readonly<Partial<Record<ConditionOperator, Proof | ChangeProof>>>;

const CHANGED: ChangeProof = { changes: true, met: [{ before: 'a', after: 'b' }, { after: 'b' }, {}], unmet: [null] };
const presence = (value: unknown): Proofs => ({
  is_empty: { met: [], unmet: [value] },
  is_not_empty: { met: [value], unmet: [] },
});
/** Of several values, of which red went and green came. */
const cameAndWent: ChangeProof = {
  value: { before: 'red', after: 'green' },
  changes: true,
  met: [
    { before: 'red', after: 'green' },
    { before: 'grey, red', after: 'green, grey' },
  ],
  unmet: [
    { before: 'red', after: 'green, red' },
    { before: 'green, red', after: 'green' },
    { before: 'green', after: 'red' },
    { before: 'redder', after: 'green' },
    { before: 'red' },
    { after: 'green' },
    {},
    null,
  ],
};
/** The six operators of a set of red and green, each against everything that it can have in common with a value. */
const setProofs = (two: readonly [string, string], other: string): Proofs => {
  const [one, another] = two;
  const [equal, part, more, overlap, apart] = [[one, another], [one], [one, another, other], [another, other], [other]];
  return {
    is: { value: two, met: [equal, [another, one]], unmet: [part, more, overlap, apart] },
    is_not: { value: two, met: [part, more, overlap, apart], unmet: [equal] },
    any_of: { value: two, met: [equal, part, more, overlap], unmet: [apart] },
    none_of: { value: two, met: [apart], unmet: [equal, part, more, overlap] },
    contains: { value: two, met: [equal, more], unmet: [part, overlap, apart] },
    contains_not: { value: two, met: [part, overlap, apart], unmet: [equal, more] },
    ...presence(equal),
    changed: CHANGED,
    changed_from_to: cameAndWent,
  };
};

const PROOFS: Readonly<Record<ConditionType, Proofs>> = {
  text: {
    is: { value: 'Straße', met: ['straße', 'STRASSE', 'Strasse'], unmet: ['Straßen', 'Weg'] },
    is_not: { value: 'Café', met: ['tea', 'cafe'], unmet: ['CAFÉ', 'café'.normalize('NFD')] },
    any_of: { value: ['환불', 'refund'], met: ['Refund', '환불'.normalize('NFD')], unmet: ['refunds'] },
    none_of: { value: ['환불', 'refund'], met: ['refunds'], unmet: ['REFUND', '환불'] },
    contains: { value: 'ΟΔΟΣ', met: ['η οδος', 'οδός οδοσ', 'ΟΔΟΣ 5', 'οδοσήμανση'], unmet: ['οδό', 'οδός'] },
    contains_not: { value: 'burn', met: ['fine'], unmet: ['It BURNS'] },
    starts_with: { value: 're:', met: ['RE: hello', 're:'], unmet: ['a re:', 're'] },
    ends_with: { value: '!', met: ['help!', '!'], unmet: ['help!!?', 'a!b'] },
    matches: {
      value: '^(order|주문) +\\d{4}$',
      met: ['Order 1234', '주문  0001'],
      unmet: ['order 123', 'my order 1234'],
    },
    ...presence('x'),
    changed: CHANGED,
    changed_from_to: {
      value: { before: 'old', after: 'NEW' },
      changes: true,
      met: [{ before: 'Old', after: 'new' }],
      unmet: [{ before: 'old' }, { after: 'new' }, { before: 'new', after: 'old' }, null],
    },
  },
  texts: {
    is: { value: 'a.pdf', met: [['A.PDF'], ['b.txt', 'a.pdf']], unmet: [['a.pdf.exe'], ['b.txt']] },
    is_not: { value: 'a.pdf', met: [['b.txt']], unmet: [['b.txt', 'a.pdf']] },
    any_of: { value: ['a.pdf', 'b.txt'], met: [['x', 'b.txt']], unmet: [['x', 'y']] },
    none_of: { value: ['a.pdf', 'b.txt'], met: [['x', 'y']], unmet: [['x', 'B.txt']] },
    contains: { value: '.pdf', met: [['x', 'a.PDF']], unmet: [['x', 'pdf']] },
    contains_not: { value: '.pdf', met: [['x', 'pdf']], unmet: [['x', 'a.pdf']] },
    starts_with: { value: 'inv', met: [['x', 'Invoice']], unmet: [['x', 'my invoice']] },
    ends_with: { value: '.exe', met: [['x', 'a.exe']], unmet: [['a.exe.txt']] },
    matches: { value: '\\.(exe|js)$', met: [['x', 'a.JS']], unmet: [['a.json']] },
    ...presence(['x']),
    changed: CHANGED,
    changed_from_to: {
      value: { after: 'Bill, May.pdf' },
      changes: true,
      met: [{ after: 'bill, may.pdf' }, { before: 'a.pdf', after: 'a.pdf, bill, may.pdf' }],
      unmet: [{ before: 'bill, may.pdf', after: 'a.pdf, bill, may.pdf' }, { after: 'may.pdf' }, { before: 'x' }, null],
    },
  },
  labels: {
    ...setProofs(['vip', 'Urgent'], 'other'),
    starts_with: { value: 'vip', met: [['x', 'VIP-1']], unmet: [['x', 'no-vip']] },
    ends_with: { value: '-1', met: [['x', 'vip-1']], unmet: [['vip-12']] },
    matches: { value: '^vip-\\d$', met: [['x', 'VIP-1']], unmet: [['vip-12']] },
  },
  choice: {
    is: { value: 'red', met: ['red'], unmet: ['green', 'grey'] },
    is_not: { value: 'red', met: ['green'], unmet: ['red'] },
    any_of: { value: ['red', 'grey'], met: ['red', 'grey'], unmet: ['green'] },
    none_of: { value: ['red', 'grey'], met: ['green'], unmet: ['red', 'grey'] },
    ...presence('red'),
    changed: CHANGED,
    changed_from_to: {
      value: { before: '', after: 'red' },
      changes: true,
      met: [{ after: 'red' }],
      unmet: [{ before: 'green', after: 'red' }, { after: 'green' }, { before: 'red' }, null],
    },
  },
  choices: setProofs(['red', 'green'], 'grey'),
  category: {
    is: { value: 'billing', met: ['billing', 'refund', 'partial'], unmet: ['delivery', 'not-known'] },
    is_not: { value: 'refund', met: ['billing', 'delivery'], unmet: ['refund', 'partial'] },
    any_of: { value: ['refund', 'delivery'], met: ['partial', 'delivery'], unmet: ['billing'] },
    none_of: { value: ['refund', 'delivery'], met: ['billing'], unmet: ['partial', 'delivery'] },
    ...presence('billing'),
    changed: CHANGED,
    changed_from_to: {
      value: { before: 'billing', after: 'delivery' },
      changes: true,
      met: [
        { before: 'billing', after: 'delivery' },
        { before: 'partial', after: 'delivery' },
      ],
      unmet: [{ before: 'delivery', after: 'billing' }, { after: 'delivery' }, { before: 'partial' }, null],
    },
  },
  yes_no: {
    is: { value: true, met: [true], unmet: [false] },
    is_not: { value: true, met: [false], unmet: [true] },
    ...presence(false),
    changed: CHANGED,
    changed_from_to: {
      value: { after: true },
      changes: true,
      met: [{ after: 'true' }, { before: 'false', after: 'true' }],
      unmet: [{ before: 'true', after: 'false' }, { before: 'true' }, { after: 'false' }, {}, null],
    },
  },
  number: {
    is: { value: 7, met: [7], unmet: [6, 8] },
    is_not: { value: 7, met: [6, 8], unmet: [7] },
    any_of: { value: [7, 9], met: [7, 9], unmet: [6, 8] },
    none_of: { value: [7, 9], met: [6, 8], unmet: [7, 9] },
    less: { value: 7, met: [6], unmet: [7, 8] },
    greater: { value: 7, met: [8], unmet: [7, 6] },
    between: { value: { from: 5, to: 7 }, met: [5, 6, 7], unmet: [4, 8] },
    ...presence(7),
    changed: CHANGED,
    changed_from_to: {
      value: { before: 7, after: '' },
      changes: true,
      met: [{ before: '7' }],
      unmet: [{ before: '7', after: '8' }, { before: '77' }, { after: '7' }, {}, null],
    },
  },
  day: {
    is: { value: '2026-02-28', met: ['2026-02-28'], unmet: ['2026-03-01'] },
    is_not: { value: '2026-02-28', met: ['2026-03-01'], unmet: ['2026-02-28'] },
    any_of: { value: ['2026-02-28', '2026-03-02'], met: ['2026-02-28', '2026-03-02'], unmet: ['2026-03-01'] },
    none_of: { value: ['2026-02-28', '2026-03-02'], met: ['2026-03-01'], unmet: ['2026-02-28', '2026-03-02'] },
    less: { value: '2026-02-28', met: ['2026-02-27', '1999-12-31'], unmet: ['2026-02-28', '2026-03-01'] },
    greater: { value: '2026-02-28', met: ['2026-03-01'], unmet: ['2026-02-28', '2026-02-27'] },
    between: {
      value: { from: '2026-02-27', to: '2026-03-01' },
      met: ['2026-02-27', '2026-02-28', '2026-03-01'],
      unmet: ['2026-02-26', '2026-03-02'],
    },
    within_last: {
      value: { amount: 2, unit: 'days' },
      met: ['2026-11-22', '2026-11-20'],
      unmet: ['2026-11-23', '2026-11-19'],
    },
    older_than: {
      value: { amount: 2, unit: 'days' },
      met: ['2026-11-19', '2020-01-01'],
      unmet: ['2026-11-20', '2026-11-23'],
    },
    ...presence('2026-02-28'),
    changed: CHANGED,
    changed_from_to: {
      value: { after: '2026-11-22' },
      changes: true,
      met: [{ after: '2026-11-22' }, { before: '2026-11-21', after: '2026-11-22' }],
      unmet: [{ after: '2026-11-23' }, { before: '2026-11-22' }, null],
    },
  },
  time: {
    is: {
      value: '2026-11-22T18:00+09:00',
      met: ['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:59.999Z'],
      unmet: ['2026-11-22T08:59:59.999Z', '2026-11-22T09:01:00.000Z'],
    },
    is_not: {
      value: '2026-11-22T09:00:30Z',
      met: ['2026-11-22T08:59:59.999Z', '2026-11-22T09:01:00.000Z'],
      unmet: ['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:59.999Z'],
    },
    less: {
      value: '2026-11-22T18:00+09:00',
      met: ['2026-11-22T08:59:59.999Z'],
      unmet: ['2026-11-22T09:00:00.000Z', '2026-11-22T10:00:00.000Z'],
    },
    greater: {
      value: '2026-11-22T18:00+09:00',
      met: ['2026-11-22T09:00:00.001Z'],
      unmet: ['2026-11-22T09:00:00.000Z', '2026-11-22T08:00:00.000Z'],
    },
    between: {
      value: { from: '2026-11-22T08:00Z', to: '2026-11-22T18:00+09:00' },
      met: ['2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z'],
      unmet: ['2026-11-22T07:59:59.999Z', '2026-11-22T09:00:00.001Z'],
    },
    within_last: {
      value: { amount: 2, unit: 'hours' },
      met: [NOW, '2026-11-22T07:00:00.000Z'],
      unmet: ['2026-11-22T06:59:59.999Z', '2026-11-22T09:00:00.001Z'],
    },
    older_than: {
      value: { amount: 90, unit: 'minutes' },
      met: ['2026-11-22T07:29:59.999Z'],
      unmet: ['2026-11-22T07:30:00.000Z', '2026-11-22T10:00:00.000Z'],
    },
    in_business_hours: {
      met: ['2026-11-21T23:00:00.000Z', '2026-11-22T08:59:59.999Z'],
      unmet: ['2026-11-22T09:00:00.000Z', '2026-11-21T22:59:00.000Z', '2026-11-21T03:00:00.000Z'],
    },
    outside_business_hours: {
      met: ['2026-11-22T09:00:00.000Z', '2026-11-21T22:59:00.000Z'],
      unmet: ['2026-11-21T23:00:00.000Z'],
    },
    ...presence(NOW),
    changed: CHANGED,
    changed_from_to: {
      value: { before: '', after: '2026-11-22T18:00+09:00' },
      changes: true,
      met: [{ after: '2026-11-22T09:00:00.000Z' }, { after: '2026-11-22T09:00:30.000Z' }],
      unmet: [
        { before: '2026-11-22T08:00:00.000Z', after: '2026-11-22T09:00:00.000Z' },
        { after: '2026-11-22T09:01:00.000Z' },
        { after: 'of another type' },
        { before: '2026-11-22T09:00:00.000Z' },
        {},
        null,
      ],
    },
  },
  day_period: {
    is: {
      value: { from: '2026-11-20', to: '2026-11-22' },
      met: ['2026-11-20/2026-11-22'],
      unmet: ['2026-11-20/2026-11-21', '2026-11-21/2026-11-22'],
    },
    is_not: {
      value: { from: '2026-11-20', to: '2026-11-22' },
      met: ['2026-11-20/2026-11-21', '2026-11-21/2026-11-22'],
      unmet: ['2026-11-20/2026-11-22'],
    },
    contains: {
      value: '2026-11-22',
      met: ['2026-11-20/2026-11-25', '2026-11-22/2026-11-22', '2026-11-22/2026-11-23', '2026-11-21/2026-11-22'],
      unmet: ['2026-11-20/2026-11-21', '2026-11-23/2026-11-25'],
    },
    contains_not: { value: '2026-11-22', met: ['2026-11-20/2026-11-21'], unmet: ['2026-11-22/2026-11-22'] },
    less: { value: '2026-11-22', met: ['2026-11-20/2026-11-21'], unmet: ['2026-11-20/2026-11-22'] },
    greater: { value: '2026-11-22', met: ['2026-11-23/2026-11-24'], unmet: ['2026-11-22/2026-11-24'] },
    between: {
      value: { from: '2026-11-20', to: '2026-11-22' },
      met: ['2026-11-20/2026-11-22', '2026-11-21/2026-11-21'],
      unmet: ['2026-11-19/2026-11-21', '2026-11-21/2026-11-23'],
    },
    ...presence('2026-11-20/2026-11-22'),
    changed: CHANGED,
  },
  time_period: {
    is: {
      value: { from: '2026-11-22T17:00+09:00', to: '2026-11-22T10:00Z' },
      met: ['2026-11-22T08:00:00.000Z/2026-11-22T10:00:00.000Z', '2026-11-22T08:00:30.000Z/2026-11-22T10:00:59.000Z'],
      unmet: ['2026-11-22T08:01:00.000Z/2026-11-22T10:00:00.000Z', '2026-11-22T08:00:00.000Z/2026-11-22T09:59:59.999Z'],
    },
    is_not: {
      value: { from: '2026-11-22T08:00Z', to: '2026-11-22T10:00Z' },
      met: ['2026-11-22T08:01:00.000Z/2026-11-22T10:00:00.000Z'],
      unmet: ['2026-11-22T08:00:00.000Z/2026-11-22T10:00:00.000Z'],
    },
    contains: {
      value: '2026-11-22T18:00+09:00',
      met: ['2026-11-22T09:00:00.000Z/2026-11-22T10:00:00.000Z', '2026-11-22T08:00:00.000Z/2026-11-22T09:00:00.000Z'],
      unmet: ['2026-11-22T09:00:00.001Z/2026-11-22T10:00:00.000Z'],
    },
    contains_not: {
      value: '2026-11-22T18:00+09:00',
      met: ['2026-11-22T09:00:00.001Z/2026-11-22T10:00:00.000Z'],
      unmet: ['2026-11-22T09:00:00.000Z/2026-11-22T10:00:00.000Z'],
    },
    less: {
      value: '2026-11-22T09:00Z',
      met: ['2026-11-22T07:00:00.000Z/2026-11-22T08:59:59.999Z'],
      unmet: ['2026-11-22T07:00:00.000Z/2026-11-22T09:00:00.000Z'],
    },
    greater: {
      value: '2026-11-22T09:00Z',
      met: ['2026-11-22T09:00:00.001Z/2026-11-22T10:00:00.000Z'],
      unmet: ['2026-11-22T09:00:00.000Z/2026-11-22T10:00:00.000Z'],
    },
    between: {
      value: { from: '2026-11-22T08:00Z', to: '2026-11-22T10:00Z' },
      met: ['2026-11-22T08:00:00.000Z/2026-11-22T10:00:00.000Z'],
      unmet: ['2026-11-22T07:59:00.000Z/2026-11-22T09:00:00.000Z'],
    },
    ...presence('2026-11-22T08:00:00.000Z/2026-11-22T10:00:00.000Z'),
    changed: CHANGED,
  },
};

const EMPTY = { definitions: DEFINITIONS, now: NOW, businessHours: HOURS };
const TRACKED: Readonly<Partial<Record<ConditionType, string>>> = {
  labels: 'tags',
  category: 'inquiryType',
  number: 'duplicateOf',
};

const factOf = (type: ConditionType, change: Change | null) => {
  if (change === null) return aFact({ changes: { priority: { before: 'low', after: 'high' } } });
  const tracked = TRACKED[type];
  return tracked === undefined
    ? aFact({ fieldChanges: { [FIELD[type][0].slice('field.'.length)]: change } })
    : aFact({ changes: { [tracked]: change } });
};

const rows = CONDITION_TYPES.flatMap((type) =>
  (Object.keys(OPERATORS_BY_TYPE[type]) as ConditionOperator[]).map((operator) => [type, operator] as const),
);

describe.each(rows)('a %s, asked with %s', (type, operator) => {
  const row = operatorRow(type, operator)!;
  const proof = PROOFS[type][operator]!;
  const [field, withValue] = FIELD[type];
  const condition = where(field, operator, proof.value);

  it('is proved, with a value of the form that the table says', () => {
    expect(proof).toBeDefined();
    expect(proof.value === undefined).toBe(row.form === 'none');
  });

  if ('changes' in proof) {
    it.each(proof.met)('is met by the change %j', (change) => {
      expect(isMet(condition, { ...EMPTY, fact: factOf(type, change) })).toBe(true);
    });
    it.each(proof.unmet)('is not met by the change %j', (change) => {
      expect(isMet(condition, { ...EMPTY, fact: factOf(type, change) })).toBe(false);
    });
    it('is not met by the creation of a ticket, nor when nothing happened', () => {
      const change = proof.met[0]!;
      expect(isMet(condition, { ...EMPTY, fact: { ...factOf(type, change), type: 'ticket_created' } })).toBe(false);
      expect(isMet(condition, EMPTY)).toBe(false);
    });
  } else {
    const cases = [
      ...proof.met.map((value) => ['met', value] as const),
      ...proof.unmet.map((value) => ['not met', value] as const),
    ];
    it.each(cases)('is %s by %j', (outcome, value) => {
      expect(isMet(condition, { ...EMPTY, ...withValue(value as never) })).toBe(outcome === 'met');
    });
    it(`is ${row.missing === 'met' ? 'met' : 'not met'} by a missing value`, () => {
      expect(isMet(condition, EMPTY)).toBe(row.missing === 'met');
    });
  }

  if (row.form !== 'none')
    it('takes the value that the proof has, when the trigger is saved', () => {
      const known = knownToTriggers({ definitions: DEFINITIONS });
      expect(checkTrigger(aTrigger({ conditions: all(condition) }), known, compilePattern)).toEqual([]);
    });

  if (row.negates !== undefined)
    it(`is exactly what ${row.negates} is not`, () => {
      const negated = where(field, row.negates!, proof.value);
      const values = [...proof.met, ...proof.unmet].map((value) => withValue(value as never));
      for (const shown of [...values, {}])
        expect(isMet(condition, { ...EMPTY, ...shown })).toBe(!isMet(negated, { ...EMPTY, ...shown }));
    });
});

const absent = CONDITION_TYPES.flatMap((type) =>
  CONDITION_OPERATORS.filter((operator) => operatorRow(type, operator) === undefined).map(
    (operator) => [type, operator] as const,
  ),
);

test.each(absent)('given a %s, then %s is refused', (type, operator) => {
  const errors = checkTrigger(
    aTrigger({ conditions: all(where(FIELD[type][0], operator)) }),
    knownToTriggers({ definitions: DEFINITIONS }),
    compilePattern,
  );
  expect(errors).toEqual([{ pointer: '#/conditions/conditions/0/operator', detail: 'The field has no such operator' }]);
});

describe('of several values, of which the log tells only the beginning', () => {
  const many = Array.from({ length: 40 }, (_, index) => `option_${String(index)}`);
  const definitions = [
    aField({
      code: 'many',
      type: 'checkbox',
      options: many.map((code) => ({ code, names: { en: code }, active: true })),
    }),
  ];
  const changed = (value: ConditionValue, before: readonly string[], after: readonly string[]) =>
    isMet(where('field.many', 'changed_from_to', value), {
      definitions,
      fact: aFact({
        fieldChanges: fieldChangesBetween(
          { many: { type: 'checkbox', value: before } },
          { many: { type: 'checkbox', value: after } },
        ),
      }),
    });
  const without = (one: string) => many.filter((code) => code !== one);

  test('one that is told came and went', () => {
    expect(changed({ after: 'option_3' }, many.slice(0, 3), many.slice(0, 4))).toBe(true);
    expect(changed({ before: 'option_3' }, many, many.slice(0, 3))).toBe(true);
  });
  test('one that may be behind the end never counts', () => {
    expect(changed({ after: 'option_39' }, without('option_39'), many)).toBe(false);
    // It is behind the end of the longer text, and in the shorter one.
    expect(changed({ after: 'option_39' }, [...many], ['option_39'])).toBe(false);
    expect(changed({ before: 'option_39' }, ['option_39'], [...many])).toBe(false);
  });
});

test('a record that another one follows is still a record', () => {
  const condition = (value: ConditionValue) => where('customer.hasRecord', 'changed_from_to', value);
  const linked = (before?: string, after?: string) => ({
    fact: aFact({ changes: { customer: { ...(before && { before }), ...(after && { after }) } } }),
  });
  expect(isMet(condition({ before: false, after: true }), linked(undefined, 'cus_1'))).toBe(true);
  expect(isMet(condition({ after: true }), linked('cus_1', 'cus_2'))).toBe(false);
  expect(isMet(condition({ after: false }), linked('cus_1'))).toBe(true);
  expect(isMet(where('customer.hasRecord', 'changed'), linked('cus_1', 'cus_2'))).toBe(false);
  expect(isMet(where('customer.id', 'changed'), linked('cus_1', 'cus_2'))).toBe(true);
});
