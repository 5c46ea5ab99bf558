import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, look, PHONE, openConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { cutOffIn, tooWideOn } from '../support/screen-fit.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const PASSWORD = 'Handover-Test-1';
const params = { serviceId: 'care' };
/** Milliseconds within which a screen reads again what others changed, on a machine that has much to do. */
const READ_AGAIN = 25_000;
type Category = {
  readonly kind: string;
  readonly categoryId: string;
  readonly parentId: string | null;
  readonly names: Readonly<Record<string, string>>;
  readonly order: number;
  readonly active: boolean;
};
let desk: OpenDesk;
let browser: Browser;
let [page, other]: Page[] = [];
const complaints: Complaints[] = [];
let admin: DeskClient;

const signIn = async (email: string, options: Partial<Parameters<typeof openConsole>[2]> = {}): Promise<Page> => {
  const opened = await openConsole(browser, desk.url, { email, password: PASSWORD, ...options });
  complaints.push(opened.complaints);
  return opened.page;
};
const openSection = async (on: Page, section: string): Promise<void> => {
  await on.goto(`${desk.url}/admin/care/${section}`);
  await on.getByRole('heading', { level: 1 }).waitFor({ timeout: 30_000 });
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  admin = await desk.signIn('admin@example.com');
  const { agents } = (await admin.call('getService', { params })).body;
  await admin.call('editAgent', {
    params: { ...params, agentId: agents.find(({ email }) => email === 'mina@example.com')!.agentId },
    body: { role: 'administrator' },
  });
  await admin.call('editService', { params, body: { languages: ['ko', 'en'] } });
  [page, other] = await Promise.all([signIn('admin@example.com'), signIn('mina@example.com', { locale: 'ko-KR' })]);
  await openSection(page, 'inquiry-types');
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const stored = async (kind = 'inquiry_type'): Promise<readonly Category[]> =>
  ((await admin.call('getService', { params })).body.categories as readonly Category[]).filter(
    (each) => each.kind === kind,
  );
/** The tree that the desk has: `Delivery(Late Lost) Payment`. */
const storedTree = async (): Promise<string> => {
  const all = await stored();
  const below = (parent: string | null): string =>
    all
      .filter(({ parentId }) => parentId === parent)
      .toSorted((a, b) => a.order - b.order || (a.categoryId < b.categoryId ? -1 : 1))
      .map(({ categoryId, names }) => {
        const own = below(categoryId);
        return (names['ko'] ?? names['en'] ?? categoryId) + (own && `(${own})`);
      })
      .join(' ');
  return below(null);
};
const untilStored = async (tree: string): Promise<void> => {
  await waitUntil(`the tree to be ${tree}`, async () => (await storedTree()) === tree);
};
const rowIn = (on: Page, name: string): Locator => on.getByRole('treeitem', { name: new RegExp(`^${name}( ?,|$)`) });
const row = (name: string): Locator => rowIn(page!, name);
/** The name in the row that has the focus. */
const focused = (on: Page = page!): Promise<string | null> =>
  on.evaluate(() => document.activeElement?.querySelector('[dir="auto"]')?.textContent ?? null);
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page!.keyboard.press(key);
};
const said = (words: string | RegExp, on: Page = page!): Promise<void> =>
  on.getByRole('status').filter({ hasText: words }).first().waitFor({ state: 'attached' });
/** Writes names into the line of a new category, Enter behind each. */
const write = async (...names: readonly string[]): Promise<void> => {
  for (const name of names) {
    await page!.keyboard.type(name);
    await press('Enter');
    await row(name).waitFor();
    await waitUntil(
      `${name} to be made`,
      async () => (await page!.getByRole('textbox', { name: /^New/ }).inputValue()) === '',
    );
  }
};

