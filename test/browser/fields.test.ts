import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openTicketAt,
  openConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let mina: Page;
let jun: Page;
let client: DeskClient;
let number: number;
let other: number;
const complaints: Complaints[] = [];

const OPTIONS = [
  { code: 'card', names: { en: 'Back to the card', ko: '카드 결제 취소' } },
  { code: 'points', names: { en: 'As points', ko: '적립금' } },
];
/** One of each type. */
const FIELDS = [
  {
    code: 'order_number',
    scope: 'customer',
    type: 'text',
    names: { en: 'Order number' },
    maxLength: 8,
    required: true,
  },
  { code: 'hint', scope: 'customer', type: 'caption', names: { en: 'What the customer told us' } },
  { code: 'bought_on', scope: 'customer', type: 'date', names: { en: 'Bought on' } },
  { code: 'method', scope: 'customer', type: 'radio', names: { en: 'Method' }, options: OPTIONS },
  { code: 'account', scope: 'customer', type: 'text', names: { en: 'Account' }, encrypted: true },
  { code: 'terms', scope: 'customer', type: 'agree', names: { en: 'Terms' } },
  { code: 'proof', scope: 'customer', type: 'file', names: { en: 'Proof' } },
  { code: 'cause', scope: 'agent', type: 'dropdown', names: { en: 'Cause' }, options: OPTIONS },
  { code: 'symptoms', scope: 'agent', type: 'checkbox', names: { en: 'Symptoms' }, options: OPTIONS },
  { code: 'note', scope: 'agent', type: 'textarea', names: { en: 'Note' } },
  { code: 'look_at', scope: 'agent', type: 'datetime', names: { en: 'Look again' } },
  { code: 'away', scope: 'agent', type: 'date_period', names: { en: 'Away' } },
  { code: 'visit', scope: 'agent', type: 'datetime_period', names: { en: 'Visit' } },
] as const;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  let parentId: string | undefined;
  for (const [categoryId, name] of [
    ['order', 'Order'],
    ['payment', 'Payment'],
    ['refund', 'Refund'],
    ['card', 'Card'],
    ['abroad', 'Abroad'],
  ] as const) {
    await admin.call('createCategory', {
      params: care,
      body: { kind: 'inquiry_type', categoryId, names: { en: name }, ...(parentId === undefined ? {} : { parentId }) },
    });
    parentId = categoryId;
  }
  for (const field of FIELDS) {
    const made = await admin.call('createField', {
      params: care,
      body: { ...field, ...(field.scope === 'customer' ? { inquiryTypeIds: ['abroad'] } : {}) } as never,
    });
    expect(made.status).toBe(201);
  }
  const create = async (title: string): Promise<number> =>
    (
      await client.call('createTicket', {
        params: care,
        body: { title, html: '<p>Hello</p>', customer: { name: 'Sora', email: 'sora@customer.example.com' } },
      })
    ).body.number;
  [number, other] = [await create('My refund'), await create('Another matter')];
  const who = { password: 'Handover-Test-1' };
  const [first, second] = await Promise.all([
    openConsole(browser, desk.url, { ...who, email: 'mina@example.com' }),
    openConsole(browser, desk.url, { ...who, email: 'admin@example.com' }),
  ]);
  [mina, jun] = [first.page, second.page];
  complaints.push(first.complaints, second.complaints);
  for (const page of [mina, jun]) page.setDefaultTimeout(10_000);
  await Promise.all([
    openTicketAt(mina, `${desk.url}/s/care/all/${number}`),
    openTicketAt(jun, `${desk.url}/s/care/all/${number}`),
  ]);
  await Promise.all([details(mina).waitFor(), details(jun).waitFor()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' });
const value = (page: Page, name: string): Locator =>
  details(page).getByRole('button', { name: new RegExp(`^Edit ${name}: `) });
const open = async (page: Page, name: string): Promise<Locator> => {
  await value(page, name).click();
  const input = details(page).getByLabel(name, { exact: true });
  await input.first().waitFor();
  return input.first();
};
const saved = (page: Page): Promise<void> =>
  details(page).getByRole('group', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
const ticket = async (of = number) => (await client.call('getTicket', { params: { ...care, number: of } })).body;

it.each([
  [1440, 900, 620],
  [1280, 800, 440],
])(
  'at %d × %d with everything open the conversation has its width, and the fold is kept',
  async (width, height, least) => {
    await mina.setViewportSize({ width, height });
    const conversation = async (): Promise<number> => (await mina.locator('main#ticket').boundingBox())!.width;
    await details(mina).waitFor();
    expect(await conversation()).toBeGreaterThanOrEqual(least);
    expect(await mina.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const before = await conversation();
    await mina.getByRole('button', { name: 'Details', exact: true }).focus();
    await mina.keyboard.press('Enter');
    await details(mina).waitFor({ state: 'detached' });
    expect(await conversation()).toBeGreaterThanOrEqual(before + 260);
    await mina.reload();
    await mina.getByRole('heading', { level: 1, name: /My refund/ }).waitFor();
    expect(await details(mina).count()).toBe(0);
    await mina.getByRole('button', { name: 'Details', exact: true }).click();
    await details(mina).waitFor();
    await mina.setViewportSize({ width: 1440, height: 900 });
  },
);

it('given an inquiry type five levels deep, when it is found by words of its path, then the fields that it asks for appear', async () => {
  await value(mina, 'Inquiry type').focus();
  await mina.keyboard.press('Enter');
  const type = details(mina).getByRole('combobox', { name: 'Inquiry type' });
  await type.and(mina.locator(':focus')).waitFor();
  await type.fill('refund abr');
  await mina.getByRole('option', { name: 'Order › Payment › Refund › Card › Abroad' }).waitFor();
  expect(await violationsOf(mina)).toEqual([]);
  await mina.keyboard.press('Enter');
  await value(mina, 'Order number').waitFor();
  await mina.getByRole('heading', { name: 'Inquiry', exact: true }).waitFor();
  await details(mina).getByText('Unsaved: 1').waitFor();
  await look(mina, 'type');
});

it('when a required field is left out, then the save says so at the field, and saves nothing', async () => {
  await (await open(mina, 'Method')).getByLabel('As points').check();
  await mina.keyboard.press('Control+Enter');
  await details(mina).getByText('Needed').waitFor();
  await details(mina).getByLabel('Order number').and(mina.locator(':focus')).waitFor();
  await details(mina).getByText('Values that can’t be saved like this: 1').waitFor();
  expect(await violationsOf(mina)).toEqual([]);
  expect((await ticket()).inquiryTypeId).toBeNull();
  await mina.keyboard.type('A-100');
});

it('when fields of all types are filled and saved by key, then they are on the ticket', async () => {
  await (await open(mina, 'Bought on')).fill('2026.11.2');
  // Its calendar lies over the next fields until it is left.
  await mina.keyboard.press('Tab');
  await (await open(mina, 'Account')).fill('110-222-333');
  await (await open(mina, 'Terms')).check();
  await value(mina, 'Proof').click();
  await details(mina)
    .locator('input[type="file"]')
    .setInputFiles({
      name: 'proof.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('paid'),
    });
  await details(mina).getByRole('button', { name: 'Remove proof.txt' }).waitFor();
  await (await open(mina, 'Cause')).selectOption('card');
  await value(mina, 'Symptoms').click();
  await details(mina).getByRole('checkbox', { name: 'As points' }).check();
  await (await open(mina, 'Note')).fill('One\nTwo');
  await (await open(mina, 'Look again')).fill('2026-12-01 09:30');
  await mina.keyboard.press('Tab');
  await value(mina, 'Away').click();
  await details(mina).getByLabel('Away: from').fill('2026-12-02');
  await details(mina).getByLabel('Away: to').fill('2026-12-01');
  await mina.keyboard.press('Tab');
  await value(mina, 'Visit').click();
  await details(mina).getByLabel('Visit: from').fill('2026-12-02 10:00');
  await details(mina).getByLabel('Visit: to').fill('2026-12-02 11:00');
  await (await open(mina, 'Priority')).selectOption('high');
  await (await open(mina, 'Tags')).fill('vip');
  await look(mina, 'edited');
  await mina.keyboard.press('Control+Enter');
  await details(mina).getByText('The end is before the beginning.').waitFor();
  await details(mina).getByLabel('Away: to').fill('2026-12-03');
  await mina.keyboard.press('Control+Enter');
  await saved(mina);
  const { fields, ...rest } = await ticket();
  expect(rest).toMatchObject({ inquiryTypeId: 'abroad', priority: 'high', tags: ['vip'] });
  expect(Object.fromEntries(fields.map(({ code, value: of }) => [code, of]))).toMatchObject({
    order_number: 'A-100',
    bought_on: '2026-11-02',
    method: 'points',
    account: null,
    terms: true,
    proof: [{ name: 'proof.txt' }],
    cause: 'card',
    symptoms: ['points'],
    note: 'One\nTwo',
    look_at: '2026-12-01T00:30:00.000Z',
    away: { from: '2026-12-02', to: '2026-12-03' },
    visit: { from: '2026-12-02T01:00:00.000Z', to: '2026-12-02T02:00:00.000Z' },
  });
  await value(mina, 'Look again').getByText('09:30').waitFor();
  await value(mina, 'Inquiry type').getByText('Order › Payment › Refund › Card › Abroad').waitFor();
  expect(await violationsOf(mina)).toEqual([]);
  await look(mina, 'saved');
});

it('given an encrypted value, when somebody who may see it asks for it, then it is shown, and the log says so', async () => {
  await value(jun, 'Account').getByText('••••••').waitFor();
  // An agent without the right has no such button.
  expect(
    await details(mina)
      .getByRole('button', { name: /^Show Account/ })
      .count(),
  ).toBe(0);
  await details(jun)
    .getByRole('button', { name: /^Show Account/ })
    .click();
  await value(jun, 'Account').getByText('110-222-333').waitFor();
  expect(await violationsOf(jun)).toEqual([]);
  const { events } = (await client.call('listEvents', { params: { ...care, number } })).body;
  expect(events.some(({ type, fieldCode }) => type === 'field_viewed' && fieldCode === 'account')).toBe(true);
});

it('given a value that is shown, then it is hidden again after a minute; an empty one is none', async () => {
  await value(jun, 'Account').getByText('110-222-333').waitFor();
  await jun.clock.install();
  const button = (does: 'Show' | 'Hide'): Locator =>
    details(jun).getByRole('button', { name: new RegExp(`^${does} Account`) });
  await button('Hide').click();
  await button('Show').click();
  await value(jun, 'Account').getByText('110-222-333').waitFor();
  await jun.clock.fastForward(59_000);
  expect(await value(jun, 'Account').textContent()).toBe('110-222-333');
  await jun.clock.fastForward(2000);
  await value(jun, 'Account').getByText('••••••').waitFor();
  await intercept(jun, '**/reveal', (route) =>
    route.fulfill({ json: { code: 'account', type: 'checkbox', value: [] } }),
  );
  await button('Show').click();
  await button('Hide').waitFor();
  expect(await value(jun, 'Account').textContent()).toBe('None');
  await button('Hide').click();
  await jun.unroute('**/reveal');
});

it('given a word that is being composed, then Escape and Ctrl+Enter are about the word', async () => {
  const note = await open(mina, 'Note');
  await note.fill('반품 요');
  await note.dispatchEvent('keydown', { key: 'Escape', isComposing: true });
  await note.dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true });
  await details(mina).getByText('Unsaved: 1').waitFor();
  expect(await note.inputValue()).toBe('반품 요');
  expect((await ticket()).fields).toContainEqual(expect.objectContaining({ code: 'note', value: 'One\nTwo' }));
  await note.press('Escape');
  await saved(mina);
});

it('given a day or a time that can’t be read, then it stays, and is refused where it stands', async () => {
  const before = await ticket();
  const day = await open(mina, 'Bought on');
  await day.fill('next week');
  await details(mina).getByText('Write a day like 2026-11-22.').waitFor();
  await value(mina, 'Visit').click();
  const end = details(mina).getByLabel('Visit: to');
  await end.fill('2026-12-02 25:00');
  await details(mina).getByText('Write a day and a time like 2026-11-22 09:30.').waitFor();
  expect(await day.inputValue()).toBe('next week');
  expect(await violationsOf(mina)).toEqual([]);
  await end.press('Control+Enter');
  await details(mina).getByText('Values that can’t be saved like this: 2').waitFor();
  await day.and(mina.locator(':focus')).waitFor();
  expect(await end.inputValue()).toBe('2026-12-02 25:00');
  expect((await ticket()).version).toBe(before.version);
  // Also after another ticket it is said, and nothing is lost without a word.
  await mina.getByRole('link', { name: /Another matter/ }).click();
  await mina.getByRole('heading', { level: 1, name: /Another matter/ }).waitFor();
  await mina.getByRole('link', { name: /My refund/ }).click();
  await details(mina).getByText('Write a day like 2026-11-22.').waitFor();
  expect(await day.getAttribute('placeholder')).toBe('next week');
  await day.fill('2026.11.3');
  await day.blur();
  expect(await day.inputValue()).toBe('2026-11-03');
  await day.press('Escape');
  await end.press('Escape');
  await saved(mina);
});

it('given unsaved edits, when another ticket is opened and the first one again, then they are there, and Escape takes one back', async () => {
  await (await open(mina, 'Note')).fill('Unsaved words');
  await mina.getByRole('link', { name: /Another matter/ }).click();
  await mina.getByRole('heading', { level: 1, name: /Another matter/ }).waitFor();
  await value(mina, 'Priority').waitFor();
  expect(await details(mina).getByText('Unsaved:').count()).toBe(0);
  await mina.getByRole('link', { name: /My refund/ }).click();
  await details(mina).getByText('Unsaved: 1').waitFor();
  expect(await details(mina).getByLabel('Note').inputValue()).toBe('Unsaved words');
  await details(mina).getByLabel('Note').focus();
  await mina.keyboard.press('Escape');
  await value(mina, 'Note').and(mina.locator(':focus')).waitFor();
  await saved(mina);
});

it('given a file on its way, then the save waits for it and says so, it goes on when the ticket is left, and Escape ends it', async () => {
  const puts = /uploads.*X-Amz-Signature/;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let sent = 0;
  await intercept(mina, puts, async (route) => {
    sent += 1;
    await held;
    await route.continue().catch(() => undefined);
  });
  const choose = (...names: readonly string[]): Promise<void> =>
    details(mina)
      .locator('input[type="file"]')
      .setInputFiles(names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })));
  const names = async () => {
    const proof = (await ticket()).fields.find(({ code }) => code === 'proof')?.value;
    return (proof as readonly { readonly name: string }[]).map(({ name }) => name);
  };
  await value(mina, 'Proof').click();
  await choose('late.txt', 'setup.exe');
  await details(mina).getByText('setup.exe can’t be attached: files of this kind are not sent').waitFor();
  await details(mina).getByText('late.txt is still being uploaded').waitFor();
  await waitUntil('the upload to be on its way', () => Promise.resolve(sent === 1));
  const save = details(mina).getByRole('button', { name: 'Save', exact: true });
  expect(await save.getAttribute('title')).toBe('late.txt is still being uploaded');
  await save.press('Enter');
  await look(mina, 'upload');
  expect(await violationsOf(mina)).toEqual([]);
  await mina.getByRole('link', { name: /Another matter/ }).click();
  await mina.getByRole('heading', { level: 1, name: /Another matter/ }).waitFor();
  letGo();
  await mina.getByRole('link', { name: /My refund/ }).click();
  await details(mina).getByText('late.txt', { exact: true }).waitFor();
  await details(mina).getByText('late.txt is still being uploaded').waitFor({ state: 'detached' });
  expect(await names()).toEqual(['proof.txt']);
  await save.click();
  await saved(mina);
  expect(await names()).toEqual(['proof.txt', 'late.txt']);
  await mina.unroute(puts);

  await intercept(mina, puts, () => undefined);
  await value(mina, 'Proof').click();
  await choose('cut.txt');
  await details(mina).getByText('cut.txt is still being uploaded').waitFor();
  await details(mina).getByRole('button', { name: 'Remove cut.txt' }).press('Escape');
  await saved(mina);
  await details(mina).getByRole('button', { name: 'Edit Proof: proof.txt, late.txt', exact: true }).waitFor();
  await mina.unroute(puts);
});

