import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, openTicketAt, openConsole } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
const MB = 1024 * 1024;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let mina: DeskClient;
const numbers = new Map<string, number>();

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  for (const title of ['Broken lamp', 'Wrong size', 'Late parcel']) {
    const { body } = await mina.call('createTicket', {
      params: care,
      body: {
        title,
        html: `<p>${title}</p>`,
        customer: { name: 'Sora', email: `${title.split(' ')[0]!.toLowerCase()}@customer.example.com` },
      },
    });
    numbers.set(title, body.number);
    await mina.call('keepTicket', { params: { ...care, number: body.number }, body: {} });
  }
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' }));
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const open = async (title: string): Promise<void> => {
  await openTicketAt(page, `${desk.url}/s/care/all/${numbers.get(title)!}`);
  await page.getByRole('heading', { level: 1, name: new RegExp(title) }).waitFor();
  await editor().waitFor();
};
const editor = () => page.getByRole('textbox', { name: 'Answer' });
const dock = () => page.getByRole('region', { name: 'Answer' });
const cards = () => dock().getByRole('list', { name: 'Attachments' }).getByRole('listitem');
const card = (name: string) => cards().filter({ hasText: name });
const arrived = (name: string, size: string) =>
  card(name).getByText(size, { exact: true }).waitFor({ timeout: 20_000 });
const processButton = () => page.getByRole('button', { name: /^(Resolve and mail|Pending and mail|Add comment)/ });
const file = (name: string, bytes: Buffer | string, mimeType = 'text/plain') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});
const choose = (...files: ReturnType<typeof file>[]): Promise<void> =>
  dock().locator('input[type="file"]').setInputFiles(files);
/** Hands files to the editor as the browser does when they are pasted or dropped. */
const hand = (
  how: 'paste' | 'drop',
  files: readonly { readonly name: string; readonly type: string; readonly text: string }[],
  html = '',
): Promise<void> =>
  editor().evaluate(
    (element, { kind, given, markup }) => {
      const data = new DataTransfer();
      for (const { name, type, text } of given) data.items.add(new File([text], name, { type }));
      if (markup !== '') data.setData('text/html', markup);
      const options = { bubbles: true, cancelable: true };
      if (kind === 'drop') {
        element.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, ...options }));
        element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, ...options }));
      } else element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...options }));
    },
    { kind: how, given: files, markup: html },
  );

it('given files chosen, dropped and pasted, then they are uploaded, kept through a reload, and the mail has them', async () => {
  await open('Broken lamp');
  const photo = randomBytes(300_000);
  await choose(file('photo.png', photo, 'image/png'));
  await hand('drop', [{ name: 'receipt.txt', type: 'text/plain', text: 'Paid' }]);
  await hand(
    'paste',
    [{ name: 'image.png', type: 'image/png', text: 'pixels' }],
    '<img src="https://x.example.com/y.png">',
  );
  await hand('paste', [{ name: 'image.png', type: 'image/png', text: 'other pixels' }]);
  await arrived('photo.png', '300 KB');
  await arrived('receipt.txt', '4 B');
  await arrived('image (2).png', '12 B');
  expect(await processButton().getAttribute('title')).toBe('Write something first');
  await dock().getByRole('button', { name: 'Remove image.png' }).click();
  await page.reload();
  await arrived('image (2).png', '12 B');
  expect(await cards().count()).toBe(3);
  await page
    .getByRole('region', { name: 'Drafts' })
    .getByRole('link', { name: /Broken lamp/ })
    .waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await editor().click();
  await page.keyboard.type('Here are the papers');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('dialog').getByText('photo.png (300 KB), receipt.txt (4 B), image (2).png (12 B)').waitFor();
  await page.getByRole('button', { name: 'Back to the answer' }).click();
  await page.keyboard.press('Control+Enter');
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'broken@customer.example.com', 30_000);
  expect(parsed.attachments.map(({ filename, size }) => [filename, size])).toEqual([
    ['photo.png', 300_000],
    ['receipt.txt', 4],
    ['image (2).png', 12],
  ]);
  expect(parsed.attachments[0]!.content.equals(photo)).toBe(true);
  await open('Broken lamp');
  await page
    .getByRole('log')
    .getByRole('link', { name: /photo\.png/ })
    .waitFor();
  expect(await cards().count()).toBe(0);
});

