import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  openSettings,
  settingOf,
  openTicketAt,
  signInToConsole,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let mina: Page;
let client: DeskClient;
const complaints: Complaints[] = [];

const signIn = async (email: string, locale = 'en-US'): Promise<Page> => {
  const signedIn = await signInToConsole(browser, desk.url, { email, password: 'Handover-Test-1', locale });
  complaints.push(signedIn.complaints);
  return signedIn.page;
};
const newTicket = async (title: string): Promise<number> => {
  const { body } = await client.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer: { email: 'sora@example.com' } },
  });
  await client.call('keepTicket', { params: { ...care, number: body.number }, body: {} });
  return body.number;
};
const preferences = async () => (await client.call('getMe')).body.preferences;
/** Waits until the server has what was chosen. */
const untilKept = async (expected: object): Promise<void> => {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    try {
      expect(await preferences()).toMatchObject(expected);
      return;
    } catch {
      await mina.waitForTimeout(100);
    }
  }
  expect(await preferences()).toMatchObject(expected);
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  mina = await signIn('mina@example.com');
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});
afterEach(() => {
  expect(complaints.flat()).toEqual([]);
});

it('given a language and a theme that were chosen, when the agent signs in elsewhere, then the console has both at once', async () => {
  await openSettings(mina);
  expect(await violationsOf(mina)).toEqual([]);
  await settingOf(mina, 'Appearance', 'Dark').click();
  await settingOf(mina, 'Language', '한국어').click();
  await mina.getByRole('dialog', { name: '설정' }).getByText('저장됨', { exact: true }).waitFor();
  await untilKept({ language: 'ko', theme: 'dark' });
  expect(await violationsOf(mina)).toEqual([]);

  const elsewhere = await signIn('mina@example.com');
  await elsewhere.getByRole('button', { name: 'Mina 님의 설정' }).waitFor();
  expect(await elsewhere.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
  // The copy in that browser: the next start has both before the desk answers.
  await intercept(elsewhere, '**/me', () => undefined);
  await elsewhere.reload();
  await elsewhere.waitForFunction(() => document.documentElement.lang === 'ko');
  expect(await elsewhere.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
  await elsewhere.context().close();

  await settingOf(mina, '언어', 'English').click();
  await settingOf(mina, 'Appearance', 'Light').click();
  await untilKept({ language: 'en', theme: 'light' });
  await mina.keyboard.press('Escape');
  await mina.getByRole('dialog').waitFor({ state: 'detached' });
  const button = mina.getByRole('button', { name: 'Settings of Mina' }).and(mina.locator(':focus'));
  await button.waitFor();
  // By key alone, and now that its code is loaded.
  await mina.keyboard.press('Enter');
  await mina.getByRole('menuitem', { name: 'Settings…' }).press('Enter');
  await mina.getByRole('dialog').waitFor();
  await mina.keyboard.press('Escape');
  await mina.getByRole('dialog').waitFor({ state: 'detached' });
  await button.waitFor();
});

it('given two windows, when each chooses something else, then both choices are kept', async () => {
  const other = await mina.context().newPage();
  await other.goto(`${desk.url}/s/care/all`);
  await Promise.all([openSettings(mina), openSettings(other)]);
  await Promise.all([
    settingOf(mina, 'After processing', 'List').click(),
    mina.waitForTimeout(0),
    other.getByRole('checkbox', { name: 'A reserved call is due: Sound' }).check(),
  ]);
  await untilKept({ afterProcessing: 'list', alerts: { call_due: { sound: true, notification: false } } });
  await other.close();
  await mina.keyboard.press('Escape');
});

it('given a choice that the desk refuses, then it is taken back and the agent is told so', async () => {
  await openSettings(mina);
  await intercept(mina, '**/me/preferences', (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'No', status: 400, code: 'validation_failed' }),
    }),
  );
  await mina.getByRole('checkbox', { name: 'A mail of my ticket failed: Sound' }).click();
  await mina.getByText(/^Not saved\. /).waitFor();
  await mina.getByRole('checkbox', { name: 'A mail of my ticket failed: Sound', checked: false }).waitFor();
  await mina.unroute('**/me/preferences');
  complaints.splice(0, 1, []);
  await mina.keyboard.press('Escape');
});

it('given a signature, when an answer is written, then preview, history and mail show it, and a comment does not', async () => {
  const number = await newTicket('Where is my order?');
  await client.call('editMyPreferences', { body: { afterProcessing: 'list' } });
  await openSettings(mina);
  const signature = mina.getByRole('textbox', { name: 'Signature' });
  await signature.click();
  await mina.keyboard.type('Mina Kim, Customer Care');
  await signature.blur();
  await untilKept({ signatures: { care: '<p dir="auto">Mina Kim, Customer Care</p>' } });
  await mina.keyboard.press('Escape');

  await mina.goto(`${desk.url}/s/care/my_processing/${number}`);
  await mina.getByRole('heading', { level: 1, name: /Where is my order/ }).waitFor();
  await mina.keyboard.press('r');
  await mina.getByRole('textbox', { name: 'Answer' }).and(mina.locator(':focus')).waitFor();
  await mina.keyboard.type('It is on its way.');
  await mina.keyboard.press('Control+Shift+Enter');
  const preview = mina.getByRole('dialog');
  await preview.frameLocator('iframe').getByText('Mina Kim, Customer Care').waitFor();
  await mina.keyboard.press('Escape');
  await preview.waitFor({ state: 'detached' });
  await mina.keyboard.press('Control+Enter');
  await mina.waitForURL(/\/s\/care\/my_processing$/);
  await mina.locator('#list:focus').waitFor();

  await openTicketAt(mina, `${desk.url}/s/care/all/${number}`);
  await mina.getByRole('article').getByText('Mina Kim, Customer Care').waitFor();
  const { body } = await client.call('listEntries', { params: { ...care, number } });
  expect(body.entries.at(-1)).toMatchObject({
    html: expect.stringMatching(/It is on its way\..*Mina Kim, Customer Care/),
  });
  const other = await newTicket('Another matter');
  await client.call('commentTicket', { params: { ...care, number: other }, body: { html: '<p>Note</p>' } });
  const { body: commented } = await client.call('listEntries', { params: { ...care, number: other } });
  expect(commented.entries.at(-1)).toMatchObject({ html: '<p>Note</p>' });
});

