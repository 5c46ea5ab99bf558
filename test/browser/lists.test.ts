import type { Browser, Page } from 'playwright-core';
import { launchBrowser, signInToConsole } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let admin: DeskClient;
/** Tickets by their titles. */
const numbers: Record<string, number> = {};

const make = async (title: string): Promise<void> => {
  const { status, body } = await admin.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer: { name: 'Sora', email: 'sora@customer.example.com' } },
  });
  if (status !== 201) throw new Error(`${title} was answered ${status}`);
  numbers[title] = body.number;
};
const give = async (
  command: 'keepTicket' | 'pendTicket' | 'resolveInternally' | 'completeTicket' | 'restoreTicket',
  title: string,
  body: object = {},
): Promise<void> => {
  const { status } = await admin.call(command, { params: { ...care, number: numbers[title]! }, body: body as never });
  if (status !== 200) throw new Error(`${command} of ${title} was answered ${status}`);
};
const rowOf = (title: string, on = page) => on.locator(`[data-row="${numbers[title]!}"]`);
const listIs = async (...expected: readonly string[]): Promise<void> => {
  await waitUntil(
    `the list to be ${expected.join(', ')}`,
    async () => {
      const shown = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.textContent));
      return shown.length === expected.length && expected.every((title, i) => shown[i]?.includes(title) === true);
    },
    15_000,
  );
};
const heading = (name: string) => page.getByRole('region', { name: `Tickets: ${name}` }).getByRole('heading', { name });
/** The lines of the rail as they are read: the name of a list, and its number of tickets if it has any. */
const railHas = async (...expected: readonly string[]): Promise<void> => {
  const lines = () =>
    page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll((links) =>
        links.map((link) =>
          [...link.children]
            .map((part) => part.textContent)
            .join(' ')
            .trim(),
        ),
      );
  await waitUntil(
    `the rail to have ${expected.join(', ')}`,
    async () => {
      const shown = await lines();
      return expected.every((line) => shown.includes(line)) || undefined;
    },
    15_000,
  ).catch(async (cause: unknown) => {
    throw new Error(`The rail has ${(await lines()).join(', ')}`, { cause });
  });
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  admin = await desk.signIn('admin@example.com');
  ({ page } = await signInToConsole(browser, desk.url, { email: 'admin@example.com', password: 'Handover-Test-1' }));
  await page.goto(`${desk.url}/s/care/all`);
  await heading('All tickets').waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

describe('the lists of the rail', () => {
  it('given an open console, when tickets come and go, then each list’s number follows by itself', async () => {
    for (const title of ['Waiting', 'In work', 'On hold', 'Solved', 'Closed', 'Unwanted']) await make(title);
    await railHas('All unassigned 6', 'All tickets 6', 'All in my groups', 'Spam');
    await give('keepTicket', 'In work', { groupId: 'delivery' });
    for (const title of ['On hold', 'Solved', 'Closed']) await give('keepTicket', title, { groupId: 'billing' });
    await railHas('My processing 4', 'All in my groups 4', 'Delivery 1', 'Billing 3', 'All unassigned 2');
    await give('pendTicket', 'On hold', { html: '<p>We are looking into it.</p>' });
    for (const title of ['Solved', 'Closed']) await give('resolveInternally', title, { reason: 'test' });
    await give('completeTicket', 'Closed');
    await give('resolveInternally', 'Unwanted', { reason: 'spam' });
    await railHas(
      'My processing 1',
      'My pending 1',
      'My resolved 1',
      'My completed 1',
      'All in my groups 4',
      'Delivery 1',
      'Billing 3',
      'All unassigned 1',
      'All tickets 5',
      'All transferred',
      'Spam 1',
    );
  });

  it.each([
    ['p', 'My processing', ['In work']],
    ['h', 'My pending', ['On hold']],
    ['r', 'My resolved', ['Solved']],
    ['c', 'My completed', ['Closed']],
    ['g', 'All in my groups', ['Closed', 'Solved', 'On hold', 'In work']],
    ['u', 'All unassigned', ['Waiting']],
    ['a', 'All tickets', ['Closed', 'Solved', 'On hold', 'In work', 'Waiting']],
    ['t', 'All transferred', []],
    ['s', 'Spam', ['Unwanted']],
  ])('when g and %s are pressed, then %s shows what is in it', async (letter, name, titles) => {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await heading(name).waitFor();
    await listIs(...titles);
    const current = page.getByRole('navigation').locator('[aria-current="page"]');
    expect(await current.getByTitle(name).count()).toBe(1);
    if (titles.length === 0) await page.getByText('No ticket waits for another team.').waitFor();
  });

  it('when g g is pressed again, then the agent’s groups follow one after the other, and the address is kept', async () => {
    for (const [name, titles] of [
      ['All in my groups', ['Closed', 'Solved', 'On hold', 'In work']],
      ['Delivery', ['In work']],
      ['Billing', ['Closed', 'Solved', 'On hold']],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press('g');
      await heading(name).waitFor();
      await listIs(...titles);
    }
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: /Closed/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?group=billing');
    await page.reload();
    await heading('Billing').waitFor();
    await listIs('Closed', 'Solved', 'On hold');
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await heading('All in my groups').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('when a ticket moves to a group whose list is open, then it appears there', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Delivery' }).click();
    await listIs('In work');
    await page.mouse.move(1200, 500);
    await give('keepTicket', 'Waiting', { groupId: 'delivery' });
    await listIs('Waiting', 'In work');
    await railHas('Delivery 2', 'My processing 2');
  });

  it('then the status that every ticket of a list has is not said on its rows', async () => {
    await page.goto(`${desk.url}/s/care/my_pending`);
    await rowOf('On hold').waitFor();
    expect(await rowOf('On hold').getByText('Pending', { exact: true }).count()).toBe(0);
    await page.goto(`${desk.url}/s/care/all`);
    await rowOf('On hold').getByText('Pending', { exact: true }).waitFor();
  });

  it('then the key help names every list', async () => {
    await page.keyboard.press('?');
    const help = page.getByRole('dialog');
    for (const name of ['My completed', 'All in my groups, then each of them', 'All transferred', 'Spam'])
      await help.getByText(name, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });
});
