import type { TicketFields } from '../../../../shared/domain/desk/field-value.ts';
import { FIELD_TYPES, type FieldType } from '../../../../shared/domain/desk/field.ts';
import {
  CONDITION_FIELD_FAULTS,
  CONDITION_FIELDS,
  conditionField,
  tellsChanges,
  TYPES_OF_OWN_FIELDS,
  type ConditionFieldName,
  type ReadValue,
} from '../../../../shared/domain/trigger/condition-fields.ts';
import { CONDITION_TYPES } from '../../../../shared/domain/trigger/operators-table.ts';
import type { CustomerRecord } from '../../../../shared/domain/customer/customer-record.ts';
import type { Service } from '../../../../shared/domain/desk/service.ts';
import { TRACKED_FIELDS } from '../../../../shared/domain/ticket/facts.ts';
import type { TriggerSnapshot } from '../../../../shared/domain/trigger/automation.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { aCustomer } from '../../../support/customers.ts';
import { aField, OPTIONS } from '../../../support/fields.ts';
import { aFact, aService, aTicket } from '../../../support/tickets.ts';
import { aSnapshot } from '../../../support/triggers.ts';

const full = aSnapshot({
  ticket: aTicket({
    inquiryTypeId: 'billing',
    processingTypeId: 'solved',
    tags: ['vip'],
    customerId: 'cus_1',
    customer: { name: 'On the ticket', email: 'one@example.com', phone: '+821011112222' },
    createdBy: 'agent_1',
    waitingSince: '2026-11-22T08:10:00.000Z',
    resolvedAt: '2026-11-22T08:40:00.000Z',
    resolvedBy: 'agent_2',
    completedAt: '2026-11-22T08:50:00.000Z',
    internalReason: 'duplicate',
    duplicateOf: 7,
    transfer: 'dooray',
    origin: { serviceId: 'shop', number: 3 },
    unreadReply: true,
    lastEntry: { id: 'ent_1', by: 'agent_1' },
    followsNumber: 5,
    waiting: { id: 'evt_9', since: '2026-11-22T08:20:00.000Z' },
    writtenByMachine: true,
  }),
  customer: aCustomer({
    name: 'On the record',
    emails: ['one@example.com', 'two@example.com'],
    phones: ['+821033334444'],
    note: 'Likes tea',
    absorbed: ['cus_2', 'cus_3'],
  }),
  service: aService({ languages: ['en', 'ko'] }),
  fact: aFact({ at: '2026-11-22T08:30:00.000Z', actor: { kind: 'customer' } }),
  entryText: 'It burns',
});
const bare = aSnapshot({
  ticket: aTicket({
    assigneeId: undefined,
    groupId: undefined,
    serviceAddress: undefined,
    customer: {},
  }),
});

