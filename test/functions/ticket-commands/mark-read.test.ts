import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let number: number;
beforeEach(async () => {
  desk = await httpDesk();
  number = await desk.create();
});
const read = (over: object = {}) =>
  desk.call('markRead', { params: { number }, body: { seenEntryId: 'ent_1' }, ...over });

describe('markRead', () => {
  it('answers whether a reply is unread, and makes no version', async () => {
    expect(await read()).toMatchObject({ status: 200, body: { number, unreadReply: false } });
    expect((await desk.call('getTicket', { params: { number } })).body['version']).toBe(1);
  });

  it('refuses a ticket that is not there, another service’s, and who does not say what they saw', async () => {
    expect(await read({ params: { number: 99 } })).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    expect(await read({ as: 'stranger' })).toMatchObject({ status: 404, body: { code: 'service_not_found' } });
    expect(await read({ body: {} })).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });
});
