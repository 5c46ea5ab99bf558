import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let number: number;
beforeEach(async () => {
  desk = await httpDesk();
  const category = { serviceId: 'support', names: { en: 'x' }, active: true, order: 0 } as const;
  await desk.directory.putCategory({ ...category, kind: 'inquiry_type', categoryId: 'billing' });
  await desk.directory.putCategory({ ...category, kind: 'processing_type', categoryId: 'refund' });
  await desk.directory.putCategory({ ...category, kind: 'inquiry_type', categoryId: 'old', active: false });
  number = await desk.create();
});
const save = (body: object, headers = {}, as = 'first') =>
  desk.call('editTicket', { as, params: { number }, body, headers });
const facts = () => desk.memory.facts.filter(({ type }) => type === 'ticket_edited');

it('saves what is named and leaves the rest', async () => {
  expect(
    await save({
      title: ' Printer is wet ',
      priority: 'urgent',
      language: 'ko',
      inquiryTypeId: 'billing',
      processingTypeId: 'refund',
      tags: ['wet', 'vip', 'wet'],
    }),
  ).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
    body: {
      title: 'Printer is wet',
      priority: 'urgent',
      language: 'ko',
      inquiryTypeId: 'billing',
      processingTypeId: 'refund',
      tags: ['vip', 'wet'],
      customer: { name: 'A customer', email: 'customer@example.com' },
    },
  });
  expect(await save({ inquiryTypeId: null, tags: [] })).toMatchObject({
    status: 200,
    body: { inquiryTypeId: null, processingTypeId: 'refund', tags: [], priority: 'urgent' },
  });
  expect(facts().map(({ changes }) => Object.keys(changes).toSorted())).toEqual([
    ['inquiryType', 'language', 'priority', 'processingType', 'tags', 'title'],
    ['inquiryType', 'tags'],
  ]);
});

it('makes no version of nothing', async () => {
  expect(await save({ priority: 'normal', title: 'Printer on fire' })).toMatchObject({
    status: 200,
    body: { version: 1 },
  });
  expect(facts()).toEqual([]);
});

