import type { Browser, Page } from 'playwright-core';
import { launchBrowser, look, openTicketAt, openConsole } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { throwawayFolder } from '../support/running-desk.ts';
import { stageWithoutGrant } from '../support/altered-stage.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

/** Two seconds for the minute after which a mail is late, 15 for the time after which it has failed. */
const config = { timings: { lateSeconds: 2, giveUpSeconds: 15, settleSeconds: 5 } };
const folder = throwawayFolder();
let desk: OpenDesk;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([
    openDesk({ assembly: stageWithoutGrant(folder.path, 'MailSend', 'dynamodb:BatchGetItem', config) }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  folder.remove();
});

it('given open consoles, when a mail can’t leave, then it turns red before their eyes and its assignee is told wherever they are; then it has failed and can be sent again', async () => {
  const client = await desk.signIn('mina@example.com');
  await sendAsCustomer(desk.smtpPort, {
    from: 'sora@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'When?',
    text: 'When?',
  });
  const number = await waitUntil(
    'the ticket',
    async () =>
      (await client.call('listTickets', { params: { serviceId: 'care' }, query: { list: 'all' } })).body.rows[0]
        ?.number,
    30_000,
  );
  await client.call('keepTicket', { params: { serviceId: 'care', number }, body: {} });
  const [elsewhere, korean, dark] = (
    await Promise.all(
      [
        ['mina', 'en-US'],
        ['admin', 'ko-KR'],
        ['jun', 'en-US'],
      ].map(([name, locale]) =>
        openConsole(browser, desk.url, {
          email: `${name!}@example.com`,
          password: 'Handover-Test-1',
          locale: locale!,
        }),
      ),
    )
  ).map(({ page }) => page) as [Page, Page, Page];
  await dark.emulateMedia({ colorScheme: 'dark' });
  await Promise.all(
    [korean, dark].map(async (page) => {
      await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
      await page.locator('[data-entry]').first().waitFor({ timeout: 30_000 });
    }),
  );
  await client.call('resolveTicket', { params: { serviceId: 'care', number }, body: { html: '<p>Tomorrow.</p>' } });

  const late = {
    ko: korean.getByText('아직 보내지 못함: sora@customer.example.com 앞 메일이 1분 넘게 대기 중입니다'),
    en: dark.getByText('Not sent yet: the mail to sora@customer.example.com has waited for more than a minute'),
  };
  await Promise.all([
    late.ko.waitFor({ timeout: 20_000 }),
    late.en.waitFor({ timeout: 20_000 }),
    elsewhere.getByText(`The mail of #${number} has not left after a minute.`).waitFor({ timeout: 20_000 }),
  ]);
  for (const words of [late.ko, late.en]) {
    const [red, green, blue] = (await words.evaluate((element) => getComputedStyle(element).color))
      .match(/\d+(\.\d+)?/g)!
      .map(Number) as [number, number, number];
    expect(red).toBeGreaterThan(Math.max(green, blue) * 1.3);
  }
  await Promise.all([look(korean, 'late-ko-light'), look(dark, 'late-en-dark'), look(elsewhere, 'late-elsewhere')]);
  expect(await korean.getByRole('button', { name: '다시 보내기' }).count()).toBe(0);

  await korean.getByRole('button', { name: '다시 보내기' }).waitFor({ timeout: 60_000 });
  await korean.getByText(/메일을 보내지 못했습니다: 제시간에 보낼 수 없었습니다/).waitFor();
  await elsewhere.getByText(`The mail of #${number} could not be sent.`).waitFor();
  expect(await elsewhere.getByText(/has not left after a minute/).count()).toBe(0);
  // One of somebody else is not everybody's news.
  expect(await dark.getByText(/could not be sent\.$/).count()).toBe(0);
  await elsewhere.getByRole('button', { name: `Show #${number}` }).click();
  await elsewhere.getByRole('button', { name: 'Send again' }).waitFor();
});
