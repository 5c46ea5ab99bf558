import type { Browser, Locator, Page } from 'playwright-core';
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
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(300_000);

const PASSWORD = 'Handover-Test-1';
const params = { serviceId: 'care' };
/** Milliseconds within which what another administrator changed is read again, on a machine that has much to do. */
const LIVE = 30_000;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let admin: DeskClient;
/** The other administrator. */
let mina: DeskClient;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [admin, mina] = await Promise.all([desk.signIn('admin@example.com'), desk.signIn('mina@example.com')]);
  const { agentId } = (await mina.call('getMe')).body;
  await admin.call('editAgent', { params: { ...params, agentId }, body: { role: 'administrator' } });
  ({ page, complaints } = await openConsole(browser, desk.url, { email: 'admin@example.com', password: PASSWORD }));
  await page.goto(`${desk.url}/admin/care/overview`);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const check = (name: string, on = page): Locator => on.getByRole('main').getByRole('link', { name });
const change = (name: string, on = page): Locator => on.getByRole('main').getByRole('button', { name });
/** Opens a section as its link does, and the overview again: what it shows is read anew. */
const comeBack = async (): Promise<void> => {
  await page.getByRole('link', { name: 'Service', exact: true }).click();
  await page.getByRole('heading', { name: 'Service', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('heading', { name: 'Recent changes' }).waitFor();
};
/** What is unfolded below a change. */
const inside = async (line: Locator): Promise<Locator> =>
  page.locator(`[id="${await line.getAttribute('aria-controls')}"]`);

it('given a desk that lacks things, then they are named, each leads to where it is set, and goes when it is there', async () => {
  await page.getByText('2 things are missing.').waitFor({ timeout: 30_000 });
  await check('Missing: Inquiry types').waitFor();
  await check('Missing: Templates').waitFor();
  await check('Set up: Mail addresses support@desk.example.com is verified').waitFor();
  expect(await check('Missing: Templates').getAttribute('href')).toBe('/admin/care/templates');
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'missing');

  // Another administrator does one of them: it is seen without a reload.
  await mina.call('createCategory', {
    params,
    body: { kind: 'inquiry_type', categoryId: 'delivery', names: { en: 'Delivery', ko: '배송' } },
  });
  await check('Set up: Inquiry types').waitFor({ timeout: LIVE });
  await page.getByText('One thing is missing.').waitFor();

  await mina.call('createTemplate', {
    params,
    body: { name: 'Hello', searchCode: 'hello', language: 'en', html: '<p>Hello</p>', shared: true },
  });
  await comeBack();
  await page.getByText('Everything that the desk needs is there.').waitFor();

  await mina.call('editService', { params, body: { channels: ['created'] } });
  await mina.call('createGroup', { params, body: { groupId: 'night', name: 'Night' } });
  await mina.call('addAgent', { params, body: { email: 'sora@example.com', name: 'Sora', groupIds: ['delivery'] } });
  await comeBack();
  await check('Missing: E-mail channel It is off').waitFor();
  await check('Missing: Agent groups Nobody is in: Night').waitFor();
  await check('Missing: Assignment Nobody takes assignment in: Night').waitFor();
  await check('To know: Invitations Have not signed in yet: Sora').waitFor();
  await page.getByText('3 things are missing.').waitFor();
  await mina.call('editService', { params, body: { channels: ['email', 'created'] } });
  await mina.call('removeGroup', { params: { ...params, groupId: 'night' } });
});

it('given a part that can’t be loaded, then the others are shown, and it is tried again; an address that is not verified is named', async () => {
  let answers = 0;
  await intercept(page, /\/mail-addresses$/, async (route) => {
    answers += 1;
    if (answers <= 3) return route.fulfill({ status: 500, body: '{}' });
    const addresses = [{ address: 'support@desk.example.com', state: 'pending', used: true }];
    return route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ addresses }) });
  });
  await page.goto(`${desk.url}/admin/care/overview`);
  const failed = page.getByRole('alert').filter({ hasText: 'Mail addresses' });
  await failed.waitFor({ timeout: LIVE });
  await check('Set up: Templates').waitFor();
  answers = 3;
  await failed.getByRole('button', { name: 'Try again' }).click();
  await check('Missing: Mail addresses Not verified, so no mail leaves from it: support@desk.example.com').waitFor();
  await page.unroute(/\/mail-addresses$/);
  await comeBack();
  await check('Set up: Mail addresses').waitFor();
});

