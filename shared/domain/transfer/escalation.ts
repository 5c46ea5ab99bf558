import type { TicketFields } from '../desk/field-value.ts';
import { isAllowed } from '../ticket/lifecycle.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * Where a hand-over stands: an agent ordered it; the issue ticket is there and the ticket waits; the other side
 * resolved it; it was withdrawn, and the other side knows; or it could not be done.
 */
export const ESCALATION_STATUSES = ['ordered', 'waiting', 'finished', 'withdrawn', 'failed'] as const;
export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

/** Why nothing was handed over: the ticket was moved meanwhile, or the other service is gone or takes none any more. */
export const ESCALATION_FAILURES = ['ticket_moved', 'target_gone'] as const;
export type EscalationFailure = (typeof ESCALATION_FAILURES)[number];

/** One hand-over of a ticket to an Issue Management service. */
export type Escalation = {
  readonly id: string;
  /** The ticket that is handed over. */
  readonly serviceId: string;
  readonly number: number;
  readonly targetServiceId: string;
  /** The issue ticket, once it is there. */
  readonly targetNumber?: number;
  /** The entry of the ticket that the other side gets, with its files. */
  readonly entryId: string;
  readonly title: string;
  /** An inquiry type of the other service. */
  readonly inquiryTypeId?: string;
  /** Values of the other service's own fields, none of them encrypted. */
  readonly fields?: TicketFields;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly status: EscalationStatus;
  readonly endedAt?: string;
  readonly failure?: EscalationFailure;
  readonly correlationId: string;
};

/** Escalations that are not ended: something may still have to be done. */
export const isOpen = ({ status }: Pick<Escalation, 'status'>): boolean => status === 'ordered' || status === 'waiting';

/** What is to be done next for an escalation. */
export type EscalationStep =
  | 'nothing'
  /** Make the issue ticket, and let the ticket wait. */
  | 'hand_over'
  /** The ticket was moved before: it waits for nobody. */
  | 'give_up'
  /** The other side is done: the ticket can be worked on again. */
  | 'finish'
  /** The ticket was withdrawn: tell the other side. */
  | 'tell_withdrawal';

/** Whether the ticket's last escalation is this one: it was neither withdrawn nor followed by another. */
const isCurrent = ({ id }: Escalation, { transferId }: Pick<Ticket, 'transferId'>): boolean => transferId === id;

/**
 * Compares both sides and tells the next step. It depends on nothing but what stands there now, so that news that come
 * twice, late, out of order or never lead to the same end. Undefined: the ticket is gone.
 */
export const nextStep = (
  escalation: Escalation,
  ticket: Ticket | undefined,
  issue: Pick<Ticket, 'status'> | undefined,
): EscalationStep => {
  switch (escalation.status) {
    case 'ordered':
      return ticket?.transferring === escalation.id && isAllowed('transfer_to_issue', ticket) ? 'hand_over' : 'give_up';
    case 'waiting':
      if (ticket === undefined || !isCurrent(escalation, ticket)) return 'tell_withdrawal';
      return issue === undefined || issue.status === 'resolved' || issue.status === 'completed' ? 'finish' : 'nothing';
    case 'finished':
    case 'withdrawn':
    case 'failed':
      return 'nothing';
  }
};
