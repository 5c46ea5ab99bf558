import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  launchBrowser,
  look,
  openSettings,
  PHONE,
  signInToConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { cutOffIn, tooSmallOf, tooWideOn } from '../support/screen-fit.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const UNDO_SECONDS = 20;
const FIRST = 'Where is my order?';
const SECOND = 'A parcel of Donaudampfschifffahrtsgesellschaftskapitänsmützen, with-a-word-that-never-ends-and-goes-on';
let desk: OpenDesk;
let browser: Browser;
let mina: DeskClient;
let page: Page;
let complaints: Complaints;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  await admin.call('editService', { params: care, body: { undoSeconds: UNDO_SECONDS } });
  await admin.call('createTemplate', {
    params: care,
    body: {
      name: 'It is on its way',
      searchCode: 'way',
      language: 'en',
      html: '<p>Dear #{customer.name}, it is on its way.</p>',
      shared: true,
    },
  });
  for (const [subject, name] of [
    [FIRST, 'sora'],
    [SECOND, 'bora'],
  ] as const)
    await sendAsCustomer(desk.smtpPort, {
      from: `${name} <${name}@customer.example.com>`,
      to: 'support@desk.example.com',
      subject,
      text: 'I have been waiting for a week.',
      html: `<p>I have been waiting for a week.</p><table><tr>${'<td>AVeryLongWordOfATable</td>'.repeat(8)}</tr></table>`,
    });
  await waitUntil(
    'two tickets',
    async () => (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.length === 2,
    30_000,
  );
  ({ page, complaints } = await signInToConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: 'Handover-Test-1',
    screen: PHONE,
  }));
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const row = (title: string): Locator => page.locator('[data-row]').filter({ hasText: title });
const editor = (): Locator => page.locator('[contenteditable="true"]');
const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const lists = (): Locator => button(/^Show lists/);
const openNow = (): string | null => new URL(page.url()).searchParams.get('open');
/** What holds on every screen; `targets` are what a finger has to hit there. */
const isWell = async (name: string, ...targets: readonly Locator[]): Promise<void> => {
  await look(page, `phone-${name}`);
  expect(await tooWideOn(page)).toEqual([]);
  for (const target of targets) {
    expect(await target.count()).toBeGreaterThan(0);
    expect(await tooSmallOf(target)).toEqual([]);
  }
  expect(await violationsOf(page)).toEqual([]);
};
const openTicket = async (title: string): Promise<void> => {
  await row(title).tap();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText('I have been waiting for a week.').last().waitFor();
  await editor().waitFor();
};
const stack = async (): Promise<number> => page.evaluate(() => window.history.length);

it('the list fills the screen, its commands stand at the bottom, and its button says which list it is', async () => {
  await row(FIRST).waitFor({ timeout: 30_000 });
  await lists().filter({ hasText: 'All unassigned' }).filter({ hasText: '2' }).waitFor({ timeout: 10_000 });
  expect((await lists().boundingBox())!.y).toBeGreaterThan(844 - 80);
  await isWell('list', page.locator('#list header').getByRole('button'), row(FIRST));
  expect(
    await row(FIRST)
      .locator('xpath=..')
      .getByRole('checkbox')
      .locator('span')
      .first()
      .evaluate((tick) => getComputedStyle(tick).opacity),
  ).toBe('1');
});

it('the rail is a drawer that goes away by the way back, by Esc and by choosing a list', async () => {
  const rail = page.getByRole('navigation', { name: 'Services and lists' });
  await lists().tap();
  await rail.waitFor();
  await rail
    .getByRole('link', { name: /All unassigned/ })
    .and(page.locator('[aria-current]'))
    .waitFor();
  await isWell('rail', rail.getByRole('link'));
  await page.goBack();
  await rail.waitFor({ state: 'hidden' });
  await lists().tap();
  await page.keyboard.press('Escape');
  await rail.waitFor({ state: 'hidden' });
  await lists().and(page.locator(':focus')).waitFor();
  await lists().tap();
  await rail.getByRole('link', { name: /All tickets/ }).tap();
  await lists().filter({ hasText: 'All tickets' }).waitFor();
  await rail.waitFor({ state: 'hidden' });
  await page.goBack();
  await lists().filter({ hasText: 'All unassigned' }).waitFor();
  expect(openNow()).toBeNull();
});

