import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { pointRows } from '../../shared/adapters/dynamodb/automation-rows.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openTables } from '../support/desk-tables.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(300_000);

const CARE = { serviceId: 'care' };
const HOUR = 3_600_000;
/** Milliseconds; whoever looks for what is due looks once a minute. */
const WITHIN = 200_000;

let desk: OpenDesk;
let admin: DeskClient;
beforeAll(async () => {
  desk = await openDesk();
  admin = await desk.signIn('admin@example.com');
});
afterAll(() => desk.close());

it('given a reminder an hour after a ticket came, when that hour is over, then its agent gets it within a minute, once', async () => {
  const { status } = await admin.call('createTrigger', {
    params: CARE,
    body: {
      name: 'Remember it',
      event: { kind: 'hours_since', since: 'created', hours: 1 },
      conditions: { match: 'all', conditions: [{ field: 'ticket.status', operator: 'is', value: 'processing' }] },
      actions: [
        { kind: 'set_priority', priority: 'high' },
        { kind: 'mail', to: 'assignee', subject: 'Still open: #{ticket.number}', html: '<p>Look at it</p>' },
      ],
    },
  });
  expect(status).toBe(201);
  await sendAsCustomer(desk.smtpPort, {
    from: 'sora@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'Where is my parcel?',
    text: 'It is late',
  });
  const [row] = await waitUntil(
    'the ticket',
    async () => {
      const { body } = await admin.call('listTickets', { params: CARE, query: { list: 'all' } });
      return body.rows.length === 1 && body.rows;
    },
    WITHIN,
  );
  const { number } = row!;
  const jun = await desk.signIn('jun@example.com');
  expect((await jun.call('keepTicket', { params: { ...CARE, number }, body: {} })).status).toBe(200);

  // As if the ticket were an hour older: the point from which its time counts lies so far back that its hour is over
  // in a minute, when somebody has looked for the first time.
  const tables = await openTables(desk.data);
  try {
    const { body } = await admin.call('listEvents', { params: { ...CARE, number } });
    const factId = body.events.find(({ type }) => type === 'ticket_created')!.id;
    const at = new Date(Date.now() - HOUR + 65_000).toISOString();
    const point = { ...CARE, since: 'created', at, number, factId } as const;
    const expiresAt = Math.floor(Date.now() / 1000) + 3600;
    await tables.client.send(
      new PutCommand(pointRows.put({ TableName: tables.sessionsTable }, { ...point, expiresAt }).Put),
    );
  } finally {
    tables.close();
  }

  const { parsed } = await onlyMailTo(desk.outboxUrl, 'jun@example.com', WITHIN);
  expect(parsed.subject).toBe(`Still open: #${String(number)}`);
  const { ticket } = (await admin.call('getTicketWithHistory', { params: { ...CARE, number } })).body;
  expect(ticket).toMatchObject({ priority: 'high', status: 'processing' });
  const { runs } = (await admin.call('listTriggerRuns', { params: { ...CARE, number } })).body;
  expect(runs.filter(({ kinds }) => kinds.includes('hours_since'))).toMatchObject([
    { considered: [{ name: 'Remember it', outcome: 'fired', actions: [{ result: 'done' }, { result: 'done' }] }] },
  ]);
});
