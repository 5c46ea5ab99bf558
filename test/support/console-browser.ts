import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findOrInstallChromium } from './chromium.ts';

/** A Chromium for one test file. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findOrInstallChromium(), args: CHROMIUM_FLAGS });

/** Uncaught errors and console errors of a page. A good journey leaves none. */
export type Complaints = readonly string[];

/** Opens a console of its own (own cookies and storage) and signs in by the form, as a person does. */
export const signInToConsole = async (
  browser: Browser,
  url: string,
  who: { readonly email: string; readonly password: string; readonly locale?: string },
): Promise<{ readonly page: Page; readonly complaints: Complaints }> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: who.locale ?? 'en-US',
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
  await page.goto(url);
  await page.locator('input[type="email"]').fill(who.email);
  await page.locator('input[type="password"]').fill(who.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/s\//, { timeout: 30_000 });
  return { page, complaints };
};
