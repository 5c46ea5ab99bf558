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
  return { ...desk, list: (as: string, of = number) => desk.call('listOutwardCalls', { as, params: { number: of } }) };
};

test('shows what triggers called, the newest first, without any secret', async () => {
  const desk = await aDesk();
  const { status, body } = await desk.list('boss');
  expect(status).toBe(200);
  expect(body).toEqual({
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
