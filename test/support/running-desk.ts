import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const PORTS_OF_A_DESK = 9;

/** The first of a desk's nine neighbouring ports. */
export const freeBasePort = (): Promise<number> => freePort(PORTS_OF_A_DESK);

export type RunningDesk = {
  readonly port: number;
  readonly url: string;
  readonly smtpPort: number;
  readonly outboxUrl: string;
  readonly data: string;
  readonly process: ChildProcess;
  /** Milliseconds from spawn to the `ready` line. */
  readonly startedIn: number;
  /** What it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
  /** Ends the whole process group by SIGKILL, so that nothing can tidy up. */
  killHard(): Promise<void>;
};

export type DeskOptions = {
  readonly port?: number;
  readonly data: string;
  readonly demo?: boolean;
  /** Merged over the stage's configuration (HANDOVER_CONFIG), e.g. shorter times. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What SES lets the account send (HANDOVER_SES_LIMITS). */
  readonly sesLimits?: { readonly mailsPerSecond: number; readonly mailsPerDay: number; readonly daySeconds?: number };
  /** A cloud assembly to host instead of the local stage. */
  readonly assembly?: string;
  /** A file where every call that AWS would charge for is written down. */
  readonly meter?: string;
  /** Functions that may run at the same time; more are throttled. */
  readonly concurrentExecutions?: number;
  /** Seconds: the longest wait before a failing batch of a stream is repeated. Default: a minute. */
  readonly longestStreamRetry?: number;
};

/** Starts the desk in a process group of its own, as a newcomer's `npm start` does, and waits for its `ready` line. */
export const startRunningDesk = async (options: DeskOptions): Promise<RunningDesk> => {
  const port = options.port ?? (await freeBasePort());
  const startedAt = Date.now();
  const child = spawn(
    process.execPath,
    [
      'infra/one-machine/start.ts',
      '--port',
      String(port),
      '--data',
      options.data,
      ...(options.demo ? [] : ['--no-demo']),
      ...(options.assembly === undefined ? [] : ['--assembly', options.assembly]),
    ],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(options.config === undefined ? {} : { HANDOVER_CONFIG: JSON.stringify(options.config) }),
        ...(options.sesLimits === undefined ? {} : { HANDOVER_SES_LIMITS: JSON.stringify(options.sesLimits) }),
        ...(options.meter === undefined ? {} : { HANDOVER_METER: options.meter }),
        ...(options.concurrentExecutions === undefined
          ? {}
          : { HANDOVER_CONCURRENT_EXECUTIONS: String(options.concurrentExecutions) }),
        ...(options.longestStreamRetry === undefined
          ? {}
          : { HANDOVER_LONGEST_STREAM_RETRY: String(options.longestStreamRetry) }),
      },
    },
  );
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stderr!.on('data', collect);
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error(`the desk was not ready within 90 s:\n${output}`));
    }, 90_000);
    child.stdout!.on('data', (chunk: Buffer) => {
      collect(chunk);
      if (/^ready http/m.test(output)) {
        clearTimeout(limit);
        resolve();
      }
    });
    void exited.then(() => {
      clearTimeout(limit);
      reject(new Error(`the desk ended before it was ready:\n${output}`));
    });
  }).catch((cause: unknown) => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      /* it is gone */
    }
    throw cause;
  });
  const signal = async (name: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    try {
      process.kill(name === 'SIGKILL' ? -child.pid! : child.pid!, name);
    } catch {
      /* it is gone */
    }
    await exited;
  };
  return {
    port,
    url: `http://localhost:${port}`,
    smtpPort: port + 4,
    outboxUrl: `http://localhost:${port + 5}`,
    data: options.data,
    process: child,
    startedIn: Date.now() - startedAt,
    output: () => output,
    stop: () => signal('SIGINT'),
    killHard: () => signal('SIGKILL'),
  };
};

/** A data folder that is gone after the test. */
export const throwawayFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'handover-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** Runs one of the operator's commands against a running desk and returns what it printed; throws on a failing exit. */
export const operate = (
  desk: Pick<RunningDesk, 'data'>,
  command: string,
  ...args: readonly string[]
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`infra/operate/${command}.ts`, '--data', desk.data, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.once('exit', (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${command} ended with ${code}:\n${printed}`));
    });
  });

export const writeJson = (path: string, value: unknown): void => {
  writeFileSync(path, JSON.stringify(value));
};
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
