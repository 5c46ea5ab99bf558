import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  PHONE,
  openConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { tooSmallOf, tooWideOn } from '../support/screen-fit.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;

const ADMINISTRATOR = { email: 'admin@example.com', password: 'Handover-Test-1' };
const serviceNow = async () => {
  const administrator = await desk.signIn('admin@example.com');
  const { status, body } = await administrator.call('getService', { params: { serviceId: 'care' } });
  expect(status).toBe(200);
  return body;
};
const elsewhere = async (changes: object): Promise<void> => {
  const administrator = await desk.signIn('admin@example.com');
  const { status } = await administrator.call('editService', { params: { serviceId: 'care' }, body: changes as never });
  expect(status).toBe(200);
};
const field = (name: string) => page.getByLabel(name, { exact: true });
const bar = () => page.getByRole('group', { name: 'Unsaved changes' });
const save = async (): Promise<void> => {
  await page.keyboard.press('Control+Enter');
  await bar().waitFor({ state: 'detached' });
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  ({ page, complaints } = await openConsole(browser, desk.url, ADMINISTRATOR));
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('given an administrator, when the menu is opened, then it leads to the administration of the open service', async () => {
  await page.getByRole('button', { name: /^Settings of/ }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await page.waitForURL(/\/admin\/care\//);
  await page.getByRole('navigation', { name: 'Sections of the administration' }).waitFor();
  await page.getByRole('link', { name: 'Service', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Service' }).waitFor();
  expect(await field('Name').inputValue()).toBe('Customer Care');
  await look(page, 'service');
  expect(await violationsOf(page)).toEqual([]);
  expect(await tooWideOn(page)).toEqual([]);
});

it('when a name is typed, then it is kept wherever one goes, and saved by key over the version that was seen', async () => {
  await field('Name').fill('Customer Happiness');
  await bar().getByText('Unsaved: 1').waitFor();
  await page.goBack();
  await page.goForward();
  expect(await field('Name').inputValue()).toBe('Customer Happiness');
  await page
    .getByRole('link', { name: /^Service/ })
    .getByRole('img', { name: 'Unsaved changes' })
    .waitFor();
  await field('Name').focus();
  await save();
  expect(await serviceNow()).toMatchObject({ name: 'Customer Happiness' });
  await page.getByRole('button', { name: 'Change the service: Customer Happiness' }).waitFor();
});

it('given something is not saved, when the page is closed, then the browser asks; once it is taken back, it does not', async () => {
  await field('Name').fill('Somewhere else');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.evaluate(() => {
    window.location.reload();
  });
  await waitUntil('the browser to ask', () => Promise.resolve(asked.includes('beforeunload')));
  expect(await field('Name').inputValue()).toBe('Somewhere else');
  await bar().getByRole('button', { name: 'Cancel' }).click();
  expect(await field('Name').inputValue()).toBe('Customer Happiness');
  await page.reload();
  await field('Name').waitFor();
  expect(asked).toEqual(['beforeunload']);
});

it('given values that the desk does not accept, then each input says what is wrong, before and after it was asked', async () => {
  await field('Name').fill(' ');
  await field('Undo window').fill('900');
  await page.getByRole('checkbox', { name: 'Korean' }).uncheck();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Fill this in.').waitFor();
  await page.getByText('At most 120').waitFor();
  await page.getByText('Choose one at least.').waitFor();
  await bar().getByText('Values that can’t be saved like this: 3').waitFor();
  expect(await field('Name').getAttribute('aria-invalid')).toBe('true');
  await look(page, 'service-faults');
  expect(await violationsOf(page)).toEqual([]);
  // Mended one after the other: what is wrong with a value goes when it is typed anew.
  await field('Name').fill('Customer Care');
  await field('Undo window').fill('20');
  await page.getByRole('checkbox', { name: 'English' }).check();
  await page.keyboard.press('Control+Enter');
  await page.getByText('The main language must be one of the languages.').waitFor();
  await page.getByRole('checkbox', { name: 'Korean' }).check();
  await save();
  expect(await serviceNow()).toMatchObject({ name: 'Customer Care', undoSeconds: 20, languages: ['ko', 'en'] });
});

it('given an address of another service or one that is not verified, then it stands at the addresses, and nothing typed is lost', async () => {
  const another = page.getByRole('textbox', { name: 'One more address' });
  await another.fill('issues@desk.example.com');
  await field('Undo window').fill('30');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Another service has issues@desk.example.com.').waitFor();
  await page.getByRole('textbox', { name: 'Address 2' }).fill('help@unknown.example.com');
  await page.keyboard.press('Control+Enter');
  await page
    .getByText('Mail can’t leave from help@unknown.example.com yet. Have it verified under “Senders” first.')
    .waitFor();
  expect((await serviceNow()).undoSeconds).toBe(20);
  await page.getByRole('button', { name: 'Remove help@unknown.example.com' }).click();
  await field('Undo window').focus();
  await save();
  expect(await serviceNow()).toMatchObject({ undoSeconds: 30, addresses: ['support@desk.example.com'] });
});

it('given two administrators at once, then what only one of them changed goes through, and both see what both changed', async () => {
  await field('Sender’s name').fill('Care team');
  await field('Completed after').fill('7');
  await elsewhere({ autoCompleteDays: 3, undoSeconds: 5 });
  await field('Sender’s name').focus();
  await page.keyboard.press('Control+Enter');
  const conflict = page.getByRole('alert').filter({ hasText: 'Completed after' });
  await conflict
    .getByText('Administrator changed “Completed after” from “14 days” to “3 days”. Yours is above.')
    .waitFor();
  expect(await field('Completed after').inputValue()).toBe('7');
  await waitUntil('the other one’s value', async () => (await field('Undo window').inputValue()) === '5');
  expect((await serviceNow()).senderName).toBe('Customer Care');
  await look(page, 'service-conflict');
  expect(await violationsOf(page)).toEqual([]);
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await field('Sender’s name').focus();
  await save();
  expect(await serviceNow()).toMatchObject({ senderName: 'Care team', autoCompleteDays: 3, undoSeconds: 5 });
  // The next one is kept, over a second change of the other.
  await field('Completed after').fill('9');
  await elsewhere({ autoCompleteDays: 4 });
  await page.keyboard.press('Control+Enter');
  await conflict.getByText('from “3 days” to “4 days”').waitFor();
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await field('Completed after').focus();
  await save();
  expect(await serviceNow()).toMatchObject({ autoCompleteDays: 9 });
});

it('given somebody else saves what is being typed, then focus and text stay, and a save by key leads to what both changed', async () => {
  await field('Completed after').fill('11');
  await field('Sender’s name').focus();
  await page.keyboard.type(' and');
  await elsewhere({ autoCompleteDays: 5 });
  // The window is looked at again.
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  const conflict = page.getByRole('alert').filter({ hasText: 'Completed after' });
  await conflict.getByText('from “9 days” to “5 days”').waitFor();
  await page.keyboard.type(' friends');
  expect(await field('Sender’s name').inputValue()).toBe('Care team and friends');
  await page.keyboard.press('Control+Enter');
  const keep = conflict.getByRole('button', { name: 'Keep mine' });
  await waitUntil('the conflict to have the focus', () => keep.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  await field('Sender’s name').focus();
  await save();
  expect(await serviceNow()).toMatchObject({ senderName: 'Care team and friends', autoCompleteDays: 11 });
});

it('given the answer to a save is lost, when it is saved again, then it is there once and nobody is said to be in the way', async () => {
  let lost = 0;
  await intercept(page, '**/services/care', async (route) => {
    if (route.request().method() !== 'PATCH' || lost > 0) {
      await route.continue();
      return;
    }
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await field('Sender’s name').fill('Care desk');
  await save();
  expect(lost).toBe(1);
  expect(await page.getByText(/changed “Sender/).count()).toBe(0);
  expect(await serviceNow()).toMatchObject({ senderName: 'Care desk' });
  await page.unroute('**/services/care');
});

it('when a new service is made by keys alone, then its maker administers it, and another of its id is refused at the id', async () => {
  await page.getByRole('button', { name: /^Change the service/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'New service…' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'New service' }).waitFor();
  await waitUntil('the name to have the focus', () =>
    field('Name').evaluate((input) => input === document.activeElement),
  );
  await page.keyboard.type('Night Desk');
  await page.keyboard.press('Tab');
  await page.keyboard.type('care');
  await page.getByRole('textbox', { name: 'One more address' }).focus();
  await page.keyboard.type('night@desk.example.com');
  await page.keyboard.press('Control+Enter');
  await page.getByText('A service with this id exists already.').waitFor();
  await field('Id').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('night');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/admin\/night\/service$/);
  await page.getByRole('button', { name: 'Change the service: Night Desk' }).waitFor();
  const administrator = await desk.signIn('admin@example.com');
  const { body } = await administrator.call('getService', { params: { serviceId: 'night' } });
  expect(body).toMatchObject({ name: 'Night Desk', senderName: 'Night Desk', addresses: ['night@desk.example.com'] });
  expect(body.agents).toMatchObject([{ email: 'admin@example.com', role: 'administrator' }]);
});

it('on a phone one thing at a time is shown, and fingers find it', async () => {
  const { page: phone } = await openConsole(browser, desk.url, { ...ADMINISTRATOR, screen: PHONE });
  await phone.goto(`${desk.url}/admin/care/service`);
  await phone.getByRole('heading', { level: 1, name: 'Service' }).waitFor();
  expect(await tooWideOn(phone)).toEqual([]);
  await look(phone, 'service-phone');
  await phone.getByRole('button', { name: 'Administration: Sections' }).tap();
  await phone.getByRole('navigation', { name: 'Sections of the administration' }).waitFor();
  expect(await tooSmallOf(phone.getByRole('navigation').getByRole('link'))).toEqual([]);
  await look(phone, 'service-phone-sections');
  await phone.context().close();
});

it('given an agent, then nothing leads there, and its address says who may', async () => {
  const { page: agent } = await openConsole(browser, desk.url, { ...ADMINISTRATOR, email: 'mina@example.com' });
  await agent.getByRole('button', { name: /^Settings of/ }).click();
  await agent.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  expect(await agent.getByRole('menuitem', { name: 'Administration' }).count()).toBe(0);
  await agent.goto(`${desk.url}/admin/care/service`);
  await agent.getByText('You are no administrator of this service').waitFor();
  expect(await violationsOf(agent)).toEqual([]);
  await agent.getByRole('link', { name: 'Back to the desk' }).click();
  await agent.waitForURL(/\/s\/care\//);
  await agent.goto(`${desk.url}/admin`);
  await agent.waitForURL(/\/s\/care\//);
  await agent.context().close();
});

it('in Korean and dark it reads as well', async () => {
  await page.getByRole('link', { name: 'Back to the desk' }).click();
  await page.waitForURL(/\/s\//);
  await switchToKorean(page, { dark: true });
  await page.getByRole('button', { name: /님의 설정$/ }).click();
  await page.getByRole('menuitem', { name: '관리' }).click();
  await page.getByRole('link', { name: '서비스', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '서비스' }).waitFor();
  await look(page, 'service-ko-dark');
  expect(await violationsOf(page)).toEqual([]);
  expect(await tooWideOn(page)).toEqual([]);
  expect(complaints.filter((each) => !/\/services/.test(each))).toEqual([]);
});
