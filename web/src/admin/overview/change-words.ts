import type { TFunction } from 'i18next';
import type { listServiceEvents } from '../../../../shared/contracts/http/services.ts';
import { AUDITED_MEMBERS } from '../../../../shared/domain/desk/audited-members.ts';
import type { DeskSubject } from '../../../../shared/domain/desk/desk-facts.ts';
import type { FieldOption, FieldType } from '../../../../shared/domain/desk/field.ts';
import type { RequestItem, ResultItem } from '../../../../shared/domain/customer-information/information-source.ts';
import type { CategoryKind } from '../../../../shared/domain/desk/category.ts';
import { itemsBetween } from '../../../../shared/domain/kernel/differences.ts';
import type { LayoutKind } from '../../../../shared/domain/mail/mail-layout.ts';
import type { Channel, Language } from '../../../../shared/domain/ticket/ticket.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { WEEKDAYS, type BusinessHours } from '../../../../shared/domain/trigger/business-hours.ts';
import type {
  ConditionGroup,
  TriggerEvent,
  TriggerMode,
  TriggerStop,
} from '../../../../shared/domain/trigger/trigger.ts';
import type { SaidAction } from '../../desk/triggers/action-words.ts';
import type { MemberWordKey } from '../../ui/words/admin/member-words.ts';

export type ChangeView = OutputOf<typeof listServiceEvents>['events'][number];
type MemberView = NonNullable<ChangeView['members']>[number];

/** What a change is told with: words, and the names of what it names by ids. */
export type ChangeSpeaker = {
  readonly t: TFunction<'admin'>;
  readonly channel: (channel: Channel) => string;
  readonly language: (language: Language) => string;
  readonly country: (code: string) => string;
  readonly named: (names: Readonly<Partial<Record<Language, string>>>) => string | undefined;
  readonly agent: (agentId: string) => string | undefined;
  readonly group: (groupId: string) => string | undefined;
  readonly category: (kind: CategoryKind, categoryId: string) => string | undefined;
  readonly time: (at: string) => string;
  /** A text without its markup. */
  readonly text: (html: string) => string;
  /** What begins a trigger, what it asks, and what it does, in sentences. */
  readonly event: (event: TriggerEvent) => string;
  readonly conditions: (conditions: ConditionGroup) => string;
  readonly action: (action: SaidAction) => string;
};

/** A member that changed, in words. `null` on a side: it had no value. */
export type MemberChange = { readonly label: string } & (
  | { readonly shape: 'value'; readonly before: string | null; readonly after: string | null }
  | {
      readonly shape: 'text';
      readonly before: string | null;
      readonly after: string | null;
      /** Whether they are a part of the texts. */
      readonly cut: boolean;
    }
  | {
      readonly shape: 'list';
      readonly removed: readonly string[];
      readonly added: readonly string[];
      /** How many others are not told. */
      readonly more: number;
    }
  | { readonly shape: 'instead'; readonly words: string }
);

type Say = (value: unknown, speaker: ChangeSpeaker, event: ChangeView) => string;

const asItIs: Say = (value) => String(value);
const yesOrNo: Say = (value, { t }) => t(value === true ? 'form.yes' : 'form.no');
const channel: Say = (value, speaker) => speaker.channel(value as Channel);
const language: Say = (value, speaker) => speaker.language(value as Language);
const time: Say = (value, speaker) => speaker.time(String(value));
const groupName: Say = (value, { t, group }) => group(String(value)) ?? t('changes.former');
const agentName: Say = (value, { t, agent }) => agent(String(value)) ?? t('changes.former');
const categoryName =
  (kindOf: (event: ChangeView) => CategoryKind): Say =>
  (value, { t, category }, event) =>
    category(kindOf(event), String(value)) ?? t('changes.former');
const place: Say = (value) => String(Number(value) + 1);

