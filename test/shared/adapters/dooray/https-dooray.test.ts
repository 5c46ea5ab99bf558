import { guardedHttps } from '../../../../shared/adapters/http-out/guarded-https.ts';
import { ANSWER_BYTES, CALL_MILLISECONDS, FAULT_SECONDS } from '../../../../shared/adapters/dooray/dooray-call.ts';
import { httpsDooray } from '../../../../shared/adapters/dooray/https-dooray.ts';
import {
  type DoorayAccess,
  type DoorayApi,
  FIND_READS,
  mayBeDone,
  type NewDoorayTask,
} from '../../../../shared/application/ports/dooray.ts';
import { markerLine, markerOf } from '../../../../shared/domain/dooray/transfer-marker.ts';
import { AS_LIVE } from '../../../simulators/dooray/differences.ts';
import type { Fault } from '../../../simulators/dooray/faults.ts';
import {
  ENGINEER,
  ESCALATIONS,
  GUEST,
  JUN,
  MINA,
  MINAS_OWN,
  PRODUCT,
  SAMPLE_ORGANIZATION,
  tokenOf,
} from '../../../simulators/dooray/organization.ts';
import { type DoorayOptions, type DooraySimulator, startDooray } from '../../../simulators/dooray/start-dooray.ts';

let simulator: DooraySimulator;
let dooray: DoorayApi;
let access: DoorayAccess;
let waited: number[] = [];
let now = Date.now();

const start = async (options: DoorayOptions = {}) => {
  simulator = await startDooray({ limits: { burst: 1000, perSecond: 100 }, now: () => now, ...options });
  const allowedHosts = [simulator.host];
  dooray = httpsDooray({
    https: guardedHttps({ allowedHosts, authority: simulator.authority }),
    allowedHosts,
    now: () => new Date(now),
    wait: async (milliseconds) => {
      waited.push(milliseconds);
      now += milliseconds;
    },
  });
  access = { host: simulator.host, token: tokenOf(MINA) };
};
beforeEach(async () => {
  waited = [];
  now = Date.parse('2026-12-01T01:00:00.000Z');
  await start();
});
afterEach(() => simulator.stop());

const asked = () => simulator.received.map(({ method, path }) => `${method} ${path}`);
/** The value of a call that must work. */
const valueOf = async <T>(answer: Promise<{ readonly ok: boolean; readonly value?: T }>): Promise<T> => {
  const given = await answer;
  expect(given).toMatchObject({ ok: true });
  return given.value!;
};
const aTask = (over: Partial<NewDoorayTask> = {}): NewDoorayTask => ({
  ...{ projectId: PRODUCT.id, subject: 'Refund', body: 'text', assigneeIds: [], ccIds: [], tagIds: [] },
  priority: 'normal',
  ...over,
});
const create = async (over: Partial<NewDoorayTask> = {}): Promise<string> =>
  (await valueOf(dooray.createTask(access, aTask(over)))).taskId;

