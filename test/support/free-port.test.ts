import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const A_DESK = 9;
const ASKED = 150;
const ask = `
  const { freePort } = await import(${JSON.stringify(pathToFileURL('test/support/free-port.ts').href)});
  for (let i = 0; i < ${ASKED}; i += 1) console.log(await freePort(${A_DESK}));
  process.stdin.resume();
`;

/** The ports that a process was given, which goes on until it is released. */
const inAnotherProcess = async (): Promise<{ readonly ports: readonly number[]; release(): void }> => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ask], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.split('\n').length > ASKED) resolve();
    });
    child.once('exit', () => reject(new Error(`it ended early:\n${printed}`)));
  });
  return { ports: printed.trim().split('\n').map(Number), release: () => child.kill('SIGKILL') };
};

it('given suites that run side by side, when each asks for ports again and again, then none is given twice', async () => {
  const processes = await Promise.all([inAnotherProcess(), inAnotherProcess()]);
  const given = processes.flatMap(({ ports }) =>
    ports.flatMap((first) => Array.from({ length: A_DESK }, (_, i) => first + i)),
  );
  for (const { release } of processes) release();
  expect(given).toHaveLength(2 * ASKED * A_DESK);
  expect(new Set(given).size).toBe(given.length);
});
