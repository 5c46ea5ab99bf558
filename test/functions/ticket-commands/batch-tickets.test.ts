import { WriteContentionError } from '../../../shared/application/ports/tickets.ts';
import { BATCH_LIMIT } from '../../../shared/contracts/http/ticket-batch.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let numbers: number[];
const make = async (count: number) => {
  const made: number[] = [];
  for (let i = 0; i < count; i += 1) made.push(await desk.create());
  return made;
};
beforeEach(async () => {
  desk = await httpDesk();
  numbers = await make(3);
});
const batch = (
  command: object,
  {
    key = 'b-1',
    as = 'first',
    of = numbers,
  }: { readonly key?: string; readonly as?: string; readonly of?: readonly number[] } = {},
) => desk.call('batchTickets', { as, headers: { 'idempotency-key': key }, body: { numbers: of, command } });
const results = async (...args: Parameters<typeof batch>) => {
  const { status, body } = await batch(...args);
  expect(status).toBe(200);
  return body['results'] as {
    ok: boolean;
    number: number;
    version?: number;
    status?: string;
    problem?: Record<string, unknown>;
  }[];
};
const html = '<p>Pull the plug</p>';
const lastEntryId = expect.stringMatching(/^ent_/) as string;

it('does one command on each, in the order asked', async () => {
  expect(await results({ kind: 'keep' }, { of: [3, 1, 2] })).toEqual(
    [3, 1, 2].map((number) => ({ ok: true, number, version: 2, status: 'processing', lastEntryId })),
  );
});

it.each([
  [
    { kind: 'comment', html },
    { unreadReply: false, version: 3 },
  ],
  [{ kind: 'pend', html }, { status: 'pending' }],
  [{ kind: 'resolve', html }, { status: 'resolved' }],
  [
    { kind: 'resolve_internally', reason: 'other', html },
    { status: 'resolved', internalReason: 'other' },
  ],
  [{ kind: 'forward', assigneeId: 'boss' }, { assigneeId: 'boss' }],
  [
    { kind: 'forward', groupId: 'second-line', html },
    { status: 'unassigned', groupId: 'second-line' },
  ],
  [{ kind: 'set_priority', priority: 'urgent' }, { priority: 'urgent' }],
])('%j', async (command, expected) => {
  await results({ kind: 'keep' });
  expect((await results(command, { key: 'b-2' })).map(({ ok }) => ok)).toEqual([true, true, true]);
  for (const number of numbers) expect(await desk.tickets.find('support', number)).toMatchObject(expected);
});

it('given duplicates of one of them, then that one is refused, and the others say what they repeat', async () => {
  const answers = await results({ kind: 'resolve_internally', reason: 'duplicate', duplicateOf: 1 });
  expect(answers.map(({ ok, problem }) => (ok ? 'done' : problem?.['code']))).toEqual([
    'duplicate_not_found',
    'done',
    'done',
  ]);
  expect(await desk.tickets.find('support', 1)).toMatchObject({ status: 'unassigned' });
  expect(await desk.tickets.find('support', 3)).toMatchObject({ internalReason: 'duplicate', duplicateOf: 1 });
  expect(desk.memory.mails.size).toBe(0);
});

it('marks for the caller alone, and takes the marks away', async () => {
  expect(await results({ kind: 'mark_important', important: true })).toEqual(
    numbers.map((number) => ({ ok: true, number, version: 1, status: 'unassigned', lastEntryId })),
  );
  expect(await desk.importantTickets.numbers('support', 'first')).toEqual(new Set(numbers));
  expect(await desk.importantTickets.numbers('support', 'second')).toEqual(new Set());
  await results({ kind: 'mark_important', important: false }, { key: 'b-2', of: numbers.slice(1) });
  expect(await desk.importantTickets.numbers('support', 'first')).toEqual(new Set([numbers[0]]));
});

it('answers those that fail with the problem of the single command, and goes on', async () => {
  await desk.call('keepTicket', { as: 'boss', params: { number: 2 } });
  expect(await results({ kind: 'keep' }, { of: [1, 2, 99, 3] })).toEqual([
    { ok: true, number: 1, version: 2, status: 'processing', lastEntryId },
    {
      ok: false,
      number: 2,
      problem: expect.objectContaining({
        code: 'illegal_transition',
        status: 409,
        ticketStatus: 'processing',
        assigneeId: 'boss',
        assigneeName: 'The Boss',
        type: '/problems/illegal-transition',
      }) as unknown,
    },
    { ok: false, number: 99, problem: expect.objectContaining({ code: 'ticket_not_found', status: 404 }) as unknown },
    { ok: true, number: 3, version: 2, status: 'processing', lastEntryId },
  ]);
});

it('given the same batch again, then nothing is done twice, and what was refused is tried again', async () => {
  const comment = () => results({ kind: 'comment', html }, { of: [1, 2, 4] });
  expect((await comment()).map(({ ok }) => ok)).toEqual([true, true, false]);
  await desk.create();
  expect(await comment()).toEqual(
    [1, 2, 4].map((number) => ({ ok: true, number, version: 2, status: 'unassigned', lastEntryId })),
  );
  const commented = desk.memory.facts.filter(({ type }) => type === 'ticket_commented').map(({ number }) => number);
  // Several tickets are worked on at once: which comes first is chance.
  expect(commented.toSorted((one, other) => one - other)).toEqual([1, 2, 4]);
});

it('given the same batch twice at once, then nothing is done twice', async () => {
  await results({ kind: 'keep' });
  const both = await Promise.all([
    results({ kind: 'resolve', html }, { key: 'b-2' }),
    results({ kind: 'resolve', html }, { key: 'b-2' }),
  ]);
  for (const each of both)
    expect(each.map(({ ok, status }) => [ok, status])).toEqual(numbers.map(() => [true, 'resolved']));
  expect(desk.memory.mails.size).toBe(numbers.length);
});

