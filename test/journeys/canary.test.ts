import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paginateScan, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findDesk } from '../../infra/operate/deployed-desk.ts';
import { toPublished, toPublishedOfDesk } from '../../shared/application/events/to-published.ts';
import { deskFactRows, factRows, isDeskFactItem } from '../../shared/adapters/dynamodb/fact-rows.ts';
import type { Operation } from '../../shared/contracts/http/define-operation.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';

jest.setTimeout(180_000);

/** Sealed values. Each is looked for as it is and as Base64 would have it. */
const CANARIES = [
  'Kanarienvogel-4711-eins',
  'Kanarienvogel-4711-zwei',
  'Kanarienvogel-4711-drei',
  'Kanarienvogel-4711-vier',
] as const;
const [VALUE, FORMER, REFUSED, KEY] = CANARIES;
/** A plain value, which must be found wherever a sealed one would be if it leaked. */
const PLAIN = 'Spatz-0815-offen';
/** A plain value of a field that agents don't see, before and now: kept in tables, shown to administrators. */
const HIDDEN = ['Nachtigall-0815-eins', 'Nachtigall-0815-zwei'] as const;
const care = { serviceId: 'care' };
const CUSTOMER = 'canary@customer.example.com';

/** The part of a text's Base64 that doesn't depend on what stands beside it, for each of the three ways it can lie. */
const base64Of = (text: string): readonly string[] =>
  [0, 1, 2].map((before) =>
    Buffer.from('x'.repeat(before) + text)
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
const NEEDLES = CANARIES.flatMap((canary) => [canary, ...base64Of(canary)]);
const found = (text: string): readonly string[] => NEEDLES.filter((needle) => text.includes(needle));

let desk: OpenDesk;
let admin: DeskClient;
let mina: DeskClient;
let live: LiveListener;
/** All that the API ever answered, but what was asked to be revealed. */
const told: string[] = [];
const toldTo = { admin: [] as string[], mina: [] as string[] };
const listening = (client: DeskClient, name: keyof typeof toldTo): DeskClient => ({
  ...client,
  call: (async (id: keyof Operations, input: never) => {
    const answer = await client.call(id, input);
    if (id !== 'revealField') told.push(JSON.stringify([id, answer.body, [...answer.headers]]));
    toldTo[name].push(JSON.stringify([id, answer.body, [...answer.headers]]));
    return answer;
  }) as DeskClient['call'],
});

beforeAll(async () => {
  desk = await openDesk();
  admin = listening(await desk.signIn('admin@example.com'), 'admin');
  mina = listening(await desk.signIn('mina@example.com'), 'mina');
  live = await listenLive(mina, 'care');
});
afterAll(async () => {
  await live.close();
  await desk.close();
});

/** Every row of the three tables, as the engine has them. */
const allRows = async (): Promise<
  Readonly<Record<'desk' | 'views' | 'sessions', readonly Record<string, unknown>[]>>
> => {
  const deployed = await findDesk({ data: desk.data });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(deployed.client));
  const rowsOf = async (TableName: string) => {
    const rows: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
      rows.push(...Items);
    return rows;
  };
  try {
    return {
      desk: await rowsOf(deployed.output('DeskTableName')),
      views: await rowsOf(deployed.output('ViewsTableName')),
      sessions: await rowsOf(deployed.output('SessionsTableName')),
    };
  } finally {
    client.destroy();
  }
};
/** Logs, tables, queues, deliveries, files and mails as they lie on the disk. */
const filesOnDisk = () =>
  readdirSync(desk.data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

it('given secrets in fields and keys of a running desk, then no row, event, log, message, mail, file or answer has any of them, and who has the right sees them', async () => {
  const define = (body: object) =>
    admin.call('createField', { params: care, body: { scope: 'customer', ...body } as never });
  expect(
    await define({ code: 'account', type: 'text', names: { en: 'Account' }, encrypted: true, maxLength: 60 }),
  ).toMatchObject({ status: 201 });
  expect(await define({ code: 'born', type: 'date', names: { en: 'Born' }, encrypted: true })).toMatchObject({
    status: 201,
  });
  expect(await define({ code: 'colour', type: 'text', names: { en: 'Colour' } })).toMatchObject({ status: 201 });
  expect(
    await define({
      code: 'fraud_score',
      type: 'text',
      names: { en: 'Fraud score' },
      exposure: { agent: false, customer: false },
    }),
  ).toMatchObject({ status: 201 });
  const settings = {
    name: 'Shop',
    baseUrl: 'https://shop.invalid/customers',
    request: [{ variable: 'email', from: { kind: 'customer' as const, property: 'email' as const } }],
    results: [{ label: 'Grade', key: 'grade' }],
  };
  expect(
    await admin.call('createInformationSource', {
      params: care,
      body: { ...settings, key: FORMER, request: [{ variable: 'account', from: { kind: 'field', code: 'account' } }] },
    }),
  ).toMatchObject({ status: 400 });
  const source = await admin.call('createInformationSource', { params: care, body: { ...settings, key: FORMER } });
  expect(source).toMatchObject({ status: 201 });
  const { sourceId } = source.body;
  expect(
    await admin.call('createTrigger', {
      params: care,
      body: {
        triggerId: 'calls',
        name: 'Calls',
        // What it calls is not there.
        active: false,
        event: { kind: 'ticket_created' },
        conditions: { match: 'all', conditions: [] },
        actions: [{ kind: 'call_url', url: 'https://api.example.com/tickets', secret: KEY }],
      },
    }),
  ).toMatchObject({ status: 201 });
  expect(
    await admin.call('editInformationSource', { params: { ...care, sourceId }, body: { key: KEY } }),
  ).toMatchObject({ status: 200, body: { hasKey: true } });

  const writing = {
    title: 'My account',
    html: '<p>It does not work</p>',
    customer: { name: 'Mina Kim', email: CUSTOMER },
  };
  const created = await mina.call('createTicket', {
    params: care,
    headers: { 'idempotency-key': 'canary-1' },
    body: { ...writing, fields: { account: FORMER, colour: PLAIN } } as never,
  });
  expect(created.status).toBe(201);
  const { number } = created.body;
  const ticket = { ...care, number };
  // What is refused is told without what was written.
  expect(
    await mina.call('editTicket', { params: ticket, body: { fields: { account: REFUSED.repeat(5) } } as never }),
  ).toMatchObject({ status: 400 });
  expect(await mina.call('editTicket', { params: ticket, body: { fields: { born: REFUSED } } as never })).toMatchObject(
    { status: 400 },
  );
  expect(
    await mina.call('createTicket', {
      params: care,
      headers: { 'idempotency-key': 'canary-2' },
      body: { ...writing, fields: { account: [REFUSED] } } as never,
    }),
  ).toMatchObject({ status: 400 });
  expect(
    await mina.call('editTicket', { params: ticket, body: { fields: { account: VALUE } } as never }),
  ).toMatchObject({ status: 200 });
  for (const fields of HIDDEN.map((fraud_score) => ({ fraud_score })))
    expect(await admin.call('editTicket', { params: ticket, body: { fields } as never })).toMatchObject({
      status: 200,
    });
  expect(
    await mina.call('editTicket', {
      params: ticket,
      headers: { 'if-match': '"1"' },
      body: { title: 'Stale' } as never,
    }),
  ).toMatchObject({ status: 412 });
  expect(await mina.call('askCustomerInformation', { params: { ...ticket, sourceId }, body: {} })).toMatchObject({
    status: 200,
    body: { outcome: 'unavailable' },
  });
  for (const given of [{ sourceId }, { key: FORMER }])
    expect(
      await admin.call('testInformationSource', {
        params: care,
        body: {
          baseUrl: settings.baseUrl,
          request: settings.request,
          results: settings.results,
          number,
          typed: {},
          ...given,
        },
      }),
    ).toMatchObject({ status: 200, body: { outcome: 'unavailable', cause: 'name_not_found', sent: { signed: true } } });

  await admin.call('importSetup', {
    params: care,
    body: {
      document: {
        version: 1,
        templates: [{ searchCode: 'hello', name: 'Hello', language: 'en', html: '<p>Dear #{customer.name}</p>' }],
      },
      dryRun: false,
    },
  });
  const {
    body: {
      templates: [template],
    },
  } = await mina.call('listTemplates', { params: care });
  await mina.call('fillTemplate', { params: { ...ticket, templateId: template!.templateId } });
  await mina.call('saveDraft', { params: ticket, body: { html: '<p>We look</p>', version: 0 } });
  await mina.call('keepTicket', { params: ticket, body: {} });
  const {
    body: {
      entries: [entry],
    },
  } = await mina.call('listEntries', { params: ticket });
  await mina.call('previewAnswer', { params: ticket, body: { command: 'resolve', html: '<p>It works again</p>' } });
  expect(await mina.call('resolveTicket', { params: ticket, body: { html: '<p>It works again</p>' } })).toMatchObject({
    status: 200,
  });
  const mail = await onlyMailTo(desk.outboxUrl, CUSTOMER, 20_000);
  await live.next('hint', ({ fact }) => fact === 'mail_sent', 10_000);

  // It is there for who has the right.
  expect(await mina.call('revealField', { params: { ...ticket, code: 'account' }, body: {} })).toMatchObject({
    status: 403,
  });
  expect(await admin.call('revealField', { params: { ...ticket, code: 'account' }, body: {} })).toMatchObject({
    status: 200,
    body: { value: VALUE },
  });

  // Every reading operation, by an administrator and by an agent.
  const { customerId } = created.body;
  const params: Readonly<Record<string, string | number>> = {
    ...ticket,
    entryId: entry!.id,
    customerId: customerId!,
    templateId: template!.templateId,
    code: 'account',
    agentId: (await mina.call('getMe')).body.agentId,
  };
  const queries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    findCustomer: { email: CUSTOMER },
    listTickets: { list: 'all' },
  };
  for (const operation of Object.values(operations as Readonly<Record<string, Operation>>).filter(
    ({ method }) => method === 'GET',
  )) {
    const id = operation.operationId as 'getTicket';
    const query = queries[id];
    expect([id, (await admin.call(id, { params, ...(query && { query }) })).status]).toEqual([id, 200]);
    const { status } = await mina.call(id, { params, ...(query && { query }) });
    expect([id, operation.permission === 'manage_desk' ? 403 : 200]).toEqual([id, status]);
  }

  const rows = await allRows();
  const events = rows.desk.filter(({ entity }) => entity === 'event');
  const facts = events.filter((row) => !isDeskFactItem(row)).map(factRows.read);
  const published = [
    ...facts.map(toPublished),
    ...events.filter(isDeskFactItem).map((row) => toPublishedOfDesk(deskFactRows.read(row))),
  ];
  const files = filesOnDisk().map((path) => [path, readFileSync(path).toString('latin1')] as const);

  // The plain value is found in each kind of place where one is kept: so would be the others.
  expect(
    [JSON.stringify(rows.desk), told.join('\n'), files.map(([, text]) => text).join('\n')].map((text) =>
      text.includes(PLAIN),
    ),
  ).toEqual([true, true, true]);
  expect(facts.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['ticket_created', 'ticket_edited', 'ticket_resolved', 'field_viewed']),
  );
  expect(JSON.stringify(published)).toContain('account');
  expect(files.filter(([path]) => path.endsWith('.log')).length).toBeGreaterThan(0);
  // Queues lie there, with the events that were delivered through them.
  const queues = files
    .filter(([path]) => /state\.db/.test(path))
    .map(([, text]) => text)
    .join('\n');
  expect(['TicketResolved', 'MailSent'].filter((type) => !queues.includes(type))).toEqual([]);
  expect(rows.desk.map(({ entity }) => entity)).toEqual(
    expect.arrayContaining(['field', 'information_source', 'ticket', 'event']),
  );

  // What agents don't see of fields reached the administrator, before and after, and no agent: neither by an answer nor
  // by the socket nor by mail.
  expect(HIDDEN.filter((value) => !toldTo.admin.join('\n').includes(value))).toEqual([]);
  expect(
    [toldTo.mina.join('\n'), JSON.stringify(live.received), mail.raw, JSON.stringify(published)].filter((text) =>
      /Nachtigall|Fraud score/.test(text),
    ),
  ).toEqual([]);
  expect(toldTo.mina.filter((answer) => answer.includes('fraud_score'))).toEqual([]);

  expect(found(JSON.stringify(rows))).toEqual([]);
  expect(found(JSON.stringify(published))).toEqual([]);
  expect(found(JSON.stringify(live.received))).toEqual([]);
  expect(found(mail.raw)).toEqual([]);
  expect(told.filter((answer) => found(answer).length > 0)).toEqual([]);
  expect(files.filter(([, text]) => found(text).length > 0).map(([path]) => path)).toEqual([]);
  expect(found(desk.output())).toEqual([]);
});