it('given an empty tree, when it is built by keyboard alone, then it is five levels deep and no deeper, and each step is taken back by the opposite one', async () => {
  await page!.getByText('There are none yet').waitFor();
  expect(await violationsOf(page!)).toEqual([]);
  await look(page!, 'empty');
  await page!.getByRole('main').focus();
  await press('n');
  expect(await violationsOf(page!)).toEqual([]);
  await write('Delivery', 'Payment', 'Product');
  await press('Escape');
  await waitUntil('the last one to have the focus', async () => (await focused()) === 'Product');
  await press('Home', 'Alt+Shift+Enter');
  await write('Late', 'Lost');
  await press('Escape');
  await untilStored('Delivery(Late Lost) Payment Product');

  // Down to the fifth level, and no further.
  await waitUntil('the last one to have the focus', async () => (await focused()) === 'Lost');
  for (const name of ['Parcel', 'Abroad', 'Customs']) {
    await press('Alt+Shift+Enter');
    await write(name);
    await press('Escape');
    await waitUntil(`${name} to have the focus`, async () => (await focused()) === name);
  }
  await look(page!, 'five-levels');
  expect(await row('Customs').getAttribute('aria-level')).toBe('5');
  await press('Alt+Shift+Enter');
  await said('A tree has at most 5 levels.');
  await page!.getByText('A tree has at most 5 levels.').first().waitFor();
  expect(await page!.getByRole('textbox', { name: /^New/ }).count()).toBe(0);

  // Among siblings, deeper and out; each announced and taken back.
  await press('End');
  await said('');
  await press('Alt+ArrowUp');
  await said('Product: 2 of 3 at the top');
  await untilStored('Delivery(Late Lost(Parcel(Abroad(Customs)))) Product Payment');
  await press('Alt+ArrowRight');
  await said('Product: 3 of 3 below Delivery, level 2');
  await untilStored('Delivery(Late Lost(Parcel(Abroad(Customs))) Product) Payment');
  expect(await focused()).toBe('Product');
  await press('Alt+ArrowLeft', 'Alt+ArrowDown');
  await said('Product: 3 of 3 at the top');
  await untilStored('Delivery(Late Lost(Parcel(Abroad(Customs)))) Payment Product');
  // Out of the middle of siblings, and exactly back.
  await press('Home', 'ArrowDown');
  expect(await focused()).toBe('Late');
  await press('Alt+ArrowLeft');
  await said('Late: 2 of 4 at the top');
  await untilStored('Delivery(Lost(Parcel(Abroad(Customs)))) Late Payment Product');
  await press('Alt+ArrowRight');
  await said('Late: 1 of 2 below Delivery, level 2');
  await untilStored('Delivery(Late Lost(Parcel(Abroad(Customs)))) Payment Product');
  // Deeper than five levels with what is below it: refused, and said why.
  await press('End', 'ArrowUp', 'Alt+ArrowUp');
  await untilStored('Payment Delivery(Late Lost(Parcel(Abroad(Customs)))) Product');
  await press('ArrowDown', 'Alt+ArrowRight');
  await said('A tree has at most 5 levels.');
  await press('Alt+ArrowLeft');
  await said('Delivery is at the top already.');
  await press('Alt+ArrowUp');
  await untilStored('Delivery(Late Lost(Parcel(Abroad(Customs)))) Payment Product');
});

it('given the tree, then arrows fold it and typing finds; a search shows what is above; names are saved in the languages of the service', async () => {
  await row('Delivery').focus();
  await press('ArrowLeft');
  await row('Late').waitFor({ state: 'detached' });
  expect(await row('Delivery').getAttribute('aria-expanded')).toBe('false');
  await page!.keyboard.type('pr');
  expect(await focused()).toBe('Product');
  await press('Home', 'ArrowRight', 'ArrowRight');
  expect(await focused()).toBe('Late');
  await press('ArrowLeft');
  expect(await focused()).toBe('Delivery');
  await press('ArrowLeft', '/');
  await page!.keyboard.type('cust');
  await row('Customs').waitFor();
  expect(await page!.getByRole('treeitem').count()).toBe(5);
  await press('ArrowDown');
  expect(await focused()).toBe('Customs');
  await press('Enter');
  const form = page!.getByRole('form', { name: 'Customs' });
  await form.getByText('Below Delivery › Lost › Parcel › Abroad, 1 of 1').waitFor();
  await press('Enter');
  await page!.keyboard.press('Tab');
  await form.getByRole('textbox', { name: 'Name in English' }).fill('Customs office');
  await press('Control+Enter');
  await waitUntil('both names to be stored', async () =>
    (await stored()).some(({ names }) => names['ko'] === 'Customs' && names['en'] === 'Customs office'),
  );
  await row('Customs office').waitFor();
  await press('Escape');
  expect(await focused()).toBe('Customs office');
  await page!.getByRole('searchbox').fill('');
  expect(await violationsOf(page!)).toEqual([]);
});