it('given “same ticket”, when an answer is sent, then the ticket stays open; given “next ticket”, the next one opens', async () => {
  const numbers = [await newTicket('First'), await newTicket('Second'), await newTicket('Third')] as const;
  const answer = async (number: number): Promise<void> => {
    await mina.goto(`${desk.url}/s/care/my_processing/${number}`);
    await mina.locator('#ticket').getByRole('heading', { level: 1 }).waitFor();
    // The list is there, too: the next ticket is the next one of it.
    await mina.locator('#list').getByText('First', { exact: true }).waitFor();
    await mina.keyboard.press('r');
    await mina.getByRole('textbox', { name: 'Answer' }).and(mina.locator(':focus')).waitFor();
    await mina.keyboard.type('Done.');
    await mina.keyboard.press('Control+Enter');
    await mina
      .getByText(new RegExp(`#${number}.*resolved`, 'i'))
      .first()
      .waitFor();
  };
  await client.call('editMyPreferences', { body: { afterProcessing: 'stay' } });
  await answer(numbers[2]);
  expect(mina.url()).toContain(`/${numbers[2]}`);
  await client.call('editMyPreferences', { body: { afterProcessing: 'next' } });
  await answer(numbers[1]);
  await mina.waitForURL((url) => url.pathname.endsWith(`/${numbers[0]}`));
});

describe('the order of the icons', () => {
  const icons = (page: Page) =>
    page
      .getByRole('toolbar', { name: 'Panels' })
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
  const inOrder = async (page: Page, expected: readonly string[]): Promise<void> => {
    await page.waitForFunction(
      (labels) =>
        labels === [...document.querySelectorAll('[data-panel]')].map((icon) => icon.getAttribute('aria-label')).join(),
      expected.join(),
    );
  };
  let first: readonly string[];
  beforeAll(async () => {
    const number = await newTicket('Icons');
    await openTicketAt(mina, `${desk.url}/s/care/all/${number}`);
    await mina.getByRole('toolbar', { name: 'Panels' }).waitFor();
    first = (await icons(mina)) as string[];
  });

  it('given an icon with the focus, when Alt and an arrow is pressed, then it moves, keeps the focus, and is announced', async () => {
    const [one, two, ...others] = first;
    await mina.getByRole('button', { name: one!, exact: true }).focus();
    await mina.keyboard.press('Alt+ArrowDown');
    await inOrder(mina, [two!, one!, ...others]);
    await mina.getByRole('button', { name: one!, exact: true }).and(mina.locator(':focus')).waitFor();
    await mina.getByRole('status').getByText(`${one!} moved to place 2 of ${first.length}`).waitFor();
    await mina.keyboard.press('Alt+ArrowDown');
    await inOrder(mina, [two!, others[0]!, one!, ...others.slice(1)]);
    await mina.getByRole('button', { name: one!, exact: true }).and(mina.locator(':focus')).waitFor();
    await mina.keyboard.press('Alt+ArrowUp');
    await inOrder(mina, [two!, one!, ...others]);
    await mina.keyboard.press('Alt+ArrowUp');
    await inOrder(mina, first);
    // There is no place above the first.
    await mina.keyboard.press('Alt+ArrowUp');
    await inOrder(mina, first);
    expect(await violationsOf(mina)).toEqual([]);
  });

  it('given an icon that is dragged below another, then it is there after a reload and in the settings, and no panel opened', async () => {
    const [one, two, ...others] = first;
    const box = (name: string) => mina.getByRole('button', { name, exact: true }).boundingBox();
    const [from, to] = [(await box(one!))!, (await box(two!))!];
    await mina.mouse.move(from.x + 16, from.y + 16);
    await mina.mouse.down();
    await mina.mouse.move(from.x + 16, from.y + 30, { steps: 4 });
    await mina.mouse.move(to.x + 16, to.y + 20, { steps: 4 });
    await mina.mouse.up();
    await inOrder(mina, [two!, one!, ...others]);
    expect(
      await mina.getByRole('button', { pressed: true }).evaluateAll((all) => all.map((each) => each.ariaLabel)),
    ).toContain('Details');
    await untilKept({ panelOrder: expect.arrayContaining(['fields']) as unknown });
    await mina.reload();
    await inOrder(mina, [two!, one!, ...others]);

    await openSettings(mina);
    await mina.getByRole('button', { name: `Move ${one!} up`, exact: true }).click();
    await inOrder(mina, first);
    await mina.keyboard.press('Escape');
  });
});
