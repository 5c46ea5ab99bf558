import type { Call } from '../../../../../web/src/desk/api/call-operation.ts';
import { ProblemError } from '../../../../../web/src/desk/api/problem-error.ts';
import { readTicket } from '../../../../../web/src/desk/api/read-ticket.ts';

const answers: Readonly<Record<string, unknown>> = {
  getTicket: 'a ticket',
  listEntries: 'entries',
  listEvents: 'events',
  getTicketWithHistory: { ticket: 'ticket of all', entries: 'entries of all', events: 'events of all' },
};
const api = (refused?: Error) => {
  const asked: unknown[] = [];
  const call = (async (
    { operationId }: { operationId: string },
    { params, query }: { params: object; query?: object },
  ) => {
    asked.push([operationId, params, query]);
    await Promise.resolve();
    if (refused) throw refused;
    return answers[operationId];
  }) as unknown as Call;
  return { call, asked };
};
const ticket = { serviceId: 'care', number: 7 };

test('given a ticket that is opened, when its parts are asked for at the same moment, then they are one request', async () => {
  const { call, asked } = api();
  const read = (['ticket', 'entries', 'events', 'entries'] as const).map((part) => readTicket(call, 'care', 7, part));
  expect(await Promise.all(read)).toEqual(['ticket of all', 'entries of all', 'events of all', 'entries of all']);
  expect(asked).toEqual([['getTicketWithHistory', ticket, { limit: 50 }]]);
});

test('given a part alone, then only that is asked for, each time', async () => {
  const { call, asked } = api();
  expect(await readTicket(call, 'care', 7, 'entries')).toBe('entries');
  expect(await readTicket(call, 'care', 7, 'events')).toBe('events');
  expect(await Promise.all([readTicket(call, 'care', 7, 'ticket'), readTicket(call, 'care', 7, 'ticket')])).toEqual([
    'a ticket',
    'a ticket',
  ]);
  expect(asked).toEqual([
    ['listEntries', ticket, { order: 'newest', limit: 50 }],
    ['listEvents', ticket, { limit: 50 }],
    ['getTicket', ticket, undefined],
  ]);
});

test('given two tickets at the same moment, then each is asked for by itself', async () => {
  const { call, asked } = api();
  await Promise.all([
    readTicket(call, 'care', 7, 'ticket'),
    readTicket(call, 'care', 8, 'ticket'),
    readTicket(call, 'care', 8, 'events'),
  ]);
  expect(asked).toEqual([
    ['getTicket', ticket, undefined],
    ['getTicketWithHistory', { serviceId: 'care', number: 8 }, { limit: 50 }],
  ]);
});

test('when the API refuses, then each part is refused so', async () => {
  const problem = new ProblemError({ type: 'about:blank', title: 'No', status: 404, code: 'ticket_not_found' }, 404);
  const { call } = api(problem);
  const read = await Promise.allSettled([readTicket(call, 'care', 7, 'ticket'), readTicket(call, 'care', 7, 'events')]);
  expect(read.map((each) => each.status === 'rejected' && each.reason === problem)).toEqual([true, true]);
});
