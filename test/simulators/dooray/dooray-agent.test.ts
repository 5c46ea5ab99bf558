import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryFolders, temporaryFolder } from '../../support/local/temporary-folder.ts';
import { ENGINEER, ESCALATIONS, JUN, MINA, PRODUCT, tokenOf } from './organization.ts';
import { type DooraySimulator, startDooray } from './start-dooray.ts';

// A client that others wrote asks the simulator, so that it isn't only our own reading of the documentation.

const CLI = join(import.meta.dirname, '../../../node_modules/dooray-agent/dist/cli.js');
let dooray: DooraySimulator;
let home: string;
beforeAll(async () => {
  dooray = await startDooray({ limits: { burst: 1000, perSecond: 1000 } });
  home = temporaryFolder();
  writeFileSync(join(home, 'authority.pem'), dooray.authority);
  await run('login', '--token', tokenOf(MINA), '--base-url', dooray.url);
});
afterAll(async () => {
  await dooray.stop();
  removeTemporaryFolders();
});

const run = (...args: readonly string[]): Promise<{ readonly code: number | null; readonly printed: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { HOME: home, USERPROFILE: home, NODE_EXTRA_CA_CERTS: join(home, 'authority.pem') },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    child.once('close', (code) => resolve({ code, printed }));
  });
const json = async (...args: readonly string[]): Promise<any> => {
  const { code, printed } = await run(...args, '--json');
  if (code !== 0) throw new Error(`dooray-agent ${args.join(' ')} ended with ${code}:\n${printed}`);
  return JSON.parse(printed);
};
const created = async (...args: readonly string[]): Promise<string> =>
  (await json('post', 'create', PRODUCT.id, '--title', 'Refund', ...args)).postId;

it('finds out who it is, and lists the projects of both types', async () => {
  expect(await json('whoami')).toMatchObject({ id: MINA.id, name: MINA.name });
  expect((await json('project', 'list')).map(({ code }: any) => code).sort()).toEqual(
    ['@mina', 'escalations', '제품개발'].sort(),
  );
});

it('reads a project’s workflows, members, tags and templates', async () => {
  const of = (what: string) => json('project', what, PRODUCT.code);
  const [workflows, members, tags, templates] = await Promise.all(
    ['workflows', 'members', 'tags', 'templates'].map(of),
  );
  expect(workflows).toEqual(PRODUCT.workflows);
  expect(members.map(({ organizationMemberId }: any) => organizationMemberId)).toContain(ENGINEER.id);
  expect(tags).toEqual(PRODUCT.tags);
  expect(templates[0]).toMatchObject({ templateName: PRODUCT.templates[0]!.templateName });
});

it('makes a task for somebody, and reads it again', async () => {
  const postId = await created('--body', '**내용** text', '--to', 'engineer@example.com', '--cc', 'jun@example.com');
  expect(postId).toMatch(/^\d{19}$/);
  expect(await json('post', 'get', PRODUCT.code, postId)).toMatchObject({
    id: postId,
    subject: 'Refund',
    body: { mimeType: 'text/x-markdown', content: '**내용** text' },
    workflowClass: 'registered',
    users: {
      to: [{ member: { organizationMemberId: ENGINEER.id } }],
      cc: [{ member: { organizationMemberId: JUN.id } }],
    },
  });
  const { items, totalCount } = await json('post', 'list', PRODUCT.id);
  expect(items[0]).toMatchObject({ id: postId });
  expect(totalCount).toBe(items.length);
});

it('moves a task by the project’s own names, and to its end', async () => {
  const postId = await created();
  const seen: unknown[] = [];
  for (const step of [
    ['workflow', PRODUCT.id, postId, '검토 중'],
    ['done', PRODUCT.id, postId],
  ]) {
    await json('post', ...step);
    const { workflow, workflowClass, closed } = await json('post', 'get', PRODUCT.id, postId);
    seen.push([workflow.name, workflowClass, closed]);
  }
  expect(seen).toEqual([
    ['검토 중', 'working', false],
    ['배포 완료', 'closed', true],
  ]);
});

it('comments on a task, and reads what others wrote', async () => {
  const postId = await created();
  const { commentId } = await json('post', 'comment', 'add', PRODUCT.id, postId, '--body', 'first');
  dooray.person(JUN).comment(PRODUCT.id, postId, '둘째');
  expect(await json('post', 'comment', 'list', PRODUCT.id, postId)).toMatchObject({
    items: [
      { id: commentId, body: { content: 'first' }, creator: { member: { organizationMemberId: MINA.id } } },
      { body: { content: '둘째' }, creator: { member: { organizationMemberId: JUN.id } } },
    ],
    totalCount: 2,
    hasMore: false,
  });
});

it('uploads a file, which is sent on to the host for files', async () => {
  const postId = await created();
  const file = join(home, '영수증.txt');
  writeFileSync(file, 'hello\r\n');
  const { fileId } = await json('post', 'file', 'upload', PRODUCT.id, postId, file);
  const [stored] = dooray.store.taskById(postId)!.files;
  expect(stored).toMatchObject({ id: fileId, name: '영수증.txt' });
  expect(Buffer.from(stored!.content, 'base64')).toEqual(readFileSync(file));
});

it('is told why a task is refused, and takes one with the tag that it lacked', async () => {
  const create = (...tags: readonly string[]) =>
    run('post', 'create', ESCALATIONS.id, '--title', 'Refund', ...tags, '--json');
  const refused = await create();
  expect(refused.code).toBe(1);
  expect(refused.printed).toContain('필수 태그가 없습니다: 원인');
  expect(await create('--tag', '원인:결함')).toMatchObject({ code: 0 });
});

it('ends as for a missing right when its token is revoked', async () => {
  dooray.revoke(tokenOf(MINA));
  expect(await run('whoami', '--json')).toMatchObject({ code: 2, printed: expect.stringContaining('401') });
});
