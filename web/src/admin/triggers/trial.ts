import type * as z from 'zod';
import type { testTrigger } from '../../../../shared/contracts/http/triggers.ts';
import {
  CONDITION_FIELDS,
  OWN_FIELD,
  type ConditionField,
  type ConditionFieldName,
} from '../../../../shared/domain/trigger/condition-fields.ts';
import type { ConditionType, ValueForm } from '../../../../shared/domain/trigger/operators-table.ts';
import type { ConditionOperator } from '../../../../shared/domain/trigger/operators.ts';
import type {
  ConditionChange,
  ConditionGroup,
  ConditionValue,
  TriggerEventKind,
} from '../../../../shared/domain/trigger/trigger.ts';
import { conditionsIn } from './condition-tree.ts';
import type { TriggerValues } from './trigger-values.ts';

type Body = z.input<typeof testTrigger.body>;
type Example = NonNullable<Body['example']>;
type Happened = NonNullable<Body['happened']>;
export type SupposedChange = { readonly before?: string; readonly after?: string };

/** What a trigger is tried with beside a ticket. Everything is by the ids of what conditions ask. */
export type Trial = {
  readonly values: Readonly<Record<string, ConditionValue>>;
  readonly changes: Readonly<Record<string, SupposedChange>>;
  /** Null: the trigger's own. */
  readonly kind: TriggerEventKind | null;
};
export const EMPTY_TRIAL: Trial = { values: {}, changes: {}, kind: null };
/** What an example has that says nothing else. */
const BEGINS: Trial['values'] = {
  'ticket.status': 'unassigned',
  'ticket.channel': 'email',
  'ticket.priority': 'normal',
};

/** Where a value stands in a trial: of a ticket, its customer or their record, of what happened, or when. */
type Place =
  | { readonly of: 'ticket'; readonly member: Exclude<keyof Example, 'customer' | 'record' | 'fields'> }
  | { readonly of: 'customer'; readonly member: keyof NonNullable<Example['customer']> }
  | { readonly of: 'record'; readonly member: keyof NonNullable<Example['record']> }
  | { readonly of: 'hasRecord' }
  | { readonly of: 'happened'; readonly member: 'actor' | 'entryText' }
  | { readonly of: 'at' }
  /** The service's own: it is as it is. */
  | { readonly of: 'service' };
const ticket = (member: Extract<Place, { of: 'ticket' }>['member']): Place => ({ of: 'ticket', member });
const customer = (member: Extract<Place, { of: 'customer' }>['member']): Place => ({ of: 'customer', member });
const record = (member: Extract<Place, { of: 'record' }>['member']): Place => ({ of: 'record', member });
const SERVICE: Place = { of: 'service' };

/** Everything that conditions can ask. One that is added does not compile without its place. */
const PLACES: Readonly<Record<ConditionFieldName, Place>> = {
  'ticket.number': ticket('number'),
  'ticket.title': ticket('title'),
  'ticket.status': ticket('status'),
  'ticket.channel': ticket('channel'),
  'ticket.priority': ticket('priority'),
  'ticket.language': ticket('language'),
  'ticket.assignee': ticket('assigneeId'),
  'ticket.group': ticket('groupId'),
  'ticket.inquiryType': ticket('inquiryTypeId'),
  'ticket.processingType': ticket('processingTypeId'),
  'ticket.tags': ticket('tags'),
  'ticket.createdBy': ticket('createdBy'),
  'ticket.createdAt': ticket('createdAt'),
  'ticket.activityAt': ticket('activityAt'),
  'ticket.waitingSince': ticket('waitingSince'),
  'ticket.resolvedAt': ticket('resolvedAt'),
  'ticket.resolvedBy': ticket('resolvedBy'),
  'ticket.completedAt': ticket('completedAt'),
  'ticket.unreadReply': ticket('unreadReply'),
  'ticket.lastWriter': ticket('lastWriter'),
  'ticket.internalReason': ticket('internalReason'),
  'ticket.duplicateOf': ticket('duplicateOf'),
  'ticket.followsNumber': ticket('followsNumber'),
  'ticket.transfer': ticket('transfer'),
  'ticket.writtenByMachine': ticket('writtenByMachine'),
  'ticket.inLine': ticket('inLine'),
  'ticket.inLineSince': ticket('inLineSince'),
  'ticket.hasOrigin': ticket('hasOrigin'),
  'ticket.originService': ticket('originService'),
  'ticket.originNumber': ticket('originNumber'),
  'ticket.serviceAddress': ticket('serviceAddress'),
  'customer.id': record('customerId'),
  'customer.hasRecord': { of: 'hasRecord' },
  'customer.name': customer('name'),
  'customer.emails': customer('email'),
  'customer.phones': customer('phone'),
  'customer.note': record('note'),
  'customer.createdAt': record('createdAt'),
  'customer.mergedRecords': record('mergedRecords'),
  'service.name': SERVICE,
  'service.kind': SERVICE,
  'service.language': SERVICE,
  'service.languages': SERVICE,
  'service.channels': SERVICE,
  'service.addresses': SERVICE,
  'service.senderName': SERVICE,
  'service.timeZone': SERVICE,
  'service.country': SERVICE,
  'service.autoCompleteDays': SERVICE,
  'service.undoSeconds': SERVICE,
  'service.leaversTickets': SERVICE,
  'event.at': { of: 'at' },
  'event.actor': { of: 'happened', member: 'actor' },
  'entry.text': { of: 'happened', member: 'entryText' },
};
const AT = 'event.at';

