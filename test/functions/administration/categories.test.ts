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

describe('moveCategory', () => {
  const move = (categoryId: string, body: object, as = 'boss') =>
    desk.call('moveCategory', { as, params: { kind: 'inquiry_type', categoryId }, body });
  /** The tree as it is shown: `a(b c) d`. */
  const shown = async (): Promise<string> => {
    const all = (await desk.call('getService')).body['categories'] as {
      readonly categoryId: string;
      readonly parentId: string | null;
      readonly order: number;
    }[];
    const below = (parent: string | null): string =>
      all
        .filter(({ parentId }) => parentId === parent)
        .toSorted((a, b) => a.order - b.order || (a.categoryId < b.categoryId ? -1 : 1))
        .map(({ categoryId }) => categoryId + (below(categoryId) && `(${below(categoryId)})`))
        .join(' ');
    return below(null);
  };
  beforeEach(async () => {
    for (const categoryId of ['a', 'b', 'c']) await create({ categoryId });
    for (const categoryId of ['x', 'y']) await create({ categoryId, parentId: 'a' });
  });

  it('puts a category first, last and between others, with one fact for each move', async () => {
    expect(await shown()).toBe('a(x y) b c');
    expect(await move('c', { parentId: null, after: 'a' })).toMatchObject({
      status: 200,
      body: { categories: [{ categoryId: 'c', parentId: null, version: 2 }, expect.anything(), expect.anything()] },
    });
    expect(await shown()).toBe('a(x y) c b');
    await move('b', { parentId: 'a', after: null, from: null });
    expect(await shown()).toBe('a(b x y) c');
    await move('b', { parentId: 'a', after: 'y' });
    expect(await shown()).toBe('a(x y b) c');
    await move('x', { parentId: 'b', after: null });
    expect(await shown()).toBe('a(y b(x)) c');
    expect(desk.categories.facts.slice(5).map(({ action, subject, changed }) => [action, subject.id, changed])).toEqual(
      [
        ['changed', 'inquiry_type/c', ['order']],
        ['changed', 'inquiry_type/b', ['order', 'parentId']],
        ['changed', 'inquiry_type/b', ['order']],
        ['changed', 'inquiry_type/x', ['order', 'parentId']],
      ],
    );
  });

  it('leaves the versions of siblings that only made room: who edits them meets no conflict', async () => {
    await move('c', { parentId: null, after: 'a' });
    expect((await edit('b', { names: { en: 'Renamed' } }, { 'if-match': '"1"' })).body).toMatchObject({
      names: { en: 'Renamed' },
      version: 2,
    });
    expect(await shown()).toBe('a(x y) c b');
  });

  it('writes nothing when the category stands there already', async () => {
    const facts = desk.categories.facts.length;
    expect((await move('y', { parentId: 'a', after: 'x' })).body).toMatchObject({
      categories: [{ categoryId: 'y', version: 1 }],
    });
    expect(desk.categories.facts).toHaveLength(facts);
  });

  it('refuses a place that is not the one which was chosen any more, and says where the category is now', async () => {
    await move('c', { parentId: 'a', after: 'x' });
    expect(await move('c', { parentId: 'b', after: null, from: null })).toMatchObject({
      status: 409,
      body: { code: 'category_moved', categoryId: 'c', parentId: 'a' },
    });
    expect(await move('b', { parentId: null, after: 'c' })).toMatchObject({
      status: 409,
      body: { code: 'category_moved', categoryId: 'c', parentId: 'a' },
    });
    expect(await shown()).toBe('a(x c y) b');
  });

  it.each([
    ['below itself', 'a', { parentId: 'x', after: null }, 409, { code: 'category_below_itself' }],
    ['what is not there', 'nowhere', { parentId: null, after: null }, 404, { code: 'category_missing' }],
    [
      'after one that is not there',
      'b',
      { parentId: null, after: 'nowhere' },
      400,
      { code: 'validation_failed', errors: [expect.objectContaining({ pointer: '#/after' })] },
    ],
    [
      'below one that is not there',
      'b',
      { parentId: 'nowhere', after: null },
      400,
      { code: 'validation_failed', errors: [expect.objectContaining({ pointer: '#/parentId' })] },
    ],
  ])('refuses to move %s', async (_, categoryId, body, status, problem) => {
    expect(await move(categoryId, body)).toMatchObject({ status, body: problem });
  });

  it('refuses a sixth level, and everybody who is no administrator', async () => {
    for (const [categoryId, parentId] of [
      ['c2', 'c'],
      ['c3', 'c2'],
      ['c4', 'c3'],
    ] as const)
      await create({ categoryId, parentId });
    expect(await move('c', { parentId: 'a', after: null })).toMatchObject({ status: 200 });
    expect(await move('c', { parentId: 'x', after: null })).toMatchObject({
      status: 409,
      body: { code: 'category_too_deep', limit: 5 },
    });
    expect(await move('b', { parentId: null, after: null }, 'first')).toMatchObject({ status: 403 });
    expect((await move('b', { parentId: null, after: null }, 'stranger')).status).toBe(404);
  });

  it('makes a new category behind a sibling, or as the first one', async () => {
    await create({ categoryId: 'second', after: 'a' });
    await create({ categoryId: 'first', after: null });
    await create({ categoryId: 'third', after: 'second' });
    expect(await shown()).toBe('first a(x y) second third b c');
    expect(await create({ categoryId: 'lost', after: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'category_moved', categoryId: 'x', parentId: 'a' },
    });
  });
});
