import type { InformationSource } from '../customer-information/information-source.ts';
import { itemsBetween, shortenBoth } from '../kernel/differences.ts';
import { sameValue } from '../kernel/same-value.ts';
import type { MailLayout } from '../mail/mail-layout.ts';
import type { Notice } from '../notice/notice.ts';
import type { RestrictedWords } from '../restricted/restricted-words.ts';
import type { Template } from '../template/template.ts';
import type { ServiceHours } from '../trigger/service-hours.ts';
import type { Trigger } from '../trigger/trigger.ts';
import type { Agent, AgentGroup } from './agent.ts';
import type { Category } from './category.ts';
import type { Field } from './field.ts';
import type { Service } from './service.ts';

/**
 * What the audit log tells of a member that changed. `told`: its value before and after. `secret`: that it changed.
 * `subject`: nothing, because the subject of the fact says it.
 */
type Rule = 'told' | 'secret' | 'subject';
type Members<T> = Record<Exclude<keyof T, 'serviceId' | 'version'>, Rule>;

/** Every member that a desk fact can name. A member that has no row here does not compile, and is told as a secret. */
export const AUDITED_MEMBERS = {
  service: {
    name: 'told',
    kind: 'told',
    senderName: 'told',
    timeZone: 'told',
    language: 'told',
    languages: 'told',
    channels: 'told',
    addresses: 'told',
    country: 'told',
    autoCompleteDays: 'told',
    undoSeconds: 'told',
    leaversTickets: 'told',
  },
  agent: {
    agentId: 'subject',
    name: 'told',
    email: 'told',
    role: 'told',
    groupIds: 'told',
    mayForward: 'told',
    takesAssignment: 'told',
    handlesChat: 'told',
    handlesPhone: 'told',
    mayUnmask: 'told',
    active: 'told',
    /** When the last invitation was sent. Its password is not known to the desk. */
    invitation: 'told',
  },
  group: { groupId: 'subject', name: 'told', agentIds: 'told', active: 'told' },
  category: {
    kind: 'subject',
    categoryId: 'subject',
    parentId: 'told',
    names: 'told',
    active: 'told',
    order: 'told',
  },
  field: {
    code: 'subject',
    scope: 'told',
    type: 'told',
    names: 'told',
    placeholders: 'told',
    required: 'told',
    exposure: 'told',
    encrypted: 'told',
    options: 'told',
    maxLength: 'told',
    order: 'told',
    inquiryTypeIds: 'told',
    active: 'told',
    deleted: 'told',
  },
  template: { name: 'told', searchCode: 'told', language: 'told', html: 'told', categoryIds: 'told' },
  mail_layout: { kind: 'subject', language: 'subject', subject: 'told', html: 'told' },
  restricted_words: { words: 'told' },
  customer_information: {
    name: 'told',
    baseUrl: 'told',
    request: 'told',
    results: 'told',
    key: 'secret',
    channels: 'told',
    active: 'told',
    order: 'told',
  },
  notice: { title: 'told', html: 'told', pinned: 'told', from: 'told', until: 'told' },
  trigger: {
    name: 'told',
    active: 'told',
    /** Why and when the desk itself took it out of use. */
    stopped: 'told',
    order: 'told',
    event: 'told',
    mode: 'told',
    conditions: 'told',
    actions: 'told',
    /** What signs its calls, and its hooks. */
    secrets: 'secret',
  },
  business_hours: { weekly: 'told', country: 'told', closed: 'told', open: 'told' },
} as const satisfies {
  readonly service: Members<Service>;
  readonly agent: Members<Agent & { readonly invitation: unknown }>;
  readonly group: Members<AgentGroup>;
  readonly category: Members<Category>;
  readonly field: Members<Field>;
  readonly template: Members<Pick<Template, 'name' | 'searchCode' | 'language' | 'html' | 'categoryIds'>>;
  readonly mail_layout: Members<Pick<MailLayout, 'kind' | 'language' | 'subject' | 'html'>>;
  readonly restricted_words: Members<Pick<RestrictedWords, 'words'>>;
  readonly customer_information: Members<Omit<InformationSource, 'sourceId' | 'sealedKey'> & { readonly key: unknown }>;
  readonly notice: Members<Pick<Notice, 'title' | 'html' | 'pinned' | 'from' | 'until'>>;
  readonly trigger: Members<Omit<Trigger, 'triggerId'> & { readonly secrets: unknown }>;
  readonly business_hours: Members<ServiceHours>;
};
type Subject = keyof typeof AUDITED_MEMBERS;

