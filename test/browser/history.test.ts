import { deflateSync, crc32 } from 'node:zlib';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, look, openTicketAt, openConsole, type Complaints } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
const to = 'support@desk.example.com';
const sora = '"Sora Kim" <sora@customer.example.com>';
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let korean: Page;
let mina: DeskClient;
let jun: DeskClient;
let long: number;
let arabic: number;
let newsletter: number;
let photos: number;

/** A PNG of one colour. */
const aPicture = (width: number, height: number, color: readonly [number, number, number]): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = Buffer.from([0, ...Array.from({ length: width }, () => color).flat()]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const ticketOf = (title: string): Promise<number> =>
  waitUntil(
    title,
    async () =>
      (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
        (row) => row.title === title,
      )?.number,
    30_000,
  );
const entriesOf = async (number: number) =>
  (await mina.call('listEntries', { params: { ...care, number }, query: { limit: 100 } })).body.entries;
const comment = async (by: DeskClient, text: string): Promise<void> => {
  const { status } = await by.call('commentTicket', {
    params: { ...care, number: long },
    body: { html: `<p>${text}</p>` },
  });
  if (status >= 300) throw new Error(`The comment was answered ${status}`);
};

const history = (of: Page = page): Locator => of.getByRole('log', { name: /^(History|처리 이력)$/ });
const folded = (): Locator => history().getByRole('button', { expanded: false });
const openTexts = (): Promise<readonly string[]> => history().locator('[data-entry-text]').allTextContents();
const open = async (of: Page, number: number): Promise<void> => {
  await openTicketAt(of, `${desk.url}/s/care/all/${number}`);
  await history(of).locator('[data-entry]').first().waitFor({ timeout: 30_000 });
};

const makeLong = async (): Promise<void> => {
  const { messageId } = await sendAsCustomer(desk.smtpPort, {
    from: sora,
    to,
    subject: 'Where is my parcel?',
    text: 'The beginning of it all.\n\nIt was sent a week ago.',
  });
  long = await ticketOf('Where is my parcel?');
  await mina.call('keepTicket', { params: { ...care, number: long }, body: {} });
  await comment(mina, 'The carrier was asked');
  await comment(mina, 'The carrier answers tomorrow');
  await comment(jun, 'It is in the wrong depot');
  await mina.call('pendTicket', { params: { ...care, number: long }, body: { html: '<p>We look for it.</p>' } });
  // They reach the desk in the wrong order.
  for (const nth of [3, 1, 4, 2]) {
    await sendAsCustomer(desk.smtpPort, {
      from: sora,
      to,
      subject: 'Re: Where is my parcel?',
      text: `Burst ${nth}`,
      inReplyTo: messageId,
      references: [messageId],
      date: new Date(Date.now() - (10 - nth) * 60_000),
    });
    await waitUntil(
      `mail ${nth}`,
      async () => (await entriesOf(long)).some(({ text }) => text === `Burst ${nth}`) || undefined,
      30_000,
    );
  }
};

const TABLE = `<table border="1"><tr>${Array.from({ length: 14 }, (_, n) => `<th>배송조회번호${n}</th>`).join('')}</tr>
<tr>${Array.from({ length: 14 }, (_, n) => `<td>서울특별시 마포구 ${n}</td>`).join('')}</tr></table>`;
const NEWSLETTER = `<div style="width:1400px;background-color:#eef4ff"><h1 style="color:#0b3d91">Autumn sale</h1>
<p style="color:#c00000">Ends on Friday</p><p>${'https://shop.example.com/'.padEnd(400, 'a')}</p></div>
${TABLE}<pre>${'x'.repeat(400)}</pre><img src="https://tracker.example.com/banner.png" alt="Banner of the sale" width="600" height="90">
<blockquote><p>Quoted once</p><blockquote><p>Quoted twice</p></blockquote></blockquote><hr><ol><li>One</li></ol>`;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [mina, jun] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('jun@example.com')]);
  await makeLong();
  await sendAsCustomer(desk.smtpPort, {
    from: '"ليلى حداد" <layla@customer.example.com>',
    to,
    subject: 'أين طلبي A-1024',
    html: '<p>مرحبا، لم يصل طلبي بعد.</p><ul><li>سماعات Galaxy Buds</li></ul><blockquote><p>شكرا</p></blockquote>',
  });
  await sendAsCustomer(desk.smtpPort, { from: sora, to, subject: 'Autumn sale', html: NEWSLETTER });
  await sendAsCustomer(desk.smtpPort, {
    from: sora,
    to,
    subject: 'Broken corner',
    html: '<p style="color:#c00000">See <b>both</b>:</p><p><img src="cid:one" alt="The corner"> <img src="cid:two"></p>',
    attachments: [
      { filename: 'corner.png', content: aPicture(320, 200, [180, 60, 60]), cid: 'one' },
      { filename: 'box.png', content: aPicture(240, 200, [60, 90, 180]), cid: 'two' },
      { filename: 'receipt.png', content: aPicture(200, 300, [90, 160, 90]) },
      { filename: 'notes.txt', content: 'Notes' },
    ],
  });
  [arabic, newsletter, photos] = (await Promise.all(
    ['أين طلبي A-1024', 'Autumn sale', 'Broken corner'].map(ticketOf),
  )) as [number, number, number];
  ({ page, complaints } = await openConsole(browser, desk.url, {
    email: 'jun@example.com',
    password: 'Handover-Test-1',
  }));
  ({ page: korean } = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: 'Handover-Test-1',
    locale: 'ko-KR',
  }));
  await korean.emulateMedia({ colorScheme: 'dark' });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

