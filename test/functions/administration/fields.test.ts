import type { Field } from '../../../shared/domain/desk/field.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
  await desk.call('createCategory', {
    as: 'boss',
    body: { kind: 'inquiry_type', categoryId: 'delivery', names: { en: 'Delivery' } },
  });
});
const create = (body: object = {}, as = 'boss') =>
  desk.call('createField', {
    as,
    body: { code: 'order_number', scope: 'agent', type: 'text', names: { en: 'Order number' }, ...body },
  });
const edit = (body: object, headers = {}, as = 'boss', code = 'order_number') =>
  desk.call('editField', { as, params: { code }, body, headers });
const remove = (headers = {}, as = 'boss', code = 'order_number') =>
  desk.call('deleteField', { as, params: { code }, headers });
const move = (code: string, before: string | null, as = 'boss') =>
  desk.call('moveField', { as, params: { code }, body: { before } });
const listed = async (scope = 'agent') =>
  ((await desk.call('listFields', { as: 'boss' })).body['fields'] as readonly Field[])
    .filter((field) => field.scope === scope && !field.deleted)
    .map(({ code }) => code);
const OPTIONS = [
  { code: 'red', names: { en: 'Red' } },
  { code: 'green', names: { en: 'Green' } },
];

it('makes a field behind the others of its scope, shown to every agent', async () => {
  expect(await create()).toMatchObject({
    status: 201,
    headers: { etag: '"1"' },
    body: {
      code: 'order_number',
      version: 1,
      scope: 'agent',
      type: 'text',
      required: false,
      exposure: { agent: true, customer: false },
      placeholders: {},
      encrypted: false,
      options: [],
      maxLength: null,
      order: 0,
      inquiryTypeIds: [],
      active: true,
      deleted: false,
    },
  });
  expect((await create({ code: 'colour', type: 'dropdown', options: OPTIONS })).body).toMatchObject({
    order: 1,
    options: [
      { ...OPTIONS[0], active: true },
      { ...OPTIONS[1], active: true },
    ],
  });
  expect(
    (await create({ code: 'address', scope: 'customer', inquiryTypeIds: ['delivery'], maxLength: 200 })).body,
  ).toMatchObject({ order: 0, inquiryTypeIds: ['delivery'], maxLength: 200 });
  const { status, body } = await desk.call('listFields', { as: 'first' });
  expect([status, (body['fields'] as { code: string }[]).map(({ code }) => code)]).toEqual([
    200,
    ['address', 'order_number', 'colour'],
  ]);
});

it('changes a field by its version; the type too', async () => {
  await create({ type: 'radio', options: OPTIONS });
  expect(await edit({ type: 'textarea', required: true, maxLength: 500 }, { 'if-match': '"1"' })).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
    body: { type: 'textarea', required: true, maxLength: 500 },
  });
  expect(await edit({ order: 3 }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
    body: { code: 'version_conflict', actualVersion: 2 },
  });
  expect((await edit({ maxLength: null, required: true })).body).toMatchObject({ version: 3, maxLength: null });
  expect((await edit({ required: true })).body).toMatchObject({ version: 3 });
  expect(
    desk.definitions.facts.map(({ action, subject, changed }) => [
      action,
      subject.id,
      changed.includes('type'),
      changed.includes('maxLength'),
    ]),
  ).toEqual([
    ['created', 'order_number', true, false],
    ['changed', 'order_number', true, true],
    ['changed', 'order_number', false, true],
  ]);
});

it('deletes a field for good: its code is never used again', async () => {
  await create();
  expect(await remove({ 'if-match': '"7"' })).toMatchObject({ status: 412 });
  expect(await remove({ 'if-match': '"1"' })).toMatchObject({
    status: 200,
    body: { deleted: true, active: false, version: 2 },
  });
  expect(await create()).toMatchObject({ status: 409, body: { code: 'field_code_taken', field: 'order_number' } });
  expect(await edit({ active: true })).toMatchObject({ status: 404, body: { code: 'field_not_found' } });
  expect(await remove()).toMatchObject({ status: 404 });
  expect((await desk.call('listFields')).body).toMatchObject({
    fields: [{ code: 'order_number', deleted: true, names: { en: 'Order number' } }],
  });
  expect(desk.definitions.facts.at(-1)).toMatchObject({ action: 'removed', changed: [] });
});

