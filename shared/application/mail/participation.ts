import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { CustomerRecord } from '../../domain/customer/customer-record.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import { once } from '../../domain/kernel/once.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { CustomerRepository } from '../ports/customers.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { TicketRepository } from '../ports/tickets.ts';

export type ParticipantDeps = {
  readonly tickets: Pick<TicketRepository, 'isParticipant' | 'listEntriesAfter'>;
  readonly customers: Pick<CustomerRepository, 'findByContact'>;
  readonly directory: Pick<DeskDirectory, 'listAgents'>;
};

/** How many entries of a history are searched for an agent. */
const ENTRIES_SEARCHED = 100;
/** How many are searched for who began it: mails that came before it may have been received later. */
const FIRST_ENTRIES = 10;

const isNamedOn = (ticket: Ticket, agentId: string) =>
  [ticket.assigneeId, ticket.createdBy, ticket.resolvedBy, ticket.lastEntry?.by, ticket.otherEntry?.by].includes(
    agentId,
  );

/**
 * Makes a check for one sender: whether they take part in a ticket. They do when it is their inquiry (by any address of
 * their customer record), when they wrote on it, or when they got a copy of a mail on it. The sender is read once; each
 * ticket costs one more read, and two when they are none of its customers.
 */
export const participation = (
  { tickets, customers, directory }: ParticipantDeps,
  serviceId: string,
  sender: string,
): ((ticket: Ticket) => Promise<boolean>) => {
  const address = normalizeEmail(sender);
  const recordOf = once((): Promise<CustomerRecord | undefined> =>
    customers.findByContact(serviceId, { kind: 'email', value: address }),
  );
  const agentOf = once(async (): Promise<Agent | undefined> =>
    (await directory.listAgents(serviceId)).find(({ email, active }) => active && normalizeEmail(email) === address),
  );

  const isTheirs = async ({ customer, customerId }: Ticket): Promise<boolean> => {
    if (customer.email !== undefined && normalizeEmail(customer.email) === address) return true;
    const record = customerId === undefined ? undefined : await recordOf();
    return (
      customerId !== undefined &&
      record !== undefined &&
      (record.customerId === customerId || record.absorbed.includes(customerId))
    );
  };
  const wrote = async (ticket: Ticket): Promise<boolean> => {
    const agent = await agentOf();
    if (agent !== undefined && isNamedOn(ticket, agent.agentId)) return true;
    const searched = agent === undefined ? FIRST_ENTRIES : ENTRIES_SEARCHED;
    const heads = await tickets.listEntriesAfter(serviceId, ticket.number, undefined, searched);
    return heads.some(({ author }) =>
      author.kind === 'agent'
        ? author.agentId === agent?.agentId
        : author.kind === 'customer' && author.email !== undefined && normalizeEmail(author.email) === address,
    );
  };
  return async (ticket) =>
    (await isTheirs(ticket)) || (await tickets.isParticipant(serviceId, ticket.number, address)) || wrote(ticket);
};
