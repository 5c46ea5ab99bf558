import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openTicketAt,
  openConsole,
  switchToKorean,
} from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { tooWideOn } from '../support/screen-fit.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
let browser: Browser;
let page: Page;

const TEMPLATES = [
  {
    name: 'Delivery is late',
    searchCode: 'delay',
    language: 'en',
    html: '<p>Dear #{customer.name},</p><p>about #{ticket.title}: we are <b>late</b>.</p><ul><li>It leaves today</li></ul><p>#{agent.name}</p>',
  },
  { name: 'Call back', searchCode: 'call', language: 'en', html: '<p>We call you at #{customer.phone}.</p>' },
  { name: '배송 지연 안내', searchCode: '지연', language: 'ko', html: '<p>#{customer.name} 고객님, 죄송합니다.</p>' },
] as const;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  await sendAsCustomer(desk.smtpPort, {
    from: '"Sora Kim" <sora@customer.example.com>',
    to: 'support@desk.example.com',
    subject: 'Where is my order?',
    text: 'I have been waiting for a week. Where is it?',
  });
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' }));
  await page
    .getByRole('link', { name: /Where is my order/ })
    .first()
    .click({ timeout: 30_000 });
  await page.getByRole('heading', { level: 1, name: /Where is my order/ }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const editor = () => page.locator('[contenteditable="true"]');
const list = () => page.getByRole('listbox', { name: 'Templates' });
const chosen = () => list().getByRole('option', { selected: true });
const empty = async (): Promise<void> => {
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
};
const reads = (words: string): Promise<unknown> =>
  page.waitForFunction(
    (expected) => document.querySelector<HTMLElement>('[contenteditable="true"]')?.innerText.trim() === expected,
    words,
    { timeout: 10_000 },
  );
const useCount = async (name: string): Promise<number | undefined> => {
  const mina = await desk.signIn('mina@example.com');
  const { body } = await mina.call('listTemplates', { params: { serviceId: 'care' } });
  return body.templates.find((template) => template.name === name)?.useCount;
};

it('given a service without templates, when a slash is typed, then it says so and the slash stays', async () => {
  await page.keyboard.press('c');
  await page.keyboard.type('/');
  await page.getByText('This service has no templates yet.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText('This service has no templates yet.').waitFor({ state: 'detached' });
  await reads('/');
  await empty();
  const administrator = await desk.signIn('admin@example.com');
  for (const template of TEMPLATES) {
    const { status } = await administrator.call('createTemplate', {
      params: { serviceId: 'care' },
      body: { ...template, shared: true },
    });
    expect(status).toBe(201);
  }
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /Where is my order/ }).waitFor();
});

it('when a template is chosen by its code, then it replaces what was typed, its variables filled, and counts as used', async () => {
  await page.keyboard.press('c');
  await page.keyboard.type('/');
  await list().waitFor();
  // The ticket is in English: templates in English come first.
  expect(await list().getByRole('option').allInnerTexts()).toEqual([
    expect.stringContaining('Call back'),
    expect.stringContaining('Delivery is late'),
    expect.stringContaining('배송 지연 안내'),
  ]);
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await chosen().getByText('Delivery is late').waitFor();
  await page.keyboard.press('ArrowUp');
  await chosen().getByText('Call back').waitFor();
  await page.keyboard.type('del');
  await chosen().getByText('Delivery is late').waitFor();
  const option = await chosen().getAttribute('id');
  expect(await editor().getAttribute('aria-activedescendant')).toBe(option);
  await page.keyboard.press('Enter');
  await editor().getByText('Dear Sora Kim,').waitFor();
  expect(
    await editor()
      .locator('> *')
      .evaluateAll((blocks) => blocks.map(({ tagName }) => tagName)),
  ).toEqual(['P', 'P', 'UL', 'P']);
  await editor().getByText('about Where is my order?: we are late.').waitFor();
  expect(await editor().locator('strong').innerText()).toBe('late');
  await list().waitFor({ state: 'detached' });
  expect(await useCount('Delivery is late')).toBe(1);
});

