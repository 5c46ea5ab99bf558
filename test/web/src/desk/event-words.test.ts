import { createInstance, type TFunction } from 'i18next';
import {
  autoCompleteReason,
  FACT_TYPES,
  TRACKED_FIELDS,
  type TrackedField,
} from '../../../../shared/domain/ticket/facts.ts';
import { NOT_SENT_IN_TIME } from '../../../../shared/domain/mail/outgoing-mail.ts';
import { INTERNAL_REASONS } from '../../../../shared/domain/ticket/internal-reason.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { PRIORITIES, TICKET_LANGUAGES, TRANSFER_KINDS } from '../../../../shared/domain/ticket/ticket.ts';
import type { EventView } from '../../../../web/src/desk/api/ticket-queries.ts';
import { eventSentence, eventWords, type EventNames } from '../../../../web/src/desk/event-words.ts';
import { EVENT_KINDS, kindOf } from '../../../../web/src/panels/event-kinds.ts';
import { en } from '../../../../web/src/ui/words/en.ts';
import { ko } from '../../../../web/src/ui/words/ko.ts';
import { aFieldView } from '../../support/field-views.ts';

const speaking = (lng: 'en' | 'ko'): TFunction => {
  const i18n = createInstance();
  void i18n.init({
    lng,
    resources: { en: { words: en }, ko: { words: ko } },
    defaultNS: 'words',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return i18n.t;
};
const SPEAKERS = [
  ['English', speaking('en')],
  ['Korean', speaking('ko')],
] as const;

const OPTIONS = [
  { code: 'red', names: { ko: '빨강' }, active: true },
  { code: 'blue', names: { ko: '파랑' }, active: true },
];
const FIELDS = [
  aFieldView({ code: 'color', type: 'dropdown', names: { ko: '색상' }, options: OPTIONS }),
  aFieldView({ code: 'colors', type: 'checkbox', names: { ko: '색상들' }, options: OPTIONS }),
  aFieldView({ code: 'terms', type: 'agree', names: { ko: '약관' } }),
  aFieldView({ code: 'span', type: 'datetime_period', names: { ko: '기간' } }),
  aFieldView({ code: 'card', encrypted: true, names: { ko: '카드 번호' } }),
];
const NAMES: EventNames = {
  agent: (id) => ({ 'agent-1': 'Mina', 'agent-2': 'Jun' })[id],
  group: (id) => ({ 'group-1': 'Delivery' })[id],
  category: (kind, id) => (id === 'id-7' ? (kind === 'inquiry_type' ? '배송' : '환불') : undefined),
  field: (code) => FIELDS.find((each) => each.code === code),
  named: (names) => names.ko,
  time: (at) => `<${at.slice(5, 16)}>`,
};
const anEvent = (over: Partial<EventView> = {}): EventView => ({
  id: 'evt_1',
  type: 'ticket_edited',
  at: '2026-11-22T09:00:00.000Z',
  version: 2,
  status: 'processing',
  actor: { kind: 'agent', id: 'agent-1' },
  changes: {},
  fieldChanges: {},
  fieldCode: null,
  entryId: null,
  mailId: null,
  callId: null,
  outwardId: null,
  trigger: null,
  reason: null,
  automation: null,
  ...over,
});
/** Values as the log has them, of which none is a word that an agent knows. */
const STORED: Readonly<Record<TrackedField, readonly string[]>> = {
  status: TICKET_STATUSES,
  assignee: ['agent-1', 'agent-9'],
  group: ['group-1', 'group-9'],
  title: [],
  priority: PRIORITIES,
  language: TICKET_LANGUAGES,
  inquiryType: ['id-7', 'id-9'],
  processingType: ['id-7', 'id-9'],
  tags: [],
  customer: ['cus_1'],
  customerName: [],
  customerEmail: [],
  customerPhone: [],
  internalReason: INTERNAL_REASONS,
  duplicateOf: ['1024'],
  transfer: TRANSFER_KINDS,
  callAt: ['2026-11-22T09:00:00.000Z'],
  callOwner: ['agent-2', 'agent-9'],
  callPhone: [],
};
const isWord = (said: string): boolean => said !== '' && !/^[a-z_]+\.|undefined|\{\{/.test(said);

describe.each(SPEAKERS)('an event in %s', (_, t) => {
  it.each(FACT_TYPES)('has words for %s', (type) => {
    const { what, who } = eventWords(t, anEvent({ type }), NAMES);
    expect([what, who].every(isWord)).toBe(true);
    expect(what).not.toContain(type);
  });

  it.each(TRACKED_FIELDS)('has a label and words for each value of %s', (field) => {
    for (const value of STORED[field].length === 0 ? ['As written'] : STORED[field]) {
      const said = eventWords(t, anEvent({ changes: { [field]: { before: null, after: value } } }), NAMES).changes;
      expect(said).toHaveLength(1);
      const [change] = said;
      const after = 'instead' in change! ? change.instead : change!.after;
      expect([change!.label, after].every((words) => words !== null && isWord(words))).toBe(true);
      expect(change!.label).not.toContain(field);
      if (STORED[field].length === 0) expect(after).toBe('As written');
      else expect(after).not.toBe(value);
    }
  });

  it('has words for whoever does something', () => {
    for (const actor of [{ kind: 'customer' }, { kind: 'system' }, { kind: 'agent', id: 'agent-9' }] as const)
      expect(isWord(eventWords(t, anEvent({ actor }), NAMES).who)).toBe(true);
  });

  it.each(['ticket_kept', 'ticket_created', 'customer_replied'] as const)('has a sentence for %s', (type) => {
    const changes = {
      status: { before: 'resolved', after: 'processing' },
      group: { before: null, after: 'group-1' },
    };
    const said = eventSentence(t, anEvent({ type, changes }), NAMES);
    expect(isWord(said)).toBe(true);
    expect(said).toContain(type === 'customer_replied' ? t('status.resolved') : 'Mina');
  });
});

describe('what an event says', () => {
  const t = speaking('en');
  const changesOf = (over: Partial<EventView>) => eventWords(t, anEvent(over), NAMES).changes;

  it('is the trigger that did it', () => {
    const trigger = { triggerId: 'trg_1', name: 'Welcome' };
    expect(changesOf({ type: 'outward_failed', trigger })).toEqual([{ label: 'Trigger', instead: 'Welcome' }]);
  });

  it('is both values, or none where there is one', () => {
    expect(changesOf({ changes: { priority: { before: 'low', after: 'urgent' } } })).toEqual([
      { label: 'Priority', before: 'Low', after: 'Urgent' },
    ]);
    expect(changesOf({ changes: { assignee: { before: 'agent-2', after: null } } })).toEqual([
      { label: 'Assignee', before: 'Jun', after: null },
    ]);
  });

  it('is of fields of the service’s own by their labels and options', () => {
    const encrypted = false;
    expect(
      changesOf({
        fieldChanges: {
          color: { before: 'red', after: 'blue', encrypted },
          colors: { before: null, after: 'red, blue, gone', encrypted },
          terms: { before: 'false', after: 'true', encrypted },
          span: { before: null, after: '2026-11-22T09:00:00.000Z/2026-11-23T09:00:00.000Z', encrypted },
          hidden: { before: null, after: 'x', encrypted },
        },
      }),
    ).toEqual([
      { label: '색상', before: '빨강', after: '파랑' },
      { label: '색상들', before: null, after: '빨강, 파랑, gone' },
      { label: '약관', before: 'no', after: 'yes' },
      { label: '기간', before: null, after: '<11-22T09:00> – <11-23T09:00>' },
      { label: 'hidden', before: null, after: 'x' },
    ]);
  });

  it('is no value of an encrypted field, nor of a deleted ticket, nor the id of a customer', () => {
    expect(
      changesOf({
        fieldChanges: { card: { before: 'sealed-1', after: 'sealed-2', encrypted: true } },
        changes: { title: { before: null, after: null }, customer: { before: 'cus_1', after: 'cus_2' } },
      }),
    ).toEqual([
      { label: 'Title', instead: 'changed, not shown' },
      { label: 'Customer record', instead: 'another customer' },
      { label: '카드 번호', instead: 'changed, not shown' },
    ]);
    expect(changesOf({ type: 'field_viewed', fieldCode: 'card' })).toEqual([{ label: 'Field', instead: '카드 번호' }]);
  });

  it('is why in words where the desk wrote it, and once', () => {
    const why = (over: Partial<EventView>) => eventWords(t, anEvent(over), NAMES).why;
    expect(why({ type: 'ticket_completed', reason: autoCompleteReason(7) })).toBe('Resolved for 7 days');
    expect(why({ type: 'transfer_failed', reason: 'ticket_moved' })).toBe('The ticket changed before');
    expect(why({ type: 'mail_delayed', reason: NOT_SENT_IN_TIME })).toBe('it could not be sent in time');
    expect(why({ type: 'mail_bounced', reason: '550 no such user' })).toBe('550 no such user');
    expect(why({ type: 'ticket_given_back', reason: 'its assignee left the service' })).toBeNull();
  });
});

describe.each(SPEAKERS)('what triggers did, in %s', (language, t) => {
  const automated = (...names: readonly string[]) =>
    anEvent({
      type: 'ticket_automated',
      actor: { kind: 'system' },
      changes: { priority: { before: 'normal', after: 'urgent' } },
      fieldChanges: { color: { before: null, after: 'red', encrypted: false } },
      automation: {
        chainId: 'evt_0',
        depth: 1,
        triggers: names.map((name, index) => ({ triggerId: `trg_${index}`, name })),
      },
    });

  it('names the trigger, or all of them in their order', () => {
    expect(eventWords(t, automated('VIP'), NAMES).who).toBe(language === 'English' ? 'Trigger ‘VIP’' : '트리거 ‘VIP’');
    expect(eventWords(t, automated('VIP', 'Night'), NAMES).who).toBe(
      language === 'English' ? 'Triggers ‘VIP’, ‘Night’' : '트리거 ‘VIP’, ‘Night’',
    );
  });

  it('says between the messages what they changed', () => {
    expect(eventSentence(t, automated('VIP'), NAMES)).toBe(
      language === 'English' ? 'Trigger ‘VIP’ changed Priority, 색상' : '트리거 ‘VIP’: 우선순위, 색상 변경',
    );
  });
});

it('has facts of each kind that the log can be narrowed to', () => {
  expect(new Set(FACT_TYPES.map(kindOf))).toEqual(new Set(EVENT_KINDS));
  expect(FACT_TYPES.filter((type) => kindOf(type) === 'confidential')).toEqual(
    FACT_TYPES.filter((type) => /mask|viewed|attachment/.test(type)),
  );
});
