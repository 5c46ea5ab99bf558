import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let client: DeskClient;
let complaints: Complaints;

const OPTIONS = [
  { code: 'card', names: { en: 'Back to the card' } },
  { code: 'points', names: { en: 'As points' } },
];
/** One of each type. */
const FIELDS = [
  { code: 'order_number', type: 'text', names: { en: 'Order number' }, maxLength: 8, required: true },
  { code: 'hint', type: 'caption', names: { en: 'What the customer told us' } },
  { code: 'story', type: 'textarea', names: { en: 'Story' } },
  { code: 'bought_on', type: 'date', names: { en: 'Bought on' } },
  { code: 'called_at', type: 'datetime', names: { en: 'Called at' } },
  { code: 'away', type: 'date_period', names: { en: 'Away' } },
  { code: 'visit', type: 'datetime_period', names: { en: 'Visit' } },
  { code: 'method', type: 'radio', names: { en: 'Method' }, options: OPTIONS },
  { code: 'wish', type: 'dropdown', names: { en: 'Wish' }, options: OPTIONS },
  { code: 'symptoms', type: 'checkbox', names: { en: 'Symptoms' }, options: OPTIONS },
  { code: 'terms', type: 'agree', names: { en: 'Terms' } },
  { code: 'proof', type: 'file', names: { en: 'Proof' } },
  { code: 'account', type: 'text', names: { en: 'Account' }, encrypted: true },
] as const;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  await admin.call('createCategory', {
    params: care,
    body: { kind: 'inquiry_type', categoryId: 'refund', names: { en: 'Refund', ko: '환불' } },
  });
  for (const field of FIELDS) {
    const made = await admin.call('createField', {
      params: care,
      body: { ...field, scope: 'customer', inquiryTypeIds: ['refund'] } as never,
    });
    expect(made.status).toBe(201);
  }
  const template = await admin.call('createTemplate', {
    params: care,
    body: {
      name: 'Call note',
      searchCode: 'call',
      language: 'en',
      html: '<p>Call of <b>#{customer.name}</b></p><p>#{ticket.number}</p>',
      shared: true,
    },
  });
  expect(template.status).toBe(201);
  await client.call('createTicket', {
    params: care,
    body: {
      title: 'My parcel is late',
      html: '<p>Hello</p>',
      customer: { name: 'Sora Kim', email: 'sora@customer.example.com', phone: '+821012345678' },
    },
  });
  const signedIn = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: 'Handover-Test-1',
  });
  page = signedIn.page;
  complaints = signedIn.complaints;
  page.setDefaultTimeout(10_000);
  await page.locator('[data-row]').first().waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const dialog = (): Locator => page.getByRole('dialog', { name: /^(New ticket|새 티켓)$/ });
const inquiry = (): Locator => dialog().getByRole('textbox', { name: /^(Inquiry|문의 내용)$/ });
const input = (name: string): Locator => dialog().getByLabel(name, { exact: true }).first();
const openForm = async (): Promise<void> => {
  await page.keyboard.press('n');
  await inquiry().waitFor();
};
const numberOpen = (): number => Number(/\/(\d+)(?:\?|$)/.exec(page.url())?.[1]);
const ticketOpen = async () => (await client.call('getTicket', { params: { ...care, number: numberOpen() } })).body;
const opened = async (title: string): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await dialog().waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.id === 'ticket');
};
const chooseRefund = async (): Promise<void> => {
  await input('Inquiry type').fill('Refund');
  await page.getByRole('option', { name: 'Refund' }).click();
  await input('Order number').waitFor();
};

it('by the keyboard alone: n, Tab, Ctrl+Enter; the new ticket opens and has the focus', async () => {
  await page.keyboard.press('n');
  await page.keyboard.type('Typed by keys');
  await inquiry().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('The text of the inquiry');
  await page.keyboard.press('Control+Enter');
  await opened('Typed by keys');
  expect(await ticketOpen()).toMatchObject({
    title: 'Typed by keys',
    status: 'unassigned',
    channel: 'created',
    language: 'ko',
    priority: 'normal',
  });
});