it('given two who edit, when the other saves other fields, then they flow in, and what is typed is saved over them', async () => {
  await (await open(mina, 'Note')).fill('Mine');
  await (await open(jun, 'Cause')).selectOption('points');
  await details(jun).getByRole('button', { name: 'Save' }).click();
  await saved(jun);
  await value(mina, 'Cause').getByText('As points').waitFor({ timeout: 15_000 });
  expect(await details(mina).getByLabel('Note').inputValue()).toBe('Mine');
  await details(mina).getByRole('button', { name: 'Save' }).click();
  await saved(mina);
  expect((await ticket()).fields).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'note', value: 'Mine' }),
      expect.objectContaining({ code: 'cause', value: 'points' }),
    ]),
  );
});

it('given two who edit the same fields, when the second saves, then they are told whose and what, lose nothing and choose', async () => {
  await (await open(mina, 'Note')).fill('Of Mina');
  await (await open(mina, 'Priority')).selectOption('urgent');
  await (await open(mina, 'Account')).fill('999');
  const admin = await desk.signIn('admin@example.com');
  const changed = await admin.call('editTicket', {
    params: { ...care, number },
    body: { priority: 'low', fields: { note: 'Of the administrator', account: '888' } },
  });
  expect(changed.status).toBe(200);
  await mina.keyboard.press('Control+Enter');
  const conflicts = details(mina).getByRole('alert').filter({ hasText: 'Administrator changed' });
  await conflicts.filter({ hasText: '“Note” from “Mine” to “Of the administrator”' }).waitFor({ timeout: 15_000 });
  await conflicts.filter({ hasText: '“Priority” from “High” to “Low”' }).waitFor();
  await conflicts.filter({ hasText: '“Account” from “••••••” to “••••••”' }).waitFor();
  expect(await details(mina).getByLabel('Note').inputValue()).toBe('Of Mina');
  expect((await ticket()).priority).toBe('low');
  expect(await violationsOf(mina)).toEqual([]);
  await look(mina, 'conflict');
  // By key nothing is overruled.
  await details(mina).getByLabel('Note').focus();
  await mina.keyboard.press('Control+Enter');
  expect((await ticket()).priority).toBe('low');
  await conflicts.filter({ hasText: '“Priority”' }).getByRole('button', { name: 'Take theirs' }).click();
  await value(mina, 'Priority').getByText('Low').waitFor();
  await conflicts.filter({ hasText: '“Account”' }).getByRole('button', { name: 'Keep mine' }).click();
  await details(mina).getByRole('button', { name: 'Save mine anyway' }).click();
  await saved(mina);
  const after = await ticket();
  expect(after.priority).toBe('low');
  expect(after.fields).toContainEqual(expect.objectContaining({ code: 'note', value: 'Of Mina' }));
  await value(jun, 'Note').getByText('Of Mina').waitFor({ timeout: 15_000 });
  const revealed = await admin.call('revealField', { params: { ...care, number, code: 'account' }, body: {} });
  expect(revealed.body.value).toBe('999');
});

