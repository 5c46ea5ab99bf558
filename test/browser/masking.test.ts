import type { Browser, Locator, Page } from 'playwright-core';
import { starText } from '../../shared/domain/masking/graphemes.ts';
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
/** An agent without the right to unmask, and an administrator in Korean. */
let page: Page;
let korean: Page;
let complaints: Complaints;
let mina: DeskClient;
let plain: number;
let difficult: number;

const ticketOf = (title: string): Promise<number> =>
  waitUntil(
    title,
    async () =>
      (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
        (row) => row.title === title,
      )?.number,
    30_000,
  );
const history = (of: Page): Locator => of.getByRole('log', { name: /^(History|처리 이력)$/ });
const open = async (of: Page, number: number): Promise<void> => {
  await openTicketAt(of, `${desk.url}/s/care/all/${number}`);
  await history(of).locator('[data-entry]').first().waitFor({ timeout: 30_000 });
};
const shownIn = (of: Page, text: string | RegExp): Promise<void> =>
  history(of).getByText(text).first().waitFor({ timeout: 15_000 });
/** Selects words by dragging over them. */
const drag = async (of: Page, words: string): Promise<void> => {
  const rect = await history(of).evaluate((box, wanted) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.nodeValue!.indexOf(wanted);
      if (at < 0 || node.parentElement!.closest('[data-entry-text]') === null) continue;
      node.parentElement!.scrollIntoView({ block: 'center' });
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, right, top, height } = range.getBoundingClientRect();
      return { left, right, middle: top + height / 2 };
    }
    throw new Error(`Not shown: ${wanted}`);
  }, words);
  await of.mouse.move(rect.left + 1, rect.middle);
  await of.mouse.down();
  await of.mouse.move(rect.right + 1, rect.middle, { steps: 6 });
  await of.mouse.up();
};

const DIFFICULT = `  <div><h2>제목 &amp; <b>굵은 <i>글자</i></b></h2>\n<p>Line one 👩‍👩‍👧 and 🇰🇷 &lt;tags&gt;&nbsp;end<br>second line</p>
<table><tr><th>이름</th><th>Number</th></tr> <tr><td>김민수</td><td>010&#45;1234&#45;5678</td></tr></table>
<pre>\n\nfirst\n  second</pre><p>Before <img src="https://pictures.example.com/a.png" alt="A held image" width="40" height="40"> after</p>
<p>مرحبا بالعالم 123</p><ul><li>漢字かな</li><li>e\u0301te\u0301</li></ul></div>
<div class="gmail_quote"><div>On Mon, 3 Feb 2025 at 10:00, Care &lt;support@desk.example.com&gt; wrote:</div><blockquote><p>Quoted words <u>here</u></p></blockquote></div>`;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  mina = await desk.signIn('mina@example.com');
  await sendAsCustomer(desk.smtpPort, {
    from: sora,
    to,
    subject: 'Please call me',
    text: 'Call 010-2345-6789, my secret word is Tangerine.\n\nThe card is 4111 1111 1111 1111.',
    attachments: [{ filename: 'passport.txt', content: 'M12345678' }],
  });
  await sendAsCustomer(desk.smtpPort, { from: sora, to, subject: 'All sorts of text', html: DIFFICULT });
  [plain, difficult] = (await Promise.all(['Please call me', 'All sorts of text'].map(ticketOf))) as [number, number];
  ({ page, complaints } = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: 'Handover-Test-1',
  }));
  ({ page: korean } = await openConsole(browser, desk.url, {
    email: 'admin@example.com',
    password: 'Handover-Test-1',
    locale: 'ko-KR',
  }));
  await korean.emulateMedia({ colorScheme: 'dark' });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

