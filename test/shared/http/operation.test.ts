import { InvalidCursorError } from '../../../shared/application/ports/pages.ts';
import { type TicketRepository, WriteContentionError } from '../../../shared/application/ports/tickets.ts';
import { memoryDesk, memoryTicketRepository } from '../../support/memory/memory-ticket-repository.ts';
import { httpDesk } from '../../support/http-desk.ts';

const failing = (fault: unknown) => {
  const throws = async () => {
    throw fault;
  };
  return httpDesk({
    tickets: { ...memoryTicketRepository(memoryDesk()), find: throws, listTickets: throws } as TicketRepository,
  });
};

describe('a fault', () => {
  it('is answered with nothing but the request’s id, and logged', async () => {
    const desk = await failing(new Error('secret arn:aws:dynamodb of customer@example.com'));
    const answer = await desk.call('getTicket', { params: { number: 1 } });
    expect(answer).toMatchObject({ status: 500, headers: { 'content-type': 'application/problem+json' } });
    expect(answer.body).toEqual({
      type: '/problems/internal-error',
      title: 'Something went wrong',
      status: 500,
      code: 'internal_error',
      instance: 'urn:request:r1',
    });
    expect(desk.log.lines).toMatchObject([
      {
        level: 'error',
        message: 'request_failed',
        members: { operationId: 'getTicket', requestId: 'r1', code: 'internal_error' },
      },
    ]);
  });

  it.each([
    ['contention', new WriteContentionError('again and again'), 503, 'conflict_try_again', '1'],
    [
      'a dependency’s timeout',
      Object.assign(new Error('slow'), { name: 'TimeoutError' }),
      503,
      'dependency_timeout',
      '2',
    ],
    ...['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'SlowDown'].map(
      (name): [string, unknown, number, string, string] => [
        `a dependency’s ${name}`,
        Object.assign(new Error('slow down'), { name }),
        503,
        'dependency_timeout',
        '2',
      ],
    ),
    ['something that is no error', 'text', 500, 'internal_error', undefined],
  ])('of %s', async (_name, fault, status, code, retryAfter) => {
    const desk = await failing(fault);
    const answer = await desk.call('getTicket', { params: { number: 1 } });
    expect(answer).toMatchObject({ status, body: { code, status, instance: 'urn:request:r1' } });
    expect(answer.headers['retry-after']).toBe(retryAfter);
  });

  it('of a cursor is the caller’s, and is not logged', async () => {
    const desk = await failing(new InvalidCursorError('The cursor belongs to no page of this list'));
    expect(await desk.call('listTickets')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/query/cursor', detail: 'The cursor belongs to no page of this list' }] },
    });
    expect(desk.log.lines).toEqual([]);
  });

  it('is an answer that breaks its own contract', async () => {
    const desk = await httpDesk();
    const number = await desk.create();
    desk.memory.tickets.set(`support#${number}`, {
      ...desk.memory.tickets.get(`support#${number}`)!,
      status: 'lost' as never,
    });
    expect(await desk.call('getTicket', { params: { number } })).toMatchObject({
      status: 500,
      body: { code: 'internal_error' },
    });
  });
});
