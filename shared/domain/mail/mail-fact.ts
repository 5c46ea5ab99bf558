import type { Fact, FactActor, FactType } from '../ticket/facts.ts';
import { isSpam, type Ticket } from '../ticket/ticket.ts';
import { roundOf, type OutgoingMail } from './outgoing-mail.ts';

export type MailFactType = Extract<FactType, `mail_${string}`>;

/** `actor`: who did it; absent: the desk. */
export type MailMoment = {
  readonly id: string;
  readonly at: string;
  readonly correlationId: string;
  readonly reason?: string;
  readonly actor?: FactActor;
};

/**
 * A line of the ticket's log that tells of its mail: it changes nothing of the ticket and finds it at the version that
 * it has.
 */
export const mailFact = (type: MailFactType, mail: OutgoingMail, ticket: Ticket, moment: MailMoment): Fact => ({
  id: moment.id,
  type,
  serviceId: mail.serviceId,
  number: mail.number,
  version: ticket.version,
  at: moment.at,
  actor: moment.actor ?? { kind: 'system' },
  status: ticket.status,
  ...(ticket.assigneeId === undefined ? {} : { assigneeId: ticket.assigneeId }),
  ...(ticket.groupId === undefined ? {} : { groupId: ticket.groupId }),
  ...(isSpam(ticket) ? { spam: true as const } : {}),
  changes: {},
  entryId: mail.entryId,
  mailId: mail.id,
  ...(moment.reason === undefined ? {} : { reason: moment.reason.slice(0, 500) }),
  ...(type === 'mail_requeued' ? { round: roundOf(mail) } : {}),
  correlationId: moment.correlationId,
});
