import { compilePattern } from '../../../../../shared/adapters/patterns/compile-pattern.ts';
import { ticketOfExample } from '../../../../../shared/application/triggers/example-ticket.ts';
import { testTrigger } from '../../../../../shared/contracts/http/triggers.ts';
import { FIELD_TYPES, type Field } from '../../../../../shared/domain/desk/field.ts';
import type { TriggerSnapshot } from '../../../../../shared/domain/trigger/automation.ts';
import { compileTriggers } from '../../../../../shared/domain/trigger/compile-triggers.ts';
import {
  CONDITION_FIELDS,
  conditionField,
  OWN_FIELD,
  tellsChanges,
  TYPES_OF_OWN_FIELDS,
  type ConditionField,
} from '../../../../../shared/domain/trigger/condition-fields.ts';
import { OPERATORS_BY_TYPE, type ConditionType } from '../../../../../shared/domain/trigger/operators-table.ts';
import { runTriggers } from '../../../../../shared/domain/trigger/run-triggers.ts';
import type { Condition, ConditionValue } from '../../../../../shared/domain/trigger/trigger.ts';
import {
  askedOfTrial,
  awaitedChange,
  canBeSupposed,
  EMPTY_TRIAL,
  trialBody,
  type Trial,
} from '../../../../../web/src/admin/triggers/trial.ts';
import { STARTS, startValues } from '../../../../../web/src/admin/triggers/starts.ts';
import { actionBody, actionOf, EMPTY } from '../../../../../web/src/admin/triggers/trigger-values.ts';
import { aField } from '../../../../support/fields.ts';
import { aFact, aService } from '../../../../support/tickets.ts';
import { aSnapshot, aTrigger, BEGINNING, knownToTriggers } from '../../../../support/triggers.ts';

const NOW = '2026-11-22T09:00:00.000Z';
const service = aService({ country: 'KR' });
/** A field of the service's own of each type. */
const definitions: readonly Field[] = FIELD_TYPES.map((type) =>
  aField({
    code: type,
    type,
    scope: 'agent',
    ...(['checkbox', 'dropdown', 'radio'].includes(type)
      ? { options: [{ code: 'gold', names: { en: 'Gold' }, active: true }] }
      : {}),
  } as never),
);
const own = FIELD_TYPES.filter((type) => TYPES_OF_OWN_FIELDS[type] !== undefined).map((type) => `${OWN_FIELD}${type}`);
const ALL = [...Object.keys(CONDITION_FIELDS), ...own];
const fieldOf = (id: string): ConditionField => {
  const found = conditionField(id, definitions);
  if (!found.ok) throw new Error(`${id}: ${found.error}`);
  return found.value;
};
const typeOf = (id: string): ConditionType => fieldOf(id).type;

/** A value that the input of the field could give. */
const NAMED = { agent: 'agent_1', group: 'first-line', inquiry_type: 'refund', processing_type: 'solved' } as const;
const valueOf = (id: string): ConditionValue => {
  const { type, options, names } = fieldOf(id);
  switch (type) {
    case 'text':
    case 'texts':
      return /emails|serviceAddress/.test(id) ? 'kim@example.com' : id.endsWith('phones') ? '+821012345678' : 'words';
    case 'labels':
      return ['VIP'];
    case 'choice':
    case 'category':
      return names === undefined ? options!.at(-1)! : NAMED[names];
    case 'choices':
      return [options![0]!];
    case 'yes_no':
      return true;
    case 'number':
      return 7;
    case 'day':
      return '2026-11-20';
    case 'time':
      return '2026-11-20T09:30+09:00';
    case 'day_period':
      return { from: '2026-11-20', to: '2026-11-21' };
    case 'time_period':
      return { from: '2026-11-20T09:30+09:00', to: '2026-11-21T09:30+09:00' };
  }
};

