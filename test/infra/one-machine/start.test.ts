import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freeBasePort, startRunningDesk, type RunningDesk } from '../../support/running-desk.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../support/local/temporary-folder.ts';

jest.setTimeout(120_000);
afterAll(removeTemporaryFolders);

/** Runs start.ts to its end. */
const attempt = async (...args: readonly string[]) => {
  const child = spawn(process.execPath, ['infra/one-machine/start.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const [code] = (await once(child, 'exit')) as [number];
  return { code, printed };
};

describe('a start is refused', () => {
  it('with an option that it doesn’t know', async () => {
    const { code, printed } = await attempt('--quick');
    expect([code, printed]).toEqual([1, expect.stringMatching(/Unknown option '--quick'[\s\S]*usage: npm start/)]);
  });

  it('when a port is in use, by its number', async () => {
    const port = await freeBasePort();
    const other = createServer().listen(port + 3, '127.0.0.1');
    await once(other, 'listening');
    const { code, printed } = await attempt('--port', String(port), '--data', join(temporaryFolder(), 'data'));
    other.close();
    expect([code, printed]).toEqual([
      1,
      expect.stringContaining(
        `The port ${String(port + 3)} (identity) is in use by another program: stop it, or choose other ports with --port.`,
      ),
    ]);
  });

  it('on a folder that holds something else, which stays as it is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    const { code, printed } = await attempt('--port', String(await freeBasePort()), '--data', folder, '--fresh');
    expect([code, printed]).toEqual([1, expect.stringContaining('holds something else than a desk')]);
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
  });
});

describe('a desk', () => {
  let desk: RunningDesk;
  const data = () => desk.data;
  beforeAll(async () => {
    desk = await startRunningDesk({ data: join(temporaryFolder(), 'data') });
  });
  afterAll(async () => {
    await desk.killHard();
  });

  it('says ready in exactly one line, last', () => {
    expect(
      desk
        .output()
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('ready')),
    ).toEqual([`ready ${desk.url}`]);
    expect(desk.output().trim().endsWith(`ready ${desk.url}`)).toBe(true);
  });

  it('is healthy, and shows the console at every address of its own', async () => {
    const health = await fetch(`${desk.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    for (const path of ['/', '/index.html', '/tickets/12']) {
      const page = await fetch(`${desk.url}${path}`);
      expect([path, page.status, page.headers.get('content-type'), await page.text()]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
        expect.stringContaining('<div id="root"'),
      ]);
    }
  });

  it('tells its console where everything is, on this machine', async () => {
    const page = await fetch(desk.url);
    const config = (await (await fetch(`${desk.url}/config.json`)).json()) as {
      readonly liveUrl: string;
      readonly identity: { readonly authority: string; readonly redirectUrl: string };
    };
    expect(config).toMatchObject({
      liveUrl: `ws://localhost:${String(desk.port + 2)}/live`,
      identity: { authority: `http://localhost:${String(desk.port + 3)}`, redirectUrl: `${desk.url}/signed-in` },
    });
    expect(page.headers.get('content-security-policy')).toContain(config.liveUrl);
  });

  it('asks for a token before it answers anything of a service', async () => {
    const answer = await fetch(`${desk.url}/me`);
    expect([answer.status, answer.headers.get('www-authenticate'), await answer.json()]).toEqual([
      401,
      'Bearer',
      { message: 'Unauthorized' },
    ]);
  });

  it('keeps its data folder to itself', async () => {
    const { code, printed } = await attempt('--port', String(await freeBasePort()), '--data', data(), '--fresh');
    expect([code, printed]).toEqual([1, expect.stringContaining('is in use by another process')]);
    expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  });

  it('killed hard, starts again on the same ports and the same data', async () => {
    const before = readFileSync(join(data(), 'desk.json'), 'utf8');
    await desk.killHard();
    desk = await startRunningDesk({ port: desk.port, data: data() });
    expect(readFileSync(join(data(), 'desk.json'), 'utf8')).toBe(before);
  });

  it('ends within two seconds of Ctrl-C, and frees its ports', async () => {
    const began = Date.now();
    await desk.stop();
    expect(Date.now() - began).toBeLessThan(2500);
    expect(desk.process.exitCode).toBe(0);
    await expect(fetch(`${desk.url}/healthz`)).rejects.toThrow();
  });
});
