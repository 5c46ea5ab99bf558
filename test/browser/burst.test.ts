import type { Browser, Page } from 'playwright-core';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { intercept, launchBrowser, openConsole } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const COMMENTS = 80;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let jun: DeskClient;
let number: number;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  jun = await desk.signIn('jun@example.com');
  const made = await jun.call('createTicket', {
    params: care,
    body: { title: 'A burst', html: '<p>Begins</p>', customer: { name: 'Sora', email: 'sora@customer.example.com' } },
  });
  number = made.body.number;
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' }));
  await page.goto(`${desk.url}/s/care/all/${number}`);
  await page.getByRole('heading', { level: 1, name: /A burst/ }).waitFor({ timeout: 30_000 });
  await page.getByText('Begins').first().waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('when eighty things happen to an open ticket at once, then all of it is shown after few readings, none of which is broken off', async () => {
  const asked: string[] = [];
  const brokenOff: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/services/care/')) asked.push(new URL(request.url()).pathname);
  });
  page.on('requestfailed', (request) => {
    brokenOff.push(request.url());
  });

  const notes = Array.from({ length: COMMENTS }, (_, n) => `note ${n}.`);
  await forEachAtMost(4, notes, async (note) => {
    const { status } = await jun.call('commentTicket', {
      params: { ...care, number },
      body: { html: `<p>${note}</p>` },
    });
    if (status !== 200) throw new Error(`${note} was answered ${status}`);
  });
  await waitUntil(
    'the newest comments to be shown',
    async () => {
      const text = await page.getByRole('main').innerText();
      return notes.slice(-20).every((note) => text.includes(note));
    },
    30_000,
  );

  const readings = (path: RegExp) => asked.filter((each) => path.test(each)).length;
  expect(brokenOff).toEqual([]);
  expect(readings(/\/tickets\/\d+\/(?:entries|with-history)$/)).toBeLessThan(COMMENTS / 3);
  expect(readings(/\/tickets$/)).toBeLessThan(COMMENTS / 3);
});

it('when somebody creates and comments while the live connection takes long to come, then a console shows both once it is there', async () => {
  await page.unrouteAll();
  let connect = (): void => undefined;
  const mayConnect = new Promise<void>((resolve) => {
    connect = resolve;
  });
  await intercept(page, '**/connect-tickets', async (route) => {
    await mayConnect;
    await route.continue();
  });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /A burst/ }).waitFor();
  await page.getByText('note 79.').first().waitFor();

  const html = '<p>Said before anybody listened</p>';
  expect((await jun.call('commentTicket', { params: { ...care, number }, body: { html } })).status).toBe(200);
  const title = 'Made before anybody listened';
  const made = await jun.call('createTicket', { params: care, body: { title, html, customer: { name: 'Sora' } } });
  expect(made.status).toBe(201);
  connect();
  await page.getByText('Said before anybody listened').first().waitFor({ timeout: 10_000 });
  await page.getByText(title).first().waitFor({ timeout: 10_000 });
});
