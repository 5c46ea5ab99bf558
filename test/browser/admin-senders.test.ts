import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, look, PHONE, openConsole } from '../support/console-browser.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { tooWideOn } from '../support/screen-fit.ts';

jest.setTimeout(240_000);

let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

const care = { serviceId: 'care' };
const ADMIN = 'admin@example.com';
const PASSWORD = 'Handover-Test-1';

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  ({ page, complaints } = await openConsole(browser, desk.url, { email: ADMIN, password: PASSWORD }));
  page.setDefaultTimeout(10_000);
  await page.goto(`${desk.url}/admin/care/senders`);
  await page.getByRole('heading', { level: 1, name: 'Senders' }).waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const administrator = () => desk.signIn(ADMIN);
const addresses = () => page.getByRole('list', { name: 'Addresses' }).getByRole('listitem');
const domain = (name: string) => page.getByRole('region', { name, exact: true });
const another = () => page.getByRole('textbox', { name: 'Verify another address or domain' });
const words = () => page.getByRole('list', { name: 'Words' }).getByRole('listitem');
const listOfDesk = async (): Promise<readonly string[]> =>
  (await (await administrator()).call('getRestrictedWords', { params: care })).body.words;
const save = () => page.keyboard.press('Control+Enter');
const saved = () => page.getByRole('form').getByRole('button', { name: /^Save/ }).waitFor({ state: 'detached' });

it('given the desk’s own domain, then its address is verified and nothing is to be done', async () => {
  await addresses().filter({ hasText: 'support@desk.example.com' }).getByText('Verified', { exact: true }).waitFor();
  await addresses().first().getByText('Sender for tickets that did not come by mail').waitFor();
  await domain('desk.example.com').getByText('there is nothing to do').waitFor();
  await domain('desk.example.com').getByRole('cell', { name: 'MX', exact: true }).waitFor();
  expect(
    await domain('desk.example.com')
      .getByRole('button', { name: /Verify/ })
      .count(),
  ).toBe(0);
  expect(await violationsOf(page)).toEqual([]);
});

it('when an address is verified, then what waits is looked at again, and the mail can be sent again', async () => {
  await another().fill('no address');
  await page.keyboard.press('Enter');
  await page.getByText('This is neither an e-mail address nor a domain.').waitFor();
  // One machine verifies at once; elsewhere its owner follows a link first.
  let isWaiting = true;
  await intercept(page, /\/mail-addresses/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({
      response,
      body: isWaiting ? body.replace(/("address":"sales@elsewhere\.example","state":)"verified"/, '$1"pending"') : body,
    });
  });
  await another().fill('Sales@elsewhere.example');
  await page.keyboard.press('Enter');
  const row = addresses().filter({ hasText: 'sales@elsewhere.example' });
  await row.getByText('Waiting', { exact: true }).waitFor();
  await row.getByText('A mail with a link was sent to it.').waitFor();
  await row.getByText('Not an address of this service yet').waitFor();
  await row.getByRole('button', { name: 'Send the mail again' }).click();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'senders-waiting');
  isWaiting = false;
  await row.getByText('Verified', { exact: true }).waitFor({ timeout: 20_000 });
  expect(await row.getByRole('button').count()).toBe(0);
});