it('what is typed next stands behind it, and undo takes the insertion back in one step', async () => {
  await page.keyboard.type(' and team');
  await editor().getByText('Mina and team').waitFor();
  await page.keyboard.press('Control+z');
  await editor().getByText('Mina', { exact: true }).waitFor();
  await page.keyboard.press('Control+z');
  await reads('/del');
  expect(await list().count()).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await editor().getByText('Dear Sora Kim,').waitFor();
  await empty();
});

it('in the middle of a line, after a space, the text goes on around it; a slash inside a word asks for nothing', async () => {
  await page.keyboard.type('and/or 3/4 https://example.com/call');
  expect(await list().count()).toBe(0);
  await empty();
  await page.keyboard.type('Hello! ');
  await page.keyboard.type('/배송지연');
  await chosen().getByText('배송 지연 안내').waitFor();
  await page.keyboard.press('Tab');
  await reads('Hello! Sora Kim 고객님, 죄송합니다.');
  await empty();
});

it('given nothing fits, then it says so, and a space or Escape leaves what was typed', async () => {
  await page.keyboard.type('/nothing');
  await page.getByText('No template fits “nothing”.').waitFor();
  await page.keyboard.type(' else');
  await page.getByText('No template fits').waitFor({ state: 'detached' });
  await reads('/nothing else');
  await empty();
  await page.keyboard.type('/call');
  await chosen().waitFor();
  await page.keyboard.press('Escape');
  await list().waitFor({ state: 'detached' });
  await page.keyboard.type('er');
  await reads('/caller');
  expect(await list().count()).toBe(0);
  await empty();
});

it('given a value that nobody knows, then the gap is named until undo takes it back; a variable in the text is marked', async () => {
  await page.keyboard.type('/call');
  await chosen().waitFor();
  await page.keyboard.press('Enter');
  const gaps = page.getByRole('alert').filter({ hasText: 'Not known: customer’s phone number' });
  await gaps.waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await reads('/call');
  await gaps.waitFor({ state: 'detached' });
  await empty();
  await page.keyboard.type('Dear #{customer.nam}, hello');
  expect(await editor().locator('mark').innerText()).toBe('#{customer.nam}');
  expect(await violationsOf(page)).toEqual([]);
  await empty();
});

it('by mouse: the button in the toolbar opens the list, a click inserts', async () => {
  await page.keyboard.type('Hello, ');
  await page.getByRole('button', { name: 'Insert a template' }).click();
  await list().getByText('Call back').click();
  await reads('Hello, We call you at .');
  await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await editor().click();
  await empty();
});

it('given no connection, then it says so where one is, and Enter tries again', async () => {
  await page.keyboard.type('/call');
  await chosen().waitFor();
  await intercept(page, '**/fill', (route) => route.abort());
  await page.keyboard.press('Enter');
  const trouble = page.getByRole('alert').filter({ hasText: 'Call back could not be inserted.' });
  await trouble.getByText('The server could not be reached').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.unroute('**/fill');
  await page.keyboard.press('Enter');
  await reads('We call you at .');
  await empty();
});

