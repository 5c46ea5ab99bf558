/** Time and ids are passed in, so that rules and tests are deterministic. */
export type ClockAndIds = {
  now(): Date;
  /** Prefixed, unique, sortable by time: `evt_01J…`. */
  newId(
    prefix:
      | 'evt'
      | 'ent'
      | 'mail'
      | 'att'
      | 'cor'
      | 'cus'
      | 'call'
      | 'upl'
      | 'ntc'
      | 'grp'
      | 'inf'
      | 'cat'
      | 'tpl'
      | 'trg'
      | 'out'
      | 'esc',
  ): string;
};

/**
 * Waits before the next try: longer each time, with jitter, so that competing writers don't retry together. `attempt`
 * counts from 1.
 */
export type Backoff = (attempt: number) => Promise<void>;

/** Waits for so many milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

/** Every message that the desk logs; members hold ids, never customers' text. */
export type LogMessage =
  | 'request_failed'
  | 'mail_received'
  | 'mail_refused'
  | 'mail_ignored'
  | 'mail_duplicate'
  | 'escalation_settled'
  | 'mail_quarantined'
  | 'mail_unknown_address'
  | 'mail_claim_not_believed'
  | 'mail_cut'
  | 'mail_sent'
  | 'mail_waits_for_settlement'
  | 'mail_held'
  | 'mail_sent_again'
  | 'mail_failed'
  | 'mail_feedback_unknown'
  | 'mail_erased'
  | 'mail_delayed'
  | 'mail_given_up'
  | 'mail_requeued'
  | 'mail_superseded'
  | 'invitation_sent'
  | 'invitation_not_sent'
  | 'test_mail_sent'
  | 'test_mail_not_sent'
  | 'tickets_given_back'
  | 'ticket_not_given_back'
  | 'tickets_completed'
  | 'ticket_not_completed'
  | 'ticket_erased'
  | 'events_published'
  | 'record_failed'
  | 'record_set_aside'
  | 'figures_projected'
  | 'stars_failed'
  | 'push_gone'
  | 'connections_ended'
  | 'push_failed'
  | 'messages_too_many'
  | 'agent_seen_failed'
  | 'call_rung'
  | 'reply_reference_invalid'
  | 'customer_information_unavailable'
  | 'due_times_not_found'
  | 'triggers_evaluated'
  | 'chain_too_deep'
  | 'trigger_failed'
  | 'trigger_stopped'
  | 'trigger_stop_not_told'
  | 'trigger_use_not_counted'
  | 'tickets_distributed'
  | 'ticket_not_assigned'
  | 'outward_called'
  | 'outward_not_taken'
  | 'outward_given_up'
  | 'outward_erased';

export type Log = {
  info(message: LogMessage, members?: Readonly<Record<string, unknown>>): void;
  warn(message: LogMessage, members?: Readonly<Record<string, unknown>>): void;
  error(message: LogMessage, members?: Readonly<Record<string, unknown>>): void;
};

/** Postpones a queue message by some seconds (12 hours at most), unless it is deleted before. */
export type QueueVisibility = { postpone(receiptHandle: string, seconds: number): Promise<void> };

/** Postpones messages, also by new ones: each delivery of a message counts as a try, and a new one has had none. */
export type QueueWaits = QueueVisibility & {
  /** Puts a copy of a message into its queue, which is delivered after some seconds (15 minutes at most). */
  repeat(body: string, seconds: number): Promise<void>;
};