it('given a drag, then a line says where the category would come, and it comes there; too deep is refused', async () => {
  await page!.getByRole('button', { name: 'Unfold all' }).click();
  const boxOf = async (name: string) => (await row(name).boundingBox())!;
  /** Drags a category behind another one's line, so many levels to the right. */
  const drag = async (name: string, behind: string, levels: number, whileDragged?: () => Promise<void>) => {
    const [from, to] = [await boxOf(name), await boxOf(behind)];
    const [x, y] = [from.x + 60, from.y + 18];
    await page!.mouse.move(x, y);
    await page!.mouse.down();
    await page!.mouse.move(x + 8, y, { steps: 2 });
    await page!.mouse.move(x + levels * 20, to.y + to.height, { steps: 4 });
    await whileDragged?.();
    await page!.mouse.up();
  };
  const line = page!.locator('[data-level], [data-refused]');
  await drag('Payment', 'Late', 2, async () => {
    await page!.getByText('Below Late', { exact: true }).waitFor();
    expect(await line.getAttribute('data-level')).toBe('3');
    await look(page!, 'drag');
  });
  await said('Payment: 1 of 1 below Late, level 3');
  await untilStored('Delivery(Late(Payment) Lost(Parcel(Abroad(Customs)))) Product');
  expect(await line.count()).toBe(0);
  await drag('Payment', 'Product', -2);
  await untilStored('Delivery(Late Lost(Parcel(Abroad(Customs)))) Product Payment');
  // With the three levels below it, and a level less deep than the pointer would have it: there is no sixth one.
  await drag('Lost', 'Payment', 5, async () => {
    expect(await line.getAttribute('data-level')).toBe('2');
  });
  await untilStored('Delivery(Late) Product Payment(Lost(Parcel(Abroad(Customs))))');
  await drag('Delivery', 'Abroad', 0, async () => {
    await line.getByText('A tree has at most 5 levels.').waitFor();
    await look(page!, 'drag-refused');
  });
  await said('A tree has at most 5 levels.');
  // Let go of by Escape it stays.
  await drag('Product', 'Delivery', 0, () => press('Escape'));
  expect(await storedTree()).toBe('Delivery(Late) Product Payment(Lost(Parcel(Abroad(Customs))))');
});

it('given a ticket, then the number beside its category follows it, and switching that off says what it means', async () => {
  const payment = (await stored()).find(({ names }) => names['ko'] === 'Payment')!;
  const make = (title: string) =>
    admin.call('createTicket', {
      params,
      body: {
        title,
        html: '<p>Please</p>',
        customer: { email: 'customer@example.com' },
        inquiryTypeId: payment.categoryId,
      },
    });
  const { number } = (await make('A refund')).body;
  await make('Another refund');
  /** Opens the section anew until the number is there: figures are counted a second or two later. */
  const counted = async (words: string): Promise<void> => {
    await waitUntil(
      words,
      async () => {
        for (const name of ['Processing types', 'Inquiry types']) await page!.getByRole('link', { name }).click();
        const shown = page!.getByRole('treeitem', { name: new RegExp(`^Payment ?, ${words}$`) });
        await shown.waitFor({ timeout: 2000 });
        return true;
      },
      20_000,
      200,
    );
  };
  await counted('Tickets: 2, open: 2');
  const resolved = await admin.call('resolveInternally', { params: { ...params, number }, body: { reason: 'test' } });
  expect(resolved.status).toBe(200);
  await counted('Tickets: 2, open: 1');

  await row('Payment').click();
  const form = page!.getByRole('form', { name: 'Payment' });
  await form.getByRole('checkbox', { name: 'Active' }).uncheck();
  await form
    .getByText('Tickets that keep it: 2, open: 1. Categories below it that can’t be chosen either: 4.')
    .waitFor();
  await look(page!, 'switch-off');
  expect(await violationsOf(page!)).toEqual([]);
  await press('Control+Enter');
  await page!.getByRole('treeitem', { name: /^Parcel ?, inactive/ }).waitFor();
  await page!.getByRole('checkbox', { name: 'Hide inactive ones' }).check();
  await row('Payment').waitFor({ state: 'detached' });
  expect(await page!.getByRole('treeitem').count()).toBe(3);
  await page!.getByRole('checkbox', { name: 'Hide inactive ones' }).uncheck();
  await row('Payment').waitFor();
});

