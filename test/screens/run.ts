/**
 * `npm run screens`: pictures of the console's main screens, in both languages and themes, from a desk with demo data
 * that it starts on free ports and ends again, whatever happens. They go to docs/screens, with the page that names
 * them.
 * - `-- list-and-ticket editor`: these scenes alone
 * - `-- --url http://localhost:4400`: from a desk with demo data that runs
 * - `-- --folder DIR`: to another folder
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/console-browser.ts';
import { untilQuiet } from '../support/open-desk.ts';
import { startRunningDesk, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { waitUntil } from '../support/wait-until.ts';
import { LOOKS, readme, SCENES, type Look } from './scenes.ts';
import { takeScreens } from './take-screens.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, folder: { type: 'string' } },
});
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const unknown = positionals.filter((name) => !SCENES.some((scene) => scene.name === name));
if (unknown.length > 0)
  throw new Error(`No scene is called ${unknown.join(', ')}; there are ${SCENES.map(({ name }) => name).join(', ')}`);
const folder = values.folder ?? join(import.meta.dirname, '..', '..', 'docs', 'screens');
const scenes = SCENES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const looks: readonly Look[] = [...new Set([...LOOKS, ...scenes.flatMap((scene) => scene.looks)])];

const data = throwawayFolder();
let starting: Promise<RunningDesk> | undefined;
let browser: Browser | undefined;
let ending: Promise<void> | undefined;
const end = (): Promise<void> =>
  (ending ??= (async () => {
    await browser?.close();
    const desk = await starting?.catch(() => undefined);
    await desk?.stop();
    data.remove();
  })());
// A terminal sends Ctrl-C to npm and to this process, which is told by npm once more.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    void end().finally(() => process.exit(130));
  });

/** The address of a desk on free ports, with all of its demo data. */
const startDemo = async (): Promise<string> => {
  say('Starting a desk with demo data');
  starting = startRunningDesk({ data: join(data.path, 'data'), demo: true });
  const desk = await starting;
  const log = join(desk.data, 'logs', 'desk.log');
  await waitUntil(
    'the older demo data',
    () => readFileSync(log, 'utf8').includes('older demo data loaded'),
    180_000,
    500,
  );
  await untilQuiet(desk.data);
  return desk.url;
};

try {
  const url = values.url ?? (await startDemo());
  browser = await launchBrowser();
  await takeScreens(browser, url, { folder, scenes, looks }, say);
  writeFileSync(join(folder, 'README.md'), readme());
} finally {
  await end();
}