it('selected rows bring the batch bar in the place of the list’s commands', async () => {
  await page.getByRole('checkbox').first().tap();
  await page.getByRole('group', { name: /selected/ }).waitFor();
  await lists().waitFor({ state: 'hidden' });
  await isWell('selected', page.locator('[data-kind]'), page.getByRole('checkbox').last(), button(/^Important: #/));
  await page.locator('[data-kind="set_priority"]').tap();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await isWell('batch', dialog.getByRole('button'));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { checked: true }).tap();
  await lists().waitFor();
});

it('a ticket is opened by a tap, kept and left by the way back, and the list stands where it was', async () => {
  await openTicket(SECOND);
  await page.getByRole('region', { name: 'Figures' }).waitFor({ state: 'hidden' });
  const commands = ['Keep', 'Details', 'Forward', 'More commands'].map((name) => button(name));
  for (const command of commands) expect((await command.boundingBox())!.y).toBeGreaterThan(844 - 80);
  await isWell('ticket', ...commands, editor(), page.getByRole('link', { name: 'Back to the list' }));
  const before = await stack();
  await page.getByRole('link', { name: 'Back to the list' }).tap();
  await row(FIRST).waitFor();
  // It went back: nothing was added to the history.
  expect(await stack()).toBe(before);
  await openTicket(FIRST);
  await button('Keep').tap();
  await button('Keep').waitFor({ state: 'detached', timeout: 15_000 });
  await button('Forward').tap();
  await page.getByRole('dialog').getByRole('combobox').first().waitFor();
  await isWell('forward', page.getByRole('dialog').getByRole('button'));
  await page.keyboard.press('Escape');
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await button('More commands').tap();
  await page.getByRole('menu').waitFor();
  await isWell('more', page.getByRole('menuitem'));
  await page.keyboard.press('Escape');
});

it('the editor takes the screen, is closed by the way back, and keeps what was written', async () => {
  await editor().tap();
  const process = button(/^Resolve and mail/);
  await process.waitFor();
  expect(openNow()).toBe('editor');
  await page.keyboard.type('Hello');
  expect(
    await editor().evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize)),
  ).toBeGreaterThanOrEqual(16);
  await isWell(
    'editor',
    process,
    button('Choose what to do'),
    button('Attach files'),
    button('Preview'),
    button('Close the editor'),
    page.getByRole('toolbar', { name: /format/i }).getByRole('button'),
  );
  await button('Choose what to do').tap();
  await page.getByRole('menu').waitFor();
  await isWell('process', page.getByRole('menuitem'));
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await button('Preview').tap();
  await page.getByRole('dialog').waitFor();
  await isWell('preview', page.getByRole('dialog').getByRole('button'));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await process.waitFor();
  // Above a keyboard that takes the lower half of the screen the button is still seen.
  await page.setViewportSize({ width: 390, height: 460 });
  // The page is told of its new height before it is laid out anew.
  await waitUntil('the button above the keyboard', async () => {
    const { y, height } = (await process.boundingBox())!;
    return y + height <= 460;
  });
  await look(page, 'phone-keyboard');
  await page.setViewportSize(PHONE.viewport);
  await waitUntil('the button at the end of the screen', async () => (await process.boundingBox())!.y > 460);
  await page.goBack();
  await process.waitFor({ state: 'hidden' });
  await editor().tap();
  await process.waitFor();
  await page.keyboard.press('Escape');
  await process.waitFor({ state: 'hidden' });
  await editor().filter({ hasText: 'Hello' }).waitFor();
  await button('Forward').waitFor();
});

it('an answer by template goes out, the next ticket opens, and undo brings the text back', async () => {
  await editor().tap();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('/way');
  await page.getByRole('option', { name: /It is on its way/ }).waitFor();
  await isWell('templates', page.getByRole('option'));
  await page.getByRole('option', { name: /It is on its way/ }).tap();
  await editor().getByText('Dear sora, it is on its way.').waitFor();
  await button(/^Resolve and mail/).tap();
  await page.getByRole('heading', { level: 1, name: SECOND }).waitFor({ timeout: 20_000 });
  expect(openNow()).toBeNull();
  const undo = page.getByRole('region', { name: 'Take an answer back' });
  const bar = (await undo.boundingBox())!;
  for (const other of [button('Keep'), editor()])
    expect(bar.y + bar.height).toBeLessThanOrEqual((await other.boundingBox())!.y);
  await isWell('undo', undo.getByRole('button'));
  await undo.getByRole('button').tap();
  await page.getByRole('heading', { level: 1, name: FIRST }).waitFor({ timeout: 20_000 });
  await editor().filter({ hasText: 'it is on its way' }).waitFor({ timeout: 20_000 });
  await editor().tap();
  await button(/^Resolve and mail/).tap();
  await page.getByRole('heading', { level: 1, name: SECOND }).waitFor({ timeout: 20_000 });
  await undo.waitFor();
});

