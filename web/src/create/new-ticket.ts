import * as z from 'zod';
import { checkFieldValues } from '../../../shared/domain/desk/check-field-values.ts';
import type { Role } from '../../../shared/domain/desk/agent.ts';
import type { GivenValue } from '../../../shared/domain/desk/field-value.ts';
import { createTicket } from '../../../shared/contracts/http/tickets.ts';
import { maySeeField } from '../../../shared/domain/desk/field-visibility.ts';
import type { InputOf } from '../desk/api/call-operation.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import { formFaultsOf, keyAt, schemaFault } from '../desk/fields/field-faults.ts';
import {
  askedFields,
  codeOf,
  fieldOf,
  fileIdsIn,
  isOwnKey,
  keyOf,
  withArrived,
  type TicketValue,
  type ValueKey,
} from '../desk/fields/field-values.ts';

const valueSchema = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()),
  z.object({ from: z.string(), to: z.string() }),
]);
const newTicketSchema = z.object({
  title: z.string(),
  html: z.string(),
  groupId: z.string().nullable(),
  /** Take it at once. */
  keep: z.boolean(),
  /** A file that is on its way has an id that stands for its upload. */
  files: z.array(z.object({ id: z.string(), name: z.string() })),
  /** By their keys: what every ticket has, and the service's own fields. */
  values: z.record(z.string(), valueSchema),
  /** What was sent last, and under which idempotency key: the same content is sent under the same key. */
  sent: z.object({ body: z.string(), key: z.string() }).nullable(),
});
/** What an agent has begun to write of a ticket that is not created yet. */
export type NewTicket = Readonly<z.infer<typeof newTicketSchema>>;
export const EMPTY: NewTicket = { title: '', html: '', groupId: null, keep: false, files: [], values: {}, sent: null };

/** A part of the form that can be wrong. */
export type Part = ValueKey | 'title' | 'html' | 'groupId' | 'files';
/** What is wrong with parts of the form, in the words of the API or of `NEW_FAULTS`. */
export type NewFaults = ReadonlyMap<Part, string>;
export const NEW_FAULTS = {
  missing: 'It is missing',
  groupMissing: 'It is kept for one of several groups',
  groupNotMine: 'The group is not the agent’s',
  groupGone: 'The group is gone',
} as const;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
export const shelfKey = (agentId: string, serviceId: string): string => `handover.newTicket.${agentId}.${serviceId}`;

/** What was kept in this browser; `EMPTY` when there is nothing, or nothing that can be read. */
export const readNewTicket = (shelf: Shelf, key: string): NewTicket => {
  try {
    return newTicketSchema.safeParse(JSON.parse(shelf.getItem(key) ?? 'null')).data ?? EMPTY;
  } catch {
    return EMPTY;
  }
};

/**
 * Keeps it in this browser until it is created. Values of encrypted fields are never written down, and files of fields
 * have no names there: both are typed again after the page was loaded anew.
 */
export const keepNewTicket = (
  shelf: Shelf,
  key: string,
  ticket: NewTicket,
  definitions: readonly FieldView[],
): void => {
  const isWritten = (name: string): boolean => {
    const code = codeOf(name as ValueKey);
    if (code === null) return true;
    const field = definitions.find((each) => each.code === code);
    return field !== undefined && !field.encrypted && field.type !== 'file';
  };
  // What was sent has encrypted values in it as well.
  const isSecret = Object.keys(ticket.values).some((name) => !isWritten(name));
  const kept: NewTicket = {
    ...ticket,
    values: Object.fromEntries(Object.entries(ticket.values).filter(([name]) => isWritten(name))),
    sent: isSecret ? null : ticket.sent,
  };
  try {
    if (isEmpty(ticket)) shelf.removeItem(key);
    else shelf.setItem(key, JSON.stringify(kept));
  } catch {
    // The storage is full or forbidden: it is kept until the page is closed.
  }
};

/** Whether there is nothing in it that would have to be typed again. */
export const isEmpty = ({ title, html, files, values }: NewTicket): boolean =>
  title === '' && html === '' && files.length === 0 && Object.keys(values).length === 0;

export const withValue = (ticket: NewTicket, key: ValueKey, value: TicketValue): NewTicket => {
  const { [key]: _, ...others } = ticket.values;
  const next: TicketValue = value === false || (Array.isArray(value) && value.length === 0) ? null : value;
  return { ...ticket, values: next === null ? others : { ...others, [key]: next as NewTicket['values'][string] } };
};
export const valueIn = ({ values }: NewTicket, key: ValueKey): TicketValue => values[key] ?? null;

/** The ids of all its files: of those that are attached, and of those in fields. */
export const fileIdsOf = ({ files, values }: NewTicket): readonly string[] => [
  ...files.map(({ id }) => id),
  ...Object.entries(values).flatMap(([key, value]) => (isOwnKey(key) ? [] : fileIdsIn(value))),
];

/** The ticket with a file that has arrived in the place of its upload, unless it was taken out meanwhile. */
export const withUpload = (ticket: NewTicket, id: string, uploadId: string): NewTicket => ({
  ...ticket,
  files: ticket.files.map((file) => (file.id === id ? { ...file, id: uploadId } : file)),
  values: Object.fromEntries(
    Object.entries(ticket.values).map(([key, value]) => [
      key,
      withArrived(value, id, uploadId) as NewTicket['values'][string],
    ]),
  ),
});

