import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { IN_MOTION, launchBrowser, look } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

let desk: OpenDesk;
let browser: Browser;
/** The administrator's console, and the one of the agent whom they invite. */
let page: Page;
let hana: Page;
const complaints: string[] = [];

const OWN_PASSWORD = 'Handover-Night-1';

/** A console in which a pointer is a complaint. */
const openConsole = async (options: BrowserContextOptions): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => complaints.push(String(error)));
  opened.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await opened.addInitScript(() => {
    addEventListener('pointerdown', () => {
      console.error('a mouse was used');
    });
  });
  await opened.goto(desk.url);
  return opened;
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  page = await openConsole(IN_MOTION);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});
afterEach(() => {
  expect(complaints).toEqual([]);
});

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement));
/** Goes on by Tab until the focus is there. Fails where it can't be reached. */
const tabTo = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 60): Promise<void> => {
  await target.waitFor();
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`${String(most)} × ${key} did not lead to ${String(target)}`);
};
const type = (text: string): Promise<void> => page.keyboard.type(text);
const fill = async (label: string, text: string): Promise<void> => {
  await tabTo(page.getByLabel(label, { exact: true }));
  await page.keyboard.press('Control+a');
  await type(text);
};
/** Opens a section by the links at the left. */
const openSection = async (name: string): Promise<void> => {
  await page.keyboard.press('Escape');
  await tabTo(page.getByRole('navigation').getByRole('link', { name, exact: true }), 'Shift+Tab', 120);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
const saved = async (): Promise<void> => {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
};

it('given an administrator signs in, when they type what they want to do, then the palette leads to the administration', async () => {
  await page.locator('input[type="email"]').waitFor();
  await type('admin@example.com');
  await page.keyboard.press('Tab');
  await type('Handover-Test-1');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Lists' }).waitFor();
  await page.keyboard.press('Control+k');
  await type('admin');
  await page.getByRole('option', { name: /Administration/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Sections of the administration' }).waitFor();
});

it('when they make a service, then they are in it, and its overview says what it lacks', async () => {
  await tabTo(page.getByRole('button', { name: /^Change the service/ }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'New service…' }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const name = page.getByLabel('Name', { exact: true });
  await waitUntil('the name to have the focus', () => hasFocus(name));
  await type('Night Desk');
  await fill('Id', 'night');
  await tabTo(page.getByRole('checkbox', { name: 'English' }));
  await page.keyboard.press('Space');
  await tabTo(page.getByRole('textbox', { name: 'One more address' }));
  await type('night@desk.example.com');
  await fill('Undo window', '0');
  await saved();
  await page.waitForURL(/\/admin\/night\//);
  await openSection('Overview');
  await page
    .getByText('There is no group yet')
    .or(page.getByText(/no group/i))
    .first()
    .waitFor();
  await look(page, 'night-lacks');
});

it('when they make a group and invite somebody into it, then that one gets a mail with what they sign in by', async () => {
  await openSection('Groups');
  await page.keyboard.press('n');
  const name = page.getByLabel('Name', { exact: true });
  await waitUntil('the name to have the focus', () => hasFocus(name));
  await type('Night shift');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/admin\/night\/groups\/(?!_new)/);
  await openSection('Agents');
  await page.keyboard.press('n');
  const email = page.getByLabel('E-mail', { exact: true });
  await waitUntil('the address to have the focus', () => hasFocus(email));
  await type('hana@example.com');
  await fill('Name', 'Hana');
  await tabTo(page.getByRole('checkbox', { name: 'Night shift' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/admin\/night\/agents\/(?!_new)/);
  await waitUntil('the invitation', async () => (await mailsTo(desk.outboxUrl, 'hana@example.com')).length === 1);
});

it('when they write the types that inquiries have, a field and a template, then all of it is there', async () => {
  await openSection('Inquiry types');
  await page.keyboard.press('n');
  const add = page.getByRole('textbox', { name: /^New category at the top/ });
  await waitUntil('the new category to have the focus', () => hasFocus(add));
  for (const each of ['Delivery', 'Payment']) {
    await type(each);
    await page.keyboard.press('Enter');
    await page.getByRole('treeitem', { name: new RegExp(each) }).waitFor();
  }
  await page.keyboard.press('Escape');
  await openSection('Fields');
  await page.keyboard.press('n');
  const code = page.getByLabel('Code', { exact: true });
  await waitUntil('the form of a field', () => code.isVisible());
  await fill('Code', 'order_number');
  await tabTo(page.getByRole('textbox', { name: 'Name in English' }), 'Shift+Tab', 100);
  await type('Order number');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/admin\/night\/fields\/order_number/);
  await openSection('Templates');
  await page.keyboard.press('n');
  const name = page.getByLabel('Name', { exact: true });
  await waitUntil('the name to have the focus', () => hasFocus(name));
  await type('On its way');
  await fill('Search code', 'way');
  await tabTo(page.locator('[contenteditable="true"]'));
  await type('Dear #{customer.name');
  await page.getByRole('listbox', { name: 'Variables' }).getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await type(', your parcel is on its way.');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/admin\/night\/templates\/(?!_new)/);
  const administrator = await desk.signIn('admin@example.com');
  const { body } = await administrator.call('getService', { params: { serviceId: 'night' } });
  expect(body.categories.map(({ names }) => names)).toEqual(
    expect.arrayContaining([{ ko: 'Delivery' }, { ko: 'Payment' }]),
  );
  const { body: templates } = await administrator.call('listTemplates', { params: { serviceId: 'night' } });
  expect(templates.templates).toMatchObject([{ searchCode: 'way', shared: true }]);
  await openSection('Overview');
  await page.getByText(/Everything that the desk needs is there/).waitFor();
  await look(page, 'night-complete');
});

it('given the one who was invited signs in, when a customer writes, then they take the ticket and answer it by the template', async () => {
  const [invitation] = await mailsTo(desk.outboxUrl, 'hana@example.com');
  const [, temporary = ''] = /^(?:임시 비밀번호|Temporary password): (\S+)$/m.exec(invitation?.text ?? '') ?? [];
  hana = await openConsole({});
  await hana.locator('input[type="email"]').waitFor();
  await hana.keyboard.type('hana@example.com');
  await hana.keyboard.press('Tab');
  await hana.keyboard.type(temporary);
  await hana.keyboard.press('Enter');
  await hana.locator('input[name="new_password"]').waitFor();
  await hana.keyboard.type(OWN_PASSWORD);
  await hana.keyboard.press('Enter');
  await hana.waitForURL(/\/s\/night\//, { timeout: 30_000 });
  await sendAsCustomer(desk.smtpPort, {
    from: '"Nora Lee" <nora@customer.example.com>',
    to: 'night@desk.example.com',
    subject: 'Where is my parcel?',
    text: 'I have been waiting for a week.',
  });
  await hana
    .getByRole('link', { name: /Where is my parcel/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await hana.keyboard.press('j');
  await hana.getByRole('heading', { level: 1, name: /Where is my parcel/ }).waitFor();
  await hana.keyboard.press('t');
  await hana.getByText('Hana (you)').waitFor();
  await hana.keyboard.press('e');
  await waitUntil('the editor to have the focus', () => hasFocus(hana.locator('[contenteditable="true"]')));
  await hana.keyboard.type('/way');
  await hana.getByRole('option', { selected: true }).getByText('On its way').waitFor();
  await hana.keyboard.press('Enter');
  await hana.locator('[contenteditable="true"]').getByText('Dear Nora Lee, your parcel is on its way.').waitFor();
  await hana.keyboard.press('Control+Enter');
  const answers = await waitUntil('the answer', async () => {
    const mails = await mailsTo(desk.outboxUrl, 'nora@customer.example.com');
    return mails.length > 0 ? mails : undefined;
  });
  expect(answers).toHaveLength(1);
  expect(answers[0]?.text).toContain('Dear Nora Lee, your parcel is on its way.');
  expect(answers[0]?.from?.value).toMatchObject([{ name: 'Night Desk' }]);
});
