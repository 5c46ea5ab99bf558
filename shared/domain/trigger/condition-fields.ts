import { TRANSFER_KINDS, CHANNELS, LANGUAGES, PRIORITIES, TICKET_LANGUAGES } from '../ticket/ticket.ts';
import { isSealed, type FieldValue, type Period } from '../desk/field-value.ts';
import type { Field, FieldType } from '../desk/field.ts';
import { LEAVERS_TICKETS, SERVICE_KINDS } from '../desk/service.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Attachment } from '../ticket/entry.ts';
import { FACT_TYPES, FACTS, type FactType, type TrackedField } from '../ticket/facts.ts';
import { INTERNAL_REASONS } from '../ticket/internal-reason.ts';
import { TICKET_STATUSES } from '../ticket/status.ts';
import { type TriggerSnapshot, WRITERS } from './automation.ts';
import type { ConditionType } from './operators-table.ts';

/** A value as it is read: its form follows from its type. An empty text or list counts as missing. */
export type ReadValue = string | number | boolean | readonly string[] | Period;

/** What the ids of a field name; the console picks from it, and the checks look them up. */
export type NamedBy = 'agent' | 'group' | 'inquiry_type' | 'processing_type';

/** A field that conditions can ask about. */
export type ConditionField = {
  readonly type: ConditionType;
  /** What it is, for the documentation. */
  readonly says: string;
  /** Undefined: there is no value. */
  readonly read: (snapshot: TriggerSnapshot) => ReadValue | undefined;
  /**
   * What changes of a fact mean that it changed; the first one's values are what `changed_from_to` compares. None:
   * nothing tells that it changed, and `changed` isn't offered.
   */
  readonly changedBy: readonly TrackedField[];
  /**
   * Other changes and facts with which it may have changed: they matter to a selective trigger, and are not told as its
   * own. An entry that came always matters.
   */
  readonly changesWith?: {
    readonly changes?: readonly TrackedField[];
    readonly facts?: readonly FactType[];
  };
  /** What a side of such a change says of it, where that is not its value. */
  readonly told?: (side: string | undefined) => string;
  /** Of the service's own fields: the code under which a fact tells that it changed. */
  readonly code?: string;
  /** The options of a closed set. */
  readonly options?: readonly string[];
  readonly names?: NamedBy;
  /** The text of an entry: it can be masked later, so no trace keeps it. */
  readonly isEntryText?: true;
};

/** The assignee while a strategy has yet to find one: somebody, and nobody whom a condition can name. */
export const SOMEBODY = '(somebody)';

/** Facts of which the table says so, and the one that gives back what an answer changed. */
const factsWhose = (isSo: (effect: NonNullable<(typeof FACTS)[FactType]>) => boolean): readonly FactType[] => [
  ...FACT_TYPES.filter((type) => {
    const effect = FACTS[type];
    return effect !== null && isSo(effect);
  }),
  'answer_taken_back',
];
const ACTIVITY = { facts: factsWhose(({ activity }) => activity) };
const READING = { facts: factsWhose(({ unreadReply }) => unreadReply !== 'same') };
const ANSWERING = {
  facts: ['customer_replied', 'ticket_resolved', 'ticket_pended', 'ticket_resolved_internally', 'answer_taken_back'],
} as const;
/** A trigger puts a ticket in line; where it stands or goes tells when that is over. */
const LINING_UP = { changes: ['status', 'group'], facts: ['ticket_automated'] } as const;
const WITH_STATUS = { changes: ['status'] } as const;
const WITH_CUSTOMER = { changes: ['customer'] } as const;

type Row = Omit<ConditionField, 'changedBy'>;
const of = (row: Row, ...changedBy: readonly TrackedField[]): ConditionField => ({ ...row, changedBy });

