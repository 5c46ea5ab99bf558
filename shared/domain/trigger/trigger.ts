import type { GivenValue } from '../desk/field-value.ts';
import type { Priority } from '../ticket/ticket.ts';
import type { MailRecipientKind } from './mail-recipient.ts';
import type { ConditionOperator } from './operators.ts';

export { MAIL_RECIPIENTS, type MailRecipientKind } from './mail-recipient.ts';

/** What can start a trigger: something that happened to a ticket, or time that went by since. */
export const TRIGGER_EVENTS = [
  'ticket_created',
  'ticket_updated',
  'status_changed',
  'customer_replied',
  'agent_replied',
  'ticket_assigned',
  'ticket_transferred',
  'hours_since',
] as const;
export type TriggerEventKind = (typeof TRIGGER_EVENTS)[number];

/** What `hours_since` counts from. */
export const TIME_BASES = ['created', 'last_reply', 'status_change'] as const;
export type TimeBase = (typeof TIME_BASES)[number];

export type TriggerEvent =
  | { readonly kind: Exclude<TriggerEventKind, 'hours_since'> }
  /** `hours`: 1 to HOURS_LIMIT; a fraction counts by the minute. */
  | { readonly kind: 'hours_since'; readonly since: TimeBase; readonly hours: number };

/** Maximum hours of a time trigger: thirty days. */
export const HOURS_LIMIT = 720;
/** Whether a time trigger can wait for so long: whole minutes, an hour at least. */
export const isWait = (hours: number): boolean =>
  hours >= 1 && hours <= HOURS_LIMIT && Math.abs(hours * 60 - Math.round(hours * 60)) < 1e-6;
/** What is wrong with one that is not, in the words of the API. */
export const WAIT_FAULT = `It is 1 to ${HOURS_LIMIT}, in whole minutes`;

/**
 * `selective`: with the event `ticket_updated` it fires only when a field of its conditions changed or an entry came.
 * `always`: on each change. Other events make no difference.
 */
export const TRIGGER_MODES = ['selective', 'always'] as const;
export type TriggerMode = (typeof TRIGGER_MODES)[number];

/** Of `changed_from_to`: either side may be left out; an empty text stands for no value. */
export type ConditionChange = {
  readonly before?: string | number | boolean;
  readonly after?: string | number | boolean;
};

/** A value to compare with. Its form is that of the operator (operators.ts). */
export type ConditionValue =
  | string
  | number
  | boolean
  | readonly (string | number)[]
  | { readonly from: string | number; readonly to: string | number }
  | ConditionChange
  /** Of `within_last` and `older_than`. */
  | { readonly amount: number; readonly unit: 'minutes' | 'hours' | 'days' };

/** One condition: a field (condition-fields.ts), an operator and, where the operator has one, a value. */
export type Condition = {
  readonly field: string;
  readonly operator: ConditionOperator;
  readonly value?: ConditionValue;
};

/** `all`: each must be met; `any`: one at least. An empty `all` is met, an empty `any` is not. */
export type ConditionGroup = {
  readonly match: 'all' | 'any';
  readonly conditions: readonly (Condition | ConditionGroup)[];
};
export const isGroup = (condition: Condition | ConditionGroup): condition is ConditionGroup => 'match' in condition;

/** How deep groups may be nested; the outermost counts. */
export const CONDITION_DEPTH = 3;
/** Maximum conditions of one trigger, over all its groups. */
export const CONDITIONS_LIMIT = 50;
/** Maximum values of one condition, such as of `any_of`. */
export const CONDITION_VALUES_LIMIT = 200;

/** How an assignment finds the agent. */
export const ASSIGNMENT_STRATEGIES = ['designated', 'random', 'sequential', 'least_loaded'] as const;
export type AssignmentStrategy = (typeof ASSIGNMENT_STRATEGIES)[number];

