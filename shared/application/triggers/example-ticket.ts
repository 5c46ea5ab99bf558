import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { WrittenError } from '../../domain/desk/category.ts';
import type { Field } from '../../domain/desk/field.ts';
import { type GivenValue, readFieldValue, type StoredValue, type TicketFields } from '../../domain/desk/field-value.ts';
import type { Service } from '../../domain/desk/service.ts';
import { exampleTicket } from '../../domain/template/example-ticket.ts';
import { tidyTags } from '../../domain/ticket/edit-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** A ticket that need not exist. What is left out has no value, or the usual one. */
export type ExampleOfTicket = Partial<
  Pick<
    Ticket,
    | 'title'
    | 'status'
    | 'channel'
    | 'priority'
    | 'language'
    | 'customer'
    | 'assigneeId'
    | 'groupId'
    | 'inquiryTypeId'
    | 'processingTypeId'
    | 'tags'
  >
> & { readonly fields?: Readonly<Record<string, GivenValue | null>> };

export type ExampleMade = {
  readonly ticket: Ticket;
  readonly fields: TicketFields;
  readonly errors: readonly WrittenError[];
};

/** Makes a ticket out of an example, with errors for values that are none of their field. */
export const ticketOfExample = (
  { serviceId, language }: Service,
  definitions: readonly Field[],
  { fields: given = {}, customer, tags = [], ...example }: ExampleOfTicket,
  at: string,
): ExampleMade => {
  const { customer: _, ...base } = exampleTicket(serviceId, at);
  const fields: Record<string, StoredValue> = {};
  const errors: WrittenError[] = [];
  for (const [code, value] of Object.entries(given)) {
    const field = definitions.find((each) => each.code === code && !each.deleted);
    const pointer = `#/example/fields/${code}`;
    if (field === undefined) errors.push({ pointer, detail: 'The service has no such field' });
    else if (value !== null && !field.encrypted && field.type !== 'file') {
      const read = readFieldValue(field, value);
      if (!read.ok) errors.push({ pointer, detail: read.error });
      else if (read.value !== undefined) fields[code] = { type: field.type, value: read.value };
    }
  }
  return {
    ticket: {
      ...base,
      language,
      ...example,
      customer: {
        ...customer,
        ...(customer?.email === undefined ? {} : { email: normalizeEmail(customer.email) }),
      },
      tags: tidyTags(tags),
    },
    fields,
    errors,
  };
};
