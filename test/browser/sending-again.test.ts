import type { Browser, Page } from 'playwright-core';
import { launchBrowser, look, openTicketAt, openConsole, type Complaints } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { enableSending } from '../support/ses-account.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

/** Seconds for a minute, and for the three days that a mail waits while sending is paused. */
const config = { timings: { lateSeconds: 2, giveUpSeconds: 6, heldSeconds: 5, settleSeconds: 5, quotaSeconds: 1 } };
const care = { serviceId: 'care' };
const customer = 'sora@customer.example.com';
let desk: OpenDesk;
let browser: Browser;
let client: DeskClient;
let mina: Page;
let admin: Page;
let jun: Page;
let number: number;
const complaints: Complaints[] = [];

const colorOf = (page: Page, words: RegExp) =>
  page
    .getByText(words)
    .first()
    .evaluate((element) => getComputedStyle(element).color);

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk({ config }), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  await sendAsCustomer(desk.smtpPort, {
    from: `"소라" <${customer}>`,
    to: 'support@desk.example.com',
    subject: '환불은 언제 되나요?',
    text: '알려 주세요.',
  });
  number = await waitUntil(
    'the ticket',
    async () => (await client.call('listTickets', { params: care, query: { list: 'all' } })).body.rows[0]?.number,
    30_000,
  );
  await client.call('keepTicket', { params: { ...care, number }, body: {} });
  await enableSending(desk.data, false);
  await client.call('pendTicket', { params: { ...care, number }, body: { html: '<p>확인하고 있습니다.</p>' } });
  await waitUntil(
    'the failure',
    async () =>
      (await client.call('listEntries', { params: { ...care, number } })).body.entries.at(-1)?.mail?.status ===
        'failed' || undefined,
    30_000,
  );
  const people = await Promise.all(
    [
      ['mina', 'ko-KR'],
      ['admin', 'en-US'],
      ['jun', 'en-US'],
    ].map(([name, locale]) =>
      openConsole(browser, desk.url, {
        email: `${name!}@example.com`,
        password: 'Handover-Test-1',
        locale: locale!,
      }),
    ),
  );
  [mina, admin, jun] = people.map(({ page }) => page) as [Page, Page, Page];
  complaints.push(...people.map((person) => person.complaints));
  await admin.emulateMedia({ colorScheme: 'dark' });
  await Promise.all(
    [mina, admin, jun].map(async (page) => {
      await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
      await page.getByText('확인하고 있습니다.').first().waitFor({ timeout: 30_000 });
    }),
  );
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const FAILED = {
  ko: /앞 메일을 보내지 못했습니다/,
  en: /Mail to sora@customer\.example\.com failed: it could not be sent in time/,
};
const WAITED = {
  ko: /발송이 중지되어 있습니다. 재개되면 sora@customer\.example\.com 앞 메일이 자동으로 발송됩니다/,
  en: /sending is paused\. The mail to sora@customer\.example\.com leaves by itself when it goes on/,
};

it('given a mail that failed, then it is red in both languages, by light and by dark, with a button for those who may', async () => {
  await mina.getByText(FAILED.ko).first().waitFor();
  await admin.getByText(FAILED.en).first().waitFor();
  await mina.getByRole('button', { name: '다시 보내기' }).waitFor();
  await admin.getByRole('button', { name: 'Send again' }).waitFor();
  await jun.getByText(FAILED.en).first().waitFor();
  expect(await jun.getByRole('button', { name: 'Send again' }).count()).toBe(0);
  for (const [page, words] of [
    [mina, FAILED.ko],
    [admin, FAILED.en],
  ] as const) {
    const [red, green, blue] = (await colorOf(page, words)).match(/\d+(\.\d+)?/g)!.map(Number) as [
      number,
      number,
      number,
    ];
    expect(red).toBeGreaterThan(Math.max(green, blue) * 1.3);
  }
  await look(mina, 'failed-ko-light');
  await look(admin, 'failed-en-dark');
});

it('when it is sent again by the keyboard and fails once more, then everybody sees that; then it leaves, once', async () => {
  const button = mina.getByRole('button', { name: '다시 보내기' });
  await button.focus();
  await mina.keyboard.press('Enter');
  // After a minute it says what it waits for, and that nobody has to do anything.
  await Promise.all([mina.getByText(WAITED.ko).first().waitFor(), admin.getByText(WAITED.en).first().waitFor()]);
  expect(await mina.getByRole('button', { name: '다시 보내기' }).count()).toBe(0);
  await waitUntil(
    'the second failure',
    async () => {
      const mail = (await client.call('listEntries', { params: { ...care, number } })).body.entries.at(-1)?.mail;
      return mail?.status === 'failed' && mail.round === 2 ? true : undefined;
    },
    30_000,
  );
  await admin.getByText(WAITED.en).first().waitFor({ state: 'hidden' });
  await Promise.all(
    [mina.getByText(FAILED.ko), admin.getByText(FAILED.en), jun.getByText(FAILED.en)].map((words) =>
      words.first().waitFor({ timeout: 15_000 }),
    ),
  );

  await enableSending(desk.data, true);
  const [korean, english] = [
    mina.getByRole('button', { name: '다시 보내기' }),
    admin.getByRole('button', { name: 'Send again' }),
  ];
  await Promise.all([korean.waitFor(), english.waitFor()]);
  // Both at the same moment: one orders it, the other is told or finds it ordered.
  await Promise.all([korean.click(), english.click().catch(() => undefined)]);
  await Promise.all(
    [mina.getByText(/앞으로 메일 보냄/), admin.getByText(/Mail sent/), jun.getByText(/Mail sent/)].map((words) =>
      words.first().waitFor({ timeout: 20_000 }),
    ),
  );
  expect(await mina.getByRole('button', { name: '다시 보내기' }).count()).toBe(0);
  expect(await sentTo(desk.outboxUrl, customer)).toHaveLength(1);
  await look(admin, 'sent-en-dark');
});

it('then the event log tells each time, and of whom', async () => {
  const { events } = (await client.call('listEvents', { params: { ...care, number } })).body;
  expect(
    events
      .filter(({ type }) => /^mail_(?:failed|requeued|sent)$/.test(type))
      .map(({ type, actor }) => `${type} ${actor.kind}`)
      .reverse(),
  ).toEqual([
    'mail_failed system',
    'mail_requeued agent',
    'mail_failed system',
    'mail_requeued agent',
    'mail_sent system',
  ]);
});

it('the pages complained of nothing but a refused second press', () => {
  expect(complaints.flat().filter((line) => !/409/.test(line))).toEqual([]);
});