describe('the panel', () => {
  const panel = () => page.getByRole('complementary', { name: 'Templates' });
  const head = (name: string) => panel().getByRole('button', { name: new RegExp(name) });

  it('when a template is looked at, then it reads as it would be inserted, and that is no use of it', async () => {
    const before = await useCount('Delivery is late');
    await editor().click();
    await page.keyboard.type('Hello! ');
    await page.locator('[data-panel="templates"]').click();
    await head('Call back').waitFor();
    expect(await panel().getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Call back'),
      expect.stringContaining('Delivery is late'),
      expect.stringContaining('배송 지연 안내'),
    ]);
    await panel().getByRole('textbox', { name: 'Find by name or code' }).fill('DEL');
    expect(await panel().getByRole('listitem').count()).toBe(1);
    await head('Delivery is late').click();
    await panel().getByText('Dear Sora Kim,').waitFor();
    await panel().getByText('about Where is my order?: we are late.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await look(page, 'templates-panel-en-light');
    expect(await useCount('Delivery is late')).toBe(before);
  });

  it('when it is inserted, then it stands where the cursor was, the focus is behind it, and it counts as used', async () => {
    const before = (await useCount('Delivery is late'))!;
    await panel().getByRole('button', { name: 'Insert into the text' }).click();
    await editor().getByText('Hello! Dear Sora Kim,').waitFor();
    await page.keyboard.type(' and team');
    await editor().getByText('Mina and team').waitFor();
    expect(await useCount('Delivery is late')).toBe(before + 1);
    await empty();
  });

  it('given no code or name like it, and a value that nobody knows, then it says so', async () => {
    const field = panel().getByRole('textbox', { name: 'Find by name or code' });
    await field.fill('nothing');
    await panel().getByText('No template fits “nothing”.').waitFor();
    await field.fill('call');
    await head('Call back').focus();
    await page.keyboard.press('Enter');
    await panel().getByText('Not known: customer’s phone number').waitFor();
    await head('Call back').and(page.locator('[aria-expanded="true"]')).waitFor();
    await page.keyboard.press('Enter');
    await panel().getByText('Not known').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
  });

  it('given no connection, then it says so and the text stays; the next try inserts', async () => {
    await editor().click();
    await page.keyboard.type('Dear, ');
    await intercept(page, '**/fill', (route) => route.abort());
    const insert = panel().getByRole('button', { name: 'Insert into the text' });
    await insert.click();
    await panel()
      .getByRole('alert')
      .filter({ hasText: 'Call back could not be inserted. The server could not be reached' })
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/fill');
    await insert.click();
    await reads('Dear, We call you at .');
    await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
    await editor().click();
    await empty();
  });

  it('on a phone it covers the ticket, and what is inserted is seen in the editor', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Details' }).click();
    const sheet = page.getByRole('dialog', { name: 'Details' });
    await sheet.locator('[data-panel="templates"]').click();
    const covering = page.getByRole('dialog', { name: 'Templates' });
    await covering.getByRole('button', { name: /Delivery is late/ }).click();
    await covering.getByText('Dear Sora Kim,').waitFor();
    expect(await tooWideOn(page)).toEqual([]);
    await look(page, 'templates-panel-phone');
    await covering.getByRole('button', { name: 'Insert into the text' }).click();
    await covering.waitFor({ state: 'detached' });
    await editor().and(page.locator(':focus')).getByText('Dear Sora Kim,').waitFor();
    await page.keyboard.type(' and team');
    await editor().getByText('Mina and team').waitFor();
    await empty();
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('given a ticket that takes no more text, then it can be read and not inserted', async () => {
    const mina = await desk.signIn('mina@example.com');
    const { body } = await mina.call('createTicket', {
      params: { serviceId: 'care' },
      body: { title: 'Over', html: '<p>Over</p>', customer: { email: 'over@customer.example.com' } },
    });
    const over = { params: { serviceId: 'care', number: body.number } };
    await mina.call('keepTicket', { ...over, body: {} });
    await mina.call('resolveTicket', { ...over, body: { html: '<p>Done</p>' } });
    await (await desk.signIn('admin@example.com')).call('completeTicket', { ...over, body: {} });
    await openTicketAt(page, `${desk.url}/s/care/all/${body.number}`);
    await page.getByText('This ticket takes no more answers').waitFor();
    await head('Call back').click();
    await panel().getByText('Nothing can be written on this ticket now.').waitFor();
    expect(await panel().getByRole('button', { name: 'Insert into the text' }).count()).toBe(0);
    await page.goBack();
  });
});

it('dark and in Korean', async () => {
  await switchToKorean(page, { dark: true });
  await editor().click();
  await page.keyboard.type('/');
  await page.getByRole('listbox', { name: '템플릿' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
});
