import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});
const create = (body: object, as = 'boss') =>
  desk.call('createCategory', { as, body: { kind: 'inquiry_type', names: { en: 'Delivery' }, ...body } });
const edit = (categoryId: string, body: object, headers = {}, as = 'boss') =>
  desk.call('editCategory', { as, params: { kind: 'inquiry_type', categoryId }, body, headers });

it('makes a category at the end of its siblings, which agents can choose at once', async () => {
  const first = await create({ categoryId: 'delivery' });
  expect(first).toMatchObject({
    status: 201,
    headers: { etag: '"1"' },
    body: {
      kind: 'inquiry_type',
      categoryId: 'delivery',
      parentId: null,
      names: { en: 'Delivery' },
      active: true,
      order: 0,
      version: 1,
    },
  });
  const second = await create({ names: { ko: '환불', en: 'Refund' } });
  expect(second.body).toMatchObject({ order: 1, categoryId: expect.stringMatching(/^cat_/) });
  expect((await create({ categoryId: 'late', parentId: 'delivery' })).body).toMatchObject({
    parentId: 'delivery',
    order: 0,
  });
  await desk.create({ inquiryTypeId: 'late' });
  expect((await desk.call('getService')).body['categories']).toHaveLength(3);
});

it('changes a category by its version, and leaves one that is not to change as it is', async () => {
  await create({ categoryId: 'delivery' });
  expect(await edit('delivery', { active: false, names: { en: 'Shipping' } }, { 'if-match': '"1"' })).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
    body: { active: false, names: { en: 'Shipping' } },
  });
  expect(await edit('delivery', { active: true }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
    body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
  });
  expect((await edit('delivery', { active: false })).body).toMatchObject({ version: 2 });
  expect(
    (
      await desk.call('createTicket', {
        body: { title: 'x', html: '<p>x</p>', customer: {}, inquiryTypeId: 'delivery' },
      })
    ).body,
  ).toMatchObject({ code: 'category_not_found' });
  expect(
    desk.categories.facts.map(({ type, action, subject, changed, actor }) => [type, action, subject, changed, actor]),
  ).toEqual([
    [
      'settings_changed',
      'created',
      { kind: 'category', id: 'inquiry_type/delivery' },
      ['active', 'categoryId', 'kind', 'names', 'order'],
      { kind: 'agent', id: 'boss' },
    ],
    [
      'settings_changed',
      'changed',
      { kind: 'category', id: 'inquiry_type/delivery' },
      ['active', 'names'],
      { kind: 'agent', id: 'boss' },
    ],
  ]);
});

it('moves a category with what is below it, and back to the top', async () => {
  for (const [categoryId, parentId] of [
    ['a', undefined],
    ['b', 'a'],
    ['c', 'b'],
    ['d', 'c'],
    ['x', undefined],
  ] as const)
    await create({ categoryId, ...(parentId === undefined ? {} : { parentId }) });
  expect((await edit('a', { parentId: 'x' })).body).toMatchObject({ parentId: 'x' });
  expect(await create({ categoryId: 'e', parentId: 'd' })).toMatchObject({
    status: 409,
    body: { code: 'category_too_deep', limit: 5 },
  });
  expect(await edit('x', { parentId: 'd' })).toMatchObject({ status: 409, body: { code: 'category_below_itself' } });
  expect((await edit('a', { parentId: null })).body).toMatchObject({ parentId: null, version: 3 });
});

it.each([
  [{ names: {} }, 400, '#/names'],
  [{ names: { en: 'x', fr: 'x' } }, 400, '#/names/fr'],
  [{ kind: 'other' }, 400, '#/kind'],
  [{ categoryId: 'No Slug' }, 400, '#/categoryId'],
  [{ parentId: 'nowhere' }, 400, '#/parentId'],
  [{ extra: 1 }, 400, '#/extra'],
])('refuses to make %j', async (body, status, pointer) => {
  expect(await create(body)).toMatchObject({
    status,
    body: { code: 'validation_failed', errors: [expect.objectContaining({ pointer })] },
  });
});

it('refuses an id twice, a category that is not there, and everybody who is no administrator', async () => {
  await create({ categoryId: 'delivery' });
  expect(await create({ categoryId: 'delivery' })).toMatchObject({ status: 409, body: { code: 'category_id_taken' } });
  expect((await create({ kind: 'processing_type', categoryId: 'delivery' })).status).toBe(201);
  expect(await edit('nowhere', { active: false })).toMatchObject({ status: 404, body: { code: 'category_missing' } });
  expect(await create({}, 'first')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await edit('delivery', { active: false }, {}, 'first')).toMatchObject({ status: 403 });
  expect((await create({}, 'stranger')).status).toBe(404);
});