describe('given a message with personal data', () => {
  it('when words are dragged over, then a bar offers to mask them; a click does it, in every browser and in the list', async () => {
    await mina.call('keepTicket', { params: { ...care, number: plain }, body: {} });
    await open(page, plain);
    await open(korean, plain);
    await drag(page, 'Tangerine');
    const button = page.getByRole('button', { name: 'Mask 9 characters' });
    await button.waitFor();
    await look(page, 'bar-en-light');
    expect(await violationsOf(page)).toEqual([]);
    await button.click();
    await shownIn(page, '*********');
    await shownIn(korean, '*********');
    expect(await history(page).getByText('Tangerine').count()).toBe(0);
    await button.waitFor({ state: 'detached' });
    for (const each of [page, korean])
      await waitUntil(
        'the snippet',
        async () => ((await each.getByText('Tangerine').count()) === 0 ? true : undefined),
        15_000,
      );
    const events = (await mina.call('listEvents', { params: { ...care, number: plain }, query: {} })).body.events;
    expect(events.map(({ type }) => type)).toContain('entry_masked');
  });

  it('when the selection holds what was masked already, then only the rest counts', async () => {
    await drag(page, 'my secret word');
    await page.getByRole('button', { name: 'Mask 14 characters' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Mask \d+ char/ }).waitFor({ state: 'detached' });
  });

  it('when somebody masks meanwhile, then the selection stays on the same words', async () => {
    await drag(page, 'secret');
    await page.getByRole('button', { name: 'Mask 6 characters' }).waitFor();
    await drag(korean, 'Call');
    await korean.getByRole('button', { name: '4자 마스킹' }).click();
    await shownIn(page, /^\*{4} 010/);
    await waitUntil(
      'the selection',
      async () => ((await page.evaluate(() => String(document.getSelection()))) === 'secret' ? true : undefined),
      5_000,
    );
    await page.keyboard.press('Enter');
    await waitUntil(
      'the mask',
      async () => ((await history(page).getByText('secret').count()) === 0 ? true : undefined),
      10_000,
    );
    expect(await history(page).locator('[data-entry-text]').first().textContent()).toContain('my ****** word');
  });

  it('when m is pressed, then what looks personal is marked and offered, and masked without the mouse', async () => {
    await history(page).focus();
    await page.keyboard.press('m');
    const card = page.getByRole('dialog', { name: 'Personal data in this message' });
    await card.getByText('Phone').waitFor();
    await card.getByText('4111 1111 1111 1111').waitFor();
    expect(await page.evaluate(() => CSS.highlights.get('personal-data')?.size)).toBe(2);
    await look(page, 'found-en-light');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await waitUntil(
      'the mask',
      async () => ((await history(page).getByText('010-2345').count()) === 0 ? true : undefined),
      10_000,
    );
    await card.getByText('Card', { exact: true }).waitFor();
    await korean.keyboard.press('Escape');
    await history(korean).focus();
    await korean.keyboard.press('m');
    await korean.getByRole('dialog', { name: '이 메시지의 개인정보' }).getByText('카드번호').waitFor();
    await look(korean, 'found-ko-dark');
    expect(await violationsOf(korean)).toEqual([]);
    await korean.keyboard.press('Escape');
    await korean.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('when other text is chosen by key, then the arrows select it and Enter masks it', async () => {
    const card = page.getByRole('dialog', { name: 'Personal data in this message' });
    await card.getByRole('button', { name: 'Select other text by key' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Shift + ← → letters').waitFor();
    const selected = (): Promise<string> => page.evaluate(() => String(document.getSelection()));
    for (let moves = 0; moves < 30 && (await selected()) !== 'word'; moves += 1)
      await page.keyboard.press('ArrowRight');
    expect(await selected()).toBe('word');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await waitUntil(
      'the mask',
      async () =>
        /my \*{6} \*{3}d /.test((await history(page).locator('[data-entry-text]').first().textContent()) ?? '') ||
        undefined,
      10_000,
    );
    await page.getByText('Shift + ← → letters').waitFor({ state: 'detached' });
  });

  it('when a mask is clicked by somebody without the right, then it says so; with it, the text shows for a while', async () => {
    await history(page).getByRole('button', { name: 'Masked text' }).nth(1).click();
    await page.getByRole('dialog').getByText('Only administrators').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const marks = history(korean).getByRole('button', { name: '마스킹된 내용' });
    await waitUntil('the masks', async () => ((await marks.count()) >= 4 ? true : undefined), 10_000);
    expect(await marks.first().evaluate((mark) => getComputedStyle(mark).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');
    const last = history(korean).locator('[data-mask]', { hasText: '*********' }).last();
    await last.focus();
    await korean.keyboard.press('Enter');
    await korean.getByRole('dialog').getByText('Tangerine').waitFor();
    await look(korean, 'revealed-ko-dark');
    expect(await violationsOf(korean)).toEqual([]);
    await korean.keyboard.press('Escape');
    await korean.getByText('Tangerine').waitFor({ state: 'detached' });
    expect(await last.evaluate((mark) => mark === document.activeElement)).toBe(true);
    const events = (await mina.call('listEvents', { params: { ...care, number: plain }, query: {} })).body.events;
    expect(events.map(({ type }) => type)).toContain('masked_viewed');
  });

  it('when it is unmasked, then it is asked once more, and everybody sees the text again', async () => {
    const last = history(korean).locator('[data-mask]', { hasText: '*********' }).last();
    await last.click();
    const card = korean.getByRole('dialog');
    await card.getByText('Tangerine').waitFor();
    await card.getByRole('button', { name: '마스킹 해제…' }).click();
    await card.getByText('서비스의 모든 상담원이').waitFor();
    await look(korean, 'unmask-ko-dark');
    expect(await history(page).getByText('Tangerine').count()).toBe(0);
    await card.getByRole('button', { name: '마스킹 해제', exact: true }).click();
    await shownIn(page, 'Tangerine');
    await card.waitFor({ state: 'detached' });
  });

  it('when its file is removed, then that is asked once more, and its card says by whom in every browser', async () => {
    await page.getByRole('button', { name: 'Remove passport.txt' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Remove passport.txt?' });
    await dialog.waitFor();
    await look(page, 'remove-en-light');
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Removed by Mina').waitFor();
    await korean.getByText('Mina 님이 삭제한 파일').waitFor();
    expect(await korean.getByText('passport.txt').count()).toBe(0);
  });
});

describe('given a mail with all sorts of text', () => {
  type Piece = { readonly data: string; readonly isAdded: boolean };
  const box = (): Locator => history(page).locator('[data-entry-text]').first();
  const pieces = (): Promise<readonly Piece[]> =>
    box().evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const found: { data: string; isAdded: boolean }[] = [];
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
        found.push({
          data: node.nodeValue!,
          isAdded: node.parentElement!.closest('summary, [data-held]') !== null,
        });
      return found;
    });
  /** Selects from one place of the shown text to another, whatever lies between. */
  const select = (start: number, end: number): Promise<void> =>
    box().evaluate(
      (element, [from, until]) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let at = 0;
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const length = node.nodeValue!.length;
          if (from! >= at && from! < at + length) range.setStart(node, from! - at);
          if (until! > at && until! <= at + length) range.setEnd(node, until! - at);
          at += length;
        }
        const selection = document.getSelection()!;
        selection.removeAllRanges();
        selection.addRange(range);
      },
      [start, end],
    );
  const entry = async () =>
    (await mina.call('listEntries', { params: { ...care, number: difficult }, query: {} })).body.entries[0]!;
  const unmaskAll = async (): Promise<void> => {
    const admin = await desk.signIn('admin@example.com');
    const { id, masks } = await entry();
    for (const mask of masks)
      await admin.call('unmaskEntry', { params: { ...care, number: difficult, entryId: id, maskId: mask.id } });
    await waitUntil(
      'no masks',
      async () => ((await box().locator('[data-mask]').count()) === 0 ? true : undefined),
      10_000,
    );
  };

  it('when any stretch is masked, then exactly what was selected becomes stars, and nothing else', async () => {
    await open(page, difficult);
    await box().locator('summary').click();
    const written = await pieces();
    const length = written.reduce((sum, { data }) => sum + data.length, 0);
    // Stretches of several lengths from places all over the text: over tags, tables, added words and the quote.
    const stretches = [
      [0, length],
      ...Array.from({ length: 14 }, (_, nth) => {
        const start = Math.floor((length - 2) * (nth / 14));
        return [start, Math.min(length, start + 1 + ((nth * 37) % 60))] as const;
      }),
    ] as const;
    let masked = 0;
    for (const [start, end] of stretches) {
      await select(start, end);
      const bar = page.getByRole('button', { name: /^Mask \d+ character/ });
      let at = 0;
      const expected = written
        .map(({ data, isAdded }) => {
          const span = { start: Math.max(0, start - at), end: Math.min(data.length, end - at) };
          at += data.length;
          return isAdded || span.start >= span.end || data.trim() === '' ? data : starText(data, [span]);
        })
        .join('');
      if (expected === written.map(({ data }) => data).join('')) continue;
      await bar.waitFor();
      const told = Number(/\d+/.exec((await bar.textContent()) ?? '')?.[0]);
      await bar.click();
      await box().locator('[data-mask]').first().waitFor();
      // Where the quote begins is read from its words: it may fold elsewhere when they are masked.
      const compared = (text: string): string => text.replace(/···|\s+/g, '');
      const shown = (await pieces()).map(({ data }) => data).join('');
      expect([start, end, compared(shown)]).toEqual([start, end, compared(expected)]);
      expect(told).toBe((expected.match(/\*/g) ?? []).length);
      masked += 1;
      await unmaskAll();
    }
    expect(masked).toBeGreaterThan(8);
  });

  it('when the quote is folded, then what it hides is not masked with what is before it', async () => {
    await box().locator('summary').click();
    await box().evaluate((element) => {
      document.getSelection()!.selectAllChildren(element);
    });
    await page.getByRole('button', { name: /^Mask \d+ characters/ }).click();
    await box().locator('[data-mask]').first().waitFor();
    expect((await entry()).html).toContain('Quoted words');
    expect((await entry()).html).not.toContain('Line one');
    await unmaskAll();
  });

  it('when a selection goes over two messages, then both are masked, and what is no message is left out', async () => {
    await mina.call('commentTicket', {
      params: { ...care, number: difficult },
      body: { html: '<p>A note of ours</p>' },
    });
    await shownIn(page, 'A note of ours');
    await history(page).evaluate((log) => {
      document.getSelection()!.selectAllChildren(log);
    });
    await page.getByRole('button', { name: /in 2 messages$/ }).click();
    await history(page).getByText('*'.repeat('A note of ours'.length), { exact: true }).waitFor();
    const { body } = await mina.call('listEntries', { params: { ...care, number: difficult }, query: {} });
    expect(body.entries.map(({ masks }) => masks.length > 0)).toEqual([true, true]);
    expect(await history(page).locator('[data-entry-text]', { hasText: 'Line one' }).count()).toBe(0);
  });
});

it('nothing complained', () => {
  expect(complaints).toEqual([]);
});
