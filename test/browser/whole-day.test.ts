import type { Browser, Page } from 'playwright-core';
import { launchBrowser, look, type Complaints } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo, sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

/** Long enough to press a key within it on a slow machine. */
const UNDO_SECONDS = 8;
const care = { serviceId: 'care' };
const DESK = 'support@desk.example.com';
/** In the order in which they write; the newest stands at the top of a list. */
const LETTERS = [
  ['Thanks for the quick help', 'thanks@customer.example.com', 'It works again.'],
  ['Thank you too', 'thanks2@customer.example.com', 'All is well.'],
  ['An invoice is missing', 'invoice@customer.example.com', 'I can’t find the one of May.'],
  ['My card was refused', 'card@customer.example.com', 'Call me at 010-1234-5678, please.'],
  ['Where is my parcel?', 'parcel@customer.example.com', 'I have been waiting for a week.'],
] as const;
type Title = (typeof LETTERS)[number][0];

let desk: OpenDesk;
let browser: Browser;
let page: Page;
let mina: DeskClient;
const complaints: string[] = [];
const numbers = new Map<string, number>();

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  const admin = await desk.signIn('admin@example.com');
  mina = await desk.signIn('mina@example.com');
  await admin.call('editService', { params: care, body: { undoSeconds: UNDO_SECONDS } });
  await admin.call('createTemplate', {
    params: care,
    body: {
      name: 'Delivery is late',
      searchCode: 'delay',
      language: 'en',
      html: '<p>Dear #{customer.name}, your parcel leaves today.</p>',
      shared: true,
    },
  });
  for (const [subject, from, text] of LETTERS) {
    await sendAsCustomer(desk.smtpPort, { from: `Sora <${from}>`, to: DESK, subject, text });
    const number = await waitUntil(
      `the ticket “${subject}”`,
      async () =>
        (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
          ({ title }) => title === subject,
        )?.number,
      30_000,
    );
    numbers.set(subject, number);
  }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => {
      console.error('a mouse was used');
    });
  });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});
afterEach(() => {
  expect(complaints satisfies Complaints).toEqual([]);
});

const numberOf = (title: Title): number => numbers.get(title)!;
const ticket = async (title: Title) =>
  (await mina.call('getTicket', { params: { ...care, number: numberOf(title) } })).body;