const placeOf = (id: string): Place | undefined => PLACES[id as ConditionFieldName] as Place | undefined;
const isOwn = (id: string): boolean => id.startsWith(OWN_FIELD);
/** Whether the value belongs to the ticket: a real one has its own. */
const isOfTicket = (id: string): boolean =>
  isOwn(id) || !(['happened', 'at', 'service', undefined] as const).some((of) => placeOf(id)?.of === of);
/** Whether a trial can say what it is. */
export const canBeSupposed = (id: string, of: 'ticket' | 'example'): boolean =>
  (placeOf(id) !== undefined || isOwn(id)) && placeOf(id)?.of !== 'service' && (of === 'example' || !isOfTicket(id));

/** The input of a value of each type. Of addresses and numbers one is enough. */
const FORMS: Readonly<Record<ConditionType, ValueForm>> = {
  text: 'text',
  texts: 'text',
  labels: 'texts',
  choice: 'option',
  choices: 'options',
  category: 'option',
  yes_no: 'yes_no',
  number: 'number',
  day: 'day',
  time: 'time',
  day_period: 'days',
  time_period: 'times',
};
export const formOfType = (type: ConditionType): ValueForm => FORMS[type];

const CHANGES: readonly ConditionOperator[] = ['changed', 'changed_from_to'];
/** Whether the answer depends on what time it is. */
const CLOCKS: readonly ConditionOperator[] = [
  'in_business_hours',
  'outside_business_hours',
  'within_last',
  'older_than',
];

export type AskedOfTrial = {
  /** Whose values the rule asks for, in the order in which it asks. */
  readonly values: readonly string[];
  /** Of which it asks whether they changed. */
  readonly changes: readonly string[];
};

/** What the rule in the form asks about, and can be supposed. */
export const askedOfTrial = (
  { conditions, actions }: Pick<TriggerValues, 'conditions' | 'actions'>,
  of: 'ticket' | 'example',
): AskedOfTrial => {
  const all = conditionsIn(conditions).map(({ condition }) => condition);
  const asksClock = all.some(({ operator }) => CLOCKS.includes(operator));
  const values = [
    ...all.filter(({ operator }) => !CHANGES.includes(operator)).map(({ field }) => field),
    ...(actions.some(({ kind, to }) => kind === 'mail' && to === 'customer') ? ['customer.emails'] : []),
    ...(asksClock ? [AT] : []),
  ];
  const changes = all.filter(({ operator }) => CHANGES.includes(operator)).map(({ field }) => field);
  return {
    values: [...new Set(values)].filter((id) => canBeSupposed(id, of)),
    changes: [...new Set(changes)].filter((id) => id !== ''),
  };
};

/** The change that a rule waits for: what is supposed first. */
export const awaitedChange = (conditions: ConditionGroup, id: string): SupposedChange => {
  const awaited = conditionsIn(conditions).find(
    ({ condition: { field, operator } }) => field === id && operator === 'changed_from_to',
  )?.condition.value;
  if (typeof awaited !== 'object' || Array.isArray(awaited)) return {};
  const { before, after } = awaited as ConditionChange;
  return sidesOf({
    ...(before === undefined ? {} : { before: String(before) }),
    ...(after === undefined ? {} : { after: String(after) }),
  });
};
/** The id that stands for a record in a supposed change: conditions ask whether there is one. */
const RECORD = 'cus_example';
/** The sides as the log tells them: of the customer's record its id. Some change is supposed in any case. */
const loggedSides = (id: string, change: SupposedChange): SupposedChange => {
  if (id !== 'customer.hasRecord') return sidesOf(change);
  const { before, after } = change;
  if (before === 'true') return after === 'true' ? { before: RECORD, after: RECORD } : { before: RECORD };
  return { after: RECORD };
};
/** An empty side stands for no value. */
const sidesOf = ({ before = '', after = '' }: SupposedChange): SupposedChange => ({
  ...(before === '' ? {} : { before }),
  ...(after === '' ? {} : { after }),
});