/** Whether these conditions are met in a trial, as the desk takes it. */
const isMet = (trial: Trial, ...conditions: readonly Condition[]): boolean => {
  const event = { kind: 'ticket_updated' } as const;
  const body = testTrigger.body.parse({
    event,
    mode: 'always',
    conditions: { match: 'all', conditions },
    actions: [actionBody(actionOf('complete'))],
    ...trialBody(trial, event, typeOf),
  });
  const made = ticketOfExample(service, definitions, body.example as never, NOW);
  expect(made.errors).toEqual([]);
  const { happened, at = NOW } = body;
  const snapshot: TriggerSnapshot = aSnapshot({
    ...made,
    service,
    definitions,
    now: new Date(at).toISOString(),
    fact: aFact({
      type: 'ticket_edited',
      at: new Date(at).toISOString(),
      actor: happened?.actor === 'agent' ? { kind: 'agent', id: 'agent_1' } : { kind: happened?.actor ?? 'system' },
      changes: (happened?.changes ?? {}) as never,
      fieldChanges: (happened?.fieldChanges ?? {}) as never,
    }),
    entryText: happened?.entryText,
  });
  const trigger = aTrigger({ event, conditions: { match: 'all', conditions } });
  const compiled = compileTriggers([trigger], knownToTriggers({ definitions }), compilePattern);
  const [considered] = runTriggers(compiled, { kinds: ['ticket_updated'] }, snapshot, BEGINNING).considered;
  if (considered?.outcome !== 'fired' && considered?.outcome !== 'conditions_not_met')
    throw new Error(`${conditions.map(({ field }) => field).join()} was ${String(considered?.outcome)}`);
  return considered.outcome === 'fired';
};

const isOfService = (id: string): boolean => id.startsWith('service.');

describe.each(ALL)('given a rule that asks about %s', (id) => {
  const type = typeOf(id);
  const operators = OPERATORS_BY_TYPE[type] as Readonly<Record<string, unknown>>;
  const given = (value: ConditionValue): Trial => ({ ...EMPTY_TRIAL, values: { [id]: value } });

  test('then an example can be made that has it', () => {
    if (isOfService(id)) {
      // A trial takes the service as it is.
      expect(canBeSupposed(id, 'example')).toBe(false);
      expect(isMet(EMPTY_TRIAL, { field: id, operator: 'is_not_empty' in operators ? 'is_not_empty' : 'is' })).toBe(
        true,
      );
      return;
    }
    expect(canBeSupposed(id, 'example')).toBe(true);
    const value = valueOf(id);
    if ('is_not_empty' in operators) expect(isMet(given(value), { field: id, operator: 'is_not_empty' })).toBe(true);
    if ('is' in operators) expect(isMet(given(value), { field: id, operator: 'is', value })).toBe(true);
    if ('between' in operators && type === 'time')
      expect(
        isMet(given(value), { field: id, operator: 'between', value: { from: String(value), to: String(value) } }),
      ).toBe(true);
  });

  test('then it is asked for at once, and nothing else is', () => {
    const asked = askedOfTrial(
      { conditions: { match: 'all', conditions: [{ field: id, operator: 'is_not_empty' }] }, actions: [] },
      'example',
    );
    expect(asked).toEqual({ values: isOfService(id) ? [] : [id], changes: [] });
  });

  if (tellsChanges(fieldOf(id)))
    test('then a change of it can be supposed, of a ticket too', () => {
      const changed: Condition = { field: id, operator: 'changed' };
      const conditions = { match: 'all', conditions: [changed] } as const;
      for (const kindOfTicket of ['ticket', 'example'] as const)
        expect(askedOfTrial({ conditions, actions: [] }, kindOfTicket)).toEqual({ values: [], changes: [id] });
      expect(isMet(EMPTY_TRIAL, changed)).toBe(false);
      expect(isMet({ ...EMPTY_TRIAL, changes: { [id]: {} } }, changed)).toBe(true);
      expect(trialBody({ ...EMPTY_TRIAL, changes: { [id]: {} } }, { kind: 'ticket_updated' }, typeOf, 7)).toMatchObject(
        {
          number: 7,
          happened: { kind: 'ticket_updated' },
        },
      );
      if (!('changed_from_to' in operators)) return;
      const value = valueOf(id);
      const after = (Array.isArray(value) ? value[0] : value) as string | number | boolean;
      // There is a record or there is none: nothing is no third.
      const before = id === 'customer.hasRecord' ? false : '';
      const fromTo: Condition = { field: id, operator: 'changed_from_to', value: { before, after } };
      const awaited = awaitedChange({ match: 'all', conditions: [{ match: 'any', conditions: [fromTo] }] }, id);
      expect(awaited).toMatchObject({ after: String(after) });
      expect(isMet({ ...EMPTY_TRIAL, changes: { [id]: awaited } }, fromTo)).toBe(true);
      expect(isMet({ ...EMPTY_TRIAL, changes: { [id]: { before: String(after) } } }, fromTo)).toBe(false);
    });
});

