import type { TicketRowView } from '../../../../web/src/desk/api/use-ticket-list.ts';
import type { RecipientChoice } from '../../../../web/src/desk/recipient/recipient-choices.ts';
import { commandOf, EMPTY_FORM, groupChoice } from '../../../../web/src/list/batch-form.ts';
import { planBatch, type BatchKind } from '../../../../web/src/list/batch-plan.ts';
import { aRow as anyRow } from '../../support/ticket-views.ts';

const aRow = (number: number, over: Partial<TicketRowView> = {}): TicketRowView =>
  anyRow({
    number,
    title: `Ticket ${number}`,
    status: 'processing',
    assigneeId: 'me',
    customer: { email: `c${number}@customer.example.com` },
    activityAt: '2026-11-01T00:00:00.000Z',
    ...over,
  });
const me = { agentId: 'me', role: 'agent', mayForward: false } as const;
const [mine, theirs, nobodys, done, unreachable] = [
  aRow(1),
  aRow(2, { assigneeId: 'jun' }),
  aRow(3, { status: 'unassigned', assigneeId: null }),
  aRow(4, { status: 'completed' }),
  aRow(5, { customer: { name: 'Sora' } }),
];
const all = [mine, theirs, nobodys, done, unreachable];

describe('given tickets of all sorts, what a command would do', () => {
  test.each<[BatchKind, readonly number[], Readonly<Record<number, string>>]>([
    ['resolve', [1], { 2: 'not_assignee', 3: 'keep_first', 4: 'status', 5: 'no_address' }],
    ['pend', [1], { 2: 'not_assignee', 3: 'keep_first', 4: 'status', 5: 'no_address' }],
    ['resolve_internally', [1, 3, 5], { 2: 'not_assignee', 4: 'status' }],
    ['comment', [1, 2, 3, 5], { 4: 'status' }],
    ['keep', [3], { 1: 'yours_already', 2: 'status', 4: 'yours_already', 5: 'yours_already' }],
    ['forward', [1, 5], { 2: 'not_assignee', 3: 'not_assignee', 4: 'status' }],
    ['set_priority', [1, 2, 3, 5], { 4: 'status' }],
    ['mark_important', [1, 2, 3, 4, 5], {}],
  ])('%s', (kind, numbers, obstacles) => {
    const { able, unable } = planBatch(kind, all, me);
    expect(able.map(({ number }) => number)).toEqual(numbers);
    expect(Object.fromEntries(unable.map(({ row, obstacle }) => [row.number, obstacle]))).toEqual(obstacles);
  });

  test('an administrator answers for others, too', () => {
    expect(planBatch('resolve', all, { ...me, role: 'administrator' }).able).toEqual([mine, theirs]);
  });

  test('a customer of several tickets is one customer', () => {
    const twice = [mine, aRow(6, { customer: mine.customer }), aRow(7)];
    expect(planBatch('resolve', twice, me)).toMatchObject({ customers: 2, unable: [] });
  });
});

/** Somebody who was chosen from the list of recipients. */
const to = (agentId: string | null, groupId: string | null): RecipientChoice =>
  ({ recipient: { agentId, groupId }, name: 'Jun' }) as RecipientChoice;

describe('given the dialog’s form', () => {
  const groups = ['delivery', 'billing'];
  test.each<[string, BatchKind, Partial<typeof EMPTY_FORM>, readonly string[], object]>([
    ['an answer without words', 'resolve', { text: ' \n' }, [], { gap: 'text' }],
    ['an answer', 'pend', { text: 'Soon <b>' }, [], { command: { kind: 'pend', html: '<div>Soon &lt;b&gt;</div>' } }],
    ['a duplicate of nothing', 'resolve_internally', { duplicateOf: 'x' }, [], { gap: 'duplicateOf' }],
    [
      'a duplicate',
      'resolve_internally',
      { duplicateOf: ' #12 ' },
      [],
      { command: { kind: 'resolve_internally', reason: 'duplicate', duplicateOf: 12 } },
    ],
    [
      'spam, with a number that was typed before',
      'resolve_internally',
      { reason: 'spam', duplicateOf: '12' },
      [],
      { command: { kind: 'resolve_internally', reason: 'spam' } },
    ],
    ['another reason without words', 'resolve_internally', { reason: 'other' }, [], { gap: 'text' }],
    ['keeping for one of several groups', 'keep', {}, groups, { gap: 'groupId' }],
    [
      'keeping for a chosen one',
      'keep',
      { groupId: 'billing' },
      groups,
      { command: { kind: 'keep', groupId: 'billing' } },
    ],
    ['keeping for the only one', 'keep', {}, [], { command: { kind: 'keep' } }],
    ['forwarding to nobody', 'forward', {}, [], { gap: 'recipient' }],
    [
      'forwarding to a group, with a word',
      'forward',
      { recipient: to(null, 'billing'), text: 'Yours' },
      [],
      { command: { kind: 'forward', groupId: 'billing', html: '<div>Yours</div>' } },
    ],
    [
      'forwarding to an agent in one of their groups',
      'forward',
      { recipient: to('jun', 'billing') },
      [],
      { command: { kind: 'forward', assigneeId: 'jun', groupId: 'billing' } },
    ],
    [
      'forwarding to an agent of no group',
      'forward',
      { recipient: to('jun', null) },
      [],
      { command: { kind: 'forward', assigneeId: 'jun' } },
    ],
    ['a priority', 'set_priority', {}, [], { command: { kind: 'set_priority', priority: 'high' } }],
    [
      'no longer important',
      'mark_important',
      { important: false },
      [],
      { command: { kind: 'mark_important', important: false } },
    ],
  ])('%s', (_what, kind, filled, choice, expected) => {
    const said = commandOf(kind, { ...EMPTY_FORM, ...filled }, choice);
    expect(said).toEqual({ command: null, gap: null, ...expected });
  });

  test('a group is asked for when there are several to choose from', () => {
    const choices = (myGroupIds: readonly string[]) =>
      (['keep', 'forward', 'resolve'] as const).map((kind) => groupChoice(kind, myGroupIds));
    expect(choices(groups)).toEqual([groups, [], []]);
    expect(choices(['delivery'])).toEqual([[], [], []]);
  });
});
