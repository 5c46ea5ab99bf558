import type { operations } from '../../../shared/contracts/http/operations.ts';
import type { InputOf } from '../desk/api/call-operation.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { EventView, WholeTicketView } from '../desk/api/ticket-queries.ts';
import {
  codeOf,
  isOwnKey,
  isSame,
  SEALED,
  type OwnKey,
  type TicketValue,
  type ValueKey,
} from '../desk/fields/field-values.ts';
import type { Edit } from '../desk/edits/shelf.ts';

type FieldValueView = WholeTicketView['fields'][number];
export type FileView = Extract<
  Extract<NonNullable<FieldValueView['value']>, readonly unknown[]>[number],
  { readonly url: string }
>;

export const storedOf = ({ fields }: WholeTicketView, code: string): FieldValueView | undefined =>
  fields.find((each) => each.code === code);

/** The files of a file field. */
export const filesOf = (ticket: WholeTicketView, code: string): readonly FileView[] => {
  const value = storedOf(ticket, code)?.value;
  return Array.isArray(value)
    ? (value as readonly (string | FileView)[]).filter((each): each is FileView => typeof each === 'object')
    : [];
};

/** The names of the files of a field by their ids; of a value that every ticket has (null) there are none. */
export const fileNamesOf = (ticket: WholeTicketView, code: string | null): ReadonlyMap<string, string> =>
  new Map((code === null ? [] : filesOf(ticket, code)).map(({ id, name }) => [id, name]));

const fieldValue = (ticket: WholeTicketView, code: string): TicketValue => {
  const stored = storedOf(ticket, code);
  if (stored?.encrypted === true) return SEALED;
  const value = stored?.value ?? null;
  if (!Array.isArray(value)) return value;
  return value.map((each) => (typeof each === 'string' ? each : each.id));
};

/** The value of the ticket. */
export const valueOf = (ticket: WholeTicketView, key: ValueKey): TicketValue => {
  if (!isOwnKey(key)) return fieldValue(ticket, key.slice('fields.'.length));
  switch (key) {
    case 'customer.name':
      return ticket.customer.name ?? null;
    case 'customer.email':
      return ticket.customer.email ?? null;
    case 'customer.phone':
      return ticket.customer.phone ?? null;
    default:
      return ticket[key];
  }
};

export type Edits = ReadonlyMap<ValueKey, Edit>;

/** The inquiry type that the ticket will have. */
export const inquiryTypeAfter = (ticket: WholeTicketView, edits: Edits): string | undefined => {
  const edit = edits.get('inquiryTypeId');
  return ((edit === undefined ? ticket.inquiryTypeId : edit.mine) as string | null) ?? undefined;
};

/**
 * The edits that would change the ticket. Those of fields that the ticket's inquiry type doesn't ask for are left out,
 * and are there again when it does.
 */
export const pendingEdits = (ticket: WholeTicketView, edits: Edits, asked: readonly FieldView[]): Edits =>
  new Map(
    [...edits].filter(([key, { mine }]) => {
      const code = codeOf(key);
      if (code !== null && !asked.some((field) => field.code === code)) return false;
      return !isSame(mine, valueOf(ticket, key));
    }),
  );

const TRACKED = {
  'customer.name': 'customerName',
  'customer.email': 'customerEmail',
  'customer.phone': 'customerPhone',
  language: 'language',
  priority: 'priority',
  inquiryTypeId: 'inquiryType',
  processingTypeId: 'processingType',
  tags: 'tags',
} as const satisfies Record<OwnKey, keyof EventView['changes']>;

/** The newest event after a version that changed a value. */
const changeAfter = (events: readonly EventView[], key: ValueKey, version: number): EventView | undefined =>
  events.find((event) => {
    if (event.version <= version) return false;
    return isOwnKey(key)
      ? event.changes[TRACKED[key]] !== undefined
      : event.fieldChanges[key.slice('fields.'.length)] !== undefined;
  });

/** A value that somebody else changed while it was being edited; `event` says who, where the log tells it. */
export type Conflict = { readonly edit: Edit; readonly theirs: TicketValue; readonly event: EventView | undefined };

/** The pending edits whose value is no longer the one that the agent saw. `events`: newest first. */
export const conflictsOf = (
  ticket: WholeTicketView,
  pending: Edits,
  events: readonly EventView[],
): ReadonlyMap<ValueKey, Conflict> =>
  new Map(
    [...pending].flatMap(([key, edit]): readonly (readonly [ValueKey, Conflict])[] => {
      const theirs = valueOf(ticket, key);
      const event = changeAfter(events, key, edit.seen);
      // What an encrypted field holds can't be compared: that it changed is told by the log alone.
      const isChanged = !isSame(theirs, edit.base) || (theirs === SEALED && event !== undefined);
      return isChanged ? [[key, { edit, theirs, event }]] : [];
    }),
  );

export type TicketChanges = InputOf<typeof operations.editTicket>['body'];

/** The body of the request that saves these edits. */
export const changesOf = (pending: Edits): TicketChanges => {
  const own: Record<string, TicketValue> = {};
  const customer: Record<string, TicketValue> = {};
  const fields: Record<string, TicketValue> = {};
  for (const [key, { mine }] of pending) {
    const code = codeOf(key);
    if (code !== null) fields[code] = mine;
    else if (key.startsWith('customer.')) customer[key.slice('customer.'.length)] = mine;
    else own[key] = key === 'tags' ? (mine ?? []) : mine;
  }
  return {
    ...own,
    ...(Object.keys(customer).length === 0 ? {} : { customer }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  } as TicketChanges;
};
