import type { Browser, Locator, Page } from 'playwright-core';
import { FIELD_TYPES, type FieldType } from '../../shared/domain/desk/field.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
  launchBrowser,
  look,
  openTicketAt,
  PHONE,
  signInToConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
const PASSWORD = 'Handover-Test-1';
let desk: OpenDesk;
let browser: Browser;
let client: DeskClient;
let boss: Page;
const complaints: Complaints[] = [];

const signIn = async (name: string, locale = 'en-US', screen = {}): Promise<Page> => {
  const who = { email: `${name}@example.com`, password: PASSWORD, locale, screen };
  const signed = await signInToConsole(browser, desk.url, who);
  complaints.push(signed.complaints);
  signed.page.setDefaultTimeout(10_000);
  return signed.page;
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('admin@example.com');
  const edited = await client.call('editService', { params: care, body: { languages: ['ko', 'en'] } });
  expect(edited.status).toBe(200);
  for (const [categoryId, names, parentId] of [
    ['order', { en: 'Order', ko: '주문' }],
    ['refund', { en: 'Refund', ko: '환불' }, 'order'],
    ['use', { en: 'How to use', ko: '사용법' }],
  ] as const) {
    const made = await client.call('createCategory', {
      params: care,
      body: { kind: 'inquiry_type', categoryId, names, ...(parentId === undefined ? {} : { parentId }) },
    });
    expect(made.status).toBe(201);
  }
  boss = await signIn('admin');
  await boss.goto(`${desk.url}/admin/care/fields`);
  await boss.getByRole('heading', { level: 1, name: 'Fields' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const fields = async () => (await client.call('listFields', { params: care })).body.fields;
const field = async (code: string) => (await fields()).find((each) => each.code === code);
const codesOf = async (scope: 'customer' | 'agent') =>
  (await fields()).filter((each) => each.scope === scope && !each.deleted).map(({ code }) => code);

const list = (page: Page, name = 'Customer fields'): Locator => page.getByRole('list', { name });
const preview = (page: Page): Locator => page.getByRole('complementary', { name: 'Preview' });
const form = (page: Page, name: string): Locator => page.getByRole('form', { name, exact: true });
const rowOf = (page: Page, name: string, of = 'Customer fields'): Locator =>
  list(page, of).getByRole('link', { name: new RegExp(name) });
const save = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
};
const chooseScope = (page: Page, scope: 'Customers' | 'Agents'): Promise<void> =>
  page.getByRole('group', { name: 'For', exact: true }).getByText(scope, { exact: true }).click();

/** What each type is called in the form, beside what it needs. */
const TYPES: Readonly<Record<FieldType, string>> = {
  text: 'Text',
  textarea: 'Long text',
  checkbox: 'Checkboxes',
  dropdown: 'Dropdown',
  radio: 'Radio buttons',
  date: 'Date',
  datetime: 'Date and time',
  date_period: 'Period of days',
  datetime_period: 'Period of times',
  agree: 'Consent',
  caption: 'Caption',
  file: 'Files',
};
const isText = (type: FieldType): boolean => type === 'agree' || type === 'caption';
const withOptions = (type: FieldType): boolean => ['checkbox', 'dropdown', 'radio'].includes(type);

it('given no fields, when one is made by keyboard alone, then it is there, and a bad code is said at its input', async () => {
  await boss.getByText('There are no fields here yet.').waitFor();
  await look(boss, 'empty');
  await boss.locator('main').focus();
  await boss.keyboard.press('n');
  await boss.getByLabel('Name in Korean').and(boss.locator(':focus')).waitFor();
  await boss.keyboard.type('주문 번호');
  await boss.keyboard.press('Tab');
  await boss.keyboard.type('Order number');
  await boss.keyboard.press('Tab');
  await boss.keyboard.type('Order number');
  await boss.keyboard.press('Control+Enter');
  await boss.getByText('Lower case letters, digits and _, a letter first, 40 characters at most').waitFor();
  await boss.getByLabel('Code', { exact: true }).and(boss.locator(':focus')).waitFor();
  expect(await violationsOf(boss)).toEqual([]);
  await look(boss, 'refused-code');
  await boss.keyboard.press('Control+a');
  await boss.keyboard.type('order_number');
  await save(boss);
  await rowOf(boss, 'Order number').waitFor();
  expect(await field('order_number')).toMatchObject({
    scope: 'customer',
    type: 'text',
    names: { ko: '주문 번호', en: 'Order number' },
    exposure: { agent: true, customer: true },
    encrypted: false,
    order: 0,
  });
  await form(boss, 'Order number').waitFor();
});

it('when one of each type is made, then the desk has all twelve, and the preview shows them', async () => {
  for (const type of FIELD_TYPES) {
    await boss.getByRole('link', { name: 'New field' }).click();
    const made = form(boss, 'New field');
    await made.getByLabel('Code', { exact: true }).fill(`a_${type}`);
    await made.getByText(TYPES[type], { exact: true }).click();
    await made.getByLabel(`${isText(type) ? 'Text' : 'Name'} in English`).fill(`A ${TYPES[type].toLowerCase()}`);
    if (withOptions(type)) {
      await made.getByRole('button', { name: 'Add an option' }).click();
      await boss.keyboard.type('red');
      await made.getByLabel('Name of option 1 in English').fill('Red');
      await boss.keyboard.press('Enter');
      await boss.keyboard.type('green');
      await made.getByLabel('Name of option 2 in English').fill('Green');
    }
    await boss.keyboard.press('Control+Enter');
    await form(boss, `A ${TYPES[type].toLowerCase()}`).waitFor();
  }
  const made = (await fields()).filter(({ code }) => code.startsWith('a_'));
  expect(made.map(({ code, type }) => [code, type])).toEqual(FIELD_TYPES.map((type) => [`a_${type}`, type]));
  for (const { type, options } of made)
    expect(options).toEqual(
      withOptions(type)
        ? [
            { code: 'red', names: { en: 'Red' }, active: true },
            { code: 'green', names: { en: 'Green' }, active: true },
          ]
        : [],
    );
  await boss.locator('main').focus();
  for (const name of ['A text', 'A long text', 'A dropdown', 'A date', 'A date and time'])
    await preview(boss).getByLabel(name, { exact: true }).waitFor();
  await preview(boss).getByRole('radio', { name: 'Green' }).waitFor();
  await preview(boss).getByText('A caption').waitFor();
  await look(boss, 'twelve');
  expect(await violationsOf(boss)).toEqual([]);
});
