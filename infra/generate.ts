import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eventDocuments, type GeneratedFile } from './generate/event-documents.ts';
import { lookAlikeFiles } from './generate/look-alikes.ts';
import { lifecycleDocuments } from './generate/lifecycle-document.ts';
import { apiDocuments } from './generate/openapi-document.ts';
import { triggersDocuments } from './generate/triggers-document.ts';

// `npm run generate` writes what is derived from tables; with --check nothing is written and stale files fail.

const root = join(import.meta.dirname, '..');
const files: readonly GeneratedFile[] = [
  ...apiDocuments(),
  ...lifecycleDocuments(),
  ...eventDocuments(),
  ...lookAlikeFiles(),
  ...triggersDocuments(),
];
const stale = files.filter(
  ({ path, content }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content,
);

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`stale: ${path}`);
  if (stale.length > 0) console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, content } of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
    console.log(`written: ${path}`);
  }
}
