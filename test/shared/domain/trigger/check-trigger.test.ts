import { compilePattern } from '../../../../shared/adapters/patterns/compile-pattern.ts';
import { checkTrigger } from '../../../../shared/domain/trigger/check-trigger.ts';
import type { KnownToTriggers } from '../../../../shared/domain/trigger/known-to-triggers.ts';
import type {
  Condition,
  ConditionGroup,
  Trigger,
  TriggerAction,
  TriggerEvent,
} from '../../../../shared/domain/trigger/trigger.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';
import { all, any, aTrigger, knownToTriggers, where } from '../../../support/triggers.ts';

const DEFINITIONS = [
  aField({ code: 'order', maxLength: 5 }),
  aField({ code: 'colour', type: 'radio', options: OPTIONS }),
  aField({ code: 'extras', type: 'checkbox', options: OPTIONS }),
  aField({ code: 'due', type: 'date' }),
  aField({ code: 'at', type: 'datetime' }),
  aField({ code: 'stay', type: 'date_period' }),
  aField({ code: 'agreed', type: 'agree' }),
  aField({ code: 'files', type: 'file' }),
  aField({ code: 'caption', type: 'caption' }),
  aField({ code: 'secret', encrypted: true }),
  aField({ code: 'deleted', deleted: true }),
  aField({ code: 'unused', active: false }),
];
const check = (over: Partial<Trigger>, known: Partial<KnownToTriggers> = {}) =>
  checkTrigger(aTrigger(over), knownToTriggers({ definitions: DEFINITIONS, ...known }), compilePattern);
const errorAt = (pointer: string) => [{ pointer, detail: expect.stringMatching(/\S/) }];

test('a valid trigger has no errors', () => {
  const conditions = all(
    where('ticket.status', 'any_of', ['pending']),
    any(
      where('field.order', 'starts_with', 'A'),
      all(where('ticket.assignee', 'is', 'agent_1'), where('ticket.inquiryType', 'is', 'fax')),
    ),
    where('field.colour', 'is', 'grey'),
    where('field.unused', 'is_empty'),
    where('ticket.title', 'matches', '^order \\d+$'),
    where('ticket.createdAt', 'older_than', { amount: 3, unit: 'days' }),
    where('ticket.priority', 'changed_from_to', { before: 'low' }),
  );
  const actions: readonly TriggerAction[] = [
    { kind: 'assign', groupId: 'first-line', strategy: 'designated', agentId: 'agent_1', cap: 5 },
    { kind: 'assign', groupId: 'second-line', strategy: 'sequential' },
    { kind: 'forward_to_group', groupId: 'second-line' },
    { kind: 'set_field', code: 'order', value: 'A-1' },
    { kind: 'set_field', code: 'extras', value: ['red', 'green'] },
    { kind: 'set_field', code: 'due', value: null },
    { kind: 'set_priority', priority: 'high' },
    { kind: 'set_inquiry_type', categoryId: 'billing' },
    { kind: 'set_processing_type', categoryId: null },
    { kind: 'add_tag', tag: 'vip' },
    { kind: 'comment', html: '<p>#{ticket.number}</p>' },
    { kind: 'comment', html: '<p><img src="https://example.com/x.png"></p>' },
    { kind: 'mail', to: 'customer', subject: 'Hello #{customer.name}', html: '<p>Hello</p>' },
    { kind: 'mail', to: 'group', groupId: 'first-line', subject: 'x', html: 'x' },
    { kind: 'mail', to: 'address', address: 'boss@example.com', subject: 'x', html: 'x' },
    { kind: 'call_url', url: 'https://example.com/hook?x=1' },
    { kind: 'dooray_notice', sealedHook: 'sealed', text: 'New: #{ticket.title}' },
    { kind: 'complete' },
  ];
  expect(check({ conditions, actions })).toEqual([]);
  expect(check({ event: { kind: 'hours_since', since: 'last_reply', hours: 24.5 } })).toEqual([]);
});

