import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, openConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(240_000);

const PASSWORD = 'Handover-Test-1';
const params = { serviceId: 'care' };
/** Milliseconds within which a change is on the screens, on a machine that has much to do. */
const LIVE = 10_000;
let desk: OpenDesk;
let browser: Browser;
let [mina, jun]: Page[] = [];
const complaints: Complaints[] = [];
let admin: DeskClient;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  admin = await desk.signIn('admin@example.com');
  const pages = await Promise.all([
    openConsole(browser, desk.url, { email: 'mina@example.com', password: PASSWORD }),
    openConsole(browser, desk.url, { email: 'jun@example.com', password: PASSWORD, locale: 'ko-KR' }),
  ]);
  [mina, jun] = pages.map(({ page }) => page);
  complaints.push(...pages.map((each) => each.complaints));
  for (const page of [mina!, jun!]) await page.goto(`${desk.url}/s/care/all`);
  // Both are connected once they hear of a ticket.
  await admin.call('createTicket', {
    params,
    body: { title: 'Are you there', html: '<p>Hello</p>', customer: { email: 'customer@example.com' } },
  });
  for (const page of [mina!, jun!]) await page.getByText('Are you there').first().waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const english = () => mina!.getByRole('region', { name: 'Notices' });
const korean = () => jun!.getByRole('region', { name: '공지' });
const line = (title: string) => english().getByRole('button', { name: title });
const titles = () => english().locator('li [dir="auto"]').allTextContents();
const putUp = async (title: string, more: object = {}) =>
  (await admin.call('createNotice', { params, body: { title, html: `<p>Text of ${title}</p>`, ...more } })).body;

it('given two open consoles, when notices are put up, changed and taken down, then both show it; each agent reads and folds their own', async () => {
  expect([await english().count(), await korean().count()]).toEqual([0, 0]);
  const late = await putUp('Deliveries are late', { html: '<p>Say <b>nothing</b> of dates<script>bad()</script></p>' });
  await line('Deliveries are late').waitFor({ timeout: LIVE });
  await korean().getByText('Deliveries are late').waitFor({ timeout: LIVE });
  await korean().getByText('읽지 않음 1').waitFor();

  await putUp('연말 휴무', { pinned: true });
  await line('연말 휴무').waitFor({ timeout: LIVE });
  expect(await titles()).toEqual(['연말 휴무', 'Deliveries are late']);
  await english().getByText('2 unread').waitFor();
  expect(await violationsOf(mina!)).toEqual([]);

  // By keyboard: opened, it is read; the mark is the agent's own.
  await line('Deliveries are late').focus();
  await mina!.keyboard.press('Enter');
  await english().locator('b', { hasText: 'nothing' }).waitFor();
  await english().getByText('1 unread').waitFor();
  await korean().getByText('읽지 않음 2').waitFor();
  expect(await violationsOf(mina!)).toEqual([]);

  await mina!.reload();
  await english().getByText('1 unread').waitFor({ timeout: 30_000 });
  expect(await english().getByText('Unread:').count()).toBe(1);
  await line('Deliveries are late').click();

  // What was changed is to be read once more.
  await admin.call('editNotice', {
    params: { ...params, noticeId: late.noticeId },
    body: { title: 'Deliveries are later still' },
    headers: { 'if-match': '"1"' },
  });
  await line('Deliveries are later still').waitFor({ timeout: LIVE });
  await english().getByText('2 unread').waitFor();
  await english().getByRole('button', { name: 'Mark all notices as read' }).click();
  await english()
    .getByText(/unread/)
    .waitFor({ state: 'hidden' });

  await english()
    .getByRole('button', { name: /^Notices/ })
    .click();
  await english().getByRole('listitem').first().waitFor({ state: 'hidden' });
  await korean().getByRole('listitem').first().waitFor();
  expect(await violationsOf(mina!)).toEqual([]);
  await mina!.reload();
  await english().waitFor({ timeout: 30_000 });
  expect(await english().getByRole('listitem').count()).toBe(0);
  await putUp('While folded');
  await english().getByText('1 unread').waitFor({ timeout: LIVE });
  await english()
    .getByRole('button', { name: /^Notices/ })
    .click();

  await admin.call('deleteNotice', { params: { ...params, noticeId: late.noticeId } });
  for (const region of [english(), korean()])
    await region.getByText('Deliveries are later still').waitFor({ state: 'hidden', timeout: LIVE });
  expect(await titles()).toEqual(['연말 휴무', 'While folded']);
});

it('given notices with times, then one comes at its time and goes at its time, without a reload', async () => {
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  await putUp('Comes and goes', { from: inSeconds(4), until: inSeconds(12) });
  await putUp('Put up at once');
  await line('Put up at once').waitFor({ timeout: LIVE });
  expect(await line('Comes and goes').count()).toBe(0);
  await line('Comes and goes').waitFor({ timeout: 15_000 });
  await line('Comes and goes').waitFor({ state: 'hidden', timeout: 20_000 });
  await line('Put up at once').waitFor();
  expect(complaints.flat()).toEqual([]);
});
