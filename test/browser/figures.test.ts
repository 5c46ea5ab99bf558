import type { Browser, Page } from 'playwright-core';
import { intercept, launchBrowser, openConsole } from '../support/console-browser.ts';
import { violationsOf } from '../support/accessibility.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let mina: DeskClient;
let pages: { readonly mina: Page; readonly jun: Page };
const complaints: (readonly string[])[] = [];

const open = async (email: string, locale: string): Promise<Page> => {
  const { page, complaints: own } = await openConsole(browser, desk.url, {
    email,
    password: 'Handover-Test-1',
    locale,
  });
  complaints.push(own);
  return page;
};
const create = async (title: string): Promise<number> => {
  const { status, body } = await mina.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer: { email: 'customer@example.com' } },
  });
  expect(status).toBe(201);
  return body.number;
};
const resolve = async (number: number): Promise<void> => {
  const params = { ...care, number };
  expect((await mina.call('keepTicket', { params, body: {} })).status).toBe(200);
  const body = { reason: 'resolved_by_call' } as const;
  expect((await mina.call('resolveInternally', { params, body })).status).toBe(200);
};
/** What a figure of the group shows. */
const figure = async (page: Page, group: string, name: string): Promise<string> =>
  (
    await page
      .getByRole('region', { name: group })
      .locator('div', { has: page.getByText(name, { exact: true }) })
      .locator('dd')
      .innerText()
  ).trim();

beforeAll(async () => {
  desk = await openDesk();
  browser = await launchBrowser();
  mina = await desk.signIn('mina@example.com');
  pages = { mina: await open('mina@example.com', 'en-US'), jun: await open('jun@example.com', 'ko-KR') };
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

test('while figures load, and when they can’t be, no figure tells of what is unknown', async () => {
  // A page of its own: the browser complains of what fails here.
  const { page } = await openConsole(browser, desk.url, { email: 'jun@example.com', password: 'Handover-Test-1' });
  const held: (() => void)[] = [];
  let isHeld = true;
  const json = { type: 'about:blank', title: 'No', status: 403, code: 'forbidden', requestId: 'r' };
  await intercept(page, '**/services/care/figures', async (route) => {
    if (isHeld) await new Promise<void>((go) => held.push(go));
    await route.fulfill({ status: 403, contentType: 'application/problem+json', json }).catch(() => undefined);
  });
  await page.reload();
  const rate = page.getByRole('link', { name: /^Resolved rate/ });
  const isUntold = async (): Promise<void> => {
    expect(await rate.getAttribute('aria-label')).toBe('Resolved rate: –; open All tickets');
    expect(await page.getByTitle(/ received in the last 24 hours/).count()).toBe(0);
  };
  await waitUntil('the figures to be asked for', () => held.length > 0);
  await rate.waitFor();
  await isUntold();
  isHeld = false;
  for (const go of held) go();
  await page.getByText('Figures could not be loaded').waitFor();
  await isUntold();
  await page.unrouteAll();
  await page.reload();
  await page.getByTitle('nothing was received in the last 24 hours').waitFor();
  await page.context().close();
});

test('while nothing was received, the Resolved Rate is a dash', async () => {
  expect(await figure(pages.mina, 'The whole service', 'Resolved rate')).toBe('–');
  expect(await figure(pages.jun, '서비스 전체', '해결률')).toBe('–');
});

test('the Resolved Rate follows what is resolved, and what is opened again, in front of everyone', async () => {
  const rates = async (wanted: string): Promise<void> => {
    await waitUntil(
      `both to show ${wanted}`,
      async () =>
        (await figure(pages.mina, 'The whole service', 'Resolved rate')) === wanted &&
        (await figure(pages.jun, '서비스 전체', '해결률')) === wanted,
    );
  };
  const [first, second] = [await create('First'), await create('Second'), await create('Third')];
  await rates('0%');
  for (const number of [first, second]) await resolve(number);
  await rates('67%');
  const title = await pages.mina
    .getByRole('region', { name: 'The whole service' })
    .getByTitle('2 of 3 received')
    .count();
  expect(title).toBe(1);
});

test('a figure leads to its list, by keyboard too', async () => {
  const { mina: page } = pages;
  await page.getByRole('link', { name: /^Resolved: 2 \(today\); open My resolved/ }).click();
  await page.waitForURL(/\/my_resolved/);
  await page.getByRole('link', { name: /^Unassigned: 1 \(now\); open All unassigned/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/all_unassigned/);
  await page.getByRole('link', { name: /^Transferred: 0/ }).click();
  await page.waitForURL(/\/all_transferred/);
});

test.each([
  [1440, 900],
  [1280, 800],
])('at %i × %i no figure is cut off, in either language', async (width, height) => {
  for (const page of Object.values(pages)) {
    await page.setViewportSize({ width, height });
    const cut = await page
      .getByRole('region', { name: /^(Figures|현황)$/ })
      .evaluate((bar) => bar.scrollWidth - bar.clientWidth);
    expect(cut).toBeLessThanOrEqual(0);
  }
});

test('nothing in them hinders a screen reader, and no page complained', async () => {
  expect(await violationsOf(pages.mina)).toEqual([]);
  expect(complaints.flat()).toEqual([]);
});
