import { readFile } from 'node:fs/promises';
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
import { tooWideOn } from '../support/screen-fit.ts';
import { aSetup } from '../support/setups.ts';

jest.setTimeout(240_000);

const ADMINISTRATOR = { email: 'admin@example.com', password: 'Handover-Test-1' };
const params = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let administrator: DeskClient;

type Setup = ReturnType<typeof aSetup>;

const bring = async (document: object, prune = false) =>
  (await administrator.call('importSetup', { params, body: { document: document as never, dryRun: false, prune } }))
    .body;
const setupNow = async () => (await administrator.call('exportSetup', { params })).body as unknown as Setup;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  administrator = await desk.signIn('admin@example.com');
  await bring(aSetup());
  ({ page, complaints } = await openConsole(browser, desk.url, ADMINISTRATOR));
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const choose = async (document: object | string, name = 'setup.json'): Promise<void> => {
  const another = page.getByRole('button', { name: 'Another document' });
  if ((await another.count()) > 0) await another.click();
  await page.locator('input[type="file"]').setInputFiles({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
  });
};
const difference = () => page.getByRole('group', { name: 'Difference' });
const part = (name: string): Locator => difference().getByRole('region', { name });
const apply = async (button: string): Promise<void> => {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('dialog', { name: 'Apply this difference?' }).getByRole('button', { name: button }).click();
};
const prune = () => page.getByRole('checkbox', { name: 'Also take away what the document does not have' });

it('given a set-up, when it is downloaded, then the file is named by service and day and is the document that is imported', async () => {
  await page.goto(`${desk.url}/admin/care/setup`);
  await page.getByRole('heading', { level: 1, name: 'Set-up as code' }).waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the set-up' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^setup-care-\d{4}-\d\d-\d\d\.json$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(JSON.parse(text)).toEqual(await setupNow());
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'setup');
  // As it is, it changes nothing. By keys: the file is chosen by the button's dialog.
  const dialog = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).focus();
  await page.keyboard.press('Enter');
  await (await dialog).setFiles(await file.path());
  await page.getByText('The service is as the document says. There is nothing to apply.').waitFor();
  await page.getByText('Nothing would go: the document has all of it.').waitFor();
});

it('given a document that is changed, when it is chosen, then the difference is there by kind, with both sides of each member, and nothing is written', async () => {
  const before = await setupNow();
  const long = `<p>${'The parcel is on its way. '.repeat(80)}It comes tomorrow.</p>`;
  await bring({ version: 1, templates: [{ ...before.templates[0]!, html: long }] });
  const changed = {
    ...before,
    categories: [
      ...before.categories,
      { kind: 'inquiry_type', id: 'payment', names: { en: 'Payment', ko: '결제' }, active: true, order: 5 },
    ],
    fields: before.fields.map((field) => ({ ...field, required: !field.required })),
    templates: [
      { ...before.templates[0]!, html: long.replace('tomorrow', 'on Monday') },
      { ...before.templates[0]!, searchCode: 'hello', name: 'Hello', html: '<p>Hello</p>' },
    ],
    restrictedWords: [...before.restrictedWords, 'darn', 'heck'],
  };
  await choose(changed);
  await part('Templates').getByText('1 added').waitFor();
  await part('Templates').getByText('1 changed').waitFor();
  await part('Inquiry and processing types').getByText('Payment', { exact: true }).waitFor();
  await part('Restricted words').getByText('2 added').waitFor();
  await page.getByText('Nothing is written yet.').waitFor();
  // By keys: the line of the changed template opens to its text, from where it begins to differ.
  await part('Templates').locator('summary', { hasText: 'refund' }).focus();
  await page.keyboard.press('Enter');
  await part('Templates').locator('del mark', { hasText: 'tomorrow' }).waitFor();
  await part('Templates').locator('ins mark', { hasText: 'on Monday' }).waitFor();
  await part('Fields').locator('summary').first().click();
  await part('Fields').locator('dt', { hasText: 'Required' }).waitFor();
  await look(page, 'setup-difference');
  expect(await violationsOf(page)).toEqual([]);
  expect(await tooWideOn(page)).toEqual([]);
  expect((await setupNow()).templates).toHaveLength(1);

  await page.getByRole('button', { name: 'Apply 5 changes' }).click();
  await look(page, 'setup-confirm');
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect((await setupNow()).templates).toHaveLength(1);
  await apply('Apply 5 changes');
  await page.getByText('5 changes were written.').waitFor();
  await page.getByText('The service is as the document says.').waitFor();
  expect(
    await page
      .getByText('5 changes were written.')
      .locator('..')
      .evaluate((box) => box === document.activeElement),
  ).toBe(true);
  const after = await setupNow();
  expect(after.templates.map(({ searchCode }) => searchCode)).toEqual(['hello', 'refund']);
  expect(after.templates[1]!.html).toContain('on Monday');
  expect(after.restrictedWords).toEqual(expect.arrayContaining(['darn', 'heck']));
  expect(after.categories.map(({ id }) => id)).toContain('payment');
});