const textIn = (ticket: NewTicket, key: ValueKey): string | undefined => {
  const value = valueIn(ticket, key);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** The fields that the form asks for, captions among them. */
export const fieldsOfForm = (
  ticket: NewTicket,
  definitions: readonly FieldView[],
  serviceId: string,
  role: Role,
): readonly FieldView[] =>
  askedFields(definitions, serviceId, textIn(ticket, 'inquiryTypeId')).filter((field) =>
    maySeeField(role, fieldOf(serviceId, field)),
  );

export type NewTicketBody = InputOf<typeof createTicket>['body'];

/** The request that creates it: values of fields that the inquiry type doesn't ask for are left out. */
export const bodyOf = (ticket: NewTicket, asked: readonly FieldView[]): NewTicketBody => {
  const { title, html, groupId, files, values } = ticket;
  const own = (key: 'language' | 'priority' | 'inquiryTypeId' | 'processingTypeId') =>
    textIn(ticket, key) === undefined ? {} : { [key]: textIn(ticket, key) };
  const contact = (member: 'name' | 'email' | 'phone') => {
    const value = textIn(ticket, `customer.${member}`);
    return value === undefined ? {} : { [member]: value };
  };
  const fields = Object.fromEntries(
    asked.flatMap(({ code }) => {
      const value = valueIn(ticket, keyOf(code));
      return value === null ? [] : [[code, value]];
    }),
  );
  return {
    title: title.trim(),
    html,
    customer: { ...contact('name'), ...contact('email'), ...contact('phone') },
    ...own('language'),
    ...own('priority'),
    ...own('inquiryTypeId'),
    ...own('processingTypeId'),
    ...(groupId === null ? {} : { groupId }),
    ...(Array.isArray(values['tags']) ? { tags: values['tags'] } : {}),
    ...(files.length === 0 ? {} : { uploadIds: files.map(({ id }) => id) }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  } as NewTicketBody;
};

/**
 * Everything that is wrong with the form. Required fields of the customer must be there; those of agents once one of
 * theirs is filled, as when a ticket is edited.
 */
export const checkNewTicket = (
  ticket: NewTicket,
  asked: readonly FieldView[],
  {
    serviceId,
    role,
    myGroupIds,
  }: { readonly serviceId: string; readonly role: Role; readonly myGroupIds: readonly string[] },
): NewFaults => {
  const { title, html, groupId, keep } = ticket;
  const faults = new Map<Part, string>();
  if (title.trim() === '') faults.set('title', NEW_FAULTS.missing);
  if (html === '') faults.set('html', NEW_FAULTS.missing);
  if (keep && groupId === null && myGroupIds.length > 1) faults.set('groupId', NEW_FAULTS.groupMissing);
  if (keep && groupId !== null && !myGroupIds.includes(groupId)) faults.set('groupId', NEW_FAULTS.groupNotMine);
  const body = bodyOf(ticket, asked);
  const { fields: _, ...plain } = body;
  for (const { path, message } of createTicket.body.safeParse(plain).error?.issues ?? []) {
    const part = partAt(`#/${path.map(String).join('/')}`);
    if (part !== null && !faults.has(part)) faults.set(part, faultAt(part, message));
  }
  const given: Readonly<Record<string, GivenValue | null>> = Object.fromEntries(
    asked.flatMap((field) => {
      const value = valueIn(ticket, keyOf(field.code));
      return field.type === 'caption' || (value === null && field.scope === 'agent') ? [] : [[field.code, value]];
    }),
  );
  const checked = checkFieldValues({
    definitions: asked.map((field) => fieldOf(serviceId, field)),
    inquiryTypeId: textIn(ticket, 'inquiryTypeId'),
    stored: {},
    given,
    way: { by: 'agent', role },
  });
  if (!checked.ok)
    for (const { pointer, detail } of checked.error.errors) {
      const part = partAt(pointer);
      if (part !== null) faults.set(part, detail);
    }
  return faults;
};

const faultAt = (part: Part, message: string): string => {
  switch (part) {
    case 'title':
    case 'html':
    case 'groupId':
    case 'files':
      return message;
    default:
      return schemaFault(part, message);
  }
};

const partAt = (pointer: string): Part | null => {
  const key = keyAt(pointer);
  if (key !== null) return key;
  const first = pointer.split('/')[1];
  if (first === 'uploadIds') return 'files';
  return first === 'title' || first === 'html' || first === 'groupId' ? first : null;
};

/** What the API says is wrong with parts of the form; empty when its refusal is about something else. */
export const refusedParts = (error: Error, ticket: NewTicket): NewFaults =>
  formFaultsOf(error, ticket, partAt, {
    group_not_found: ['groupId', NEW_FAULTS.groupGone],
    text_required: ['html', NEW_FAULTS.missing],
  });

/** The key to send this content under: that of the last try, when it was the same content. */
export const sentAs = (
  { sent }: NewTicket,
  body: NewTicketBody,
  newKey: () => string,
): NonNullable<NewTicket['sent']> => {
  const text = JSON.stringify(body);
  return sent?.body === text ? sent : { body: text, key: newKey() };
};