const press = (...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const type = (words: string): Promise<void> => page.keyboard.type(words);
const isOpen = (title: Title): Promise<void> => page.getByRole('heading', { level: 1, name: title }).waitFor();
const editorHas = (words: string): Promise<void> =>
  page.locator('[contenteditable="true"]:focus').getByText(words).waitFor();
/** What has the focus, as somebody hears it who can't see the screen. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const section = element?.closest('section[aria-label]')?.getAttribute('aria-label');
    return `${section ?? ''}: ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`;
  });
/** Goes on by Tab until what has the focus is called so. */
const tabTo = async (name: RegExp, key = 'Tab'): Promise<void> => {
  for (let presses = 0; presses < 80; presses += 1) {
    if (name.test(await focused())) return;
    await press(key);
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
};
/** Steps through the open list until a ticket is open. */
const stepTo = async (title: Title): Promise<void> => {
  const heading = page.locator('#ticket h1');
  await waitUntil(`the ticket “${title}” to be reached`, async () => {
    if ((await heading.count()) > 0 && (await heading.innerText()).includes(title)) return true;
    const before = page.url();
    await press('j');
    await waitUntil('the next ticket', async () => page.url() !== before && (await heading.count()) === 1);
    return undefined;
  });
};

it('signs in', async () => {
  await page.goto(desk.url);
  await page.locator('input[type="email"]:focus').waitFor();
  await type('mina@example.com');
  await press('Tab');
  await type('Handover-Test-1');
  await press('Enter');
  await page.waitForURL(/\/s\/care\//, { timeout: 30_000 });
  await press('g', 'u');
  await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
  await page
    .locator('[data-row]')
    .nth(LETTERS.length - 1)
    .waitFor();
});

it('takes a ticket and resolves it by a template; the mail has what the template says', async () => {
  await press('j');
  await isOpen('Where is my parcel?');
  await press('t');
  await waitUntil('the ticket to be hers', async () => (await ticket('Where is my parcel?')).assigneeId !== null);
  await page.getByRole('button', { name: /Resolve and mail/ }).waitFor();
  await press('e');
  await page.locator('[contenteditable="true"]:focus').waitFor();
  await type('/delay');
  await page.getByRole('option', { selected: true, name: /Delivery is late/ }).waitFor();
  await press('Enter');
  await editorHas('Dear Sora, your parcel leaves today.');
  await press('Control+Enter');
  await page.getByRole('region', { name: 'Take an answer back' }).waitFor();
  await look(page, 'day-resolved');
  await waitUntil(
    'the mail',
    async () => (await sentTo(desk.outboxUrl, 'parcel@customer.example.com')).length > 0,
    40_000,
  );
  const [mail] = await mailsTo(desk.outboxUrl, 'parcel@customer.example.com');
  expect(mail!.text).toContain('Dear Sora, your parcel leaves today.');
  expect((await ticket('Where is my parcel?')).status).toBe('resolved');
});

it('takes an answer back that was too quick: nothing was mailed, and the text is written on', async () => {
  await press('g', 'u');
  await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
  await stepTo('An invoice is missing');
  await press('t');
  await page.getByRole('button', { name: /Resolve and mail/ }).waitFor();
  await press('p');
  await page.locator('[contenteditable="true"]:focus').waitFor();
  await type('We look for it');
  await press('Control+Enter');
  await page.getByRole('region', { name: 'Take an answer back' }).waitFor();
  await press('z');
  await isOpen('An invoice is missing');
  await page.locator('[contenteditable="true"]').getByText('We look for it').waitFor();
  expect((await ticket('An invoice is missing')).status).toBe('processing');
  await page.locator('[contenteditable="true"]:focus').waitFor();
  await press('Control+End');
  await type(' in the archive');
  await editorHas('We look for it in the archive');
  // Left as a draft, for later.
  await press('Escape');
});

it('masks what a customer should not have written', async () => {
  await press('g', 'u');
  await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
  await stepTo('My card was refused');
  await press('t');
  await page.getByRole('button', { name: /Resolve and mail/ }).waitFor();
  await press('m');
  const card = page.getByRole('dialog', { name: 'Personal data in this message' });
  await card.getByText('010-1234-5678').waitFor();
  await tabTo(/: Mask /);
  await press('Enter');
  await page.getByRole('log').getByText('010-1234-5678').waitFor({ state: 'detached' });
  await press('Escape');
  await card.waitFor({ state: 'detached' });
  const { body } = await mina.call('listEntries', { params: { ...care, number: numberOf('My card was refused') } });
  expect(JSON.stringify(body.entries)).not.toContain('010-1234-5678');
});

it('forwards it to a colleague with a word', async () => {
  await press('f');
  await page.getByRole('dialog').getByRole('combobox').first().waitFor();
  await type('Jun');
  await page.getByRole('option', { name: /Jun/ }).first().waitFor();
  await press('Enter');
  await page.getByRole('textbox', { name: 'A word for them' }).and(page.locator(':focus')).waitFor();
  await type('Please call back, the number is in the file.');
  await press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const jun = await desk.signIn('jun@example.com');
  const { agentId } = (await jun.call('getMe')).body;
  await waitUntil('the ticket to be Jun’s', async () => (await ticket('My card was refused')).assigneeId === agentId);
});

it('resolves two that need no answer in one go', async () => {
  await press('g', 'u');
  await page.getByRole('heading', { name: 'All unassigned' }).waitFor();
  await stepTo('Thank you too');
  await press('x', 'Shift+ArrowDown');
  await page.getByText('2 selected').waitFor();
  await press('b');
  await tabTo(/: Keep/);
  await press('Enter');
  await page.getByRole('dialog').getByText('Keep 2 tickets').waitFor();
  await press('Control+Enter');
  await page.getByRole('dialog').getByText('Done: 2. Not done: 0.').waitFor();
  await press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press('g', 'p');
  await page.getByRole('heading', { name: 'My processing' }).waitFor();
  const thanks = ['Thank you too', 'Thanks for the quick help'] as const;
  const rows = page.locator('[data-row]');
  await rows.filter({ hasText: thanks[1] }).waitFor();
  // They were kept in the same moment: either can be the upper one.
  const titles = await rows.allInnerTexts();
  const placeOf = (title: Title) => titles.findIndex((row) => row.includes(title));
  for (const title of thanks.toSorted((one, other) => placeOf(one) - placeOf(other))) {
    await stepTo(title);
    await press('x');
  }
  await page.getByText('2 selected').waitFor();
  await press('b');
  await tabTo(/: Internally/);
  await press('Enter');
  await page.getByRole('dialog').getByText('Resolve 2 tickets internally').waitFor();
  await page.getByLabel('Reason').and(page.locator(':focus')).waitFor();
  await type('Other');
  await press('Tab');
  await type('A word of thanks');
  await press('Control+Enter');
  await page.getByRole('dialog').getByText('Done: 2. Not done: 0.').waitFor();
  await look(page, 'day-batch');
  await press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  for (const title of thanks)
    expect(await ticket(title)).toMatchObject({ status: 'resolved', internalReason: 'other' });
});

it('finds the draft again, and sends it', async () => {
  await tabTo(/^Drafts: .*An invoice is missing/, 'Shift+Tab');
  await press('Enter');
  await isOpen('An invoice is missing');
  await press('p');
  await editorHas('We look for it in the archive');
  await press('Control+Enter');
  await page.getByRole('region', { name: 'Take an answer back' }).waitFor();
  await waitUntil(
    'the mail',
    async () => (await sentTo(desk.outboxUrl, 'invoice@customer.example.com')).length > 0,
    40_000,
  );
  const mails = await mailsTo(desk.outboxUrl, 'invoice@customer.example.com');
  expect(mails.map(({ text }) => text?.includes('We look for it in the archive'))).toEqual([true]);
  expect((await ticket('An invoice is missing')).status).toBe('pending');
});