/** What each field is, of a ticket that has everything; and of one that has nothing, where that is something too. */
const READ: Readonly<Record<ConditionFieldName, readonly [ReadValue, ReadValue?]>> = {
  'ticket.number': [1024, 1024],
  'ticket.title': ['Printer on fire', 'Printer on fire'],
  'ticket.status': ['processing', 'processing'],
  'ticket.channel': ['email', 'email'],
  'ticket.priority': ['normal', 'normal'],
  'ticket.language': ['en', 'en'],
  'ticket.assignee': ['agent_1'],
  'ticket.group': ['first-line'],
  'ticket.inquiryType': ['billing'],
  'ticket.processingType': ['solved'],
  'ticket.tags': [['vip'], []],
  'ticket.createdBy': ['agent_1'],
  'ticket.createdAt': ['2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z'],
  'ticket.activityAt': ['2026-11-22T08:30:00.000Z', '2026-11-22T08:30:00.000Z'],
  'ticket.waitingSince': ['2026-11-22T08:10:00.000Z'],
  'ticket.resolvedAt': ['2026-11-22T08:40:00.000Z'],
  'ticket.resolvedBy': ['agent_2'],
  'ticket.completedAt': ['2026-11-22T08:50:00.000Z'],
  'ticket.unreadReply': [true, false],
  'ticket.lastWriter': ['agent'],
  'ticket.writtenByMachine': [true, false],
  'ticket.inLine': [true, false],
  'ticket.inLineSince': ['2026-11-22T08:20:00.000Z'],
  'ticket.internalReason': ['duplicate'],
  'ticket.duplicateOf': [7],
  'ticket.followsNumber': [5],
  'ticket.transfer': ['dooray'],
  'ticket.hasOrigin': [true, false],
  'ticket.originService': ['shop'],
  'ticket.originNumber': [3],
  'ticket.serviceAddress': ['support@example.com'],
  'customer.id': ['cus_1'],
  'customer.hasRecord': [true, false],
  'customer.name': ['On the record'],
  'customer.emails': [['one@example.com', 'two@example.com'], []],
  'customer.phones': [['+821011112222', '+821033334444'], []],
  'customer.note': ['Likes tea'],
  'customer.createdAt': ['2026-11-22T08:00:00.000Z'],
  'customer.mergedRecords': [2],
  'service.name': ['Support', 'Support'],
  'service.kind': ['contact', 'contact'],
  'service.language': ['en', 'en'],
  'service.languages': [['en', 'ko'], ['en']],
  'service.channels': [
    ['email', 'created'],
    ['email', 'created'],
  ],
  'service.addresses': [
    ['support@example.com', 'help@example.com'],
    ['support@example.com', 'help@example.com'],
  ],
  'service.senderName': ['Example Support', 'Example Support'],
  'service.timeZone': ['Asia/Seoul', 'Asia/Seoul'],
  'service.country': ['KR', 'KR'],
  'service.autoCompleteDays': [14, 14],
  'service.undoSeconds': [0, 0],
  'service.leaversTickets': ['give_back', 'give_back'],
  'event.at': ['2026-11-22T08:30:00.000Z', '2026-11-22T09:00:00.000Z'],
  'event.actor': ['customer'],
  'entry.text': ['It burns'],
};

const names = Object.keys(CONDITION_FIELDS) as ConditionFieldName[];

describe.each(names)('%s', (name) => {
  const field = conditionField(name, []);
  if (!field.ok) throw new Error(field.error);
  const { read, type, options, changedBy } = field.value;

  it('is read of a ticket that has everything, and of one that has nothing', () => {
    expect(read(full)).toEqual(READ[name][0]);
    expect(read(bare)).toEqual(READ[name][1]);
  });

  it('has a type, options that its value is among, and changes that facts know', () => {
    expect(CONDITION_TYPES).toContain(type);
    const value = READ[name][0];
    if (options !== undefined) expect(options).toEqual(expect.arrayContaining([value].flat()));
    expect(TRACKED_FIELDS).toEqual(expect.arrayContaining([...changedBy]));
  });
});

test('every tracked change of a ticket is one of a field that conditions know; calls are none', () => {
  const told = new Set(names.flatMap((name) => CONDITION_FIELDS[name].changedBy));
  expect(TRACKED_FIELDS.filter((field) => !told.has(field))).toEqual(['callAt', 'callOwner', 'callPhone']);
});

/** By which fields each member of a thing is asked, each with another value of it; or why it can't be asked. */
type Members<T> = { readonly [M in keyof T]-?: readonly [another: Required<T>[M], ...ConditionFieldName[]] | string };

