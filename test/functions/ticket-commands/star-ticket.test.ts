import { IMPORTANT_LIMIT } from '../../../shared/application/ports/tickets.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
beforeEach(async () => {
  desk = await httpDesk();
});
const rows = async (as = 'first', query: Record<string, string> = {}) =>
  ((await desk.call('listTickets', { as, query })).body['rows'] as { number: number; important: boolean }[]).map(
    ({ number, important }) => [number, important],
  );

describe('starTicket and unstarTicket', () => {
  it('mark a ticket for the caller alone, without a new version of it', async () => {
    const [one, two] = [await desk.create(), await desk.create()];
    expect(await desk.call('starTicket', { params: { number: one }, body: {} })).toMatchObject({
      status: 200,
      body: { number: one, important: true },
    });
    expect(await rows()).toEqual([
      [two, false],
      [one, true],
    ]);
    expect(await rows('second')).toEqual([
      [two, false],
      [one, false],
    ]);
    expect(await rows('first', { important: 'true' })).toEqual([[one, true]]);
    expect((await desk.call('getTicket', { params: { number: one } })).body['version']).toBe(1);
    expect(await desk.call('unstarTicket', { params: { number: one } })).toMatchObject({
      status: 200,
      body: { number: one, important: false },
    });
    expect(await rows('first', { important: 'true' })).toEqual([]);
  });

  it('are as once when they come twice', async () => {
    const number = await desk.create();
    for (const operation of ['starTicket', 'starTicket', 'unstarTicket', 'unstarTicket'] as const)
      expect(
        (await desk.call(operation, { params: { number }, ...(operation === 'starTicket' ? { body: {} } : {}) }))
          .status,
      ).toBe(200);
  });

  it('refuse a ticket that is not there, and another service’s', async () => {
    const number = await desk.create();
    expect(await desk.call('starTicket', { params: { number: 99 }, body: {} })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
    expect(await desk.call('starTicket', { as: 'stranger', params: { number }, body: {} })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
  });

  it('say how many marks there can be', async () => {
    desk = await httpDesk({ importantTickets: { ...desk.importantTickets, mark: async () => 'full' } });
    const number = await desk.create();
    expect(await desk.call('starTicket', { params: { number }, body: {} })).toMatchObject({
      status: 409,
      body: { code: 'too_many_stars', limit: IMPORTANT_LIMIT },
    });
  });
});
