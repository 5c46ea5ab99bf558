import type { Browser, Page, Route } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, openConsole, type Complaints } from '../support/console-browser.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const ROWS = 10_000;
const PAGE = 100;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
/** The number of a ticket that is in the desk; all others are made up. */
let real: number;
/** Where the real ticket stands in the list, counted from 0. */
let place = ROWS;
/** The rows of one page; the console asks for 50 and gets more, so that the whole list is soon there. */
let perPage = PAGE;

const rowAt = (index: number, row: Record<string, unknown>) => ({
  ...row,
  number: index === place ? real : 900_000 - index,
  title: `Row ${index}`,
  activityAt: new Date(Date.UTC(2026, 10, 1) - index * 60_000).toISOString(),
});
/** Answers the list with ten thousand rows that are made from the one of the real ticket. */
const longList = async (route: Route): Promise<void> => {
  const answer = await route.fetch({
    url: route
      .request()
      .url()
      .replace(/&cursor=\d+/, ''),
  });
  const { rows } = (await answer.json()) as { readonly rows: readonly Record<string, unknown>[] };
  const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
  const to = Math.min(from + perPage, ROWS);
  await route.fulfill({
    json: {
      rows: Array.from({ length: to - from }, (_, i) => rowAt(from + i, rows[0]!)),
      nextCursor: to < ROWS ? String(to) : null,
    },
  });
};

const drawn = () => page.locator('[data-row]').count();
const scroller = () => page.locator('#list ul').locator('..');
const scrollTo = (top: number) =>
  scroller().evaluate((element, to) => {
    element.scrollTop = to;
  }, top);
const focusedRow = () => page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);
const isInSight = (number: number) =>
  page.locator(`[data-row="${number}"]`).evaluate((row) => {
    const [{ top, bottom }, pane] = [row.getBoundingClientRect(), row.closest('ul')!.parentElement!];
    return top >= pane.getBoundingClientRect().top && bottom <= pane.getBoundingClientRect().bottom;
  });

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  const admin = await desk.signIn('admin@example.com');
  const made = await admin.call('createTicket', {
    params: { serviceId: 'care' },
    body: { title: 'The real one', html: '<p>Hello</p>', customer: { name: 'Sora' } },
  });
  real = made.body.number;
  ({ page, complaints } = await openConsole(browser, desk.url, {
    email: 'admin@example.com',
    password: 'Handover-Test-1',
  }));
  await page.getByText('The real one').first().waitFor();
  await intercept(page, /\/services\/care\/tickets\?/, longList);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('given a long list, when its end is reached again and again, then more rows come, and few are drawn', async () => {
  await page.goto(`${desk.url}/s/care/all`);
  await page.locator('[data-row]', { hasText: 'Row 0' }).first().waitFor();
  const first = page.locator('[data-item]').first();
  expect([await first.getAttribute('aria-posinset'), await first.getAttribute('aria-setsize')]).toEqual(['1', '-1']);
  for (let seen = 0; seen < 4; seen += 1) {
    const height = await scroller().evaluate((element) => element.scrollHeight);
    await scrollTo(height);
    await waitUntil('more rows', async () =>
      (await scroller().evaluate((element) => element.scrollHeight)) > height ? true : undefined,
    );
    expect(await drawn()).toBeLessThan(45);
  }
});

