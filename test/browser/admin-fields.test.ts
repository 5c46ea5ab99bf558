import type { Browser, Locator, Page } from 'playwright-core';
import { FIELD_TYPES, type FieldType } from '../../shared/domain/desk/field.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
  launchBrowser,
  look,
  openTicketAt,
  PHONE,
  openConsole,
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
  const signed = await openConsole(browser, desk.url, who);
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

it('given a field, when it is edited, then the preview follows each letter, for agents and in the customer’s language', async () => {
  await rowOf(boss, 'Order number').click();
  const edited = form(boss, 'Order number');
  const shown = preview(boss);
  await shown.getByText('Agent', { exact: true }).click();
  await edited.getByLabel('Name in English').fill('Your order');
  await edited.getByLabel('Name in Korean').fill('주문하신 번호');
  await edited.getByLabel('Placeholder in English').fill('For example A-1');
  await edited.getByLabel('Placeholder in Korean').fill('예: A-1');
  await edited.getByRole('checkbox', { name: 'Required' }).check();
  await edited.getByLabel('Maximum length').fill('5');
  await shown.getByText('Your order *').waitFor();
  const input = shown.getByLabel('Your order', { exact: true });
  expect(await input.getAttribute('placeholder')).toBe('For example A-1');
  await shown.getByRole('button', { name: 'Check' }).click();
  await shown.getByText('Needed').waitFor();
  await shown.getByText('1 would be refused.').waitFor();
  await input.fill('A-1');
  await shown.getByText('This would be accepted.').waitFor();
  // What can't be typed in a real form can't be typed here.
  await input.fill('');
  await input.pressSequentially('A-123456');
  expect(await input.inputValue()).toBe('A-123');
  await look(boss, 'preview-agent');

  await shown.getByText('Customer', { exact: true }).click();
  await shown.getByLabel('The customer’s language').selectOption('ko');
  const korean = shown.getByLabel('주문하신 번호', { exact: true });
  expect(await korean.getAttribute('placeholder')).toBe('예: A-1');
  expect(await violationsOf(boss)).toEqual([]);
  await look(boss, 'preview-customer');
  await edited.getByRole('checkbox', { name: /^Customers/ }).uncheck();
  await shown.getByText('The open field is not shown to them.').waitFor();
  await korean.waitFor({ state: 'detached' });
  await edited.getByRole('checkbox', { name: /^Customers/ }).check();
  await edited.getByLabel('Inquiry types').fill('refu');
  await edited.getByRole('option', { name: 'Order › Refund' }).click();
  await boss.keyboard.press('Escape');
  // The preview goes to a type that asks for it.
  expect(await shown.getByLabel('Inquiry type of the preview').inputValue()).toBe('refund');
  await shown.getByLabel('Inquiry type of the preview').selectOption('use');
  await shown.getByText('The open field is not asked for by this inquiry type.').waitFor();
  await shown.getByLabel('Inquiry type of the preview').selectOption('refund');
  await save(boss);
  expect(await field('order_number')).toMatchObject({
    names: { en: 'Your order', ko: '주문하신 번호' },
    placeholders: { en: 'For example A-1', ko: '예: A-1' },
    required: true,
    maxLength: 5,
    inquiryTypeIds: ['refund'],
    exposure: { agent: true, customer: true },
  });
});

