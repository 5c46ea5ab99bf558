import { Worker } from 'node:worker_threads';
import type { MailParser } from '../../application/ports/mails.ts';
import type { ParsedMail } from '../../domain/mail/parsed-mail.ts';
import type { FromMailWorker } from './mail-worker.ts';
import { readHead } from './read-head.ts';

export type MailLimits = {
  /** Seconds of processor time that reading a mail may take; and seconds on the clock, for a reader that hangs. */
  readonly processorSeconds: number;
  readonly seconds: number;
  /** Of JavaScript's memory, in MB. */
  readonly megabytes: number;
};

/** Why a mail wasn't read: its reading was stopped, or came to an end by itself. */
export class MailUnreadableError extends Error {
  override readonly name = 'MailUnreadableError';
}

const LOOK_MILLISECONDS = 250;

/**
 * Reads mails in a worker, one at a time, which can be stopped in the middle of any loop; it is kept for the next mail
 * unless it had to be.
 */
export const limitedMailParser = (entry: URL, limits: MailLimits): MailParser => {
  let kept: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const start = (): Worker => {
    const worker = new Worker(entry, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } });
    // Nobody waits for a worker that has nothing to do.
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