export type TriggerAction =
  | {
      readonly kind: 'assign';
      readonly groupId: string;
      readonly strategy: AssignmentStrategy;
      /** Of `designated`. */
      readonly agentId?: string;
      /** Open tickets (processing, pending) of an agent from which on they get none; absent: no limit. */
      readonly cap?: number;
    }
  | { readonly kind: 'forward_to_group'; readonly groupId: string }
  /** A field of the service's own, by its code; null takes the value away. Never an encrypted one. */
  | { readonly kind: 'set_field'; readonly code: string; readonly value: GivenValue | null }
  | { readonly kind: 'set_priority'; readonly priority: Priority }
  | { readonly kind: 'set_inquiry_type'; readonly categoryId: string | null }
  | { readonly kind: 'set_processing_type'; readonly categoryId: string | null }
  | { readonly kind: 'add_tag'; readonly tag: string }
  /** Sanitized HTML with variables (`#{ticket.number}`). */
  | { readonly kind: 'comment'; readonly html: string }
  | {
      readonly kind: 'mail';
      readonly to: MailRecipientKind;
      /** Of `group`: absent: the ticket's. */
      readonly groupId?: string;
      /** Of `address`: as mail is sent to it (mail-address.ts). */
      readonly address?: string;
      /** With variables. */
      readonly subject: string;
      /** Sanitized HTML with variables. */
      readonly html: string;
    }
  /** `sealedSecret` signs the call and is never returned; absent: the call is not signed. */
  | { readonly kind: 'call_url'; readonly url: string; readonly sealedSecret?: string }
  /**
   * An incoming hook of a Dooray! messenger channel; its address is secret and never returned. Absent: a set-up
   * document brought the trigger, which is stopped until an administrator gives it.
   */
  | { readonly kind: 'dooray_notice'; readonly sealedHook?: string; readonly text: string }
  /** Completes a resolved ticket; of another one it is told that nothing was done. */
  | { readonly kind: 'complete' };
export type TriggerActionKind = TriggerAction['kind'];
export const TRIGGER_ACTIONS = [
  'assign',
  'forward_to_group',
  'set_field',
  'set_priority',
  'set_inquiry_type',
  'set_processing_type',
  'add_tag',
  'comment',
  'mail',
  'call_url',
  'dooray_notice',
  'complete',
] as const satisfies readonly TriggerActionKind[];

/** Maximum actions of one trigger. */
export const ACTIONS_LIMIT = 20;
/** Maximum triggers of a service. */
export const TRIGGERS_LIMIT = 500;
/** Maximum characters of a name. */
export const TRIGGER_NAME_LENGTH = 100;

/**
 * Why the desk itself took a trigger out of use. `outdated`: something that it names is gone (a field, a group, an
 * agent, a category); `failing`: it failed FAILURES_LIMIT times in a row.
 */
export type TriggerStop = {
  readonly why: 'outdated' | 'failing';
  /** ISO 8601. */
  readonly at: string;
  /** What is gone: JSON pointers into the trigger, and reasons; or the last failure. */
  readonly details: readonly { readonly pointer: string; readonly detail: string }[];
};

/** A rule of a service: when something happens to a ticket that meets conditions, actions are done. */
export type Trigger = {
  readonly serviceId: string;
  readonly triggerId: string;
  /** Grows by one with each change. */
  readonly version: number;
  readonly name: string;
  /** An administrator's switch. */
  readonly active: boolean;
  /** Set by the desk; a trigger that is saved again begins without. */
  readonly stopped?: TriggerStop;
  /** Position among the service's triggers, from 0. */
  readonly order: number;
  readonly event: TriggerEvent;
  readonly mode: TriggerMode;
  readonly conditions: ConditionGroup;
  /** At least one; done in this order. */
  readonly actions: readonly TriggerAction[];
};

/** Failures in a row after which a trigger is stopped. */
export const FAILURES_LIMIT = 20;
/** How many times what triggers do may start others. */
export const CHAIN_DEPTH = 5;

/** Whether it is evaluated at all. */
export const isInUse = ({ active, stopped }: Pick<Trigger, 'active' | 'stopped'>): boolean =>
  active && stopped === undefined;

/** A time that a trigger waits for: so many hours after something. */
export type AwaitedTime = { readonly since: TimeBase; readonly hours: number };

/** The times that triggers wait for, each once. */
export const timesOf = (triggers: readonly Pick<Trigger, 'event'>[]): readonly AwaitedTime[] => {
  const times = triggers.flatMap(({ event }) =>
    event.kind === 'hours_since' ? [{ since: event.since, hours: event.hours }] : [],
  );
  return [...new Map(times.map((time) => [`${time.since} ${String(time.hours)}`, time])).values()];
};