describe('conditions', () => {
  const at = '#/conditions/conditions/0';
  const cases: readonly (readonly [Condition, string])[] = [
    [where('ticket.nothing', 'is_empty'), '/field'],
    [where('field.gone', 'is_empty'), '/field'],
    [where('field.deleted', 'is_empty'), '/field'],
    [where('field.secret', 'is', 'x'), '/field'],
    [where('field.caption', 'is_empty'), '/field'],
    [where('ticket.number', 'contains', 'x'), '/operator'],
    [where('ticket.status', 'matches', 'x'), '/operator'],
    [where('ticket.number', 'constructor' as 'is', 1), '/operator'],
    [where('ticket.number', 'changed'), '/operator'],
    [where('customer.note', 'changed_from_to', { before: 'x' }), '/operator'],
    [where('ticket.status', 'is'), '/value'],
    [where('ticket.status', 'is', 'gone'), '/value'],
    [where('ticket.status', 'is', ['pending']), '/value'],
    [where('ticket.status', 'any_of', 'pending'), '/value'],
    [where('ticket.status', 'any_of', []), '/value'],
    [where('ticket.status', 'any_of', ['pending', 'gone']), '/value/1'],
    [
      where(
        'ticket.status',
        'any_of',
        Array.from({ length: 201 }, () => 'pending'),
      ),
      '/value',
    ],
    [where('ticket.status', 'is_empty', 'x'), '/value'],
    [where('ticket.title', 'contains', ' '), '/value'],
    [where('ticket.title', 'contains', 7), '/value'],
    [where('ticket.title', 'contains', 'x'.repeat(1001)), '/value'],
    [where('ticket.title', 'any_of', ['x', '']), '/value/1'],
    [where('ticket.tags', 'contains', ['x'.repeat(41)]), '/value/0'],
    [where('ticket.title', 'matches', '('), '/value'],
    [where('ticket.title', 'matches', '(?=x)'), '/value'],
    [where('ticket.title', 'matches', '(x)\\1'), '/value'],
    [where('ticket.title', 'matches', 'x'.repeat(501)), '/value'],
    [where('ticket.assignee', 'is', 'gone'), '/value'],
    [where('ticket.assignee', 'is_not', 'never-there'), '/value'],
    [where('ticket.createdBy', 'any_of', ['agent_1', 'gone']), '/value/1'],
    [where('ticket.group', 'is', 'closed-group'), '/value'],
    [where('ticket.inquiryType', 'is', 'solved'), '/value'],
    [where('ticket.processingType', 'is', 'billing'), '/value'],
    [where('ticket.assignee', 'changed_from_to', { before: 'agent_1', after: 'gone' }), '/value/after'],
    [where('ticket.priority', 'changed_from_to', {}), '/value'],
    [where('ticket.priority', 'changed_from_to'), '/value'],
    [where('field.due', 'changed_from_to', { after: 'tomorrow' }), '/value/after'],
    [where('ticket.title', 'changed_from_to', { after: 'x'.repeat(301) }), '/value/after'],
    [where('field.files', 'changed_from_to', { after: 'x'.repeat(301) }), '/value/after'],
    [where('ticket.tags', 'changed_from_to', { before: 'x'.repeat(41) }), '/value/before'],
    [where('field.extras', 'changed_from_to', { before: 'blue' }), '/value/before'],
    [where('field.agreed', 'changed_from_to', { after: 'true' }), '/value/after'],
    [where('ticket.duplicateOf', 'changed_from_to', { before: '7' }), '/value/before'],
    [where('field.at', 'changed_from_to', { after: '2026-02-28' }), '/value/after'],
    [where('field.stay', 'changed_from_to', { after: '2026-02-28' }), '/operator'],
    [where('ticket.number', 'any_of', [7, '8'] as never), '/value/1'],
    [where('field.due', 'none_of', ['2026-02-28', '2026-02-30']), '/value/1'],
    [where('field.at', 'is', '2026-02-28'), '/value'],
    [where('field.stay', 'is', '2026-02-28'), '/value'],
    [where('field.colour', 'is', 'blue'), '/value'],
    [where('field.extras', 'contains', ['red', 'blue']), '/value/1'],
    [where('field.agreed', 'is', 'true'), '/value'],
    [where('ticket.number', 'is', '7'), '/value'],
    [where('ticket.number', 'less', Number.NaN), '/value'],
    [where('ticket.number', 'between', { from: 7, to: 5 }), '/value'],
    [where('ticket.number', 'between', [5, 7] as never), '/value'],
    [where('ticket.number', 'between', { from: 'x', to: 5 }), '/value/from'],
    [where('field.due', 'is', '2026-02-30'), '/value'],
    [where('field.due', 'less', '2026-02-28T09:00Z'), '/value'],
    [where('field.due', 'between', { from: '2026-01-02', to: '2026-01-01' }), '/value'],
    [where('field.due', 'within_last', { amount: 3, unit: 'hours' }), '/value'],
    [where('field.at', 'less', '2026-02-28T09:00'), '/value'],
    [where('field.at', 'less', '2026-02-28'), '/value'],
    [where('field.stay', 'contains', 'x'), '/value'],
    [where('ticket.createdAt', 'within_last', { amount: 0, unit: 'hours' }), '/value/amount'],
    [where('ticket.createdAt', 'within_last', { amount: 1.5, unit: 'hours' }), '/value/amount'],
    [where('ticket.createdAt', 'within_last', { amount: 3651, unit: 'days' }), '/value/amount'],
    [where('ticket.createdAt', 'older_than', { amount: 1, unit: 'weeks' as 'days' }), '/value'],
    [where('ticket.createdAt', 'in_business_hours', true), '/value'],
  ];
  it.each(cases)('%j is refused at %s', (condition, pointer) => {
    expect(check({ conditions: all(condition) })).toEqual(errorAt(`${at}${pointer}`));
  });

  it('tells all errors, each with its place in nested groups', () => {
    const conditions = all(
      where('ticket.title', 'is_empty'),
      any(where('x', 'is_empty'), all(where('ticket.status', 'is', 'x'))),
      where('y', 'is_empty'),
    );
    expect(check({ conditions }).map(({ pointer }) => pointer)).toEqual([
      '#/conditions/conditions/1/conditions/0/field',
      '#/conditions/conditions/1/conditions/1/conditions/0/value',
      '#/conditions/conditions/2/field',
    ]);
  });

  it('takes three levels and no more', () => {
    const condition = where('ticket.title', 'is_not_empty');
    expect(check({ conditions: all(all(all(condition))) })).toEqual([]);
    expect(check({ conditions: all(all(all(all(condition)))) })).toEqual(
      errorAt('#/conditions/conditions/0/conditions/0/conditions/0'),
    );
  });

  it('takes 50 over all groups and no more', () => {
    const many = (count: number) => Array.from({ length: count }, () => where('ticket.title', 'is_not_empty'));
    expect(check({ conditions: all(...many(25), any(...many(25))) })).toEqual([]);
    expect(check({ conditions: all(...many(25), any(...many(26))) })).toEqual(errorAt('#/conditions'));
  });

  it.each([
    [all(), []],
    [any(), errorAt('#/conditions')],
    [all(all()), errorAt('#/conditions/conditions/0')],
    [all(any()), errorAt('#/conditions/conditions/0')],
  ] as const)('of no conditions: %j', (conditions: ConditionGroup, errors) => {
    expect(check({ conditions })).toEqual(errors);
  });
});

