import { createInstance, type TFunction } from 'i18next';
import type { Condition, ConditionGroup } from '../../../../../shared/domain/trigger/trigger.ts';
import { CONDITION_FIELDS } from '../../../../../shared/domain/trigger/condition-fields.ts';
import { OPERATORS_BY_TYPE, type ConditionType } from '../../../../../shared/domain/trigger/operators-table.ts';
import type { ConditionOperator } from '../../../../../shared/domain/trigger/operators.ts';
import {
  actionsSentence,
  type ActionNames,
  type SaidAction,
} from '../../../../../web/src/desk/triggers/action-words.ts';
import type { AskedField } from '../../../../../web/src/desk/triggers/asked-fields.ts';
import {
  conditionSentence,
  eventSentence,
  groupSentence,
  operatorWords,
  seenWords,
  type TriggerSpeaker,
} from '../../../../../web/src/desk/triggers/condition-words.ts';
import { triggersEn } from '../../../../../web/src/ui/words/triggers/en.ts';
import { triggersKo } from '../../../../../web/src/ui/words/triggers/ko.ts';

type Tongue = 'en' | 'ko';
const speaking = (lng: Tongue): TFunction<'triggers'> => {
  const i18n = createInstance();
  void i18n.init({
    lng,
    resources: { en: { triggers: triggersEn }, ko: { triggers: triggersKo } },
    defaultNS: 'triggers',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return i18n.t as unknown as TFunction<'triggers'>;
};

const option = (value: string, label: string) => ({ value, label, active: true });
const asked = (
  id: string,
  type: ConditionType,
  names: Record<Tongue, string>,
  lng: Tongue,
  options: AskedField['options'] = null,
): AskedField => ({
  id,
  type,
  name: names[lng],
  group: 'ticket',
  options,
  tellsChanges: true,
});
const speaker = (lng: Tongue): TriggerSpeaker => {
  const priorities = [
    option('high', lng === 'en' ? 'High' : '높음'),
    option('urgent', lng === 'en' ? 'Urgent' : '긴급'),
    option('low', lng === 'en' ? 'Low' : '낮음'),
  ];
  const fields = [
    asked('ticket.priority', 'choice', { en: 'Priority', ko: '우선순위' }, lng, priorities),
    asked('ticket.title', 'text', { en: 'Title', ko: '제목' }, lng),
    asked('ticket.tags', 'labels', { en: 'Tags', ko: '태그' }, lng),
    asked('ticket.createdAt', 'time', { en: 'Time of creation', ko: '생성 시각' }, lng),
    asked('ticket.number', 'number', { en: 'Ticket number', ko: '티켓 번호' }, lng),
    asked('ticket.stay', 'day_period', { en: 'Stay', ko: '숙박' }, lng),
    asked('ticket.unreadReply', 'yes_no', { en: 'Unread reply', ko: '읽지 않은 답장' }, lng),
  ];
  return {
    t: speaking(lng),
    language: lng,
    field: (id) => fields.find((field) => field.id === id),
    time: (at) => `<${at.slice(0, 16)}>`,
  };
};
const where = (field: string, operator: ConditionOperator, value?: NonNullable<Condition['value']>): Condition => ({
  field: `ticket.${field}`,
  operator,
  ...(value === undefined ? {} : { value }),
});

describe('a condition as a sentence', () => {
  it.each<[Condition, string, string]>([
    [where('priority', 'is', 'high'), 'Priority is High', '우선순위가 높음'],
    [where('priority', 'any_of', ['high', 'urgent']), 'Priority is High or Urgent', '우선순위가 높음 또는 긴급'],
    [
      where('priority', 'none_of', ['high', 'low']),
      'Priority is none of High and Low',
      '우선순위가 높음 및 낮음 중 어느 것도 아님',
    ],
    [where('title', 'contains', 'refund'), 'Title contains “refund”', '제목에 “refund” 포함'],
    [where('title', 'starts_with', '환불'), 'Title starts with “환불”', '제목이 “환불”로 시작'],
    [where('title', 'matches', 'a+b'), 'Title matches /a+b/', '제목이 패턴 /a+b/에 일치'],
    [where('title', 'is_empty'), 'Title is empty', '제목이 비어 있음'],
    [where('title', 'contains'), 'Title contains …', '제목에 … 포함'],
    [where('tags', 'any_of', ['vip', 'late']), 'Tags: any of “vip” or “late”', '태그에 “vip” 또는 “late” 있음'],
    [where('tags', 'contains', ['vip', 'late']), 'Tags: all of “vip” and “late”', '태그에 “vip” 및 “late” 모두 있음'],
    [
      where('createdAt', 'within_last', { amount: 3, unit: 'days' }),
      'Time of creation is within the last 3 days',
      '생성 시각이 최근 3일 이내',
    ],
    [
      where('createdAt', 'older_than', { amount: 1, unit: 'hours' }),
      'Time of creation is more than 1 hour ago',
      '생성 시각이 1시간보다 더 지남',
    ],
    [
      where('createdAt', 'less', '2026-11-22T09:00:00Z'),
      'Time of creation is before <2026-11-22T09:00>',
      '생성 시각이 <2026-11-22T09:00> 이전',
    ],
    [
      where('createdAt', 'outside_business_hours'),
      'Time of creation is outside business hours',
      '생성 시각이 영업시간 밖',
    ],
    [
      where('number', 'between', { from: 1, to: 2000 }),
      'Ticket number is between 1 and 2,000',
      '티켓 번호가 1에서 2,000 사이',
    ],
    [
      where('priority', 'changed_from_to', { before: 'low', after: 'high' }),
      'Priority changed from Low to High',
      '우선순위가 낮음에서 높음으로 변경됨',
    ],
    [
      where('priority', 'changed_from_to', { after: 'urgent' }),
      'Priority changed to Urgent',
      '우선순위가 긴급으로 변경됨',
    ],
    [
      where('priority', 'changed_from_to', { before: '' }),
      'Priority changed from nothing',
      '우선순위가 없음에서 변경됨',
    ],
    [
      where('tags', 'changed_from_to', { before: 'late', after: 'vip' }),
      'Tags: “vip” was added and “late” was removed',
      '태그: “vip” 추가됨 및 “late” 제거됨',
    ],
    [where('tags', 'changed_from_to', { after: 'vip' }), 'Tags: “vip” was added', '태그: “vip” 추가됨'],
    [
      where('tags', 'changed_from_to', { before: '', after: 'vip' }),
      'Tags: “vip” was added and there was nothing before',
      '태그: “vip” 추가됨 및 이전에 값이 없었음',
    ],
    [where('tags', 'changed_from_to', { after: '' }), 'Tags: nothing is left', '태그: 남은 값이 없음'],
    [where('tags', 'changed_from_to', {}), 'Tags changed', '태그가 변경됨'],
    [
      where('createdAt', 'changed_from_to', { after: '2026-11-22T09:00:00Z' }),
      'Time of creation changed to <2026-11-22T09:00>',
      '생성 시각이 <2026-11-22T09:00>으로 변경됨',
    ],
    [
      where('unreadReply', 'changed_from_to', { after: true }),
      'Unread reply changed to yes',
      '읽지 않은 답장이 예로 변경됨',
    ],
    [where('number', 'any_of', [7, 1024]), 'Ticket number is 7 or 1,024', '티켓 번호가 7 또는 1,024'],
    [
      where('stay', 'is', { from: '2026-11-22', to: '2026-11-23' }),
      'Stay is exactly 2026-11-22 to 2026-11-23',
      '숙박이 정확히 2026-11-22 ~ 2026-11-23',
    ],
    [where('unreadReply', 'is', true), 'Unread reply is yes', '읽지 않은 답장이 예'],
    [where('priority', 'is', 'gone'), 'Priority is something that is gone', '우선순위가 삭제된 항목'],
  ])('%j', (condition, en, ko) => {
    expect(conditionSentence(condition, speaker('en'))).toBe(en);
    expect(conditionSentence(condition, speaker('ko'))).toBe(ko);
  });

  it('puts groups in brackets where they stand beside others', () => {
    const any: ConditionGroup = {
      match: 'any',
      conditions: [where('priority', 'is', 'high'), where('title', 'contains', 'VIP')],
    };
    const all: ConditionGroup = { match: 'all', conditions: [where('title', 'is_not_empty'), any] };
    expect(groupSentence(all, speaker('en'))).toBe('Title is not empty and (Priority is High or Title contains “VIP”)');
    expect(groupSentence(all, speaker('ko'))).toBe(
      '제목이 비어 있지 않음 그리고 (우선순위가 높음 또는 제목에 “VIP” 포함)',
    );
    expect(groupSentence({ match: 'all', conditions: [any] }, speaker('en'))).toBe(
      'Priority is High or Title contains “VIP”',
    );
    expect(groupSentence({ match: 'all', conditions: [] }, speaker('en'))).toBe('always');
    expect(groupSentence({ match: 'any', conditions: [] }, speaker('ko'))).toBe('실행 안 함');
  });
});

it('each operator of each type has words in both languages, and each field a name', () => {
  for (const lng of ['en', 'ko'] as const) {
    const t = speaking(lng);
    for (const [type, rows] of Object.entries(OPERATORS_BY_TYPE) as [ConditionType, object][]) {
      const words = (Object.keys(rows) as ConditionOperator[]).map((operator) => operatorWords(t, type, operator));
      expect(words.filter((each) => each.startsWith('op.'))).toEqual([]);
      // Two that are called alike could not be told apart.
      expect(new Set(words).size).toBe(words.length);
    }
    const said = (Object.entries(OPERATORS_BY_TYPE) as [ConditionType, object][]).flatMap(([type, rows]) =>
      (Object.keys(rows) as ConditionOperator[]).map((operator) =>
        conditionSentence(
          { field: 'x', operator },
          { ...speaker(lng), field: () => asked('x', type, { en: 'X', ko: 'X' }, lng) },
        ),
      ),
    );
    expect(said.filter((each) => !each.includes('X') || each.includes('says.'))).toEqual([]);
    const names = Object.keys(CONDITION_FIELDS).map((id) => t(`field.${id as keyof typeof CONDITION_FIELDS}`));
    expect(names.filter((name) => name.startsWith('field.'))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  }
});

it('says what begins a trigger', () => {
  const after = (hours: number, lng: Tongue) =>
    eventSentence({ kind: 'hours_since', since: 'last_reply', hours }, speaking(lng), lng);
  expect(after(24, 'en')).toBe('24 h after the last reply');
  expect(after(4 / 3, 'en')).toBe('1 h 20 min after the last reply');
  expect(after(24, 'ko')).toBe('마지막 답변 후 24시간이 지나면');
  expect(after(4 / 3, 'ko')).toBe('마지막 답변 후 1시간 20분이 지나면');
  expect(eventSentence({ kind: 'customer_replied' }, speaking('ko'), 'ko')).toBe('고객이 답장하면');
});

it.each([
  ['high', 'ticket.priority', 'High'],
  ['gone', 'ticket.priority', 'gone'],
  ['true', 'ticket.unreadReply', 'yes'],
  ['2026-11-22T09:00:00Z', 'ticket.createdAt', '<2026-11-22T09:00>'],
  ['Where is it?', 'ticket.title', 'Where is it?'],
])('what was seen is said by its name: %s of %s', (seen, field, words) => {
  const en = speaker('en');
  expect(seenWords(seen, en.field(field), en)).toBe(words);
});

describe('actions as a sentence', () => {
  const names = (lng: Tongue): ActionNames => ({
    t: speaking(lng),
    priority: (priority) =>
      ({ low: '낮음', normal: '보통', high: 'High', urgent: lng === 'en' ? 'Urgent' : '긴급' })[priority],
    agent: (id) => ({ mina: 'Mina' })[id],
    group: (id) => ({ care: 'Care' })[id],
    category: (id) => ({ refund: lng === 'en' ? 'Refund' : '환불' })[id],
    field: (code) => (code === 'order' ? { name: lng === 'en' ? 'Order' : '주문 번호', words: String } : undefined),
  });
  it.each<[readonly SaidAction[], string, string]>([
    [
      [{ kind: 'assign', groupId: 'care', strategy: 'sequential', cap: 5 }],
      'assign in turn in Care, up to 5 each',
      'Care 그룹에서 차례대로 배정(1인당 최대 5건)',
    ],
    [
      [{ kind: 'assign', groupId: 'care', strategy: 'designated', agentId: 'gone' }],
      'assign to something that is gone in Care',
      'Care 그룹의 삭제된 항목 님에게 배정',
    ],
    [
      [
        { kind: 'set_priority', priority: 'urgent' },
        { kind: 'add_tag', tag: 'vip' },
      ],
      'set the priority to Urgent, then add the tag “vip”',
      '우선순위를 긴급으로 설정 → 태그 “vip” 추가',
    ],
    [[{ kind: 'set_inquiry_type', categoryId: 'refund' }], 'set the inquiry type to Refund', '문의 유형을 환불로 설정'],
    [[{ kind: 'set_inquiry_type', categoryId: null }], 'clear the inquiry type', '문의 유형 지우기'],
    [[{ kind: 'set_field', code: 'order', value: '12' }], 'set Order to 12', '주문 번호를 12로 설정'],
    [[{ kind: 'set_field', code: 'order', value: null }], 'clear Order', '주문 번호 값 지우기'],
    [[{ kind: 'mail', to: 'customer', subject: '' }], 'mail the customer', '고객에게 메일 발송'],
    [
      [{ kind: 'mail', to: 'group', groupId: '', subject: 'Hi' }],
      'mail the ticket’s group “Hi”',
      '티켓의 그룹에 메일 “Hi” 발송',
    ],
    [[{ kind: 'call_url', url: 'https://api.example.com/x' }], 'call api.example.com', 'api.example.com 호출'],
    [[{ kind: 'forward_to_group', groupId: '' }], 'move to …', '… 그룹으로 이동'],
  ])('%j', (actions, en, ko) => {
    expect(actionsSentence(actions, names('en'))).toBe(en);
    expect(actionsSentence(actions, names('ko'))).toBe(ko);
  });
});
