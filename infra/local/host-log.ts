import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './kernel.ts';

/** What the hosts themselves have to say, in `logs/{name}.log` of the data folder. */
export const hostLog = (dataDir: string, name: string): { readonly log: Log; close(): Promise<void> } => {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const stream = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  // A full disk must not end the machine for the sake of its log.
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
