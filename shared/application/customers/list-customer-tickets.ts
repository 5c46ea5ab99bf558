import { ABSORBED_LIMIT, type CustomerRecord } from '../../domain/customer/customer-record.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { CustomerRepository } from '../ports/customers.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository, TicketRow } from '../ports/tickets.ts';
import { getCustomer, type CustomerNotFound } from './find-customer.ts';

type Deps = {
  readonly customers: Pick<CustomerRepository, 'find'>;
  readonly tickets: Pick<TicketRepository, 'listTickets'>;
};

/** The customer into which this one was merged, after all merges. */
const survivorOf = async ({ customers }: Deps, record: CustomerRecord): Promise<CustomerRecord> => {
  let survivor = record;
  for (let hop = 0; hop < ABSORBED_LIMIT && survivor.mergedInto !== undefined; hop += 1) {
    const { customerId } = survivor.mergedInto;
    const next = await customers.find(survivor.serviceId, customerId);
    if (next === undefined)
      throw new Error(
        `Customer ${survivor.serviceId} ${survivor.customerId} was merged into ${customerId}, who is not there`,
      );
    survivor = next;
  }
  return survivor;
};

/**
 * Tickets of a customer by number, with those of customers merged into it. For a merged customer: the tickets of the
 * customer that remains.
 */
export const listCustomerTickets =
  (deps: Deps) =>
  async (
    serviceId: string,
    customerId: string,
    page: PageRequest,
  ): Promise<Result<Page<TicketRow>, CustomerNotFound>> => {
    const found = await getCustomer(deps)(serviceId, customerId);
    if (!found.ok) return found;
    const survivor = await survivorOf(deps, found.value);
    return ok(
      await deps.tickets.listTickets(
        serviceId,
        { kind: 'customer', customerIds: [survivor.customerId, ...survivor.absorbed] },
        page,
      ),
    );
  };