describe.each([
  ['as documented', {}],
  ['live', AS_LIVE],
])('given an organization that answers %s', (_, differences) => {
  beforeEach(() => simulator.differ(differences));

  it('then it tells who has the token, who has an address, and who a member is', async () => {
    const mina = { id: MINA.id, name: '김미나', email: 'mina@example.com', userCode: 'mina' };
    expect(await dooray.me(access)).toEqual({
      ...{ ok: true, value: mina },
      rate: { remaining: 999, replenishPerSecond: 100 },
    });
    expect(await valueOf(dooray.member(access, MINA.id))).toEqual(mina);
    expect(
      await valueOf(dooray.membersByEmail(access, ['jun@example.com', 'x@example.com', 'mina@example.com'])),
    ).toEqual([mina, expect.objectContaining({ id: JUN.id, email: 'jun@example.com' })]);
  });

  it('then its projects come of both types, with what a transfer is filled in from', async () => {
    expect(await valueOf(dooray.projects(access))).toEqual({
      items: [PRODUCT, ESCALATIONS, MINAS_OWN].map(({ id, code }) => expect.objectContaining({ id, name: code })),
      isComplete: true,
    });
    expect(await valueOf(dooray.project(access, ESCALATIONS.id))).toMatchObject({ name: 'escalations' });
    const workflows = await valueOf(dooray.workflows(access, ESCALATIONS.id));
    expect(workflows.map((each) => [each.class, each.name])).toEqual([
      ['backlog', 'Parked'],
      ['registered', 'Received'],
      ['working', 'Looking into it'],
      ['working', 'With the vendor'],
      ['closed', 'Solved'],
      ['closed', 'Not ours'],
    ]);
    const { items: members } = await valueOf(dooray.members(access, ESCALATIONS.id));
    expect(members[0]).toMatchObject({ memberId: MINA.id, role: 'admin' });
    expect(members).toHaveLength(4);
    const { items: tags } = await valueOf(dooray.tags(access, ESCALATIONS.id));
    expect(tags[0]).toMatchObject({ name: '원인:결함', group: { name: '원인', isMandatory: true, isSingle: true } });
    expect(tags.at(-1)).not.toHaveProperty('group');
    const { items: templates } = await valueOf(dooray.templates(access, PRODUCT.id));
    expect(templates[0]).toEqual({
      ...{ id: expect.any(String), name: '결함 신고 Defect report', subject: '[결함] ', isDefault: true },
      ...{ assigneeIds: [ENGINEER.id], ccIds: [], tagIds: [PRODUCT.tags[1]!.id], priority: 'normal' },
    });
    expect(await valueOf(dooray.template(access, PRODUCT.id, templates[0]!.id))).toMatchObject({
      body: { mimeType: 'text/x-markdown', content: expect.stringContaining('무슨 일이') },
      guide: { content: expect.stringContaining('One defect') },
    });
  });

  it('then a task is made with all that was chosen, moved, and read again', async () => {
    const tagIds = [PRODUCT.tags[0]!.id];
    const chosen = { assigneeIds: [ENGINEER.id], ccIds: [JUN.id], tagIds, priority: 'high' } as const;
    const taskId = await create({ ...chosen, body: '내용 **text**', dueAt: '2026-12-24T18:00:00+09:00' });
    const address = { projectId: PRODUCT.id, taskId };
    const task = await valueOf(dooray.task(access, address));
    expect(task).toEqual({
      ...{ id: taskId, projectId: PRODUCT.id, number: 3, taskNumber: '제품개발/3', subject: 'Refund', isClosed: false },
      ...{ workflowClass: 'registered', workflow: { id: PRODUCT.workflows[1]!.id, name: '할 일' } },
      ...{ createdAt: '2026-12-01T01:00:00.000Z', updatedAt: '2026-12-01T01:00:00.000Z', creatorId: MINA.id },
      ...{ assigneeIds: [ENGINEER.id], tagIds, priority: 'high' },
      body: { mimeType: 'text/x-markdown', content: '내용 **text**' },
    });
    expect(simulator.store.taskById(taskId)).toMatchObject({ ccIds: [JUN.id], dueDate: '2026-12-24T18:00:00+09:00' });
    const closed = PRODUCT.workflows.at(-1)!.id;
    expect(await valueOf(dooray.moveTask(access, { ...address, workflowId: closed }))).toBeNull();
    expect(await valueOf(dooray.task(access, address))).toMatchObject({ isClosed: true, workflowClass: 'closed' });
  });

  it('then comments come in order and page by page, without the events between them', async () => {
    const address = { projectId: PRODUCT.id, taskId: await create() };
    const { commentId } = await valueOf(dooray.addComment(access, { ...address, text: 'ours' }));
    simulator.person(JUN).move(PRODUCT.id, address.taskId, 'working');
    for (let number = 1; number <= 20; number += 1)
      simulator.person(JUN).comment(PRODUCT.id, address.taskId, `theirs ${String(number)}`);
    now += 60_000;
    simulator.person(JUN).editComment(PRODUCT.id, address.taskId, commentId, 'ours, edited');
    const first = await valueOf(dooray.comments(access, { ...address, page: 0 }));
    expect(first).toMatchObject({ total: 22, next: 1 });
    expect(first.items).toHaveLength(19);
    expect(first.items[0]).toEqual({
      ...{ id: commentId, subtype: 'general', byMemberId: MINA.id },
      ...{ createdAt: '2026-12-01T01:00:00.000Z', editedAt: '2026-12-01T01:01:00.000Z' },
      body: { mimeType: 'text/x-markdown', content: 'ours, edited' },
    });
    const second = await valueOf(dooray.comments(access, { ...address, page: 1 }));
    expect(second.items.map(({ body }) => body.content)).toEqual(['theirs 19', 'theirs 20']);
    expect(second.items[0]).not.toHaveProperty('editedAt');
    expect(second).not.toHaveProperty('next');
  });

  it('then tasks that changed since are told, the last changed first', async () => {
    const taskIds = [await create(), await create(), await create()];
    const since = new Date(now + 1000);
    now += 60_000;
    simulator.person(JUN).move(PRODUCT.id, taskIds[0]!, 'working');
    now += 60_000;
    simulator.person(JUN).move(PRODUCT.id, taskIds[1]!, 'closed');
    const changed = await valueOf(dooray.changedTasks(access, { projectId: PRODUCT.id, since, page: 0 }));
    expect(changed).toMatchObject({
      items: [
        { id: taskIds[1], workflowClass: 'closed' },
        { id: taskIds[0], workflowClass: 'working' },
      ],
      total: 2,
    });
    expect(changed).not.toHaveProperty('next');
  });

  it('then a refusal has its own words', async () => {
    expect(await dooray.createTask(access, aTask({ projectId: ESCALATIONS.id }))).toMatchObject({
      ok: false,
      error: { code: 'refused', status: 400, resultCode: -300101, message: '필수 태그가 없습니다: 원인' },
      rate: { remaining: expect.any(Number) },
    });
  });

  it('then a hook is made for the events that were asked for', async () => {
    const hook = {
      projectId: PRODUCT.id,
      url: 'https://desk.example.com/hooks/secret',
      events: ['postCommentCreated'],
    };
    const { hookId } = await valueOf(dooray.createHook(access, hook as Parameters<DoorayApi['createHook']>[1]));
    expect(simulator.store.hooksOf(PRODUCT)).toEqual([
      { id: hookId, projectId: PRODUCT.id, url: hook.url, sendEvents: ['postCommentCreated'] },
    ]);
    expect(JSON.parse(simulator.received.at(-1)!.body.toString())).toMatchObject({ type: 'project' });
  });
});