const OF_TICKET: Members<Ticket> = {
  serviceId: 'a trigger is of one service',
  number: [7, 'ticket.number'],
  version: 'it counts writes, and says nothing of the inquiry',
  title: ['Other', 'ticket.title'],
  status: ['pending', 'ticket.status'],
  channel: ['web', 'ticket.channel'],
  priority: ['low', 'ticket.priority'],
  language: ['ja', 'ticket.language'],
  customer: [
    { name: 'Other', email: 'other@example.com', phone: '+821000000000' },
    'customer.name',
    'customer.emails',
    'customer.phones',
  ],
  customerId: ['cus_9', 'customer.id'],
  serviceAddress: ['help@example.com', 'ticket.serviceAddress'],
  assigneeId: ['agent_9', 'ticket.assignee'],
  groupId: ['second-line', 'ticket.group'],
  inquiryTypeId: ['delivery', 'ticket.inquiryType'],
  processingTypeId: ['other', 'ticket.processingType'],
  tags: [['other'], 'ticket.tags'],
  createdBy: ['agent_9', 'ticket.createdBy'],
  createdAt: ['2026-01-01T00:00:00.000Z', 'ticket.createdAt'],
  activityAt: ['2026-01-01T00:00:00.000Z', 'ticket.activityAt'],
  resolvedAt: ['2026-01-01T00:00:00.000Z', 'ticket.resolvedAt'],
  resolvedBy: ['agent_9', 'ticket.resolvedBy'],
  completedAt: ['2026-01-01T00:00:00.000Z', 'ticket.completedAt'],
  internalReason: ['test', 'ticket.internalReason'],
  duplicateOf: [9, 'ticket.duplicateOf'],
  beforeSpam: 'only spam has it, of which triggers are not asked',
  transfer: ['issue', 'ticket.transfer'],
  transferId: 'an id that nobody types; where it went is asked as ticket.transfer',
  transferring: 'over in a second or two; what comes of it is a status',
  origin: [{ serviceId: 'other', number: 9 }, 'ticket.originService', 'ticket.originNumber'],
  unreadReply: [false, 'ticket.unreadReply'],
  waitingSince: ['2026-01-01T00:00:00.000Z', 'ticket.waitingSince'],
  snippet: 'the entry that came is asked as a whole, as entry.text',
  lastEntry: [{ id: 'ent_1', by: 'customer' }, 'ticket.lastWriter'],
  otherEntry: 'it is kept for warnings while somebody writes; who wrote last is asked as ticket.lastWriter',
  followsNumber: [9, 'ticket.followsNumber'],
  waiting: [{ id: 'evt_9', since: '2026-01-01T00:00:00.000Z' }, 'ticket.inLineSince'],
  writtenByMachine: 'it is true or absent: asked as ticket.writtenByMachine, see what a bare ticket says',
};
const OF_CUSTOMER: Members<CustomerRecord> = {
  serviceId: 'a trigger is of one service',
  customerId: 'the ticket names it: asked as customer.id',
  version: 'it counts writes, and says nothing of the customer',
  name: ['Other', 'customer.name'],
  emails: [['other@example.com'], 'customer.emails'],
  phones: [['+821000000000'], 'customer.phones'],
  note: ['Other', 'customer.note'],
  absorbed: [['cus_9'], 'customer.mergedRecords'],
  mergedInto: 'the record after all merges is asked, which was merged into none',
  createdAt: ['2026-01-01T00:00:00.000Z', 'customer.createdAt'],
};
const OF_SERVICE: Members<Service> = {
  serviceId: 'a trigger is of one service',
  name: ['Other', 'service.name'],
  kind: ['issue', 'service.kind'],
  timeZone: ['UTC', 'service.timeZone'],
  language: ['ja', 'service.language'],
  languages: [['ja'], 'service.languages'],
  channels: [['api'], 'service.channels'],
  addresses: [['other@example.com'], 'service.addresses'],
  senderName: ['Other', 'service.senderName'],
  autoCompleteDays: [99, 'service.autoCompleteDays'],
  undoSeconds: [99, 'service.undoSeconds'],
  leaversTickets: ['keep', 'service.leaversTickets'],
  country: ['JP', 'service.country'],
  version: 'it counts writes of the settings',
};
const members = (
  [
    ['ticket', OF_TICKET],
    ['customer', OF_CUSTOMER],
    ['service', OF_SERVICE],
  ] as const
).flatMap(([thing, all]) => Object.entries<readonly unknown[] | string>(all).map((each) => [thing, ...each] as const));

test.each(members)('of a %s, %s can be asked, or there is a reason why not', (thing, member, asked) => {
  if (typeof asked === 'string') {
    expect(asked).toMatch(/ /);
    return;
  }
  const [another, ...by] = asked as readonly [unknown, ...ConditionFieldName[]];
  expect(by).not.toHaveLength(0);
  for (const name of by) {
    // A record's name stands before the ticket's.
    const { customer: _record, ...withoutRecord } = full;
    const shown: TriggerSnapshot = member === 'customer' ? withoutRecord : full;
    const changed = { ...shown, [thing]: { ...shown[thing], [member]: another } } as TriggerSnapshot;
    const { read } = CONDITION_FIELDS[name];
    expect(read(changed)).not.toEqual(read(shown));
  }
});

