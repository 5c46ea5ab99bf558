import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openConsole } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
let browser: Browser;
let page: Page;

const WIDE = `<table width="100%"><tr>${'<td style="word-break: break-all">Quantity</td><td>Description of the goods</td>'.repeat(9)}</tr></table>`;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  await sendAsCustomer(desk.smtpPort, {
    from: 'wide@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'A wide table',
    html: WIDE,
  });
  await sendAsCustomer(desk.smtpPort, {
    from: 'layla@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'أين طلبي؟',
    html: '<p>أين طلبي؟ لم يصل بعد</p><p>Order 12</p>',
  });
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' }));
  await page.getByText('A wide table').first().waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const open = async (title: string): Promise<void> => {
  await page
    .getByRole('region', { name: /^Tickets/ })
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: new RegExp(title) }).waitFor();
};
const editor = () => page.getByRole('textbox', { name: 'Answer' });
const paste = (html: string): Promise<void> =>
  editor().evaluate((element, pasted) => {
    const data = new DataTransfer();
    data.setData('text/html', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);

it('given a mail with a wide table, then it scrolls and its words stay whole', async () => {
  await open('A wide table');
  const cell = page.getByRole('log').getByRole('cell', { name: 'Quantity' }).first();
  await cell.waitFor();
  const lines = await cell.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  });
  expect(lines).toBe(1);
  expect(
    await cell.evaluate((element) => {
      const box = element.closest('table')!.parentElement!;
      return box.scrollWidth > box.clientWidth;
    }),
  ).toBe(true);
});

it('given words from right to left, then they stand so, and are called no language that they are not', async () => {
  await open('أين طلبي');
  const words = page.getByRole('log').getByText('لم يصل بعد');
  await words.waitFor();
  expect(
    await words.evaluate((element) => [
      getComputedStyle(element).direction,
      element.closest('[lang]')?.getAttribute('lang'),
    ]),
  ).toEqual(['rtl', '']);
  expect(
    await page
      .getByRole('log')
      .getByText('Order 12')
      .evaluate((element) => getComputedStyle(element).direction),
  ).toBe('ltr');
  await page.getByRole('complementary', { name: 'Details' }).getByText('Another language').waitFor();
});

it('given a page that is loaded anew, when a key asks for the editor and letters follow at once, then all of them stand in it', async () => {
  for (const words of ['Nothing is lost.', 'Never, not once.', 'Press on, please.']) {
    await page.reload();
    await page.getByRole('heading', { level: 1, name: /^All/ }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.type(words);
    await page.waitForFunction(
      (expected) => document.querySelector('[contenteditable="true"]')?.textContent === expected,
      words,
      { timeout: 10_000 },
    );
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
  }
});

it('a link is set, changed and removed by keyboard; nothing but http, mailto and tel is taken', async () => {
  await open('A wide table');
  await page.keyboard.press('t');
  await page.getByRole('button', { name: /Resolve and mail/ }).waitFor({ timeout: 15_000 });
  await page.keyboard.press('r');
  await page.keyboard.type('See here');
  await page.keyboard.press('Shift+Control+ArrowLeft');
  await page.getByRole('button', { name: 'Link' }).click();
  const address = page.getByRole('textbox', { name: 'Address of the link' });
  await address.fill('javascript:alert(1)');
  await page.keyboard.press('Enter');
  await page.getByText('A link begins with https://').waitFor();
  await address.fill('shop.example.com/help');
  await page.keyboard.press('Enter');
  await editor().getByRole('link', { name: 'here' }).waitFor();
  expect(await editor().getByRole('link').getAttribute('href')).toBe('https://shop.example.com/help');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+k');
  expect(await address.inputValue()).toBe('https://shop.example.com/help');
  await address.fill('mailto:help@shop.example.com');
  await page.keyboard.press('Enter');
  expect(await editor().getByRole('link').getAttribute('href')).toBe('mailto:help@shop.example.com');
});

it('a pasted table keeps rows and cells in the editor, in the history and in the mail, with borders', async () => {
  await editor().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await paste(
    '<html><body><table><col width=64><tr><td>Item</td><td>Price</td></tr><tr><td>Lamp</td><td style="mso-number-format:Standard">12,000</td></tr></table></body></html>',
  );
  await editor().getByRole('cell', { name: '12,000' }).waitFor();
  expect(await editor().getByRole('row').count()).toBe(2);
  await page.keyboard.press('Control+Enter');
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'wide@customer.example.com', 20_000);
  expect(String(parsed.html).match(/<td[^>]*border:1px solid/g)).toHaveLength(4);
  expect(String(parsed.html)).toContain('mailto:help@shop.example.com');
  expect(parsed.text).toContain('Lamp\t12,000');
  await page.getByRole('navigation').getByRole('link', { name: 'All tickets' }).click();
  await open('A wide table');
  await page.getByRole('log').getByRole('cell', { name: '12,000' }).waitFor();
});
