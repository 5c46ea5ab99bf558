import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename, dirname, join } from 'node:path';

/** Where the sign-in pages find their stylesheet and its fonts. */
export const TYPEFACE_PATH = '/typeface/';

const FONT = /^[\w-]+\/[\w.-]+\.woff2$/;

/** Answers with the stylesheet or one of its fonts; false for any other path. */
export const sendTypeface = async (
  stylesheet: string | undefined,
  path: string,
  response: ServerResponse,
): Promise<boolean> => {
  const name = path.slice(TYPEFACE_PATH.length);
  if (stylesheet === undefined || (name !== basename(stylesheet) && !FONT.test(name))) return false;
  const body = await readFile(join(dirname(stylesheet), name)).catch(() => undefined);
  if (body === undefined) return false;
  response.writeHead(200, {
    'content-type': name.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/woff2',
    'cache-control': 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
  return true;
};
