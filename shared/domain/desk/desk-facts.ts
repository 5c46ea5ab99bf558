import { sameValue } from '../kernel/same-value.ts';
import type { FactActor } from '../ticket/facts.ts';
import type { Language } from '../ticket/ticket.ts';
import type { AuditedMember } from './audited-members.ts';

/** Administrative changes; one event for each. */
export const DESK_FACT_TYPES = ['service_changed', 'agent_changed', 'group_changed', 'settings_changed'] as const;
export type DeskFactType = (typeof DESK_FACT_TYPES)[number];

/** What was changed. All but the first three are settings, with the fact `settings_changed`. */
export const DESK_SUBJECTS = [
  'service',
  'agent',
  'group',
  'category',
  'field',
  'template',
  'mail_layout',
  'restricted_words',
  'customer_information',
  'notice',
  'trigger',
  'business_hours',
] as const;
export type DeskSubject = (typeof DESK_SUBJECTS)[number];

export const DESK_ACTIONS = ['created', 'changed', 'removed'] as const;
export type DeskAction = (typeof DESK_ACTIONS)[number];

/** The name of what was changed, as it was then; of categories and fields by language. */
export type SubjectName = string | Readonly<Partial<Record<Language, string>>>;

/**
 * One administrative change: a line of the service's audit log and, published, an event. The event names what changed,
 * without values; `subjectName` and `members` are of the log alone.
 */
export type DeskFact = {
  /** Distinguishes it from a ticket's fact. */
  readonly of: 'desk';
  /** Sortable by time; also the id of the published event. */
  readonly id: string;
  readonly type: DeskFactType;
  readonly serviceId: string;
  readonly at: string;
  readonly actor: FactActor;
  readonly action: DeskAction;
  /** `id` depends on the kind: an agent's or group's id, a field's code. */
  readonly subject: { readonly kind: DeskSubject; readonly id: string };
  /** Names of the changed members; of what was removed none. */
  readonly changed: readonly string[];
  /** Absent where it has none, and in rows of earlier releases. */
  readonly subjectName?: SubjectName;
  /** What changed, with values; of what was removed what it had. Absent in rows of earlier releases. */
  readonly members?: readonly AuditedMember[];
  /** Shared by all facts of one request. */
  readonly correlationId: string;
};

const FACT_OF = {
  service: 'service_changed',
  agent: 'agent_changed',
  group: 'group_changed',
} as const satisfies Partial<Record<DeskSubject, DeskFactType>>;

/** The type of fact for a change of this subject. */
export const deskFactTypeOf = (subject: DeskSubject): DeskFactType =>
  subject in FACT_OF ? FACT_OF[subject as keyof typeof FACT_OF] : 'settings_changed';

const NEVER_TOLD = new Set(['version', 'serviceId']);

/**
 * Sorted names of the members that differ between two states; for a new thing all of its members. `undefined` equals an
 * absent member.
 */
export const changedNames = (
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>>,
): readonly string[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])]
    .filter((name) => !NEVER_TOLD.has(name) && !sameValue(before?.[name], after[name]))
    .sort();
