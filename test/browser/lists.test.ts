import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, look, openTicketAt, openConsole } from '../support/console-browser.ts';
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
  ({ page } = await openConsole(browser, desk.url, { email: 'admin@example.com', password: 'Handover-Test-1' }));
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

describe('what an agent marked as important', () => {
  const star = (title: string, on = page) =>
    on.locator('#list').getByRole('button', { name: `Important: #${numbers[title]!}`, exact: true });
  const isMarked = (title: string, marked: boolean, on = page) =>
    waitUntil(
      `${title} to be ${marked ? 'marked' : 'unmarked'}`,
      async () => (await star(title, on).getAttribute('aria-pressed')) === String(marked) || undefined,
      10_000,
    );
  const stored = async () => (await admin.call('getListCounts', { params: care })).body.marked;

  it('when * is pressed on the open ticket, then its star is filled, here, in the agent’s other window and for the desk', async () => {
    await page.goto(`${desk.url}/s/care/all`);
    await rowOf('Solved').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${desk.url}/s/care/all`);
    await isMarked('Solved', false, other);
    await rowOf('Solved').click();
    await page.getByRole('heading', { level: 1, name: /Solved/ }).waitFor();
    await page.keyboard.press('*');
    await isMarked('Solved', true);
    await isMarked('Solved', true, other);
    expect(
      await page
        .locator('#ticket')
        .getByRole('button', { name: /^Important/ })
        .getAttribute('aria-pressed'),
    ).toBe('true');
    await waitUntil('the mark to be stored', async () => (await stored()).includes(numbers['Solved']!) || undefined);
    await other.reload();
    await isMarked('Solved', true, other);
    await other.close();
  });

  it('when a star is clicked, then no other ticket opens and the focus stays; pressed again, the mark goes', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
    expect(await focused()).toBe(String(numbers['Solved']));
    await star('In work').click();
    await isMarked('In work', true);
    await page.getByRole('heading', { level: 1, name: /Solved/ }).waitFor();
    expect(await focused()).toBe(String(numbers['Solved']));
    await page.keyboard.press('*');
    await isMarked('Solved', false);
    await waitUntil('one mark to be stored', async () => {
      const marks = await stored();
      return (marks.length === 1 && marks[0] === numbers['In work']) || undefined;
    });
  });

  it('given no open ticket, when * is pressed on the row in focus, then that is marked and does not open', async () => {
    await page.goto(`${desk.url}/s/care/all`);
    await rowOf('Waiting').focus();
    await page.keyboard.press('*');
    await isMarked('Waiting', true);
    await page.getByText('No ticket open').waitFor();
  });

  it('when the desk refuses a mark, then the star says so', async () => {
    await intercept(page, /\/important$/, (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'Too many', status: 409, code: 'too_many_stars' }),
      }),
    );
    await star('Closed').click();
    await page.getByText('You have marked 1,000 tickets.').waitFor();
    await isMarked('Closed', false);
    await page.unrouteAll();
  });

  it('when g and * are pressed, then the open list has what is marked alone, and its address can be linked', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('Shift+*');
    await listIs('Waiting', 'In work');
    expect(new URL(page.url()).search).toBe('?important=true');
    await rowOf('In work').click();
    await page.getByRole('heading', { level: 1, name: /In work/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?important=true');
    await page.reload();
    await listIs('Waiting', 'In work');
    await page.getByRole('button', { name: 'Important only', pressed: true }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it('when a mark is taken away there, then the row waits for what the agent decides, and is gone afterwards', async () => {
    await page.mouse.move(1200, 500);
    await rowOf('In work').focus();
    await page.keyboard.press('*');
    await page.locator(`[data-row="${numbers['In work']!}"][data-left]`).waitFor();
    await listIs('Waiting', 'In work');
    await waitUntil('no mark yet', async () => !(await stored()).includes(numbers['In work']!) || undefined);
    await page.keyboard.press('*');
    await isMarked('In work', true);
    // One after the other, since what still waits to be sent ends with the page.
    await waitUntil('the mark again', async () => (await stored()).includes(numbers['In work']!) || undefined);
    await page.keyboard.press('*');
    await waitUntil('no mark', async () => !(await stored()).includes(numbers['In work']!) || undefined);
    await page.reload();
    await listIs('Waiting');
  });

  it('when a marked ticket comes into the narrowed list, then it appears; one that is not marked does not', async () => {
    await page.goto(`${desk.url}/s/care/all/${numbers['Solved']!}?important=true`);
    await listIs('Waiting');
    await page.getByRole('heading', { level: 1, name: /Solved/ }).waitFor();
    // A ticket that is open beside the list.
    await page.keyboard.press('*');
    await listIs('Waiting', 'Solved');
    await page.goto(`${desk.url}/s/care/my_pending?important=true`);
    await page.getByText('You have marked nothing in this list.').waitFor();
    await page.mouse.move(1200, 500);
    await give('pendTicket', 'In work', { html: '<p>We are looking into it.</p>' });
    await give('pendTicket', 'Waiting', { html: '<p>We are looking into it.</p>' });
    await listIs('Waiting');
  });

  it('when another list is opened, then it is whole', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'All tickets' }).click();
    await listIs('Waiting', 'In work', 'Closed', 'Solved', 'On hold');
    expect(new URL(page.url()).search).toBe('');
  });
});

describe('spam', () => {
  const openSpam = async (title: string, on = page): Promise<void> => {
    await on.goto(`${desk.url}/s/care/spam`);
    await rowOf(title, on).click();
    await on.getByRole('heading', { level: 1, name: new RegExp(title) }).waitFor();
    await on.locator('#ticket').getByText('Spam', { exact: true }).waitFor();
  };
  /** Presses Tab until the button has the focus, as a keyboard alone reaches it. */
  const tabTo = async (name: string | RegExp): Promise<void> => {
    const button = page.getByRole('button', { name });
    await button.waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      if (await button.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(name)}`);
  };

  it('given an agent, then spam is shown to them, and neither restoring nor deleting it', async () => {
    const { page: other } = await openConsole(browser, desk.url, {
      email: 'jun@example.com',
      password: 'Handover-Test-1',
    });
    await openSpam('Unwanted', other);
    await other.locator('#ticket').getByText('Hello').first().waitFor();
    expect(await other.getByRole('button', { name: /^(Not spam|Delete)/ }).count()).toBe(0);
    // Wherever it takes no command, the reason is that it is spam, and not the status that stands for that.
    await other.locator('#ticket').focus();
    await other.keyboard.press('f');
    await other.getByText('Not possible while the ticket is Spam').first().waitFor();
    await other.keyboard.press('x');
    await other
      .getByRole('group', { name: 'With the selected tickets' })
      .getByRole('button', { name: 'Pending' })
      .click();
    await other.getByRole('dialog').getByText('Not possible while the ticket is Spam').waitFor();
    await other.keyboard.press('Escape');
    await other.context().close();
  });

  it('when an administrator restores it by the keyboard, then it is where it was, and leaves the list', async () => {
    await openSpam('Unwanted');
    await page.locator('#ticket').focus();
    await tabTo('Not spam');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Keep/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('ticket');
    await page.locator(`[data-row="${numbers['Unwanted']!}"][data-left]`).waitFor();
    await railHas('Spam', 'All unassigned 1');
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await listIs('Unwanted');
  });

  it('when it is to be deleted, then it is asked first; once confirmed, it is gone and the next one opens', async () => {
    await make('Nonsense');
    for (const title of ['Unwanted', 'Nonsense']) await give('resolveInternally', title, { reason: 'spam' });
    await railHas('Spam 2', 'All unassigned');
    await openSpam('Nonsense');
    await page.locator('#ticket').focus();
    await tabTo('Delete…');
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: `Delete #${numbers['Nonsense']!} for good?` });
    await question.waitFor();
    expect(await violationsOf(page)).toEqual([]);
    // The harmless button has the focus.
    await waitUntil(
      'Cancel to have the focus',
      async () =>
        (await question
          .getByRole('button', { name: 'Cancel' })
          .evaluate((element) => element === document.activeElement)) || undefined,
    );
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete…' }).and(page.locator(':focus')).waitFor();
    expect((await admin.call('getTicket', { params: { ...care, number: numbers['Nonsense']! } })).status).toBe(200);
    await tabTo('Delete…');
    await page.keyboard.press('Enter');
    await tabTo('Delete for good');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Unwanted/ }).waitFor();
    await listIs('Unwanted');
    await railHas('Spam 1');
    expect((await admin.call('getTicket', { params: { ...care, number: numbers['Nonsense']! } })).status).toBe(404);
  });

  it('given an answer that comes late, when the agent is at another ticket by then, then they stay there', async () => {
    for (const title of ['Slowly deleted', 'Looked at']) {
      await make(title);
      await give('resolveInternally', title, { reason: 'spam' });
    }
    await openSpam('Slowly deleted');
    await page.getByRole('button', { name: 'Delete…' }).click();
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await intercept(page, /\/tickets\/\d+$/, async (route) => {
      if (route.request().method() === 'DELETE') await answered;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await rowOf('Looked at').click();
    await page.getByRole('heading', { level: 1, name: /Looked at/ }).waitFor();
    const editor = page.locator('#ticket');
    await editor.focus();
    answer();
    await page
      .getByRole('status')
      .filter({ hasText: `#${numbers['Slowly deleted']!} is deleted` })
      .first()
      .waitFor();
    await rowOf('Slowly deleted').waitFor({ state: 'detached' });
    expect(page.url()).toContain(`/${numbers['Looked at']!}`);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('ticket');
    await page.unroute(/\/tickets\/\d+$/);
    await admin.call('deleteTicket', { params: { ...care, number: numbers['Looked at']! } });
    await openSpam('Unwanted');
    await railHas('Spam 1');
  });

  it('given no connection, when one is restored or deleted, then it says so, and neither happens later', async () => {
    const unreachable = page.getByText('The server could not be reached. Check your connection.');
    await openSpam('Unwanted');
    await page.getByRole('button', { name: 'Delete…' }).click();
    const yes = page.getByRole('button', { name: 'Delete for good' });
    await yes.waitFor();
    await page.context().setOffline(true);
    await yes.click();
    await unreachable.waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Not spam' }).click();
    await waitUntil('both refusals', async () => (await unreachable.count()) === 2 || undefined, 15_000);
    await page.context().setOffline(false);
    // What was kept for later leaves as soon as there is a connection.
    await page.waitForTimeout(1000);
    const kept = await admin.call('getTicket', { params: { ...care, number: numbers['Unwanted']! } });
    expect(kept.body).toMatchObject({ status: 'resolved', internalReason: 'spam' });
  });

  it('when the last one is deleted, then the list is empty and says so', async () => {
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('There is no spam.').waitFor();
    await page.getByText('No ticket open').waitFor();
    await railHas('Spam');
  });
});

