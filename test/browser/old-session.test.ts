import type { Browser } from 'playwright-core';
import { launchBrowser, signInToConsole } from '../support/console-browser.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('given a session from before the API demanded its scope, when the console is loaded, then it signs in again by itself and comes back to the same place', async () => {
  const { page } = await signInToConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' });
  const place = page.url();
  // What the console of an earlier release left in its tab.
  const scopes = () =>
    page.evaluate(() =>
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith('oidc.user:'))
        .map((key) => (JSON.parse(sessionStorage.getItem(key)!) as { scope: string }).scope),
    );
  expect(await scopes()).toEqual(['openid email profile desk/console']);
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith('oidc.user:'))) {
      const user = JSON.parse(sessionStorage.getItem(key)!) as object;
      sessionStorage.setItem(
        key,
        JSON.stringify({ ...user, scope: 'openid email profile', access_token: 'of-an-earlier-release' }),
      );
    }
  });
  const signIn = page.waitForRequest((request) => request.url().includes('/oauth2/authorize'), { timeout: 15_000 });
  await page.goto(place);
  await signIn;
  await page.waitForURL(place, { timeout: 30_000 });
  await page.getByRole('region', { name: 'The whole service' }).waitFor({ timeout: 15_000 });
  expect(await scopes()).toEqual(['openid email profile desk/console']);
});
