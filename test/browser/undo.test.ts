import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openTicketAt,
  openConsole,
  type Complaints,
} from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo, sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

/** Long enough for two browsers on a slow machine. */
const UNDO_SECONDS = 20;
const care = { serviceId: 'care' };
const customer = 'sora@customer.example.com';
let desk: OpenDesk;
let browser: Browser;
let client: DeskClient;
let mina: Page;
let jun: Page;
let number: number;
const complaints: Complaints[] = [];

const editor = (page: Page) => page.locator('[contenteditable="true"]');
const bar = (page: Page, name: string) => page.getByRole('region', { name });
const figure = (page: Page, region: string, name: string) =>
  page.getByRole('region', { name: region }).getByText(name, { exact: true }).locator('xpath=..');

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  await admin.call('editService', { params: care, body: { undoSeconds: UNDO_SECONDS } });
  await sendAsCustomer(desk.smtpPort, {
    from: `Sora <${customer}>`,
    to: 'support@desk.example.com',
    subject: 'When is the refund?',
    text: 'Please tell me.',
  });
  number = await waitUntil(
    'the ticket',
    async () => (await client.call('listTickets', { params: care, query: { list: 'all' } })).body.rows[0]?.number,
    30_000,
  );
  await client.call('keepTicket', { params: { ...care, number }, body: {} });
  const people = await Promise.all(
    [
      ['mina', 'en-US'],
      ['jun', 'ko-KR'],
    ].map(([name, locale]) =>
      openConsole(browser, desk.url, {
        email: `${name!}@example.com`,
        password: 'Handover-Test-1',
        locale: locale!,
      }),
    ),
  );
  [mina, jun] = people.map(({ page }) => page) as [Page, Page];
  complaints.push(...people.map((person) => person.complaints));
  await jun.emulateMedia({ colorScheme: 'dark' });
  await Promise.all(
    [mina, jun].map(async (page) => {
      await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
      await page.getByText('Please tell me.').first().waitFor({ timeout: 30_000 });
    }),
  );
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});
afterEach(() => {
  expect(complaints.flat()).toEqual([]);
});

/** The file in the editor: for a moment the history may still show the answer that was taken back, with its own. */
const plan = (): Locator =>
  mina
    .getByRole('region', { name: 'Answer' })
    .getByRole('list', { name: 'Attachments' })
    .getByRole('listitem')
    .filter({ hasText: 'plan.txt' });
const attachPlan = async (): Promise<void> => {
  await mina.locator('input[type="file"]').setInputFiles({
    name: 'plan.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('to the exit'),
  });
  await plan().getByText('11 B', { exact: true }).waitFor({ timeout: 20_000 });
};
const resolve = async (text: string): Promise<void> => {
  await mina.keyboard.press('e');
  await mina.keyboard.type(text);
  await editor(mina).getByText(text).waitFor();
  await attachPlan();
  await editor(mina).focus();
  await mina.getByRole('button', { name: /Resolve and mail to sora@/ }).waitFor();
  await mina.keyboard.press('Control+Enter');
  await bar(mina, 'Take an answer back').waitFor();
};

it('when z is pressed before the mail leaves, then the ticket is as it was, here and at a colleague’s, the text is in the editor with its file, and nothing is mailed', async () => {
  await resolve('Tomorrow at noon');
  await jun.getByText(/초 뒤 sora@customer\.example\.com 앞으로 발송/).waitFor();
  await figure(jun, '서비스 전체', '해결').getByText('1', { exact: true }).waitFor({ timeout: 10_000 });
  expect(await jun.getByRole('button', { name: '실행 취소' }).count()).toBe(0);
  await mina.getByText(/leaves in \d+ s/).waitFor();
  await look(mina, 'undo-bar');
  await look(jun, 'undo-colleague');
  expect(await violationsOf(mina)).toEqual([]);
  await editor(mina).evaluate((element) => {
    (element as HTMLElement).blur();
  });
  await mina.keyboard.press('z');
  await editor(mina).getByText('Tomorrow at noon').waitFor();
  await plan().waitFor();
  await bar(mina, 'Take an answer back').waitFor({ state: 'detached' });
  await look(mina, 'undo-done');
  await figure(jun, '서비스 전체', '해결').getByText('0', { exact: true }).waitFor({ timeout: 10_000 });
  await jun.getByText('Tomorrow at noon').first().waitFor({ state: 'detached', timeout: 10_000 });
  await new Promise((wait) => setTimeout(wait, (UNDO_SECONDS + 2) * 1000));
  expect(await sentTo(desk.outboxUrl, customer)).toEqual([]);
  expect((await client.call('getTicket', { params: { ...care, number } })).body.status).toBe('processing');
});