describe('given a long history', () => {
  it('when it is opened, then older messages are lines whose text is not rendered, and all that is unread is open, as it was written', async () => {
    await open(page, long);
    await folded().first().waitFor();
    expect(await folded().count()).toBe(5);
    expect(await folded().allTextContents()).toEqual([
      expect.stringMatching(/Sora Kim.*The beginning of it all\. It was sent/),
      expect.stringMatching(/Mina.*The carrier was asked/),
      expect.stringMatching(/Mina.*The carrier answers tomorrow/),
      expect.stringMatching(/Jun.*It is in the wrong depot/),
      expect.stringMatching(/Mina.*We look for it/),
    ]);
    expect((await openTexts()).map((text) => text.trim())).toEqual(['Burst 1', 'Burst 2', 'Burst 3', 'Burst 4']);
    expect(await violationsOf(page)).toEqual([]);
    await look(page, 'long-en-light');
    await open(korean, long);
    await look(korean, 'long-ko-dark');
  });

  it('when messages of one sender follow each other, then one line names them, and each has its own time', async () => {
    const burst = history().locator('[data-entry]:not([data-folded])');
    expect(await burst.getByText('Sora Kim', { exact: true }).locator('visible=true').count()).toBeGreaterThan(0);
    expect(await history().locator('[data-continued]').count()).toBe(3);
    const time = burst.nth(2).locator('time');
    expect(await time.evaluate((element) => getComputedStyle(element).opacity)).toBe('0');
    expect(await time.getAttribute('title')).toMatch(/^Written .+ · received .+/);
    await burst.nth(2).hover();
    await waitUntil(
      'the time',
      async () => (await time.evaluate((element) => getComputedStyle(element).opacity)) === '1' || undefined,
      5_000,
    );
  });

  it('when Enter is pressed on a line, then it opens and the focus stays; once more folds it', async () => {
    const line = history().getByRole('button', { name: /Mina.*The carrier was asked/ });
    await line.focus();
    await page.keyboard.press('Enter');
    await waitUntil(
      'the message',
      async () => (await openTexts()).includes('The carrier was asked') || undefined,
      5_000,
    );
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await focused.getAttribute('aria-expanded')).toBe('false');
    await history().getByText('It was sent a week ago').click();
    expect(await folded().count()).toBe(4);
  });

  it('when others write meanwhile, then what they wrote is open and nothing else folds or unfolds', async () => {
    const before = await folded().allTextContents();
    await comment(mina, 'Written meanwhile');
    await waitUntil('the comment', async () => (await openTexts()).includes('Written meanwhile') || undefined, 15_000);
    expect(await folded().allTextContents()).toEqual(before);
    expect((await openTexts()).map((text) => text.trim())).toContain('Burst 1');
  });

  it('when ; is pressed, then all unfold, and older ones fold again; the button does the same', async () => {
    await history().focus();
    await page.keyboard.press(';');
    await waitUntil('all', async () => ((await folded().count()) === 0 ? true : undefined), 5_000);
    expect(await openTexts()).toHaveLength(10);
    await look(page, 'unfolded-en-light');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press(';');
    await waitUntil('the older', async () => ((await folded().count()) === 7 ? true : undefined), 5_000);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await page.getByRole('button', { name: 'Fold older messages' }).waitFor();
    expect(await folded().count()).toBe(0);
  });
});

