export const CALL_STATUSES = ['open', 'done', 'cancelled'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** A callback promised to a customer. */
export type ReservedCall = {
  readonly callId: string;
  readonly serviceId: string;
  /** The call's ticket. */
  readonly number: number;
  /** Grows by one with each change by an agent; recording that the call is due does not count. */
  readonly version: number;
  /** E.164. */
  readonly phone: string;
  /** When to call: ISO 8601 in UTC, whole seconds. */
  readonly at: string;
  /** At most CALL_NOTE_LENGTH characters. */
  readonly note: string;
  /** The agent who makes the call. */
  readonly ownerId: string;
  readonly status: CallStatus;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  /** The time at which the call was recorded as due; once for each time. */
  readonly rungFor?: string;
};

export const CALL_NOTE_LENGTH = 500;
/** Maximum days ahead of a reservation. */
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
