import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let number: number;
const html = '<p>Pull the plug</p>';
beforeEach(async () => {
  desk = await httpDesk();
  number = await desk.create();
});
const facts = () => desk.memory.facts.map(({ type }) => type);

describe('createTicket', () => {
  it('makes an unassigned ticket with its inquiry, and answers with what the agent may do', async () => {
    const answer = await desk.call('createTicket', {
      as: 'second',
      body: { title: ' No paper ', html: '<p>Empty</p>', customer: { email: 'someone@example.com' }, priority: 'high' },
    });
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"1"', 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: {
        serviceId: 'support',
        number: 2,
        version: 1,
        title: 'No paper',
        status: 'unassigned',
        channel: 'created',
        priority: 'high',
        language: 'en',
        customer: { email: 'someone@example.com' },
        assigneeId: null,
        groupId: null,
        createdBy: 'second',
        unreadReply: false,
        followsNumber: null,
        resolvedAt: null,
        allowed: ['keep', 'comment', 'edit', 'resolve_internally'],
      },
    });
    expect(desk.memory.entries.get('support#2')).toMatchObject([
      { kind: 'customer_message', author: { kind: 'customer', email: 'someone@example.com' }, text: 'Empty' },
    ]);
    expect(desk.memory.facts.at(-1)).toMatchObject({
      type: 'ticket_created',
      actor: { kind: 'agent', id: 'second' },
      correlationId: 'r2',
    });
  });

  it('takes the service’s language unless another is named', async () => {
    expect(
      (await desk.call('createTicket', { body: { title: 't', html, customer: {}, language: 'ko' } })).body,
    ).toMatchObject({ language: 'ko' });
  });
});

describe('the path of a ticket', () => {
  it('keep, comment, pend, resolve: each with its entry, mail and fact', async () => {
    expect(await desk.call('keepTicket', { params: { number } })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        status: 'processing',
        assigneeId: 'first',
        groupId: 'first-line',
        allowed: ['forward', 'comment', 'edit', 'resolve', 'pend', 'resolve_internally', 'escalate'],
      },
    });
    expect(await desk.call('commentTicket', { as: 'second', params: { number }, body: { html } })).toMatchObject({
      status: 200,
      body: { version: 3, status: 'processing', allowed: ['comment', 'edit'] },
    });
    expect(await desk.call('pendTicket', { params: { number }, body: { html } })).toMatchObject({
      status: 200,
      body: { version: 4, status: 'pending' },
    });
    expect(await desk.call('resolveTicket', { as: 'boss', params: { number }, body: { html } })).toMatchObject({
      status: 200,
      body: { version: 5, status: 'resolved', assigneeId: 'first', resolvedAt: expect.any(String) as unknown },
    });
    expect(facts()).toEqual(['ticket_created', 'ticket_kept', 'ticket_commented', 'ticket_pended', 'ticket_resolved']);
    expect([...desk.memory.mails.values()].map(({ kind, status, to }) => [kind, status, to])).toEqual([
      ['pending', 'queued', 'customer@example.com'],
      ['resolved', 'queued', 'customer@example.com'],
    ]);
  });

  it('keep wants a group from an agent of several', async () => {
    expect(await desk.call('keepTicket', { as: 'second', params: { number } })).toMatchObject({
      status: 400,
      body: { code: 'group_required', groupIds: ['first-line', 'second-line'] },
    });
    expect(
      await desk.call('keepTicket', { as: 'second', params: { number }, body: { groupId: 'board' } }),
    ).toMatchObject({ status: 403, body: { code: 'group_not_yours', groupId: 'board' } });
    expect(
      await desk.call('keepTicket', { as: 'second', params: { number }, body: { groupId: 'second-line' } }),
    ).toMatchObject({ status: 200, body: { groupId: 'second-line' } });
  });

  it('keep tells the second who has it', async () => {
    await desk.call('keepTicket', { params: { number } });
    expect(await desk.call('keepTicket', { as: 'boss', params: { number } })).toMatchObject({
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: '/problems/illegal-transition',
        code: 'illegal_transition',
        status: 409,
        ticketStatus: 'processing',
        allowed: ['forward', 'unassign', 'comment', 'edit', 'resolve', 'pend', 'resolve_internally', 'escalate'],
        assigneeId: 'first',
        assigneeName: 'First Agent',
        instance: 'urn:request:r3',
        detail: 'The ticket is Processing.',
      },
    });
  });

  it('an answer is the assignee’s or an administrator’s', async () => {
    await desk.call('keepTicket', { params: { number } });
    expect(await desk.call('resolveTicket', { as: 'second', params: { number }, body: { html } })).toMatchObject({
      status: 403,
      body: { code: 'not_assignee', assigneeId: 'first', assigneeName: 'First Agent' },
    });
  });

  it('an answer needs an address', async () => {
    const other = await desk.create({ customer: { name: 'By phone' } });
    await desk.call('keepTicket', { params: { number: other } });
    expect(await desk.call('pendTicket', { params: { number: other }, body: { html } })).toMatchObject({
      status: 409,
      body: { code: 'customer_email_missing' },
    });
  });
});