it('given a list that is narrowed, when a ticket is created, then it opens in a list that has it', async () => {
  await page.goto(`${desk.url}/s/care/all?important=true`);
  await page.getByRole('button', { name: 'Important only', pressed: true }).waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('By phone');
  await dialog.getByRole('textbox', { name: 'Inquiry' }).fill('Please call me back.');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('A customer');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name: /By phone/ }).waitFor();
  await page.locator('[data-row]', { hasText: 'By phone' }).waitFor();
  expect(new URL(page.url()).search).toBe('');
});

it('given a link to a ticket that its list doesn’t have, then it says so, and leads to one that has it, by key as well', async () => {
  await make('Of another list');
  await give('keepTicket', 'Of another list', { groupId: 'delivery' });
  const number = numbers['Of another list']!;
  await openTicketAt(page, `${desk.url}/s/care/all_unassigned/${number}`);
  const note = page.getByRole('note').filter({ hasText: `#${number} is not in this list.` });
  await note.waitFor();
  await look(page, 'not-in-list');
  expect(await violationsOf(page)).toEqual([]);
  await note.getByRole('link', { name: 'Show it in My processing' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${desk.url}/s/care/my_processing/${number}`);
  await rowOf('Of another list').waitFor();
  expect(await note.count()).toBe(0);
  // Nor is one that has just come, and isn't shown yet, said to be missing.
  await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
  await rowOf('Of another list').waitFor();
  expect(await page.getByRole('note').count()).toBe(0);
});