it('when the address is another customer’s, then the ticket is theirs; a wrong one is refused where it stands', async () => {
  const before = (await ticket(other)).customerId;
  await openTicketAt(mina, `${desk.url}/s/care/all/${other}`);
  const email = await open(mina, 'E-mail');
  await email.fill('nobody');
  await mina.keyboard.press('Control+Enter');
  await details(mina).getByText('This is no e-mail address.').waitFor();
  await email.fill('hana@customer.example.com');
  await (await open(mina, 'Phone')).fill('12345678901234567890');
  await mina.keyboard.press('Control+Enter');
  await details(mina).getByText('This is no phone number that can be called.').waitFor();
  await details(mina).getByLabel('Phone', { exact: true }).fill('010-1234-5678');
  await mina.keyboard.press('Control+Enter');
  await saved(mina);
  const after = await ticket(other);
  expect(after.customer).toMatchObject({ email: 'hana@customer.example.com', phone: '+821012345678' });
  expect(after.customerId).not.toBe(before);
});

it('in the dark and in Korean it reads as well', async () => {
  await openTicketAt(mina, `${desk.url}/s/care/all/${number}`);
  await switchToKorean(mina, { dark: true });
  await mina.getByRole('button', { name: /^우선순위 수정/ }).click();
  await mina.getByLabel('우선순위', { exact: true }).selectOption('urgent');
  await mina.getByRole('button', { name: /^Look again 수정/ }).click();
  await mina.getByLabel('Look again', { exact: true }).waitFor();
  await mina.getByRole('button', { name: '저장' }).waitFor();
  expect(await violationsOf(mina)).toEqual([]);
  await look(mina, 'korean-dark');
});

it('the pages complained of nothing but what was refused', () => {
  expect(complaints.flat().filter((line) => !/40[039]|412/.test(line))).toEqual([]);
});
