import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  IN_MOTION,
  intercept,
  launchBrowser,
  look,
  openTicketAt,
  openConsole,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const PASSWORD = 'Handover-Test-1';
const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let mina: DeskClient;
let admin: DeskClient;
/** Tickets by their titles. */
const numbers: Record<string, number> = {};

type Given = 'keepTicket' | 'resolveTicket' | 'resolveInternally' | 'completeTicket';
const give = async (by: DeskClient, command: Given, title: string, body: object = {}): Promise<void> => {
  const { status } = await by.call(command, { params: { ...care, number: numbers[title]! }, body: body as never });
  if (status !== 200) throw new Error(`${command} of ${title} was answered ${status}`);
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [mina, admin] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('admin@example.com')]);
  const jun = await desk.signIn('jun@example.com');
  for (const title of [
    'Nobody',
    'Busy',
    'Kept offline',
    'Of Jun',
    'Mine',
    'Spam',
    'Junk',
    'Completed',
    'Parcel lost',
    'Parcel late',
    'Refund',
  ])
    numbers[title] = (
      await mina.call('createTicket', {
        params: care,
        body: { title, html: `<p>${title}?</p>`, customer: { name: 'Sora', email: 'sora@customer.example.com' } },
      })
    ).body.number;
  await give(jun, 'keepTicket', 'Of Jun');
  for (const title of ['Mine', 'Busy', 'Spam', 'Junk', 'Completed']) await give(mina, 'keepTicket', title);
  for (const title of ['Spam', 'Junk']) await give(mina, 'resolveInternally', title, { reason: 'spam' });
  await give(mina, 'resolveTicket', 'Completed', { html: '<p>Done</p>' });
  await give(admin, 'completeTicket', 'Completed');
  ({ page, complaints } = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: PASSWORD,
    screen: IN_MOTION,
  }));
  await page.locator(`[data-row="${numbers['Refund']}"]`).waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const heading = (title: string, on = page) =>
  on.getByRole('heading', { level: 1, name: new RegExp(`^#\\d+ .*${title}`) });
const openAt = async (list: string, title: string, on = page): Promise<void> => {
  await openTicketAt(on, `${desk.url}/s/care/${list}/${numbers[title]!}`);
  await heading(title, on).waitFor();
};
const palette = (on = page) => on.getByRole('dialog', { name: 'Command palette' });
const options = (on = page) => on.getByRole('option');
/** Opens the palette and waits until its field has the focus. */
const openPalette = async (keys = 'Control+k', on = page): Promise<void> => {
  await on.keyboard.press(keys);
  await on.locator('[role="dialog"] [role="combobox"]:focus').waitFor();
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 250));
/** What has the focus, in words; what is wrong with it stands in capitals. */
const focused = (on = page): Promise<string> =>
  on.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'NOTHING';
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const isInSight = bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
    if (!element.checkVisibility() || !isInSight) return `OUT OF SIGHT ${element.outerHTML.slice(0, 80)}`;
    if (!element.matches(':focus-visible')) return `NO RING ${element.outerHTML.slice(0, 80)}`;
    const row = element.getAttribute('data-row');
    if (row !== null) return `row ${row}`;
    return ['list', 'ticket'].includes(element.id)
      ? element.id
      : (element.getAttribute('aria-label') ?? element.tagName);
  });

