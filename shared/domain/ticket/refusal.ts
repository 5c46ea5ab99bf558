import type { RestrictedMatch } from '../restricted/restricted-words.ts';
import type { Change, FactActor, FactType, FieldChange, TrackedField } from './facts.ts';
import type { InternalReason } from './internal-reason.ts';
import type { LifecycleRefusal } from './lifecycle.ts';

/** What others changed since the version that a caller named. */
export type MeanwhileChange = {
  readonly type: FactType;
  readonly at: string;
  readonly actor: FactActor;
  readonly version: number;
  readonly changes: Readonly<Partial<Record<TrackedField, Change>>>;
  readonly fieldChanges?: Readonly<Record<string, FieldChange>>;
};

/** Why a command was refused. Every code has a row in http/problems.ts. */
export type TicketRefusal =
  | { readonly code: 'ticket_not_found'; readonly number: number }
  | LifecycleRefusal
  /** For keep the agent's own groups; for forward those of the agent who is to get the ticket. */
  | { readonly code: 'group_required'; readonly groupIds: readonly string[] }
  | { readonly code: 'group_not_yours'; readonly groupId: string }
  /** The agent who is to get the ticket is in other groups. */
  | { readonly code: 'group_not_theirs'; readonly groupId: string; readonly groupIds: readonly string[] }
  | { readonly code: 'group_not_found'; readonly groupId: string }
  /** No such agent, one who left, or one whose assignment is off. */
  | {
      readonly code: 'assignee_unavailable';
      readonly assigneeId: string;
      readonly assigneeName?: string;
      readonly because: 'unknown' | 'left' | 'assignment_off';
    }
  | { readonly code: 'customer_email_missing' }
  /** Nothing is left to read once the text is sanitized. */
  | { readonly code: 'text_required' }
  /** The ticket is being handed over already. */
  | { readonly code: 'transfer_under_way' }
  /** No issue service to which this one escalates has this id. */
  | { readonly code: 'escalation_target_not_found'; readonly serviceId: string }
  /** The answer has words that the service's answers must not have. */
  | { readonly code: 'restricted_words'; readonly matches: readonly RestrictedMatch[] }
  | { readonly code: 'reason_not_allowed'; readonly reason: InternalReason }
  | { readonly code: 'duplicate_not_found'; readonly number: number }
  | { readonly code: 'category_not_found'; readonly field: 'inquiryTypeId' | 'processingTypeId'; readonly id: string }
  /** There is an entry that the writer of an answer hasn't seen. */
  | { readonly code: 'news_arrived'; readonly lastEntryId: string }
  /** The draft to be sent has another version, or was sent already. */
  | { readonly code: 'draft_conflict'; readonly expected: number; readonly actual: number }
  | {
      readonly code: 'version_conflict';
      readonly expected: number;
      readonly actual: number;
      readonly meanwhile?: readonly MeanwhileChange[];
    };

export type TooLarge = { readonly code: 'too_large'; readonly limitBytes: number };
