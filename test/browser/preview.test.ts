import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, openConsole, switchToKorean } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo, sentTo } from '../support/outbox.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
let browser: Browser;
let page: Page;

const open = async (title: string): Promise<void> => {
  await page.getByRole('link', { name: title }).first().click({ timeout: 30_000 });
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  const administrator = await desk.signIn('admin@example.com');
  const { status } = await administrator.call('setRestrictedWords', {
    params: { serviceId: 'care' },

    body: { words: ['guaranteed', 'idiot'] },
  });
  expect(status).toBe(200);
  await sendAsCustomer(desk.smtpPort, {
    from: '"Sora Kim" <sora@customer.example.com>',
    to: 'support@desk.example.com',
    subject: 'Is it guaranteed?',
    text: 'Does my order come today?',
  });
  await sendAsCustomer(desk.smtpPort, {
    from: 'jisu@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'Does it come today?',
    text: 'Or tomorrow?',
  });
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' }));
  await open('Is it guaranteed?');
  await page.locator('[contenteditable="true"]').waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const editor = () => page.locator('[contenteditable="true"]');
const dialog = () => page.getByRole('dialog', { name: 'The mail as it would leave' });
const explained = (words: string): Promise<void> => page.getByRole('alert').filter({ hasText: words }).waitFor();
const mail = () => dialog().frameLocator('iframe[title="Mail"]');
const editorHasFocus = (): Promise<unknown> =>
  page.waitForFunction(() => document.activeElement?.getAttribute('contenteditable') === 'true');

it('given nothing to preview, then it says why where one is', async () => {
  await page.keyboard.press('c');
  await page.keyboard.press('Control+Shift+Enter');
  await explained('A comment is not mailed');
  await page.locator('#ticket').focus();
  await page.keyboard.press('t');
  await page.getByText('Mina (you)').waitFor({ timeout: 15_000 });
  await page.keyboard.press('r');
  await page.getByRole('button', { name: /Resolve and mail/ }).waitFor();
  await page.getByRole('button', { name: 'Preview' }).click();
  await explained('Write something first');
  expect(await dialog().count()).toBe(0);
});

it('given an answer with a restricted word, then the mail is shown and the word is named', async () => {
  await page.keyboard.press('r');
  await page.keyboard.type('Dear Sora,');
  await page.keyboard.press('Enter');
  await page.keyboard.type('it comes today, guaranteed & ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('in time');
  await page.keyboard.press('Control+Shift+Enter');
  await dialog().getByText('The answer must not say: guaranteed.').waitFor();
  await dialog().getByText('The title of the ticket, which is the subject, says it too.').waitFor();
  await dialog().getByText('Sora Kim <sora@customer.example.com>').waitFor();
  await mail().getByText('it comes today, guaranteed & in time').waitFor();
  expect(await mail().locator('strong').innerText()).toBe('in time');
  expect(await violationsOf(page)).toEqual([]);
  expect(await sentTo(desk.outboxUrl, 'sora@customer.example.com')).toEqual([]);
});

it('when it is closed, then the editor has the focus again, its cursor where it was', async () => {
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await editorHasFocus();
  await page.keyboard.type('!');
  await editor().getByText('in time!').waitFor();
});

it('the word is marked in the editor until it is changed; a refused answer marks it too', async () => {
  const marked = editor().locator('mark');
  expect(await marked.allInnerTexts()).toEqual(['guaranteed']);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Good day! ');
  expect(await marked.allInnerTexts()).toEqual(['guaranteed']);
  expect(await violationsOf(page)).toEqual([]);
  await marked.dblclick();
  await page.keyboard.type('surely');
  await marked.waitFor({ state: 'detached' });
  await page.keyboard.type(', you idiot');
  await page.keyboard.press('Control+Enter');
  await explained('The answer must not say');
  await marked.getByText('idiot').waitFor();
  expect(await marked.allInnerTexts()).toEqual(['idiot']);
  await editor().click();
});

it('given no connection, then it says so, and tries again', async () => {
  await intercept(page, '**/preview', (route) => route.abort());
  await page.keyboard.press('Control+Shift+Enter');
  await dialog().getByText('The preview could not be made.').waitFor({ timeout: 15_000 });
  await dialog().getByText('The server could not be reached').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.unroute('**/preview');
  await dialog().getByRole('button', { name: 'Try again' }).click();
  await mail().getByText('idiot').waitFor();
  await page.keyboard.press('Escape');
  await editorHasFocus();
});

it('dark and in Korean, the mail stands on white; its text version is there too', async () => {
  await switchToKorean(page, { dark: true });
  await page.getByRole('button', { name: '미리보기' }).click();
  const korean = page.getByRole('dialog', { name: '고객에게 나갈 메일' });
  const frame = korean.locator('iframe');
  await frame.waitFor();
  expect(
    await frame.evaluate((element) => [
      getComputedStyle(element).backgroundColor,
      getComputedStyle(element).colorScheme,
    ]),
  ).toEqual(['rgb(255, 255, 255)', 'light']);
  expect(await frame.getAttribute('sandbox')).toBe('');
  expect(await violationsOf(page)).toEqual([]);
  await korean.getByText('텍스트 메일').click();
  await korean.getByRole('group', { name: '텍스트 메일' }).getByText('it comes today').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await korean.getByRole('button', { name: '답변으로 돌아가기' }).click();
  await editorHasFocus();
});

it('the mail that leaves is the one that was shown', async () => {
  await open('Does it come today?');
  await page.locator('#ticket').focus();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: /^해결하고/ }).waitFor({ timeout: 15_000 });
  await page.keyboard.press('r');
  await page.keyboard.type('It comes today, and we are sure.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Mina');
  await page.getByRole('button', { name: '미리보기' }).click();
  const korean = page.getByRole('dialog', { name: '고객에게 나갈 메일' });
  const shown = await korean.locator('iframe').getAttribute('srcdoc');
  const subject = await korean.locator('dd').first().innerText();
  expect(await korean.getByRole('alert').count()).toBe(0);
  await korean.getByText('텍스트 메일').click();
  const text = await korean.getByRole('group', { name: '텍스트 메일' }).textContent();
  await page.keyboard.press('Escape');
  await editorHasFocus();
  await page.keyboard.press('Control+Enter');
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'jisu@customer.example.com', 20_000);
  expect(String(parsed.html).trim()).toBe(shown!.trim());
  expect(parsed.text!.trim()).toBe(text!.trim());
  expect(parsed.subject).toBe(subject);
});
