import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, openSettings, signInToConsole, switchToKorean } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

const PASSWORD = 'Handover-Test-1';
let desk: OpenDesk;
let browser: Browser;
let page: Page;

const TABLE = `<table><tr>${'<td>Quantity</td><td>Description of the goods</td>'.repeat(8)}</tr></table>`;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  await sendAsCustomer(desk.smtpPort, {
    from: '"Sora" <sora@customer.example.com>',
    to: 'support@desk.example.com',
    subject: 'A mail with pictures',
    text: 'See the pictures',
    html: `<p>See <img src="https://pictures.example.com/large.png" width="300" height="200"> and <img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"></p>${TABLE}<blockquote>Earlier words</blockquote>`,
    attachments: [{ filename: 'receipt.txt', content: 'receipt' }],
  });
  ({ page } = await signInToConsole(browser, desk.url, { email: 'mina@example.com', password: PASSWORD }));
  await page.getByText('A mail with pictures').first().waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const clean = async (): Promise<void> => {
  expect(await violationsOf(page)).toEqual([]);
};
const openTicket = async (): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: 'All tickets' }).click();
  await page
    .getByRole('link', { name: /A mail with pictures/ })
    .first()
    .click();
  await page.getByText('Images from other servers are not loaded.').waitFor();
  await page.locator('[contenteditable="true"]').waitFor();
};

it('the sign-in page, in the product’s typeface', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' });
  const other = await context.newPage();
  await other.goto(desk.url);
  await other.locator('input[type="email"]').waitFor();
  expect(await violationsOf(other)).toEqual([]);
  expect(
    await other.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].some(({ family, status }) => /Pretendard/.test(family) && status === 'loaded');
    }),
  ).toBe(true);
  await context.close();
});

it.each([
  'My processing',
  'My pending',
  'My resolved',
  'My completed',
  'All in my groups',
  'All unassigned',
  'All tickets',
  'All transferred',
  'Spam',
])('the list %s', async (list) => {
  await page.getByRole('navigation').getByRole('link', { name: list }).click();
  await page.getByRole('heading', { level: 1, name: list }).waitFor();
  await clean();
});

it('a ticket with pictures without words, its log, and the editor', async () => {
  await openTicket();
  await clean();
  await page.getByRole('button', { name: 'Event log' }).click();
  await page.getByText('Created', { exact: true }).last().waitFor();
  await clean();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.keyboard.press('c');
  await page.keyboard.type('A comment for colleagues');
  await clean();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Address of the link' }).waitFor();
  await clean();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await page.getByRole('alert').filter({ hasText: 'Keep the ticket first' }).waitFor();
  await clean();
});

it('menus and dialogs', async () => {
  for (const name of [/^Order/, 'Choose what to do', /^Settings of/]) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('menu').waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  for (const key of ['?', 'n']) {
    await page.locator('#ticket').focus();
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await clean();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});

it('dark, in Korean, and narrow', async () => {
  await switchToKorean(page, { dark: true });
  await openSettings(page);
  await clean();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await clean();
  await page.setViewportSize({ width: 800, height: 900 });
  await clean();
  await page.getByRole('link', { name: '목록으로', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await clean();
  await page.getByRole('button', { name: '목록 메뉴 열기' }).click();
  await clean();
});