test('who wrote last is an agent for any agent’s id', () => {
  const by = (writer: string) =>
    CONDITION_FIELDS['ticket.lastWriter'].read(aSnapshot({ ticket: aTicket({ lastEntry: { id: 'e', by: writer } }) }));
  expect([by('customer'), by('system'), by('usr_7')]).toEqual(['customer', 'system', 'agent']);
});

describe('a field of the service’s own', () => {
  const VALUES: Readonly<Record<Exclude<FieldType, 'caption'>, TicketFields[string]>> = {
    text: { type: 'text', value: 'x' },
    textarea: { type: 'textarea', value: 'x\ny' },
    checkbox: { type: 'checkbox', value: ['red', 'grey'] },
    dropdown: { type: 'dropdown', value: 'red' },
    radio: { type: 'radio', value: 'red' },
    date: { type: 'date', value: '2026-11-22' },
    datetime: { type: 'datetime', value: '2026-11-22T09:00:00.000Z' },
    date_period: { type: 'date_period', value: { from: '2026-11-22', to: '2026-11-23' } },
    datetime_period: {
      type: 'datetime_period',
      value: { from: '2026-11-22T09:00:00.000Z', to: '2026-11-22T10:00:00.000Z' },
    },
    agree: { type: 'agree', value: true },
    file: { type: 'file', value: [{ id: 'f', key: 'k', name: 'bill.pdf', type: 'application/pdf', size: 1 }] },
  };

  it.each(FIELD_TYPES.filter((type) => type !== 'caption'))('of type %s is read', (type) => {
    const stored = VALUES[type];
    const field = conditionField('field.own', [aField({ code: 'own', type, options: OPTIONS })]);
    if (!field.ok) throw new Error(field.error);
    const value = 'value' in stored ? stored.value : undefined;
    expect(field.value.read(aSnapshot({ fields: { own: stored } }))).toEqual(type === 'file' ? ['bill.pdf'] : value);
    expect(field.value.read(aSnapshot())).toBeUndefined();
    expect(field.value.type).toBe(TYPES_OF_OWN_FIELDS[type]);
    expect(tellsChanges(field.value)).toBe(true);
  });

  it('has its options, with those that can’t be chosen any more', () => {
    const field = conditionField('field.own', [aField({ code: 'own', type: 'dropdown', options: OPTIONS })]);
    expect(field).toMatchObject({ ok: true, value: { options: ['red', 'green', 'grey'] } });
  });

  it('counts as missing where it was written with another type', () => {
    const field = conditionField('field.own', [aField({ code: 'own', type: 'text' })]);
    if (!field.ok) throw new Error(field.error);
    const { read } = field.value;
    expect(read(aSnapshot({ fields: { own: { type: 'checkbox', value: ['red'] } } }))).toBeUndefined();
    expect(read(aSnapshot({ fields: { own: { type: 'textarea', value: 'x' } } }))).toBe('x');
    expect(read(aSnapshot({ fields: { own: { type: 'text', sealed: 'c2VhbGVk' } } }))).toBeUndefined();
  });

  it.each([
    ['field.gone', CONDITION_FIELD_FAULTS.unknown],
    ['ticket.nothing', CONDITION_FIELD_FAULTS.unknown],
    ['constructor', CONDITION_FIELD_FAULTS.unknown],
    ['field.deleted', CONDITION_FIELD_FAULTS.deleted],
    ['field.secret', CONDITION_FIELD_FAULTS.encrypted],
    ['field.caption', CONDITION_FIELD_FAULTS.caption],
  ])('%s can’t be asked about', (name, error) => {
    const definitions = [
      aField({ code: 'deleted', deleted: true }),
      aField({ code: 'secret', encrypted: true }),
      aField({ code: 'caption', type: 'caption' }),
    ];
    expect(conditionField(name, definitions)).toEqual({ ok: false, error });
  });

  it('may be called as what every object has', () => {
    const field = conditionField('field.constructor', [aField({ code: 'constructor' })]);
    if (!field.ok) throw new Error(field.error);
    expect(field.value.read(aSnapshot())).toBeUndefined();
  });
});
