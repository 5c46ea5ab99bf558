import type { Field } from '../desk/field.ts';
import type { FieldValue, TicketFields } from '../desk/field-value.ts';
import type { CustomerRecord } from '../customer/customer-record.ts';
import type { Service } from '../desk/service.ts';
import type { Fact } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { BusinessHours } from './business-hours.ts';
import type { ChainLink } from './chain.ts';
import type { AssignmentStrategy, MailRecipientKind, TimeBase, TriggerEventKind } from './trigger.ts';

/** Facts name them too, and conditions are asked about facts. */
export type { AutomatedBy, ChainLink } from './chain.ts';

/** Where a fact stands in its chain, and which triggers fired in this chain on this ticket already. */
export type ChainState = ChainLink & { readonly fired: readonly string[] };

/** All that conditions are asked about: the ticket as it is now, and what happened to it. */
export type TriggerSnapshot = {
  readonly ticket: Ticket;
  /** Values of the service's own fields; encrypted ones are sealed and count as excluded. */
  readonly fields: TicketFields;
  readonly definitions: readonly Field[];
  /** Of the record, with all addresses; absent when the ticket has none. */
  readonly customer?: CustomerRecord;
  readonly service: Service;
  readonly businessHours: BusinessHours;
  /** What happened; absent for a time trigger and a dry run without one. */
  readonly fact?: Fact;
  /** The text of the entry that came with the fact, at most ENTRY_TEXT_READ characters. */
  readonly entryText?: string;
  /** ISO 8601. */
  readonly now: string;
};

/** Who wrote an entry, or did something: an agent's id stands for any agent. */
export const WRITERS = ['customer', 'agent', 'system'] as const;

/** Characters of an entry that conditions look at. */
export const ENTRY_TEXT_READ = 20_000;

/** What is asked for at once: the kinds of event of one fact, or one time that came. */
export type TriggerOccasion =
  | { readonly kinds: readonly Exclude<TriggerEventKind, 'hours_since'>[] }
  | { readonly kinds: readonly ['hours_since']; readonly since: TimeBase; readonly hours: number };

/** Who is to get the ticket: the last one that was asked for wins. */
export type Placement =
  | {
      readonly kind: 'assign';
      readonly triggerId: string;
      readonly groupId: string;
      readonly strategy: AssignmentStrategy;
      readonly agentId?: string;
      readonly cap?: number;
    }
  | { readonly kind: 'group'; readonly triggerId: string; readonly groupId: string };

/** An action that goes outside: what of which trigger. */
export type OutwardAction = { readonly triggerId: string; readonly triggerVersion: number; readonly action: number };

/** What all triggers together that fired on one occasion ask for, folded in their order. */
export type Automation = {
  /** Of the ticket's own: what is left out stays. */
  readonly edit: Partial<Pick<Ticket, 'priority' | 'tags'>> & {
    readonly inquiryTypeId?: string | null;
    readonly processingTypeId?: string | null;
  };
  /** New values of the service's own fields by code; null takes one away. */
  readonly fields: Readonly<Record<string, FieldValue | null>>;
  readonly placement?: Placement;
  readonly complete?: { readonly triggerId: string };
  /** Texts with variables, not filled yet. */
  readonly comments: readonly { readonly triggerId: string; readonly html: string }[];
  readonly mails: readonly {
    readonly triggerId: string;
    readonly to: MailRecipientKind;
    readonly groupId?: string;
    readonly address?: string;
    readonly subject: string;
    readonly html: string;
  }[];
  readonly calls: readonly OutwardAction[];
  readonly notices: readonly OutwardAction[];
};

/**
 * Why a trigger that was considered did or did not fire. `nothing_relevant_changed`: it is `selective`, and nothing
 * that its conditions ask about changed. `fired_in_chain`: it fired in this chain already. `chain_too_deep`: its
 * conditions are met, at a depth at which nothing fires any more. `outdated`: it is not valid, or names something that
 * is gone: nothing was asked. `failed`: it threw; counted, and at FAILURES_LIMIT in a row it is stopped.
 */
export const TRIGGER_OUTCOMES = [
  'fired',
  'conditions_not_met',
  'nothing_relevant_changed',
  'fired_in_chain',
  'chain_too_deep',
  'outdated',
  'failed',
] as const;
export type TriggerOutcome = (typeof TRIGGER_OUTCOMES)[number];

/** One condition as it was seen, in the order of the trigger's conditions, groups flattened depth first. */
export type SeenCondition = {
  readonly met: boolean;
  /** The value as text, at most SEEN_LENGTH characters; absent when there was none, and of the text of an entry. */
  readonly seen?: string;
};
export const SEEN_LENGTH = 200;

/** What an action did, or why it did nothing. Only `done` changes the ticket or goes outside. */
export const ACTION_OUTCOMES = [
  'done',
  /** The ticket was so already. */
  'already_so',
  /** A later action of this run placed the ticket elsewhere. */
  'replaced',
  /** `complete`, of a ticket that isn't resolved. */
  'not_resolved',
  /** A placement, in a status in which no ticket can be forwarded. */
  'not_placeable',
  /** Nothing of a completed ticket, or of one in the Spam list, can be changed. */
  'completed',
  /** The ticket has TAGS_LIMIT tags. */
  'too_many_tags',
  /** Tickets of its inquiry type don't have the field, or it is not in use any more. */
  'field_not_asked',
] as const;
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number];

export type ConsideredTrigger = {
  readonly triggerId: string;
  readonly name: string;
  readonly version: number;
  readonly outcome: TriggerOutcome;
  /** Absent where conditions were not asked. */
  readonly conditions?: readonly SeenCondition[];
  /** In the order of the trigger's actions. Of those that fired. */
  readonly actions?: readonly ActionOutcome[];
};

/** One evaluation: what was considered, and what follows. */
export type TriggerRun = { readonly considered: readonly ConsideredTrigger[]; readonly automation: Automation };