/** What a change says that the value is afterwards, where that is as easily said. */
const leftBy = (after: string | undefined, type: ConditionType | undefined): ConditionValue | undefined => {
  if (after === undefined || after === '') return undefined;
  if (type === 'labels') return after.split(',').map((tag) => tag.trim());
  return type === 'text' || type === 'choice' || type === 'category' ? after : undefined;
};

const isThere = (value: ConditionValue | undefined): value is ConditionValue =>
  value !== undefined &&
  value !== '' &&
  !(typeof value === 'number' && Number.isNaN(value)) &&
  !(Array.isArray(value) && value.length === 0);

/** What an example has of this: as it says itself, or as a change leaves it. */
const valueInTrial = (
  { values, changes }: Pick<Trial, 'values' | 'changes'>,
  id: string,
  type: ConditionType | undefined,
): ConditionValue | undefined => (isThere(values[id]) ? values[id] : leftBy(changes[id]?.after, type));
/** The same with what every example begins with: what its input shows. */
export const shownInTrial = (trial: Trial, id: string, type: ConditionType): ConditionValue | undefined =>
  // What is being typed stays, though nothing is said by it.
  id in trial.values ? trial.values[id] : (leftBy(trial.changes[id]?.after, type) ?? BEGINS[id]);

/** The members of a request that say what a trial supposes. `number`: a ticket, with its own values. */
export const trialBody = (
  { values: given, changes, kind }: Trial,
  event: TriggerValues['event'],
  typeOf: (id: string) => ConditionType | undefined,
  number?: number,
): Pick<Body, 'number' | 'example' | 'happened' | 'at'> => {
  const begins = number === undefined ? BEGINS : {};
  const values = Object.keys({ ...begins, ...changes, ...given }).flatMap((id): [string, ConditionValue][] => {
    const value = valueInTrial({ values: given, changes }, id, typeOf(id)) ?? begins[id];
    return isThere(value) ? [[id, value]] : [];
  });
  const example: Record<string, unknown> = {};
  const parts: Record<'customer' | 'record' | 'fields', Record<string, unknown>> = {
    customer: {},
    record: {},
    fields: {},
  };
  const happened: Record<string, unknown> = {};
  let at: string | undefined;
  for (const [id, chosen] of values) {
    const place = placeOf(id);
    // A time is chosen to the minute.
    const value = place !== undefined && typeOf(id) === 'time' ? new Date(chosen as string).toISOString() : chosen;
    if (place === undefined) {
      if (isOwn(id)) parts.fields[id.slice(OWN_FIELD.length)] = typeOf(id) === 'texts' ? [value] : value;
    } else if (place.of === 'ticket') example[place.member] = value;
    else if (place.of === 'customer' || place.of === 'record') parts[place.of][place.member] = value;
    else if (place.of === 'hasRecord') {
      if (value === true) example['record'] = {};
    } else if (place.of === 'happened') happened[place.member] = value;
    else if (place.of === 'at') at = value as string;
  }
  for (const [name, members] of Object.entries(parts)) if (Object.keys(members).length > 0) example[name] = members;
  const tracked: Record<string, SupposedChange> = {};
  const own: Record<string, SupposedChange> = {};
  for (const [id, change] of Object.entries(changes)) {
    const [first] = (CONDITION_FIELDS[id as ConditionFieldName] as ConditionField | undefined)?.changedBy ?? [];
    if (first !== undefined) tracked[first] = loggedSides(id, change);
    else if (isOwn(id)) own[id.slice(OWN_FIELD.length)] = sidesOf(change);
  }
  const isSupposed = kind !== null || Object.keys(changes).length > 0 || Object.keys(happened).length > 0;
  return {
    ...(number === undefined ? { example: example as Example } : { number }),
    ...(isSupposed
      ? { happened: { kind: kind ?? event.kind, ...happened, changes: tracked, fieldChanges: own } as Happened }
      : {}),
    ...(at === undefined ? {} : { at }),
  };
};
