import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, openSettings, openTicketAt, openConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(180_000);

type Told = { readonly body: string; readonly click: () => void };
declare global {
  // Written by the stub below.
  var told: Told[];
}

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let mina: Page;
let admin: DeskClient;
let minas: DeskClient;
let minaId: string;
const complaints: Complaints[] = [];

/** Records notifications in place of showing them; the permission is what the test says. */
const recordNotifications = (page: Page, permission: NotificationPermission, answer = permission) =>
  page.addInitScript(
    ([first, then]) => {
      globalThis.told = [];
      let now = first;
      class Recorded {
        static get permission() {
          return now;
        }
        static async requestPermission() {
          return (now = then!);
        }
        onclick: (() => void) | null = null;
        constructor(_title: string, { body }: { readonly body: string }) {
          globalThis.told.push({ body, click: () => this.onclick?.() });
        }
        close() {}
      }
      Object.defineProperty(window, 'Notification', { value: Recorded });
    },
    [permission, answer] as const,
  );
const told = (page: Page): Promise<readonly string[]> => page.evaluate(() => globalThis.told.map(({ body }) => body));
const untilTold = async (page: Page, body: string): Promise<void> => {
  await page.waitForFunction((words) => globalThis.told.some((each) => each.body === words), body, { timeout: 20_000 });
};
const forget = (page: Page) => page.evaluate(() => void (globalThis.told = []));
const newTicket = async (title: string): Promise<number> =>
  (
    await admin.call('createTicket', {
      params: care,
      body: { title, html: '<p>Hello</p>', customer: { email: 'sora@example.com' } },
    })
  ).body.number;
const giveToMina = (number: number) =>
  admin.call('forwardTicket', { params: { ...care, number }, body: { assigneeId: minaId } });

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [admin, minas] = await Promise.all([desk.signIn('admin@example.com'), desk.signIn('mina@example.com')]);
  minaId = (await minas.call('getMe')).body.agentId;
  const signedIn = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: 'Handover-Test-1',
  });
  mina = signedIn.page;
  complaints.push(signedIn.complaints);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});
afterEach(() => {
  expect(complaints.flat()).toEqual([]);
});

it('given a browser that forbids notifications, when one is switched on, then the settings say so and it stays off', async () => {
  await recordNotifications(mina, 'default', 'denied');
  await mina.reload();
  await openSettings(mina);
  await mina.getByRole('checkbox', { name: 'A ticket is assigned to me: Browser notification' }).click();
  await mina.getByText('This browser forbids notifications of this page.').waitFor();
  await mina
    .getByRole('checkbox', { name: 'A ticket is assigned to me: Browser notification', checked: false })
    .waitFor();
  expect(await violationsOf(mina)).toEqual([]);
});

it('given it is allowed, when a ticket is forwarded to the agent, then they are told, and a click opens it', async () => {
  await recordNotifications(mina, 'default', 'granted');
  await mina.reload();
  await openSettings(mina);
  for (const name of ['A ticket is assigned to me', 'A customer replies on my ticket', 'A mail of my ticket failed']) {
    await mina.getByRole('checkbox', { name: `${name}: Browser notification` }).click();
    await mina.getByRole('checkbox', { name: `${name}: Browser notification`, checked: true }).waitFor();
  }
  await mina.getByRole('checkbox', { name: 'A ticket is assigned to me: Sound' }).check();
  await mina.getByText('Saved', { exact: true }).waitFor();
  await mina.keyboard.press('Escape');

  const number = await newTicket('For Mina');
  await giveToMina(number);
  await untilTold(mina, `#${number} is assigned to you.`);
  await mina.evaluate(() => {
    globalThis.told[0]!.click();
  });
  await mina.waitForURL((url) => url.pathname.endsWith(`/${number}`));
});

it('given three tickets at once, then they are told as one', async () => {
  await forget(mina);
  const numbers = [await newTicket('One'), await newTicket('Two'), await newTicket('Three')];
  await Promise.all(numbers.map(giveToMina));
  await untilTold(mina, '3 things happened on your tickets.');
  expect(await told(mina)).toHaveLength(1);
});

it('given a ticket that the agent takes themselves, then nobody is told', async () => {
  await forget(mina);
  const number = await newTicket('Taken');
  await minas.call('keepTicket', { params: { ...care, number }, body: {} });
  const after = await newTicket('After it');
  await giveToMina(after);
  await untilTold(mina, `#${after} is assigned to you.`);
  expect(await told(mina)).toHaveLength(1);
});

it('given two windows, then one tells; given one that shows the ticket, then none', async () => {
  const other = await mina.context().newPage();
  await recordNotifications(other, 'granted');
  await other.goto(`${desk.url}/s/care/my_processing`);
  await other.getByRole('heading', { level: 1 }).first().waitFor();
  await forget(mina);
  const number = await newTicket('Once');
  await giveToMina(number);
  await untilTold(mina, `#${number} is assigned to you.`);
  expect(await told(other)).toEqual([]);

  const watched = await newTicket('Watched');
  await openTicketAt(other, `${desk.url}/s/care/all/${watched}`);
  await other.getByRole('heading', { level: 1, name: /Watched/ }).waitFor();
  await other.bringToFront();
  await forget(mina);
  await giveToMina(watched);
  await other.getByText('Mina', { exact: true }).first().waitFor();
  const after = await newTicket('After it');
  await other.waitForTimeout(3000);
  await giveToMina(after);
  await untilTold(mina, `#${after} is assigned to you.`);
  expect([await told(mina), await told(other)]).toEqual([[`#${after} is assigned to you.`], []]);

  // The window that told is closed: the other one goes on.
  await mina.goto('about:blank');
  const last = await newTicket('Goes on');
  await giveToMina(last);
  await untilTold(other, `#${last} is assigned to you.`);
});
