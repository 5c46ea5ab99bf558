import { SAMPLED_TICKETS } from '../../../shared/application/tickets/sample-field-use.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

const OPTIONS = [
  { code: 'red', names: { en: 'Red' } },
  { code: 'green', names: { en: 'Green' } },
  { code: 'blue', names: { en: 'Blue' } },
];
let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
  for (const field of [
    { code: 'order', type: 'text' },
    { code: 'colours', type: 'checkbox', options: OPTIONS },
    { code: 'size', type: 'radio', options: OPTIONS },
    { code: 'account', type: 'text', encrypted: true },
  ])
    expect(
      (await desk.call('createField', { as: 'boss', body: { scope: 'agent', names: { en: field.code }, ...field } }))
        .status,
    ).toBe(201);
});
const aTicket = async (fields: object = {}): Promise<number> => {
  const number = await desk.create();
  if (Object.keys(fields).length > 0)
    expect((await desk.call('editTicket', { params: { number }, body: { fields } })).status).toBe(200);
  return number;
};
const use = async (code: string, as = 'boss') => desk.call('getFieldUse', { as, params: { code } });

it('given tickets with and without values, then it says how many have one, and which option', async () => {
  await aTicket();
  await aTicket({ order: 'A-1', colours: ['red', 'green'], size: 'red' });
  await aTicket({ order: 'A-2', colours: ['green'], account: '110-234' });
  const last = await aTicket({ order: 'A-3' });

  const count = (red: number, green: number, blue = 0) => [
    { code: 'red', tickets: red },
    { code: 'green', tickets: green },
    { code: 'blue', tickets: blue },
  ];
  expect((await use('order')).body).toEqual({ looked: 4, whole: true, tickets: 3, options: [] });
  expect((await use('colours')).body).toEqual({ looked: 4, whole: true, tickets: 2, options: count(1, 2) });
  expect((await use('size')).body).toEqual({ looked: 4, whole: true, tickets: 1, options: count(1, 0) });
  expect((await use('account')).body).toEqual({ looked: 4, whole: true, tickets: 1, options: [] });

  await desk.call('editTicket', { params: { number: last }, body: { fields: { order: null, colours: ['red'] } } });
  await desk.call('deleteField', { as: 'boss', params: { code: 'order' } });
  expect((await use('order')).body).toEqual({ looked: 4, whole: true, tickets: 2, options: [] });
  expect((await use('colours')).body).toMatchObject({ tickets: 3, options: count(2, 2) });
});

it('given more tickets than are looked at, then the newest are, and it says that there are others', async () => {
  await aTicket({ order: 'A-1' });
  for (let i = 0; i < SAMPLED_TICKETS; i += 1) await aTicket();
  expect((await use('order')).body).toEqual({ looked: SAMPLED_TICKETS, whole: false, tickets: 0, options: [] });
});

it('is an administrator’s, of a field that there is', async () => {
  expect(await use('order', 'first')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await use('order', 'stranger')).toMatchObject({ status: 404, body: { code: 'service_not_found' } });
  expect(await use('unknown')).toMatchObject({ status: 404, body: { code: 'field_not_found', field: 'unknown' } });
});