it('given two administrators at once on one tree, then moves, names and switches of both are kept, and who moves what the other moved sees both', async () => {
  await openSection(other!, 'inquiry-types');
  await rowIn(other!, 'Product').focus();
  // Both move different categories in the same moment: nobody is bothered.
  await row('Late').focus();
  await Promise.all([page!.keyboard.press('Alt+ArrowLeft'), other!.keyboard.press('Alt+ArrowUp')]);
  await waitUntil('both moves to be stored', async () => {
    const tree = await storedTree();
    return ['Product Delivery Late Payment', 'Delivery Late Product Payment', 'Delivery Product Late Payment'].some(
      (shown) => tree.startsWith(shown),
    );
  });

  // One renames what the other moves: the tree is read again, and both are kept.
  await openSection(page!, 'inquiry-types');
  await openSection(other!, 'inquiry-types');
  await row('Late').click();
  const form = page!.getByRole('form', { name: 'Late' });
  await form.getByRole('textbox', { name: 'Name in Korean' }).fill('Too late');
  await rowIn(other!, 'Late').focus();
  const late = (await stored()).find(({ names }) => names['ko'] === 'Late')!;
  await other!.keyboard.press('Alt+ArrowRight');
  await waitUntil('the move to be stored', async () =>
    (await stored()).some(({ categoryId, parentId }) => categoryId === late.categoryId && parentId !== null),
  );
  await press('Control+Enter');
  await waitUntil('both to be stored', async () =>
    (await stored()).some(
      ({ categoryId, parentId, names }) =>
        categoryId === late.categoryId && parentId !== null && names['ko'] === 'Too late',
    ),
  );
  await row('Too late').waitFor();
  await rowIn(other!, 'Too late').waitFor({ timeout: READ_AGAIN });

  // One switches off what the other renames: both are kept.
  const lost = (await stored()).find(({ names }) => names['ko'] === 'Lost')!;
  await row('Lost').click();
  await page!.getByRole('form', { name: 'Lost' }).getByRole('textbox', { name: 'Name in English' }).fill('Missing');
  await rowIn(other!, 'Lost').click();
  await other!.getByRole('form', { name: 'Lost' }).getByRole('checkbox').uncheck();
  await other!.keyboard.press('Control+Enter');
  const isNow = (found: (category: Category) => boolean) => async () =>
    (await stored()).some((each) => each.categoryId === lost.categoryId && found(each));
  await waitUntil(
    'it to be switched off',
    isNow(({ active }) => !active),
  );
  await press('Control+Enter');
  await waitUntil(
    'both to be stored',
    isNow(({ active, names }) => !active && names['en'] === 'Missing'),
  );
  await row('Missing').waitFor();
  expect(await page!.getByRole('form', { name: 'Missing' }).getByRole('checkbox').isChecked()).toBe(false);

  // Both change the same name: both are shown.
  await row('Product').click();
  await rowIn(other!, 'Product').click();
  const name = (on: Page, label: RegExp) => on.getByRole('textbox', { name: label });
  await name(page!, /^Name in Korean/).fill('Goods');
  await name(other!, /^이름 · 한국어|한국어/).fill('상품');
  await other!.keyboard.press('Control+Enter');
  await waitUntil('the first name to be stored', async () =>
    (await stored()).some(({ names }) => names['ko'] === '상품'),
  );
  await press('Control+Enter');
  await page!.getByRole('alert').filter({ hasText: 'Mina' }).waitFor();
  await look(page!, 'two-names');
  await page!.getByRole('button', { name: 'Keep mine' }).click();
  await page!.getByRole('button', { name: /^Save/ }).click();
  await waitUntil('the chosen name to be stored', async () =>
    (await stored()).some(({ names }) => names['ko'] === 'Goods'),
  );

  // Both move the same category: the second sees where it is now, and may move it all the same.
  await openSection(page!, 'inquiry-types');
  await openSection(other!, 'inquiry-types');
  const goods = async () => (await stored()).find(({ names }) => names['ko'] === 'Goods')!;
  const nameOf = async (id: string | null) =>
    (await stored()).find(({ categoryId }) => categoryId === id)?.names['ko'] ?? null;
  const before = await storedTree();
  await admin.call('moveCategory', {
    params: { ...params, kind: 'inquiry_type', categoryId: (await goods()).categoryId },
    body: { parentId: (await stored()).find(({ names }) => names['ko'] === 'Delivery')!.categoryId, after: null },
  });
  const moved = await storedTree();
  expect(moved).not.toBe(before);
  await row('Goods').focus();
  await press('Alt+ArrowDown');
  const bar = page!
    .getByRole('alert')
    .filter({ hasText: 'was moved by somebody else meanwhile: it is below Delivery' });
  await bar.waitFor();
  await look(page!, 'two-moves');
  expect(await violationsOf(page!)).toEqual([]);
  expect(await storedTree()).toBe(moved);
  await bar.getByRole('button', { name: 'Move it all the same' }).click();
  await waitUntil('it to be moved', async () => (await nameOf((await goods()).parentId)) === null);
  await bar.waitFor({ state: 'detached' });
});

