/** Why an action would do nothing to a ticket. */
export const ACTION_IDLE_REASONS = [
  /** Another action behind it places the ticket. */
  'placed_by_later',
  /** The ticket has it already, or is there. */
  'already_so',
  /** A ticket of this status is not placed. */
  'status_not_placed',
  /** Only a resolved ticket is completed. */
  'not_resolved',
  /** A ticket has no more tags. */
  'too_many_tags',
  /** There is nobody to write to: no address, no assignee, no agent in the group. */
  'nobody',
  /** An address of the desk's own. */
  'own_address',
  /** The customer wrote by a machine, which is not answered by one. */
  'automatic_mail',
] as const;
export type ActionIdleReason = (typeof ACTION_IDLE_REASONS)[number];