it('given the set-up of one service in a file, when the operator imports it into another, then a dry run shows the difference first, and nothing is left of it afterwards', async () => {
  const file = join(desk.data, '..', 'setup.json');
  await desk.operate('export-setup', '--service', 'care', '--out', file);
  const { fields } = JSON.parse(readFileSync(file, 'utf8')) as { fields: { code: string }[] };
  expect(fields.map(({ code }) => code)).toEqual(['account', 'born', 'colour', 'fraud_score']);
  expect(await desk.operate('import-setup', file, '--service', 'engineering', '--dry-run')).toMatch(
    /^\+ fields account$[\s\S]*6 differences; nothing was written/m,
  );
  expect(await desk.operate('import-setup', file, '--service', 'engineering')).toContain(
    '6 changes were written to engineering.',
  );
  expect(await desk.operate('import-setup', file, '--service', 'engineering', '--prune')).toContain(
    `engineering is as ${file} says.`,
  );
  const engineering = { params: { serviceId: 'engineering' } };
  expect((await admin.call('exportSetup', engineering)).body).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  expect((await admin.call('listServiceEvents', engineering)).body.events[0]).toMatchObject({
    subject: { kind: 'trigger' },
    action: 'created',
  });
  await expect(desk.operate('import-setup', file, '--service', 'nowhere')).rejects.toThrow(
    'There is no service nowhere.',
  );
});
