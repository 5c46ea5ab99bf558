import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  openTicketAt,
  openConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const SORA = { name: 'Sora', email: 'sora@customer.example.com' };
/** More than a page of the panel. */
const EARLIER = 22;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let mina: DeskClient;
let opened: number;
let merged: number;
let alone: number;
let nameless: number;

const make = async (title: string, customer: { name?: string; email?: string; phone?: string }) => {
  const { status, body } = await mina.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer },
  });
  if (status !== 201) throw new Error(`${title} was answered ${status}`);
  return body;
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  for (let index = 1; index <= EARLIER; index += 1) await make(`Question ${index}`, SORA);
  const called = await make('Asked by phone', { name: 'Sora', phone: '010-1234-5678' });
  const last = await make('The open one', SORA);
  alone = (await make('Asked only once', { name: 'Minjun', email: 'minjun@customer.example.com' })).number;
  nameless = (await make('Nobody asked', {})).number;
  [opened, merged] = [last.number, called.number];
  const answer = await admin.call('mergeCustomers', {
    params: { ...care, customerId: called.customerId! },
    body: { into: last.customerId! },
  });
  expect(answer.status).toBe(200);
  ({ page, complaints } = await openConsole(browser, desk.url, {
    email: 'jun@example.com',
    password: 'Handover-Test-1',
  }));
  await openTicketAt(page, `${desk.url}/s/care/all/${opened}`);
  await page.getByRole('heading', { level: 1, name: /The open one/ }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const others = () => page.getByRole('list', { name: 'Other tickets of the customer' });
const numbers = async (): Promise<readonly number[]> =>
  (await others().getByRole('link').allTextContents()).map((text) => Number(/#(\d+)/.exec(text)?.[1]));
const openPanel = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Ticket history' }).focus();
  await page.keyboard.press('Enter');
};

it('given a customer who was merged, when the panel is opened by key, then it lists the others, newest first, page by page', async () => {
  await openPanel();
  await others().waitFor();
  const all = Array.from({ length: merged }, (_, index) => merged - index);
  const firstPage = await numbers();
  expect(firstPage.length).toBeLessThan(all.length);
  expect(firstPage).toEqual(all.slice(0, firstPage.length));
  const first = others().getByRole('link').first();
  expect(await first.textContent()).toMatch(/Asked by phone.*\+821012345678/);
  expect(
    await others()
      .getByRole('link', { name: /Question 22/ })
      .textContent(),
  ).not.toContain('sora@');
  const more = page.getByRole('button', { name: 'Show older tickets' });
  while ((await more.count()) > 0) {
    const shown = (await numbers()).length;
    await more.focus();
    await page.keyboard.press('Enter');
    await waitUntil('older tickets', async () => (await numbers()).length > shown || undefined, 10_000);
    await page.getByRole('button', { name: 'Loading…' }).waitFor({ state: 'detached' });
  }
  expect(await numbers()).toEqual(all);
  expect(await violationsOf(page)).toEqual([]);
});

it('when something happens to them, then the list tells it without being asked', async () => {
  expect((await mina.call('keepTicket', { params: { ...care, number: merged }, body: {} })).status).toBe(200);
  await others()
    .getByRole('link', { name: /Asked by phone/ })
    .getByText('Processing')
    .waitFor({ timeout: 10_000 });
  await make('One more question', SORA);
  await others()
    .getByRole('link', { name: /One more question/ })
    .waitFor({ timeout: 10_000 });
});

it('when one of them is chosen by key, then it opens, and the one before is among the others', async () => {
  await others()
    .getByRole('link', { name: /Asked by phone/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Asked by phone/ }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/s/care/all/${merged}`);
  await others()
    .getByRole('link', { name: /The open one/ })
    .waitFor();
  expect(await numbers()).not.toContain(merged);
  await others().and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Tab');
  expect(await others().getByRole('link').first().and(page.locator(':focus')).count()).toBe(1);
});

it('given a customer with one ticket, and a ticket without a customer, then the panel says so', async () => {
  await openTicketAt(page, `${desk.url}/s/care/all/${alone}`);
  await page.getByText('This customer has no other ticket.').waitFor();
  await openTicketAt(page, `${desk.url}/s/care/all/${nameless}`);
  await page.getByText('The ticket names no customer, so there is no history to show.').waitFor();
});

it('given that it can not be read, then the panel says why and tries again', async () => {
  expect(complaints).toEqual([]);
  await intercept(page, '**/customers/*/tickets*', (route) => route.abort());
  await page.goto(`${desk.url}/s/care/all/${opened}`);
  const failed = page.getByRole('alert').filter({ hasText: 'The customer’s tickets could not be loaded.' });
  await failed.getByText('The server could not be reached.').waitFor({ timeout: 20_000 });
  expect(await violationsOf(page)).toEqual([]);
  await page.unroute('**/customers/*/tickets*');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await others()
    .getByRole('link', { name: /Question 22/ })
    .waitFor();
});

it('in Korean and dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await switchToKorean(page);
  await page.getByRole('list', { name: '고객의 다른 티켓' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
});
