import { toPublishedOfDesk } from '../../../shared/application/events/to-published.ts';
import { AUDITED_MEMBERS } from '../../../shared/domain/desk/audited-members.ts';
import { DESK_SUBJECTS, type DeskSubject } from '../../../shared/domain/desk/desk-facts.ts';
import { deskFactRows } from '../../../shared/adapters/dynamodb/fact-rows.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { queryAll } from '../../../shared/adapters/dynamodb/query.ts';
import { deskEventKey } from '../../../shared/adapters/dynamodb/keys.ts';

type Operation = Parameters<HttpDesk['call']>[0];
type Request = NonNullable<Parameters<HttpDesk['call']>[1]>;
type Told = { readonly action: string; readonly subjectName: unknown; readonly members: readonly unknown[] };

let desk: HttpDesk;
beforeAll(async () => {
  desk = await httpDesk();
});

const asBoss = async (operationId: Operation, request: Request): Promise<Record<string, unknown>> => {
  const { status, body } = await desk.call(operationId, { as: 'boss', ...request });
  if (status >= 300) throw new Error(`${operationId} was refused: ${JSON.stringify(body)}`);
  return body;
};
const changed = (name: string, before: unknown, after: unknown) => ({
  name,
  told: 'values',
  before,
  after,
  cut: false,
});

/** Every value that is written below has this in it: no published event may hold it. */
const CANARY = 'canary';
const named = (text: string) => ({ en: `${CANARY} ${text}` });

type Case = {
  readonly kind: DeskSubject;
  /** Creates it, changes it and, where that can be, removes it. */
  readonly act: () => Promise<void>;
  readonly name: unknown;
  /** What the log tells of the change. */
  readonly change: readonly unknown[];
  /** Among what it tells of the removal. */
  readonly removal?: unknown;
};