describe('given a mail from right to left', () => {
  it('when it is shown, then it begins at the right, and nobody calls it Korean', async () => {
    await open(page, arabic);
    const text = history().locator('[data-entry-text]');
    await text.getByText('مرحبا').waitFor();
    for (const element of [text.locator('p').first(), text.locator('li')]) {
      expect(await element.evaluate((each) => getComputedStyle(each).direction)).toBe('rtl');
    }
    expect(await text.getAttribute('lang')).toBe('');
    const { left, right } = await text.locator('blockquote').evaluate((quote) => {
      const style = getComputedStyle(quote);
      return { left: style.borderLeftWidth, right: style.borderRightWidth };
    });
    expect([left, right]).toEqual(['0px', '2px']);
    expect((await mina.call('getTicket', { params: { ...care, number: arabic } })).body.language).toBe('other');
    expect(await page.getByText('Korean', { exact: true }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await look(page, 'arabic-en-light');
    await open(korean, arabic);
    await look(korean, 'arabic-ko-dark');
  });
});

describe('given a newsletter', () => {
  it('when it is wider than the pane, then its parts scroll by themselves and tables keep their words', async () => {
    await open(page, newsletter);
    const text = history().locator('[data-entry-text]');
    await text.getByText('Autumn sale').waitFor();
    const box = text.locator('[data-scroll]');
    const wide = await box.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    expect(wide).toBe(true);
    // One line for each word: no column is narrower than what stands in it.
    const heights = await box
      .locator('th')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(30);
    const [scroller, page_] = await Promise.all([
      history().evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ]);
    expect([scroller, page_]).toEqual([0, 0]);
    await box.focus();
    await page.keyboard.press('ArrowRight');
    await waitUntil(
      'the scroll',
      async () => ((await box.evaluate(({ scrollLeft }) => scrollLeft)) > 0 ? true : undefined),
      5_000,
    );
    expect(await text.getByText('Banner of the sale').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await look(page, 'newsletter-en-light');
  });

  it('when the theme is dark, then it lies on white paper; a mail with coloured words alone takes the theme', async () => {
    await open(korean, newsletter);
    const paper = history(korean).locator('[data-entry-text]');
    await paper.getByText('Autumn sale').waitFor();
    const colorsOf = (locator: Locator) =>
      locator.evaluate((element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]);
    expect((await colorsOf(paper))[1]).toBe('rgb(255, 255, 255)');
    expect((await colorsOf(paper.locator('h1')))[0]).toBe('rgb(11, 61, 145)');
    expect(await violationsOf(korean)).toEqual([]);
    await look(korean, 'newsletter-ko-dark');
    await open(korean, photos);
    const words = history(korean).locator('[data-entry-text]');
    await words.getByText('both').waitFor();
    expect((await colorsOf(words))[1]).toBe('rgba(0, 0, 0, 0)');
    expect((await colorsOf(words.locator('p').first()))[0]).toMatch(/^oklch\(0\.78 0\.1\d* /);
    expect(await violationsOf(korean)).toEqual([]);
    await look(korean, 'photos-ko-dark');
  });
});

describe('given a mail with images', () => {
  const dialog = () => page.getByRole('dialog');

  it('when one is chosen by key, then it is shown large; the arrows go through them, Esc goes back to it', async () => {
    await open(page, photos);
    const image = history().getByRole('button', { name: 'Enlarge The corner' });
    await image.focus();
    await page.keyboard.press('Enter');
    await dialog().getByRole('img', { name: 'The corner' }).waitFor();
    await dialog().getByText('1 of 2').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await dialog().getByText('2 of 2').waitFor();
    await look(page, 'picture-en-light');
    await page.keyboard.press('ArrowLeft');
    await dialog().getByText('1 of 2').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await page.locator(':focus').getAttribute('alt')).toBe('Enlarge The corner');
  });

  it('when files lie beside it, then each is a card: an image with its picture, all to be downloaded by key', async () => {
    const files = history().getByRole('list', { name: 'Attachments' });
    expect(await files.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^receipt\.pngPNG · /),
      expect.stringMatching(/^notes\.txtTXT · /),
    ]);
    await files.getByRole('button', { name: 'Enlarge receipt.png' }).click();
    await dialog().getByRole('img', { name: 'receipt.png' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    const link = files.getByRole('link', { name: /notes\.txt/ });
    await link.focus();
    const download = new Promise<Download>((resolve) => {
      page.once('download', resolve);
      page.context().once('page', (tab) => tab.once('download', resolve));
    });
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toBe('notes.txt');
    await look(page, 'photos-en-light');
  });

  it('when a file is removed, then its card says by whom', async () => {
    const entry = (await entriesOf(photos))[0]!;
    const file = entry.attachments.find(({ name }) => name === 'notes.txt')!;
    const { status } = await mina.call('removeAttachment', {
      params: { ...care, number: photos, entryId: entry.id, attachmentId: file.id },
    });
    expect(status).toBeLessThan(300);
    await history().getByText('Removed by Mina').waitFor({ timeout: 15_000 });
    expect(await history().getByText('notes.txt').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });
});

it('nothing complained', () => {
  expect(complaints).toEqual([]);
});