it('given somebody who changes the same thing between the difference and its applying, then nothing is written and the new difference is shown', async () => {
  const before = await setupNow();
  const hello = before.templates.find(({ searchCode }) => searchCode === 'hello')!;
  await choose({ version: 1, templates: [{ ...hello, name: 'Good morning' }] });
  await part('Templates').locator('summary', { hasText: 'hello' }).waitFor();
  await bring({ version: 1, templates: [{ ...hello, html: '<p>Somebody else’s words</p>' }] });
  await apply('Apply 1 change');
  await page.getByText('Somebody else changed the set-up meanwhile. Nothing was written.').waitFor();
  await part('Templates').locator('summary', { hasText: 'hello' }).click();
  await part('Templates').locator('del', { hasText: 'Somebody else’s words' }).waitFor();
  await part('Templates').locator('ins', { hasText: 'Good morning' }).waitFor();
  expect((await setupNow()).templates.find(({ searchCode }) => searchCode === 'hello')).toMatchObject({
    name: 'Hello',
    html: '<p>Somebody else’s words</p>',
  });
  await look(page, 'setup-changed');
  expect(await violationsOf(page)).toEqual([]);
  await apply('Apply 1 change');
  await page.getByText('1 change was written.').waitFor();
  expect((await setupNow()).templates.find(({ searchCode }) => searchCode === 'hello')).toMatchObject({
    name: 'Good morning',
  });
});

it('given what the document does not have, when that is to go, then it is said in red with how much it is, before and in the question', async () => {
  await bring({
    version: 1,
    templates: Array.from({ length: 17 }, (_, index) => ({
      ...aSetup().templates[0]!,
      searchCode: `old-${String(index)}`,
      name: `Old ${String(index)}`,
    })),
  });
  const { templates, ...rest } = await setupNow();
  await choose({
    ...rest,
    templates: templates.filter(({ searchCode }) => !searchCode.startsWith('old')),
    restrictedWords: [],
  });
  await page.getByText('17 templates would be deleted').waitFor();
  await page.getByText('The service is as the document says.').waitFor();
  await prune().focus();
  await page.keyboard.press('Space');
  await part('Templates').getByText('17 removed').waitFor();
  await page.getByText('17 templates will be deleted').waitFor();
  await page.getByText('4 restricted words will be removed').waitFor();
  const red = await page.getByText('17 templates will be deleted').evaluate((line) => getComputedStyle(line).color);
  expect(red).toBe('rgb(185, 28, 28)');
  await part('Templates').locator('summary', { hasText: 'old-3' }).click();
  await part('Templates').locator('del', { hasText: 'Old 3' }).waitFor();
  await look(page, 'setup-prune');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Apply 18 changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Apply this difference?' });
  await dialog.getByText('17 templates will be deleted').waitFor();
  await dialog.getByText('21 removed. Agents see it at once.').waitFor();
  await look(page, 'setup-prune-confirm');
  await dialog.getByRole('button', { name: 'Apply 18 changes' }).click();
  await page.getByText('18 changes were written.').waitFor();
  const after = await setupNow();
  expect(after.templates.map(({ searchCode }) => searchCode)).toEqual(['hello', 'refund']);
  expect(after.restrictedWords).toEqual([]);
});

