import type { FieldValuesRefusal } from '../../domain/desk/check-field-values.ts';
import type { TicketFields } from '../../domain/desk/field-value.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import { editTicket as decideEdit, type TicketEdit } from '../../domain/ticket/edit-ticket.ts';
import type { Customer, Ticket } from '../../domain/ticket/ticket.ts';
import {
  linkCustomer,
  normalizeCustomer,
  type LinkCustomerDeps,
  type PhoneInvalid,
} from '../customers/link-customer.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { checkGroupAndCategories } from './check-group-and-categories.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { checkFields, storeFields, type FieldsDeps, type FieldsGiven } from './write-fields.ts';

export type EditTicketDeps = CommandDeps &
  LinkCustomerDeps &
  FieldsDeps & { readonly directory: Pick<DeskDirectory, 'findAgent' | 'findService' | 'findGroup' | 'findCategory'> };
/** What is left out stays, null takes it away. */
export type CustomerEdit = { readonly [K in keyof Customer]?: Customer[K] | null };
type Fields = Omit<TicketEdit, 'customer' | 'customerId'>;
export type EditTicketInput = CommandInput & {
  readonly changes: Fields & {
    readonly customer?: CustomerEdit;
    /** Of the service's own fields. */ readonly fields?: FieldsGiven;
  };
};

type OwnFields = { readonly before: TicketFields; readonly after: TicketFields; readonly uploadIds: readonly string[] };

/** Categories that the ticket doesn't have yet. One that was taken away can stay on a ticket, but not be chosen. */
const newCategories = (ticket: Ticket, { inquiryTypeId, processingTypeId }: Fields) => ({
  ...(typeof inquiryTypeId === 'string' && inquiryTypeId !== ticket.inquiryTypeId ? { inquiryTypeId } : {}),
  ...(typeof processingTypeId === 'string' && processingTypeId !== ticket.processingTypeId ? { processingTypeId } : {}),
});

/** The given members without those that are taken away. */
const present = (edit: CustomerEdit): Customer =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== null));

/** Saves fields of a ticket. Another address or phone number may make it the ticket of another customer. */
export const editTicket = (deps: EditTicketDeps) => {
  const change = changeTicket(deps);
  const link = linkCustomer(deps);
  const serviceOf = async (serviceId: string) => {
    const service = await deps.directory.findService(serviceId);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    return service;
  };
  /** The customer's fields as they are stored, so that an invalid phone number is refused before anything is read. */
  const normalEdit = async ({
    serviceId,
    changes: { customer },
  }: EditTicketInput): Promise<Result<CustomerEdit | undefined, PhoneInvalid>> => {
    if (customer === undefined) return ok(undefined);
    const normal = await normalizeCustomer(deps.phoneNumbers, (await serviceOf(serviceId)).country, present(customer));
    return normal.ok ? ok({ ...customer, ...normal.value }) : normal;
  };
  /**
   * Links the customer of an edited address or phone number; the same ones keep the customer. A customer that is made
   * here stays when the ticket is not written in the end: the next inquiry finds it.
   */
  const linked = async (
    ticket: Ticket,
    edit: CustomerEdit,
    now: string,
  ): Promise<Pick<TicketEdit, 'customer' | 'customerId'>> => {
    const customer = present({ ...ticket.customer, ...edit });
    if (
      ticket.customerId !== undefined &&
      customer.email === ticket.customer.email &&
      customer.phone === ticket.customer.phone
    )
      return { customer };
    const found = await link(await serviceOf(ticket.serviceId), customer, now);
    if (!found.ok) throw new Error(`Ticket ${ticket.serviceId} ${ticket.number} has a phone number that is none`);
    return { customer: found.value.customer, customerId: found.value.customerId ?? null };
  };

  const check = checkFields(deps);
  const store = storeFields(deps);
  /** The service's own fields before and after. They are checked against the inquiry type that the ticket will have. */
  const ownFields = async (
    ticket: Ticket,
    { agent, changes }: EditTicketInput,
  ): Promise<Result<OwnFields | undefined, FieldValuesRefusal | FileRefusal | TooLarge>> => {
    if (changes.fields === undefined) return ok(undefined);
    const { serviceId, number } = ticket;
    const inquiryTypeId =
      changes.inquiryTypeId === undefined ? ticket.inquiryTypeId : (changes.inquiryTypeId ?? undefined);
    const checked = await check({ serviceId, number, agent, inquiryTypeId, given: changes.fields });
    if (!checked.ok) return checked;
    const after = await store({ serviceId, number, agentId: agent.agentId }, checked.value);
    return after.ok
      ? ok({ before: checked.value.before, after: after.value, uploadIds: checked.value.uploadIds })
      : after;
  };

  return async (input: EditTicketInput): Promise<Result<Ticket, CommandRefusal | PhoneInvalid>> => {
    const customer = await normalEdit(input);
    if (!customer.ok) return customer;
    const {
      agent,
      changes: { customer: _asked, fields: _given, ...fields },
    } = input;
    return change(input, async (ticket, context) => {
      const plain = decideEdit(ticket, { agent, edit: fields }, context);
      if (plain?.ok === false) return plain;
      const places = await checkGroupAndCategories(deps.directory, input.serviceId, newCategories(ticket, fields));
      if (!places.ok) return places;
      const own = await ownFields(ticket, input);
      if (!own.ok) return own;
      const edit =
        customer.value === undefined ? fields : { ...fields, ...(await linked(ticket, customer.value, context.at)) };
      if (own.value === undefined)
        return customer.value === undefined ? plain : decideEdit(ticket, { agent, edit }, context);
      const { uploadIds, ...values } = own.value;
      const decided = decideEdit(ticket, { agent, edit, fields: values }, context);
      return decided?.ok === true ? ok({ ...decided.value, uploads: { agentId: agent.agentId, uploadIds } }) : decided;
    });
  };
};
