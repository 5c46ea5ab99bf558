import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { DAMAGES } from '../../infra/demo/damage-stories.ts';
import { signInToConsole } from '../support/console-browser.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';
import { pictureOf, wordsOf, type Language, type Look, type Scene, type Stage, type Theme } from './scenes.ts';

const PASSWORD = 'Handover-Demo-1';
const AGENT = 'mina@example.com';
const ADMINISTRATOR = 'admin@example.com';
const CARE = { serviceId: 'care' };
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', ko: 'ko-KR' };
/** How many pictures in a row must be alike, and how many are taken at most until they are. */
const ALIKE = 3;
const MOST = 60;

/** Where the pictures go, and which. */
export type Order = { readonly folder: string; readonly scenes: readonly Scene[]; readonly looks: readonly Look[] };

/** The demo's tickets that scenes are about, one for each language. */
const ticketsOf = async (mina: DeskClient): Promise<Readonly<Record<Language, number>>> => {
  const { body } = await mina.call('listTickets', { params: CARE, query: { list: 'my_processing', limit: 50 } });
  const [ko, en] = DAMAGES.map(({ title }) => body.rows.find((row) => row.title === title)?.number);
  if (ko === undefined || en === undefined) throw new Error('The demo’s tickets with files are not there');
  return { ko, en };
};

/** Milliseconds after which a console that was closed has saved what was written last. */
const SAVED = 4000;

/** Takes away the agent's text on a ticket. */
const discardDraft = async (mina: DeskClient, number: number): Promise<void> => {
  const params = { ...CARE, number };
  await waitUntil(`the draft on #${String(number)} to go`, async () => {
    const { version, html } = (await mina.call('getDraft', { params })).body;
    if (html === '') return true;
    await mina.call('discardDraft', { params, query: { version } });
    return undefined;
  });
};

/** The clock is set in every frame; in that of a mail nothing may run. */
const SET_CLOCK = "Blocked script execution in 'about:srcdoc'";

/** The page as it looks once nothing on it moves any more, as PNG. */
const still = async (page: Page): Promise<Buffer> => {
  await page.evaluate(() => document.fonts.ready);
  let last: Buffer | undefined;
  let alike = 1;
  for (let taken = 0; taken < MOST; taken += 1) {
    const next = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    alike = last !== undefined && next.equals(last) ? alike + 1 : 1;
    if (alike === ALIKE) return next;
    last = next;
    await pause(150);
  }
  throw new Error('The page does not come to rest');
};

/** Of WebP: letters stay sharp, and a picture is a third as large as its PNG. */
const QUALITY = 0.9;

/** A PNG as a WebP. The browser makes it, on a page of its own. */
const toWebp = async (workshop: Page, png: Buffer): Promise<Buffer> =>
  Buffer.from(
    await workshop.evaluate(
      async ({ bytes, quality }) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${bytes}`)).blob());
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
        return new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => {
            resolve((reader.result as string).split(',')[1]!);
          };
          reader.readAsDataURL(blob);
        });
      },
      { bytes: png.toString('base64'), quality: QUALITY },
    ),
    'base64',
  );

/** A console of its own for a scene, so that nothing of the one before is left. */
const openStage = async (
  browser: Browser,
  url: string,
  {
    look,
    administers,
    number,
    shownAt,
    mina,
  }: Pick<Scene, 'administers'> & {
    readonly look: Look;
    readonly mina: DeskClient;
    readonly number: number;
    readonly shownAt: Date;
  },
) => {
  const [language, theme] = look.split('-') as [Language, Theme];
  const email = administers === true ? ADMINISTRATOR : AGENT;
  const signedIn = await signInToConsole(browser, url, { email, password: PASSWORD, locale: LOCALES[language] });
  const { page } = signedIn;
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.clock.setFixedTime(shownAt);
  const created: (typeof CARE & { readonly number: number })[] = [];
  const stage: Stage = {
    page,
    language,
    words: wordsOf(language),
    number,
    async open(list, opened) {
      await page.goto(`${url}/s/care/${list}${opened === undefined ? '' : `/${String(opened)}`}`);
      await page.locator('#list [data-row]').first().waitFor({ timeout: 30_000 });
      if (opened !== undefined) await page.locator('[data-entry]').first().waitFor({ timeout: 30_000 });
      await page.waitForLoadState('networkidle');
    },
    async create({ title, text, name, email }) {
      const { body } = await mina.call('createTicket', {
        params: CARE,
        body: { title, html: `<p>${text}</p>`, customer: { name, email } },
      });
      const params = { ...CARE, number: body.number };
      created.push(params);
      await waitUntil('triggers to have looked at it', async () => {
        const { runs } = (await mina.call('listTriggerRuns', { params })).body;
        return runs.length > 0;
      });
      return body.number;
    },
    async administer(section, item) {
      await page.goto(`${url}/admin/care/${section}${item === undefined ? '' : `/${item}`}`);
      await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 30_000 });
      await page.waitForLoadState('networkidle');
    },
  };
  const tidy = async (): Promise<void> => {
    for (const params of created) {
      await mina.call('keepTicket', { params, body: {} });
      await mina.call('resolveInternally', { params, body: { reason: 'other' } });
    }
  };
  return { ...signedIn, stage, tidy };
};

/** Takes the pictures of the scenes from a desk with demo data; tells of each. */
export const takeScreens = async (
  browser: Browser,
  url: string,
  { folder, scenes, looks }: Order,
  tell: (line: string) => void,
): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const mina = deskClient(url, (await tokenFor(url, AGENT, PASSWORD)).accessToken);
  const numbers = await ticketsOf(mina);
  const shownAt = new Date();
  const workshop = await browser.newPage();
  for (const look of looks)
    for (const scene of scenes.filter((each) => each.looks.includes(look))) {
      const number = numbers[look.startsWith('ko') ? 'ko' : 'en'];
      // The demo's own one, or that of a scene before.
      if (scene.writes === true) await discardDraft(mina, number);
      const { page, complaints, stage, tidy } = await openStage(browser, url, {
        ...scene,
        look,
        number,
        shownAt,
        mina,
      });
      await scene.play(stage);
      const name = pictureOf(scene, look);
      const picture = await toWebp(workshop, await still(page));
      writeFileSync(join(folder, name), picture);
      tell(`${name} ${String(Math.round(picture.length / 1024))} KB`);
      const told = complaints.filter((each) => !each.startsWith(SET_CLOCK));
      if (told.length > 0) throw new Error(`The console complained at ${name}:\n${told.join('\n')}`);
      await page.context().close();
      await tidy();
      if (scene.writes !== true) continue;
      await pause(SAVED);
      await discardDraft(mina, number);
    }
  await workshop.close();
};