describe('a key that can’t do what it says', () => {
  afterEach(() => page.context().setOffline(false));

  const KEYS = ['f', 'r', 'c', 'e', 'p', 't', '*', ';'] as const;
  /** Whether anything came of a key: words that say why not, a field or dialog that it leads to, or the deed itself. */
  const answer = (): Promise<string | null> =>
    page.evaluate(() => {
      const said = [...document.querySelectorAll('#ticket [role="alert"], .mantine-Notification-root')].find(
        (element) => element.checkVisibility() && element.textContent !== '',
      );
      if (said !== undefined) return said.textContent;
      if (document.querySelector('[role="dialog"]') !== null) return 'dialog';
      return document.activeElement instanceof HTMLElement && document.activeElement.isContentEditable
        ? 'editor'
        : null;
    });
  const reset = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await waitUntil('dialogs to close', async () => (await page.getByRole('dialog').count()) === 0);
    // Words of something else may come while these go: they are closed, too.
    const close = page.locator('#ticket [role="alert"] button[aria-label="Close"], .mantine-Notification-closeButton');
    await waitUntil(
      'words to go',
      async () => {
        for (const each of await close.all()) await each.click({ timeout: 1000 }).catch(() => undefined);
        return (await answer()) === null || undefined;
      },
      10_000,
    );
  };
  /** What a key is answered with; those that do something at once, and show it elsewhere, are left out. */
  const EXPECTED: Readonly<Record<string, Readonly<Partial<Record<(typeof KEYS)[number], RegExp>>>>> = {
    Nobody: {
      f: /Keep the ticket first/,
      r: /Keep the ticket first/,
      c: /editor/,
      e: /Keep the ticket first/,
      p: /Keep the ticket first/,
    },
    'Of Jun': {
      f: /Jun/,
      r: /Jun has this ticket/,
      c: /editor/,
      e: /Jun has this ticket/,
      p: /Jun has this ticket/,
      t: /Jun has this ticket/,
    },
    Mine: { f: /dialog/, r: /editor/, c: /editor/, e: /editor/, p: /editor/, t: /You have this ticket already/ },
    Spam: {
      f: /Not possible while the ticket is/,
      r: /Not possible while the ticket is/,
      e: /Not possible while the ticket is/,
      p: /Not possible while the ticket is/,
      t: /./,
    },
    Completed: {
      f: /Not possible while the ticket is/,
      r: /Not possible while the ticket is/,
      e: /Not possible while the ticket is/,
      p: /Not possible while the ticket is/,
      t: /./,
    },
  };

  it.each(Object.keys(EXPECTED))(
    'given the ticket “%s”, then each key is answered where the agent looks',
    async (title) => {
      await openAt(title === 'Spam' ? 'spam' : 'all', title);
      for (const [key, expected] of Object.entries(EXPECTED[title]!)) {
        await page.keyboard.press(key);
        const words = await waitUntil(`${key} to be answered`, async () => (await answer()) ?? undefined, 10_000);
        expect([key, words]).toEqual([key, expect.stringMatching(expected)]);
        await reset();
      }
    },
  );

  it('given an answer that is being sent, or waits for a connection, then e says so', async () => {
    await openAt('all', 'Busy');
    await page.keyboard.press('c');
    await waitUntil('the editor', async () => (await answer()) === 'editor' || undefined);
    await page.keyboard.type('A word');
    let letGo = (): void => undefined;
    const isHeld = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await intercept(page, /\/comments$/, async (route) => {
      await isHeld;
      await route.continue();
    });
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.getByRole('alert').filter({ hasText: 'The text is being sent' }).waitFor();
    const isSent = page.waitForResponse((response) => response.url().endsWith('/comments'));
    letGo();
    await isSent;
    await page.getByRole('log').getByText('A word').waitFor();
    await settle();
    await page.unrouteAll({ behavior: 'wait' });
    // The console may still be about to hear that the first text has arrived.
    await waitUntil('the editor', async () => {
      if ((await answer()) === 'editor') return true;
      await page.keyboard.press('c');
      return undefined;
    });
    await page.keyboard.type('Another');
    await page.context().setOffline(true);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    // The news of the first text may come now, and takes the words away.
    await waitUntil('e to be answered', async () => {
      await page.keyboard.press('e');
      return (await answer())?.includes('Leaves when you are back online');
    });
    const isSentNow = page.waitForResponse((response) => response.url().endsWith('/comments'));
    await page.context().setOffline(false);
    await isSentNow;
    await page.getByRole('log').getByText('Another').waitFor();
  });

  it('given no connection, when t is pressed again, then it says when the ticket is kept', async () => {
    await openAt('all', 'Kept offline');
    await page.context().setOffline(true);
    await page.keyboard.press('t');
    await settle();
    await page.keyboard.press('t');
    await settle();
    await look(page, 'kept-offline');
    await page
      .getByRole('alert')
      .filter({ hasText: `#${numbers['Kept offline']} is kept when you are back online` })
      .waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: /Resolve and mail/ }).waitFor({ timeout: 20_000 });
  });

  it('given no open ticket, then each key says so', async () => {
    await page.goto(`${desk.url}/s/care/all`);
    await page.locator('[data-row]').first().waitFor();
    for (const key of [...KEYS, 'x']) {
      await page.keyboard.press(key);
      const words = await waitUntil(`${key} to be answered`, async () => (await answer()) ?? undefined, 10_000);
      expect([key, words]).toEqual([key, expect.stringMatching(/No ticket is open/)]);
      await reset();
    }
  });
});