it('given ten thousand rows, when the list is scrolled from end to end, then fewer than 45 are drawn at any time', async () => {
  perPage = ROWS;
  await page.goto(`${desk.url}/s/care/all`);
  await page.locator('[data-row]', { hasText: 'Row 0' }).first().waitFor();
  expect(await page.locator('[data-item]').first().getAttribute('aria-setsize')).toBe(String(ROWS));
  const { most, frames } = await scroller().evaluate(async (element) => {
    const times: number[] = [];
    let drawnAtMost = 0;
    let before = performance.now();
    for (let i = 0; i < 240; i += 1) {
      // A fast flick, and now and then a jump as by dragging the bar.
      element.scrollTop += i % 40 === 39 ? 90_000 : 160;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - before);
      before = now;
      drawnAtMost = Math.max(drawnAtMost, element.querySelectorAll('[data-row]').length);
    }
    return { most: drawnAtMost, frames: times.sort((one, other) => one - other) };
  });
  const at = (share: number) => frames[Math.floor(share * (frames.length - 1))]!.toFixed(1);
  process.stdout.write(`${ROWS} rows: ${most} drawn at most; frames ${at(0.5)} ms, p95 ${at(0.95)}, max ${at(1)}\n`);
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThan(45);
  await scrollTo(ROWS * 64);
  await page.locator('[data-row]', { hasText: `Row ${ROWS - 1}` }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

it('when the row in focus is scrolled out of sight and back, then it has the focus all the time', async () => {
  await scrollTo(0);
  await page.locator('[data-row]', { hasText: 'Row 3' }).first().focus();
  const focused = await focusedRow();
  expect(focused).toBe(String(900_000 - 3));
  await scrollTo(300_000);
  await page.locator('[data-row]', { hasText: 'Row 4690' }).waitFor();
  expect(await focusedRow()).toBe(focused);
  expect(await drawn()).toBeLessThan(47);
  await page.keyboard.press('j');
  await waitUntil('the next row to have the focus', async () => (await focusedRow()) === String(900_000 - 4));
  expect(await isInSight(900_000 - 4)).toBe(true);
  await page.keyboard.press('k');
  expect(await focusedRow()).toBe(focused);
});

it('given a link to a ticket far down, when the page is opened and loaded again, then its row is in sight and nothing takes the focus', async () => {
  [place, perPage] = [370, PAGE];
  // The ticket stands where its last activity puts it.
  await intercept(page, new RegExp(`/tickets/${real}/with-history`), async (route) => {
    const answer = await route.fetch();
    const whole = (await answer.json()) as { readonly ticket: Record<string, unknown> };
    await route.fulfill({ json: { ...whole, ticket: { ...whole.ticket, activityAt: rowAt(place, {}).activityAt } } });
  });
  await page.goto(`${desk.url}/s/care/all/${real}`);
  for (const again of [true, false]) {
    await page.locator(`[data-row="${real}"][data-open]`).waitFor();
    await waitUntil('the row to be in sight', () => isInSight(real));
    expect(await page.locator(`[data-item="${real}"]`).getAttribute('aria-posinset')).toBe(String(place + 1));
    expect(await focusedRow()).toBeNull();
    if (again) await page.reload();
  }
  await page.keyboard.press('j');
  await waitUntil('the row after it to have the focus', async () => (await focusedRow()) === String(900_000 - 371));
});

it('given a list that was opened with a ticket, when it is scrolled, then it stays where it was scrolled to', async () => {
  await page.goto(`${desk.url}/s/care/all/${real}`);
  await page.locator(`[data-row="${real}"][data-open]`).waitFor();
  await waitUntil('the row to be in sight', () => isInSight(real));
  await scrollTo(0);
  await page.locator('[data-row]', { hasText: 'Row 0' }).first().waitFor();
  await scrollTo(15_000);
  await page.waitForTimeout(500);
  expect(await scroller().evaluate(({ scrollTop }) => scrollTop)).toBe(15_000);
});

it('given a list that still scrolls, when another one opens, or the window becomes narrow, then the console complains of nothing', async () => {
  const scrollOn = () =>
    scroller().evaluate(async (element) => {
      element.scrollTop += 1000;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    });
  for (const list of ['u', 'a', 'u', 'a']) {
    await scrollOn();
    await page.keyboard.press('g');
    await page.keyboard.press(list);
    await page.getByRole('heading', { name: list === 'a' ? 'All tickets' : 'All unassigned' }).waitFor();
    await page.locator('[data-row]').first().waitFor();
  }
  for (const width of [1023, 390, 700, 390, 1440, 800, 1440]) {
    await scrollOn();
    await page.setViewportSize({ width, height: 900 });
    await page.locator('[data-row]').first().waitFor();
  }
  // The rows are tickets that there are not.
  expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
});
