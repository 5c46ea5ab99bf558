import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OnUsedRight } from './iam.ts';

/**
 * Writes down each right that is used, once, as a line of JSON in a file of its own in the folder: for finding what is
 * granted and never used.
 */
export const writeUsedRights = (folder: string): OnUsedRight => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${String(process.pid)}-${crypto.randomUUID()}.jsonl`);
  const written = new Set<string>();
  return (used) => {
    const line = JSON.stringify(used);
    if (written.has(line)) return;
    written.add(line);
    appendFileSync(file, `${line}\n`);
  };
};