it.each([
  [{}, '#'],
  [{ title: '' }, '#/title'],
  [{ title: null }, '#/title'],
  [{ tags: ['a,b'] }, '#/tags/0'],
  [{ tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, '#/tags'],
  [{ status: 'resolved' }, '#/status'],
  [{ customer: { email: 'no' } }, '#/customer/email'],
  [{ customer: { id: 'x' } }, '#/customer/id'],
])('refuses %j', async (body, pointer) => {
  expect(await save(body)).toMatchObject({
    status: 400,
    body: {
      code: 'validation_failed',
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown,
    },
  });
});

describe('categories', () => {
  it.each([
    [{ inquiryTypeId: 'refund' }, 'inquiryTypeId', 'refund'],
    [{ processingTypeId: 'billing' }, 'processingTypeId', 'billing'],
    [{ inquiryTypeId: 'old' }, 'inquiryTypeId', 'old'],
    [{ inquiryTypeId: 'none' }, 'inquiryTypeId', 'none'],
  ])('refuses %j', async (body, field, id) => {
    expect(await save({ ...body, priority: 'high' })).toMatchObject({
      status: 400,
      body: { code: 'category_not_found', field, id },
    });
    expect(facts()).toEqual([]);
  });

  it('keeps one that has become inactive since', async () => {
    await save({ inquiryTypeId: 'billing' });
    await desk.directory.putCategory({
      serviceId: 'support',
      kind: 'inquiry_type',
      categoryId: 'billing',
      names: { en: 'x' },
      active: false,
      order: 0,
    });
    expect(await save({ inquiryTypeId: 'billing', priority: 'high' })).toMatchObject({
      status: 200,
      body: { inquiryTypeId: 'billing', priority: 'high' },
    });
    await save({ inquiryTypeId: null });
    expect(await save({ inquiryTypeId: 'billing' })).toMatchObject({
      status: 400,
      body: { code: 'category_not_found' },
    });
  });
});

describe('the customer', () => {
  const read = async () =>
    (await desk.call('getTicket', { params: { number } })).body as { customer: object; customerId: string };

  it('is merged with what is stored; null takes a member away', async () => {
    expect(await save({ customer: { name: 'Mina Park' } })).toMatchObject({
      body: { customer: { name: 'Mina Park', email: 'customer@example.com' } },
    });
    expect(await save({ customer: { name: null, phone: '010-1234-5678' } })).toMatchObject({
      body: { customer: { email: 'customer@example.com', phone: '+821012345678' } },
    });
    expect((await read()).customer).toEqual({ email: 'customer@example.com', phone: '+821012345678' });
  });

  it('stays the same while address and number do, and is another with another address', async () => {
    const before = (await read()).customerId;
    expect(before).toMatch(/^cus_/);
    await save({ customer: { name: 'Mina Park' } });
    expect((await read()).customerId).toBe(before);
    await save({ customer: { email: 'Other@Example.com' } });
    const after = await read();
    expect(after).toMatchObject({ customer: { name: 'Mina Park', email: 'other@example.com' } });
    expect(after.customerId).not.toBe(before);
    expect(facts().at(-1)?.changes).toMatchObject({
      customer: { before, after: after.customerId },
      customerEmail: { before: 'customer@example.com', after: 'other@example.com' },
    });
  });

  it('is found by an address that the service knows', async () => {
    const other = await desk.create({ customer: { email: 'known@example.com' } });
    const { customerId } = (await desk.call('getTicket', { params: { number: other } })).body;
    expect(await save({ customer: { email: 'known@example.com' } })).toMatchObject({
      status: 200,
      body: { customerId },
    });
  });

  it('is nobody’s record without address and number', async () => {
    expect(await save({ customer: { email: null } })).toMatchObject({
      status: 200,
      body: { customer: { name: 'A customer' }, customerId: null },
    });
  });

  it('has no number that is none', async () => {
    expect(await save({ customer: { phone: 'call me' } })).toMatchObject({
      status: 400,
      body: { code: 'phone_invalid', phone: 'call me' },
    });
    expect(facts()).toEqual([]);
  });

  it('is not made for a save that is refused', async () => {
    await desk.call('resolveInternally', { params: { number }, body: { reason: 'spam' } });
    expect(await save({ customer: { email: 'never@example.com' } })).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', command: 'edit' },
    });
    expect(
      await desk.customers.findByContact('support', { kind: 'email', value: 'never@example.com' }),
    ).toBeUndefined();
  });
});

describe('two who save at once', () => {
  it('the second with If-Match is told who changed what, before and after, and nothing of theirs is written', async () => {
    expect(
      await save({ title: 'Printer is wet', customer: { name: 'Mina' } }, { 'if-match': '"1"' }, 'second'),
    ).toMatchObject({ status: 200 });
    await desk.call('commentTicket', { as: 'boss', params: { number }, body: { html: '<p>x</p>' } });
    expect(await save({ title: 'Printer is dry', priority: 'high' }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: {
        code: 'version_conflict',
        expectedVersion: 1,
        actualVersion: 3,
        meanwhile: [
          { type: 'ticket_commented', version: 3, actor: { kind: 'agent', id: 'boss' }, changes: {} },
          {
            type: 'ticket_edited',
            version: 2,
            actor: { kind: 'agent', id: 'second' },
            at: expect.any(String) as unknown,
            changes: {
              title: { before: 'Printer on fire', after: 'Printer is wet' },
              customerName: { before: 'A customer', after: 'Mina' },
            },
          },
        ],
      },
    });
    expect(await desk.tickets.find('support', number)).toMatchObject({ title: 'Printer is wet', priority: 'normal' });
  });

  it('without If-Match each writes the fields that they named', async () => {
    const answers = await Promise.all([
      save({ title: 'Printer is wet' }, {}, 'second'),
      save({ priority: 'high' }),
      save({ tags: ['wet'] }, {}, 'boss'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await desk.tickets.find('support', number)).toMatchObject({
      title: 'Printer is wet',
      priority: 'high',
      tags: ['wet'],
      version: 4,
    });
  });
});