const CASES: readonly Case[] = [
  {
    kind: 'service',
    act: async () => {
      await asBoss('editService', { body: { senderName: `${CANARY} sender`, channels: ['email'] } });
    },
    name: expect.any(String),
    change: [
      changed('channels', ['email', 'created'], ['email']),
      changed('senderName', expect.any(String), `${CANARY} sender`),
    ],
  },
  {
    kind: 'group',
    act: async () => {
      await asBoss('createGroup', { body: { groupId: 'night', name: `${CANARY} night` } });
      await asBoss('editGroup', { params: { groupId: 'night' }, body: { name: `${CANARY} late` } });
      await asBoss('removeGroup', { params: { groupId: 'night' } });
    },
    name: `${CANARY} late`,
    change: [changed('name', `${CANARY} night`, `${CANARY} late`)],
    removal: changed('active', true, false),
  },
  {
    kind: 'agent',
    act: async () => {
      await asBoss('editAgent', { params: { agentId: 'first' }, body: { name: `${CANARY} Kim`, mayForward: true } });
    },
    name: `${CANARY} Kim`,
    change: [changed('mayForward', false, true), changed('name', 'First Agent', `${CANARY} Kim`)],
  },
  {
    kind: 'category',
    act: async () => {
      const [params, body] = [{ kind: 'inquiry_type', categoryId: 'sale' }, named('sale')];
      await asBoss('createCategory', { body: { ...params, names: body } });
      await asBoss('editCategory', { params, body: { names: named('refund'), active: false } });
    },
    name: named('refund'),
    change: [changed('active', true, false), changed('names', named('sale'), named('refund'))],
  },
  {
    kind: 'field',
    act: async () => {
      const params = { code: 'order_number' };
      await asBoss('createField', { body: { ...params, scope: 'agent', type: 'text', names: named('order') } });
      await asBoss('editField', { params, body: { required: true, names: named('number') } });
      await asBoss('deleteField', { params });
    },
    name: named('number'),
    change: [changed('names', named('order'), named('number')), changed('required', false, true)],
    removal: changed('names', named('number'), null),
  },
  {
    kind: 'template',
    act: async () => {
      const written = { searchCode: 'canary', name: `${CANARY} refund`, language: 'en', html: `<p>${CANARY} one</p>` };
      const { templateId } = await asBoss('createTemplate', { body: { ...written, shared: true, categoryIds: [] } });
      const params = { templateId: templateId as string };
      await asBoss('editTemplate', { params, body: { html: `<p>${CANARY} two</p>` } });
      await asBoss('deleteTemplate', { params });
      // An agent's own template is their matter.
      await desk.call('createTemplate', { body: { ...written, shared: false, categoryIds: [] } });
    },
    name: `${CANARY} refund`,
    change: [changed('html', `<p>${CANARY} one</p>`, `<p>${CANARY} two</p>`)],
    removal: changed('searchCode', 'canary', null),
  },
  {
    kind: 'mail_layout',
    act: async () => {
      const params = { kind: 'resolved', language: 'en' };
      await asBoss('saveMailLayout', { params, body: { html: `<p>${CANARY}</p><p>#{content}</p>` } });
      await asBoss('saveMailLayout', {
        params,
        body: { html: `<p>${CANARY}</p><p>#{content}</p>`, subject: `${CANARY} #{ticket.number}` },
      });
      await asBoss('resetMailLayout', { params });
    },
    name: null,
    change: [changed('subject', null, `${CANARY} #{ticket.number}`)],
    removal: changed('subject', `${CANARY} #{ticket.number}`, null),
  },
  {
    kind: 'restricted_words',
    act: async () => {
      await asBoss('setRestrictedWords', { body: { words: [CANARY, 'damn'] } });
      await asBoss('setRestrictedWords', { body: { words: [CANARY] } });
    },
    name: null,
    change: [changed('words', [CANARY, 'damn'], [CANARY])],
  },
  {
    kind: 'customer_information',
    act: async () => {
      const { sourceId } = await asBoss('createInformationSource', {
        body: {
          name: `${CANARY} shop`,
          baseUrl: 'https://api.example.com/canary',
          request: [{ variable: 'email', from: { kind: 'customer', property: 'email' } }],
          results: [{ label: 'Grade', key: 'grade' }],
        },
      });
      const params = { sourceId: sourceId as string };
      await asBoss('editInformationSource', { params, body: { key: `${CANARY}-secret-key-of-the-shop`, order: 2 } });
      await asBoss('deleteInformationSource', { params });
    },
    name: `${CANARY} shop`,
    change: [{ name: 'key', told: 'secret' }, changed('order', 0, 2)],
    removal: { name: 'key', told: 'secret' },
  },
  {
    kind: 'notice',
    act: async () => {
      const { noticeId } = await asBoss('createNotice', {
        body: { title: `${CANARY} closed`, html: `<p>${CANARY}</p>` },
      });
      const params = { noticeId: noticeId as string };
      await asBoss('editNotice', { params, body: { pinned: true } });
      await asBoss('deleteNotice', { params });
    },
    name: `${CANARY} closed`,
    change: [changed('pinned', false, true)],
    removal: changed('title', `${CANARY} closed`, null),
  },
  {
    kind: 'trigger',
    act: async () => {
      const { triggerId } = await asBoss('createTrigger', {
        body: {
          name: `${CANARY} rule`,
          event: { kind: 'ticket_created' },
          conditions: { match: 'all', conditions: [{ field: 'ticket.title', operator: 'contains', value: CANARY }] },
          actions: [{ kind: 'add_tag', tag: CANARY }],
        },
      });
      const params = { triggerId: triggerId as string };
      await asBoss('editTrigger', { params, body: { active: false } });
      await asBoss('deleteTrigger', { params });
    },
    name: `${CANARY} rule`,
    change: [changed('active', true, false)],
    removal: changed('name', `${CANARY} rule`, null),
  },
  {
    kind: 'business_hours',
    act: async () => {
      const body = { weekly: { monday: [{ from: 540, to: 1080 }] }, country: null, closed: [], open: [] };
      await asBoss('setBusinessHours', { body });
      await asBoss('setBusinessHours', { body: { ...body, country: 'KR' } });
    },
    name: null,
    change: [changed('country', null, 'KR')],
  },
];

describe('given administrative changes', () => {
  it.each(CASES)(
    'when something of the kind $kind was changed, then the log tells it before and after',
    async (each) => {
      const { kind, act, name, change, removal } = each;
      await act();
      const events = (await asBoss('listServiceEvents', { query: { kinds: kind } }))['events'] as readonly Told[];
      const edited = events.find(({ action }) => action === 'changed');
      expect(edited).toMatchObject({ subjectName: name, members: change });
      expect(edited?.members).toHaveLength(change.length);
      const removed = events.find(({ action }) => action === 'removed');
      if (removal === undefined) expect(removed).toBeUndefined();
      else expect(removed?.members).toContainEqual(removal);
    },
  );

  it('then each kind of subject was among them, every member that a fact names is described, and no published event holds a value', async () => {
    const { client, names } = await hostedStage();
    const { PK: partition, SK: prefix } = deskEventKey('support', '');
    const facts = await queryAll({ client, TableName: names.deskTable }, { partition, prefix }, deskFactRows.read);
    expect(new Set(facts.map(({ subject }) => subject.kind))).toEqual(new Set(DESK_SUBJECTS));
    for (const { subject, changed: members } of facts)
      expect(Object.keys(AUDITED_MEMBERS[subject.kind])).toEqual(expect.arrayContaining([...members]));
    expect(JSON.stringify(facts)).toContain(CANARY);
    expect(JSON.stringify(facts)).not.toContain('secret-key');
    expect(JSON.stringify(facts.map(toPublishedOfDesk))).not.toContain(CANARY);
  });
});
