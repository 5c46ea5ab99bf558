import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { removeTemporaryFolders, temporaryFolder } from '../../support/local/temporary-folder.ts';
import { selfSigned } from '../self-signed-certificate.ts';
import { AS_LIVE } from './differences.ts';
import type { Fault } from './faults.ts';
import { ENGINEER, ESCALATIONS, GUEST, JUN, MINA, MINAS_OWN, PRODUCT, SORA, tokenOf } from './organization.ts';
import { type DoorayOptions, type DooraySimulator, startDooray } from './start-dooray.ts';

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The envelope; undefined for another body. */
  readonly json: any;
};

let dooray: DooraySimulator;
let now = Date.parse('2026-12-01T01:00:00.000Z');
const start = async (options: DoorayOptions = {}) => {
  await dooray?.stop();
  dooray = await startDooray({ now: () => now, ...options });
};
afterEach(async () => {
  await dooray.stop();
  removeTemporaryFolders();
});

const ask = (
  method: string,
  path: string,
  { body, token = tokenOf(MINA), headers = {} }: { body?: unknown; token?: string; headers?: object } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const content = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    request(`${dooray.url}${path}`, {
      method,
      agent: false,
      ca: dooray.authority,
      headers: {
        authorization: `dooray-api ${token}`,
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
      .once('response', async (response) => {
        const text = (await response.toArray()).join('');
        const isJson = String(response.headers['content-type']).startsWith('application/json');
        resolve({
          ...{ status: response.statusCode!, headers: response.headers, text },
          json: isJson && text.startsWith('{') ? JSON.parse(text) : undefined,
        });
      })
      .on('error', reject)
      .end(content);
  });
const result = async (method: string, path: string, options: Parameters<typeof ask>[2] = {}) =>
  (await ask(method, path, options)).json.result;

const projects = '/project/v1/projects';
const posts = (project = PRODUCT) => `${projects}/${project.id}/posts`;
const markdown = (content: string) => ({ mimeType: 'text/x-markdown', content });
const create = async (over: object = {}, project = PRODUCT): Promise<string> =>
  (await result('POST', posts(project), { body: { subject: 'A task', body: markdown('text'), ...over } })).id;

describe('the API', () => {
  beforeEach(() => start());

  it('knows who asks by the token, and nobody by another one or none', async () => {
    expect(await ask('GET', '/common/v1/members/me')).toMatchObject({
      status: 200,
      json: {
        header: { isSuccessful: true, resultCode: 0, resultMessage: '' },
        result: { id: MINA.id, name: '김미나', externalEmailAddress: 'mina@example.com' },
      },
    });
    expect(MINA.id).toMatch(/^\d{19}$/);
    const other = tokenOf(JUN);
    dooray.revoke(other);
    for (const token of ['unknown', '', other])
      expect(await ask('GET', '/common/v1/members/me', { token })).toMatchObject({
        status: 401,
        json: { header: { isSuccessful: false }, result: null },
      });
  });

  it('finds members by their addresses, and refuses to list all', async () => {
    const found = await ask('GET', '/common/v1/members?externalEmailAddresses=jun@example.com,nobody@example.com');
    expect(found.json).toMatchObject({ result: [{ id: JUN.id, userCode: 'jun' }], totalCount: 1 });
    expect(await ask('GET', '/common/v1/members')).toMatchObject({ status: 400 });
    expect(await result('GET', `/common/v1/members/${SORA.id}`)).toMatchObject({ name: '이소라' });
  });

  it('lists the projects of one type a call, and details, workflows, members, tags and templates of one', async () => {
    const list = (type: string) => ask('GET', `${projects}?member=me&type=${type}&state=active`);
    expect((await list('public')).json.result.map(({ code }: any) => code)).toEqual(['제품개발', 'escalations']);
    expect((await list('private')).json.result).toMatchObject([{ id: MINAS_OWN.id, code: '@mina' }]);
    expect((await list('private,public')).status).toBe(400);
    const of = (what: string) => ask('GET', `${projects}/${ESCALATIONS.id}${what}`);
    expect((await of('')).json.result).toMatchObject({ code: 'escalations', scope: 'public' });
    expect((await of('/workflows')).json).toMatchObject({
      result: [{ name: 'Received', class: 'registered', order: expect.any(Number) }, {}, {}, {}, {}, {}],
      totalCount: 6,
    });
    expect((await of('/members')).json.result[0]).toEqual({ organizationMemberId: MINA.id, role: 'admin' });
    expect((await of('/tags')).json.result[0]).toMatchObject({ name: '원인:결함', tagGroup: { mandatory: true } });
    const [template] = (await of('/templates')).json.result;
    expect(template).not.toHaveProperty('body');
    expect((await of(`/templates/${template.id}`)).json.result).toMatchObject({
      templateName: 'Handed over by the desk',
      body: { mimeType: 'text/x-markdown' },
    });
    expect((await of('/templates/1')).status).toBe(404);
  });

  it('keeps those out who are not members of a private project, and tells nothing of what isn’t there', async () => {
    expect((await ask('GET', posts(), { token: tokenOf(GUEST) })).status).toBe(403);
    expect((await ask('GET', posts(ESCALATIONS), { token: tokenOf(GUEST) })).status).toBe(200);
    for (const path of [`${projects}/31`, `${posts()}/31`, `${posts()}/31/logs`, '/wiki/v1/wikis'])
      expect((await ask('GET', path)).status).toBe(404);
  });

  it('makes a task, moves it, and tells its state', async () => {
    const postId = await create({
      users: { to: [{ type: 'member', member: { organizationMemberId: ENGINEER.id } }], cc: [] },
      priority: 'high',
      dueDate: '2026-12-24T18:00:00+09:00',
      tagIds: [PRODUCT.tags[0]!.id],
    });
    expect(postId).toMatch(/^\d{19}$/);
    expect(await result('GET', `${posts()}/${postId}`)).toMatchObject({
      id: postId,
      taskNumber: '제품개발/3',
      number: 3,
      closed: false,
      workflowClass: 'registered',
      workflow: { name: '할 일' },
      createdAt: '2026-12-01T10:00:00+09:00',
      body: markdown('text'),
      users: {
        from: { member: { organizationMemberId: MINA.id } },
        to: [{ member: { organizationMemberId: ENGINEER.id } }],
      },
      tags: [{ id: PRODUCT.tags[0]!.id }],
    });
    const closed = PRODUCT.workflows.at(-1)!;
    const moved = await ask('POST', `${posts()}/${postId}/set-workflow`, { body: { workflowId: closed.id } });
    expect(moved.json).toMatchObject({ header: { resultCode: 0 }, result: null });
    expect(await result('GET', `${posts()}/${postId}`)).toMatchObject({ closed: true, workflowClass: 'closed' });
  });

  it.each<[string, object]>([
    ['without a subject', { subject: ' ' }],
    ['for nobody’s id', { users: { to: [{ type: 'member', member: { organizationMemberId: '1' } }] } }],
    ['with a tag of another project', { tagIds: [ESCALATIONS.tags[0]!.id] }],
    ['with a priority that there isn’t', { priority: 'urgent' }],
    ['in a workflow of another project', { workflowId: ESCALATIONS.workflows[0]!.id }],
    ['with plain text', { body: { mimeType: 'text/plain', content: '' } }],
  ])('refuses a task %s', async (_, over) => {
    expect(await ask('POST', posts(), { body: { subject: 'A task', ...over } })).toMatchObject({
      status: 400,
      json: { header: { isSuccessful: false, resultCode: expect.any(Number) } },
    });
  });

  it('refuses a task without a tag of a mandatory group, or with two of a group of which one is taken', async () => {
    const [first, second] = ESCALATIONS.tags.map(({ id }) => id);
    const given = (tagIds: unknown[]) => ask('POST', posts(ESCALATIONS), { body: { subject: 'A task', tagIds } });
    expect((await given([])).json.header.resultMessage).toBe('필수 태그가 없습니다: 원인');
    expect((await given([first, second])).status).toBe(400);
    expect((await given([first])).status).toBe(200);
  });

  it('lists tasks page by page, by class, time and order', async () => {
    const [first] = await result('GET', `${posts()}?order=createdAt`);
    for (let made = 0; made < 22; made += 1) dooray.person(JUN).create(PRODUCT.id, `Task ${String(made)}`);
    now += 60_000;
    dooray.person(JUN).create(PRODUCT.id, 'The last');
    const list = async (query: string) => (await ask('GET', `${posts()}?${query}`)).json;
    expect(await list('')).toMatchObject({ totalCount: 25, result: { length: 20, 0: { subject: 'The last' } } });
    expect((await list('page=1')).result).toHaveLength(5);
    expect((await list('size=100&order=-postUpdatedAt')).result).toHaveLength(25);
    expect((await list('postWorkflowClasses=working,closed')).result).toMatchObject([{ id: first.id }]);
    expect((await list('updatedAt=2026-12-01T10:00:30%2B09:00~2027-01-01T00:00:00%2B09:00')).totalCount).toBe(1);
    expect((await list('subjects=last')).result[0]).not.toHaveProperty('body');
    for (const wrong of ['size=101', 'page=-1', 'order=name', 'postWorkflowClasses=open', 'updatedAt=yesterday'])
      expect((await ask('GET', `${posts()}?${wrong}`)).status).toBe(400);
  });

  it('keeps the comments of a task in order, with the events between them', async () => {
    const postId = await create();
    const { id } = await result('POST', `${posts()}/${postId}/logs`, { body: { body: markdown('one') } });
    dooray.person(JUN).move(PRODUCT.id, postId, 'working');
    dooray.person(JUN).comment(PRODUCT.id, postId, 'two');
    const { json } = await ask('GET', `${posts()}/${postId}/logs?order=createdAt`);
    expect(json.totalCount).toBe(3);
    expect(json.result).toMatchObject([
      {
        id,
        type: 'comment',
        subtype: 'general',
        body: markdown('one'),
        creator: { member: { organizationMemberId: MINA.id } },
      },
      { type: 'event', body: { content: '할 일 → 개발 중' } },
      { type: 'comment', body: markdown('two'), creator: { member: { organizationMemberId: JUN.id } } },
    ]);
    expect((await ask('POST', `${posts()}/${postId}/logs`, { body: { body: markdown('') } })).status).toBe(400);
  });

  it('sends files on to another path, which asks for the token again', async () => {
    const postId = await create();
    const form = Buffer.from(
      '--b\r\ncontent-disposition: form-data; name="file"; filename="영수증 %22a%22.txt"\r\ncontent-type: text/plain\r\n\r\nhello\r\n--b--\r\n',
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const first = await ask('POST', `${posts()}/${postId}/files`, { body: form, headers });
    expect(first).toMatchObject({ status: 307, headers: { location: expect.stringContaining(dooray.host) } });
    const path = new URL(String(first.headers['location'])).pathname;
    expect((await ask('POST', path, { body: form, headers, token: 'none' })).status).toBe(401);
    const stored = await result('POST', path, { body: form, headers });
    expect((await result('GET', `${posts()}/${postId}`)).files).toMatchObject([
      { id: stored.id, name: '영수증 "a".txt', size: 5, mimeType: 'text/plain' },
    ]);
    expect((await ask('POST', path, { body: { file: 'x' } })).status).toBe(400);
  });

  it('takes no call without TLS, and writes down every one that it takes', async () => {
    const plain = await fetch(`${dooray.pageUrl}/common/v1/members/me`);
    expect([plain.status, await plain.text()]).toEqual([400, 'The API is asked over https.\n']);
    await ask('GET', '/common/v1/members?externalEmailAddresses=a');
    expect(dooray.received).toMatchObject([
      {
        method: 'GET',
        path: '/common/v1/members',
        query: { externalEmailAddresses: 'a' },
        headers: { authorization: 'dooray-api token-mina' },
      },
    ]);
  });
});

describe('its limits', () => {
  it('are 20 at once and 5 a second for each token, and said with each answer', async () => {
    await start();
    const me = (token = tokenOf(MINA)) => ask('GET', '/common/v1/members/me', { token });
    expect((await me()).headers).toMatchObject({
      'x-ratelimit-remaining': '19',
      'x-ratelimit-requested-tokens': '1',
      'x-ratelimit-burst-capacity': '20',
      'x-ratelimit-replenish-rate': '5',
    });
    for (let asked = 1; asked < 20; asked += 1) expect((await me()).status).toBe(200);
    expect(await me()).toMatchObject({ status: 429, headers: { 'x-ratelimit-remaining': '0' } });
    expect((await me(tokenOf(JUN))).status).toBe(200);
    now += 200;
    expect((await me()).status).toBe(200);
    expect((await me()).status).toBe(429);
  });
});

describe('its live differences', () => {
  it('change answers, one by one or all together', async () => {
    await start({ differences: { totalCountAsText: true } });
    expect((await ask('GET', `${posts()}`)).json.totalCount).toBe('2');
    const html = { subject: 'A task', body: { mimeType: 'text/html', content: '<b>text</b>' } };
    expect((await ask('POST', posts(), { body: html })).status).toBe(200);
    dooray.differ(AS_LIVE);
    expect(await ask('POST', posts(), { body: html })).toMatchObject({
      status: 400,
      json: { header: { resultMessage: 'text%2Fhtml+is+not+supported' } },
    });
    expect((await result('GET', `${projects}/${PRODUCT.id}/members`))[0]).toHaveProperty('name', '김미나');
  });
});

describe('its faults', () => {
  beforeEach(() => start());
  const comment = (postId: string) => ask('POST', `${posts()}/${postId}/logs`, { body: { body: markdown('text') } });
  const count = async (postId: string) => (await ask('GET', `${posts()}/${postId}/logs`)).json.totalCount;

  it.each<[string, Fault, object | 'none', number]>([
    ['a status', { kind: 'status', status: 503, retryAfter: 7 }, { status: 503, headers: { 'retry-after': '7' } }, 0],
    ['a status after the work', { kind: 'status', status: 500, isDone: true }, { status: 500 }, 1],
    ['a text with status 200', { kind: 'general_error' }, { status: 200, text: 'SERVER_GENERAL_ERROR' }, 0],
    ['that text after the work', { kind: 'general_error', isDone: true }, { text: 'SERVER_GENERAL_ERROR' }, 1],
    [
      'no success with status 200',
      { kind: 'unsuccessful', code: -12, message: 'No' },
      { status: 200, json: { header: { isSuccessful: false, resultCode: -12, resultMessage: 'No' } } },
      0,
    ],
    ['another body', { kind: 'body', body: '<p>', contentType: 'text/html' }, { status: 200, text: '<p>' }, 0],
    ['a lost answer', { kind: 'lost_answer' }, 'none', 1],
    ['no connection', { kind: 'down' }, 'none', 0],
    ['a late answer', { kind: 'slow', milliseconds: 50 }, { status: 200 }, 1],
  ])('give %s once, and then it is over', async (_, fault, expected, comments) => {
    const postId = await create();
    dooray.fail(fault, { on: /^POST .*\/logs$/ });
    const answer = await comment(postId).catch(() => 'none');
    expect({ answer }).toMatchObject({ answer: expected });
    expect(await count(postId)).toBe(comments);
    expect((await comment(postId)).status).toBe(200);
  });

  it('last as long as they are to: busy by the clock, down until it is mended', async () => {
    const postId = await create();
    dooray.fail({ kind: 'busy', seconds: 3 });
    expect((await comment(postId)).status).toBe(429);
    now += 3000;
    expect((await comment(postId)).status).toBe(200);
    dooray.fail({ kind: 'down' }, { times: Infinity });
    for (let asked = 0; asked < 2; asked += 1) await expect(comment(postId)).rejects.toThrow();
    dooray.mend();
    expect((await comment(postId)).status).toBe(200);
  });
});

describe('its hooks', () => {
  let receiver: Server;
  const told: any[] = [];
  beforeEach(async () => {
    await start();
    told.length = 0;
    receiver = createServer(async (request, response) => {
      told.push({ path: request.url, ...JSON.parse((await request.toArray()).join('')) });
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://localhost:${String((receiver.address() as AddressInfo).port)}/hooks/secret`;
    const made = await ask('POST', `${projects}/${PRODUCT.id}/hooks`, {
      body: { url, type: 'project', sendEvents: ['postWorkflowChanged', 'postCommentCreated'] },
    });
    expect(made.json.result.id).toMatch(/^\d{19}$/);
  });
  afterEach(() => receiver.close());

  it('tell of moves and comments in the documented form', async () => {
    const postId = await create();
    dooray.person(JUN).move(PRODUCT.id, postId, 'working');
    await dooray.hooks.settled();
    const commentId = dooray.person(JUN).comment(PRODUCT.id, postId, '보고 있습니다');
    dooray.person(JUN).move(PRODUCT.id, postId, 'working');
    await dooray.hooks.settled();
    const post = { id: postId, subject: 'A task', number: 3 };
    const source = {
      type: 'member',
      member: { id: JUN.id, name: '박준', userCode: 'jun', emailAddress: 'jun@example.com' },
    };
    expect(told).toEqual([
      expect.objectContaining({
        path: '/hooks/secret',
        hookEventType: 'postWorkflowChanged',
        hookVersion: 2,
        workflow: { id: PRODUCT.workflows[2]!.id, class: 'working', names: expect.any(Array) },
        project: { id: PRODUCT.id, code: PRODUCT.code },
        tenant: { id: expect.any(String) },
        ...{ post, source },
      }),
      expect.objectContaining({
        hookEventType: 'postCommentCreated',
        comment: expect.objectContaining({ id: commentId, subtype: 'general', body: markdown('보고 있습니다') }),
        ...{ post, source },
      }),
    ]);
  });

  it('tell in the live form too, with what a call of the API caused', async () => {
    dooray.differ(AS_LIVE);
    const postId = await create();
    await ask('POST', `${posts()}/${postId}/logs`, { body: { body: markdown('text') } });
    await dooray.hooks.settled();
    dooray.person(JUN).comment(PRODUCT.id, postId, 'text');
    await dooray.hooks.settled();
    const [byApi, byPerson] = told;
    expect(byApi).toMatchObject({
      hookEventType: 'postCommentCreated',
      webhookType: 'postCommentCreated',
      version: 2,
      titleLink: `${dooray.pageUrl}/project/tasks/${postId}`,
      requestOrigin: { type: 'open-api' },
      log: { id: expect.any(String) },
    });
    for (const gone of ['hookVersion', 'comment', 'log.body']) expect(byApi).not.toHaveProperty(gone);
    expect(byPerson).not.toHaveProperty('requestOrigin');
  });

  it('reach a receiver with TLS, and tell whether it answered', async () => {
    const { key, certificate } = selfSigned();
    const secure = createSecureServer({ key, cert: certificate }, (_, response) => response.writeHead(204).end());
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${String((secure.address() as AddressInfo).port)}/hook`;
    const sendEvents = ['postCommentCreated'];
    await ask('POST', `${projects}/${ESCALATIONS.id}/hooks`, { body: { url, type: 'project', sendEvents } });
    const [task] = dooray.store.tasksOf(ESCALATIONS);
    dooray.person(JUN).comment(ESCALATIONS.id, task!.id, 'one');
    await dooray.hooks.settled();
    secure.close();
    dooray.person(JUN).comment(ESCALATIONS.id, task!.id, 'two');
    await dooray.hooks.settled();
    expect(dooray.hooks.sent.map(({ status }) => status)).toEqual([204, undefined]);
  });

  it('are dropped, doubled, late, held and reversed', async () => {
    const postId = await create();
    const comments = async (how: Parameters<DooraySimulator['hooks']['travel']>, ...texts: string[]) => {
      told.length = 0;
      dooray.hooks.travel(...how);
      for (const each of texts) dooray.person(JUN).comment(PRODUCT.id, postId, each);
      await dooray.hooks.settled();
      return told.map(({ comment }) => comment.body.content);
    };
    expect(await comments(['dropped'], 'a')).toEqual([]);
    expect(dooray.hooks.sent.at(-1)).toMatchObject({ isDropped: true });
    expect(await comments(['doubled'], 'b')).toEqual(['b', 'b']);
    const begun = performance.now();
    expect(await comments(['at_once', 60], 'c')).toEqual(['c']);
    expect(performance.now() - begun).toBeGreaterThan(55);
    expect(await comments(['reversed'], 'd', 'e')).toEqual(['e', 'd']);
    expect(await comments(['held'], 'f', 'g')).toEqual([]);
    await dooray.hooks.release();
    expect(told.map(({ comment }) => comment.body.content)).toEqual(['f', 'g']);
  });

  it.each<[string, object, string]>([
    ['to an http address elsewhere', { url: 'http://desk.example.com/' }, MINA.userCode],
    ['for an event that there isn’t', { sendEvents: ['postEaten'] }, MINA.userCode],
    ['of another type', { type: 'wiki' }, MINA.userCode],
  ])('are refused %s', async (_, over, userCode) => {
    const body = { url: 'https://desk.example.com/', sendEvents: ['postCommentCreated'], ...over };
    const token = tokenOf({ userCode });
    expect((await ask('POST', `${projects}/${PRODUCT.id}/hooks`, { body, token })).status).toBe(400);
  });

  it('are made by administrators of the project alone', async () => {
    const body = { url: 'https://desk.example.com/', sendEvents: ['postCommentCreated'] };
    const made = await ask('POST', `${projects}/${PRODUCT.id}/hooks`, { body, token: tokenOf(JUN) });
    expect(made.status).toBe(403);
  });
});

describe('its pages', () => {
  beforeEach(() => start());
  const get = async (path: string) => {
    const response = await fetch(`${dooray.pageUrl}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${dooray.pageUrl}${path}`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form).toString() },
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  it('show the projects with their tasks by workflow', async () => {
    const { text } = await get('/');
    for (const each of [
      '제품개발',
      'escalations',
      '@mina',
      '영수증 PDF에서 한글이 깨집니다',
      '개발 중',
      'Looking into it',
    ])
      expect(text).toContain(each);
    expect((await ask('GET', '/')).text).toBe(text);
  });

  it('show a task as text, whatever markup it has', async () => {
    const postId = await create({
      subject: '<script>alert(1)</script>',
      body: markdown('<img src=x onerror=alert(1)>\n\\#1 see <https://desk.example.com/a?b=1&c=2>.'),
    });
    const { text } = await get(`/project/tasks/${postId}`);
    expect(text).not.toMatch(/<script|<img/);
    expect(text).toContain(
      '#1 see <a href="https://desk.example.com/a?b=1&amp;c=2" rel="noopener noreferrer">https://desk.example.com/a?b=1&amp;c=2</a>.',
    );
  });

  it('let a member move a task, comment on it, and edit the comment', async () => {
    const postId = await create();
    const path = `/project/tasks/${postId}`;
    const moved = await send(`${path}/move`, { member: ENGINEER.id, workflow: PRODUCT.workflows[3]!.id });
    expect([moved.status, moved.headers.get('location')]).toEqual([303, path]);
    await send(`${path}/comments`, { member: JUN.id, text: 'one\r\ntwo' });
    const [, { id, body, creatorId }] = dooray.store.logsOf(dooray.store.taskById(postId)!) as any;
    expect({ body, creatorId }).toEqual({ body: markdown('one\ntwo'), creatorId: JUN.id });
    await send(`${path}/comments/${String(id)}`, { member: JUN.id, text: 'three' });
    const { text } = await get(path);
    for (const each of ['할 일 → 검토 중', 'three', 'badge working']) expect(text).toContain(each);
    expect(text).not.toContain('two');
  });

  it.each<[string, Record<string, string>, Record<string, string>, number]>([
    ['somebody who is no member', { member: SORA.id, text: 'x' }, {}, 400],
    ['nothing', { member: JUN.id, text: ' ' }, {}, 400],
    ['another site', { member: JUN.id, text: 'x' }, { 'sec-fetch-site': 'cross-site' }, 403],
  ])('refuse a comment of %s', async (_, form, headers, status) => {
    const postId = await create();
    expect((await send(`/project/tasks/${postId}/comments`, form, headers)).status).toBe(status);
    expect((await get('/project/tasks/31')).status).toBe(404);
  });
});

it('with a file, keeps its tasks, comments and hooks over a start', async () => {
  const file = join(temporaryFolder(), 'dooray.json');
  await start({ file });
  const postId = await create();
  dooray.person(JUN).comment(PRODUCT.id, postId, 'text');
  await start({ file });
  expect((await ask('GET', `${posts()}/${postId}/logs`)).json.totalCount).toBe(1);
  expect((await ask('GET', posts())).json.totalCount).toBe(3);
  expect(BigInt(await create()) > BigInt(postId)).toBe(true);
});