describe('given a file', () => {
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 0]);
  const upload = async () =>
    dooray.uploadFile(access, {
      ...{ projectId: PRODUCT.id, taskId: await create(), name: '영수증 "1".pdf', mimeType: 'application/pdf', bytes },
    });

  it('then it is sent on to the host for files, with the token', async () => {
    const { fileId } = await valueOf(upload());
    const [, first, second] = simulator.received;
    expect(second!.path).toBe(`/uploads${first!.path}`);
    expect(second!.headers.authorization).toBe(`dooray-api ${access.token}`);
    expect(simulator.store.tasksOf(PRODUCT).at(-1)!.files).toEqual([
      {
        ...{ id: fileId, name: '영수증 "1".pdf', mimeType: 'application/pdf', size: bytes.length, creatorId: MINA.id },
        content: bytes.toString('base64'),
      },
    ]);
  });

  it.each<[string, readonly string[], object]>([
    ['that is allowed, then the token goes along', ['127.0.0.1'], { ok: true }],
    [
      'that is not, then nothing goes there',
      [],
      { ok: false, error: { code: 'unreachable', because: 'address_refused' } },
    ],
  ])('for another host %s', async (_, more, expected) => {
    const port = String(simulator.port);
    simulator.takeFilesAt(`https://127.0.0.1:${port}`);
    const allowedHosts = [simulator.host, ...more.map((host) => `${host}:${port}`)];
    const https = guardedHttps({ allowedHosts, authority: simulator.authority });
    dooray = httpsDooray({ https, allowedHosts, now: () => new Date(now), wait: async () => undefined });
    expect(await upload()).toMatchObject(expected);
    expect(simulator.received.filter(({ path }) => path.startsWith('/uploads'))).toHaveLength(more.length);
  });

  it('for a host that is none of Dooray!’s, then the token stays here', async () => {
    // Another name of this machine, which the guard lets through here and Dooray!'s list does not.
    const port = String(simulator.port);
    simulator.takeFilesAt(`https://127.0.0.1:${port}`);
    const https = guardedHttps({ allowedHosts: [simulator.host, `127.0.0.1:${port}`], authority: simulator.authority });
    dooray = httpsDooray({
      https,
      allowedHosts: [simulator.host],
      now: () => new Date(now),
      wait: async () => undefined,
    });
    expect(await upload()).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(simulator.received.at(-1)!.headers).not.toHaveProperty('authorization');
  });
});

