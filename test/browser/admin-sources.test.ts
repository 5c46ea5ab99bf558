import type { Browser, Locator, Page } from 'playwright-core';
import {
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../simulators/customer-information/start-customer-information.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
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
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const ADMINISTRATOR = { email: 'admin@example.com', password: 'Handover-Test-1' };
const KEY = 'the-signing-key-of-the-shop';
const params = { serviceId: 'care' };
let shop: CustomerInformationSimulator;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let administrator: DeskClient;
let number: number;
/** Every text that the API answered the page, and what the page asked it. */
const answers: Promise<string>[] = [];

beforeAll(async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  shop = await startCustomerInformation({ key: KEY, tls });
  const allowedHosts = [new URL(shop.url).host];
  [desk, browser] = await Promise.all([
    openDesk({ config: { customerInformation: { allowedHosts, authority: tls.certificate } } }),
    launchBrowser(),
  ]);
  administrator = await desk.signIn('admin@example.com');
  ({ page, complaints } = await openConsole(browser, desk.url, ADMINISTRATOR));
  page.on('response', (response) => {
    if (response.request().resourceType() === 'fetch') answers.push(response.text().catch(() => ''));
  });
  const { body } = await administrator.call('createTicket', {
    params,
    body: {
      title: 'Where is my parcel?',
      html: '<p>Late</p>',
      customer: { name: 'Kim', email: 'customer@example.com' },
    },
  });
  ({ number } = body);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  await shop.stop();
});

const bar = () => page.getByRole('group', { name: 'Unsaved changes' });
const form = () => page.locator('#item');
const row = (name: string): Locator => page.getByRole('group', { name, exact: true });
const save = async (): Promise<void> => {
  await page.keyboard.press('Control+Enter');
  await bar().waitFor({ state: 'detached' });
};
const sourcesNow = async () => (await administrator.call('listInformationSourceSettings', { params })).body.sources;
const call = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Call now' }).click();
  await page.locator('[role="status"][aria-busy="false"] p').first().waitFor({ timeout: 10_000 });
};

