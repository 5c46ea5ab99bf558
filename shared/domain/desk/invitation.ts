import type { Language } from '../ticket/ticket.ts';

/** Days that a temporary password can be used: the user pool keeps to it, and the invitation says it. */
export const INVITATION_DAYS = 3;
const VALID_MS = INVITATION_DAYS * 24 * 60 * 60 * 1000;
/** Longer than a request takes. What is said to be on its way for so long broke off. */
const ON_ITS_WAY_MS = 60_000;

/**
 * Why an invitation was not mailed. SES's limits by their names; `refused`: SES will not take this mail; `busy`: it did
 * not take it now; `unanswered`: nobody knows, it may have left.
 */
export const NOT_SENT_REASONS = [
  'refused',
  'sending_rate',
  'daily_quota',
  'sending_paused',
  'busy',
  'unanswered',
] as const;
export type NotSentReason = (typeof NOT_SENT_REASONS)[number];

/** What became of the mail: `sending` is written before anything is done. */
export const INVITATION_STATUSES = ['sending', 'sent', 'not_sent'] as const;

/**
 * The last invitation of an account, whichever service it is from: it made those before it invalid. It holds no
 * password.
 */
export type Invitation = {
  readonly agentId: string;
  /** The service that invites. */
  readonly serviceId: string;
  readonly language: Language;
  readonly invitedAt: string;
  /** Until then its temporary password can be used. */
  readonly validUntil: string;
  readonly status: (typeof INVITATION_STATUSES)[number];
  /** Of one that was not sent. */
  readonly reason?: NotSentReason;
  readonly version: number;
};

/** `expired`: it was mailed, and its password can no longer be used. */
export const INVITATION_STATES = ['sending', 'sent', 'expired', 'not_sent'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** The state of an invitation that nobody has accepted yet. */
export const stateOf = (
  { status, reason, invitedAt, validUntil }: Invitation,
  now: Date,
): { readonly state: InvitationState; readonly reason?: NotSentReason } => {
  if (status === 'sending')
    return now.getTime() < Date.parse(invitedAt) + ON_ITS_WAY_MS
      ? { state: 'sending' }
      : { state: 'not_sent', reason: 'unanswered' };
  if (status === 'sent') return { state: now.getTime() < Date.parse(validUntil) ? 'sent' : 'expired' };
  return { state: 'not_sent', ...(reason === undefined ? {} : { reason }) };
};

/** The next invitation of an account, before it is mailed. */
export const beginInvitation = (
  invited: Pick<Invitation, 'agentId' | 'serviceId' | 'language'>,
  before: Invitation | undefined,
  now: Date,
): Invitation => ({
  agentId: invited.agentId,
  serviceId: invited.serviceId,
  language: invited.language,
  invitedAt: now.toISOString(),
  validUntil: new Date(now.getTime() + VALID_MS).toISOString(),
  status: 'sending',
  version: (before?.version ?? 0) + 1,
});

/** What became of it; `undefined`: it was mailed. */
export const endInvitation = (invitation: Invitation, notSent: NotSentReason | undefined): Invitation => ({
  ...invitation,
  ...(notSent === undefined ? { status: 'sent' } : { status: 'not_sent', reason: notSent }),
  version: invitation.version + 1,
});

/**
 * Why somebody can't be invited now: they chose a password already (`accepted`), left the service, their account was
 * switched off or deleted, or an invitation is on its way.
 */
export type NotInvitable = 'accepted' | 'left' | 'switched_off' | 'no_account' | 'sending';