describe('given the key of another request, then the whole batch is refused and nothing is done', () => {
  const REUSED = { status: 422, body: { code: 'idempotency_key_reused' } };
  const factCount = () => desk.memory.facts.length;
  const refused = async (...args: Parameters<typeof batch>) => {
    const before = factCount();
    expect(await batch(...args)).toMatchObject(REUSED);
    expect(factCount()).toBe(before);
  };

  it.each<[string, object, { readonly of?: readonly number[] }]>([
    ['another command', { kind: 'comment', html }, {}],
    ['the same command with other words', { kind: 'keep', groupId: 'first-line' }, {}],
    ['other tickets', { kind: 'keep' }, { of: [4] }],
    ['more tickets', { kind: 'keep' }, { of: [1, 2, 3, 4] }],
    ['fewer', { kind: 'keep' }, { of: [1] }],
    ['the same in another order', { kind: 'keep' }, { of: [3, 2, 1] }],
  ])('%s', async (_what, command, options) => {
    await make(1);
    await results({ kind: 'keep' });
    await refused(command, options);
  });

  it('after a batch in which every ticket was refused, or which leaves no trace on a ticket', async () => {
    await results({ kind: 'resolve', html });
    await refused({ kind: 'keep' });
    await results({ kind: 'mark_important', important: true }, { key: 'b-2' });
    await refused({ kind: 'keep' }, { key: 'b-2' });
  });

  it('while the other is still under way', async () => {
    const answers = await Promise.all([
      batch({ kind: 'keep' }),
      batch({ kind: 'set_priority', priority: 'high' }),
      batch({ kind: 'keep' }, { of: [1] }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422]);
    // Whichever came first, its tickets alone were changed.
    const done = answers.find(({ status }) => status === 200)!.body['results'] as readonly { number: number }[];
    expect(
      desk.memory.facts.flatMap(({ type, number }) => (type === 'ticket_created' ? [] : [number])).toSorted(),
    ).toEqual(done.map(({ number }) => number));
  });

  it('of a single command, and the other way round', async () => {
    const keep = (number: number, key: string) =>
      desk.call('keepTicket', { params: { number }, headers: { 'idempotency-key': key } });
    expect(await keep(1, 'b-1')).toMatchObject({ status: 200 });
    await refused({ kind: 'keep' });
    await results({ kind: 'keep' }, { key: 'b-2', of: [2] });
    expect(await keep(3, 'b-2')).toMatchObject(REUSED);
    expect(await keep(2, 'b-2')).toMatchObject(REUSED);
    expect(await desk.tickets.find('support', 3)).toMatchObject({ version: 1 });
    // What a batch notes for each ticket lies under no key that a request could bring.
    expect(await keep(3, 'b-2/2')).toMatchObject({ status: 200 });
  });
});

it('takes a hundred', async () => {
  const many = [...numbers, ...(await make(BATCH_LIMIT - numbers.length))];
  expect((await results({ kind: 'set_priority', priority: 'high' }, { of: many })).filter(({ ok }) => ok)).toHaveLength(
    BATCH_LIMIT,
  );
});

it.each([
  ['no ticket', { numbers: [], command: { kind: 'keep' } }, '#/numbers'],
  [
    'too many',
    { numbers: Array.from({ length: BATCH_LIMIT + 1 }, (_, i) => i + 1), command: { kind: 'keep' } },
    '#/numbers',
  ],
  ['one twice', { numbers: [1, 2, 1], command: { kind: 'keep' } }, '#/numbers'],
  ['a command that batches don’t know', { numbers: [1], command: { kind: 'delete' } }, '#/command/kind'],
  ['a comment without text', { numbers: [1], command: { kind: 'comment' } }, '#/command/html'],
  [
    'spam that repeats another',
    { numbers: [1], command: { kind: 'resolve_internally', reason: 'spam', duplicateOf: 2 } },
    '#/command/duplicateOf',
  ],
  ['a forward to nobody', { numbers: [1], command: { kind: 'forward' } }, '#/command/assigneeId'],
])('refuses %s as a whole', async (_name, body, pointer) => {
  expect(await desk.call('batchTickets', { headers: { 'idempotency-key': 'k' }, body })).toMatchObject({
    status: 400,
    body: { code: 'validation_failed', errors: [{ pointer }] },
  });
});

it('demands a key', async () => {
  expect(await desk.call('batchTickets', { body: { numbers, command: { kind: 'keep' } } })).toMatchObject({
    status: 400,
    body: { code: 'idempotency_key_required' },
  });
});

describe('faults', () => {
  it('of one ticket are told in its place, logged, and stop no other', async () => {
    const faults = new Map<number, Error>([
      [2, new Error('secret words')],
      [3, new WriteContentionError('again and again')],
    ]);
    desk = await httpDesk({
      aroundTickets: (inner) => ({
        ...inner,
        async save(change) {
          const fault = change.ticket.version > 1 ? faults.get(change.ticket.number) : undefined;
          if (fault) throw fault;
          return inner.save(change);
        },
      }),
    });
    numbers = await make(4);
    const answers = await results({ kind: 'keep' });
    expect(answers.map(({ problem }) => problem?.['code'])).toEqual([
      undefined,
      'internal_error',
      'conflict_try_again',
      undefined,
    ]);
    expect(JSON.stringify(answers)).not.toContain('secret');
    expect(desk.log.lines.filter(({ message }) => message === 'request_failed')).toHaveLength(2);
    faults.clear();
    expect((await results({ kind: 'keep' })).map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(desk.memory.facts.filter(({ type }) => type === 'ticket_kept')).toHaveLength(4);
  });
});