it('given Korean, dark, narrow and a phone, then nothing is cut off and all can be reached', async () => {
  await rowIn(other!, 'Payment').click();
  await other!.getByRole('form', { name: 'Payment' }).waitFor();
  await look(other!, 'korean');
  expect(await violationsOf(other!)).toEqual([]);
  expect(await tooWideOn(other!)).toEqual([]);
  await other!.setViewportSize({ width: 1280, height: 800 });
  await other!.emulateMedia({ colorScheme: 'dark' });
  await look(other!, 'korean-1280-dark');
  expect(await violationsOf(other!)).toEqual([]);
  expect(await tooWideOn(other!)).toEqual([]);

  const phone = await signIn('admin@example.com', { screen: PHONE });
  await openSection(phone, 'inquiry-types');
  await rowIn(phone, 'Payment').waitFor();
  await look(phone, 'phone-tree');
  expect(await violationsOf(phone)).toEqual([]);
  expect(await tooWideOn(phone)).toEqual([]);
  await rowIn(phone, 'Abroad').tap();
  await phone.getByRole('form', { name: 'Abroad' }).getByText('Below Payment › Missing › Parcel, 1 of 1').waitFor();
  await phone.getByRole('button', { name: 'Out' }).tap();
  await phone.getByText('Below Payment › Missing, 2 of 2').waitFor();
  await look(phone, 'phone-form');
  await phone.getByRole('button', { name: 'Deeper' }).tap();
  await phone.getByText('Below Payment › Missing › Parcel, 1 of 1').waitFor();
  await phone.getByRole('button', { name: 'Deeper' }).tap();
  await phone.getByText('There is none above Abroad here that it could be put below.').last().waitFor();
  expect(await tooWideOn(phone)).toEqual([]);
  expect(await cutOffIn(phone.getByRole('main').getByRole('button'))).toEqual([]);
  await phone.getByRole('button', { name: 'Add below' }).tap();
  await phone.getByRole('textbox', { name: /^New category below Abroad/ }).fill('Duties');
  await phone.keyboard.press('Enter');
  await rowIn(phone, 'Duties').waitFor();
  await phone.context().close();
});

it('given a thousand categories, then a key is answered at once', async () => {
  const id = (index: number) => `c-${index}`;
  const categories = Array.from({ length: 1000 }, (_, index) => ({
    kind: 'processing_type' as const,
    id: id(index),
    ...(index < 10 ? {} : { parentId: id(Math.floor(index / 10) - 1) }),
    names: { ko: `유형 ${index}`, en: `Type ${index}` },
    active: true,
    order: index % 10,
  }));
  // One request writes a part of them.
  while ((await stored('processing_type')).length < categories.length) {
    const body = { document: { version: 1, categories }, dryRun: false };
    const { status } = await admin.call('importSetup', { params, body: body as never });
    expect(status).toBe(200);
  }
  await page!.getByRole('link', { name: 'Processing types' }).click();
  await row('Type 0').waitFor({ timeout: READ_AGAIN });
  await page!.getByRole('button', { name: 'Unfold all' }).click();
  await waitUntil(
    'all rows to be there',
    async () => (await page!.locator('[data-category]').count()) === categories.length,
    READ_AGAIN,
  );
  await look(page!, 'thousand');

  await row('Type 0').focus();
  /** Milliseconds from each press of a key to when the page is drawn with what it did. */
  const timesOf = async (...keys: readonly string[]): Promise<readonly number[]> => {
    await page!.evaluate(() => {
      const times: number[] = [];
      Object.assign(window, { times });
      document.addEventListener(
        'keydown',
        ({ timeStamp }) => {
          requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)));
        },
        { capture: true },
      );
    });
    await press(...keys);
    await page!.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    return page!.evaluate(() => (window as unknown as { readonly times: readonly number[] }).times);
  };
  const middleOf = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
  const arrows = middleOf(await timesOf(...Array.from({ length: 20 }, () => 'ArrowDown')));
  const moves = middleOf(await timesOf('Alt+ArrowDown', 'Alt+ArrowUp', 'Alt+ArrowDown', 'Alt+ArrowUp'));
  expect(arrows).toBeLessThan(150);
  expect(moves).toBeLessThan(400);
  await page!.getByRole('searchbox').fill('999');
  await waitUntil('what was found', async () => (await page!.getByRole('treeitem').count()) === 3);
  expect(complaints.flat().filter((text) => !/ 409 | 412 /.test(text))).toEqual([]);
});
