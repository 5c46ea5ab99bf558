import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, look, openTicketAt, openConsole } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const number = 1;
const password = 'Handover-Test-1';
let desk: OpenDesk;
let browser: Browser;
let minas: Page;
let juns: Page;
let mina: DeskClient;
let complaints: readonly string[];

const customer = { from: 'Sora <sora@customer.example.com>', to: 'support@desk.example.com' };
const ticket = async () => (await mina.call('getTicket', { params: { ...care, number } })).body;
const rowOn = (page: Page) => page.locator(`[data-row="${number}"]`);
const isUnread = async (page: Page): Promise<boolean> => (await rowOn(page).getAttribute('data-unread')) !== null;
const replies = async (text: string): Promise<void> => {
  await sendAsCustomer(desk.smtpPort, { ...customer, subject: `Re: The lamp [#${number}]`, text });
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  await sendAsCustomer(desk.smtpPort, { ...customer, subject: 'The lamp', text: 'My lamp flickers.' });
  await waitUntil('the ticket', async () => (await ticket()).number === number || undefined, 30_000);
  await mina.call('keepTicket', { params: { ...care, number }, body: {} });
  const jun = await openConsole(browser, desk.url, { email: 'jun@example.com', password });
  const own = await openConsole(browser, desk.url, { email: 'mina@example.com', password });
  [juns, minas, complaints] = [jun.page, own.page, own.complaints];
  await juns.goto(`${desk.url}/s/care/all`);
  await minas.goto(`${desk.url}/s/care/my_processing`);
  await rowOn(juns).getByText('My lamp flickers.').waitFor({ timeout: 30_000 });
  await rowOn(minas).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('given a reply, then both rows show its beginning without what it quotes, and that it is unread', async () => {
  await replies('It is dark now, card 1234.\n\nOn Sun, Nov 22, 2026, Support wrote:\n> Hello');
  for (const page of [minas, juns]) {
    await rowOn(page).getByText('It is dark now, card 1234.', { exact: true }).waitFor({ timeout: 15_000 });
    expect(await isUnread(page)).toBe(true);
  }
});

it('when somebody else reads it, then it stays unread; when its assignee does, then the dot goes for both, and no version is made', async () => {
  const { version } = await ticket();
  await rowOn(juns).click();
  await juns.getByRole('main').getByText('It is dark now').first().waitFor();
  await juns.waitForTimeout(2_500);
  expect((await ticket()).unreadReply).toBe(true);
  await minas.bringToFront();
  const asked: string[] = [];
  minas.on('request', (request) => {
    if (request.url().endsWith('/read')) asked.push(request.url());
  });
  await rowOn(minas).click();
  for (const page of [minas, juns]) await waitUntil('the dot to go', async () => !(await isUnread(page)) || undefined);
  expect(await ticket()).toMatchObject({ version, unreadReply: false });
  expect(asked).toHaveLength(1);
});

it('given that it is open, but its window is not looked at, when the customer writes again, then it is unread until it is', async () => {
  await minas.evaluate(() => {
    document.hasFocus = () => false;
  });
  await replies('And now it smokes.');
  await rowOn(juns).getByText('And now it smokes.').waitFor({ timeout: 15_000 });
  await minas.getByRole('main').getByText('And now it smokes.').first().waitFor();
  await minas.waitForTimeout(2_500);
  expect(await isUnread(minas)).toBe(true);
  await minas.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
  for (const page of [minas, juns]) await waitUntil('the dot to go', async () => !(await isUnread(page)) || undefined);
});

it('when its newest entry is masked, then the rows show the masks', async () => {
  const { body } = await mina.call('listEntries', {
    params: { ...care, number },
    query: { order: 'newest', limit: 1 },
  });
  const [entry] = body.entries;
  const masked = await mina.call('maskEntry', {
    params: { ...care, number, entryId: entry!.id },
    body: { revision: 0, selections: [{ start: 0, end: 3 }] },
  });
  expect(masked.status).toBe(200);
  for (const page of [minas, juns]) await rowOn(page).getByText('*** now it smokes.').waitFor({ timeout: 15_000 });
});

it('when the customer has waited for hours, then the row says since when, in words and a colour', async () => {
  const { waitingSince } = await ticket();
  for (const [hours, lateness, words] of [
    [5, 'long', 'The customer has been waiting'],
    [30, 'late', 'Late: the customer has been waiting'],
  ] as const) {
    await juns.clock.setFixedTime(new Date(Date.parse(waitingSince!) + hours * 3_600_000));
    await juns.reload();
    const time = rowOn(juns).locator(`[data-lateness="${lateness}"]`);
    await time.waitFor({ timeout: 15_000 });
    expect(await time.getAttribute('title')).toContain(words);
    expect(await time.textContent()).toContain(words);
    expect(await violationsOf(juns)).toEqual([]);
  }
  expect(await violationsOf(minas)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('shows the same in Korean, in the dark and on a phone', async () => {
  const { page } = await openConsole(browser, desk.url, { email: 'jun@example.com', password, locale: 'ko-KR' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
  await rowOn(page).getByText('*** now it smokes.').waitFor({ timeout: 15_000 });
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'rows-ko-dark');
  await look(juns, 'rows-en-light');
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${desk.url}/s/care/all`);
  await rowOn(page).waitFor();
  const overflow = await rowOn(page).evaluate((row) =>
    [...row.children].some((line) => line.getBoundingClientRect().right > innerWidth),
  );
  expect(overflow).toBe(false);
  await look(page, 'rows-ko-dark-320');
});
