import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

const CANARY = 'canary-110-234-567890';
let desk: HttpDesk;
let number: number;
const define = async (code: string, over: object = {}) => {
  const { status, body } = await desk.call('createField', {
    as: 'boss',
    body: { code, scope: 'customer', type: 'text', names: { en: code }, ...over },
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
};
const OPTIONS = [
  { code: 'red', names: { en: 'Red' } },
  { code: 'green', names: { en: 'Green' } },
];
beforeEach(async () => {
  desk = await httpDesk();
  await desk.call('createCategory', {
    as: 'boss',
    body: { kind: 'inquiry_type', categoryId: 'billing', names: { en: 'Billing' } },
  });
  await define('order');
  await define('colours', { type: 'checkbox', options: OPTIONS });
  await define('account', { encrypted: true });
  await define('invoice', { inquiryTypeIds: ['billing'], required: true });
  await define('papers', { scope: 'agent', type: 'file' });
  await define('secret_note', { scope: 'agent', exposure: { agent: false, customer: false } });
  number = await desk.create();
});
const save = (body: object, headers = {}, as = 'first') =>
  desk.call('editTicket', { as, params: { number }, body, headers });
const fields = async (as = 'first') => (await desk.call('getTicket', { as, params: { number } })).body['fields'];
const reveal = (code: string, as = 'boss', of = number) =>
  desk.call('revealField', { as, params: { number: of, code }, body: {} });
const events = async () =>
  (await desk.call('listEvents', { params: { number } })).body['events'] as {
    type: string;
    fieldChanges: object;
    fieldCode: string | null;
    version: number;
  }[];

it('saves values of all fields at once, and the log tells what was and is', async () => {
  expect(await fields()).toEqual([]);
  expect(await save({ fields: { order: ' A-1 ', colours: ['green', 'red'] } })).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
  });
  expect(await fields()).toEqual([
    { code: 'order', type: 'text', encrypted: false, value: 'A-1', stale: null },
    { code: 'colours', type: 'checkbox', encrypted: false, value: ['red', 'green'], stale: null },
  ]);
  expect(await save({ title: 'Another', fields: { order: 'A-2', colours: null } })).toMatchObject({
    status: 200,
    body: { title: 'Another', version: 3 },
  });
  expect(await fields()).toMatchObject([{ code: 'order', value: 'A-2' }]);
  const [last, first] = await events();
  expect(first!.fieldChanges).toEqual({
    order: { before: null, after: 'A-1', encrypted: false },
    colours: { before: null, after: 'red, green', encrypted: false },
  });
  expect(last!.fieldChanges).toEqual({
    order: { before: 'A-1', after: 'A-2', encrypted: false },
    colours: { before: 'red, green', after: null, encrypted: false },
  });
});

it('makes no version of what is there already', async () => {
  await save({ fields: { order: 'A-1' } });
  expect(await save({ fields: { order: 'A-1', colours: null, account: null } })).toMatchObject({
    status: 200,
    body: { version: 2 },
  });
  expect(await save({ fields: {} })).toMatchObject({ status: 200, body: { version: 2 } });
});

it.each([
  [{ unknown: 'x' }, '#/fields/unknown'],
  [{ order: true }, '#/fields/order'],
  [{ order: 'x'.repeat(1001) }, '#/fields/order'],
  [{ colours: ['blue'] }, '#/fields/colours'],
  [{ colours: 'red' }, '#/fields/colours'],
  [{ invoice: 'I-1' }, '#/fields/invoice'],
  [{ secret_note: 'x' }, '#/fields/secret_note'],
  [{ order: 5 }, '#/fields/order'],
  [{ 'Not a code': 'x' }, '#/fields/Not%20a%20code'],
  ['x', '#/fields'],
])('refuses %j', async (given, pointer) => {
  expect(await save({ title: 'Another', fields: given })).toMatchObject({
    status: 400,
    body: { code: 'validation_failed', errors: [expect.objectContaining({ pointer })] },
  });
  expect((await desk.call('getTicket', { params: { number } })).body).toMatchObject({
    version: 1,
    title: 'Printer on fire',
    fields: [],
  });
});

