import { ok, type Result } from '../../domain/kernel/result.ts';
import { editTicket as decideEdit, type TicketEdit } from '../../domain/ticket/edit-ticket.ts';
import type { Customer, Ticket } from '../../domain/ticket/ticket.ts';
import { linkCustomer, normalizeCustomer, type LinkCustomerDeps, type PhoneInvalid } from '../customers/link-customer.ts';
import type { DeskDirectory } from '../ports/desk-directory.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { checkPlaces } from './check-places.ts';

export type EditTicketDeps = CommandDeps & LinkCustomerDeps & { readonly directory: Pick<DeskDirectory, 'findAgent' | 'findService' | 'findGroup' | 'findCategory'> };
/** What is left out stays, null takes it away. */
export type CustomerEdit = { readonly [K in keyof Customer]?: Customer[K] | null };
type Fields = Omit<TicketEdit, 'customer' | 'customerId'>;
export type EditTicketInput = CommandInput & { readonly edit: Fields & { readonly customer?: CustomerEdit } };

/** Categories that the ticket doesn't have yet: one that has become inactive can stay, but not be chosen. */
const newCategories = (ticket: Ticket, { inquiryTypeId, processingTypeId }: Fields) => ({
  ...(typeof inquiryTypeId === 'string' && inquiryTypeId !== ticket.inquiryTypeId ? { inquiryTypeId } : {}),
  ...(typeof processingTypeId === 'string' && processingTypeId !== ticket.processingTypeId ? { processingTypeId } : {}),
});

/** The given members without those that are taken away. */
const present = (edit: CustomerEdit): Customer => Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== null));

/** Save: writes fields of a ticket. Another address or number may make it another customer's ticket. */
export const editTicket = (deps: EditTicketDeps) => {
  const change = changeTicket(deps);
  const link = linkCustomer(deps);
  const serviceOf = async (serviceId: string) => {
    const service = await deps.directory.findService(serviceId);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    return service;
  };
  /** What is asked for as it is stored, so that a number that is none is refused before anything is read. */
  const normalEdit = async ({ serviceId, edit: { customer } }: EditTicketInput): Promise<Result<CustomerEdit | undefined, PhoneInvalid>> => {
    if (customer === undefined) return ok(undefined);
    const normal = normalizeCustomer(deps.phoneNumbers, (await serviceOf(serviceId)).country, present(customer));
    return normal.ok ? ok({ ...customer, ...normal.value }) : normal;
  };
  /** The same address and number are the same customer. Who is found or made here and then not written is no harm: the next inquiry finds them. */
  const linked = async (ticket: Ticket, edit: CustomerEdit, now: string): Promise<Pick<TicketEdit, 'customer' | 'customerId'>> => {
    const customer = present({ ...ticket.customer, ...edit });
    if (ticket.customerId !== undefined && customer.email === ticket.customer.email && customer.phone === ticket.customer.phone) return { customer };
    const found = await link(await serviceOf(ticket.serviceId), customer, now);
    if (!found.ok) throw new Error(`Ticket ${ticket.serviceId} ${ticket.number} has a phone number that is none`);
    return { customer: found.value.customer, customerId: found.value.customerId ?? null };
  };

  return async (input: EditTicketInput): Promise<Result<Ticket, CommandRefusal | PhoneInvalid>> => {
    const customer = await normalEdit(input);
    if (!customer.ok) return customer;
    const { agent, edit: { customer: _asked, ...fields } } = input;
    return change(input, async (ticket, moment) => {
      const plain = decideEdit(ticket, { agent, edit: fields }, moment);
      if (plain?.ok === false) return plain;
      const places = await checkPlaces(deps.directory, input.serviceId, newCategories(ticket, fields));
      if (!places.ok) return places;
      return customer.value === undefined ? plain : decideEdit(ticket, { agent, edit: { ...fields, ...await linked(ticket, customer.value, moment.at) } }, moment);
    });
  };
};