describe('Customer Information', () => {
  it('given nothing is connected, when a system is written by keys alone, then it is there as it was written, its key unseen', async () => {
    await page.goto(`${desk.url}/admin/care/customer-information`);
    await page.getByText('No system is connected yet.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Customer information' }).waitFor();
    await page.locator('#section').focus();
    await page.keyboard.press('n');
    await page.getByLabel('Name', { exact: true }).waitFor();
    await page.keyboard.type('Shop');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('https://10.0.0.1/customers');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('New key').waitFor();
    await page.keyboard.type(KEY);
    expect(await page.getByLabel('New key').getAttribute('type')).toBe('password');
    await page.getByLabel('Label of line 1').focus();
    await page.keyboard.type('Grade');
    await page.keyboard.press('Tab');
    await page.keyboard.type('grade');
    await page.getByRole('button', { name: 'Add a line' }).focus();
    await page.keyboard.press('Enter');
    await waitUntil('the new line to have the focus', () =>
      page.getByLabel('Label of line 2').evaluate((input) => input === document.activeElement),
    );
    await page.keyboard.type('Debts');
    await page.keyboard.press('Tab');
    await page.keyboard.type('debts');
    // A private address is refused at its field, and nothing that was typed is lost.
    await page.keyboard.press('Control+Enter');
    await page.getByText('This is a private address. Only the open internet is called.').waitFor();
    expect(await page.getByLabel('Address', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await look(page, 'source-private');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Address', { exact: true }).fill(shop.url);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/customer-information\/inf_/);
    await page.getByText('A key is set.').waitFor();
    expect(await sourcesNow()).toMatchObject([
      {
        name: 'Shop',
        baseUrl: shop.url,
        hasKey: true,
        active: true,
        request: [{ variable: 'email', from: { kind: 'customer', property: 'email' } }],
        results: [
          { label: 'Grade', key: 'grade' },
          { label: 'Debts', key: 'debts' },
        ],
      },
    ]);
    expect(await page.getByRole('button', { name: 'Replace' }).count()).toBe(1);
  });

  it('when it is called with a ticket, then each line is there as it was found or not, with status and time', async () => {
    await page.getByLabel('Ticket', { exact: true }).fill(`#${String(number)}`);
    await page.getByText('Where is my parcel?').waitFor();
    await page.getByLabel('Ticket', { exact: true }).press('Enter');
    await page.getByText('Answered. Not found: 1').waitFor({ timeout: 10_000 });
    await page.getByText('Status 200').waitFor();
    await page.getByText(/^\d+ ms$/).waitFor();
    const rows = page.getByRole('table', { name: 'What agents would see' }).getByRole('row');
    expect((await rows.allTextContents()).slice(1)).toEqual(['GradegradeGold', 'DebtsdebtsNot in the answer']);
    await page.getByText(`POST ${shop.url}`).waitFor();
    expect(shop.received.at(-1)).toMatchObject({ body: '{"email":"customer@example.com"}' });
    await look(page, 'source-test');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
  });

  it('given a key of the answer that no line shows, when it is taken, then it is a line; lines are put in order by keys', async () => {
    await page.getByRole('button', { name: 'Show orders too' }).click();
    await page.getByLabel('Label of line 3').fill('Orders');
    await page.getByLabel('Label of line 3').press('Alt+ArrowUp');
    expect(await page.getByLabel('Label of line 2').inputValue()).toBe('Orders');
    expect(await page.getByLabel('Label of line 2').evaluate((input) => input === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Remove Debts' }).click();
    await call();
    await page.getByText('Answered. Everything was found.').waitFor();
    await page.getByLabel('Name', { exact: true }).focus();
    await save();
    expect((await sourcesNow())[0]!.results).toEqual([
      { label: 'Grade', key: 'grade' },
      { label: 'Orders', key: 'orders' },
    ]);
  });

  it.each([
    ['/status/500', 'Answered with an error.', 'Status 500'],
    ['/not-json', 'The answer is not JSON with an object “data”.', 'Status 200'],
    ['/hangs-up', 'The connection broke off.', 'No status'],
    [
      '/redirect?to=https%3A%2F%2F169.254.169.254%2F',
      'The name leads to a private address, which is never called.',
      'No status',
    ],
  ])(
    'given an API that answers %s, when it is called before it is saved, then it says why there is nothing',
    async (path, words, status) => {
      await page.getByLabel('Address', { exact: true }).fill(shop.url.replace('/customers', path));
      await call();
      await page.getByText(words).waitFor();
      await page.getByText(status).waitFor();
      expect((await sourcesNow())[0]!.baseUrl).toBe(shop.url);
      await bar().getByRole('button', { name: 'Cancel' }).click();
      expect(await page.getByLabel('Address', { exact: true }).inputValue()).toBe(shop.url);
    },
  );

  it('given typed values and no ticket, then they are sent; what is wrong is marked at its field and nothing is called', async () => {
    await page.getByLabel('Ticket', { exact: true }).fill('');
    await page.getByLabel('Value of email').fill('alex@example.com');
    await call();
    await page.getByText('Silver').waitFor();
    const asked = shop.received.length;
    await page.getByLabel('Address', { exact: true }).fill('http://shop.example.com');
    await page.getByRole('button', { name: 'Call now' }).click();
    await page.getByText('Not called: see what is marked above.').waitFor();
    await page.getByText('Write an address that begins with https://').waitFor();
    // The stored key signs nothing that would go elsewhere.
    await page.getByLabel('Address', { exact: true }).fill('https://shop.example.com/customers');
    await page.getByRole('button', { name: 'Call now' }).click();
    await page.getByText('The stored key signs only calls to the stored address.').waitFor();
    expect(shop.received).toHaveLength(asked);
    await page.getByLabel('Value of email').fill('');
    await bar().getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Call now' }).click();
    await page.getByText('Not called: there is no value to ask by.').waitFor();
    expect(shop.received).toHaveLength(asked);
  });

  it('given two administrators at once on one system, then what only one changed goes through, and both see what both changed', async () => {
    const { sourceId } = (await sourcesNow())[0]!;
    const elsewhere = async (body: object): Promise<void> => {
      const { status } = await administrator.call('editInformationSource', {
        params: { ...params, sourceId },
        body: body as never,
      });
      expect(status).toBe(200);
    };
    await page.getByLabel('Name', { exact: true }).fill('Online shop');
    await page.getByLabel('Label of line 1').fill('Customer grade');
    await elsewhere({ channels: ['email'], results: [{ label: 'Level', key: 'grade' }] });
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.press('Control+Enter');
    const conflict = page.getByRole('alert').filter({ hasText: 'Shown of the answer' });
    await conflict.getByText('from “Grade ← grade, Orders ← orders” to “Level ← grade”').waitFor();
    await page.getByRole('checkbox', { name: 'E-mail', exact: true, checked: true }).waitFor();
    expect(await page.getByLabel('Label of line 1').inputValue()).toBe('Customer grade');
    await look(page, 'source-conflict');
    expect(await violationsOf(page)).toEqual([]);
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByLabel('Name', { exact: true }).focus();
    await save();
    expect(await sourcesNow()).toMatchObject([
      {
        name: 'Online shop',
        channels: ['email'],
        hasKey: true,
        results: [
          { label: 'Customer grade', key: 'grade' },
          { label: 'Orders', key: 'orders' },
        ],
      },
    ]);
  });

  it('given a key that is set, when it is removed, kept after all, replaced and removed, then calls are signed or not', async () => {
    await page.getByRole('button', { name: 'Remove the key' }).click();
    await page.getByText('The key will be removed.').waitFor();
    await page.getByRole('button', { name: 'Keep the key that is set' }).click();
    expect(await bar().count()).toBe(0);
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByLabel('New key').fill('another-key-of-the-shop');
    await page.getByLabel('Value of email').fill('alex@example.com');
    await call();
    await page.getByText('Answered: no permission. Look at the signing key.').waitFor();
    await page.getByLabel('New key').fill(KEY);
    await call();
    await page.getByText('Silver').waitFor();
    await page.getByLabel('New key').focus();
    await save();
    await page.getByRole('button', { name: 'Remove the key' }).click();
    await page.getByLabel('Name', { exact: true }).focus();
    await save();
    await page.getByText('No key: calls are not signed.').waitFor();
    expect((await sourcesNow())[0]!.hasKey).toBe(false);
  });

  it('given several systems, when they are put in order and one is removed, then agents’ panels follow', async () => {
    for (const name of ['Warehouse', 'Loyalty'])
      await administrator.call('createInformationSource', {
        params,
        body: {
          name,
          baseUrl: 'https://api.example.com/asked',
          request: [{ variable: 'phone', from: { kind: 'customer', property: 'phone' } }],
          results: [{ label: 'Points', key: 'points' }],
          order: name === 'Warehouse' ? 1 : 2,
        },
      });
    const list = page.getByRole('list', { name: 'Systems' });
    // What others made is read when the section is opened.
    await page.getByRole('link', { name: 'Notices', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Notices' }).waitFor();
    await page.getByRole('link', { name: 'Customer information' }).click();
    await list.getByText('Loyalty').waitFor({ timeout: 20_000 });
    const names = async () => await list.getByRole('link').locator('[title]').allTextContents();
    expect(await names()).toEqual(['Online shop', 'Warehouse', 'Loyalty']);
    await list.getByRole('link', { name: /Loyalty/ }).press('Alt+ArrowUp');
    await list.getByRole('link', { name: /Loyalty/ }).press('Alt+ArrowUp');
    await waitUntil(
      'the order to be saved',
      async () => (await sourcesNow()).map(({ name }) => name).join() === 'Loyalty,Online shop,Warehouse',
    );
    await list.getByRole('link', { name: /Warehouse/ }).click();
    await form().getByRole('button', { name: 'Remove this system' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove Warehouse' });
    await look(page, 'source-remove');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await form().getByRole('button', { name: 'Remove this system' }).click();
    await dialog.getByRole('button', { name: 'Remove this system' }).click();
    await page.waitForURL(/customer-information$/);
    await list.getByText('Warehouse').waitFor({ state: 'detached' });
    expect((await sourcesNow()).map(({ name }) => name)).toEqual(['Loyalty', 'Online shop']);
    await look(page, 'sources');
  });

  it('then in all that the page was answered there was no key', async () => {
    const told = (await Promise.all(answers)).join('\n');
    expect(told.includes('Silver')).toBe(true);
    expect([KEY, 'another-key-of-the-shop'].filter((secret) => told.includes(secret))).toEqual([]);
    expect((await page.content()).includes(KEY)).toBe(false);
  });
});

describe('notices', () => {
  let agent: Page;
  let agentComplaints: Complaints;
  beforeAll(async () => {
    const screen = { viewport: { width: 1280, height: 800 } };
    ({ page: agent, complaints: agentComplaints } = await openConsole(browser, desk.url, {
      email: 'mina@example.com',
      password: 'Handover-Test-1',
      screen,
    }));
    await agent.goto(`${desk.url}/s/care/all`);
    await agent.getByText('Where is my parcel?').first().waitFor({ timeout: 30_000 });
  });
  const shown = () => agent.getByRole('region', { name: 'Notices' });
  const preview = () => page.getByRole('list', { name: 'Preview' });
  const text = () => page.getByRole('textbox', { name: 'Text' });
  const noticesNow = async () =>
    (await administrator.call('listNotices', { params, query: { which: 'all' } })).body.notices;

  it('when a notice is written, then its preview is what an agent’s console shows seconds later', async () => {
    await page.getByRole('link', { name: 'Notices', exact: true }).click();
    await page.getByText('There is no notice yet.').waitFor();
    await page.getByRole('link', { name: 'New notice' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Deliveries are late');
    await text().click();
    await page.keyboard.type('Promise no date. ');
    await page.getByRole('button', { name: 'Bold' }).click();
    await page.keyboard.type('Say sorry.');
    await preview().locator('strong', { hasText: 'Say sorry.' }).waitFor();
    await look(page, 'notice-new');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/notices\/ntc_/);
    const line = shown().getByRole('button', { name: /Deliveries are late/ });
    await line.waitFor({ timeout: 15_000 });
    await line.click();
    await shown().locator('strong', { hasText: 'Say sorry.' }).waitFor();
    const drawn = (place: Locator) => place.locator('[data-entry-text]').innerHTML();
    expect(await drawn(preview())).toBe(await drawn(shown()));
    await look(agent, 'notice-of-agent');
  });

  it('given an end that is typed as the service’s clock shows it, then the notice ends then; one that would end before it begins is refused at its end', async () => {
    await row('Until').getByLabel('Until', { exact: true }).fill('2020-01-01 09:00');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    await page.getByText('It would end before it begins.').waitFor();
    await look(page, 'notice-fault');
    expect(await violationsOf(page)).toEqual([]);
    await row('Until').getByLabel('Until', { exact: true }).fill('2099-12-31 18:30');
    await page.keyboard.press('Tab');
    await preview().getByText(/Ends/).waitFor();
    await page.getByRole('checkbox', { name: 'Pinned' }).check();
    await page.keyboard.press('Control+Enter');
    await bar().waitFor({ state: 'detached' });
    // In Seoul it is nine hours later than in UTC.
    expect(await noticesNow()).toMatchObject([{ until: '2099-12-31T09:30:00.000Z', pinned: true }]);
    await shown().getByText('Pinned').first().waitFor({ timeout: 15_000 });
  });

  it('given notices of now, to come and over, then each stands under its heading', async () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const put = (title: string, more: object) =>
      administrator.call('createNotice', { params, body: { title, html: `<p>${title}</p>`, ...more } });
    await put('Holiday hours', { from: inHours(24), until: inHours(48) });
    await put('Next year', { from: inHours(9000) });
    await put('System check', { from: inHours(-48), until: inHours(-24) });
    const list = page.getByRole('region', { name: 'Notices' });
    await list.getByRole('heading', { name: /^Over/ }).waitFor({ timeout: 20_000 });
    const inGroup = (name: string) =>
      page
        .getByRole('list', { name: `Notices: ${name}` })
        .locator('[title]')
        .allTextContents();
    expect([await inGroup('Now'), await inGroup('To come'), await inGroup('Over')]).toEqual([
      ['Deliveries are late'],
      ['Holiday hours', 'Next year'],
      ['System check'],
    ]);
    await look(page, 'notices');
    expect(await violationsOf(page)).toEqual([]);
    expect(await shown().getByText('Holiday hours').count()).toBe(0);
    // One that is over is brought back by its times.
    await page.getByRole('link', { name: /System check/ }).click();
    await row('Until').getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Title', { exact: true }).focus();
    await save();
    await shown()
      .getByRole('button', { name: /System check/ })
      .waitFor({ timeout: 15_000 });
  });

  it('given two administrators at once on one notice, then both texts are seen and nothing is lost', async () => {
    const { noticeId } = (await noticesNow()).find(({ title }) => title === 'System check')!;
    await text().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' is over');
    await administrator.call('editNotice', {
      params: { ...params, noticeId },
      body: { html: '<p>Another text</p>', title: 'System check done' },
    });
    await page.keyboard.press('Control+Enter');
    await page.getByText('from “System check” to “Another text”').waitFor();
    await waitUntil(
      'the other one’s title',
      async () => (await page.getByLabel('Title', { exact: true }).inputValue()) === 'System check done',
    );
    expect(await text().innerText()).toBe('System check is over');
    await look(page, 'notice-conflict');
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await waitUntil('the other one’s text', async () => (await text().innerText()) === 'Another text');
    expect(await bar().count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('when a notice is removed, then agents do not see it any more', async () => {
    await form().getByRole('button', { name: 'Remove this notice' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove System check done' });
    await dialog.getByRole('button', { name: 'Remove this notice' }).click();
    await page.waitForURL(/notices$/);
    await shown().getByText('System check done').waitFor({ state: 'detached', timeout: 15_000 });
    expect(agentComplaints).toEqual([]);
  });

  it('given Korean, the dark and a phone, then nothing is cut off and axe finds nothing', async () => {
    await page.goto(`${desk.url}/s/care/all`);
    await switchToKorean(page, { dark: true });
    await page.goto(`${desk.url}/admin/care/customer-information`);
    await page.getByRole('link', { name: /Online shop/ }).click();
    await page.getByText('테스트 호출').waitFor();
    await page.getByLabel('email의 값').fill('alex@example.com');
    await page.getByRole('button', { name: '지금 호출' }).click();
    await page.getByText('응답: 권한이 없습니다.').waitFor({ timeout: 10_000 });
    await look(page, 'source-ko');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await tooWideOn(page)).toEqual([]);
    await look(page, 'source-ko-1280');
    await page.setViewportSize(PHONE.viewport);
    await look(page, 'source-ko-phone');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    await page.goto(`${desk.url}/admin/care/notices`);
    await page.getByRole('link', { name: /Deliveries are late/ }).click();
    await page.getByRole('list', { name: '미리 보기' }).locator('strong', { hasText: 'Say sorry.' }).waitFor();
    await look(page, 'notice-ko-phone');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    expect(complaints.filter((each) => !/status of (400|404|412)/.test(each))).toEqual([]);
  });
});