it('given what another administrator changed, when it is unfolded by keys, then it is told before and after', async () => {
  const templates = (await mina.call('listTemplates', { params })).body.templates;
  const templateId = templates[0]!.templateId;
  await mina.call('editTemplate', {
    params: { ...params, templateId },
    body: {
      html: '<p>Hello, and thank you for your patience.</p><p>We answer <b>tomorrow</b> at the latest, and tell you what became of it.</p>',
    },
  });
  await mina.call('editTemplate', {
    params: { ...params, templateId },
    body: {
      searchCode: 'hi',
      html: '<p>Hello, and thank you for your patience.</p><p>We answer <b>today</b> at the latest, and tell you what became of it.</p>',
    },
  });
  await mina.call('editService', { params, body: { autoCompleteDays: 7, languages: ['ko', 'en'] } });
  await comeBack();
  const line = change('Template “Hello”: changed Mina · Search code, Text');
  await line.focus();
  expect(await line.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  const told = await inside(line);
  await told.getByText('We answer tomorrow at the latest').waitFor();
  expect(await told.locator('mark').allTextContents()).toEqual(['tomorrow', 'today']);
  expect(await told.getByText('→').locator('..').innerText()).toContain('hello → ');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(
    `/admin/care/templates/${templateId}`,
  );
  const settings = change('Service settings: changed Mina · Languages, Completed after');
  await settings.focus();
  await page.keyboard.press('Space');
  const both = await inside(settings);
  expect(await both.innerText()).toMatch(/14 days[\s\S]*→[\s\S]*7 days/);
  expect(await both.getByRole('list', { name: 'Added' }).innerText()).toMatch(/English/);
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'before-and-after');

  // What is unfolded stays so when something new comes.
  await mina.call('setRestrictedWords', { params, body: { words: ['damn', '바보'] } });
  await change('Restricted words: created Mina').waitFor({ timeout: LIVE });
  expect(await settings.getAttribute('aria-expanded')).toBe('true');
  await settings.focus();
  await page.keyboard.press('Space');
  expect(await settings.getAttribute('aria-expanded')).toBe('false');

  // Of what is new or gone it is told what it has, or had.
  await page.setViewportSize({ width: 1280, height: 800 });
  await mina.call('deleteTemplate', { params: { ...params, templateId } });
  await mina.call('createTemplate', {
    params,
    body: { name: 'Bye', searchCode: 'bye', language: 'en', html: '<p>Bye</p>', shared: true },
  });
  await comeBack();
  const gone = change('Template “Hello”: removed Mina');
  await gone.click();
  expect(await (await inside(gone)).innerText()).toMatch(/hi[\s\S]*today/);
  expect(await (await inside(gone)).getByRole('link').count()).toBe(0);
  const sora = change('Agent Sora: created');
  await sora.click();
  expect(await (await inside(sora)).innerText()).toMatch(/sora@example.com[\s\S]*Delivery/);
  await look(page, 'new-and-gone-1280');
  await page.setViewportSize({ width: 1440, height: 900 });
});

it('given many changes, then they are narrowed by kind, by who made them and by time, page by page', async () => {
  for (let n = 0; n < 33; n += 1)
    await admin.call('createCategory', {
      params,
      body: { kind: 'processing_type', categoryId: `step-${n}`, names: { en: `Step ${n}` } },
    });
  await comeBack();
  await change('Processing type “Step 32”: created').waitFor();
  expect(await change('Restricted words: created').count()).toBe(0);

  // By keys alone: the first filter, then who.
  const kind = page.getByRole('combobox', { name: 'What was changed' });
  await kind.focus();
  await page.keyboard.type('Inquiry');
  await change('Processing type “Step 32”: created').waitFor();
  expect(await kind.inputValue()).toBe('category');
  await page.getByRole('button', { name: 'Load more' }).click();
  await change('Inquiry type “Delivery”: created Mina').waitFor();
  expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);

  await page.getByRole('combobox', { name: 'Who changed it' }).selectOption({ label: 'Mina' });
  await change('Processing type').first().waitFor({ state: 'detached' });
  expect(await change('created').allInnerTexts()).toEqual([expect.stringContaining('Inquiry type “Delivery”')]);
  await look(page, 'filtered');

  const time = page.getByRole('combobox', { name: 'When' });
  await time.selectOption({ label: 'Between two days' });
  await page.getByLabel('Last day').fill('2020-01-01');
  await page.getByText('No change fits these filters.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await change('Processing type “Step 32”: created').waitFor();
  await time.selectOption({ label: 'Today' });
  await page.getByRole('combobox', { name: 'What was changed' }).selectOption({ label: 'Restricted words' });
  await change('Restricted words: created Mina').waitFor();
});

it('given a phone, and Korean in the dark, then all of it is there and can be read', async () => {
  expect(complaints.filter((each) => !each.includes('mail-addresses'))).toEqual([]);
  await page.goto(desk.url);
  await page.waitForURL(/\/s\//);
  await switchToKorean(page, { dark: true });
  await page.goto(`${desk.url}/admin/care/overview`);
  await page.getByText('상담에 필요한 것이 모두 갖추어져 있습니다.').waitFor({ timeout: 30_000 });
  await page.getByRole('combobox', { name: '바꾼 사람' }).selectOption({ label: 'Mina' });
  await change('서비스 설정: 변경 Mina · 언어, 자동 종료').click();
  await change('템플릿 “Hello”: 변경 Mina · 검색 코드, 내용').click();
  await page.getByText('변경 전', { exact: true }).first().waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'korean-dark');

  const phone = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: PASSWORD,
    screen: PHONE,
  });
  await phone.page.goto(`${desk.url}/admin/care/overview`);
  await check('Set up: Templates', phone.page).waitFor({ timeout: 30_000 });
  await look(phone.page, 'phone');
  await phone.page.getByRole('combobox', { name: 'What was changed' }).selectOption({ label: 'Templates' });
  await change('Template “Hello”: changed Mina · Search code, Text', phone.page).click();
  await phone.page.getByText('Before', { exact: true }).last().scrollIntoViewIfNeeded();
  await look(phone.page, 'phone-before-and-after');
  expect(await violationsOf(phone.page)).toEqual([]);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(phone.complaints).toEqual([]);
});
