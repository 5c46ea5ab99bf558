import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, look, signInToConsole, switchToKorean } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const PASSWORD = 'Handover-Test-1';
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let mina: DeskClient;
let jun: DeskClient;

const make = async (title: string, email?: string): Promise<number> => {
  const { status, body } = await mina.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer: { name: 'Sora', ...(email === undefined ? {} : { email }) } },
  });
  if (status !== 201) throw new Error(`${title} was answered ${status}`);
  return body.number;
};
const row = (number: number) => page.locator(`[data-row="${number}"]`);
const box = (number: number) => page.getByRole('checkbox', { name: `Select #${number}`, exact: true });
const selectionIs = async (...numbers: readonly number[]): Promise<void> => {
  await waitUntil(`${numbers.join(', ')} to be selected`, async () => {
    const selected = await page
      .locator('[data-selected]')
      .evaluateAll((items) => items.map((item) => Number(item.getAttribute('data-item'))));
    return JSON.stringify(selected.sort((a, b) => a - b)) === JSON.stringify([...numbers].sort((a, b) => a - b));
  });
};
const bar = () => page.getByRole('group', { name: 'With the selected tickets' });
const command = (name: string) => bar().getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const focusedRow = () => page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);
const line = (number: number) =>
  dialog()
    .getByRole('listitem')
    .filter({ hasText: `#${number} ` });
const ticket = async (number: number) => (await mina.call('getTicket', { params: { ...care, number } })).body;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  jun = await desk.signIn('jun@example.com');
  for (let n = 1; n <= 8; n += 1)
    await make(`Ticket ${n}`, n === 4 ? undefined : `${n === 2 ? 'sora' : `sora${n}`}@customer.example.com`);
  ({ page } = await signInToConsole(browser, desk.url, { email: 'mina@example.com', password: PASSWORD }));
  await page.goto(`${desk.url}/s/care/all`);
  await row(8).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