describe('given a call that fails', () => {
  const comment = () => dooray.addComment(access, { projectId: PRODUCT.id, taskId: '1', text: 'text' });

  it.each<[string, Fault, object, boolean]>([
    [
      'a fault of theirs',
      { kind: 'status', status: 503 },
      { code: 'later', because: 'fault', seconds: FAULT_SECONDS },
      true,
    ],
    [
      'a fault that says when to come again',
      { kind: 'status', status: 500, retryAfter: 7 },
      { code: 'later', because: 'fault', seconds: 7 },
      true,
    ],
    [
      'the text of an error',
      { kind: 'general_error' },
      { code: 'later', because: 'fault', seconds: FAULT_SECONDS },
      true,
    ],
    [
      'no success with status 200',
      { kind: 'unsuccessful', code: -9, message: 'Not today' },
      { code: 'refused', status: 200, resultCode: -9, message: 'Not today' },
      false,
    ],
    [
      'no success that doesn’t say so',
      { kind: 'body', body: '{"header":{"resultCode":"-3"},"result":null}' },
      { code: 'refused', status: 200, resultCode: -3, message: '' },
      false,
    ],
    [
      'a status without envelope',
      { kind: 'body', status: 415, body: '' },
      { code: 'refused', status: 415, resultCode: 0, message: '' },
      false,
    ],
    ['a page', { kind: 'body', body: '<html>' }, { code: 'unreadable', because: expect.any(String) }, true],
    [
      'no header',
      { kind: 'body', body: '{"result":{"id":"1"}}' },
      { code: 'unreadable', because: expect.stringContaining('header') },
      true,
    ],
    [
      'an id that is a number',
      { kind: 'body', body: '{"header":{"resultCode":0},"result":{"id":4128374650918273645}}' },
      { code: 'unreadable', because: 'result id: invalid_type' },
      true,
    ],
    [
      'no result',
      { kind: 'body', body: '{"header":{"resultCode":0}}' },
      { code: 'unreadable', because: expect.stringContaining('result') },
      true,
    ],
    ['another redirect', { kind: 'body', status: 303, body: '' }, { code: 'unreadable', because: 'status 303' }, true],
    [
      'too long an answer',
      { kind: 'body', body: ' '.repeat(ANSWER_BYTES + 1) },
      { code: 'unreadable', because: 'too_large' },
      true,
    ],
    ['a lost answer', { kind: 'down' }, { code: 'unreachable', because: 'connection_failed' }, true],
    [
      'a redirect to nowhere',
      { kind: 'body', status: 307, body: '' },
      { code: 'unreachable', because: 'redirect_refused' },
      false,
    ],
    ['no right', { kind: 'status', status: 403, message: 'No' }, { code: 'forbidden', message: 'No' }, false],
    ['nothing there', { kind: 'status', status: 404, message: 'Gone' }, { code: 'not_found', message: 'Gone' }, false],
    [
      'an unknown token',
      { kind: 'status', status: 401, message: 'Who?' },
      { code: 'unauthorized', message: 'Who?' },
      false,
    ],
  ])('by %s, then it is told apart', async (_, fault, error, isUnsure) => {
    simulator.fail(fault);
    const answer = await comment();
    expect(answer).toMatchObject({ ok: false, error });
    expect(!answer.ok && mayBeDone(answer.error)).toBe(isUnsure);
    expect(asked()).toHaveLength(1);
  });

  it('by its rate, then it says when the next one is free, and what the rate is', async () => {
    simulator.fail({ kind: 'busy', seconds: 2 });
    const answer = await comment();
    expect(answer).toEqual({
      ok: false,
      error: { code: 'later', because: 'too_many_calls', seconds: 1 },
      rate: { remaining: 0, replenishPerSecond: 100 },
    });
    expect(!answer.ok && mayBeDone(answer.error)).toBe(false);
  });

  it('without an answer in time, then it is given up, and may be done', async () => {
    const address = { projectId: PRODUCT.id, taskId: await create() };
    const https = guardedHttps({ allowedHosts: [simulator.host], authority: simulator.authority });
    const impatient = httpsDooray({
      ...{ https, allowedHosts: [simulator.host], now: () => new Date(now), wait: async () => undefined },
      callMilliseconds: 1500,
    });
    simulator.fail({ kind: 'silent' });
    const answer = await impatient.addComment(access, { ...address, text: 'text' });
    expect(answer).toEqual({ ok: false, error: { code: 'timeout' } });
    expect(!answer.ok && mayBeDone(answer.error)).toBe(true);
    expect((await valueOf(dooray.comments(access, { ...address, page: 0 }))).items).toHaveLength(1);
    expect(CALL_MILLISECONDS).toBe(10_000);
  });

  it('since who asks has no right there, then it is forbidden; a revoked token is none', async () => {
    const guest = { ...access, token: tokenOf(GUEST) };
    expect(await dooray.workflows(guest, PRODUCT.id)).toMatchObject({ error: { code: 'forbidden' } });
    simulator.revoke(access.token);
    expect(await dooray.me(access)).toMatchObject({ error: { code: 'unauthorized' } });
  });

  it('amid a list, then there is no half of it', async () => {
    simulator.fail({ kind: 'status', status: 500 }, { on: /projects$/, times: 1 });
    expect(await dooray.projects(access)).toMatchObject({ ok: false, error: { code: 'later' } });
  });
});

