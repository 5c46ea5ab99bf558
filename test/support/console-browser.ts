import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
  type Route,
} from 'playwright-core';
import type { ConsoleConfig } from '../../web/src/desk/console-config.ts';
import { CHROMIUM_FLAGS, findOrInstallChromium } from './chromium.ts';
import { identityUrl, signInOverHttp } from './sign-in.ts';
import { waitUntil } from './wait-until.ts';

/** A Chromium for one test file. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findOrInstallChromium(), args: CHROMIUM_FLAGS });

/** Uncaught errors and console errors of a page. A good journey leaves none. */
export type Complaints = readonly string[];

/** A phone that is held upright and touched. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

/** For stories about the focus, and about all of a day: dialogs and menus come and go as they do for most people. */
export const IN_MOTION = { reducedMotion: 'no-preference' } as const;

type Person = {
  readonly email: string;
  readonly password: string;
  readonly locale?: string;
  readonly screen?: BrowserContextOptions;
};
type Console = { readonly page: Page; readonly complaints: Complaints };

/** A window of its own (own cookies and storage), for which nothing moves unless `screen` says so. */
const openWindow = async (browser: Browser, { screen, locale }: Person): Promise<Console> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    // A picture drawn for each step of a motion costs a third of the processor.
    reducedMotion: 'reduce',
    ...screen,
    locale: locale ?? 'en-US',
    timezoneId: 'Asia/Seoul',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    complaints.push(String(error));
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { page, complaints };
};

/** Opens a console of its own and signs in by the form, as a person does in the morning. */
export const signInToConsole = async (browser: Browser, url: string, who: Person): Promise<Console> => {
  const opened = await openWindow(browser, who);
  const { page } = opened;
  await page.goto(url);
  await page.locator('input[type="email"]').fill(who.email);
  await page.locator('input[type="password"]').fill(who.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/s\//, { timeout: 30_000 });
  return opened;
};

/**
 * Opens a console of its own as who signed in a moment ago finds it: with the cookies of the sign-in and the tokens in
 * the tab's storage. Spares the form and two of three pages, which is half of what a sign-in costs.
 */
export const openConsole = async (browser: Browser, url: string, who: Person): Promise<Console> => {
  const opened = await openWindow(browser, who);
  const { page } = opened;
  const { tokens, cookies } = await signInOverHttp(url, who.email, who.password);
  await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: identityUrl(url) })));
  const { identity } = (await (await fetch(`${url}/config.json`)).json()) as ConsoleConfig;
  const user = {
    id_token: tokens.idToken,
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    token_type: 'Bearer',
    scope: tokens.scope,
    profile: decodeJwt(tokens.idToken),
    expires_at: Math.floor(Date.now() / 1000) + tokens.expiresIn,
  };
  const key = `oidc.user:${identity.authority}:${identity.clientId}`;
  // Once, so that who signs out stays so. Frames with mails are of no origin, and have no storage.
  await page.addInitScript(`
    if (origin === ${JSON.stringify(url)} && sessionStorage.getItem('story.opened') === null) {
      sessionStorage.setItem('story.opened', 'yes');
      sessionStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(JSON.stringify(user))});
    }
  `);
  await page.goto(url);
  await page.waitForURL(/\/s\//, { timeout: 30_000 });
  return opened;
};

/**
 * Opens a ticket by its address. An open console goes there as its links do: loading it anew costs a second of the
 * processor. The ticket that is open already is loaded anew.
 */
export const openTicketAt = async (page: Page, url: string): Promise<void> => {
  const numberIn = (address: string): string | undefined => new URL(address).pathname.split('/')[4];
  // The same ticket of another list would be the same part of the page.
  if (!page.url().startsWith(new URL('/s/', url).href) || numberIn(page.url()) === numberIn(url)) {
    await page.goto(url);
    return;
  }
  await page.locator(':root').evaluate((root, to) => {
    root.querySelector('#ticket')?.setAttribute('data-before', '');
    root.ownerDocument.defaultView?.history.pushState({}, '', to);
  }, url);
  await page.locator('#ticket[data-before]').waitFor({ state: 'detached' });
};

/**
 * Has requests of a page handled by `handler` from its return on. Playwright's own `route` lets some past for a moment
 * when it is the page's first: on a busy machine 4 of 150.
 */
export const intercept = async (
  page: Page,
  url: string | RegExp,
  handler: (route: Route) => unknown,
): Promise<void> => {
  await page.route(url, handler);
  if (!page.url().startsWith('http')) return;
  const probe = '/config.json?intercepted';
  await page.route(
    (address) => address.href.endsWith(probe),
    (route) => route.fulfill({ status: 204 }),
    { times: 1 },
  );
  await waitUntil('requests to be intercepted', () =>
    page.evaluate((path) => fetch(path).then(({ status }) => status === 204), probe),
  );
};

/** Takes a picture that people look at, when SCREENSHOTS names a folder for it. */
export const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
};

/** Opens the agent's settings, in either language. */
export const openSettings = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Settings of|님의 설정$/ }).click();
  await page.getByRole('menuitem', { name: /^(Settings…|설정…)$/ }).click();
  await page.getByRole('dialog', { name: /^(Settings|설정)$/ }).waitFor();
};

/** One of few choices in the open settings, by the name of the choice and of what is chosen. */
export const settingOf = (page: Page, name: string, value: string): Locator =>
  page.getByRole('radiogroup', { name }).getByText(value, { exact: true });

/** Makes a console in English Korean, and dark if that is wanted. Its agent has them in all of their consoles. */
export const switchToKorean = async (page: Page, { dark = false } = {}): Promise<void> => {
  await openSettings(page);
  if (dark) await settingOf(page, 'Appearance', 'Dark').click();
  await settingOf(page, 'Language', '한국어').click();
  await page.getByRole('dialog', { name: '설정' }).getByText('저장됨', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
