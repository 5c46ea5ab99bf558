import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it('given fields that an administrator makes, then agents fill them in by inquiry type, an encrypted one is shown by right alone, and the audit and the ticket’s log say who did what', async () => {
  const [admin, mina] = [await desk.signIn('admin@example.com'), await desk.signIn('mina@example.com')];
  const params = { serviceId: 'care' };
  const define = (body: object) => admin.call('createField', { params, body: { scope: 'customer', ...body } as never });

  const late = await admin.call('createCategory', {
    params,
    body: { kind: 'inquiry_type', categoryId: 'very-late', names: { en: 'Very late', ko: '너무 늦음' } },
  });
  expect(late).toMatchObject({ status: 201, body: { version: 1 } });
  expect(
    (
      await define({
        code: 'order_number',
        type: 'text',
        names: { en: 'Order number' },
        required: true,
        inquiryTypeIds: ['very-late'],
        maxLength: 20,
      })
    ).status,
  ).toBe(201);
  expect((await define({ code: 'account', type: 'text', names: { en: 'Account' }, encrypted: true })).status).toBe(201);
  expect(
    (
      await mina.call('createField', {
        params,
        body: { code: 'mine', scope: 'agent', type: 'text', names: { en: 'Mine' } } as never,
      })
    ).status,
  ).toBe(403);

  const {
    body: { number },
  } = await mina.call('createTicket', {
    params,
    body: { title: 'Where is it?', html: '<p>It is late</p>', customer: { name: 'A customer' } } as never,
  });
  const ticket = { ...params, number };
  const save = (body: object) => mina.call('editTicket', { params: ticket, body: body as never });
  expect(await save({ inquiryTypeId: 'very-late', fields: { account: '110-234-567890' } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '#/fields/order_number' }] },
  });
  expect(
    (await save({ inquiryTypeId: 'very-late', fields: { account: '110-234-567890', order_number: 'A-1' } })).status,
  ).toBe(200);
  expect((await mina.call('getTicket', { params: ticket })).body.fields).toEqual([
    { code: 'order_number', type: 'text', encrypted: false, value: 'A-1', stale: null },
    { code: 'account', type: 'text', encrypted: true, value: null, stale: null },
  ]);

  const reveal = { params: { ...ticket, code: 'account' }, body: {} };
  expect((await mina.call('revealField', reveal)).status).toBe(403);
  expect(await admin.call('revealField', reveal)).toMatchObject({ status: 200, body: { value: '110-234-567890' } });
  const {
    body: { events },
  } = await mina.call('listEvents', { params: ticket });
  expect(events.slice(0, 2)).toMatchObject([
    { type: 'field_viewed', fieldCode: 'account', version: 2 },
    {
      type: 'ticket_edited',
      fieldChanges: {
        order_number: { before: null, after: 'A-1' },
        account: { before: null, after: null, encrypted: true },
      },
    },
  ]);
  const audit = await admin.call('listServiceEvents', { params });
  expect(JSON.stringify([events, audit.body])).not.toContain('110-234');
  expect(JSON.stringify(audit.body)).toContain('order_number');
});
