import type { CustomerRecord, CustomerRefusal } from '../../domain/customer/customer-record.ts';
import { refuseChanged } from '../../domain/customer/edit-customer.ts';
import { mergeCustomers as decideMerge } from '../../domain/customer/merge-customers.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { CustomerRepository } from '../ports/customers.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { getCustomer } from './find-customer.ts';

export type MergeCustomersDeps = {
  readonly customers: CustomerRepository;
  readonly clock: Pick<ClockAndIds, 'now'>;
  readonly backoff: Backoff;
};
export type MergeCustomersInput = {
  readonly serviceId: string;
  /** The customer that is merged into the other. */
  readonly customerId: string;
  readonly into: string;
  readonly agentId: string;
  /** Version of the customer that is merged. */
  readonly expectedVersion?: number;
};

/**
 * Merges a customer into another in one transaction. Returns the remaining customer; a repeated request returns it as
 * it is now.
 */
export const mergeCustomers =
  (deps: MergeCustomersDeps) =>
  async ({
    serviceId,
    customerId,
    into,
    agentId,
    expectedVersion,
  }: MergeCustomersInput): Promise<Result<CustomerRecord, CustomerRefusal>> => {
    const decideAndSave = async (): Promise<Result<CustomerRecord, CustomerRefusal> | 'conflict'> => {
      const [from, other] = await Promise.all([
        getCustomer(deps)(serviceId, customerId),
        getCustomer(deps)(serviceId, into),
      ]);
      if (!from.ok) return from;
      if (!other.ok) return other;
      if (from.value.mergedInto?.customerId === into) return other;
      const changed = refuseChanged(from.value, expectedVersion);
      if (changed !== undefined) return err(changed);
      const decided = decideMerge(from.value, other.value, { by: agentId, at: deps.clock.now().toISOString() });
      if (!decided.ok) return decided;
      const saved = await deps.customers.save([
        { record: decided.value.into, before: other.value },
        { record: decided.value.from, before: from.value },
      ]);
      switch (saved.kind) {
        case 'saved':
          return ok(decided.value.into);
        case 'contact_taken':
          throw new Error(
            `A contact of customers ${customerId} and ${into} of ${serviceId} belongs to ${saved.customerId}`,
          );
        case 'changed':
          return 'conflict';
      }
    };
    return retryOnConflict(deps.backoff, decideAndSave, {
      what: `customers ${customerId} and ${into} of ${serviceId}`,
    });
  };
