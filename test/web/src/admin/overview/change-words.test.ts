import { createInstance, type TFunction } from 'i18next';
import { AUDITED_MEMBERS } from '../../../../../shared/domain/desk/audited-members.ts';
import { DESK_ACTIONS, DESK_SUBJECTS } from '../../../../../shared/domain/desk/desk-facts.ts';
import {
  changedLabels,
  changesOf,
  placeOfChange,
  thingOf,
  type ChangeSpeaker,
  type ChangeView,
} from '../../../../../web/src/admin/overview/change-words.ts';
import { adminEn } from '../../../../../web/src/ui/words/admin/en.ts';
import { adminKo } from '../../../../../web/src/ui/words/admin/ko.ts';

const speaking = (lng: 'en' | 'ko'): TFunction<'admin'> => {
  const i18n = createInstance();
  void i18n.init({
    lng,
    resources: { en: { admin: adminEn }, ko: { admin: adminKo } },
    defaultNS: 'admin',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return i18n.t as unknown as TFunction<'admin'>;
};
const speaker = (lng: 'en' | 'ko' = 'en'): ChangeSpeaker => ({
  t: speaking(lng),
  channel: (channel) => `<${channel}>`,
  language: (language) => `<${language}>`,
  country: (code) => `<${code}>`,
  named: (names) => names[lng] ?? Object.values(names)[0],
  agent: (id) => ({ mina: 'Mina', jun: 'Jun' })[id],
  group: (id) => ({ night: 'Night', day: 'Day' })[id],
  category: (kind, id) => (id === 'refund' ? `${kind} Refund` : undefined),
  time: (at) => `<${at.slice(5, 16)}>`,
  text: (html) => html.replace(/<[^>]*>/g, ''),
  event: ({ kind }) => `<${kind}>`,
  conditions: ({ match, conditions }) => `<${match} ${conditions.length}>`,
  action: ({ kind }) => `<${kind}>`,
});

type Member = NonNullable<ChangeView['members']>[number];
const values = (name: string, before: unknown, after: unknown, cut = false): Member =>
  ({ name, told: 'values', before, after, cut }) as Member;
const aChange = (
  kind: ChangeView['subject']['kind'],
  members: readonly Member[] | null,
  over: Partial<ChangeView> = {},
) =>
  ({
    id: 'evt_1',
    type: 'settings_changed',
    at: '2026-11-22T09:00:00.000Z',
    action: 'changed',
    actor: { kind: 'agent', id: 'boss' },
    subject: { kind, id: 'id-1' },
    subjectName: null,
    changed: members?.map(({ name }) => name) ?? [],
    members,
    ...over,
  }) as ChangeView;
const value = (label: string, before: string | null, after: string | null) => ({
  label,
  shape: 'value',
  before,
  after,
});
const list = (label: string, removed: readonly string[], added: readonly string[], more = 0) => ({
  label,
  shape: 'list',
  removed,
  added,
  more,
});

describe('given a member that changed', () => {
  it.each<[string, ChangeView, readonly object[]]>([
    ['a text', aChange('service', [values('name', 'Help', 'Desk')]), [value('Name', 'Help', 'Desk')]],
    ['a switch', aChange('agent', [values('mayForward', true, false)]), [value('May forward', 'Yes', 'No')]],
    [
      'a number with its unit',
      aChange('service', [values('undoSeconds', 10, 0)]),
      [value('Undo window', '10 seconds', '0 seconds')],
    ],
    ['a role', aChange('agent', [values('role', 'agent', 'administrator')]), [value('Role', 'Agent', 'Administrator')]],
    ['a country', aChange('service', [values('country', 'KR', 'JP')]), [value('Country', '<KR>', '<JP>')]],
    [
      'channels',
      aChange('service', [values('channels', ['email', 'created'], ['email', 'chat'])]),
      [list('Channels', ['<created>'], ['<chat>'])],
    ],
    [
      'groups, by name',
      aChange('agent', [values('groupIds', ['night'], ['day', 'gone'])]),
      [list('Groups', ['Night'], ['Day', 'one that is gone'])],
    ],
    [
      'the order of agents',
      aChange('group', [values('agentIds', ['mina', 'jun'], ['jun', 'mina'])]),
      [value('Order of agents', 'Mina, Jun', 'Jun, Mina')],
    ],
    [
      'a parent',
      aChange('category', [values('parentId', null, 'refund')], {
        subject: { kind: 'category', id: 'processing_type/x' },
      }),
      [value('Below', null, 'processing_type Refund')],
    ],
    [
      'a name in one of its languages',
      aChange('field', [values('names', { ko: '색', en: 'Color' }, { ko: '색', en: 'Colour', ja: '色' })]),
      [value('Name (<en>)', 'Color', 'Colour'), value('Name (<ja>)', null, '色')],
    ],
    [
      'who sees a field',
      aChange('field', [values('exposure', { agent: true, customer: false }, { agent: true, customer: true })]),
      [list('Shown to', [], ['Customers'])],
    ],
    [
      'options',
      aChange('field', [
        values(
          'options',
          [{ code: 's', names: { en: 'Small' }, active: true }],
          [{ names: { en: 'Small' }, active: false, code: 's' }],
        ),
      ]),
      [list('Options', ['Small'], ['Small (not in use)'])],
    ],
    [
      'what an API is asked with',
      aChange('customer_information', [
        values('request', [], [{ variable: 'no', from: { kind: 'typed', label: 'Member no.', required: true } }]),
      ]),
      [list('What is asked with', [], ['no: typed in: Member no.'])],
    ],
    [
      'a time',
      aChange('notice', [values('until', null, '2026-12-01T00:00:00.000Z')]),
      [value('Until', null, '<12-01T00:00>')],
    ],
    [
      'a secret',
      aChange('customer_information', [{ name: 'key', told: 'secret' }]),
      [{ label: 'Key', shape: 'instead', words: adminEn['changes.secret'] }],
    ],
    [
      'what is too long',
      aChange('group', [{ name: 'agentIds', told: 'too_long' }]),
      [{ label: 'Order of agents', shape: 'instead', words: adminEn['changes.tooLong'] }],
    ],
    [
      'a long list',
      aChange('restricted_words', [{ name: 'words', told: 'items', removed: ['a'], added: ['b'], more: 7 }]),
      [list('Words', ['a'], ['b'], 7)],
    ],
    [
      'HTML',
      aChange('template', [values('html', '<p>Hi <b>you</b></p>', '<p>Hello</p>')]),
      [{ label: 'Text', shape: 'text', before: 'Hi you', after: 'Hello', cut: false }],
    ],
    [
      'HTML whose words are the same',
      aChange('template', [values('html', '<p>Hi</p>', '<p><b>Hi</b></p>')]),
      [{ label: 'Text', shape: 'instead', words: adminEn['changes.onlyFormat'] }],
    ],
    [
      'HTML that begins and ends within a tag',
      aChange('notice', [values('html', '…s="x">one two<b…', '…s="x">one three<i>…', true)]),
      [{ label: 'Text', shape: 'text', before: '… one two …', after: '… one three …', cut: true }],
    ],
    ['one of a newer release', aChange('agent', [values('moon', 1, 2)]), []],
  ])('when it is %s, then it is said in words', (_, event, words) => {
    expect(changesOf(event, speaker())).toEqual(words);
  });

  it('when a thing is new, then only what it has is told; of what was removed what it had', () => {
    const members = [
      values('active', null, true),
      values('name', null, 'Mina'),
      values('groupIds', null, []),
      values('mayForward', null, false),
      values('role', null, 'agent'),
    ];
    expect(changesOf(aChange('agent', members, { action: 'created' }), speaker())).toEqual([
      value('Name', null, 'Mina'),
      value('Role', null, 'Agent'),
    ]);
    expect(
      changesOf(
        aChange('notice', [values('title', 'Closed', null), values('pinned', false, null)], {
          action: 'removed',
          changed: [],
        }),
        speaker(),
      ),
    ).toEqual([value('Title', 'Closed', null)]);
  });

  it('when several changed, then they are told in the order of its form', () => {
    const event = aChange('template', [
      values('html', 'a', 'b'),
      values('name', 'a', 'b'),
      values('searchCode', 'a', 'b'),
    ]);
    expect(changedLabels(event, speaker())).toEqual(['Name', 'Search code', 'Text']);
    expect(changesOf(event, speaker()).map(({ label }) => label)).toEqual(['Name', 'Search code', 'Text']);
  });

  it('when the log had no values at that time, then the names of the members are known', () => {
    const event = aChange('agent', null, { changed: ['role', 'active'] });
    expect(changesOf(event, speaker())).toEqual([]);
    expect(changedLabels(event, speaker())).toEqual(['Role', 'Active']);
  });
});

describe('given a change of a trigger', () => {
  it('then its event, conditions and actions are said, and of its secrets that they changed', () => {
    const conditions = (value: string) => ({
      match: 'all',
      conditions: [
        { field: 'ticket.priority', operator: 'is', value },
        { match: 'any', conditions: [{ field: 'ticket.tags', operator: 'is_empty' }] },
      ],
    });
    const event = aChange('trigger', [
      values('event', { kind: 'ticket_created' }, { kind: 'hours_since', since: 'last_reply', hours: 24 }),
      values('conditions', conditions('high'), conditions('low')),
      values(
        'actions',
        [{ kind: 'forward_to_group', groupId: 'night' }],
        [{ kind: 'set_priority', priority: 'urgent' }],
      ),
      values('stopped', undefined, { why: 'outdated', at: '2026-11-22T09:00:00.000Z', details: [] }),
      { name: 'secrets', told: 'secret' },
    ]);
    expect(changesOf(event, speaker())).toMatchObject([
      { label: 'Stopped by Handover', before: null, after: 'Off, because something that it names is gone.' },
      { label: 'Event', before: '<ticket_created>', after: '<hours_since>' },
      { label: 'Conditions', before: '<all 2>', after: '<all 2>' },
      { label: 'Actions', shape: 'list', removed: ['<forward_to_group>'], added: ['<set_priority>'] },
      { shape: 'instead' },
    ]);
  });

  it('then weekly hours are said as a clock shows them', () => {
    const event = aChange('business_hours', [
      values(
        'weekly',
        { monday: [{ from: 540, to: 1080 }] },
        {
          monday: [
            { from: 540, to: 720 },
            { from: 780, to: 1440 },
          ],
        },
      ),
      values('closed', [], [{ day: '2026-12-31', name: 'Year’s end' }]),
    ]);
    expect(changesOf(event, speaker())).toMatchObject([
      { label: 'Weekly hours', before: 'Monday 09:00–18:00', after: 'Monday 09:00–12:00, 13:00–24:00' },
      { label: 'Closed days', added: ['2026-12-31 Year’s end'] },
    ]);
    expect(thingOf(event, speaker())).toBe('Business hours');
    expect(placeOfChange(event)).toEqual({ section: 'business-hours', item: null });
  });
});

it.each<[Partial<ChangeView>, string]>([
  [{ subject: { kind: 'agent', id: 'mina' }, subjectName: 'Mina Kim' }, 'Agent Mina Kim'],
  [{ subject: { kind: 'agent', id: 'mina' } }, 'Agent Mina'],
  [{ subject: { kind: 'group', id: 'gone' } }, 'Group gone'],
  [{ subject: { kind: 'category', id: 'processing_type/refund' } }, 'Processing type “processing_type Refund”'],
  [{ subject: { kind: 'category', id: 'inquiry_type/x' }, subjectName: { en: 'Delivery' } }, 'Inquiry type “Delivery”'],
  [{ subject: { kind: 'field', id: 'color' } }, 'Field “color”'],
  [{ subject: { kind: 'mail_layout', id: 'pending/ko' } }, 'Mail layout “Pending, <ko>”'],
  [{ subject: { kind: 'service', id: 'care' }, subjectName: 'Care' }, 'Service settings'],
])('says what was changed: %j', (over, words) => {
  expect(thingOf(aChange('service', [], over), speaker())).toBe(words);
});

it('leads to where it is edited', () => {
  const placeOf = (kind: ChangeView['subject']['kind'], id: string) =>
    placeOfChange(aChange(kind, [], { subject: { kind, id } }));
  expect(placeOf('category', 'processing_type/refund')).toEqual({ section: 'processing-types', item: 'refund' });
  expect(placeOf('agent', 'mina')).toEqual({ section: 'agents', item: 'mina' });
  expect(placeOf('restricted_words', 'care')).toEqual({ section: 'restricted-words', item: null });
});

it.each([
  ['English', adminEn],
  ['Korean', adminKo],
] as const)('has words in %s for every member that a fact can name, every subject and action', (_, words) => {
  const keys = DESK_SUBJECTS.flatMap((kind) => [
    `changes.kind.${kind}`,
    ...Object.keys(AUDITED_MEMBERS[kind]).map((name) => `member.${kind}.${name}`),
  ]);
  for (const key of [...keys, ...DESK_ACTIONS.map((action) => `changes.${action}`)])
    expect([key, words[key as keyof typeof words]]).toEqual([key, expect.stringMatching(/\S/)]);
});

it('says the same in Korean', () => {
  const event = aChange('agent', [values('role', 'agent', 'administrator')], {
    subject: { kind: 'agent', id: 'mina' },
  });
  expect(thingOf(event, speaker('ko'))).toBe('상담원 Mina');
  expect(changesOf(event, speaker('ko'))).toEqual([value('역할', '상담원', '관리자')]);
});