describe('actions', () => {
  const mail = (over: object): TriggerAction => ({ kind: 'mail', to: 'customer', subject: 'x', html: 'x', ...over });
  const cases: readonly (readonly [TriggerAction, string])[] = [
    [{ kind: 'assign', groupId: 'closed-group', strategy: 'random' }, '/groupId'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'best' as 'random' }, '/strategy'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'designated' }, '/agentId'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'designated', agentId: 'gone' }, '/agentId'],
    [{ kind: 'assign', groupId: 'second-line', strategy: 'designated', agentId: 'agent_1' }, '/agentId'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'random', agentId: 'agent_1' }, '/agentId'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'random', cap: 0 }, '/cap'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'random', cap: 1.5 }, '/cap'],
    [{ kind: 'assign', groupId: 'first-line', strategy: 'random', cap: 1001 }, '/cap'],
    [{ kind: 'forward_to_group', groupId: 'never-there' }, '/groupId'],
    [{ kind: 'set_field', code: 'gone', value: 'x' }, '/code'],
    [{ kind: 'set_field', code: 'deleted', value: null }, '/code'],
    [{ kind: 'set_field', code: 'secret', value: 'x' }, '/code'],
    [{ kind: 'set_field', code: 'secret', value: null }, '/code'],
    [{ kind: 'set_field', code: 'caption', value: 'x' }, '/code'],
    [{ kind: 'set_field', code: 'files', value: ['x'] }, '/code'],
    [{ kind: 'set_field', code: 'unused', value: 'x' }, '/code'],
    [{ kind: 'set_field', code: 'order', value: 'too long' }, '/value'],
    [{ kind: 'set_field', code: 'order', value: '  ' }, '/value'],
    [{ kind: 'set_field', code: 'colour', value: 'blue' }, '/value'],
    [{ kind: 'set_field', code: 'colour', value: 'grey' }, '/value'],
    [{ kind: 'set_field', code: 'extras', value: 'red' }, '/value'],
    [{ kind: 'set_field', code: 'due', value: 'x' }, '/value'],
    [{ kind: 'set_priority', priority: 'max' as 'high' }, '/priority'],
    [{ kind: 'set_inquiry_type', categoryId: 'solved' }, '/categoryId'],
    [{ kind: 'set_inquiry_type', categoryId: 'fax' }, '/categoryId'],
    [{ kind: 'set_processing_type', categoryId: 'billing' }, '/categoryId'],
    [{ kind: 'add_tag', tag: ' ' }, '/tag'],
    [{ kind: 'add_tag', tag: 'x'.repeat(41) }, '/tag'],
    [{ kind: 'comment', html: '<p> </p>' }, '/html'],
    [{ kind: 'comment', html: 'x'.repeat(32 * 1024 + 1) }, '/html'],
    [{ kind: 'comment', html: '<p>#{ticket.nothing}</p>' }, '/html'],
    [mail({ to: 'everybody' }), '/to'],
    [mail({ to: 'address' }), '/address'],
    [mail({ to: 'address', address: 'nobody' }), '/address'],
    [mail({ to: 'address', address: 'a@b' }), '/address'],
    [mail({ to: 'address', address: 'a@b.example, c@d.example' }), '/address'],
    [mail({ to: 'address', address: 'a@b.example\r\nBcc: c@d.example' }), '/address'],
    [mail({ to: 'address', address: 'Boss@example.com' }), '/address'],
    [mail({ to: 'address', address: `${'x'.repeat(250)}@example.com` }), '/address'],
    [mail({ to: 'group', groupId: 'closed-group' }), '/groupId'],
    [mail({ subject: ' ' }), '/subject'],
    [mail({ subject: 'x\r\nBcc: c@d.example' }), '/subject'],
    [mail({ subject: 'x'.repeat(256) }), '/subject'],
    [mail({ subject: '#{nobody}' }), '/subject'],
    [mail({ html: '' }), '/html'],
    [{ kind: 'call_url', url: 'http://example.com' }, '/url'],
    [{ kind: 'call_url', url: 'example.com' }, '/url'],
    [{ kind: 'call_url', url: 'https://user:secret@example.com' }, '/url'],
    [{ kind: 'call_url', url: `https://example.com/${'x'.repeat(2000)}` }, '/url'],
    [{ kind: 'dooray_notice', sealedHook: '', text: 'x' }, '/hook'],
    [{ kind: 'dooray_notice', sealedHook: 'sealed', text: '' }, '/text'],
    [{ kind: 'dooray_notice', sealedHook: 'sealed', text: 'x'.repeat(2001) }, '/text'],
    [{ kind: 'dance' } as never, '/kind'],
    [{ kind: 'constructor' } as never, '/kind'],
  ];
  it.each(cases)('%j is refused at %s', (action, pointer) => {
    expect(check({ actions: [{ kind: 'complete' }, action] })).toEqual(errorAt(`#/actions/1${pointer}`));
  });

  it('are one at least, and 20 at most', () => {
    const many = (length: number) => Array.from({ length }, (): TriggerAction => ({ kind: 'complete' }));
    expect(check({ actions: [] })).toEqual(errorAt('#/actions'));
    expect(check({ actions: many(20) })).toEqual([]);
    expect(check({ actions: many(21) })).toEqual(errorAt('#/actions'));
  });
});