it('shows a placeholder in the languages in which there is one, until the type shows none', async () => {
  const placeholders = { en: 'For example ORD-1024', ko: '예: ORD-1024' };
  expect((await create({ placeholders })).body).toMatchObject({ placeholders });
  expect((await edit({ placeholders: { ko: '예: ORD-1024' } })).body).toMatchObject({
    version: 2,
    placeholders: { ko: '예: ORD-1024' },
  });
  expect((await edit({ required: true })).body).toMatchObject({ placeholders: { ko: '예: ORD-1024' } });
  expect((await edit({ type: 'date' })).body).toMatchObject({ version: 4, placeholders: {} });
  expect(desk.definitions.facts.map(({ changed }) => changed.includes('placeholders'))).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

describe('the order of fields', () => {
  let begun: number;
  beforeEach(async () => {
    for (const code of ['a', 'b', 'c', 'd']) await create({ code });
    for (const code of ['x', 'y']) await create({ code, scope: 'customer' });
    begun = desk.definitions.facts.length;
  });
  const movesTold = () => desk.definitions.facts.slice(begun);

  it('given a field that is moved, then the answer is its scope as everybody reads it, and the log names it', async () => {
    const answer = await move('d', 'b');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        fields: [
          { code: 'a', order: 0, version: 1 },
          { code: 'd', order: 1, version: 2 },
          { code: 'b', order: 2, version: 2 },
          { code: 'c', order: 3, version: 2 },
        ],
      },
    });
    expect(await listed()).toEqual(['a', 'd', 'b', 'c']);
    expect(await listed('customer')).toEqual(['x', 'y']);
    expect((await move('a', null)).status).toBe(200);
    expect(await listed()).toEqual(['d', 'b', 'c', 'a']);
    expect(movesTold().map(({ action, subject, changed }) => [action, subject.id, changed])).toEqual([
      ['changed', 'd', ['order']],
      ['changed', 'a', ['order']],
    ]);
  });

  it('given a place that it has, then nothing is written', async () => {
    expect((await move('b', 'c')).status).toBe(200);
    expect((await move('d', null)).status).toBe(200);
    expect((await move('c', 'c')).status).toBe(200);
    expect(movesTold()).toEqual([]);
  });

  it('given a field before it that was deleted meanwhile or is of the other scope, then it stays where it is and that is said', async () => {
    await remove({}, 'boss', 'b');
    for (const before of ['b', 'x', 'unknown'])
      expect(await move('d', before)).toMatchObject({ status: 409, body: { code: 'field_place_gone', field: before } });
    expect(await listed()).toEqual(['a', 'c', 'd']);
    for (const code of ['b', 'unknown'])
      expect(await move(code, null)).toMatchObject({ status: 404, body: { code: 'field_not_found', field: code } });
    expect((await move('d', 'a')).status).toBe(200);
    expect(await listed()).toEqual(['d', 'a', 'c']);
  });

  it('given several who move at once, then no move is lost and each field has a position of its own', async () => {
    const answers = await Promise.all([move('a', null), move('d', 'b'), move('y', 'x')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await listed()).toEqual(['d', 'b', 'c', 'a']);
    expect(await listed('customer')).toEqual(['y', 'x']);
  });

  it('given a field that was opened before the order changed, then its next save meets the new version', async () => {
    await move('d', 'a');
    expect(await edit({ required: true }, { 'if-match': '"1"' }, 'boss', 'a')).toMatchObject({
      status: 412,
      body: { actualVersion: 2 },
    });
  });
});

it('given a hundred fields, when the last becomes the first, then all of them move', async () => {
  const codes = Array.from({ length: 100 }, (_, i) => `f${i}`);
  for (const code of codes) await create({ code });
  const begun = desk.definitions.facts.length;
  expect((await move('f99', 'f0')).status).toBe(200);
  expect(await listed()).toEqual(['f99', ...codes.slice(0, 99)]);
  const { body } = await desk.call('listFields', { as: 'boss' });
  expect((body['fields'] as readonly Field[]).map(({ order }) => order)).toEqual(codes.map((_, order) => order));
  expect(desk.definitions.facts.slice(begun)[0]).toMatchObject({
    subject: { id: 'f99' },
    changed: ['order'],
    members: [{ name: 'order', before: 99, after: 0 }],
  });
});

it.each([
  [{ code: 'Order' }, '#/code'],
  [{ code: '__proto__' }, '#/code'],
  [{ type: 'hologram' }, '#/type'],
  [{ names: {} }, '#/names'],
  [{ type: 'radio' }, '#/options'],
  [{ options: OPTIONS }, '#/options'],
  [{ type: 'radio', options: [OPTIONS[0], OPTIONS[0]] }, '#/options/1/code'],
  [{ placeholders: { en: 'x'.repeat(101) } }, '#/placeholders/en'],
  [{ placeholders: { en: 'one\ntwo' } }, '#/placeholders/en'],
  [{ placeholders: { en: '' } }, '#/placeholders/en'],
  [{ type: 'agree', placeholders: { en: 'Yes' } }, '#/placeholders'],
  [{ maxLength: 0 }, '#/maxLength'],
  [{ maxLength: 1001 }, '#/maxLength'],
  [{ scope: 'customer', inquiryTypeIds: ['nowhere'] }, '#/inquiryTypeIds/0'],
  [{ inquiryTypeIds: ['delivery'] }, '#/inquiryTypeIds'],
  [{ type: 'file', encrypted: true }, '#/encrypted'],
  [{ exposure: { agent: true } }, '#/exposure/customer'],
  [{ deleted: true }, '#/deleted'],
])('refuses to make %j', async (body, pointer) => {
  expect(await create(body)).toMatchObject({
    status: 400,
    body: { code: 'validation_failed', errors: [expect.objectContaining({ pointer })] },
  });
});

it.each([
  [{}, '#'],
  [{ encrypted: true }, '#/encrypted'],
  [{ code: 'other' }, '#/code'],
  [{ scope: 'customer' }, '#/scope'],
  [{ type: 'radio' }, '#/options'],
  [{ type: 'date', placeholders: { en: 'A day' } }, '#/placeholders'],
  [{ inquiryTypeIds: ['nowhere'] }, '#/inquiryTypeIds'],
])('refuses to change %j', async (body, pointer) => {
  await create();
  const answer = await edit(body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  expect((answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer);
});

it('lets a hundred be, and one more when one was deleted', async () => {
  for (let i = 0; i < 100; i += 1) expect((await create({ code: `f${i}` })).status).toBe(201);
  expect(await create({ code: 'more' })).toMatchObject({ status: 409, body: { code: 'too_many_fields', limit: 100 } });
  await remove({}, 'boss', 'f7');
  expect((await create({ code: 'more' })).status).toBe(201);
});

it('is an administrator’s', async () => {
  await create();
  for (const answer of [
    await create({ code: 'mine' }, 'first'),
    await edit({ order: 1 }, {}, 'first'),
    await move('order_number', null, 'first'),
    await remove({}, 'first'),
  ])
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  for (const answer of [await create({ code: 'mine' }, 'stranger'), await desk.call('listFields', { as: 'stranger' })])
    expect(answer.status).toBe(404);
});
