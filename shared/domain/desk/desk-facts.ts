import type { FactActor } from '../ticket/facts.ts';

/** What administrators do to a service, each told by one event. */
export const DESK_FACT_TYPES = ['service_changed', 'agent_changed', 'group_changed', 'settings_changed'] as const;
export type DeskFactType = (typeof DESK_FACT_TYPES)[number];

/** What was changed. All but the first three are settings: `settings_changed`. */
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
] as const;
export type DeskSubject = (typeof DESK_SUBJECTS)[number];

export const DESK_ACTIONS = ['created', 'changed', 'removed'] as const;
export type DeskAction = (typeof DESK_ACTIONS)[number];

/**
 * One administrative change: a line of the service's audit log and, published, an event. It names what changed and
 * holds no value.
 */
export type DeskFact = {
  /** Tells it from a fact of a ticket. */
  readonly of: 'desk';
  /** Sortable by time; also the id of the published event. */
  readonly id: string;
  readonly type: DeskFactType;
  readonly serviceId: string;
  readonly at: string;
  readonly actor: FactActor;
  readonly action: DeskAction;
  /** `id` is of the subject's own kind: an agent's, a group's, a field's code. */
  readonly subject: { readonly kind: DeskSubject; readonly id: string };
  /** Names of what is not as it was, never a value. */
  readonly changed: readonly string[];
  /** Ties together all that came of one request. */
  readonly correlationId: string;
};

const FACT_OF = {
  service: 'service_changed',
  agent: 'agent_changed',
  group: 'group_changed',
} as const satisfies Partial<Record<DeskSubject, DeskFactType>>;

/** The fact that tells of a change of such a subject. */
export const deskFactTypeOf = (subject: DeskSubject): DeskFactType =>
  subject in FACT_OF ? FACT_OF[subject as keyof typeof FACT_OF] : 'settings_changed';

const NEVER_TOLD = new Set(['version', 'serviceId']);

/**
 * Names of the members that two states of one thing don't have alike, sorted; of a new thing all that it has.
 * `undefined` is as good as absent.
 */
export const changedNames = (
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>>,
): readonly string[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])]
    .filter((name) => !NEVER_TOLD.has(name) && JSON.stringify(before?.[name]) !== JSON.stringify(after[name]))
    .sort();
