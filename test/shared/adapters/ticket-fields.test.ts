import { ticketFieldsRows } from '../../../shared/adapters/dynamodb/ticket-rows.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoDeletedTicketRows } from '../../../shared/adapters/dynamodb/deleted-ticket-rows.ts';
import { memoryDesk, memoryTicketRepository } from '../../support/memory/memory-ticket-repository.ts';
import type { TicketChange, TicketRepository } from '../../../shared/application/ports/tickets.ts';
import { FIELDS_BYTES, type TicketFields } from '../../../shared/domain/desk/field-value.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aChange, aFact, aTicket } from '../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const backoff = async () => {};
const dynamo = () =>
  dynamoTicketRepository({
    client: engine.client,
    deskTable: engine.deskTable,
    sessionsTable: engine.sessionsTable,
    backoff,
    now: () => new Date(),
  });

const VALUES: TicketFields = {
  text: { type: 'text', value: 'A-1' },
  agree: { type: 'agree', value: false },
  checkbox: { type: 'checkbox', value: ['red', 'green'] },
  period: { type: 'date_period', value: { from: '2026-11-22', to: '2026-11-23' } },
  file: {
    type: 'file',
    value: [{ id: 'att_1', key: 'support/1/att_1/a.png', name: 'a.png', type: 'image/png', size: 7 }],
  },
  account: { type: 'text', sealed: 'v1.x.y' },
};

describe.each([
  ['memory', () => memoryTicketRepository(memoryDesk())],
  ['DynamoDB', dynamo],
] as const)('values of a ticket’s own fields: %s', (name, open) => {
  let tickets: TicketRepository;
  let services = 0;
  let serviceId: string;
  const change = (version: number, fields: TicketFields): TicketChange => ({
    ticket: aTicket({ serviceId, number: 1, version }),
    fields,
    fact: aFact({
      id: `evt_${version}`,
      serviceId,
      number: 1,
      version,
      type: 'ticket_edited',
      fieldChanges: { text: { before: 'A-0', after: 'A-1' }, account: { encrypted: true } },
    }),
  });
  beforeEach(() => {
    tickets = open();
    serviceId = `${name.toLowerCase()}-${(services += 1)}`;
  });

  it('are written with their ticket, and come back whole, as does what the log tells of them', async () => {
    expect(await tickets.findFields(serviceId, 1)).toEqual({});
    expect((await tickets.save(change(1, VALUES))).ok).toBe(true);
    expect(await tickets.findFields(serviceId, 1)).toEqual(VALUES);
    const {
      items: [fact],
    } = await tickets.listFacts(serviceId, 1, { limit: 1, order: 'newest' });
    expect(fact!.fieldChanges).toEqual({ text: { before: 'A-0', after: 'A-1' }, account: { encrypted: true } });
  });

  it('stay as they are when the ticket was faster, and when a change says nothing of them', async () => {
    await tickets.save(change(1, VALUES));
    expect(await tickets.save(change(1, {}))).toMatchObject({ ok: false });
    const { fields: _fields, ...other } = change(2, {});
    await tickets.save(other);
    expect(await tickets.findFields(serviceId, 1)).toEqual(VALUES);
    await tickets.save(change(3, {}));
    expect(await tickets.findFields(serviceId, 1)).toEqual({});
  });

  it('may have as many bytes as they may', async () => {
    const large: TicketFields = { text: { type: 'textarea', value: '가'.repeat((FIELDS_BYTES - 100) / 3) } };
    await tickets.save(change(1, large));
    expect(await tickets.findFields(serviceId, 1)).toEqual(large);
  });
});

it('go with a deleted ticket, and its log keeps no value of them', async () => {
  const tickets = dynamo();
  await tickets.save({
    ticket: aTicket({ serviceId: 'gone', number: 1, version: 1 }),
    fields: VALUES,
    fact: aFact({
      serviceId: 'gone',
      number: 1,
      version: 1,
      fieldChanges: { text: { after: 'A-1' }, account: { encrypted: true } },
    }),
  });
  await tickets.save(aChange(aTicket({ serviceId: 'gone', number: 1, version: 2 }), { gone: true }));
  await dynamoDeletedTicketRows({ client: engine.client, deskTable: engine.deskTable, backoff }).removeRows('gone', 1);
  expect(await tickets.findFields('gone', 1)).toEqual({});
  expect((await tickets.listFacts('gone', 1, { limit: 1, order: 'newest' })).items[0]!.fieldChanges).toEqual({
    text: {},
    account: { encrypted: true },
  });
});

it('fail loudly for a row of another make', () => {
  expect(() => ticketFieldsRows.read({ entity: 'fields', values: { text: { value: 'no type' } } })).toThrow();
  expect(() =>
    ticketFieldsRows.read({ entity: 'fields', values: { text: { type: 'text', value: 'both', sealed: 'x' } } }),
  ).toThrow();
});