test('a real ticket has its own values: what happened and when alone can be supposed', () => {
  expect(ALL.filter((id) => canBeSupposed(id, 'ticket'))).toEqual(['event.at', 'event.actor', 'entry.text']);
});

test.each(['in_business_hours', 'outside_business_hours', 'within_last', 'older_than'] as const)(
  '%s: the time of the trial is asked for',
  (operator) => {
    const conditions = { match: 'all', conditions: [{ field: 'ticket.createdAt', operator }] } as const;
    expect(askedOfTrial({ conditions, actions: [] }, 'ticket').values).toEqual(['event.at']);
    expect(askedOfTrial({ conditions, actions: [] }, 'example').values).toEqual(['ticket.createdAt', 'event.at']);
  },
);

test.each(STARTS)('the template %s can be made to fire', (start) => {
  const t = ((key: string) => key) as never;
  const { conditions } = startValues(start, { groups: [], kind: 'contact' } as never, t);
  const group = conditions.conditions as readonly Condition[];
  const filled = group.map((condition): Condition =>
    condition.field === 'ticket.inquiryType' ? { ...condition, value: ['refund'] } : condition,
  );
  const trials: Readonly<Record<(typeof STARTS)[number], Trial['values']>> = {
    byType: { 'ticket.inquiryType': 'refund' },
    even: {},
    reminder: { 'ticket.status': 'pending' },
    vip: { 'customer.note': 'A VIP since 2019', 'ticket.tags': ['VIP'] },
    outOfHours: { 'ticket.channel': 'web' },
  };
  // Business hours are looked at elsewhere: a service without them is always open.
  const asked = filled.filter(({ operator }) => operator !== 'outside_business_hours');
  for (const condition of asked) expect(isMet({ ...EMPTY_TRIAL, values: trials[start] }, condition)).toBe(true);
});

test('nothing is supposed that nobody said: an empty trial is a usual ticket, and nothing happened', () => {
  const usual = { status: 'unassigned', channel: 'email', priority: 'normal' };
  expect(trialBody(EMPTY_TRIAL, EMPTY.event, typeOf)).toEqual({ example: usual });
  const emptied: Trial = {
    ...EMPTY_TRIAL,
    values: { 'ticket.title': '', 'ticket.tags': [], 'ticket.number': Number.NaN },
  };
  expect(trialBody(emptied, EMPTY.event, typeOf)).toEqual({ example: usual });
  // What a change leads to is what the example has, unless it says otherwise.
  const changes = { 'ticket.priority': { before: 'low', after: 'high' } };
  expect(trialBody({ ...EMPTY_TRIAL, changes }, EMPTY.event, typeOf).example).toEqual({
    ...usual,
    priority: 'high',
  });
  const values = { 'ticket.priority': 'urgent' };
  expect(trialBody({ ...EMPTY_TRIAL, changes, values }, EMPTY.event, typeOf).example).toMatchObject({
    priority: 'urgent',
  });
});