it('given more than one request writes, when it is applied, then it goes on until nothing remains; what broke off goes on from there', async () => {
  const many = {
    version: 1,
    templates: Array.from({ length: 200 }, (_, index) => ({
      ...aSetup().templates[0]!,
      searchCode: `many-${String(index)}`,
      name: `Many ${String(index)}`,
      categoryIds: [],
    })),
  };
  await choose(many);
  await part('Templates').getByText('200 added').waitFor();
  await page.getByRole('button', { name: 'Show all 200' }).waitFor();
  // The second request is lost.
  let written = 0;
  await intercept(page, '**/services/care/setup', async (route) => {
    const isWrite = route.request().postDataJSON()?.dryRun === false;
    if (isWrite && (written += 1) === 2) await route.abort();
    else await route.continue();
  });
  await apply('Apply 200 changes');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The server could not be reached.', { exact: false }).waitFor({ timeout: 30_000 });
  await dialog.getByRole('button', { name: /^Apply 50 changes/ }).click();
  await page.getByText('50 changes were written.').waitFor({ timeout: 30_000 });
  expect((await setupNow()).templates).toHaveLength(202);
  await page.unroute('**/services/care/setup');
});

it('given what is no document, when it is pasted or chosen, then each place that is wrong is named in words', async () => {
  await page.getByRole('button', { name: 'Another document' }).click();
  const pasted = page.getByRole('textbox', { name: 'Or paste the document here' });
  await pasted.fill('{\n  "version": 1,\n  "templates": [,]\n}');
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await page.getByText('This is not JSON: look at line 3, column 17.').waitFor();
  await pasted.fill('[]');
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await page.getByText('This is JSON, but no document of a set-up.').waitFor();
  // Dropped anywhere on the import.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{"version":2}'], 'dropped.json', { type: 'application/json' }));
    return transfer;
  });
  await page.getByRole('heading', { name: 'Import' }).dispatchEvent('drop', { dataTransfer: data });
  await page.getByText('dropped.json').waitFor();
  await page.getByText('Only documents of version 1 can be read.').waitFor();
  await choose({
    version: 1,
    agents: [],
    fields: [{ code: 'A b', scope: 'agent', type: 'text', names: { en: 'Bad' }, order: 0 }],
  });
  await page.getByText('Places to mend:', { exact: false }).waitFor();
  await page.getByText('Fields, no. 1 (A b) · Code').waitFor();
  await choose({
    version: 1,
    templates: [{ ...aSetup().templates[0]!, categoryIds: ['nowhere'] }],
  });
  await page.getByText('There is no such processing type, neither in the document nor in the service.').waitFor();
  await page.getByText('Templates, no. 1 (refund) · Processing types 1').waitFor();
  await look(page, 'setup-faults');
  expect(await violationsOf(page)).toEqual([]);
});

it('given Korean, the dark and a phone, then the difference is read as well there', async () => {
  await page.goto(`${desk.url}/s/care/all`);
  await switchToKorean(page, { dark: true });
  await page.goto(`${desk.url}/admin/care/setup`);
  const { templates, ...rest } = await setupNow();
  await page.locator('input[type="file"]').setInputFiles({
    name: 'setup.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        ...rest,
        fields: rest.fields.map((field) => ({ ...field, required: !field.required })),
        templates: templates
          .filter(({ searchCode }) => searchCode === 'refund')
          .map((each) => ({ ...each, name: '환불 안내' })),
      }),
    ),
  });
  await page.getByText('템플릿 201개를 삭제하게 됩니다').waitFor();
  await page.getByRole('checkbox', { name: '문서에 없는 것도 없애기' }).check();
  await page.getByText('템플릿 201개가 삭제됩니다').waitFor();
  await page.getByRole('region', { name: '템플릿' }).locator('summary').first().click();
  await look(page, 'setup-ko');
  expect(await violationsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await tooWideOn(page)).toEqual([]);
  await page.setViewportSize(PHONE.viewport);
  await look(page, 'setup-ko-phone');
  expect(await violationsOf(page)).toEqual([]);
  expect(await tooWideOn(page)).toEqual([]);
  expect(complaints.filter((each) => !/status of (400|409)|ERR_FAILED/.test(each))).toEqual([]);
});