describe('selecting', () => {
  it('when boxes are clicked, with Shift and by drawing the mouse, then they are selected and no ticket opens', async () => {
    await box(8).click();
    await selectionIs(8);
    await box(6).click({ modifiers: ['Shift'] });
    await selectionIs(8, 7, 6);
    await box(7).click();
    await selectionIs(8, 6);
    await box(4).hover();
    await page.mouse.down();
    await box(3).hover();
    await box(2).hover();
    await page.mouse.up();
    await selectionIs(8, 6, 4, 3, 2);
    await page.getByText('No ticket open').waitFor();
    await bar().getByText('5 selected').waitFor();
    await look(page, 'bar');
    expect(await violationsOf(page)).toEqual([]);
    await bar().getByRole('button', { name: 'Deselect all' }).click();
    await selectionIs();
    await bar().waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  it('when x, Shift with x and Shift with arrows are pressed, then rows are selected and Esc leaves the focus where it is', async () => {
    await row(8).focus();
    await page.keyboard.press('x');
    await selectionIs(8);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await selectionIs(8, 7, 6);
    await page.keyboard.press('Shift+ArrowUp');
    await selectionIs(8, 7);
    await row(5).focus();
    await page.keyboard.press('Shift+X');
    await selectionIs(8, 7, 6, 5);
    await page.keyboard.press('Escape');
    await selectionIs();
    expect(await focusedRow()).toBe('5');
  });

  it('given no row in focus, when x is pressed, then the open ticket is selected; without one b says what to do', async () => {
    await page.keyboard.press('b');
    await page.getByText('Nothing is selected. Press x').waitFor();
    await row(3).click();
    await page.getByRole('heading', { level: 1, name: /Ticket 3/ }).waitFor();
    await page.locator('#ticket').focus();
    await page.keyboard.press('x');
    await selectionIs(3);
  });

  it('when tickets come and change, then the selection stays, and no row moves; another list ends it', async () => {
    await page.mouse.move(1200, 500);
    await page.locator('#ticket').focus();
    await make('Ticket 9', 'nine@customer.example.com');
    await page.getByRole('button', { name: '1 new: show in the list' }).waitFor();
    await selectionIs(3);
    await page.getByRole('button', { name: '1 new: show in the list' }).click();
    await row(9).waitFor();
    await selectionIs(3);
    await bar().getByRole('button', { name: 'Select all 9 loaded' }).click();
    await bar().getByText('9 selected').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
    await selectionIs();
    await page.goto(`${desk.url}/s/care/all`);
    await row(9).waitFor();
  });
});

describe('a batch', () => {
  it('given a ticket that somebody takes meanwhile, when all are kept, then the result says who has it, and that one stays selected', async () => {
    for (const number of [9, 8, 7]) await box(number).click();
    // What the console has heard of last is that nobody has them.
    await page.route('**/tickets/batch', async (route) => {
      await jun.call('keepTicket', { params: { ...care, number: 8 }, body: {} });
      await route.continue();
    });
    await command('Keep').click();
    await dialog().getByText('Keep 3 tickets').waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('Done: 2. Not done: 1.').waitFor();
    await line(8)
      .getByText(/Jun has it/)
      .waitFor();
    await look(page, 'results');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await selectionIs(8);
    await waitUntil('the list to have the focus', async () => (await focusedRow()) !== null);
    expect([(await ticket(9)).status, (await ticket(7)).status]).toEqual(['processing', 'processing']);
    await page.unrouteAll();
    await page.keyboard.press('Escape');
  });

  it('when an answer is given to all, then it says before what will happen to how many, and who can’t; offline it keeps what was typed', async () => {
    for (const number of [4, 3]) await mina.call('keepTicket', { params: { ...care, number }, body: {} });
    await waitUntil('the rows to say so', async () => (await row(3).textContent())?.includes('Processing'));
    for (const number of [9, 8, 4, 3, 2]) await box(number).click();
    await command('Resolve').click();
    await dialog().getByText('Resolve 2 tickets').waitFor();
    await dialog().getByText('The same answer on each, mailed to 2 customers.').waitFor();
    await dialog().getByText('Not possible for 3; left as they are').waitFor();
    await line(8).getByText('Jun has this ticket').waitFor();
    await line(4).getByText('The customer has no e-mail address').waitFor();
    await line(2).getByText('Keep the ticket first').waitFor();
    await dialog().getByRole('button', { name: 'Resolve', exact: true }).click();
    await dialog().getByText('Needed').waitFor();
    await dialog().getByLabel('Answer').fill('It is on its way.');
    await look(page, 'resolve');
    expect(await violationsOf(page)).toEqual([]);

    // Closed and opened again, what was typed is there.
    await page.keyboard.press('Escape');
    await command('Resolve').click();
    expect(await dialog().getByLabel('Answer').inputValue()).toBe('It is on its way.');
    // The first answer is lost on its way back: the same batch is sent again, and nothing is done twice.
    const keys: (string | undefined)[] = [];
    let isLost = false;
    await page.route('**/tickets/batch', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (!isLost) await route.fetch();
      isLost = true;
      await (keys.length <= 3 ? route.abort() : route.continue());
    });
    await dialog().getByRole('button', { name: 'Resolve', exact: true }).click();
    await dialog().getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    expect(await dialog().getByLabel('Answer').inputValue()).toBe('It is on its way.');
    await dialog().getByText('Resolve 2 tickets').waitFor();
    await dialog().getByRole('button', { name: 'Try again' }).click();
    await dialog().getByText('Done: 2. Not done: 3.').waitFor();
    expect(new Set(keys).size).toBe(1);
    await page.unrouteAll();
    const { body } = await mina.call('listEntries', { params: { ...care, number: 3 } });
    expect(body.entries.filter(({ html }) => html.includes('It is on its way.'))).toHaveLength(1);
    await line(3).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: /Ticket 3/ }).waitFor();
    await selectionIs(8, 4, 2);
    await page.keyboard.press('Escape');
  });

  it('when it is done by keys alone, then all of it can be reached: reason, duplicate, note, results, and back', async () => {
    await row(6).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await selectionIs(6, 5);
    await page.keyboard.press('b');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Comment');
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog().getByText('Resolve 2 tickets internally').waitFor();
    await waitUntil('the reason to have the focus', () =>
      dialog()
        .getByLabel('Reason')
        .evaluate((field) => field === document.activeElement),
    );
    await page.keyboard.press('Tab');
    await page.keyboard.type('#5');
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('Done: 1. Not done: 1.').waitFor();
    await line(5).getByText('There is no such other ticket').waitFor();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await selectionIs(5);
    expect(await ticket(6)).toMatchObject({ status: 'resolved', internalReason: 'duplicate', duplicateOf: 5 });
    await waitUntil('the list to have the focus', async () => (await focusedRow()) !== null);
    await page.keyboard.press('Escape');
  });

  it('when tickets are forwarded, commented on, marked and given a priority, then each has what was chosen', async () => {
    const open = async (name: string): Promise<void> => {
      await command(name).click();
      await dialog().waitFor();
    };
    const send = async (name: string): Promise<void> => {
      await dialog().getByRole('button', { name, exact: true }).click();
      await dialog().getByText('Done: 2. Not done: 0.').waitFor();
      await page.keyboard.press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await selectionIs();
    };
    const choose = async (): Promise<void> => {
      for (const number of [7, 4]) await box(number).click();
    };
    await choose();
    await open('Priority');
    await dialog().getByText('Urgent').click();
    await send('Priority');
    await choose();
    await open('Important');
    await send('Important');
    await page
      .locator('[data-item="7"]')
      .getByRole('button', { name: /Important/, pressed: true })
      .waitFor();
    await choose();
    await open('Comment');
    await dialog().getByRole('textbox', { name: 'Comment' }).fill('Look at both');
    await send('Comment');
    await choose();
    await open('Forward');
    await dialog().getByRole('combobox').fill('Jun');
    await page.keyboard.press('Enter');
    await look(page, 'forward');
    expect(await violationsOf(page)).toEqual([]);
    await send('Forward');
    const { body: service } = await mina.call('getService', { params: care });
    const { agentId } = service.agents.find(({ name }) => name === 'Jun')!;
    for (const number of [7, 4])
      expect(await ticket(number)).toMatchObject({ priority: 'urgent', assigneeId: agentId });
  });

  it('in Korean and in the dark it looks as it should', async () => {
    await switchToKorean(page, { dark: true });
    await row(9).waitFor();
    for (const number of [9, 8, 5, 4, 2])
      await page.getByRole('checkbox', { name: `#${number} 선택`, exact: true }).click();
    await page.getByText('5건 선택').waitFor();
    await look(page, 'bar-ko-dark');
    await page.getByRole('group', { name: '선택한 티켓 처리' }).getByRole('button', { name: '해결' }).click();
    await dialog().waitFor();
    await look(page, 'resolve-ko-dark');
    expect(await violationsOf(page)).toEqual([]);
  });
});
