import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './kernel.ts';

/** The log of the hosts themselves: `logs/{name}.log` in the data folder. */
export const hostLog = (dataDir: string, name: string): { readonly log: Log; close(): Promise<void> } => {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const stream = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  // A log that can't be written, as on a full disk, must not stop the hosts.
  stream.on('error', () => undefined);
  return {
    log: (source, message, detail) => {
      const said =
        detail === undefined
          ? ''
          : ` ${detail instanceof Error ? (detail.stack ?? detail.message) : JSON.stringify(detail)}`;
      stream.write(`${new Date().toISOString()} ${source}: ${message}${said}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        stream.end(() => {
          resolve();
        });
      }),
  };
};

/**
 * The log of a function, `<folder>/<function>.log`: what it prints, and Lambda's own START, END and REPORT lines.
 * `Processor Duration` at the end of a REPORT is ours.
 */
export type FunctionLog = {
  write(text: string): void;
  start(requestId: string): void;
  report(
    requestId: string,
    figures: {
      readonly milliseconds: number;
      readonly initMilliseconds?: number | undefined;
      readonly memoryMegabytes: number;
      readonly heapBytes: number;
      /** Of the function's thread alone. */
      readonly processorMilliseconds: number;
    },
  ): void;
  close(): Promise<void>;
};

const rotateAtBytes = 20_000_000;
/** Milliseconds for which lines of a function are gathered: each write to the file is a job of a thread of its own. */
const gatherFor = 20;

export const functionLog = (folder: string, functionName: string): FunctionLog => {
  const path = join(folder, `${functionName}.log`);
  let stream: WriteStream | undefined;
  const opened = () => {
    if (stream) return stream;
    mkdirSync(folder, { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) renameSync(path, `${path}.1`);
    stream = createWriteStream(path, { flags: 'a' });
    // A log that can't be written, as on a full disk, must not stop the hosts.
    stream.on('error', () => undefined);
    return stream;
  };
  let gathered = '';
  const flush = () => {
    if (gathered === '') return;
    opened().write(gathered);
    gathered = '';
  };
  const write = (text: string) => {
    if (gathered === '') setTimeout(flush, gatherFor);
    gathered += text.endsWith('\n') ? text : `${text}\n`;
  };
  return {
    write,
    start: (requestId) => {
      write(`START RequestId: ${requestId} Version: $LATEST`);
    },
    report: (requestId, { milliseconds, initMilliseconds, memoryMegabytes, heapBytes, processorMilliseconds }) => {
      const used = Math.ceil(heapBytes / 1_048_576);
      write(
        [
          `END RequestId: ${requestId}\nREPORT RequestId: ${requestId}`,
          `Duration: ${milliseconds.toFixed(2)} ms`,
          `Billed Duration: ${String(Math.ceil(milliseconds + (initMilliseconds ?? 0)))} ms`,
          `Memory Size: ${String(memoryMegabytes)} MB`,
          `Max Memory Used: ${String(used)} MB`,
          ...(initMilliseconds === undefined ? [] : [`Init Duration: ${initMilliseconds.toFixed(2)} ms`]),
          `Processor Duration: ${processorMilliseconds.toFixed(2)} ms`,
        ].join('\t'),
      );
    },
    close: () =>
      new Promise((resolve) => {
        flush();
        if (stream)
          stream.end(() => {
            resolve();
          });
        else resolve();
      }),
  };
};