it('what is wrong is told at its field, and the first of it has the focus', async () => {
  await openForm();
  await input('E-mail').fill('sora');
  await page.keyboard.press('Control+Enter');
  await dialog().getByText('This is no e-mail address.').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]') !== null);
  expect(await dialog().getByText('Needed', { exact: true }).count()).toBe(2);
  expect(
    await dialog()
      .getByRole('textbox', { name: 'Title' })
      .evaluate((at) => at === document.activeElement),
  ).toBe(true);
  expect(await violationsOf(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Discard' }).click();
});

it('a customer who is known is shown with their open tickets; opening one instead keeps what was typed', async () => {
  await dialog().getByRole('textbox', { name: 'Title' }).fill('It is still late');
  await input('Phone').fill('010-1234-5678');
  const found = dialog().getByRole('status', { name: 'Known customers' });
  await found.getByText('Sora Kim').waitFor();
  await found.getByRole('button', { name: 'Fill in what is known' }).click();
  expect(await input('E-mail').inputValue()).toBe('sora@customer.example.com');
  expect(await input('Name').inputValue()).toBe('Sora Kim');
  await found.getByRole('link', { name: /^Open instead: ?#\d+ ?My parcel is late/ }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'create-customer-en');
  await found.getByRole('link', { name: /^Open instead/ }).click();
  await page.getByRole('heading', { level: 1, name: 'My parcel is late' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'My parcel is late' }).waitFor();
  await openForm();
  expect(await dialog().getByRole('textbox', { name: 'Title' }).inputValue()).toBe('It is still late');
  expect(await input('Phone').inputValue()).toBe('010-1234-5678');
});

it('a template is put into the text, filled from the form, and names what is still empty', async () => {
  await inquiry().focus();
  await page.keyboard.type('/call');
  const offered = dialog().getByRole('option', { name: /Call note/ });
  await offered.waitFor();
  await look(page, 'create-template-en');
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await offered.waitFor({ state: 'detached' });
  expect(await inquiry().innerText()).toBe('/call');
  await inquiry().fill('');
  await dialog().getByRole('button', { name: 'Insert a template' }).click();
  await offered.waitFor();
  await page.keyboard.press('Enter');
  await inquiry().getByText('Call of Sora Kim').waitFor();
  await dialog()
    .getByText(/Not known: ticket number/)
    .waitFor();
  await page.keyboard.type('She waits for an answer');
  expect(await inquiry().innerText()).toContain('She waits for an answer');
});

it('the inquiry type asks for its fields, and all of them go with the ticket, with files and taken at once', async () => {
  await chooseRefund();
  await page.keyboard.press('Control+Enter');
  await dialog().getByText('Needed', { exact: true }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Order number');
  await input('Order number').fill('A-1');
  await input('Story').fill('Two lines\nof it');
  await input('Bought on').fill('2026-11-20');
  await input('Called at').fill('2026-11-21 09:30');
  await input('Away: from').fill('2026-11-20');
  await input('Away: to').fill('2026-11-22');
  await input('Visit: from').fill('2026-11-23 10:00');
  await input('Visit: to').fill('2026-11-23 11:00');
  await page.keyboard.press('Tab');
  await input('Back to the card').check();
  await input('Wish').selectOption('points');
  await dialog().getByRole('checkbox', { name: 'As points' }).check();
  await input('Terms').check();
  await input('Account').fill('110-220');
  const file = { name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') };
  await dialog().getByRole('group', { name: 'Proof' }).locator('input[type="file"]').setInputFiles(file);
  await dialog().getByRole('button', { name: 'Remove receipt.txt' }).waitFor();
  await dialog().getByText('receipt.txt is still being uploaded').waitFor({ state: 'detached' });
  const attachments = dialog().getByRole('group', { name: 'Attachments' });
  const puts = /uploads.*X-Amz-Signature/;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await intercept(page, puts, async (route) => {
    await held;
    await route.continue();
  });
  await attachments.locator('input[type="file"]').setInputFiles([
    { ...file, name: 'photo.txt' },
    { ...file, name: 'setup.exe' },
  ]);
  await attachments.getByText('setup.exe can’t be attached: files of this kind are not sent').waitFor();
  await dialog().getByText('photo.txt is still being uploaded').waitFor();
  await page.keyboard.press('Control+Enter');
  expect(await violationsOf(page)).toEqual([]);
  letGo();
  await dialog().getByText('photo.txt is still being uploaded').waitFor({ state: 'detached' });
  await page.unroute(puts);
  await inquiry().evaluate((element) => {
    const data = new DataTransfer();
    data.items.add(new File(['paid'], 'photo.txt', { type: 'text/plain' }));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await attachments.getByText('photo (2).txt', { exact: true }).waitFor();
  await input('Take it at once').check();
  await input('Priority').selectOption('urgent');
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'create-fields-en');
  await page
    .evaluate(() => Object.values(localStorage).join())
    .then((kept) => {
      expect(kept).not.toContain('110-220');
    });
  await dialog().getByRole('button', { name: 'Create' }).click();
  await opened('It is still late');
  const made = await ticketOpen();
  expect(made).toMatchObject({
    status: 'processing',
    priority: 'urgent',
    inquiryTypeId: 'refund',
    groupId: 'delivery',
  });
  expect(made.customer).toEqual({ name: 'Sora Kim', email: 'sora@customer.example.com', phone: '+821012345678' });
  expect(Object.fromEntries(made.fields.map(({ code, value }) => [code, value]))).toMatchObject({
    order_number: 'A-1',
    story: 'Two lines\nof it',
    bought_on: '2026-11-20',
    called_at: '2026-11-21T00:30:00.000Z',
    away: { from: '2026-11-20', to: '2026-11-22' },
    visit: { from: '2026-11-23T01:00:00.000Z', to: '2026-11-23T02:00:00.000Z' },
    method: 'card',
    wish: 'points',
    symptoms: ['points'],
    terms: true,
    proof: [{ name: 'receipt.txt' }],
  });
  await page.getByText('photo.txt').first().waitFor();
  await page.getByText('photo (2).txt').first().waitFor();
});

it('given the answer is lost, when it is sent again, also after a reload, then one ticket is made', async () => {
  const before = (await client.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.length;
  await openForm();
  await page.keyboard.type('Sent twice');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Once is enough');
  let lost = 0;
  const address = /\/services\/care\/tickets$/;
  await intercept(page, address, async (route) => {
    await route.fetch();
    await route.abort();
    lost += 1;
  });
  await page.keyboard.press('Control+Enter');
  await dialog()
    .getByText(/could not be reached|no answer|connection/i)
    .waitFor({ timeout: 20_000 });
  expect(lost).toBe(3);
  await page.unroute(address);
  await page.reload();
  await page.locator('[data-row]').first().waitFor();
  await openForm();
  await page.keyboard.press('Control+Enter');
  await opened('Sent twice');
  const { rows } = (await client.call('listTickets', { params: care, query: { list: 'all' } })).body;
  expect(rows.length).toBe(before + 1);
});

it('given the ticket can’t be taken, then it is made all the same, and it says why it is not the agent’s', async () => {
  await openForm();
  await page.keyboard.type('For others');
  await page.keyboard.press('Tab');
  await page.keyboard.type('A text');
  await input('Take it at once').check();
  await input('Group').selectOption('billing');
  await page.keyboard.press('Control+Enter');
  await dialog()
    .getByText(/You are not in this group/)
    .waitFor();
  await input('Group').selectOption('delivery');
  await intercept(page, /\/keep$/, (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'x', status: 409, code: 'conflict_try_again' }),
    }),
  );
  await page.keyboard.press('Control+Enter');
  await page.getByText(/is created, but not yours/).waitFor({ timeout: 20_000 });
  await opened('For others');
  await page.unroute(/\/keep$/);
  expect((await ticketOpen()).status).toBe('unassigned');
  await page.locator('.mantine-Notification-closeButton').click();
});

it('in Korean and dark it reads as well, also on a phone', async () => {
  await switchToKorean(page, { dark: true });
  await page.keyboard.press('n');
  await inquiry().waitFor();
  await input('문의 유형').fill('환불');
  await page.getByRole('option', { name: '환불' }).click();
  await input('전화번호').fill('010-1234-5678');
  await dialog().getByText('Sora Kim').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'create-ko-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await look(page, 'create-ko-phone');
  await dialog().getByRole('button', { name: '내용 지우기' }).click();
});

it('the page complained of nothing but what was refused', () => {
  expect(complaints.filter((line) => !/40[09]|ERR_FAILED/.test(line))).toEqual([]);
});