it('when a domain is verified, then the records to set are there and can be copied', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await another().fill('elsewhere.example');
  await page.keyboard.press('Enter');
  const found = domain('elsewhere.example');
  await found.getByText('Verified', { exact: true }).waitFor();
  const records = found.getByRole('row');
  expect(await found.getByRole('cell', { name: 'CNAME', exact: true }).count()).toBe(3);
  await found.getByText('have it forwarded to an address at desk.example.com').waitFor();
  const first = records.filter({ hasText: '_domainkey.elsewhere.example' }).first();
  const name = await first.getByRole('cell').nth(1).innerText();
  await first.getByRole('button', { name: /Copy the name/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(name.trim());
  await records.filter({ hasText: 'v=spf1 include:amazonses.com ~all' }).getByText('recommended').waitFor();
  await records.filter({ hasText: '_dmarc.elsewhere.example' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'senders-domain');
  // Every address of it may be used now.
  const { status } = await (
    await administrator()
  ).call('editService', {
    params: care,
    body: { addresses: ['support@desk.example.com', 'any@elsewhere.example'] },
  });
  expect(status).toBe(200);
});

it('given no restricted word, when lines are pasted, then each becomes a word, and a text shows what would hold it back', async () => {
  await page.getByRole('link', { name: 'Restricted words', exact: true }).click();
  await page.getByText('There is no word yet.').waitFor();
  const add = page.getByRole('textbox', { name: 'Words to add, one a line' });
  await add.fill('guaranteed\n\n idiot \n환불 불가\nGUARANTEED');
  await page.keyboard.press('Enter');
  await page.getByText('Added: 3.').first().waitFor();
  expect(await words().count()).toBe(3);
  await page.getByRole('textbox', { name: 'Text to try' }).fill('Delivery is G u a r a n t e e d.\n환불  불가.');
  await page.getByText('2 restricted words are in it:').waitFor();
  const marked = page.getByRole('group', { name: 'The text with what was found' }).locator('mark');
  expect(await marked.allInnerTexts()).toEqual(['G u a r a n t e e d', '환불  불가']);
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'words-tried');
  expect(await listOfDesk()).toEqual([]);
  await save();
  await saved();
  expect(await listOfDesk()).toEqual(['guaranteed', 'idiot', '환불 불가']);
  await add.fill('!!!');
  await page.keyboard.press('Enter');
  await page.getByText('“!!!” has neither a letter nor a digit').waitFor();
  await add.fill('');
});

it('given two administrators at once on the list, then what both added and removed holds, and both are shown', async () => {
  await page.getByRole('button', { name: 'Remove idiot' }).click();
  await words().filter({ hasText: 'idiot' }).getByText('will be removed').waitFor();
  await page.getByRole('button', { name: 'Keep idiot' }).click();
  await page.getByRole('button', { name: 'Remove idiot' }).click();
  await page.getByRole('textbox', { name: 'Words to add, one a line' }).fill('free of charge');
  await page.keyboard.press('Enter');
  const { status } = await (
    await administrator()
  ).call('setRestrictedWords', {
    params: care,
    body: { words: ['idiot', '환불 불가', 'lawyer'] },
  });
  expect(status).toBe(200);
  await save();
  await page.getByText(/changed the list meanwhile/).waitFor();
  await page.getByText('Added: lawyer').waitFor();
  await page.getByText('Removed: guaranteed').waitFor();
  await page.getByText('added: free of charge; removed: idiot').waitFor();
  await look(page, 'words-both');
  expect(await violationsOf(page)).toEqual([]);
  await saved();
  expect(await listOfDesk()).toEqual(['환불 불가', 'lawyer', 'free of charge']);
  await page.getByRole('button', { name: 'Understood' }).click();
  await page.getByText(/changed the list meanwhile/).waitFor({ state: 'detached' });
  // Refusals that the stories above are about.
  expect(complaints.filter((complaint) => !/status of 412/.test(complaint))).toEqual([]);
});

it('in Korean, on a dark phone, both are there and nothing is cut off', async () => {
  ({ page } = await openConsole(browser, desk.url, {
    email: ADMIN,
    password: PASSWORD,
    locale: 'ko-KR',
    screen: { ...PHONE, colorScheme: 'dark' },
  }));
  await page.goto(`${desk.url}/admin/care/senders`);
  await page.getByRole('region', { name: 'elsewhere.example' }).waitFor();
  expect(await tooWideOn(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'senders-phone');
  await page.goto(`${desk.url}/admin/care/restricted-words`);
  await page.getByRole('textbox', { name: '시험할 글' }).fill('변호사 free of charge');
  await page.getByText('금지어가 하나 있습니다').waitFor();
  expect(await tooWideOn(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'words-phone');
});