describe('given what nobody may be asked with, then nobody is', () => {
  it.each<[string, Partial<DoorayAccess>, object]>([
    ['another host', { host: 'example.com' }, { code: 'unreachable', because: 'not_a_dooray_host' }],
    ['a host with a path', { host: 'api.dooray.com/x' }, { code: 'unreachable', because: 'not_a_dooray_host' }],
    ['a simulator on another port', { host: 'localhost:1' }, { code: 'unreachable', because: 'not_a_dooray_host' }],
    ['a token that would be two headers', { token: 'a\r\nx: y' }, { code: 'unauthorized' }],
    ['no token', { token: '' }, { code: 'unauthorized' }],
  ])('by %s', async (_, over, error) => {
    expect(await dooray.me({ ...access, ...over })).toMatchObject({ ok: false, error });
    expect(asked()).toEqual([]);
  });

  it('for an id that is a path', async () => {
    const projectId = '../../common/v1/members/me';
    for (const answer of [
      dooray.project(access, projectId),
      dooray.tags(access, projectId),
      dooray.task(access, { projectId: PRODUCT.id, taskId: 'x' }),
      dooray.moveTask(access, { projectId: PRODUCT.id, taskId: '1', workflowId: '' }),
      dooray.changedTasks(access, { projectId, since: new Date(now), page: 0 }),
    ])
      expect(await answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await dooray.membersByEmail(access, ['', 'a,b'])).toEqual({ ok: true, value: [] });
    expect(asked()).toEqual([]);
  });

  it('at an address that is not public, even under a name of Dooray!’s', async () => {
    const https = guardedHttps({ resolve: async () => [{ address: '10.0.0.8', family: 4 }] });
    dooray = httpsDooray({ https, now: () => new Date(now), wait: async () => undefined });
    expect(await dooray.me({ ...access, host: 'api.dooray.com' })).toMatchObject({
      error: { code: 'unreachable', because: 'address_refused' },
    });
  });
});

describe('given odd members in an answer', () => {
  const answer = (result: string) => {
    const body = `{"header":{"isSuccessful":true,"resultCode":0,"resultMessage":null,"x":1},"result":${result},"totalCount":"many","y":{}}`;
    simulator.fail({ kind: 'body', body });
  };

  it('then what the desk can do without is absent', async () => {
    answer(
      '{"id":"7","number":"3","subject":"","workflowClass":"frozen","workflow":null,"createdAt":"soon","users":{"from":{"type":"member","member":{"organizationmemberid":"9"}},"to":[{"type":"group","group":{}}]},"tags":null,"body":{"content":null}}',
    );
    expect(await valueOf(dooray.task(access, { projectId: '5', taskId: '7' }))).toEqual({
      ...{ id: '7', projectId: '5', number: 3, subject: '', isClosed: false, creatorId: '9' },
      ...{ assigneeIds: [], tagIds: [], body: { mimeType: 'text/x-markdown', content: '' } },
    });
    answer('[{"id":"1","name":"New","class":"frozen"},{"id":"2","name":"Old","class":"closed","names":null}]');
    expect(await valueOf(dooray.workflows(access, PRODUCT.id))).toEqual([
      { id: '2', name: 'Old', class: 'closed', order: 0, names: [] },
    ]);
    answer(
      '[{"id":"1","type":"comment","creator":{"type":"emailUser","emailUser":{"emailAddress":"a@example.com","name":"A"}}}]',
    );
    expect(await valueOf(dooray.comments(access, { projectId: PRODUCT.id, taskId: '1', page: 0 }))).toEqual({
      items: [
        {
          id: '1',
          subtype: 'general',
          byEmail: 'a@example.com',
          byName: 'A',
          body: { mimeType: 'text/x-markdown', content: '' },
        },
      ],
    });
  });
});

