import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, openTicketAt, openConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let client: DeskClient;
let complaints: Complaints;
let number: number;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  const { body } = await client.call('createTicket', {
    params: care,
    body: { title: 'Whose is it?', html: '<p>Hello</p>', customer: {}, groupId: 'delivery' },
  });
  number = body.number;
  await client.call('keepTicket', { params: { ...care, number }, body: {} });
  const signedIn = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: 'Handover-Test-1',
  });
  page = signedIn.page;
  complaints = signedIn.complaints;
  page.setDefaultTimeout(10_000);
  await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
  await details().waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const details = (): Locator => page.getByRole('complementary', { name: 'Details' });

it('d folds the panel and opens it again, and the focus is never lost', async () => {
  const group = details().getByRole('button', { name: /^Group: Delivery/ });
  await group.focus();
  await page.keyboard.press('d');
  await details().waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.id === 'ticket');
  await page.keyboard.press('d');
  await details().waitFor();
});

it('given another panel is open, then d opens that one again', async () => {
  const calls = page.getByRole('complementary', { name: 'Reserved calls' });
  await page.getByRole('button', { name: 'Reserved calls' }).click();
  await calls.waitFor();
  await page.keyboard.press('d');
  await calls.waitFor({ state: 'detached' });
  await page.keyboard.press('d');
  await calls.waitFor();
  await page.getByRole('button', { name: 'Details' }).click();
  await details().waitFor();
});

it('the group opens the dialog that forwards, and the ticket goes to the chosen one', async () => {
  await details()
    .getByRole('button', { name: /^Group: Delivery/ })
    .click();
  const dialog = page.getByRole('dialog', { name: `Forward #${number}` });
  await dialog.waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.type('Billing');
  await dialog
    .getByRole('option', { name: /^Billing/ })
    .first()
    .click();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await details().getByText('Billing').waitFor();
  const { body } = await client.call('getTicket', { params: { ...care, number } });
  expect(body).toMatchObject({ status: 'unassigned', groupId: 'billing' });
});

it('given the ticket can’t be forwarded by the agent, then the group is a word and no button', async () => {
  await details().getByText('Billing').waitFor();
  expect(
    await details()
      .getByRole('button', { name: /^Group:/ })
      .count(),
  ).toBe(0);
  expect(complaints).toEqual([]);
});
