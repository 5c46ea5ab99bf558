/** Why a ticket was resolved without an answer (product.md §2). */
export const INTERNAL_REASONS = [
  'spam',
  'abuse',
  'test',
  'duplicate',
  'resolved_by_chat',
  'resolved_by_call',
  'other',
] as const;
export type InternalReason = (typeof INTERNAL_REASONS)[number];

type Rule = {
  /** False: out of the figures, whatever the status. */
  readonly counts: boolean;
  /** True: not for an issue ticket that came by transfer; the service that sent it waits for an answer. */
  readonly refusedForTransferred: boolean;
  /** True: a word on why must be written. */
  readonly needsText: boolean;
};

/** What each reason means beyond its name. */
export const INTERNAL_REASON_RULES = {
  spam: { counts: false, refusedForTransferred: true, needsText: false },
  abuse: { counts: false, refusedForTransferred: true, needsText: false },
  test: { counts: false, refusedForTransferred: false, needsText: false },
  duplicate: { counts: true, refusedForTransferred: true, needsText: false },
  resolved_by_chat: { counts: true, refusedForTransferred: false, needsText: false },
  resolved_by_call: { counts: true, refusedForTransferred: false, needsText: false },
  other: { counts: true, refusedForTransferred: false, needsText: true },
} as const satisfies Record<InternalReason, Rule>;
