import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetsIn } from '../../infra/assets.ts';

test('given a folder where nothing was built, then each asset says what to run', () => {
  const assets = assetsIn(mkdtempSync(join(tmpdir(), 'handover-unbuilt-')));
  expect(() => assets.function('send-mail')).toThrow(/send-mail is missing: run npm run build first/);
  expect(() => assets.consolePage).toThrow(/page is missing: run npm run build first/);
  expect(() => assets.consolePieces).toThrow(/pieces is missing: run npm run build first/);
  expect(() => assets.openApi).toThrow(/openapi\.json is missing: run npm run generate first/);
});

test('given a built function, then its folder is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handover-built-'));
  mkdirSync(join(folder, '.build/functions/send-mail'), { recursive: true });
  expect(assetsIn(folder).function('send-mail')).toBe(join(folder, '.build/functions/send-mail'));
});
