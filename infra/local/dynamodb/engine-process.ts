import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, Running } from '../kernel.ts';

export type EngineProcess = Running & {
  readonly url: string;
  /** Resolves as soon as the engine listens; after it died, once it does again. Rejects when it doesn't come back. */
  ready(): Promise<void>;
};

export type EngineProcessOptions = {
  readonly program: string;
  readonly dataDir: string;
  /** The database's file. */
  readonly databasePath: string;
  readonly port: number;
  readonly log: Log;
  readonly onFatal: (reason: Error) => void;
};

const startTimeoutMs = 10_000;
/** Wait for a clean end, which spares the engine its recovery. A killed engine loses nothing that it answered. */
const stopTimeoutMs = 3000;
const restartsAMinute = 3;

/**
 * When this process ends, however it ends, the pipe closes: `cat` returns and the engine is ended. In a session of its
 * own, so that Ctrl-C reaches it only through us.
 */
const guarded =
  'exec 3<&0; "$0" "$@" 3<&- </dev/null & engine=$!; echo "$engine"; ( cat <&3 >/dev/null; kill "$engine" 2>/dev/null ) & wait "$engine"';

/** Runs dynoxide on the database's file, and again when it dies. */
export const startEngineProcess = async ({
  program,
  dataDir,
  databasePath,
  port,
  log,
  onFatal,
}: EngineProcessOptions): Promise<EngineProcess> => {
  const pidFile = join(dataDir, 'engine.pid');
  endStale(pidFile, program);
  if (await isListening(port))
    throw new Error(
      `The port ${String(port)} for the DynamoDB engine is in use by another program: choose other ports with --port.`,
    );
  const deaths: number[] = [];
  let stopping = false;
  let child: ChildProcess;
  let enginePid = 0;
  let listening: Promise<void>;

  const start = () => {
    const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', databasePath];
    const started =
      process.platform === 'win32'
        ? spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
        : spawn('/bin/sh', ['-c', guarded, program, ...args], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    let said = '';
    started.stdout.once('data', (line: Buffer) => {
      enginePid = process.platform === 'win32' ? (started.pid ?? 0) : Number.parseInt(line.toString('utf8'), 10);
      writeFileSync(pidFile, String(enginePid));
    });
    started.stdout.resume();
    started.stderr.on('data', (text: Buffer) => {
      said = (said + text.toString('utf8')).slice(-2000);
    });
    const ended = new Promise<never>((_resolve, reject) => {
      started.once('error', reject);
      started.once('exit', () => {
        started.stdin.end();
        reject(new Error(`The DynamoDB engine ended${said ? `: ${said.trim()}` : '.'}`));
      });
    });
    child = started;
    const waiting = new AbortController();
    listening = Promise.race([untilListening(port, waiting.signal), ended]).finally(() => {
      waiting.abort();
    });
    listening
      .then(() => ended)
      .catch((reason: unknown) => {
        died(reason as Error);
      });
  };

  const died = (reason: Error) => {
    if (stopping) return;
    const now = Date.now();
    deaths.push(now);
    if (deaths.filter((at) => at > now - 60_000).length > restartsAMinute) {
      listening = Promise.reject(reason);
      listening.catch(() => undefined);
      onFatal(reason);
      return;
    }
    log('dynamodb', 'the engine ended and is started again', reason.message);
    start();
  };

  start();
  try {
    await listening!;
  } catch (reason) {
    stopping = true;
    throw reason;
  }
  return {
    url: `http://127.0.0.1:${String(port)}`,
    ready: () => listening,
    stop: async () => {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        const impatient = setTimeout(() => {
          process.kill(enginePid, 'SIGKILL');
        }, stopTimeoutMs).unref();
        if (process.platform === 'win32') child.kill();
        else child.stdin?.end();
        await ended;
        clearTimeout(impatient);
      }
      rmSync(pidFile, { force: true });
    },
  };
};

const untilListening = async (port: number, signal: AbortSignal): Promise<void> => {
  const until = Date.now() + startTimeoutMs;
  while (!(await isListening(port))) {
    if (signal.aborted) return;
    if (Date.now() > until)
      throw new Error(
        `The DynamoDB engine doesn't listen on port ${String(port)} after ${String(startTimeoutMs / 1000)} seconds.`,
      );
    await sleep(10);
  }
};

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

/** Ends the engine that an earlier, killed start left running; checks first that the process is an engine. */
const endStale = (pidFile: string, program: string) => {
  const pid = Number(readOr(pidFile, ''));
  if (!(pid > 1) || !commandOf(pid).includes(program)) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 2000 && commandOf(pid).includes(program); waited += 20)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
};

const commandOf = (pid: number): string => {
  if (process.platform === 'linux') return readOr(`/proc/${String(pid)}/cmdline`, '').replaceAll('\0', ' ');
  try {
    return process.platform === 'win32'
      ? ''
      : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

const readOr = (file: string, otherwise: string) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};