const option: Say = (value, { t, named }) => {
  const { code, names, active } = value as FieldOption;
  const name = named(names) ?? code;
  return active ? name : t('changes.notInUse', { name });
};
const asked: Say = (value, { t }) => {
  const { variable, from } = value as RequestItem;
  const what = from.kind === 'typed' ? from.label : from.kind === 'field' ? from.code : from.property;
  return `${variable}: ${t(`changes.from.${from.kind}`, { what })}`;
};
const shown: Say = (value) => {
  const { label, key } = value as ResultItem;
  return `${label} (${key})`;
};

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const weekWords = (weekly: BusinessHours['weekly'], t: ChangeSpeaker['t']): string =>
  WEEKDAYS.flatMap((day) => {
    const spans = weekly[day] ?? [];
    const hours = spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ');
    return spans.length === 0 ? [] : [`${t(`hours.day.${day}`)} ${hours}`];
  }).join('; ');

/** The kind of a category is the beginning of its subject: `inquiry_type/delivery`. */
const treeOf = ({ subject }: ChangeView): CategoryKind =>
  subject.id.startsWith('processing_type/') ? 'processing_type' : 'inquiry_type';

/** How values and items are said that are not said as they are. */
const SAY: Partial<Record<MemberWordKey, Say>> = {
  'member.service.kind': (value, { t }) => t(`service.kind.${value as 'contact' | 'issue'}`),
  'member.service.language': language,
  'member.service.languages': language,
  'member.service.channels': channel,
  'member.service.country': (value, { country }) => country(String(value)),
  'member.service.autoCompleteDays': (value, { t }) => t('changes.days', { number: value }),
  'member.service.undoSeconds': (value, { t }) => t('changes.seconds', { number: value }),
  'member.service.leaversTickets': (value, { t }) => t(`service.leaversTickets.${value as 'keep' | 'give_back'}`),
  'member.agent.role': (value, { t }) => t(`changes.role.${value as 'agent' | 'administrator'}`),
  'member.agent.groupIds': groupName,
  'member.agent.invitation': time,
  'member.group.agentIds': agentName,
  'member.category.parentId': categoryName(treeOf),
  'member.category.order': place,
  'member.field.scope': (value, { t }) => t(`changes.scope.${value as 'customer' | 'agent'}`),
  'member.field.type': (value, { t }) => t(`changes.type.${value as FieldType}`),
  'member.field.options': option,
  'member.field.order': place,
  'member.field.inquiryTypeIds': categoryName(() => 'inquiry_type'),
  'member.template.language': language,
  'member.template.categoryIds': categoryName(() => 'processing_type'),
  'member.customer_information.channels': channel,
  'member.customer_information.request': asked,
  'member.customer_information.results': shown,
  'member.customer_information.order': place,
  'member.notice.from': time,
  'member.notice.until': time,
  'member.trigger.order': place,
  'member.trigger.stopped': (value, { t }) => t(`triggers.stopped.${(value as TriggerStop).why}`),
  'member.trigger.event': (value, { event }) => event(value as TriggerEvent),
  'member.trigger.mode': (value, { t }) => t(`triggers.mode.${value as TriggerMode}`),
  // Of very long ones the log has parts alone.
  'member.trigger.conditions': (value, { conditions }) =>
    Array.isArray((value as Partial<ConditionGroup>).conditions)
      ? conditions(value as ConditionGroup)
      : JSON.stringify(value),
  'member.trigger.actions': (value, { action }) => action(value as SaidAction),
  'member.business_hours.weekly': (value, { t }) => weekWords(value as BusinessHours['weekly'], t),
  'member.business_hours.country': (value, { country }) => country(String(value)),
  'member.business_hours.closed': (value) => {
    const { day, name } = value as BusinessHours['closed'][number];
    return `${day} ${name}`;
  },
};
/** Members with parts of which each side is said as a whole. */
const WHOLE: ReadonlySet<string> = new Set<MemberWordKey>([
  'member.trigger.stopped',
  'member.trigger.event',
  'member.trigger.conditions',
  'member.business_hours.weekly',
]);
/** Members that are HTML. */
const HTML: ReadonlySet<string> = new Set<MemberWordKey>([
  'member.template.html',
  'member.mail_layout.html',
  'member.notice.html',
]);

/** The text of HTML that may begin and end within a tag. */
const textOf = (html: string, { text }: ChangeSpeaker): string => {
  const [begins, ends] = [html.startsWith('…'), html.endsWith('…')];
  const whole = html
    .replace(/^…[^<>]*>/, '')
    .replace(/<[^>]*…$/, '')
    .replace(/^…|…$/g, '');
  return `${begins ? '… ' : ''}${text(whole)}${ends ? ' …' : ''}`;
};

