import type { Escalation } from '../../domain/transfer/escalation.ts';

/** Hand-overs of tickets to issue services. `TicketChange.escalation` writes them with what they change of a ticket. */
export type EscalationRepository = {
  /** Of a ticket that is handed over. Consistent read. */
  find(serviceId: string, number: number, escalationId: string): Promise<Escalation | undefined>;
  /** All of a ticket, the newest first; a ticket has few. Consistent read. */
  list(serviceId: string, number: number): Promise<readonly Escalation[]>;
  /** Ends one whose ticket doesn't change by it. False: somebody else brought it further since. */
  end(before: Escalation, after: Escalation): Promise<boolean>;
};