it('asks for what the inquiry type that the ticket will have requires', async () => {
  expect(await save({ inquiryTypeId: 'billing', fields: { order: 'A-1' } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '#/fields/invoice', detail: 'It is required' }] },
  });
  expect((await save({ inquiryTypeId: 'billing', fields: { order: 'A-1', invoice: 'I-1' } })).status).toBe(200);
  expect(await save({ fields: { invoice: null } })).toMatchObject({ status: 400 });
  expect((await save({ priority: 'high' })).status).toBe(200);
  expect((await save({ inquiryTypeId: null, fields: { order: 'A-2' } })).status).toBe(200);
  expect(await fields()).toMatchObject([
    { code: 'order', value: 'A-2' },
    { code: 'invoice', value: 'I-1' },
  ]);
});

it('tells the second of two who save what the first changed', async () => {
  await save({ fields: { order: 'A-1' } });
  expect(await save({ fields: { order: 'B-1' } }, { 'if-match': '"1"' }, 'second')).toMatchObject({
    status: 412,
    body: { meanwhile: [{ fieldChanges: { order: { after: 'A-1' } } }] },
  });
});

it('is given with a new ticket, under the same rule', async () => {
  const body = { title: 'x', html: '<p>x</p>', customer: {}, inquiryTypeId: 'billing' };
  expect(await desk.call('createTicket', { body: { ...body, fields: { order: 'A-1' } } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '#/fields/invoice' }] },
  });
  const uploadId = await desk.upload('invoice.pdf');
  number = (
    await desk.call('createTicket', {
      body: { ...body, fields: { order: 'A-1', invoice: 'I-1', account: CANARY, papers: [uploadId] } },
    })
  ).body['number'] as number;
  expect(await fields()).toMatchObject([
    { code: 'order', value: 'A-1' },
    { code: 'account', encrypted: true, value: null },
    { code: 'invoice', value: 'I-1' },
    { code: 'papers', value: [{ name: 'invoice.pdf' }] },
  ]);
  expect((await events())[0]!.fieldChanges).toMatchObject({ account: { before: null, after: null, encrypted: true } });
  expect((await reveal('account', 'boss', number)).body).toEqual({ code: 'account', type: 'text', value: CANARY });
  expect(desk.memory.uploads.size).toBe(0);
});

it('shows an administrator what agents don’t see', async () => {
  await save({ fields: { secret_note: 'x', order: 'A-1' } }, {}, 'boss');
  expect(await fields('boss')).toMatchObject([{ code: 'order' }, { code: 'secret_note', value: 'x' }]);
  expect(await fields()).toMatchObject([{ code: 'order' }]);
});

describe('a value whose field has changed', () => {
  it('stays readable with the type that it was written with', async () => {
    await save({ fields: { order: 'A-1', colours: ['red'] } });
    await desk.call('editField', { as: 'boss', params: { code: 'order' }, body: { type: 'date' } });
    await desk.call('deleteField', { as: 'boss', params: { code: 'colours' } });
    expect(await fields()).toEqual([
      { code: 'order', type: 'text', encrypted: false, value: 'A-1', stale: 'type_changed' },
      { code: 'colours', type: 'checkbox', encrypted: false, value: ['red'], stale: 'field_deleted' },
    ]);
    expect((await save({ fields: { order: 'A-2' } })).status).toBe(400);
    expect((await save({ fields: { colours: ['green'] } })).status).toBe(400);
    expect((await save({ fields: { order: '2026-11-22', colours: null } })).status).toBe(200);
    expect(await fields()).toEqual([
      { code: 'order', type: 'date', encrypted: false, value: '2026-11-22', stale: null },
    ]);
  });

  it('keeps an option that can’t be chosen any more', async () => {
    await save({ fields: { colours: ['red'] } });
    await desk.call('editField', { as: 'boss', params: { code: 'colours' }, body: { options: [OPTIONS[1]] } });
    expect(await fields()).toMatchObject([{ value: ['red'], stale: null }]);
    expect((await save({ fields: { colours: ['red', 'green'] } })).status).toBe(200);
    expect((await save({ fields: { colours: ['green'] } })).status).toBe(200);
    expect(await save({ fields: { colours: ['red'] } })).toMatchObject({ status: 400 });
  });
});