describe('name, mode and event', () => {
  const hours = (value: number): TriggerEvent => ({ kind: 'hours_since', since: 'created', hours: value });
  it.each<readonly [Partial<Trigger>, string]>([
    [{ name: ' ' }, '#/name'],
    [{ name: 'x'.repeat(101) }, '#/name'],
    [{ mode: 'never' as 'always' }, '#/mode'],
    [{ event: { kind: 'ticket_sneezed' as 'ticket_created' } }, '#/event/kind'],
    [{ event: { kind: 'hours_since', since: 'birth' as 'created', hours: 1 } }, '#/event/since'],
    [{ event: hours(0) }, '#/event/hours'],
    [{ event: hours(0.5) }, '#/event/hours'],
    [{ event: hours(721) }, '#/event/hours'],
    [{ event: hours(1.001) }, '#/event/hours'],
    [{ event: hours(Number.NaN) }, '#/event/hours'],
  ])('%j is refused at %s', (over, pointer) => {
    expect(check(over)).toEqual(errorAt(pointer));
  });
  it.each([1, 1.5, 24, 1 + 1 / 60, 720])('%d hours are taken', (value) => {
    expect(check({ event: hours(value) })).toEqual([]);
  });
});

test('groups and agents that are not given are not looked up', () => {
  const trigger = aTrigger({
    conditions: all(where('ticket.assignee', 'is', 'anybody'), where('ticket.group', 'is', 'any')),
    actions: [{ kind: 'assign', groupId: 'any', strategy: 'designated', agentId: 'anybody' }],
  });
  expect(checkTrigger(trigger, { definitions: [], categories: [] }, compilePattern)).toEqual([]);
});
