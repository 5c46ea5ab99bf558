import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the sign-in pages find the console's typeface. */
export const TYPEFACE_PATH = '/typeface/';

const FILE = /^\/typeface\/(pretendardvariable-dynamic-subset\.css|woff2-dynamic-subset\/[\w.-]+\.woff2)$/;
const folder = dirname(
  createRequire(import.meta.url).resolve('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'),
);

/** Answers with a file of the typeface; false for any other path. */
export const sendTypeface = async (path: string, response: ServerResponse): Promise<boolean> => {
  const name = FILE.exec(path)?.[1];
  if (name === undefined) return false;
  const body = await readFile(join(folder, name)).catch(() => undefined);
  if (body === undefined) return false;
  response.writeHead(200, {
    'content-type': name.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/woff2',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
  return true;
};
