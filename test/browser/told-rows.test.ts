import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openConsole } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let mina: DeskClient;
let admin: DeskClient;
/** What the console has asked of the API, and when it asked last. */
const asked: string[] = [];
let askedAt = 0;
const count = (path: string): number => asked.filter((each) => each === path).length;
/** The live connection is open, what is asked then is answered, and nothing has been asked for a second. */
const settled = async (connected: () => boolean = () => true): Promise<void> => {
  await waitUntil('the console to be quiet', () => (connected() && Date.now() > askedAt + 1_000) || undefined, 30_000);
  await page.waitForLoadState('networkidle');
  asked.length = 0;
};
/** After a page was loaded the figures are asked for twice: for the page, and once the live connection is open. */
const isConnected = (): boolean => count('GET /services/care/figures') === 2;

const make = async (title: string): Promise<number> => {
  const { status, body } = await mina.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer: { name: 'Sora', email: 'sora@customer.example.com' } },
  });
  if (status !== 201) throw new Error(`${title} was answered ${status}`);
  return body.number;
};
const keep = async (number: number): Promise<void> => {
  const { status } = await mina.call('keepTicket', { params: { ...care, number }, body: {} });
  if (status !== 200) throw new Error(`keeping ${number} was answered ${status}`);
};
const titles = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.textContent));
const listIs = async (...expected: readonly string[]): Promise<void> => {
  await waitUntil(
    `the list to be ${expected.join(', ')}`,
    async () => {
      const shown = await titles();
      return shown.length === expected.length && expected.every((title, i) => shown[i]?.includes(title) === true);
    },
    10_000,
  );
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  admin = await desk.signIn('admin@example.com');
  for (const title of ['The first', 'The second', 'The third']) await make(title);
  ({ page } = await openConsole(browser, desk.url, { email: 'jun@example.com', password: 'Handover-Test-1' }));
  page.on('request', (request) => {
    if (!request.url().includes('/services/care/')) return;
    asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    askedAt = Date.now();
  });
  await page.goto('about:blank');
  asked.length = 0;
  await page.goto(`${desk.url}/s/care/all_unassigned`);
  await listIs('The third', 'The second', 'The first');
  await settled(isConnected);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('given a list that nobody is in, when tickets come, move and go, then it shows them in their order and asks for nothing', async () => {
  await page.mouse.move(1200, 500);
  const fourth = await make('The fourth');
  await listIs('The fourth', 'The third', 'The second', 'The first');
  await keep(2);
  await listIs('The fourth', 'The third', 'The first');
  // Given back, it is the newest.
  expect((await admin.call('unassignTicket', { params: { ...care, number: 2 }, body: {} })).status).toBe(200);
  await listIs('The second', 'The fourth', 'The third', 'The first');
  const edited = await mina.call('editTicket', {
    params: { ...care, number: fourth },
    body: { title: 'The fourth, edited' },
  });
  expect(edited.status).toBe(200);
  await listIs('The second', 'The fourth, edited', 'The third', 'The first');
  expect(asked).toEqual([]);
});

it('given a list that the agent points at, when tickets come and go, then no row moves until they ask for it', async () => {
  await page.locator('[data-row]').last().hover();
  await settled(() => asked.length > 0);
  await make('The fifth');
  await page.getByRole('button', { name: '1 new: show in the list' }).waitFor();
  await keep(3);
  await page.locator('[data-row="3"][data-left]').waitFor();
  await listIs('The second', 'The fourth, edited', 'The third', 'The first');
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: '1 new: show in the list' }).click();
  await listIs('The fifth', 'The second', 'The fourth, edited', 'The first');
  expect(asked).toEqual(['GET /services/care/tickets']);
});

it('when a ticket is opened, and when somebody else changes it, then its console asks once for it, and for a draft that may have come back', async () => {
  await page.mouse.move(1200, 500);
  await settled();
  const reading = 'GET /services/care/tickets/3/with-history';
  await page.goto(`${desk.url}/s/care/all/3`);
  await page.getByRole('heading', { level: 1, name: /The third/ }).waitFor();
  await page.getByText('Hello').first().waitFor();
  // It is read once more when the live connection opens after it; the editor, which asks for its draft, comes last.
  const draft = 'GET /services/care/tickets/3/draft';
  await settled(() => isConnected() && count(reading) > 0 && count(draft) > 0);
  const html = '<p>Somebody says something</p>';
  expect((await admin.call('commentTicket', { params: { ...care, number: 3 }, body: { html } })).status).toBe(200);
  await page.getByText('Somebody says something').first().waitFor();
  await waitUntil('the console to be quiet', () => Date.now() > askedAt + 1_000 || undefined);
  expect(asked).toEqual([reading, draft]);
});

it('given a ticket of somebody else that is open, when its mail leaves and arrives, then its reader sees so; a closed one is not asked for', async () => {
  await page.goto(`${desk.url}/s/care/all/1`);
  await page.getByRole('heading', { level: 1, name: /The first/ }).waitFor();
  await keep(1);
  const answer = { html: '<p>It is on its way.</p>' };
  expect((await mina.call('resolveTicket', { params: { ...care, number: 1 }, body: answer })).status).toBe(200);
  await page.getByText(/Mail sent .* delivered/).waitFor({ timeout: 30_000 });

  asked.length = 0;
  await page.goto(`${desk.url}/s/care/all`);
  await page.locator('[data-row="2"]').waitFor();
  await page.mouse.move(1200, 500);
  await settled(isConnected);
  await keep(2);
  expect((await mina.call('resolveTicket', { params: { ...care, number: 2 }, body: answer })).status).toBe(200);
  await page.locator('[data-row="2"]', { hasText: 'Resolved' }).waitFor();
  await waitUntil(
    'its mail to be delivered',
    async () => {
      const { entries } = (await mina.call('listEntries', { params: { ...care, number: 2 } })).body;
      return entries.some(({ mail }) => mail?.outcome === 'delivered') || undefined;
    },
    30_000,
  );
  expect(asked).toEqual([]);
});