describe('who may', () => {
  it.each([
    ['nobody', null, 401, 'unauthenticated'],
    ['an agent of another service', 'stranger', 404, 'service_not_found'],
    ['somebody who was never an agent', 'passer-by', 404, 'service_not_found'],
    ['somebody who left', 'gone', 404, 'service_not_found'],
  ] as const)('%s', async (_name, as, status, code) => {
    expect(await desk.call('commentTicket', { as, params: { number }, body: { html } })).toMatchObject({
      status,
      body: { code, status },
    });
    expect(facts()).toEqual(['ticket_created']);
  });

  it('a right that was taken away is gone with the next request', async () => {
    const agent = (await desk.directory.findAgent('support', 'first'))!;
    await desk.directory.putAgent({ ...agent, active: false });
    expect(await desk.call('keepTicket', { params: { number } })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
  });

  it('another service’s ticket is not there', async () => {
    expect(await desk.call('keepTicket', { as: 'stranger', params: { serviceId: 'other', number } })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
  });
});

describe('bad input', () => {
  const ok = { title: 't', html: '<p>x</p>', customer: {} };
  it.each([
    ['malformed JSON', '{"title":', '#'],
    ['no object', '[]', '#'],
    ['JSON null', 'null', '#'],
    ['no body', undefined, '#/title'],
    ['an unknown field', { ...ok, status: 'resolved' }, '#/status'],
    ['an unknown field inside', { ...ok, customer: { phone: '1' } }, '#/customer/phone'],
    ['a field with a slash and a tilde', { ...ok, 'a/b~c': 1 }, '#/a~1b~0c'],
    ['a prototype', '{"title":"t","html":"x","customer":{},"__proto__":{"a":1}}', '#/__proto__'],
    ['an empty title', { ...ok, title: '  ' }, '#/title'],
    ['a long title', { ...ok, title: 'x'.repeat(256) }, '#/title'],
    ['a title that is no text', { ...ok, title: 7 }, '#/title'],
    ['an address that is none', { ...ok, customer: { email: 'no' } }, '#/customer/email'],
    ['a priority that is none', { ...ok, priority: 'extreme' }, '#/priority'],
    ['text that is too long', { ...ok, html: 'x'.repeat(200_001) }, '#/html'],
    ['text that is nothing once sanitized', { ...ok, html: '<script>alert(1)</script>' }, '#/html'],
  ])('%s', async (_name, body, pointer) => {
    const answer = await desk.call('createTicket', body === undefined ? {} : { body });
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: '/problems/validation-failed',
        code: 'validation_failed',
        status: 400,
        instance: expect.stringMatching(/^urn:request:r\d+$/) as unknown,
      },
    });
    expect(answer.body['errors']).toContainEqual({ pointer, detail: expect.stringMatching(/./) as unknown });
    expect(facts()).toEqual(['ticket_created']);
  });

  it.each([
    ['another content type', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a type that only begins alike', { 'content-type': 'application/json-seq' }],
  ])('%s is refused', async (_name, headers) => {
    expect(await desk.call('createTicket', { body: ok, headers })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#', detail: 'The Content-Type must be application/json' }] },
    });
  });

  it('a content type with a charset, and a body in base64, are taken', async () => {
    const body = Buffer.from(JSON.stringify({ ...ok, title: '불이 났어요' })).toString('base64');
    expect(
      await desk.call('createTicket', {
        body,
        isBase64Encoded: true,
        headers: { 'content-type': 'Application/JSON; charset=utf-8' },
      }),
    ).toMatchObject({ status: 201, body: { title: '불이 났어요' } });
  });

  it('bytes that are no text are refused', async () => {
    expect(
      await desk.call('createTicket', {
        body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('base64'),
        isBase64Encoded: true,
      }),
    ).toMatchObject({ status: 400, body: { errors: [{ pointer: '#', detail: 'The body is not UTF-8' }] } });
  });

  it.each([[false], [true]])('more than 1 MB is too large (base64: %s)', async (isBase64Encoded) => {
    const body = JSON.stringify({ ...ok, html: 'x'.repeat(1024 * 1024) });
    expect(
      await desk.call('createTicket', {
        body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
        isBase64Encoded,
      }),
    ).toMatchObject({ status: 413, body: { code: 'too_large', limitBytes: 1_048_576 } });
  });

  it('an answer that a row can’t hold is too large', async () => {
    await desk.call('keepTicket', { params: { number } });
    expect(
      await desk.call('commentTicket', { params: { number }, body: { html: '가'.repeat(100_000) } }),
    ).toMatchObject({ status: 413, body: { code: 'too_large', limitBytes: 262_144 } });
  });

  it.each(['0', '-1', '1.5', 'abc', '1e3x', '1000000000', ''])('a ticket number %j', async (bad) => {
    expect(await desk.call('keepTicket', { params: { number: bad } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/params/number' }] },
    });
  });

  it('an unknown query parameter', async () => {
    expect(await desk.call('keepTicket', { params: { number }, query: { force: '1' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/query/force' }] },
    });
  });

  it('a ticket that is not there', async () => {
    expect(await desk.call('keepTicket', { params: { number: 77 } })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
  });

  it('a route that nobody serves', async () => {
    expect(await desk.callRoute('DELETE /services/{serviceId}', 'ticket-commands')).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: { code: 'route_not_found' },
    });
  });
});

describe('If-Match', () => {
  it.each(['"1"', 'W/"1"', '*', ' "1" '])('%s passes', async (tag) => {
    expect(
      await desk.call('commentTicket', { params: { number }, body: { html }, headers: { 'if-match': tag } }),
    ).toMatchObject({ status: 200, headers: { etag: '"2"' } });
  });
  it.each(['"2"', 'W/"9"'])('%s meets another version', async (tag) => {
    expect(
      await desk.call('commentTicket', { params: { number }, body: { html }, headers: { 'if-match': tag } }),
    ).toMatchObject({ status: 412, body: { code: 'version_conflict', actualVersion: 1 } });
    expect(facts()).toEqual(['ticket_created']);
  });
  it.each(['1', '"x"', '', '"-1"', '"01"', '"1", "2"', '"1', '"99999999999"'])('%j is garbage', async (tag) => {
    expect(
      await desk.call('commentTicket', { params: { number }, body: { html }, headers: { 'if-match': tag } }),
    ).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/headers/if-match' }] } });
  });
  it('is refused where it means nothing', async () => {
    expect(
      await desk.call('createTicket', { body: { title: 't', html, customer: {} }, headers: { 'if-match': '"1"' } }),
    ).toMatchObject({ status: 400 });
  });
});

describe('Idempotency-Key', () => {
  const create = (title: string, key = 'k-1', as = 'first') =>
    desk.call('createTicket', { as, body: { title, html, customer: {} }, headers: { 'idempotency-key': key } });

  it('given the same request again, then it is the same ticket, with the same status', async () => {
    const [first, second] = [await create('once'), await create('once')];
    expect(first).toMatchObject({ status: 201, body: { number: 2 } });
    expect(second).toMatchObject({ status: 201, body: { number: 2 } });
    expect(desk.memory.tickets.size).toBe(2);
  });
  it('given both at once, then one ticket is made', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => create('once')));
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body['number'])}`)).size).toBe(1);
    expect(desk.memory.tickets.size).toBe(2);
  });
  it('given another request under the key, then it is refused', async () => {
    await create('once');
    expect(await create('another')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });
  it('given the key of another agent, then it is another key', async () => {
    await create('once');
    expect((await create('once', 'k-1', 'second')).body).toMatchObject({ number: 3 });
  });
  it('given a command again, then it is done once and answers with the ticket as it is now', async () => {
    const keep = () => desk.call('keepTicket', { params: { number }, headers: { 'idempotency-key': 'keep-1' } });
    expect(await keep()).toMatchObject({ status: 200, body: { version: 2 } });
    await desk.call('commentTicket', { params: { number }, body: { html } });
    expect(await keep()).toMatchObject({ status: 200, body: { version: 3, status: 'processing' } });
    expect(facts()).toEqual(['ticket_created', 'ticket_kept', 'ticket_commented']);
  });
  it('given the same key for two tickets, then the second is another request', async () => {
    const other = await desk.create();
    await desk.call('keepTicket', { params: { number }, headers: { 'idempotency-key': 'k' } });
    expect(
      await desk.call('keepTicket', { params: { number: other }, headers: { 'idempotency-key': 'k' } }),
    ).toMatchObject({ status: 422 });
  });
  it('given a refusal, then the key is still free', async () => {
    expect(
      await desk.call('resolveTicket', { params: { number }, body: { html }, headers: { 'idempotency-key': 'r' } }),
    ).toMatchObject({ status: 409 });
    await desk.call('keepTicket', { params: { number } });
    expect(
      await desk.call('resolveTicket', { params: { number }, body: { html }, headers: { 'idempotency-key': 'r' } }),
    ).toMatchObject({ status: 200 });
  });
  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256), 'tab\t'])('%j is garbage', async (key) => {
    expect(await create('t', key)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/headers/idempotency-key' }] },
    });
  });
  it('255 characters are a key', async () => {
    expect(await create('t', '~'.repeat(255))).toMatchObject({ status: 201 });
  });
});
