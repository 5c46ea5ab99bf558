export const CALL_STATUSES = ['open', 'done', 'cancelled'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** A callback that was promised to a customer. */
export type ReservedCall = {
  readonly callId: string;
  readonly serviceId: string;
  /** Of the ticket that it belongs to. */
  readonly number: number;
  /** Grows by one with each change that somebody makes; that its owner was told is none. */
  readonly version: number;
  /** E.164. */
  readonly phone: string;
  /** When to call: ISO 8601 in UTC, whole seconds. */
  readonly at: string;
  /** At most CALL_NOTE_LENGTH characters. */
  readonly note: string;
  /** Whose call it is. */
  readonly ownerId: string;
  readonly status: CallStatus;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  /** The time for which its owner was told that it is due: told once for each. */
  readonly rungFor?: string;
};

export const CALL_NOTE_LENGTH = 500;
/** How far ahead a call can be reserved, in days. */
export const CALL_DAYS_AHEAD = 366;

export type CallRefusal =
  | { readonly code: 'ticket_not_found'; readonly number: number }
  | { readonly code: 'call_not_found'; readonly callId: string }
  | { readonly code: 'call_ended'; readonly callId: string; readonly status: CallStatus }
  | { readonly code: 'call_time_invalid'; readonly because: 'past' | 'too_far' }
  | { readonly code: 'call_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'phone_invalid'; readonly phone: string }
  | {
      readonly code: 'assignee_unavailable';
      readonly assigneeId: string;
      readonly assigneeName?: string;
      readonly because: 'unknown' | 'left' | 'assignment_off';
    };