describe('given long lists', () => {
  const many = (length: number) =>
    Array.from({ length }, (_, at) => ({ ...PRODUCT.tags[0]!, id: String(at + 1), name: `Tag ${String(at)}` }));
  const startWith = async (tags: number, options: DoorayOptions = {}) => {
    await simulator.stop();
    const projects = [{ ...PRODUCT, tags: many(tags) }];
    await start({ organization: { ...SAMPLE_ORGANIZATION, projects }, ...options });
  };

  it('then all pages come, and no page is asked for that isn’t there', async () => {
    await startWith(200);
    const { items, isComplete } = await valueOf(dooray.tags(access, PRODUCT.id));
    expect([items.length, isComplete, asked().length]).toEqual([200, true, 2]);
  });

  it('then at most ten pages come, which says so', async () => {
    await startWith(1001);
    const { items, isComplete } = await valueOf(dooray.tags(access, PRODUCT.id));
    expect([items.length, isComplete, asked().length]).toEqual([1000, false, 10]);
  });

  it('then it waits for the rate that Dooray! tells', async () => {
    await startWith(300, { limits: { burst: 1, perSecond: 5 } });
    expect((await valueOf(dooray.tags(access, PRODUCT.id))).items).toHaveLength(300);
    expect(waited).toEqual([200, 200]);
  });

  it('then addresses are asked for in portions', async () => {
    const emails = Array.from({ length: 120 }, (_, at) => `nobody${String(at)}@example.com`);
    const found = await valueOf(dooray.membersByEmail(access, [...emails, 'jun@example.com', 'jun@example.com']));
    expect([found.length, asked().length]).toEqual([1, 3]);
  });
});

describe('given a task that may have been made', () => {
  const transfer = { serviceId: 'care', number: 1024, transferId: 'trf_01' };
  const line = markerLine(transfer, 'https://desk.example.com/care/tickets/1024');
  const find = (since = new Date(now)) =>
    valueOf(dooray.findTask(access, { projectId: PRODUCT.id, transfer, since, subject: 'Refund' }));
  const others = (count: number) => {
    for (let made = 0; made < count; made += 1) simulator.person(JUN).create(PRODUCT.id, `Other ${String(made)}`);
  };

  it('when its answer was lost, then it is found by the marker in its body', async () => {
    simulator.fail({ kind: 'lost_answer' }, { on: /^POST/ });
    const since = new Date(now);
    const answer = await dooray.createTask(access, aTask({ body: `text\n\n${line}` }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    now += 5000;
    others(50);
    expect(await find(since)).toMatchObject({ task: { subject: 'Refund', number: 3 }, isSure: true });
    // The list, and the only task of that subject.
    expect(asked()).toHaveLength(3);
  });

  it('when it was not, then that is sure', async () => {
    simulator.fail({ kind: 'down' }, { on: /^POST/ });
    await dooray.createTask(access, aTask({ body: line }));
    others(3);
    expect(await find()).toEqual({ isSure: true });
  });

  it('and its title was changed, or has the marker itself, then it is found too', async () => {
    others(5);
    const taskId = await create({ subject: 'Renamed by somebody', body: line });
    others(5);
    expect(await find()).toMatchObject({ task: { id: taskId } });
    const marked = await create({ subject: `Refund ${markerOf(transfer)}`, body: '' });
    simulator.received.length = 0;
    expect(await find()).toMatchObject({ task: { id: marked } });
    expect(asked()).toHaveLength(1);
  });

  it('among more than are read, then none found is not sure', async () => {
    others(FIND_READS + 1);
    expect(await find()).toEqual({ isSure: false });
    expect(asked()).toHaveLength(1 + FIND_READS);
  });

  it('before it was asked for, then it is another one', async () => {
    await create({ body: line });
    now += 10 * 60_000;
    expect(await find()).toEqual({ isSure: true });
  });

  it('then reading keeps to the rate, and a fault amid it is one of the whole', async () => {
    await simulator.stop();
    await start({ limits: { burst: 5, perSecond: 5 } });
    others(12);
    expect(await find()).toEqual({ isSure: true });
    expect(waited).toHaveLength(8);
    simulator.fail({ kind: 'status', status: 500 }, { on: /posts\/\d+$/ });
    expect(await dooray.findTask(access, { projectId: PRODUCT.id, transfer, since: new Date(now) })).toMatchObject({
      ok: false,
      error: { code: 'later' },
    });
  });
});
