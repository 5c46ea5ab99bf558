import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, look, openConsole, switchToKorean } from '../support/console-browser.ts';
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
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: PASSWORD }));
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
    // A run of steps ends by opening its last ticket; until then keys are for that one.
    await page.getByRole('heading', { level: 1, name: /Ticket 7/ }).waitFor();
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
    await intercept(page, '**/tickets/batch', async (route) => {
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
    await intercept(page, '**/tickets/batch', async (route) => {
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

  it('given an unknown outcome, when the dialog is closed and opened again, then the same batch is sent again, and each ticket has one comment', async () => {
    await page.goto(`${desk.url}/s/care/all`);
    const numbers = [9, 8, 4];
    for (const number of numbers) await box(number).click();
    await command('Comment').click();
    await dialog().getByRole('textbox', { name: 'Comment' }).fill('Once and no more');
    const keys: (string | undefined)[] = [];
    await intercept(page, '**/tickets/batch', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      // All of it is done, and no answer arrives.
      await route.fetch();
      await (keys.length <= 3 ? route.abort() : route.continue());
    });
    await dialog().getByRole('button', { name: 'Comment', exact: true }).click();
    await dialog().getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await selectionIs(...numbers);
    await command('Comment').click();
    await dialog().getByText('It is not known whether this was sent.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Try again' }).click();
    await dialog().getByText('Done: 3. Not done: 0.').waitFor();
    await page.unrouteAll();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    expect(new Set(keys).size).toBe(1);
    const comments = async (number: number): Promise<number> => {
      const { body } = await mina.call('listEntries', { params: { ...care, number } });
      return body.entries.filter(({ html }) => html.includes('Once and no more')).length;
    };
    expect(await Promise.all(numbers.map(comments))).toEqual([1, 1, 1]);

    // Its outcome is clear now: the same words are another comment.
    for (const number of numbers) await box(number).click();
    await command('Comment').click();
    expect(await dialog().getByRole('textbox', { name: 'Comment' }).inputValue()).toBe('');
    await dialog().getByRole('textbox', { name: 'Comment' }).fill('Once and no more');
    await dialog().getByRole('button', { name: 'Comment', exact: true }).click();
    await dialog().getByText('Done: 3. Not done: 0.').waitFor();
    await page.keyboard.press('Enter');
    expect(await Promise.all(numbers.map(comments))).toEqual([2, 2, 2]);
  });

  it('while a batch is under way, then a link leads nowhere; when the page is left all the same, then a notification tells the outcome', async () => {
    await page.goto(`${desk.url}/s/care/all_unassigned`);
    await row(5).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await row(9).waitFor();
    const release: (() => void)[] = [];
    const isHeld = () => new Promise<void>((resolve) => release.push(resolve));
    const begin = async (nobodys: number): Promise<void> => {
      for (const number of [nobodys, 3]) await box(number).click();
      await command('Keep').click();
      await dialog().getByText('Not possible for 1').waitFor();
      await dialog().getByRole('button', { name: 'Keep', exact: true }).click();
      await dialog().getByRole('button', { name: 'Working…' }).waitFor();
      await waitUntil('the batch to be held', () => release.length === 1);
    };
    await intercept(page, '**/tickets/batch', async (route) => {
      await isHeld();
      await route.continue();
    });
    await begin(1);
    await line(3).getByRole('link').click();
    await page.keyboard.press('Escape');
    await dialog().getByRole('button', { name: 'Working…' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/s/care/all');
    await page.goBack();
    await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
    await dialog().waitFor({ state: 'detached' });
    release.pop()!();
    const told = page.getByRole('alert').filter({ hasText: 'Keep: Done: 1. Not done: 1.' });
    await told.getByText(/#3: You have this ticket already\./).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // It lies over the last rows.
    await told.getByRole('button', { name: 'Close' }).click();
    await told.waitFor({ state: 'detached' });
    await page.unrouteAll();

    await intercept(page, '**/tickets/batch', async (route) => {
      await isHeld();
      await route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        json: { type: 'about:blank', title: 'No', status: 403, code: 'forbidden', requestId: 'r' },
      });
    });
    await page.goForward();
    await row(9).waitFor();
    await begin(2);
    await page.goBack();
    await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
    release.pop()!();
    await page.getByRole('alert').filter({ hasText: 'Keep: You may not do this in this service.' }).waitFor();
    await page.unrouteAll();
    await page.goForward();
    await row(9).waitFor();
  });

  it('given an open ticket without a row that is still loading, when it is selected, then the dialog waits for it', async () => {
    const lone = await make('Ticket 10', 'ten@customer.example.com');
    await page.goto(`${desk.url}/s/care/my_pending`);
    await page.getByRole('heading', { name: 'My pending' }).waitFor();
    let release = (): void => undefined;
    const isHeld = new Promise<void>((resolve) => {
      release = resolve;
    });
    await intercept(page, new RegExp(`/tickets/${lone}(/|\\?|$)`), async (route) => {
      await isHeld;
      await route.continue();
    });
    await page.goto(`${desk.url}/s/care/my_pending/${lone}`);
    await page.getByRole('heading', { name: 'My pending' }).waitFor();
    await page.keyboard.press('x');
    await bar().getByText('1 selected').waitFor();
    await command('Comment').click();
    await dialog().getByText(`#${lone} is still loading`).waitFor();
    release();
    await dialog().getByText(`Comment on #${lone}`).waitFor();
    await page.unrouteAll();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');

    // A ticket that there is not is not selected either.
    await page.goto(`${desk.url}/s/care/my_pending/99999`);
    await page.getByRole('heading', { name: 'My pending' }).waitFor();
    await page.keyboard.press('x');
    await page.getByText('#99999: There is no such ticket in this service.').waitFor();
    await bar().waitFor({ state: 'detached' });
  });

  it('given a collapsed list, when b is pressed with a ticket selected, then the list opens and the bar has the focus', async () => {
    await page.goto(`${desk.url}/s/care/all/7`);
    await page.getByRole('heading', { level: 1, name: /Ticket 7/ }).waitFor();
    await page.getByRole('button', { name: 'Collapse the list' }).click();
    await page.locator('#ticket').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('b');
    await bar().getByText('1 selected').waitFor();
    await waitUntil('the bar to have the focus', () =>
      page.evaluate(() => document.activeElement?.getAttribute('data-kind') === 'comment'),
    );
    await page.keyboard.press('Escape');
    await page.goto(`${desk.url}/s/care/all`);
    await row(9).waitFor();
  });

  it('when a batch is done, then Shift with an arrow selects from where the focus is', async () => {
    await row(7).focus();
    await page.keyboard.press('x');
    await command('Important').click();
    await dialog().getByRole('button', { name: 'Important', exact: true }).click();
    await dialog().getByText('Done: 1. Not done: 0.').waitFor();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await selectionIs();
    await row(6).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await selectionIs(6, 5);
    await page.keyboard.press('Escape');
    await selectionIs();
    // As it was for the others.
    await box(7).click();
    await command('Important').click();
    await dialog().getByText('No longer important').click();
    await dialog().getByRole('button', { name: 'Important', exact: true }).click();
    await dialog().getByText('Done: 1. Not done: 0.').waitFor();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
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
    await line(5).getByText('There is no such ticket to be a duplicate of').waitFor();
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
    await page
      .getByRole('group', { name: '선택한 티켓 처리' })
      .getByRole('button', { name: '해결', exact: true })
      .click();
    await dialog().waitFor();
    await look(page, 'resolve-ko-dark');
    expect(await violationsOf(page)).toEqual([]);
  });
});
