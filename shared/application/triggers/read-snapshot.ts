import type { CustomerRecord } from '../../domain/customer/customer-record.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { ENTRY_TEXT_READ, type TriggerSnapshot } from '../../domain/trigger/automation.ts';
import { businessHoursOf } from '../../domain/trigger/service-hours.ts';
import type { CustomerRepository } from '../ports/customers.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { BusinessHoursRepository } from '../ports/triggers.ts';

export type SnapshotDeps = {
  readonly tickets: Pick<TicketRepository, 'findFields' | 'findEntry'>;
  readonly definitions: Pick<FieldRepository, 'list'>;
  readonly customers: Pick<CustomerRepository, 'find'>;
  readonly directory: Pick<DeskDirectory, 'findService'>;
  readonly hours: Pick<BusinessHoursRepository, 'find'>;
  readonly clock: Pick<ClockAndIds, 'now'>;
};

/** The settings of a service that conditions go by: the same for all of its tickets. */
export type SnapshotSettings = Pick<TriggerSnapshot, 'service' | 'businessHours' | 'definitions'>;

/** What a snapshot is made for. */
export type SnapshotOf = {
  readonly ticket: Ticket;
  readonly fact?: Fact;
  /** Default: the entry that the fact names. */
  readonly entryId?: string;
  /** Read before; default: they are read. */
  readonly settings?: SnapshotSettings;
};

/** A merge leads on to one record: the merged one names it, and is itself never merged into. */
const MERGES = 10;

const recordOf = async (
  customers: SnapshotDeps['customers'],
  { serviceId, customerId }: Ticket,
): Promise<CustomerRecord | undefined> => {
  let wanted = customerId;
  for (let step = 0; wanted !== undefined && step <= MERGES; step += 1) {
    const record: CustomerRecord | undefined = await customers.find(serviceId, wanted);
    if (record?.mergedInto === undefined) return record;
    wanted = record.mergedInto.customerId;
  }
  return undefined;
};

/** Reads the settings of a service that conditions go by. Throws when there is no such service. */
export const readSnapshotSettings =
  ({ directory, hours, definitions }: Pick<SnapshotDeps, 'directory' | 'hours' | 'definitions'>) =>
  async (serviceId: string): Promise<SnapshotSettings> => {
    const [service, stored, fields] = await Promise.all([
      directory.findService(serviceId),
      hours.find(serviceId),
      definitions.list(serviceId),
    ]);
    if (service === undefined) throw new Error(`The service ${serviceId} has a ticket, but no row`);
    return { service, businessHours: businessHoursOf(service, stored), definitions: fields };
  };

/**
 * Reads what conditions are asked about, beside a ticket: the values of its fields, its customer's record after all
 * merges, the text of the entry that came, and the settings of its service. Values are at least as new as the ticket.
 */
export const snapshotOf = (deps: SnapshotDeps) => {
  const readSettings = readSnapshotSettings(deps);
  return async ({ ticket, fact, entryId = fact?.entryId, settings }: SnapshotOf): Promise<TriggerSnapshot> => {
    const { serviceId, number } = ticket;
    const [known, fields, customer, entry] = await Promise.all([
      settings ?? readSettings(serviceId),
      deps.tickets.findFields(serviceId, number),
      recordOf(deps.customers, ticket),
      entryId === undefined ? undefined : deps.tickets.findEntry(serviceId, number, entryId),
    ]);
    return {
      ticket,
      fields,
      ...known,
      ...(customer && { customer }),
      ...(fact && { fact }),
      ...(entry && { entryText: entry.text.slice(0, ENTRY_TEXT_READ) }),
      now: deps.clock.now().toISOString(),
    };
  };
};