it('given files that are too large, too many or not allowed, then each is named before anything is uploaded', async () => {
  await open('Wrong size');
  let announced = 0;
  await intercept(page, '**/uploads', async (route) => {
    announced += 1;
    await route.continue();
  });
  await choose(
    file('film.mp4', Buffer.alloc(25 * MB + 1), 'video/mp4'),
    file('scan.tiff', Buffer.alloc(8 * MB), 'image/tiff'),
    file('setup.exe', 'MZ'),
    file('nothing.txt', ''),
  );
  const alert = dock().getByRole('alert');
  await alert.getByText('film.mp4 can’t be attached: it is larger than 25 MB').waitFor();
  await alert.getByText('scan.tiff can’t be attached: a mail carries 7 MB of files at most').waitFor();
  await alert.getByText('setup.exe can’t be attached: files of this kind are not sent').waitFor();
  await alert.getByText('nothing.txt can’t be attached: it is empty or a folder').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  expect([announced, await cards().count()]).toEqual([0, 0]);
  // A comment is not mailed.
  await page.keyboard.press('c');
  await choose(file('scan.tiff', Buffer.alloc(8 * MB), 'image/tiff'));
  await arrived('scan.tiff', '8.4 MB');
  await page.keyboard.type('The scan');
  await dock().getByRole('button', { name: 'Choose what to do' }).click();
  await page.getByRole('menuitem', { name: /^Resolve/ }).click();
  await page.locator('button[title="The files are too large for a mail. Remove one, or add a comment"]').waitFor();
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await dock().getByRole('button', { name: 'Remove scan.tiff' }).click();
  await choose(...Array.from({ length: 11 }, (_, index) => file(`page-${index + 1}.txt`, 'x')));
  await alert.getByText('page-11.txt can’t be attached: 10 files are the most').waitFor();
  await expectCount(10);
  await page.unroute('**/uploads');
  await dock().getByRole('button', { name: 'Discard' }).click();
  await expectCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await arrived('page-10.txt', '1 B');
  await expectCount(10);
  await dock().getByRole('button', { name: 'Discard' }).click();
});
const expectCount = async (count: number): Promise<void> => {
  await page.waitForFunction(
    (expected) => document.querySelectorAll('ul[aria-label="Attachments"] > li').length === expected,
    count,
  );
};

it('given uploads that fail, hang or lose the connection, then the answer waits and says why; each can be repeated or ended', async () => {
  await open('Late parcel');
  await page.keyboard.press('e');
  await page.keyboard.type('On its way');
  const puts = /uploads.*X-Amz-Signature/;
  await intercept(page, puts, (route) => route.fulfill({ status: 503 }));
  await choose(file('label.pdf', 'PDF', 'application/pdf'));
  await card('label.pdf').getByText('Not uploaded').waitFor();
  await page.keyboard.press('Control+Enter');
  expect(await processButton().getAttribute('title')).toBe('label.pdf is not uploaded. Upload it again or remove it');
  await page.unroute(puts);
  await dock().getByRole('button', { name: 'Upload label.pdf again' }).click();
  await arrived('label.pdf', '3 B');

  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await intercept(page, puts, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await choose(file('slow.txt', 'slow'), file('slower.txt', 'slower'));
  await card('slower.txt').getByText('% uploaded').waitFor();
  expect(await processButton().getAttribute('title')).toBe('2 files are still being uploaded');
  await dock().getByRole('button', { name: 'Cancel slower.txt' }).click();
  expect(await processButton().getAttribute('title')).toBe('slow.txt is still being uploaded');
  // The upload goes on while another ticket is open.
  await page.getByRole('navigation').getByRole('link', { name: 'All tickets' }).click();
  await page
    .getByRole('region', { name: /^Tickets/ })
    .getByRole('link', { name: /Wrong size/ })
    .click();
  await page.getByRole('heading', { level: 1, name: /Wrong size/ }).waitFor();
  letGo();
  await waitUntil('the file in the draft at the server', async () => {
    const { body } = await mina.call('getDraft', { params: { ...care, number: numbers.get('Late parcel')! } });
    return body.files.some(({ name }) => name === 'slow.txt');
  });
  await page
    .getByRole('region', { name: /^Tickets/ })
    .getByRole('link', { name: /Late parcel/ })
    .click();
  await arrived('slow.txt', '4 B');
  await page.unroute(puts);

  await page.context().setOffline(true);
  await choose(file('offline.txt', 'offline'));
  await card('offline.txt').getByText('Waits for its turn').waitFor();
  await page.context().setOffline(false);
  await arrived('offline.txt', '7 B');

  // The page is closed in the middle of an upload: its bytes are gone, and that is said.
  await intercept(page, puts, () => undefined);
  await choose(file('cut.txt', 'cut'));
  await card('cut.txt').getByText('% uploaded').waitFor();
  await page.reload();
  await page.unroute(puts);
  await card('cut.txt').getByText('Not uploaded; attach it again').waitFor();
  await editor().getByText('On its way').waitFor();
  await editor().click();
  await page.keyboard.press('Control+Enter');
  expect(await processButton().getAttribute('title')).toBe('cut.txt is not uploaded. Upload it again or remove it');
  await dock().getByRole('button', { name: 'Remove cut.txt' }).click();
  await editor().click();
  await page.keyboard.press('Control+Enter');
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'late@customer.example.com', 30_000);
  expect(parsed.attachments.map(({ filename }) => filename)).toEqual(['label.pdf', 'slow.txt', 'offline.txt']);
});

it('given a table of a spreadsheet with its picture, when it is pasted, then it stays a table', async () => {
  await open('Wrong size');
  await editor().click();
  await hand(
    'paste',
    [{ name: 'image.png', type: 'image/png', text: 'picture of the cells' }],
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{mso-style:x}</style></head><body><table><tr><td>Size</td><td x:num>42</td></tr></table></body></html>',
  );
  await editor().getByRole('cell', { name: '42' }).waitFor();
  expect(await cards().count()).toBe(0);
});