describe('files of a field', () => {
  it('come by uploads, stay by their ids, and are used up once', async () => {
    const [one, two] = [await desk.upload('one.txt'), await desk.upload('two.txt')];
    expect((await save({ fields: { papers: [one] } })).status).toBe(200);
    const [
      {
        value: [file],
      },
    ] = (await fields()) as [{ value: [{ id: string; url: string }] }];
    expect(file).toMatchObject({
      id: expect.stringMatching(/^att_/),
      name: 'one.txt',
      url: expect.stringContaining('one.txt'),
    });
    expect((await save({ fields: { papers: [two, file.id] } })).status).toBe(200);
    expect(await fields()).toMatchObject([{ value: [{ name: 'two.txt' }, { name: 'one.txt' }] }]);
    expect((await events())[0]!.fieldChanges).toEqual({
      papers: { before: 'one.txt', after: 'two.txt, one.txt', encrypted: false },
    });
    expect(await save({ fields: { papers: [two] } })).toMatchObject({
      status: 404,
      body: { code: 'upload_not_found' },
    });
    expect(await save({ fields: { papers: ['att_other'] } })).toMatchObject({ status: 404 });
    expect((await save({ fields: { papers: [] } })).status).toBe(200);
    expect(await fields()).toEqual([]);
  });

  it('are those of one’s own uploads', async () => {
    const upload = await desk.upload('one.txt');
    expect(await save({ fields: { papers: [upload] } }, {}, 'second')).toMatchObject({
      status: 404,
      body: { code: 'upload_not_found' },
    });
  });

  it('aren’t carried twice by one request', async () => {
    const upload = await desk.upload('one.txt');
    expect(
      await desk.call('createTicket', {
        body: { title: 'x', html: '<p>x</p>', customer: {}, uploadIds: [upload], fields: { papers: [upload] } },
      }),
    ).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });
});

describe('an encrypted field', () => {
  beforeEach(async () => {
    await save({ fields: { account: CANARY } });
  });

  it('is kept sealed, shown as encrypted, and told in the log without its value', async () => {
    expect(await fields('boss')).toEqual([
      { code: 'account', type: 'text', encrypted: true, value: null, stale: null },
    ]);
    await save({ fields: { account: `${CANARY}-2` } });
    expect((await events())[0]!.fieldChanges).toEqual({ account: { before: null, after: null, encrypted: true } });
    await save({ fields: { account: null } });
    expect((await events())[0]!.fieldChanges).toEqual({ account: { before: null, after: null, encrypted: true } });
    expect(
      JSON.stringify([[...desk.memory.fields.values()], desk.memory.facts, [...desk.memory.tickets.values()]]),
    ).not.toContain(CANARY);
  });

  it('is revealed to whoever may unmask, and the log says who looked', async () => {
    expect(await reveal('account')).toMatchObject({
      status: 200,
      body: { code: 'account', type: 'text', value: CANARY },
    });
    expect((await events())[0]).toMatchObject({
      type: 'field_viewed',
      fieldCode: 'account',
      version: 2,
      actor: { kind: 'agent', id: 'boss' },
      fieldChanges: {},
    });
    expect(JSON.stringify(desk.memory.facts)).not.toContain(CANARY);
    expect((await desk.call('getTicket', { params: { number } })).body).toMatchObject({ version: 2 });
  });

  it('is revealed to an agent with the right, and to no other', async () => {
    expect(await reveal('account', 'first')).toMatchObject({ status: 403, body: { code: 'unmask_not_allowed' } });
    expect((await events()).some(({ type }) => type === 'field_viewed')).toBe(false);
    const first = (await desk.directory.findAgent('support', 'first'))!;
    await desk.directory.putAgent({ ...first, mayUnmask: true });
    expect((await reveal('account', 'first')).body).toMatchObject({ value: CANARY });
    expect((await reveal('account', 'stranger')).status).toBe(404);
  });

  it('that the ticket has not, or that is none, is not found', async () => {
    await save({ fields: { order: 'A-1' } });
    for (const code of ['order', 'colours', 'nowhere'])
      expect(await reveal(code)).toMatchObject({ status: 404, body: { code: 'field_not_found' } });
    expect(await reveal('constructor')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/params/code', detail: 'Is a reserved name' }] },
    });
    expect(await reveal('account', 'boss', 999)).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
  });

  it('can be read after its field is deleted', async () => {
    await desk.call('deleteField', { as: 'boss', params: { code: 'account' } });
    expect(await fields()).toMatchObject([{ code: 'account', encrypted: true, stale: 'field_deleted' }]);
    expect((await reveal('account')).body).toMatchObject({ value: CANARY });
  });
});
