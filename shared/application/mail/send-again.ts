import type { CustomerRecord } from '../../domain/customer/customer-record.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { mailFact } from '../../domain/mail/mail-fact.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { addressNow, type MailRefusal, sendAgain as decide } from '../../domain/mail/send-again.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { CustomerRepository } from '../ports/customers.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { MailAddress, MailRepository } from '../ports/mails.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type SendAgainDeps = {
  readonly mails: Pick<MailRepository, 'find' | 'save'>;
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly customers: Pick<CustomerRepository, 'find'>;
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
export type SendAgainInput = MailAddress & { readonly agent: Agent; readonly correlationId: string };
export type SendAgainRefusal = MailRefusal | Extract<TicketRefusal, { code: 'ticket_not_found' | 'not_assignee' }>;

/** How many merges of customers are followed. */
const MERGES = 10;

/** The addresses of the ticket's customer now, after all merges. */
export const customerEmails = async (
  { customers }: Pick<SendAgainDeps, 'customers'>,
  { serviceId, customerId }: Ticket,
): Promise<readonly string[]> => {
  let record: CustomerRecord | undefined;
  let id = customerId;
  for (let merge = 0; id !== undefined && merge <= MERGES; merge += 1) {
    record = await customers.find(serviceId, id);
    id = record?.mergedInto?.customerId;
  }
  return record?.emails ?? [];
};

/**
 * Orders a mail that failed or bounced to be sent again: it is queued in its next round, and the fact brings it to
 * send-mail like the first time. When several agents order it at once, one succeeds and the others are told that it is
 * queued.
 */
export const sendAgain =
  (deps: SendAgainDeps) =>
  async (input: SendAgainInput): Promise<Result<OutgoingMail, SendAgainRefusal>> => {
    const { mails, tickets, clock, backoff, directory } = deps;
    const { serviceId, number, mailId, agent, correlationId } = input;
    const decideAndSave = async (): Promise<Result<OutgoingMail, SendAgainRefusal> | 'conflict'> => {
      const [ticket, mail] = await Promise.all([tickets.find(serviceId, number), mails.find(input)]);
      if (ticket === undefined) return err({ code: 'ticket_not_found', number });
      if (mail === undefined) return err({ code: 'mail_not_found', mailId });
      const at = clock.now().toISOString();
      const decided = decide(mail, ticket, agent, {
        at,
        to: addressNow(mail, ticket, await customerEmails(deps, ticket)),
      });
      if (!decided.ok) {
        if (decided.error.code !== 'not_assignee' || decided.error.assigneeId === undefined) return decided;
        const assignee = await directory.findAgent(serviceId, decided.error.assigneeId);
        return err(assignee === undefined ? decided.error : { ...decided.error, assigneeName: assignee.name });
      }
      const next = decided.value;
      if (next === undefined) return ok(mail);
      const fact = mailFact('mail_requeued', next, ticket, {
        id: clock.newId('evt'),
        at,
        correlationId,
        actor: { kind: 'agent', id: agent.agentId },
      });
      return (await mails.save(next, mail, fact)) ? ok(next) : 'conflict';
    };
    return retryOnConflict(backoff, decideAndSave, { what: `mail ${mailId}` });
  };
