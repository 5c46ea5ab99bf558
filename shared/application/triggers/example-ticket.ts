import { normalizeEmail } from '../../domain/customer/contacts.ts';
import type { WRITERS } from '../../domain/trigger/automation.ts';
import type { CustomerRecord } from '../../domain/customer/customer-record.ts';
import type { WrittenError } from '../../domain/desk/category.ts';
import type { Field } from '../../domain/desk/field.ts';
import { type GivenValue, readFieldValue, type StoredValue, type TicketFields } from '../../domain/desk/field-value.ts';
import type { Service } from '../../domain/desk/service.ts';
import { exampleTicket } from '../../domain/template/example-ticket.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import { tidyTags } from '../../domain/ticket/edit-ticket.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** The customer's record, of which none needs to exist. */
export type ExampleOfRecord = Partial<
  Pick<CustomerRecord, 'customerId' | 'name' | 'emails' | 'phones' | 'note' | 'createdAt'>
> & {
  /** How many other records were merged into it. */
  readonly mergedRecords?: number;
};

/** A ticket that need not exist. What is left out has no value, or the usual one. Files are given by their names. */
export type ExampleOfTicket = Partial<
  Pick<
    Ticket,
    | 'number'
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
    | 'createdBy'
    | 'createdAt'
    | 'activityAt'
    | 'waitingSince'
    | 'resolvedAt'
    | 'resolvedBy'
    | 'completedAt'
    | 'unreadReply'
    | 'internalReason'
    | 'duplicateOf'
    | 'followsNumber'
    | 'transfer'
    | 'serviceAddress'
  >
> & {
  readonly lastWriter?: (typeof WRITERS)[number];
  /** The id of the service that it was transferred from, and its number there. */
  readonly originService?: string;
  readonly originNumber?: number;
  /** Whether it was transferred from another service. */
  readonly hasOrigin?: boolean;
  readonly writtenByMachine?: boolean;
  /** Whether it stands in line for an agent, and since when. */
  readonly inLine?: boolean;
  readonly inLineSince?: string;
  /** Given: the customer has a record. */
  readonly record?: ExampleOfRecord;
  readonly fields?: Readonly<Record<string, GivenValue | null>>;
};

export type ExampleMade = {
  readonly ticket: Ticket;
  readonly fields: TicketFields;
  readonly customer?: CustomerRecord;
  readonly errors: readonly WrittenError[];
};

const TIMES = ['createdAt', 'activityAt', 'waitingSince', 'resolvedAt', 'completedAt'] as const;
type Times = Partial<Record<(typeof TIMES)[number], string>>;
/** The times of an example as they are stored. */
const inUtc = (example: Times): Times =>
  Object.fromEntries(
    TIMES.flatMap((name) => {
      const time = example[name];
      return time === undefined ? [] : [[name, new Date(time).toISOString()]];
    }),
  );

/** Files of which nothing but the name is asked. */
const filesNamed = (value: GivenValue): readonly Attachment[] =>
  (Array.isArray(value) ? (value as readonly string[]) : []).map((name) => ({
    id: name,
    key: '',
    name,
    type: 'application/octet-stream',
    size: 0,
  }));

const recordOf = (
  serviceId: string,
  { emails = [], createdAt, mergedRecords = 0, ...record }: ExampleOfRecord,
  at: string,
): CustomerRecord => ({
  serviceId,
  customerId: 'cus_example',
  version: 1,
  phones: [],
  absorbed: Array.from({ length: mergedRecords }, (_, index) => `cus_example_${index + 1}`),
  ...record,
  emails: emails.map(normalizeEmail),
  createdAt: new Date(createdAt ?? at).toISOString(),
});

type Standing = Pick<
  ExampleOfTicket,
  'originService' | 'originNumber' | 'hasOrigin' | 'writtenByMachine' | 'inLine' | 'inLineSince'
>;
/** Where it comes from, and what it waits for, as a ticket says it. */
const standingOf = (
  { originService, originNumber, hasOrigin, writtenByMachine, inLine, inLineSince }: Standing,
  at: string,
): Pick<Ticket, 'origin' | 'writtenByMachine' | 'waiting'> => ({
  ...(hasOrigin === true || originService !== undefined || originNumber !== undefined
    ? { origin: { serviceId: originService ?? 'another-service', number: originNumber ?? 1 } }
    : {}),
  ...(writtenByMachine === true ? { writtenByMachine: true as const } : {}),
  ...(inLine === true || inLineSince !== undefined
    ? { waiting: { id: 'evt_example', since: new Date(inLineSince ?? at).toISOString() } }
    : {}),
});

/** Makes a ticket out of an example, with errors for values that are none of their field. */
export const ticketOfExample = (
  { serviceId, language }: Service,
  definitions: readonly Field[],
  { fields: given = {}, customer, tags = [], record, lastWriter, ...rest }: ExampleOfTicket,
  at: string,
): ExampleMade => {
  const { originService, originNumber, hasOrigin, writtenByMachine, inLine, inLineSince, ...example } = rest;
  const { customer: _, ...base } = exampleTicket(serviceId, at);
  const fields: Record<string, StoredValue> = {};
  const errors: WrittenError[] = [];
  for (const [code, value] of Object.entries(given)) {
    const field = definitions.find((each) => each.code === code && !each.deleted);
    const pointer = `#/example/fields/${code}`;
    if (field === undefined) errors.push({ pointer, detail: 'The service has no such field' });
    else if (value === null || field.encrypted) continue;
    else if (field.type === 'file') fields[code] = { type: 'file', value: filesNamed(value) };
    else {
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
      ...inUtc(example),
      ...(lastWriter === undefined ? {} : { lastEntry: { id: 'ent_example', by: lastWriter } }),
      ...standingOf(rest, at),
      ...(record === undefined ? {} : { customerId: record.customerId ?? 'cus_example' }),
      customer: {
        ...customer,
        ...(customer?.email === undefined ? {} : { email: normalizeEmail(customer.email) }),
      },
      tags: tidyTags(tags),
    },
    fields,
    ...(record === undefined ? {} : { customer: recordOf(serviceId, record, at) }),
    errors,
  };
};