it('when it is sent again and taken back beside its entry, then too; and left alone it leaves once, with the file', async () => {
  await mina.getByRole('button', { name: /Resolve and mail to sora@/ }).waitFor();
  await editor(mina).focus();
  await mina.keyboard.press('Control+Enter');
  const entry = mina.getByRole('article').filter({ hasText: 'Tomorrow at noon' });
  await entry.getByText(/Leaves in \d+ s for sora@/).waitFor();
  await entry.getByRole('button', { name: 'Undo' }).click();
  await editor(mina).getByText('Tomorrow at noon').waitFor();
  await plan().waitFor();
  await entry.waitFor({ state: 'detached' });
  await mina.getByRole('button', { name: /Resolve and mail to sora@/ }).waitFor();
  await editor(mina).focus();
  await mina.keyboard.press('Control+Enter');
  await bar(mina, 'Take an answer back').waitFor();
  await waitUntil('the mail', async () => (await sentTo(desk.outboxUrl, customer)).length > 0, 30_000);
  await bar(mina, 'Take an answer back').waitFor({ state: 'detached' });
  await entry.getByText(/Mail sent/).waitFor({ timeout: 10_000 });
  expect(await entry.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  const left = await mailsTo(desk.outboxUrl, customer);
  expect(left.map(({ attachments }) => attachments.map(({ filename, size }) => [filename, size]))).toEqual([
    [['plan.txt', 11]],
  ]);
});

it('when somebody has moved the ticket meanwhile, then the refusal says why', async () => {
  await sendAsCustomer(desk.smtpPort, {
    from: `Bora <bora@customer.example.com>`,
    to: 'support@desk.example.com',
    subject: 'And mine?',
    text: 'Mine is late too.',
  });
  const other = await waitUntil(
    'the other ticket',
    async () =>
      (await client.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
        ({ title }) => title === 'And mine?',
      )?.number,
    30_000,
  );
  await client.call('keepTicket', { params: { ...care, number: other }, body: {} });
  await openTicketAt(mina, `${desk.url}/s/care/all/${other}`);
  await mina.getByText('Mine is late too.').first().waitFor();
  await mina.keyboard.press('e');
  await mina.keyboard.type('Soon');
  await editor(mina).getByText('Soon').waitFor();
  await mina.keyboard.press('Control+Enter');
  await bar(mina, 'Take an answer back').waitFor();
  const admin = await desk.signIn('admin@example.com');
  await admin.call('completeTicket', { params: { ...care, number: other }, body: {} });
  await bar(mina, 'Take an answer back').getByRole('button', { name: /Undo/ }).click();
  await mina.getByText('Not taken back. The ticket has moved on since this answer.').first().waitFor();
  complaints.length = 0;
});

it('given an interim answer and a comment of a colleague on it, when it is taken back, also after a failed attempt, then it comes back as one, and the comment has to be looked at', async () => {
  const { body } = await client.call('createTicket', {
    params: care,
    body: { title: 'Third', html: '<p>Third</p>', customer: { name: 'Dana', email: 'dana@customer.example.com' } },
  });
  const third = { params: { ...care, number: body.number } };
  await client.call('keepTicket', { ...third, body: {} });
  await mina.goto(`${desk.url}/s/care/all/${body.number}`);
  await mina.getByRole('heading', { level: 1, name: /Third/ }).waitFor();
  await mina.keyboard.press('p');
  await mina.keyboard.type('We are looking');
  await editor(mina).getByText('We are looking').waitFor();
  await mina.keyboard.press('Control+Enter');
  const offer = bar(mina, 'Take an answer back');
  await offer.getByText(/pending, mail to dana@/).waitFor();
  const colleague = await desk.signIn('jun@example.com');
  await colleague.call('commentTicket', { ...third, body: { html: '<p>Ask the carrier</p>' } });
  await mina
    .getByRole('region', { name: /^Tickets/ })
    .getByRole('link', { name: /Third/ })
    .click();
  await mina.getByRole('log').getByText('Ask the carrier').waitFor();

  await intercept(mina, '**/undo', (route) => route.abort());
  await offer.getByRole('button', { name: /Undo/ }).click();
  await mina
    .getByText(/It is not known whether it was taken back/)
    .first()
    .waitFor();
  await mina.unroute('**/undo');
  await offer.getByRole('button', { name: /Undo/ }).click();

  await editor(mina).getByText('We are looking').waitFor();
  await offer.waitFor({ state: 'detached' });
  await mina.getByRole('button', { name: /Pending and mail to dana@/ }).waitFor();
  const warning = mina.getByRole('alert').filter({ hasText: 'Jun commented after you began' });
  await warning.getByRole('button', { name: 'Show' }).click();
  await warning.waitFor({ state: 'detached' });
  complaints.length = 0;
});
