import type { CustomerInformationApi } from '../../shared/application/ports/customers.ts';
import { operations, type Operations } from '../../shared/contracts/http/operations.ts';
import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { httpDesk, type HttpDesk, type Request } from '../support/http-desk.ts';
import { hostedStage } from '../support/roles/stage-of-file.ts';
import { aTrace } from '../support/trigger-traces.ts';

type OperationId = keyof Operations;

/** What only administrators may see: codes and names of a hidden field, and what it held before and holds now. */
const CODE = 'fraud_score_zaunkoenig';
const NAME = 'Zaunkoenig-Name';
const VALUES = ['Zaunkoenig-eins', 'Zaunkoenig-zwei', 'Zaunkoenig-drei'] as const;
/** What nobody sees but by revealing it, though administrators see that it changed. */
const SEALED_CODE = 'sealed_zaunkoenig';
const SEALED = 'Zaunkoenig-versiegelt';
const FILE = 'Zaunkoenig-file.txt';
const FILE_CODE = 'papers_zaunkoenig';
const PLAIN = 'Spatz-offen';
const HIDDEN = /zaunkoenig/i;

/** A source that answers with all that it was asked by: the worst that one can do. */
const echo: CustomerInformationApi = {
  ask: async ({ variables }) => ({
    kind: 'answered',
    status: 200,
    body: JSON.stringify({ data: { all: JSON.stringify([...variables]) } }),
    milliseconds: 1,
  }),
};

