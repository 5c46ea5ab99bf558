import { Worker } from 'node:worker_threads';
import type { MailParser } from '../../application/ports/mails.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import type { FromMailWorker } from './mail-worker.ts';
import { readHead } from './read-head.ts';

export type MailLimits = {
  /** Seconds of processor time for reading one mail, and seconds of wall-clock time, for a reader that hangs. */
  readonly processorSeconds: number;
  readonly seconds: number;
  /** JavaScript heap in MB. */
  readonly megabytes: number;
};

/** A mail could not be read: reading was stopped at a limit, or the worker ended. */
export class MailUnreadableError extends Error {
  override readonly name = 'MailUnreadableError';
}

const LOOK_MILLISECONDS = 250;

/**
 * Reads mails in a worker thread, one at a time, so that reading can be stopped inside any loop. The worker is reused
 * unless it was stopped.
 */
export const limitedMailParser = (entry: URL, limits: MailLimits): MailParser => {
  let kept: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const start = (): Worker => {
    const worker = new Worker(entry, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
    // An idle worker doesn't keep the process alive.
    worker.unref();
    worker.once('exit', () => {
      if (kept === worker) kept = undefined;
    });
    worker.on('error', () => undefined);
    return worker;
  };
  const read = (raw: Uint8Array): Promise<ParsedMail> =>
    new Promise((resolve, reject) => {
      const worker = (kept ??= start());
      const startedAt = performance.now();
      let cpuBefore: number | undefined;
      const settle = (end: () => void) => {
        clearInterval(looking);
        worker.off('message', answered).off('error', failed).off('exit', left);
        end();
      };
      const stop = (reason: string) => {
        if (kept === worker) kept = undefined;
        void worker.terminate();
        settle(() => {
          reject(new MailUnreadableError(reason));
        });
      };
      const answered = (answer: FromMailWorker) =>
        settle(() => {
          if ('mail' in answer) resolve(answer.mail);
          else reject(new MailUnreadableError(answer.fault));
        });
      const failed = (fault: unknown) => {
        stop(String(fault));
      };
      const left = () => {
        stop('The reader ended');
      };
      const look = async () => {
        if (performance.now() - startedAt > limits.seconds * 1000) {
          stop(`Not read within ${limits.seconds} s`);
          return;
        }
        const { user, system } = await worker.cpuUsage();
        cpuBefore ??= user + system;
        if (user + system - cpuBefore > limits.processorSeconds * 1e6)
          stop(`Not read within ${limits.processorSeconds} s of processor time`);
      };
      const looking = setInterval(() => {
        look().catch(() => undefined);
      }, LOOK_MILLISECONDS);
      worker.on('message', answered).once('error', failed).once('exit', left);
      worker.postMessage(raw);
    });
  return {
    parse(raw) {
      const mine = turn.then(() => read(raw));
      turn = mine.catch(() => undefined);
      return mine;
    },
    parseHead: readHead,
  };
};