const each = (...values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/**
 * Everything that conditions can ask about beside the service's own fields, by its name in a condition. A category is
 * met by those below it too (operators-table.ts).
 */
export const CONDITION_FIELDS = {
  'ticket.number': of({ type: 'number', says: 'its number', read: ({ ticket }) => ticket.number }),
  'ticket.title': of({ type: 'text', says: 'its title', read: ({ ticket }) => ticket.title }, 'title'),
  'ticket.status': of(
    { type: 'choice', says: 'its status', read: ({ ticket }) => ticket.status, options: TICKET_STATUSES },
    'status',
  ),
  'ticket.channel': of({
    type: 'choice',
    says: 'the channel that it came by',
    read: ({ ticket }) => ticket.channel,
    options: CHANNELS,
  }),
  'ticket.priority': of(
    { type: 'choice', says: 'its priority', read: ({ ticket }) => ticket.priority, options: PRIORITIES },
    'priority',
  ),
  'ticket.language': of(
    { type: 'choice', says: 'its language', read: ({ ticket }) => ticket.language, options: TICKET_LANGUAGES },
    'language',
  ),
  'ticket.assignee': of(
    { type: 'choice', says: 'the agent who has it', read: ({ ticket }) => ticket.assigneeId, names: 'agent' },
    'assignee',
  ),
  'ticket.group': of(
    { type: 'choice', says: 'the group that it is in', read: ({ ticket }) => ticket.groupId, names: 'group' },
    'group',
  ),
  'ticket.inquiryType': of(
    {
      type: 'category',
      says: 'its inquiry type',
      read: ({ ticket }) => ticket.inquiryTypeId,
      names: 'inquiry_type',
    },
    'inquiryType',
  ),
  'ticket.processingType': of(
    {
      type: 'category',
      says: 'its processing type',
      read: ({ ticket }) => ticket.processingTypeId,
      names: 'processing_type',
    },
    'processingType',
  ),
  'ticket.tags': of({ type: 'labels', says: 'its tags', read: ({ ticket }) => ticket.tags }, 'tags'),
  'ticket.createdBy': of({
    type: 'choice',
    says: 'the agent who made it by hand',
    read: ({ ticket }) => ticket.createdBy,
    names: 'agent',
  }),
  'ticket.createdAt': of({ type: 'time', says: 'when it was created', read: ({ ticket }) => ticket.createdAt }),
  'ticket.activityAt': of({
    type: 'time',
    says: 'when it was created, got a message, was answered, assigned or changed status last',
    read: ({ ticket }) => ticket.activityAt,
    changesWith: ACTIVITY,
  }),
  'ticket.waitingSince': of({
    type: 'time',
    says: 'the customer’s first message that was not answered since',
    read: ({ ticket }) => ticket.waitingSince,
    changesWith: ANSWERING,
  }),
  'ticket.resolvedAt': of({
    type: 'time',
    says: 'when it was resolved',
    read: ({ ticket }) => ticket.resolvedAt,
    changesWith: WITH_STATUS,
  }),
  'ticket.resolvedBy': of({
    type: 'choice',
    says: 'the agent who resolved it',
    read: ({ ticket }) => ticket.resolvedBy,
    changesWith: WITH_STATUS,
    names: 'agent',
  }),
  'ticket.completedAt': of({
    type: 'time',
    says: 'when it was completed',
    read: ({ ticket }) => ticket.completedAt,
    changesWith: WITH_STATUS,
  }),
  'ticket.unreadReply': of({
    type: 'yes_no',
    says: 'whether the customer replied and nobody has read or answered it since',
    read: ({ ticket }) => ticket.unreadReply,
    changesWith: READING,
  }),
  'ticket.lastWriter': of({
    type: 'choice',
    says: 'who wrote the newest entry',
    read: ({ ticket: { lastEntry } }) =>
      lastEntry === undefined ? undefined : (WRITERS.find((writer) => writer === lastEntry.by) ?? 'agent'),
    changesWith: { facts: ['answer_taken_back'] },
    options: WRITERS,
  }),
  'ticket.writtenByMachine': of({
    type: 'yes_no',
    says: 'whether a machine or a mailing list wrote the customer’s newest message',
    read: ({ ticket }) => ticket.writtenByMachine === true,
    changesWith: { facts: ['customer_replied'] },
  }),
  'ticket.inLine': of({
    type: 'yes_no',
    says: 'whether a trigger put it in line for an agent of its group, and it has none yet',
    read: ({ ticket }) => ticket.waiting !== undefined,
    changesWith: LINING_UP,
  }),
  'ticket.inLineSince': of({
    type: 'time',
    says: 'since when it stands in that line',
    read: ({ ticket }) => ticket.waiting?.since,
    changesWith: LINING_UP,
  }),
  'ticket.internalReason': of(
    {
      type: 'choice',
      says: 'why it was resolved internally',
      read: ({ ticket }) => ticket.internalReason,
      options: INTERNAL_REASONS,
    },
    'internalReason',
  ),
  'ticket.duplicateOf': of(
    { type: 'number', says: 'the number of the ticket that it repeats', read: ({ ticket }) => ticket.duplicateOf },
    'duplicateOf',
  ),
  'ticket.followsNumber': of({
    type: 'number',
    says: 'the number of the completed ticket that it follows',
    read: ({ ticket }) => ticket.followsNumber,
  }),
  'ticket.transfer': of(
    {
      type: 'choice',
      says: 'where it was escalated to',
      read: ({ ticket }) => ticket.transfer,
      options: TRANSFER_KINDS,
    },
    'transfer',
  ),
  'ticket.hasOrigin': of({
    type: 'yes_no',
    says: 'whether another service escalated it to this one',
    read: ({ ticket }) => ticket.origin !== undefined,
  }),
  'ticket.originService': of({
    type: 'text',
    says: 'the id of the service that an issue ticket was transferred from',
    read: ({ ticket }) => ticket.origin?.serviceId,
  }),
  'ticket.originNumber': of({
    type: 'number',
    says: 'the number that it has there',
    read: ({ ticket }) => ticket.origin?.number,
  }),
  'ticket.serviceAddress': of({
    type: 'text',
    says: 'the address of the service that the customer wrote to',
    read: ({ ticket }) => ticket.serviceAddress,
  }),
  'customer.id': of(
    { type: 'text', says: 'the id of their record', read: ({ ticket }) => ticket.customerId },
    'customer',
  ),
  'customer.hasRecord': of(
    {
      type: 'yes_no',
      says: 'whether the ticket has one',
      read: ({ customer }) => customer !== undefined,
      told: (customerId) => String(customerId !== undefined),
    },
    'customer',
  ),
  'customer.name': of(
    {
      type: 'text',
      says: 'the name on the record, else the ticket’s',
      read: ({ customer, ticket }) => customer?.name ?? ticket.customer.name,
    },
    'customerName',
    'customer',
  ),
  'customer.emails': of(
    {
      type: 'texts',
      says: 'the ticket’s address and all of the record',
      read: ({ customer, ticket }) => each(ticket.customer.email, ...(customer?.emails ?? [])),
    },
    'customerEmail',
    'customer',
  ),
  'customer.phones': of(
    {
      type: 'texts',
      says: 'the ticket’s number and all of the record, as `+821012345678`',
      read: ({ customer, ticket }) => each(ticket.customer.phone, ...(customer?.phones ?? [])),
    },
    'customerPhone',
    'customer',
  ),
  'customer.note': of({
    type: 'text',
    says: 'the note on the record',
    read: ({ customer }) => customer?.note,
    changesWith: WITH_CUSTOMER,
  }),
  'customer.createdAt': of({
    type: 'time',
    says: 'when the record was made',
    read: ({ customer }) => customer?.createdAt,
    changesWith: WITH_CUSTOMER,
  }),
  'customer.mergedRecords': of({
    type: 'number',
    says: 'how many other records were merged into it',
    read: ({ customer }) => customer?.absorbed.length,
    changesWith: WITH_CUSTOMER,
  }),
  'service.name': of({ type: 'text', says: 'its name', read: ({ service }) => service.name }),
  'service.kind': of({
    type: 'choice',
    says: 'its kind',
    read: ({ service }) => service.kind,
    options: SERVICE_KINDS,
  }),
  'service.language': of({
    type: 'choice',
    says: 'its language',
    read: ({ service }) => service.language,
    options: LANGUAGES,
  }),
  'service.languages': of({
    type: 'choices',
    says: 'the languages in which it answers',
    read: ({ service }) => service.languages,
    options: LANGUAGES,
  }),
  'service.channels': of({
    type: 'choices',
    says: 'its channels',
    read: ({ service }) => service.channels,
    options: CHANNELS,
  }),
  'service.addresses': of({ type: 'texts', says: 'its addresses', read: ({ service }) => service.addresses }),
  'service.senderName': of({
    type: 'text',
    says: 'the name that stands as the sender of its mails',
    read: ({ service }) => service.senderName,
  }),
  'service.timeZone': of({ type: 'text', says: 'its time zone', read: ({ service }) => service.timeZone }),
  'service.country': of({ type: 'text', says: 'its country, as `KR`', read: ({ service }) => service.country }),
  'service.autoCompleteDays': of({
    type: 'number',
    says: 'after how many days it completes resolved tickets; 0: never',
    read: ({ service }) => service.autoCompleteDays,
  }),
  'service.undoSeconds': of({
    type: 'number',
    says: 'for how many seconds an answer can be taken back',
    read: ({ service }) => service.undoSeconds,
  }),
  'service.leaversTickets': of({
    type: 'choice',
    says: 'what happens to open tickets of agents who leave',
    read: ({ service }) => service.leaversTickets,
    options: LEAVERS_TICKETS,
  }),
  'event.at': of({
    type: 'time',
    says: 'when what happened did; of a time trigger: now',
    read: ({ fact, now }) => fact?.at ?? now,
  }),
  'event.actor': of({
    type: 'choice',
    says: 'who did it: a customer, an agent, or the desk and its triggers',
    read: ({ fact }) => fact?.actor.kind,
    options: WRITERS,
  }),
  'entry.text': of({
    type: 'text',
    says: 'the text of the message or comment that came; only its first 20,000 characters are read',
    read: ({ entryText }) => entryText,
    isEntryText: true,
  }),
} as const satisfies Readonly<Record<string, ConditionField>>;
export type ConditionFieldName = keyof typeof CONDITION_FIELDS;

/** The service's own field with this code, in a condition. */
export const OWN_FIELD = 'field.';

/** What conditions see of the service's own fields, by their type. A caption has no value. */
export const TYPES_OF_OWN_FIELDS = {
  text: 'text',
  textarea: 'text',
  checkbox: 'choices',
  dropdown: 'choice',
  radio: 'choice',
  date: 'day',
  datetime: 'time',
  date_period: 'day_period',
  datetime_period: 'time_period',
  agree: 'yes_no',
  caption: undefined,
  /** The names of its files. */
  file: 'texts',
} as const satisfies Readonly<Record<FieldType, ConditionType | undefined>>;

const readOwn = (value: FieldValue): ReadValue =>
  Array.isArray(value)
    ? value.map((item: string | Attachment) => (typeof item === 'string' ? item : item.name))
    : (value as Exclude<FieldValue, readonly unknown[]>);

const ownField = ({ code, type: fieldType, options }: Field, type: ConditionType): ConditionField => ({
  type,
  says: 'a field of the service’s own',
  read: ({ fields }) => {
    const stored = Object.hasOwn(fields, code) ? fields[code] : undefined;
    // A value that was written when the field had another type has another form.
    return stored === undefined || isSealed(stored) || TYPES_OF_OWN_FIELDS[stored.type] !== type
      ? undefined
      : readOwn(stored.value);
  },
  changedBy: [],
  code,
  ...(fieldType === 'checkbox' || fieldType === 'dropdown' || fieldType === 'radio'
    ? { options: options.map((option) => option.code) }
    : {}),
});

const isKnownName = (name: string): name is ConditionFieldName => Object.hasOwn(CONDITION_FIELDS, name);

/** Why a condition can't ask about a field, in the words of the API. */
export const CONDITION_FIELD_FAULTS = {
  unknown: 'There is no such field',
  deleted: 'The service has no such field any more',
  encrypted: 'What is stored encrypted can’t be asked about',
  caption: 'A caption holds no value',
} as const;

/** The field that a condition names, or why it can't ask about that. `definitions`: the service's, with tombstones. */
export const conditionField = (name: string, definitions: readonly Field[]): Result<ConditionField, string> => {
  if (isKnownName(name)) return ok(CONDITION_FIELDS[name]);
  if (!name.startsWith(OWN_FIELD)) return err(CONDITION_FIELD_FAULTS.unknown);
  const code = name.slice(OWN_FIELD.length);
  const field = definitions.find((definition) => definition.code === code);
  if (field === undefined) return err(CONDITION_FIELD_FAULTS.unknown);
  if (field.deleted) return err(CONDITION_FIELD_FAULTS.deleted);
  if (field.encrypted) return err(CONDITION_FIELD_FAULTS.encrypted);
  const type = TYPES_OF_OWN_FIELDS[field.type];
  return type === undefined ? err(CONDITION_FIELD_FAULTS.caption) : ok(ownField(field, type));
};

/** Whether facts tell that it changed, so that `changed` can be asked. */
export const tellsChanges = ({ changedBy, code }: ConditionField): boolean =>
  changedBy.length > 0 || code !== undefined;