/** A member that changed, as the audit log tells it. */
export type AuditedMember =
  /** An absent side had no value. `cut`: texts are shown from shortly before their first difference, or not whole. */
  | {
      readonly name: string;
      readonly told: 'values';
      readonly before?: unknown;
      readonly after?: unknown;
      readonly cut?: true;
    }
  /** Of a long list: items that only one side has. `more`: how many others are left out. */
  | {
      readonly name: string;
      readonly told: 'items';
      readonly removed: readonly unknown[];
      readonly added: readonly unknown[];
      readonly more: number;
    }
  /** Its value is not stored: it is a secret, or the row has no room for it. */
  | { readonly name: string; readonly told: 'secret' | 'too_long' };

/** Maximum bytes of all members of one fact, as UTF-8 JSON. With the rest of the fact its row stays below 16 KB. */
export const AUDITED_BYTES = 12 * 1024;
/** Both states of a value up to these bytes are stored whole; of longer lists so much of what came and went. */
const WHOLE_BYTES = 3 * 1024;

type State = Readonly<Record<string, unknown>>;

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value) ?? '').length;

const isObject = (value: unknown): value is State =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sides = (before: unknown, after: unknown) => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const longList = (name: string, before: readonly unknown[], after: readonly unknown[]): AuditedMember => {
  const items = itemsBetween(before, after);
  let left = WHOLE_BYTES;
  const fitting = (list: readonly unknown[], most: number): readonly unknown[] =>
    list.filter((item) => {
      const bytes = bytesOf(item) + 1;
      if (bytes > Math.min(left, most)) return false;
      left -= bytes;
      most -= bytes;
      return true;
    });
  // What went may take half of the room, so that there is some for what came.
  const removed = fitting(items.removed, items.added.length === 0 ? left : left / 2);
  const added = fitting(items.added, left);
  const more = items.removed.length + items.added.length - removed.length - added.length;
  return removed.length + added.length === 0
    ? { name, told: 'too_long' }
    : { name, told: 'items', removed, added, more };
};

/** Of texts by language, only those that differ, each cut. */
const longObject = (name: string, before: State, after: State): AuditedMember => {
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !sameValue(before[key], after[key]))
    .map((key) => [key, shortenBoth(before[key], after[key])] as const);
  const side = (of: 'before' | 'after') =>
    Object.fromEntries(differing.flatMap(([key, both]) => (both[of] === undefined ? [] : [[key, both[of]]])));
  return { name, told: 'values', before: side('before'), after: side('after'), cut: true };
};

const auditedMember = (name: string, before: unknown, after: unknown): AuditedMember => {
  if (bytesOf(before) + bytesOf(after) <= WHOLE_BYTES) return { name, told: 'values', ...sides(before, after) };
  if (Array.isArray(before ?? after)) return longList(name, (before ?? []) as [], (after ?? []) as []);
  if (isObject(before ?? after)) return longObject(name, (before ?? {}) as State, (after ?? {}) as State);
  const both = shortenBoth(before, after);
  return { name, told: 'values', ...sides(both.before, both.after), ...(both.cut && { cut: true }) };
};

/**
 * What the audit log tells of the named members, in this order. A secret is never told, nor what AUDITED_MEMBERS does
 * not name. Together they have at most AUDITED_BYTES: the largest ones that don't fit are told as `too_long`.
 */
export const auditedMembers = (
  kind: Subject,
  names: readonly string[],
  before: State | undefined,
  after: State | undefined,
): readonly AuditedMember[] => {
  const rules: Readonly<Record<string, Rule | undefined>> = AUDITED_MEMBERS[kind];
  const members = names
    .filter((name) => rules[name] !== 'subject')
    .map((name): AuditedMember => {
      if (rules[name] !== 'told') return { name, told: 'secret' };
      return auditedMember(name, before?.[name], after?.[name]);
    });
  // Room is kept for the name of each, and given to the smallest first.
  let left = AUDITED_BYTES - bytesOf(members.map(({ name }): AuditedMember => ({ name, told: 'too_long' })));
  const fitting = new Set<AuditedMember>();
  for (const { member, bytes } of members
    .map((member) => ({ member, bytes: bytesOf(member) }))
    .toSorted((a, b) => a.bytes - b.bytes)) {
    if (bytes > left) break;
    left -= bytes;
    fitting.add(member);
  }
  return members.map((member) => (fitting.has(member) ? member : { name: member.name, told: 'too_long' }));
};