it('details lie over the ticket, are edited there, and lead to the other panels', async () => {
  await button('Details').tap();
  const details = page.getByRole('dialog', { name: 'Details' });
  await details.waitFor();
  expect(await details.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  await isWell(
    'details',
    button('Close panel'),
    details.getByRole('toolbar').getByRole('button'),
    details.getByRole('button', { name: /^Edit / }),
  );
  await details.getByRole('button', { name: /^Edit Tags: / }).tap();
  await details.getByLabel('Tags', { exact: true }).first().fill('late');
  await page.keyboard.press('Enter');
  const unsaved = details.getByRole('group', { name: 'Unsaved changes' });
  await unsaved.waitFor();
  await isWell('edited', unsaved.getByRole('button'));
  await unsaved.getByRole('button', { name: 'Save' }).tap();
  await unsaved.waitFor({ state: 'detached' });
  await details.getByRole('button', { name: 'Event log' }).tap();
  await page.getByRole('dialog', { name: 'Event log' }).waitFor();
  await isWell('events');
  await page.goBack();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await button('Details').tap();
  await button('Close panel').tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: SECOND }).waitFor();
  expect(openNow()).toBeNull();
});

it('a ticket is found by the button of the search, and created', async () => {
  await page.getByRole('link', { name: 'Back to the list' }).tap();
  await lists().waitFor();
  await button('Command palette').tap();
  await page.getByRole('combobox').waitFor();
  await isWell('palette', page.getByRole('combobox'), button('Close'));
  await button('Close').tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await button('New ticket').tap();
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog.getByRole('textbox', { name: /Title/ }).fill('Called about an invoice');
  await dialog.getByRole('textbox', { name: /Inquiry/ }).fill('Please send it again.');
  await isWell('create', dialog.getByRole('button'), dialog.getByRole('textbox'));
  await dialog.getByRole('button', { name: 'Create', exact: true }).tap();
  await page.getByRole('heading', { level: 1, name: 'Called about an invoice' }).waitFor({ timeout: 20_000 });
});

it('the same in Korean and dark, and nothing is cut off between a phone and a desktop', async () => {
  await page.getByRole('link', { name: 'Back to the list' }).tap();
  await lists().tap();
  await openSettings(page);
  await isWell('settings', page.getByRole('dialog').getByRole('button', { name: 'Close' }));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await switchToKorean(page, { dark: true });
  await page.goBack();
  await isWell('list-ko');
  await page.locator('[data-row]').first().tap();
  await page.locator('h1').filter({ hasText: '#' }).waitFor();
  await isWell('ticket-ko');
  await editor().tap();
  await isWell('editor-ko');
  await page.goBack();
  for (const [width, height] of [
    [320, 640],
    [640, 900],
    [768, 1024],
    [844, 390],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForFunction((wanted) => innerWidth === wanted, width);
    expect([width, ...(await tooWideOn(page))]).toEqual([width]);
    await look(page, `phone-${width}`);
  }
  expect(complaints).toEqual([]);
});

it.each([320, 390])(
  'given %i px and an agent of two groups, then the words of no command are cut off',
  async (width) => {
    const { body } = await mina.call('createTicket', {
      params: { serviceId: 'care' },
      body: { title: 'Kept for a group', html: '<p>?</p>', customer: { email: 'sora@customer.example.com' } },
    });
    const { page: boss } = await signInToConsole(browser, desk.url, {
      email: 'admin@example.com',
      password: 'Handover-Test-1',
      locale: 'ko-KR',
      screen: { ...PHONE, viewport: { width, height: 844 } },
    });
    await boss.goto(`${desk.url}/s/care/all/${body.number}`);
    const keep = boss.getByRole('button', { name: '가져오기' });
    await keep.waitFor({ timeout: 30_000 });
    await look(boss, `phone-keep-${width}`);
    const commands = keep.locator('xpath=..').getByRole('button');
    expect(await commands.count()).toBe(4);
    expect(await cutOffIn(commands)).toEqual([]);
    expect(await tooSmallOf(commands)).toEqual([]);
    expect(await tooWideOn(boss)).toEqual([]);
    await boss.context().close();
  },
);