describe('the command palette', () => {
  it('when opened on a ticket, then what is possible comes first, what is not last with the reason; axe finds nothing', async () => {
    await openAt('all', 'Nobody');
    await openPalette();
    const group = (name: string) => page.getByRole('group', { name });
    await group(`On #${numbers['Nobody']}`).getByRole('option', { name: /^Keep/ }).waitFor();
    await group('Not possible now')
      .getByRole('option', { name: /Resolve.*Keep the ticket first/ })
      .first()
      .waitFor();
    await group('Lists')
      .getByRole('option', { name: /All unassigned.*\d/ })
      .waitFor();
    const names = await options().allTextContents();
    expect(names[0]).toMatch(/^Keep/);
    expect(names.at(-1)).toMatch(/Keep the ticket first|Not possible|administrators/i);
    expect(await violationsOf(page)).toEqual([]);
    await look(page, 'palette-en-light');
    await page.keyboard.press('Escape');
    await palette().waitFor({ state: 'detached' });
  });

  it('when a command is chosen that is not possible, then the ticket says why', async () => {
    await openPalette();
    await page.keyboard.type('보류');
    await options().filter({ hasText: 'Keep the ticket first' }).first().waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Keep the ticket first' }).waitFor();
  });

  it('when letters follow at once, then they are typed into it and none is a shortcut', async () => {
    await page.reload();
    await heading('Nobody').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('tray', { delay: 0 });
    await palette().getByRole('combobox').waitFor();
    await waitUntil(
      'the letters',
      async () => (await palette().getByRole('combobox').inputValue()) === 'tray' || undefined,
    );
    await page.getByText('Nothing fits “tray”').waitFor();
    await page.keyboard.press('Escape');
    expect((await mina.call('getTicket', { params: { ...care, number: numbers['Nobody']! } })).body.status).toBe(
      'unassigned',
    );
  });

  it('when a list is chosen by its name, then it opens and the focus is there', async () => {
    await openPalette();
    await page.keyboard.type('내 처리');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/my_processing$/);
    await waitUntil('the focus', async () => (await focused()) === 'list' || undefined);
    await page.keyboard.press('j');
    await page.waitForURL(/\/my_processing\/\d+$/);
  });

  it('when a number is typed, then that ticket opens, also one that is in no list here', async () => {
    await openPalette();
    await page.keyboard.type(`#${numbers['Completed']}`);
    await page.getByRole('option', { name: `Go to ticket #${numbers['Completed']}` }).waitFor();
    await page.keyboard.press('Enter');
    await heading('Completed').waitFor();
    await waitUntil('the focus', async () => (await focused()) === 'ticket' || undefined);
  });

  it('when / is pressed, then tickets of the opened lists are found by title, by arrow keys and Enter', async () => {
    await openAt('all', 'Refund');
    await page.keyboard.press('/');
    const find = page.getByRole('dialog', { name: 'Find a ticket by number or title' });
    await find.waitFor();
    await page.keyboard.type('parcel');
    await waitUntil('both', async () => (await options().count()) === 2 || undefined);
    const second = (await options().nth(1).textContent())!;
    await page.keyboard.press('ArrowDown');
    expect(await options().nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await find.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(
      await options().nth(1).getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await heading(/Parcel (lost|late)/.exec(second)![0]).waitFor();
  });

  it('given the editor has the focus, then Ctrl+K is its link, Ctrl+Shift+K the palette, and Esc leads back to the text', async () => {
    await openAt('all', 'Mine');
    await page.keyboard.press('c');
    const editor = page.getByRole('textbox', { name: 'Answer' });
    await waitUntil('the editor', async () => (await focused()) === 'Answer' || undefined);
    await page.keyboard.type('Half a ');
    await page.keyboard.press('Control+k');
    await waitUntil('the link', async () => (await focused()) === 'Address of the link' || undefined);
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Address of the link' }).waitFor({ state: 'detached' });
    await openPalette('Control+Shift+K');
    await page.keyboard.press('Escape');
    await waitUntil('the editor again', async () => (await focused()) === 'Answer' || undefined);
    await page.keyboard.type('sentence');
    await editor.getByText('Half a sentence').waitFor();
    await openPalette('Control+Shift+K');
    await page.keyboard.type('shortcuts');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await look(page, 'key-help-en-light');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await waitUntil('the editor after the help', async () => (await focused()) === 'Answer' || undefined);
  });
});

describe('the focus', () => {
  /** Takes each step; some say where the focus must be then. */
  const walk = async (
    steps: readonly (readonly [step: string, take: () => Promise<unknown>, at?: RegExp])[],
    on = page,
  ): Promise<void> => {
    const seen: string[] = [];
    for (const [step, take, at] of steps) {
      await take();
      if (at === undefined) await settle();
      else
        await waitUntil(`${step} to lead to ${String(at)}`, async () => {
          const now = await focused(on);
          // Nor is it lost on the way.
          if (now === 'NOTHING') seen.push(`on the way to ${step}: ${now}`);
          return at.test(now) || undefined;
        });
      seen.push(`${step}: ${await focused(on)}`);
    }
    expect(seen.filter((line) => /NOTHING|NO RING|OUT OF SIGHT/.test(line))).toEqual([]);
  };
  const press =
    (...keys: readonly string[]) =>
    async (): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };

  it('when a day’s keys are pressed, then it is never lost, and what has the ring is what is open', async () => {
    await page.goto(`${desk.url}/s/care/all_unassigned`);
    await page.locator('[data-row]').first().waitFor();
    const isOpen = async (): Promise<void> => {
      await settle();
      expect(page.url()).toMatch(new RegExp(`/${(await focused()).replace('row ', '')}$`));
    };
    await walk([
      ['g a', press('g', 'a'), /^list$/],
      ['j', press('j')],
      ['j again', press('j')],
    ]);
    await isOpen();
    await walk([
      ['arrow down', press('ArrowDown')],
      ['arrow up', press('ArrowUp')],
      ['k', press('k')],
    ]);
    await isOpen();
    await walk([
      ['Enter', press('Enter'), /^ticket$/],
      ['help', press('?'), /Close/],
      ['help closed', press('Escape'), /^ticket$/],
      ['new ticket', press('n')],
      ['new ticket closed', press('Escape'), /^ticket$/],
      ['palette', press('Control+k'), /Command palette/],
      ['palette closed', press('Escape'), /^ticket$/],
      ['find', press('/'), /Find a ticket/],
      ['find closed', press('Escape'), /^ticket$/],
      ['g u', press('g', 'u'), /^list$/],
      ['j in it', press('j'), /^row/],
      ['kept', press('t')],
      ['kept and shown', () => page.getByRole('button', { name: /Resolve and mail/ }).waitFor()],
      ['forward', press('f'), /^(?!NOTHING|NO RING|OUT|row|ticket|list)/],
      ['forward closed', press('Escape'), /^(ticket|row)/],
      ['answer', press('e'), /Answer/],
      ['left', press('Escape'), /^ticket$/],
      ['answer again', press('e'), /Answer/],
      [
        'processed',
        async () => {
          await page.keyboard.type('Here you are');
          await page.keyboard.press('Control+Enter');
        },
        /^row/,
      ],
      ['g p', press('g', 'p'), /^list$/],
      ['g h, an empty list', press('g', 'h'), /^list$/],
      ['j there', press('j')],
    ]);
  });

  it('when the button that has it is taken away by somebody else’s command, then it is on the ticket', async () => {
    await openAt('all_unassigned', 'Parcel late');
    const keep = page.locator('#ticket').getByRole('button', { name: 'Keep', exact: true });
    await keep.focus();
    await give(admin, 'keepTicket', 'Parcel late', { groupId: 'delivery' });
    await keep.waitFor({ state: 'detached', timeout: 15_000 });
    await settle();
    expect(await focused()).toBe('ticket');
  });

  it('when spam is deleted by its key, then it is in the list', async () => {
    const { page: boss } = await openConsole(browser, desk.url, { email: 'admin@example.com', password: PASSWORD });
    await openAt('spam', 'Junk', boss);
    await openPalette('Control+k', boss);
    await boss.keyboard.type('Delete');
    await boss.keyboard.press('Enter');
    await boss.getByRole('dialog', { name: /Delete/ }).waitFor();
    await boss.keyboard.press('Tab');
    await boss.getByRole('button', { name: 'Delete for good' }).press('Enter');
    await boss.getByText(`#${numbers['Junk']} is deleted`).first().waitFor();
    await settle();
    expect(await focused(boss)).toMatch(/^(list|ticket|row \d+)$/);
  });

  it('given the page is loaded again, then the open row is marked, and the keys go on from it', async () => {
    await openAt('all', 'Parcel lost');
    await page.reload();
    await heading('Parcel lost').waitFor();
    const order = await waitUntil('the rows', async () => {
      const rows = await page
        .locator('[data-row]')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-row')));
      return rows.length > 1 ? rows : undefined;
    });
    expect(await page.locator('[data-row][aria-current]').getAttribute('data-row')).toBe(
      String(numbers['Parcel lost']),
    );
    const next = order[order.indexOf(String(numbers['Parcel lost'])) + 1]!;
    await page.keyboard.press('j');
    await page.waitForURL(new RegExp(`/all/${next}$`));
    await waitUntil('the ring', async () => (await focused()) === `row ${next}` || undefined);
  });
});

it('in Korean and in the dark it reads as in English and by day', async () => {
  const { page: korean } = await openConsole(browser, desk.url, {
    email: 'mina@example.com',
    password: PASSWORD,
    locale: 'ko-KR',
  });
  await korean.emulateMedia({ colorScheme: 'dark' });
  await openAt('all', 'Mine', korean);
  await korean.keyboard.press('Control+k');
  await korean.getByRole('dialog', { name: '명령 팔레트' }).waitFor();
  await korean.keyboard.type('resolve');
  await options(korean).filter({ hasText: '해결' }).first().waitFor();
  await korean.keyboard.press('ControlOrMeta+a');
  await korean.keyboard.press('Backspace');
  await korean.getByRole('group', { name: '목록' }).waitFor();
  expect(await violationsOf(korean)).toEqual([]);
  await look(korean, 'palette-ko-dark');
  await korean.keyboard.press('Escape');
  await korean.keyboard.press('?');
  await korean.getByRole('dialog', { name: '단축키' }).waitFor();
  await look(korean, 'key-help-ko-dark');
  // Two stories take the connection away.
  expect(complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});