/** The names of what is switched on: who sees a field. */
const switchedOn = (value: unknown): readonly string[] =>
  Object.entries(value as Readonly<Record<string, boolean>>).flatMap(([name, on]) => (on ? [name] : []));

const isNames = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const told = (
  key: MemberWordKey,
  member: Extract<MemberView, { told: 'values' }>,
  speaker: ChangeSpeaker,
  event: ChangeView,
): readonly MemberChange[] => {
  const { t } = speaker;
  const label = t(key);
  const say = SAY[key] ?? asItIs;
  const { before, after, cut } = member;
  const one = (value: unknown): string => (typeof value === 'boolean' ? yesOrNo : say)(value, speaker, event);
  const orNull = <V>(value: unknown, words: (value: unknown) => V): V | null =>
    value === null || value === undefined ? null : words(value);
  if (HTML.has(key)) {
    const text = (value: unknown): string => textOf(String(value), speaker);
    const both = { before: orNull(before, text), after: orNull(after, text) };
    if (both.before === both.after) return [{ label, shape: 'instead', words: t('changes.onlyFormat') }];
    return [{ label, shape: 'text', ...both, cut }];
  }
  if (key === 'member.field.exposure')
    return listed(label, orNull(before, switchedOn), orNull(after, switchedOn), (value) =>
      t(`changes.exposure.${value as 'agent' | 'customer'}`),
    );
  // One that is too long is told as a text.
  if (WHOLE.has(key)) {
    const whole = (value: unknown): string => (typeof value === 'string' ? value : one(value));
    return [textOrValue(label, orNull(before, whole), orNull(after, whole), cut)];
  }
  if (Array.isArray(before ?? after))
    return listed(label, before as readonly unknown[] | null, after as readonly unknown[] | null, one);
  if (isNames(before ?? after)) {
    const [had, has] = [(before ?? {}) as Record<string, string>, (after ?? {}) as Record<string, string>];
    return [...new Set([...Object.keys(had), ...Object.keys(has)])]
      .filter((each) => had[each] !== has[each])
      .map((each) =>
        textOrValue(`${label} (${speaker.language(each as Language)})`, had[each] ?? null, has[each] ?? null, cut),
      );
  }
  return [textOrValue(label, orNull(before, one), orNull(after, one), cut)];
};

/** So many characters are read in one line. */
const LINE = 80;

const textOrValue = (label: string, before: string | null, after: string | null, cut: boolean): MemberChange =>
  Math.max(before?.length ?? 0, after?.length ?? 0) > LINE
    ? { label, shape: 'text', before, after, cut }
    : { label, shape: 'value', before, after };

/** What came and what went; of a list that only stands in another order, both. */
const listed = (
  label: string,
  before: readonly unknown[] | null,
  after: readonly unknown[] | null,
  say: (value: unknown) => string,
): readonly MemberChange[] => {
  const { removed, added } = itemsBetween(before ?? [], after ?? []);
  if (removed.length + added.length > 0)
    return [{ label, shape: 'list', removed: removed.map(say), added: added.map(say), more: 0 }];
  const all = (list: readonly unknown[] | null) => (list === null ? null : list.map(say).join(', '));
  return [{ label, shape: 'value', before: all(before), after: all(after) }];
};

const memberChanges = (member: MemberView, speaker: ChangeSpeaker, event: ChangeView): readonly MemberChange[] => {
  const { t } = speaker;
  const key = keyOf(event, member.name);
  if (key === undefined) return [];
  const label = t(key);
  switch (member.told) {
    case 'values':
      return told(key, member, speaker, event);
    case 'items': {
      const say = (value: unknown): string => (SAY[key] ?? asItIs)(value, speaker, event);
      const { removed, added, more } = member;
      return [{ label, shape: 'list', removed: removed.map(say), added: added.map(say), more }];
    }
    case 'secret':
      return [{ label, shape: 'instead', words: t('changes.secret') }];
    case 'too_long':
      return [{ label, shape: 'instead', words: t('changes.tooLong') }];
  }
};

