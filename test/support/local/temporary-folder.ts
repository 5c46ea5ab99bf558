import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A new folder, removed by `removeTemporaryFolders` (call it in `afterAll`). */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'handover-'));
  made.push(folder);
  return folder;
};

export const removeTemporaryFolders = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};
