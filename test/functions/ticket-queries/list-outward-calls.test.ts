import { anOutwardCall } from '../../support/outward.ts';
import { httpDesk } from '../../support/http-desk.ts';
import { aChange } from '../../support/tickets.ts';

/** A ticket of which triggers have called a URL and a messenger's hook. */
const aDesk = async () => {
  const desk = await httpDesk();
  const number = await desk.create();
  const ticket = (await desk.tickets.find('support', number))!;
  await desk.tickets.save(
    aChange(
      { ...ticket, version: ticket.version + 1 },
      {
        outward: [
          anOutwardCall({
            number,
            url: 'https://shop.example.com:8443/calls?key=hidden',
            sealedSecret: 'v1.hidden',
            status: 'waiting',
            attempts: 2,
            attemptedAt: '2026-11-22T09:00:20.000Z',
            nextAt: '2026-11-22T09:01:00.000Z',
            answer: { at: '2026-11-22T09:00:30.000Z', status: 503, body: 'what their system says' },
          }),
          anOutwardCall({
            id: 'out_2',
            number,
            kind: 'notice',
            action: 1,
            sealedHook: 'v1.hidden',
            status: 'failed',
            attempts: 18,
            endedAt: '2026-11-23T08:00:00.000Z',
            answer: { at: '2026-11-23T08:00:00.000Z', because: 'timeout' },
          }),
        ],
      },
    ),
  );
  return {
    ...desk,
    list: (as: string, of = number, query: Readonly<Record<string, string>> = {}) =>
      desk.call('listOutwardCalls', { as, params: { number: of }, query }),
  };
};

test('shows what triggers called, the newest first, without any secret', async () => {
  const desk = await aDesk();
  const { status, body } = await desk.list('boss');
  expect(status).toBe(200);
  expect(body).toEqual({
    nextCursor: null,
    calls: [
      {
        id: 'out_2',
        kind: 'notice',
        trigger: { triggerId: 'trg_1', name: 'Tell the shop' },
        action: 1,
        target: null,
        status: 'failed',
        attempts: 18,
        createdAt: '2026-11-22T09:00:00.000Z',
        attemptedAt: null,
        nextAt: null,
        endedAt: '2026-11-23T08:00:00.000Z',
        answer: { at: '2026-11-23T08:00:00.000Z', status: null, because: 'timeout', body: null },
      },
      {
        id: 'out_1',
        kind: 'call',
        trigger: { triggerId: 'trg_1', name: 'Tell the shop' },
        action: 0,
        target: 'shop.example.com:8443/calls',
        status: 'waiting',
        attempts: 2,
        createdAt: '2026-11-22T09:00:00.000Z',
        attemptedAt: '2026-11-22T09:00:20.000Z',
        nextAt: '2026-11-22T09:01:00.000Z',
        endedAt: null,
        answer: { at: '2026-11-22T09:00:30.000Z', status: 503, because: null, body: 'what their system says' },
      },
    ],
  });
  expect(JSON.stringify(body)).not.toContain('hidden');
});

test('shows agents what came of it, and administrators alone what was answered', async () => {
  const desk = await aDesk();
  const { body } = await desk.list('first');
  const [, call] = body['calls'] as { answer: object }[];
  expect(call!.answer).toEqual({ at: '2026-11-22T09:00:30.000Z', status: 503, because: null, body: null });
});

test('knows no ticket that is not there, nor one of another service', async () => {
  const desk = await aDesk();
  expect(await desk.list('first', 99)).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
  expect((await desk.list('stranger')).status).toBe(404);
});

test('gives all of them page by page, each once, and takes no cursor of another list', async () => {
  const desk = await httpDesk();
  const number = await desk.create();
  const ids = Array.from({ length: 130 }, (_, nth) => `out_${String(nth).padStart(4, '0')}`);
  // A transaction takes a hundred rows.
  for (let first = 0; first < ids.length; first += 65) {
    const ticket = (await desk.tickets.find('support', number))!;
    const outward = ids.slice(first, first + 65).map((id) => anOutwardCall({ id, number }));
    await desk.tickets.save(aChange({ ...ticket, version: ticket.version + 1 }, { outward }));
  }
  const page = (query: Readonly<Record<string, string>>) =>
    desk.call('listOutwardCalls', { as: 'boss', params: { number }, query });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { status, body } = await page(cursor === '' ? {} : { cursor });
    expect(status).toBe(200);
    seen.push(...(body['calls'] as { id: string }[]).map(({ id }) => id));
    cursor = body['nextCursor'] as string | null;
  }
  expect(seen).toEqual(ids.toReversed());
  expect((await page({ limit: '101' })).status).toBe(400);
  const { body: runs } = await desk.call('listTickets', { as: 'boss', query: { list: 'all', limit: '1' } });
  expect(await page({ cursor: String(runs['nextCursor'] ?? 'another') })).toMatchObject({ status: 400 });
});