const hiddenFrom = { agent: false, customer: false };
const aDesk = async () => {
  const desk = await httpDesk({ information: echo });
  const define = async (code: string, over: object = {}) => {
    const { status, body } = await desk.call('createField', {
      as: 'boss',
      body: { code, scope: 'agent', type: 'text', names: { en: code }, ...over },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
  };
  await define('order');
  await define(CODE, { names: { en: NAME }, exposure: hiddenFrom });
  await define(SEALED_CODE, { exposure: hiddenFrom, encrypted: true });
  await define(FILE_CODE, { exposure: hiddenFrom, type: 'file' });
  return desk;
};

/** A ticket that an administrator filled and changed twice, so that its log has values before and after. */
const aTicketWith = async (desk: HttpDesk) => {
  const upload = await desk.upload(FILE, 'bytes', { as: 'boss' });
  const created = await desk.call('createTicket', {
    as: 'boss',
    headers: { 'idempotency-key': 'boss-1' },
    body: {
      title: 'Printer on fire',
      html: '<p>It burns</p>',
      customer: { name: 'A customer', email: 'customer@example.com' },
      fields: { order: PLAIN, [CODE]: VALUES[0], [SEALED_CODE]: SEALED, [FILE_CODE]: [upload] },
    },
  });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  const number = created.body['number'] as number;
  const save = (fields: object) => desk.call('editTicket', { as: 'boss', params: { number }, body: { fields } });
  for (const value of [VALUES[1], VALUES[2]])
    expect((await save({ [CODE]: value, order: `${PLAIN}-2` })).status).toBe(200);
  expect(
    (await desk.call('revealField', { as: 'boss', params: { number, code: SEALED_CODE }, body: {} })).body,
  ).toMatchObject({ value: SEALED });
  await leaveTrace(number);
  return number;
};

/** A trigger asked for the hidden field, saw its value and could not set it. */
const leaveTrace = async (number: number): Promise<void> => {
  const { client, names } = await hostedStage();
  const now = () => new Date();
  const automation = dynamoAutomationRepository({ client, ...names, backoff: async () => {}, now });
  const field = `field.${CODE}`;
  const asked = { field, operator: 'is' as const, value: VALUES[0], seen: VALUES[2], met: false };
  const considered = {
    triggerId: 'trg_1',
    name: 'A rule',
    version: 1,
    outcome: 'fired' as const,
    conditions: [{ ...asked, groups: ['all' as const], path: [0] }],
    actions: [{ kind: 'set_field' as const, result: 'field_not_valid' as const, of: CODE, why: `No ${VALUES[1]}` }],
  };
  await automation.save({
    after: { serviceId: 'support', number, version: 1, revision: 1, chains: {} },
    traces: [aTrace({ number, considered: [considered] })],
  });
};

const entriesOf = async (desk: HttpDesk, number: number) =>
  (await desk.call('listEntries', { params: { number } })).body['entries'] as { id: string }[];

/**
 * Every operation, each as somebody would call it who looks for what is hidden; those that change something in an order
 * in which they succeed.
 */
const requestsOf = async (desk: HttpDesk, number: number): Promise<readonly (readonly [OperationId, Request])[]> => {
  const answer = { html: '<p>It works #{field.order} again</p>' };
  // Templates know no variables of the service's own fields: what isn't there can't be printed into a preview or a
  // mail.
  const template = await desk.call('createTemplate', {
    as: 'boss',
    body: {
      shared: true,
      searchCode: 'hello',
      name: 'Hello',
      language: 'en',
      html: '<p>#{ticket.number} #{customer.name}</p>',
    },
  });
  for (const name of [CODE, `field.${CODE}`, `fields.${CODE}`, `ticket.fields.${CODE}`])
    expect(
      (
        await desk.call('createTemplate', {
          as: 'boss',
          body: { shared: true, searchCode: 'other', name: 'Other', language: 'en', html: `<p>#{${name}}</p>` },
        })
      ).body,
    ).toMatchObject({ errors: [{ pointer: '#/html' }] });
  const source = await desk.call('createInformationSource', {
    as: 'boss',
    body: {
      name: 'Shop',
      baseUrl: 'https://api.example.com/customers',
      results: [{ label: 'All', key: 'all' }],
      request: [
        { variable: 'score', from: { kind: 'field', code: CODE } },
        { variable: 'order', from: { kind: 'field', code: 'order' } },
        { variable: 'papers', from: { kind: 'field', code: FILE_CODE } },
      ],
    },
  });
  expect([template.status, source.status]).toEqual([201, 201]);
  const [entry] = await entriesOf(desk, number);
  const { customerId } = (await desk.call('getTicket', { params: { number } })).body;
  const params = {
    number,
    entryId: entry!.id,
    customerId: String(customerId),
    templateId: String(template.body['templateId']),
    sourceId: String(source.body['sourceId']),
    code: CODE,
  };
  const walk: readonly (readonly [OperationId, Request])[] = [
    ['createTicket', { body: { title: 'Mine', html: '<p>x</p>', customer: {}, fields: { [CODE]: 'guess' } } }],
    [
      'createTicket',
      {
        headers: { 'idempotency-key': 'boss-1' },
        body: {
          title: 'Printer on fire',
          html: '<p>It burns</p>',
          customer: { name: 'A customer', email: 'customer@example.com' },
        },
      },
    ],
    ['editTicket', { body: { fields: { order: 'stale' } }, headers: { 'if-match': '"1"' } }],
    ['editTicket', { body: { fields: { [CODE]: 'guess' } } }],
    ['editTicket', { body: { fields: { [CODE]: null } } }],
    ['editTicket', { body: { fields: { order: `${PLAIN}-3` } } }],
    ['getTicket', {}],
    ['listTickets', { query: { list: 'all' } }],
    ['listEntries', {}],
    ['listEvents', {}],
    ['getTicketWithHistory', {}],
    ['listFields', {}],
    ['findCustomer', { query: { email: 'customer@example.com' } }],
    ['getCustomer', {}],
    ['listCustomerTickets', {}],
    ['askCustomerInformation', { body: { typed: {} } }],
    ['listInformationSources', {}],
    ['revealField', { params: { code: SEALED_CODE }, body: {} }],
    ['saveDraft', { body: { html: '<p>We look</p>', version: 0 } }],
    ['getDraft', {}],
    ['listDraftVersions', {}],
    ['listTemplateVariables', {}],
    ['listTemplates', {}],
    ['getTemplate', {}],
    ['fillTemplate', { body: {} }],
    ['keepTicket', { body: {}, headers: { 'if-match': '"2"' } }],
    ['keepTicket', { body: {} }],
    ['previewAnswer', { body: { command: 'resolve', ...answer } }],
    [
      'batchTickets',
      {
        headers: { 'idempotency-key': 'batch-1' },
        body: { numbers: [number], command: { kind: 'comment', html: '<p>x</p>' } },
      },
    ],
    ['commentTicket', { body: { html: '<p>x</p>' }, headers: { 'if-match': '"1"' } }],
    ['maskEntry', { body: { revision: 9, selections: [{ start: 0, end: 2 }] } }],
    ['maskEntry', { body: { revision: 0, selections: [{ start: 0, end: 2 }] } }],
    ['resolveTicket', { body: answer }],
    ['getTicket', {}],
    ['listEntries', {}],
    ['listEvents', {}],
    ['getTicketWithHistory', {}],
  ];
  const walked = new Set(walk.map(([id]) => id));
  const rest = (Object.keys(operations) as OperationId[])
    .filter((id) => !walked.has(id))
    .map((id): readonly [OperationId, Request] => {
      const { method } = operations[id];
      return [id, method === 'GET' || method === 'DELETE' ? {} : { body: {} }];
    });
  return [...walk, ...rest].map(([id, request]) => [id, { ...request, params: { ...params, ...request.params } }]);
};

it('given what agents may not see, when an agent walks through every operation, then nothing of it reaches them by any', async () => {
  const desk = await aDesk();
  const number = await aTicketWith(desk);
  const statuses = new Map<string, Set<number>>();
  const leaks: string[] = [];
  for (const [id, request] of await requestsOf(desk, number)) {
    const { status, body, headers } = await desk.call(id, { as: 'first', ...request });
    statuses.set(id, (statuses.get(id) ?? new Set()).add(status));
    // The echo of a code that the agent wrote themselves tells nothing.
    const told = JSON.stringify([body, headers])
      .replaceAll(`#/fields/${CODE}`, '')
      .replaceAll(/"field":"[a-z_]+_zaunkoenig"/g, '');
    if (HIDDEN.test(told)) leaks.push(`${id} ${status}: ${told}`);
  }
  expect(leaks).toEqual([]);
  expect([...statuses.keys()].sort()).toEqual(Object.keys(operations).sort());
  // The walk is worth something: these did what they are for, the stale ones were refused as stale.
  const reached = [
    'getTicket',
    'listTickets',
    'listEntries',
    'listEvents',
    'listFields',
    'findCustomer',
    'getCustomer',
    'listCustomerTickets',
    'askCustomerInformation',
    'saveDraft',
    'getDraft',
    'fillTemplate',
    'previewAnswer',
    'batchTickets',
    'maskEntry',
    'resolveTicket',
    'listTemplateVariables',
    'listTriggerRuns',
  ];
  expect(reached.filter((id) => !statuses.get(id)!.has(200))).toEqual([]);
  expect(
    ['editTicket', 'keepTicket', 'commentTicket', 'maskEntry'].filter((id) => !statuses.get(id)!.has(412)),
  ).toEqual([]);
  expect([...statuses].filter(([, seen]) => [...seen].some((status) => status >= 500))).toEqual([]);
});

describe('given the same ticket', () => {
  let desk: HttpDesk;
  let number: number;
  beforeEach(async () => {
    desk = await aDesk();
    number = await aTicketWith(desk);
  });
  const events = async (as: string) =>
    (await desk.call('listEvents', { as, params: { number } })).body['events'] as {
      type: string;
      version: number;
      actor: object;
      fieldChanges: Record<string, object>;
      fieldCode: string | null;
    }[];
  const stale = async (as: string) =>
    (await desk.call('editTicket', { as, params: { number }, body: { title: 'x' }, headers: { 'if-match': '"1"' } }))
      .body['meanwhile'] as { fieldChanges: Record<string, object> }[];

  it('then an administrator sees it in ticket, log and the news of others’ changes', async () => {
    expect((await desk.call('getTicket', { as: 'boss', params: { number } })).body['fields']).toMatchObject([
      { code: 'order' },
      { code: CODE, value: VALUES[2] },
      { code: SEALED_CODE, value: null },
      { code: FILE_CODE, value: [{ name: FILE }] },
    ]);
    const [viewed, second, first, created] = await events('boss');
    expect(viewed).toMatchObject({ type: 'field_viewed', fieldCode: SEALED_CODE });
    expect(second!.fieldChanges).toMatchObject({ [CODE]: { before: VALUES[1], after: VALUES[2] } });
    expect(first!.fieldChanges).toMatchObject({ [CODE]: { before: VALUES[0], after: VALUES[1] } });
    expect(created!.fieldChanges).toMatchObject({
      [FILE_CODE]: { after: FILE },
      [SEALED_CODE]: { before: null, after: null, encrypted: true },
    });
    expect((await stale('boss'))[0]!.fieldChanges).toMatchObject({ [CODE]: { after: VALUES[2] } });
    expect(JSON.stringify(await events('boss'))).not.toContain(SEALED);
  });

  it('then an agent sees that something happened, when and by whom, and the fields that are theirs to see', async () => {
    const [viewed, second, first] = await events('first');
    expect(viewed).toMatchObject({ type: 'field_viewed', actor: { kind: 'agent', id: 'boss' }, fieldCode: null });
    expect(second).toMatchObject({
      type: 'ticket_edited',
      version: 3,
      actor: { kind: 'agent', id: 'boss' },
      fieldChanges: {},
    });
    expect(first!.fieldChanges).toEqual({ order: { before: PLAIN, after: `${PLAIN}-2`, encrypted: false } });
    expect((await stale('first')).map(({ fieldChanges }) => fieldChanges)).toEqual([
      {},
      { order: { before: PLAIN, after: `${PLAIN}-2` } },
    ]);
  });

  it('when a field’s exposure changes, then its old lines follow what it is now, deleted or not', async () => {
    const expose = (code: string, agent: boolean) =>
      desk.call('editField', { as: 'boss', params: { code }, body: { exposure: { agent, customer: false } } });
    await expose(CODE, true);
    expect((await events('first'))[1]!.fieldChanges).toMatchObject({ [CODE]: { before: VALUES[1], after: VALUES[2] } });
    await expose('order', false);
    expect(JSON.stringify(await events('first'))).not.toContain(PLAIN);
    expect(JSON.stringify(await stale('first'))).not.toContain(PLAIN);
    await expose(CODE, false);
    expect((await desk.call('deleteField', { as: 'boss', params: { code: CODE } })).status).toBe(200);
    expect(JSON.stringify(await events('first'))).not.toMatch(HIDDEN);
    expect(JSON.stringify((await desk.call('listFields')).body)).not.toMatch(HIDDEN);
    expect((await events('boss'))[1]!.fieldChanges).toMatchObject({ [CODE]: { before: VALUES[1], after: VALUES[2] } });
  });

  it('when a source is asked by a hidden field, then an agent’s call goes without it, an administrator’s with it', async () => {
    const {
      body: { sourceId },
    } = await desk.call('createInformationSource', {
      as: 'boss',
      body: {
        name: 'Shop',
        baseUrl: 'https://api.example.com/customers',
        results: [{ label: 'All', key: 'all' }],
        request: [
          { variable: 'score', from: { kind: 'field', code: CODE } },
          { variable: 'order', from: { kind: 'field', code: 'order' } },
        ],
      },
    });
    const ask = async (as: string) =>
      (await desk.call('askCustomerInformation', { as, params: { number, sourceId: String(sourceId) }, body: {} }))
        .body['items'] as [{ value: string }];
    expect(JSON.parse((await ask('first'))[0].value)).toEqual([['order', `${PLAIN}-2`]]);
    expect(JSON.parse((await ask('boss'))[0].value)).toEqual([
      ['score', VALUES[2]],
      ['order', `${PLAIN}-2`],
    ]);
  });
});
