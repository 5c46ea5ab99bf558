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
  /** False: the ticket is in no figure, whatever its status. */
  readonly counts: boolean;
  /** True: not allowed for an issue ticket that came by transfer, whose sender waits for an answer. */
  readonly refusedForTransferred: boolean;
  /** True: a text that says why is required. */
  readonly needsText: boolean;
};

/** The rules of each reason. */
export const INTERNAL_REASON_RULES = {
  spam: { counts: false, refusedForTransferred: true, needsText: false },
  abuse: { counts: false, refusedForTransferred: true, needsText: false },
  test: { counts: false, refusedForTransferred: false, needsText: false },
  duplicate: { counts: true, refusedForTransferred: true, needsText: false },
  resolved_by_chat: { counts: true, refusedForTransferred: false, needsText: false },
  resolved_by_call: { counts: true, refusedForTransferred: false, needsText: false },
  other: { counts: true, refusedForTransferred: false, needsText: true },
} as const satisfies Record<InternalReason, Rule>;
