import { type Fact, type FactActor, factOn, type FactType } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { roundOf, type OutgoingMail } from './outgoing-mail.ts';

export type MailFactType = Extract<FactType, `mail_${string}`>;

/** `actor`: who did it; absent: the desk. */
export type MailFactContext = {
  readonly id: string;
  readonly at: string;
  readonly correlationId: string;
  readonly reason?: string;
  readonly actor?: FactActor;
};

/** A line of the ticket's log that tells of its mail; nothing of the ticket changes, nor its version. */
export const mailFact = (
  type: MailFactType,
  mail: OutgoingMail,
  ticket: Ticket,
  { id, at, correlationId, reason, actor = { kind: 'system' } }: MailFactContext,
): Fact =>
  factOn(ticket, {
    id,
    type,
    at,
    actor,
    changes: {},
    entryId: mail.entryId,
    mailId: mail.id,
    ...(reason === undefined ? {} : { reason: reason.slice(0, 500) }),
    ...(type === 'mail_requeued' ? { round: roundOf(mail) } : {}),
    correlationId,
  });
