import type { Browser, Page } from 'playwright-core';
import { launchBrowser, signInToConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(240_000);

const PASSWORD = 'Handover-Test-1';
const CARE = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let [english, korean, agents]: Page[] = [];
const complaints: Complaints[] = [];
let admin: DeskClient;
let mina: DeskClient;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [admin, mina] = [await desk.signIn('admin@example.com'), await desk.signIn('mina@example.com')];
  const pages = await Promise.all([
    signInToConsole(browser, desk.url, { email: 'admin@example.com', password: PASSWORD }),
    signInToConsole(browser, desk.url, { email: 'admin@example.com', password: PASSWORD, locale: 'ko-KR' }),
    signInToConsole(browser, desk.url, { email: 'jun@example.com', password: PASSWORD }),
  ]);
  [english, korean, agents] = pages.map(({ page }) => page);
  complaints.push(...pages.map((each) => each.complaints));
  for (const page of [english!, korean!, agents!]) await page.goto(`${desk.url}/s/care/all`);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('given open consoles, when an agent leaves, then administrators read at once where the tickets are, in their language, follow them, and dismiss it for all of them', async () => {
  for (const title of ['The box came empty', 'Where is my parcel']) {
    const { number } = (
      await mina.call('createTicket', {
        params: CARE,
        body: { title, html: '<p>Hello</p>', customer: { email: 'customer@example.com' } },
      })
    ).body;
    await mina.call('keepTicket', { params: { ...CARE, number }, body: {} });
  }
  await english!.getByText('The box came empty').first().waitFor({ timeout: 30_000 });
  const { agentId } = (await mina.call('getMe')).body;
  await admin.call('editAgent', { params: { ...CARE, agentId }, body: { active: false } });

  const notice = english!.getByRole('status', { name: 'Agents who left' });
  await notice.getByText('Mina left. Tickets back in their groups: 2').waitFor({ timeout: 60_000 });
  await notice.getByText('Delivery (2)').waitFor();
  await korean!
    .getByRole('status', { name: '떠난 상담사' })
    .getByText('Mina 님이 떠남: 티켓 2건이 반환됨')
    .waitFor({ timeout: 30_000 });
  expect(await agents!.getByText(/Mina left/).count()).toBe(0);

  await notice.getByRole('link').click();
  await english!.waitForURL(/\/s\/care\/all_unassigned/);
  await english!.getByText('Where is my parcel').first().waitFor();

  // It is there until somebody has seen to it.
  await english!.reload();
  await notice.getByText('Delivery (2)').waitFor({ timeout: 30_000 });
  await notice.getByRole('button', { name: 'Dismiss: Mina left' }).click();
  await notice.waitFor({ state: 'hidden' });
  await korean!.reload();
  await korean!
    .getByRole('link', { name: /미배정/ })
    .first()
    .waitFor({ timeout: 30_000 });
  expect(await korean!.getByText(/Mina 님이 떠남/).count()).toBe(0);
  expect((await admin.call('listDepartures', { params: CARE })).body.departures).toEqual([]);
  expect(complaints.flat()).toEqual([]);
});
