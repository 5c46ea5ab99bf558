import type { Browser, Page } from 'playwright-core';
import {
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../simulators/customer-information/start-customer-information.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, openTicketAt, openConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const params = { serviceId: 'care' };
const RESULTS = [
  { label: 'Grade', key: 'grade' },
  { label: 'Birthday', key: 'birthday' },
];
let shop: CustomerInformationSimulator;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let admin: DeskClient;
let mina: DeskClient;

const connect = async (name: string, more: object = {}): Promise<void> => {
  const { status, body } = await admin.call('createInformationSource', {
    params,
    body: {
      name,
      baseUrl: shop.url,
      request: [{ variable: 'email', from: { kind: 'customer', property: 'email' } }],
      results: RESULTS,
      ...more,
    },
  });
  if (status !== 201) throw new Error(`${name} was answered ${status}: ${JSON.stringify(body)}`);
};
const make = async (title: string, customer: object): Promise<number> =>
  (await mina.call('createTicket', { params, body: { title, html: '<p>Hello</p>', customer } })).body.number;
const open = async (number: number): Promise<void> => {
  await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
  await page.getByRole('button', { name: 'Customer information' }).waitFor({ timeout: 30_000 });
};
const source = (name: string) => page.getByRole('region', { name, exact: true });

beforeAll(async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  shop = await startCustomerInformation({ tls });
  [desk, browser] = await Promise.all([
    openDesk({
      config: { customerInformation: { allowedHosts: [new URL(shop.url).host], authority: tls.certificate } },
    }),
    launchBrowser(),
  ]);
  [admin, mina] = [await desk.signIn('admin@example.com'), await desk.signIn('mina@example.com')];
  const at = (path: string) => new URL(path, shop.url).href;
  await connect('Shop', { channels: ['created'], order: 1 });
  await connect('Members', {
    request: [
      { variable: 'memberId', from: { kind: 'typed', label: 'Member no.', required: true } },
      { variable: 'grade', from: { kind: 'typed', label: 'Grade asked for', required: false } },
    ],
    channels: ['created'],
    order: 2,
  });
  await connect('Slow one', { baseUrl: at('/slow'), order: 3 });
  await connect('Broken one', { baseUrl: at('/status/500'), order: 4 });
  await connect('Refusing one', { baseUrl: at('/status/403'), order: 5 });
  await connect('Wrong address', { baseUrl: 'https://localhost:1/', order: 6 });
  ({ page, complaints } = await openConsole(browser, desk.url, {
    email: 'jun@example.com',
    password: 'Handover-Test-1',
  }));
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  await shop.stop();
});

describe('customer information', () => {
  it('asks by itself on the channels of a source and not before the panel is opened, and shows the answer by its labels', async () => {
    const number = await make('Known to the shop', { name: '김하늘', email: 'customer@example.com' });
    await open(number);
    expect(shop.received).toEqual([]);
    await page.getByRole('button', { name: 'Customer information' }).focus();
    await page.keyboard.press('Enter');
    await source('Shop').getByText('Gold').waitFor();
    expect((await source('Shop').locator('dl > div').allTextContents()).map((text) => text.trim())).toEqual([
      'GradeGold',
      'Birthday–',
    ]);
    // Others wait for a click, also one whose channel it is but for which something is to be typed.
    expect(shop.received).toHaveLength(1);
    expect(await violationsOf(page)).toEqual([]);
    await source('Shop').getByRole('button', { name: 'Ask again: Shop' }).click();
    await waitUntil('the shop is asked again', () => shop.received.length === 2);
    await source('Shop').getByText('Gold').waitFor();
  });

  it('asks with what is typed in, once all that is required is there', async () => {
    const members = source('Members');
    await members.getByRole('button', { name: 'Ask', exact: true }).click();
    await members.getByText('Needed').waitFor();
    expect(shop.received).toHaveLength(2);
    await members.getByRole('textbox', { name: 'Member no.' }).fill(' shop-1002 ');
    await page.keyboard.press('Enter');
    await members.getByText('Silver').waitFor();
    expect(JSON.parse(shop.received[2]!.body)).toEqual({ memberId: 'shop-1002' });
    await members.getByRole('textbox', { name: 'Grade asked for' }).fill('Gold');
    await page.keyboard.press('Enter');
    await members.getByText('Nothing found for this customer.').waitFor();
    expect(await members.getByText('Silver').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  it.each([
    ['Broken one', 'The system answered with an error. Ask again in a moment.'],
    ['Refusing one', 'The system gave no permission to look this up.'],
    ['Wrong address', 'The address set up for it is not allowed. Tell an administrator.'],
    ['Slow one', 'No answer within 5 seconds. Ask again in a moment.'],
  ])('says in words why %s has no answer, and asks again on click', async (name, words) => {
    await source(name)
      .getByRole('button', { name: `Ask ${name}` })
      .click();
    await source(name).getByText(words).waitFor({ timeout: 15_000 });
    await Promise.all([
      page.waitForResponse((response) => response.url().includes('/customer-information/'), { timeout: 15_000 }),
      source(name)
        .getByRole('button', { name: `Ask again: ${name}` })
        .click(),
    ]);
    await source(name).getByText(words).waitFor({ timeout: 15_000 });
  });

  it('forgets an answer with its ticket, cancels what is under way, and asks anew about the next customer', async () => {
    const [other, unknown] = [
      await make('Another one of the shop', { name: 'Alex', email: 'alex@example.com' }),
      await make('Nobody knows', { name: 'Nobody', email: 'nobody@example.com' }),
    ];
    // Rows that come once the agent is in the list wait for a click.
    for (const number of [other, unknown]) await page.locator(`[data-row="${number}"]`).first().waitFor();
    const cancelled: string[] = [];
    page.on('requestfailed', (request) => {
      if (request.url().includes('/customer-information/')) cancelled.push(request.url());
    });
    const before = shop.received.length;
    await source('Slow one').getByRole('button', { name: 'Ask again: Slow one' }).click();
    await waitUntil('the slow one is asked', () => shop.received.length === before + 1);
    await page.locator(`[data-row="${other}"]`).first().click();
    await source('Shop').getByText('Silver').waitFor();
    expect(cancelled).toHaveLength(1);
    expect(await source('Slow one').getByRole('button', { name: 'Ask Slow one' }).count()).toBe(1);
    expect(await source('Shop').getByText('Gold').count()).toBe(0);
    await page.locator(`[data-row="${unknown}"]`).first().click();
    await source('Shop').getByText('Nothing found for this customer.').waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(
      /Gold|Silver/,
    );
    expect(complaints).toEqual([]);
  });
});