/** Undefined for a member of a newer release. */
const keyOf = ({ subject: { kind } }: ChangeView, name: string): MemberWordKey | undefined =>
  Object.hasOwn(AUDITED_MEMBERS[kind], name) ? (`member.${kind}.${name}` as MemberWordKey) : undefined;

/** Does it say nothing of a new thing, or of one that is gone? */
const isDefault = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);
/** Members that a new thing has by itself. */
const BY_ITSELF = new Set(['active', 'order', 'deleted']);

/** In the order in which a thing's members are described. */
const inOrder = <M>(
  { subject: { kind } }: ChangeView,
  members: readonly M[],
  nameOf: (member: M) => string,
): readonly M[] => {
  const names = Object.keys(AUDITED_MEMBERS[kind]);
  return members.toSorted((one, other) => names.indexOf(nameOf(one)) - names.indexOf(nameOf(other)));
};

/** The members of a change as they are shown; of what was created or removed those that say something. */
export const changesOf = (event: ChangeView, speaker: ChangeSpeaker): readonly MemberChange[] => {
  const members = inOrder(event, event.members ?? [], ({ name }) => name);
  const worth = (member: MemberView): boolean =>
    event.action === 'changed' ||
    member.told !== 'values' ||
    !(BY_ITSELF.has(member.name) || isDefault(event.action === 'created' ? member.after : member.before));
  const all = members.filter(worth);
  return (all.length === 0 ? members : all).flatMap((member) => memberChanges(member, speaker, event));
};

/** The names of the members that changed, as the line of a change lists them. */
export const changedLabels = (event: ChangeView, { t }: ChangeSpeaker): readonly string[] =>
  event.action === 'changed'
    ? inOrder(event, event.changed, (name) => name).flatMap((name) => {
        const key = keyOf(event, name);
        return key === undefined ? [] : [t(key)];
      })
    : [];

/** What was changed: its kind and its name at that time, or else the one that it has now, or its id. */
export const thingOf = (event: ChangeView, speaker: ChangeSpeaker): string => {
  const { t, named, agent, group, category } = speaker;
  const { kind, id } = event.subject;
  const { subjectName } = event;
  const said = typeof subjectName === 'string' ? subjectName : subjectName === null ? undefined : named(subjectName);
  switch (kind) {
    case 'service':
    case 'restricted_words':
    case 'business_hours':
      return t(`changes.thing.${kind}`);
    case 'agent':
      return t('changes.thing.agent', { name: said ?? agent(id) ?? id });
    case 'group':
      return t('changes.thing.group', { name: said ?? group(id) ?? id });
    case 'category': {
      const tree = treeOf(event);
      const categoryId = id.slice(id.indexOf('/') + 1);
      return t(`changes.thing.${tree}`, { name: said ?? category(tree, categoryId) ?? categoryId });
    }
    case 'mail_layout': {
      const [layout, of] = id.split('/') as [LayoutKind, Language];
      return t('changes.thing.mail_layout', {
        name: t(`changes.layout.${layout}`, { language: speaker.language(of) }),
      });
    }
    default:
      return t(`changes.thing.${kind}`, { name: said ?? id });
  }
};

/** Where what was changed is edited: the section, and in it the item. */
export const placeOfChange = ({
  subject: { kind, id },
}: ChangeView): { readonly section: string; readonly item: string | null } => {
  const sections: Readonly<Record<Exclude<DeskSubject, 'category'>, string>> = {
    service: 'service',
    agent: 'agents',
    group: 'groups',
    field: 'fields',
    template: 'templates',
    mail_layout: 'layouts',
    restricted_words: 'restricted-words',
    customer_information: 'customer-information',
    notice: 'notices',
    trigger: 'triggers',
    business_hours: 'business-hours',
  };
  if (kind === 'category') {
    const [tree, item = null] = id.split('/');
    return { section: tree === 'processing_type' ? 'processing-types' : 'inquiry-types', item };
  }
  const hasItems = !['service', 'mail_layout', 'restricted_words', 'business_hours'].includes(kind);
  return { section: sections[kind], item: hasItems ? id : null };
};