it('given files in the preview, then they are taken and refused as in a real form, and none is sent', async () => {
  const uploads: string[] = [];
  boss.on('request', (request) => {
    if (request.url().includes('/uploads')) uploads.push(request.url());
  });
  await preview(boss)
    .locator('input[type="file"]')
    .setInputFiles([
      { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') },
      { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('x') },
    ]);
  await preview(boss).getByText('photo.png').waitFor();
  await preview(boss)
    .getByText(/run\.exe/)
    .waitFor();
  await preview(boss).getByRole('button', { name: 'Remove photo.png' }).click();
  expect(uploads).toEqual([]);
});

it('given a type that is changed, then the form says what becomes of the values, and what the type lacks goes', async () => {
  await rowOf(boss, 'A text').click();
  const edited = form(boss, 'A text');
  await edited.getByLabel('Placeholder in English').fill('Words');
  await save(boss);
  await edited.getByText('Date', { exact: true }).click();
  await edited.getByText(/Values that tickets have stay as they are, to be read \(Text\)/).waitFor();
  await edited.getByText(/The placeholder goes\./).waitFor();
  expect(await edited.getByLabel('Placeholder in English').count()).toBe(0);
  await save(boss);
  expect(await field('a_text')).toMatchObject({ type: 'date', placeholders: {} });
});

it('given an encrypted field, then it is said before that it is for good and what it means; later it can’t be changed', async () => {
  await chooseScope(boss, 'Agents');
  await boss.getByRole('link', { name: 'New field' }).click();
  const made = form(boss, 'New field');
  await made.getByLabel('Name in English').fill('Account');
  await made.getByLabel('Code', { exact: true }).fill('account');
  await made.getByText('Files', { exact: true }).click();
  await made.getByText('Files can’t be encrypted.').waitFor();
  await made.getByText('Text', { exact: true }).click();
  expect(await made.getByRole('alert').count()).toBe(0);
  await made.getByRole('checkbox', { name: 'Encrypted' }).check();
  await made.getByRole('alert').getByText('This can’t be undone, nor done later.').waitFor();
  await made.getByText(/never found by search/).waitFor();
  await made.getByText(/never found by search/).scrollIntoViewIfNeeded();
  await look(boss, 'encrypted');
  expect(await violationsOf(boss)).toEqual([]);
  await boss.keyboard.press('Control+Enter');
  await form(boss, 'Account').waitFor();
  expect(await field('account')).toMatchObject({ scope: 'agent', encrypted: true, exposure: { customer: false } });
  expect(await form(boss, 'Account').getByRole('checkbox', { name: 'Encrypted' }).count()).toBe(0);
  await form(boss, 'Account').getByText('It was decided when the field was made.').waitFor();
});

it('given fields for agents, when they are dragged, moved by key and by button, then agents have them in that order', async () => {
  for (const [code, placeholders] of [
    ['cause', {}],
    ['shelf', {}],
    ['note', { en: 'What to look at' }],
  ] as const)
    expect(
      (
        await client.call('createField', {
          params: care,
          body: { code, scope: 'agent', type: 'text', names: { en: `The ${code}` }, placeholders } as never,
        })
      ).status,
    ).toBe(201);
  await boss.reload();
  await chooseScope(boss, 'Agents');
  const agentRow = (name: string): Locator => rowOf(boss, name, 'Agent fields');
  await agentRow('The note').waitFor();
  expect(await codesOf('agent')).toEqual(['account', 'cause', 'shelf', 'note']);
  const orderIs = (...codes: readonly string[]): Promise<unknown> =>
    waitUntil(`the order ${codes.join()}`, async () => (await codesOf('agent')).join() === codes.join());

  await agentRow('The shelf').focus();
  await boss.keyboard.press('Alt+ArrowUp');
  await orderIs('account', 'shelf', 'cause', 'note');
  await agentRow('The shelf').and(boss.locator(':focus')).waitFor();
  await boss.keyboard.press('Alt+ArrowUp');
  await boss.keyboard.press('Alt+ArrowUp');
  await orderIs('shelf', 'account', 'cause', 'note');

  const handle = list(boss, 'Agent fields')
    .getByRole('listitem')
    .filter({ hasText: 'The note' })
    .locator('span[title]');
  const from = (await handle.first().boundingBox())!;
  const to = (await agentRow('The shelf').boundingBox())!;
  await boss.mouse.move(from.x + 6, from.y + 10);
  await boss.mouse.down();
  await boss.mouse.move(from.x + 6, from.y - 20, { steps: 4 });
  await boss.mouse.move(from.x + 6, to.y + 4, { steps: 8 });
  await look(boss, 'dragged');
  await boss.mouse.up();
  await orderIs('note', 'shelf', 'account', 'cause');

  await agentRow('Account').click();
  await boss.getByRole('button', { name: 'Move Account up' }).click();
  await boss.getByRole('button', { name: 'Move Account up' }).click();
  await orderIs('account', 'note', 'shelf', 'cause');
  await boss.getByRole('button', { name: 'Move Account up' }).and(boss.locator(':focus')).waitFor();
  expect(await list(boss, 'Agent fields').getByRole('link').allInnerTexts()).toEqual(
    ['Account', 'The note', 'The shelf', 'The cause'].map((name) => expect.stringContaining(name)),
  );
  expect(await violationsOf(boss)).toEqual([]);

  const mina = await signIn('mina');
  const minas = await desk.signIn('mina@example.com');
  const { number } = (
    await minas.call('createTicket', {
      params: care,
      body: { title: 'My order', html: '<p>Hello</p>', customer: { name: 'Sora' } },
    })
  ).body;
  await openTicketAt(mina, `${desk.url}/s/care/all/${number}`);
  const own = mina.getByRole('complementary', { name: 'Details' }).getByRole('region', { name: 'For agents' });
  await own.getByText('The cause').waitFor();
  expect(await own.locator('dt').allInnerTexts()).toEqual(['Account', 'The note', 'The shelf', 'The cause']);
  await own.getByRole('button', { name: /^Edit The note/ }).click();
  expect(await own.getByLabel('The note').getAttribute('placeholder')).toBe('What to look at');
  await mina.context().close();
});

it('given options, when lines are pasted, moved and taken out of use, then what is wrong is said at each', async () => {
  await chooseScope(boss, 'Customers');
  await rowOf(boss, 'A radio').click();
  const edited = form(boss, 'A radio buttons');
  const options = edited.getByRole('list', { name: 'Options' });
  await edited.getByRole('button', { name: 'Add several…' }).click();
  await edited.getByLabel('One option a line').fill('blue\t파랑\tBlue\nOut of stock\n\n재고 부족');
  await edited.getByRole('button', { name: 'Add 3' }).click();
  expect(await options.getByRole('listitem').count()).toBe(5);
  expect(await edited.getByLabel('Code of option 3').inputValue()).toBe('blue');
  expect(await edited.getByLabel('Name of option 3 in English').inputValue()).toBe('Blue');
  await edited.getByLabel('Code of option 4').fill('Out of stock');
  await edited.getByLabel('Name of option 5 in Korean').fill('');
  await boss.keyboard.press('Control+Enter');
  await options.getByRole('listitem').nth(3).getByText('Lower case letters, digits, _ and -').waitFor();
  await options.getByRole('listitem').nth(4).getByText('Write a name in one language at least.').waitFor();
  await edited.getByLabel('Code of option 4').and(boss.locator(':focus')).waitFor();
  expect(await violationsOf(boss)).toEqual([]);
  await look(boss, 'options-refused');
  // A code that another one has is refused by the desk, at the second one.
  await edited.getByLabel('Code of option 4').fill('blue');
  await edited.getByLabel('Name of option 5 in Korean').fill('재고 부족');
  await boss.keyboard.press('Control+Enter');
  await options.getByRole('listitem').nth(3).getByText('Another option has this code.').waitFor();
  await edited.getByRole('button', { name: 'Remove option 4' }).click();
  await edited.getByLabel('Name of option 3 in English').focus();
  await boss.keyboard.press('Alt+ArrowUp');
  await boss.keyboard.press('Alt+ArrowUp');
  await edited.getByLabel('Name of option 1 in English').and(boss.locator(':focus')).waitFor();
  expect(await edited.getByLabel('Name of option 1 in English').inputValue()).toBe('Blue');
  await save(boss);
  expect((await field('a_radio'))?.options.map(({ code, active }) => [code, active])).toEqual([
    ['blue', true],
    ['red', true],
    ['green', true],
    ['option-1', true],
  ]);

  const minas = await desk.signIn('mina@example.com');
  const made = await minas.call('createTicket', {
    params: care,
    body: { title: 'Red', html: '<p>Red</p>', customer: { name: 'Sora' } } as never,
  });
  const ticket = { ...care, number: made.body.number };
  expect(
    (await minas.call('editTicket', { params: ticket, body: { fields: { a_radio: 'red' } } as never })).status,
  ).toBe(200);
  await edited.getByRole('checkbox', { name: 'Option 2 is in use' }).uncheck();
  await edited.getByText('Tickets that have it: 1 of the 2 newest. Tickets that have it keep it').waitFor();
  // One that was saved is never taken away.
  expect(await edited.getByRole('button', { name: 'Remove option 2' }).count()).toBe(0);
  await edited.getByRole('checkbox', { name: 'Option 2 is in use' }).scrollIntoViewIfNeeded();
  await look(boss, 'options');
  await save(boss);
  const { value } = (await minas.call('getTicket', { params: ticket })).body.fields.find(
    ({ code }) => code === 'a_radio',
  )!;
  expect(value).toBe('red');
});

it('given unsaved edits, when another field is opened and one comes back, then they are there, and the list says so', async () => {
  await rowOf(boss, 'A long text').click();
  await form(boss, 'A long text').getByLabel('Name in English').fill('A prose');
  await rowOf(boss, 'A dropdown').click();
  await form(boss, 'A dropdown').waitFor();
  await rowOf(boss, 'A long text').getByText('not saved').waitFor();
  // The preview has what is unsaved in all of them.
  await preview(boss).getByLabel('A prose', { exact: true }).waitFor();
  await rowOf(boss, 'A long text').click();
  expect(await form(boss, 'A long text').getByLabel('Name in English').inputValue()).toBe('A prose');
  await boss.getByRole('button', { name: 'Cancel' }).click();
  expect(await form(boss, 'A long text').getByLabel('Name in English').inputValue()).toBe('A long text');
});

it('given two administrators on one field, then each keeps what only they changed, and both see what both changed', async () => {
  const edited = boss.getByRole('form', { name: /^A (long text|tale|story)$/ });
  await edited.getByLabel('Name in English').fill('A story');
  await edited.getByRole('checkbox', { name: 'Required' }).check();
  // The order changes as well, which is nobody's edit.
  const moved = await client.call('moveField', {
    params: { ...care, code: 'a_textarea' },
    body: { before: 'order_number' },
  });
  const other = await client.call('editField', {
    params: { ...care, code: 'a_textarea' },
    body: { names: { en: 'A tale' }, maxLength: 300 },
  });
  expect([moved.status, other.status]).toEqual([200, 200]);
  await boss.keyboard.press('Control+Enter');
  await edited.getByText('Administrator changed “Name” from “A long text” to “A tale”. Yours is above.').waitFor();
  expect(await violationsOf(boss)).toEqual([]);
  await look(boss, 'conflict');
  expect(await field('a_textarea')).toMatchObject({ names: { en: 'A tale' }, required: false });
  await edited.getByRole('button', { name: 'Keep mine' }).click();
  await edited.getByLabel('Name in English').focus();
  await save(boss);
  expect(await field('a_textarea')).toMatchObject({
    names: { en: 'A story' },
    required: true,
    maxLength: 300,
    order: 0,
  });
});

it('given a field to be deleted, then it is said what that does to how many, and its code is never taken again', async () => {
  await rowOf(boss, 'A radio').click();
  await form(boss, 'A radio buttons').getByRole('button', { name: 'Delete the field…' }).click();
  const dialog = boss.getByRole('dialog', { name: 'Delete “A radio buttons”?' });
  await dialog.getByText('Tickets that have a value of it: 1 of 2.').waitFor();
  await dialog.getByText('It leaves the forms of all inquiry types.').waitFor();
  await dialog.getByText('The code a_radio is never used again.', { exact: false }).waitFor();
  expect(await violationsOf(boss)).toEqual([]);
  await look(boss, 'delete');
  await dialog.getByRole('button', { name: 'Delete the field' }).click();
  await dialog.waitFor({ state: 'detached' });
  await rowOf(boss, 'A radio').waitFor({ state: 'detached' });
  expect(await field('a_radio')).toMatchObject({ deleted: true, active: false });
  await boss.getByText('This field is deleted. Tickets that have a value of it still show it.').waitFor();

  await boss.getByLabel('Show deleted (1)').check();
  await rowOf(boss, 'A radio').getByText('deleted').waitFor();
  expect(await violationsOf(boss)).toEqual([]);
  await look(boss, 'deleted');
  await boss.getByLabel('Show deleted (1)').uncheck();

  await boss.getByRole('link', { name: 'New field' }).click();
  const made = form(boss, 'New field');
  await made.getByLabel('Name in English').fill('Radio again');
  await made.getByLabel('Code', { exact: true }).fill('a_radio');
  await boss.keyboard.press('Control+Enter');
  await made.getByText('This code is or was used by a field. Choose another one.').waitFor();
  await made.getByLabel('Code', { exact: true }).and(boss.locator(':focus')).waitFor();
  await boss.getByRole('button', { name: 'Cancel' }).click();
});

it('given a field that another administrator deletes meanwhile, then a save says so and what was typed stays', async () => {
  await rowOf(boss, 'A file').click();
  const edited = form(boss, 'A files');
  await edited.getByLabel('Name in English').fill('Proofs');
  await client.call('deleteField', { params: { ...care, code: 'a_file' } });
  await boss.keyboard.press('Control+Enter');
  await boss.getByText('Somebody has deleted this field meanwhile.').waitFor();
  expect(await edited.getByLabel('Name in English').inputValue()).toBe('Proofs');
  expect(await field('a_file')).toMatchObject({ deleted: true, names: { en: 'A files' } });
  // What was typed can be copied until it is taken away.
  await boss.getByText(/^Somebody has deleted this field\. What you changed can’t be saved/).waitFor();
  await look(boss, 'deleted-meanwhile');
  await boss.getByRole('button', { name: 'Cancel' }).click();
  await boss.getByText('This field is deleted. Tickets that have a value of it still show it.').waitFor();
});

it('given a filter by inquiry type, when one is moved among those shown, then the hidden ones stay where they are', async () => {
  await boss.getByLabel('Fields of an inquiry type').selectOption('use');
  await rowOf(boss, 'Your order').waitFor({ state: 'detached' });
  const before = await codesOf('customer');
  await rowOf(boss, 'A checkboxes').focus();
  await boss.keyboard.press('Alt+ArrowDown');
  await waitUntil('the move', async () => (await codesOf('customer')).join() !== before.join());
  const after = await codesOf('customer');
  expect(after.filter((code) => code !== 'a_checkbox')).toEqual(before.filter((code) => code !== 'a_checkbox'));
  expect(after.indexOf('a_checkbox')).toBe(after.indexOf('a_dropdown') + 1);
  await boss.getByLabel('Fields of an inquiry type').selectOption('');
});

it('given a field before which another one is put, when it was deleted meanwhile, then that is said, and the desk’s order stands', async () => {
  const before = await codesOf('customer');
  expect(before.indexOf('a_datetime')).toBe(before.indexOf('a_date') + 1);
  await client.call('deleteField', { params: { ...care, code: 'a_date' } });
  await rowOf(boss, 'A date and time').focus();
  await boss.keyboard.press('Alt+ArrowUp');
  await boss.getByText('The field that it was put before is deleted. Move it again.').waitFor();
  await boss.getByLabel('Show deleted (3)').waitFor();
  expect(await codesOf('customer')).toEqual(before.filter((code) => code !== 'a_date'));
  expect(await violationsOf(boss)).toEqual([]);
  await rowOf(boss, 'A date and time').focus();
  await boss.keyboard.press('Alt+ArrowUp');
  await boss.getByText('The field that it was put before is deleted. Move it again.').waitFor({ state: 'detached' });
  await waitUntil('the move', async () => {
    const after = await codesOf('customer');
    return after.indexOf('a_datetime') === before.indexOf('a_date') - 1;
  });
});

it('given a field that is taken out of use, then it is said what that does to how many, and nobody is asked for it', async () => {
  await rowOf(boss, 'A dropdown').click();
  const edited = form(boss, 'A dropdown');
  await edited.getByRole('checkbox', { name: 'In use', exact: true }).uncheck();
  await edited.getByText('Tickets that have a value of it: 0 of 2. It will not be asked for any more.').waitFor();
  await preview(boss).getByText('The open field is not in use: nobody is asked for it.').waitFor();
  expect(await violationsOf(boss)).toEqual([]);
  await edited.getByText('It will not be asked for any more.').scrollIntoViewIfNeeded();
  await look(boss, 'out-of-use');
  await save(boss);
  await rowOf(boss, 'A dropdown').getByText('not in use').waitFor();
  await edited.getByRole('checkbox', { name: 'In use', exact: true }).check();
  await save(boss);
  expect(await field('a_dropdown')).toMatchObject({ active: true });
});

it('in Korean and dark, at 1280 and on a phone, nothing is cut off and axe finds nothing', async () => {
  await rowOf(boss, 'A dropdown').click();
  await boss.setViewportSize({ width: 1280, height: 800 });
  await look(boss, 'at-1280');
  expect(await boss.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violationsOf(boss)).toEqual([]);
  await boss.goto(`${desk.url}/s/care/all`);
  await switchToKorean(boss, { dark: true });
  await boss.goto(`${desk.url}/admin/care/fields/a_dropdown`);
  await boss.getByRole('heading', { level: 1, name: '필드' }).waitFor();
  await boss.getByRole('complementary', { name: '미리보기' }).getByLabel('A dropdown', { exact: true }).waitFor();
  await boss.setViewportSize({ width: 1440, height: 900 });
  await look(boss, 'dark-ko');
  expect(await violationsOf(boss)).toEqual([]);
  await boss.setViewportSize(PHONE.viewport);
  await look(boss, 'phone-ko');
  expect(await boss.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violationsOf(boss)).toEqual([]);
  await boss.getByRole('complementary', { name: '미리보기' }).scrollIntoViewIfNeeded();
  await boss.getByRole('button', { name: '확인' }).scrollIntoViewIfNeeded();
  await look(boss, 'phone-ko-preview');
  await boss.getByRole('link', { name: '목록으로' }).click();
  await boss.getByRole('list', { name: '고객 필드' }).waitFor();
  await look(boss, 'phone-ko-list');
  expect(await violationsOf(boss)).toEqual([]);
});

it('leaves no error in any console but refusals', () => {
  expect(complaints.flat().filter((complaint) => !/status of (400|404|409|412)/.test(complaint))).toEqual([]);
});
