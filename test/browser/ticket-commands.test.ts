import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { beginTransfer } from '../../shared/domain/ticket/move-transfer.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openTicketAt,
  openConsole,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openTables } from '../support/desk-tables.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { aContext } from '../support/tickets.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

/** What others do is seen within it. Milliseconds. */
const AT_ONCE = 1000;
/** For what takes a pause or an event on its way. Milliseconds. */
const PATIENCE = 15_000;
const PASSWORD = 'Handover-Test-1';
const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let mina: Page;
let jun: Page;
let admin: Page;
let clients: Readonly<Record<'mina' | 'jun' | 'admin', DeskClient>>;
const complaints: Complaints[] = [];

const signIn = async (email: string, locale?: string): Promise<Page> => {
  const signedIn = await openConsole(browser, desk.url, {
    email,
    password: PASSWORD,
    ...(locale === undefined ? {} : { locale }),
  });
  complaints.push(signedIn.complaints);
  return signedIn.page;
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  clients = {
    mina: await desk.signIn('mina@example.com'),
    jun: await desk.signIn('jun@example.com'),
    admin: await desk.signIn('admin@example.com'),
  };
  const { agentId } = (await clients.admin.call('getMe')).body;
  const off = await clients.admin.call('editAgent', {
    params: { ...care, agentId },
    body: { takesAssignment: false },
  });
  expect(off.status).toBe(200);
  mina = await signIn('mina@example.com');
  jun = await signIn('jun@example.com', 'ko-KR');
  admin = await signIn('admin@example.com');
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const create = async (title: string): Promise<number> => {
  const { status, body } = await clients.mina.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer: { name: 'Sora', email: 'sora@customer.example.com' } },
  });
  expect(status).toBe(201);
  return body.number;
};
const keep = async (number: number, who: 'mina' | 'jun' = 'mina') => {
  const kept = await clients[who].call('keepTicket', { params: { ...care, number }, body: {} });
  expect(kept.status).toBe(200);
};
const ticketOf = async (number: number) =>
  (await clients.admin.call('getTicket', { params: { ...care, number } })).body;
const commentsOf = async (number: number) =>
  (await clients.admin.call('listEntries', { params: { ...care, number } })).body.entries
    .filter(({ kind }) => kind === 'comment')
    .map(({ text }) => text);
const open = async (page: Page, number: number, list = 'all'): Promise<void> => {
  await openTicketAt(page, `${desk.url}/s/care/${list}/${number}`);
  await page.getByRole('heading', { level: 1, name: new RegExp(`^#${number}\\b`) }).waitFor();
  // The live connection tells of the ticket from then on.
  await page.locator('[contenteditable="true"]').or(page.getByText('This ticket takes no more answers')).waitFor();
};
const said = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words }).first();
const dialog = (page: Page) => page.getByRole('dialog');
const menu = async (page: Page, command: string): Promise<void> => {
  await page.getByRole('button', { name: 'More commands' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${command}`) }).click();
};
const explained = (page: Page) => page.getByRole('main').getByRole('alert');

describe('forward', () => {
  it('given a ticket of a colleague, when f is pressed, then it says why not, also after the ticket was kept by nobody', async () => {
    const [theirs, nobodys] = [await create('A matter of Jun'), await create('A matter of nobody')];
    await keep(theirs, 'jun');
    await open(mina, theirs);
    await mina.keyboard.press('f');
    await explained(mina).getByText('Jun has this ticket, and you may forward only your own').waitFor();
    expect(await dialog(mina).count()).toBe(0);
    await open(mina, nobodys);
    await mina.keyboard.press('f');
    await explained(mina).getByText('Keep the ticket first').waitFor();
    await explained(mina).getByRole('button', { name: /Keep/ }).click();
    await said(mina, `You have #${nobodys} now`).waitFor();
    await mina.keyboard.press('f');
    await dialog(mina).waitFor();
    await mina.keyboard.press('Escape');
    await dialog(mina).waitFor({ state: 'detached' });
  });

  it('given one’s own ticket, when all is done by key, then a colleague has it, with a word; who takes no tickets can’t be chosen', async () => {
    const number = await create('The printer smokes');
    await keep(number);
    await open(mina, number, 'my_processing');
    await mina.keyboard.press('f');
    // At once, though the dialog is still loading.
    await mina.keyboard.type('adm');
    const field = dialog(mina).getByRole('combobox', { name: 'Who gets it' });
    await field.and(mina.locator(':focus')).waitFor();
    expect(await field.inputValue()).toBe('adm');
    const off = dialog(mina).getByRole('option', { name: /Administrator Billing/ });
    expect(await off.getAttribute('aria-disabled')).toBe('true');
    await off.getByText('Takes no tickets now').waitFor();
    await mina.keyboard.press('ArrowDown');
    await mina.keyboard.press('Enter');
    await said(mina, 'Takes no tickets now').waitFor();
    await field.fill('nobody at all');
    await dialog(mina).getByText('Nobody fits “nobody at all”.').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await field.fill('');
    await look(mina, 'forward-en-light');
    await mina.keyboard.type('jun');
    await mina.keyboard.press('Enter');
    await dialog(mina).getByText(`Jun gets #${number}, status Processing.`).waitFor();
    await dialog(mina).getByRole('textbox', { name: 'A word for them' }).and(mina.locator(':focus')).waitFor();
    await mina.keyboard.type('She calls back at six.');
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'forward-chosen-en-light');
    // What was typed is there again after a second look at the ticket.
    await mina.keyboard.press('Escape');
    await dialog(mina).waitFor({ state: 'detached' });
    await mina.keyboard.press('f');
    await field.and(mina.locator(':focus')).waitFor();
    await mina.keyboard.type('jun');
    await mina.keyboard.press('Enter');
    await mina.keyboard.press('Control+Enter');
    await said(mina, `Jun has #${number} now: Processing`).waitFor();
    await dialog(mina).waitFor({ state: 'detached' });
    expect(await mina.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
    expect(await ticketOf(number)).toMatchObject({ status: 'processing', groupId: 'delivery' });
    expect(await commentsOf(number)).toEqual(['She calls back at six.']);
    await mina.getByLabel('Assignee: Jun').waitFor();
  });

  it('given an open dialog, when somebody else moves the ticket, then it says so before anything is overridden; a group alone can get it', async () => {
    const number = await create('The invoice is wrong');
    await open(admin, number);
    await admin.keyboard.press('f');
    await dialog(admin).getByRole('combobox').fill('billing');
    await dialog(admin)
      .getByRole('option', { name: /^Billing/ })
      .click();
    await dialog(admin).getByText(`#${number} waits in Billing until somebody keeps it, status Unassigned.`).waitFor();
    await keep(number, 'jun');
    await dialog(admin)
      .getByRole('alert')
      .filter({ hasText: `Meanwhile #${number} has changed: Processing, and Jun has it.` })
      .waitFor({ timeout: PATIENCE });
    expect(await violationsOf(admin)).toEqual([]);
    await dialog(admin).getByRole('button', { name: 'Forward' }).click();
    await said(admin, `#${number} waits in Billing now: Unassigned`).waitFor();
    expect(await ticketOf(number)).toMatchObject({ status: 'unassigned', groupId: 'billing', assigneeId: null });
  });

  it('given somebody who is faster by a moment, when it is forwarded, then it says who, and what was chosen stays', async () => {
    const number = await create('A race');
    await open(admin, number);
    await admin.keyboard.press('f');
    await dialog(admin).getByRole('combobox').fill('mina');
    await admin.keyboard.press('Enter');
    // The news is on its way when the command is given.
    await intercept(admin, /\/forward$/, async (route) => {
      await keep(number, 'jun');
      await route.continue();
    });
    await admin.keyboard.press('Control+Enter');
    await dialog(admin).getByRole('alert').filter({ hasText: /Jun/ }).waitFor({ timeout: PATIENCE });
    await admin.unroute(/\/forward$/);
    expect(await dialog(admin).getByRole('combobox').inputValue()).toBe('Mina · Delivery');
    expect((await ticketOf(number)).status).toBe('processing');
    // Once the ticket has been read again, the same command overrides what is known.
    await admin.locator('#ticket').getByText('Jun', { exact: true }).first().waitFor();
    await admin.keyboard.press('Control+Enter');
    await said(admin, `Mina has #${number} now: Processing`).waitFor();
  });
});

describe('the menu of the header', () => {
  it('given a ticket of an agent, then the menu says in words why something is not possible, by key as well', async () => {
    const number = await create('What is possible');
    await keep(number);
    await open(mina, number);
    await mina.getByRole('button', { name: 'More commands' }).focus();
    await mina.keyboard.press('Enter');
    const item = (name: string) => mina.getByRole('menuitem', { name: new RegExp(`^${name}`) });
    await item('Withdraw the transfer').getByText('Not possible while the ticket is Processing').waitFor();
    await item('Return to unassigned').getByText('Only administrators can do this').waitFor();
    await item('Complete').getByText('Not possible while the ticket is Processing').waitFor();
    expect(await item('Forward').getAttribute('aria-disabled')).toBeNull();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'menu-en-light');
    await item('Return to unassigned').focus();
    await mina.keyboard.press('Enter');
    await explained(mina).getByText('Only administrators can do this').waitFor();
    await mina.getByRole('button', { name: 'More commands' }).and(mina.locator(':focus')).waitFor();
  });

  it('when an administrator returns a ticket, then it is unassigned, without a question, and its assignee sees so', async () => {
    const number = await create('To be returned');
    await keep(number);
    await Promise.all([open(mina, number), open(admin, number)]);
    await menu(admin, 'Return to unassigned');
    await said(admin, `#${number} is unassigned now: Delivery`).waitFor();
    await admin.getByRole('button', { name: 'More commands' }).and(admin.locator(':focus')).waitFor();
    await mina.getByRole('button', { name: 'Keep' }).waitFor({ timeout: PATIENCE });
  });

  it('when a resolved ticket is completed, then only after a question', async () => {
    const number = await create('To be completed');
    await keep(number);
    await clients.mina.call('resolveInternally', { params: { ...care, number }, body: { reason: 'test' } });
    await open(admin, number);
    await menu(admin, 'Complete');
    await dialog(admin).getByText('It can’t be opened again').waitFor();
    expect(await violationsOf(admin)).toEqual([]);
    await dialog(admin).getByRole('button', { name: 'Cancel' }).and(admin.locator(':focus')).waitFor();
    await admin.keyboard.press('Enter');
    await dialog(admin).waitFor({ state: 'detached' });
    await admin.getByRole('button', { name: 'More commands' }).and(admin.locator(':focus')).waitFor();
    expect((await ticketOf(number)).status).toBe('resolved');
    await menu(admin, 'Complete');
    await dialog(admin).getByRole('button', { name: 'Complete' }).click();
    await said(admin, `#${number} is completed`).waitFor();
    expect((await ticketOf(number)).status).toBe('completed');
  });

  it('given a ticket that waits for another team, when its transfer is withdrawn, then after a question it is its assignee’s again', async () => {
    const number = await create('Waits for the engineers');
    await keep(number);
    const tables = await openTables(desk.data);
    try {
      const tickets = dynamoTicketRepository({ ...tables, backoff: jitteredBackoff, now: () => new Date() });
      const ticket = (await tickets.find('care', number))!;
      const at = new Date().toISOString();
      const begun = beginTransfer(
        ticket,
        { kind: 'issue', actorId: ticket.assigneeId!, transferId: 'esc_1' },
        aContext({ at, factId: `evt_transfer_${at}` }),
      );
      if (!begun.ok) throw new Error('It must be transferred');
      await tickets.save(begun.value);
    } finally {
      tables.close();
    }
    await open(mina, number, 'all');
    await mina.keyboard.press('f');
    await explained(mina).getByText('Not possible while the ticket is Transferred (In Progress)').waitFor();
    await menu(mina, 'Withdraw the transfer');
    await dialog(mina).getByText('no longer reaches this ticket').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await dialog(mina).getByRole('button', { name: 'Withdraw' }).click();
    await said(mina, `The transfer of #${number} is withdrawn: Processing`).waitFor();
    expect(await ticketOf(number)).toMatchObject({ status: 'processing', transfer: null });
  });
});

describe('resolve internally', () => {
  it('given a duplicate, when its original is named, then it must exist and is shown; afterwards the next ticket opens and has the focus', async () => {
    const original = await create('The first of two');
    const [next, number] = [await create('Another one'), await create('The second of two')];
    await keep(next);
    await keep(number);
    await open(mina, number, 'my_processing');
    await mina
      .getByRole('region', { name: /^Tickets/ })
      .getByRole('link', { name: /Another one/ })
      .waitFor();
    await menu(mina, 'Resolve internally');
    await dialog(mina).getByRole('radio').first().and(mina.locator(':focus')).waitFor();
    await mina.keyboard.press('Control+Enter');
    await dialog(mina).getByText('Choose a reason.').waitFor();
    await dialog(mina)
      .getByRole('radio', { name: /^Other/ })
      .check();
    await dialog(mina).getByRole('button', { name: 'Resolve internally' }).press('Enter');
    await dialog(mina).getByText('Say why in a comment.').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await dialog(mina)
      .getByRole('radio', { name: /^Duplicate/ })
      .check();
    const of = dialog(mina).getByRole('textbox', { name: /^Of which ticket/ });
    for (const [typed, words] of [
      ['99999', 'There is no ticket #99999.'],
      [`#${number}`, 'This is the ticket itself.'],
      ['first', 'Enter the number of a ticket.'],
    ] as const) {
      await of.fill(typed);
      await dialog(mina).getByText(words).waitFor();
    }
    await dialog(mina).getByRole('button', { name: 'Resolve internally' }).press('Enter');
    expect((await ticketOf(number)).status).toBe('processing');
    await of.fill(`#${original}`);
    await dialog(mina).getByText(`#${original} The first of two`).waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'internal-en-light');
    await of.press('Control+Enter');
    await said(mina, `#${number} is resolved internally: Duplicate`).waitFor();
    await mina.getByRole('heading', { level: 1, name: /Another one/ }).waitFor();
    await mina
      .getByRole('link', { name: /Another one/ })
      .and(mina.locator(':focus'))
      .waitFor();
    expect(await ticketOf(number)).toMatchObject({
      status: 'resolved',
      internalReason: 'duplicate',
      duplicateOf: original,
    });
    await mina.getByRole('button', { name: `Back to #${number}` }).click();
    await mina.getByRole('heading', { level: 1, name: /The second of two/ }).waitFor();
  });
});

describe('the title', () => {
  const title = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 });
  const field = (page: Page) => page.getByRole('textbox', { name: 'Title' });
  const long = `A title that takes more than two lines ${'of very many words '.repeat(10)}`.trim();

  it('given a long one, then it takes two lines, whole on hover, and reads from right to left where its words do', async () => {
    const number = await create(long);
    await open(mina, number);
    expect(await title(mina).getAttribute('title')).toBe(long);
    expect((await title(mina).boundingBox())!.height).toBe(48);
    expect(await title(mina).getAttribute('dir')).toBe('auto');
    await look(mina, 'title-en-light');
  });

  it('when it is edited, then Enter saves and Esc doesn’t, and the focus stays', async () => {
    const number = await create('Befor');
    await open(mina, number);
    await mina.getByRole('button', { name: 'Edit the title' }).focus();
    await mina.keyboard.press('Enter');
    await field(mina).and(mina.locator(':focus')).waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await field(mina).fill('Thrown away');
    await mina.keyboard.press('Escape');
    await mina.getByRole('button', { name: 'Edit the title' }).and(mina.locator(':focus')).waitFor();
    expect((await ticketOf(number)).title).toBe('Befor');
    await title(mina).dblclick();
    await field(mina).fill('  ');
    await mina.keyboard.press('Enter');
    await mina.getByText('Needed').waitFor();
    await field(mina).fill('Before');
    // What others do to the rest of the ticket is no conflict.
    await clients.jun.call('editTicket', { params: { ...care, number }, body: { priority: 'urgent' } });
    await mina.keyboard.press('Enter');
    await said(mina, `The title of #${number} is saved`).waitFor();
    await title(mina).getByText('Before').waitFor();
    expect(await ticketOf(number)).toMatchObject({ title: 'Before', priority: 'urgent' });
  });

  it('given somebody who saves another title meanwhile, then both are shown and one is chosen', async () => {
    const number = await create('Disputed');
    await open(mina, number);
    let meanwhile = '';
    const answers: number[] = [];
    await intercept(mina, /\/tickets\/\d+$/, async (route) => {
      if (route.request().method() === 'PATCH' && meanwhile !== '') {
        const title = meanwhile;
        meanwhile = '';
        answers.push((await clients.jun.call('editTicket', { params: { ...care, number }, body: { title } })).status);
      }
      await route.continue();
    });
    const dispute = async (theirs: string): Promise<void> => {
      await mina.getByRole('button', { name: 'Edit the title' }).click();
      await field(mina).fill('Mine');
      meanwhile = theirs;
      const before = answers.length;
      await mina.keyboard.press('Enter');
      await waitUntil('the title to be sent, and theirs before it', () => answers.length > before);
      await explained(mina).getByText(`Jun changed the title meanwhile: ${theirs}`).waitFor({ timeout: PATIENCE });
      expect(await field(mina).inputValue()).toBe('Mine');
      expect((await ticketOf(number)).title).toBe(theirs);
    };
    await dispute('Theirs');
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'title-conflict-en-light');
    await explained(mina).getByRole('button', { name: 'Use theirs' }).click();
    await title(mina).getByText('Theirs').waitFor();
    await dispute('Theirs again');
    await explained(mina).getByRole('button', { name: 'Use mine' }).click();
    await said(mina, `The title of #${number} is saved`).waitFor();
    expect((await ticketOf(number)).title).toBe('Mine');
    expect(answers).toEqual([200, 200]);
    await mina.unroute(/\/tickets\/\d+$/);
  });

  /** Lets somebody else change the ticket a moment before each of the next saves arrives. */
  const beforeEachSave = async (page: Page, change: (save: number) => Promise<unknown>): Promise<() => number> => {
    let saves = 0;
    await intercept(page, /\/tickets\/\d+$/, async (route) => {
      if (route.request().method() === 'PATCH') {
        saves += 1;
        await change(saves);
      }
      await route.continue();
    });
    return () => saves;
  };
  const editTo = async (page: Page, number: number, words: string): Promise<void> => {
    await open(page, number);
    await page.getByRole('button', { name: 'Edit the title' }).click();
    await field(page).fill(words);
    await page.keyboard.press('Enter');
  };

  it('given others who change something else again and again, then it is saved over them, or the agent is told', async () => {
    const number = await create('Changed all the time');
    const prioritize = (save: number) =>
      clients.jun.call('editTicket', {
        params: { ...care, number },
        body: { priority: save % 2 === 1 ? 'urgent' : 'high' },
      });
    const saves = await beforeEachSave(mina, (save) => (save < 3 ? prioritize(save) : Promise.resolve()));
    await editTo(mina, number, 'Saved all the same');
    await said(mina, `The title of #${number} is saved`).waitFor({ timeout: PATIENCE });
    expect(saves()).toBe(3);
    expect(await ticketOf(number)).toMatchObject({ title: 'Saved all the same', priority: 'high' });
    await mina.unroute(/\/tickets\/\d+$/);

    const endless = await beforeEachSave(mina, (save) => prioritize(save));
    await editTo(mina, number, 'Not this time');
    await explained(mina).getByText(`Jun was faster with #${number}`).waitFor({ timeout: PATIENCE });
    expect(endless()).toBe(4);
    expect(await field(mina).inputValue()).toBe('Not this time');
    await mina.unroute(/\/tickets\/\d+$/);
  });

  it('given somebody who saves the very same title first, then it is saved, and there is nothing to choose', async () => {
    const number = await create('Two think alike');
    await beforeEachSave(mina, () =>
      clients.jun.call('editTicket', { params: { ...care, number }, body: { title: 'Alike' } }),
    );
    await editTo(mina, number, 'Alike');
    await said(mina, `The title of #${number} is saved`).waitFor({ timeout: PATIENCE });
    await mina.getByRole('button', { name: 'Edit the title' }).and(mina.locator(':focus')).waitFor();
    await mina.unroute(/\/tickets\/\d+$/);
  });
});

it('given no connection, when a command is given or a title saved, then it says so, and nothing leaves later', async () => {
  const number = await create('In the tunnel');
  await keep(number);
  // The failing requests are complaints of its own.
  const { page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: PASSWORD });
  await open(page, number);
  await page.keyboard.press('f');
  await dialog(page).getByRole('combobox').fill('jun');
  await page.keyboard.press('Enter');
  await dialog(page).getByText(`Jun gets #${number}, status Processing.`).waitFor();
  await page.context().setOffline(true);
  await page.keyboard.press('Control+Enter');
  const unreachable = 'The server could not be reached. Check your connection.';
  await dialog(page).getByRole('alert').filter({ hasText: unreachable }).waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.context().setOffline(false);
  // The code of the field is loaded when it is needed.
  await page.getByRole('button', { name: 'Edit the title' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Out of it');
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await explained(page).getByText(unreachable).waitFor({ timeout: PATIENCE });
  const late: string[] = [];
  page.on('request', (request) => {
    if (/\/forward$/.test(request.url()) || request.method() === 'PATCH') late.push(request.url());
  });
  await page.context().setOffline(false);
  // What was kept for later leaves as soon as there is a connection.
  await page.waitForTimeout(AT_ONCE);
  expect(late).toEqual([]);
  expect(await ticketOf(number)).toMatchObject({ title: 'In the tunnel', status: 'processing' });
  await page.context().close();
});

describe('who else is here', () => {
  const here = (page: Page, label = 'Also here') => page.getByRole('list', { name: label });

  it('given two consoles on a ticket, when one types, then the other sees so within a second, sees it end, and sees a closed browser leave', async () => {
    const number = await create('Both look at this');
    await keep(number);
    await open(mina, number);
    await open(jun, number);
    await here(mina)
      .getByRole('img', { name: 'Jun has this ticket open' })
      .waitFor({ timeout: AT_ONCE * 2 });
    await here(jun, '함께 보는 상담원').getByRole('img', { name: 'Mina 님이 이 티켓을 보고 있습니다' }).waitFor();
    await jun.getByRole('textbox', { name: '답변' }).click();
    await jun.keyboard.type('I think');
    await here(mina).getByRole('img', { name: 'Jun is typing…' }).waitFor({ timeout: AT_ONCE });
    await mina.getByText('Jun is typing…').first().waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'presence-en-light');
    await mina.getByRole('textbox', { name: 'Answer' }).click();
    await mina.keyboard.type('And I think');
    await jun.getByText('Mina 님이 작성 중…').first().waitFor({ timeout: AT_ONCE });
    await jun.emulateMedia({ colorScheme: 'dark' });
    await look(jun, 'presence-ko-dark');
    expect(await violationsOf(jun)).toEqual([]);
    // After a pause nobody types any more.
    await here(mina).getByRole('img', { name: 'Jun has this ticket open' }).waitFor({ timeout: PATIENCE });

    await jun.context().close();
    await here(mina).waitFor({ state: 'detached', timeout: PATIENCE });
  });

  it('given a colleague who goes on to another ticket, then they are seen there and no more here', async () => {
    const [first, second] = [await create('Here'), await create('There')];
    await open(mina, first);
    await open(admin, first);
    await here(mina)
      .getByRole('img', { name: 'Administrator has this ticket open' })
      .waitFor({ timeout: AT_ONCE * 2 });
    await admin.getByRole('link', { name: /There/ }).first().click();
    await here(mina).waitFor({ state: 'detached', timeout: AT_ONCE * 2 });
    // Who else is there is told before the ticket has come.
    await intercept(mina, `**/tickets/${second}/with-history`, async (route) => {
      await pause(AT_ONCE);
      await route.continue();
    });
    await open(mina, second);
    await here(mina)
      .getByRole('img', { name: 'Administrator has this ticket open' })
      .waitFor({ timeout: AT_ONCE * 2 });
  });
});

it('the dialogs in Korean and dark', async () => {
  const page = await signIn('jun@example.com', 'ko-KR');
  await page.emulateMedia({ colorScheme: 'dark' });
  const number = await create('배송이 아직 오지 않았습니다');
  await keep(number, 'jun');
  await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
  await page.locator('[contenteditable="true"]').waitFor();
  await page.keyboard.press('f');
  await page.getByRole('dialog').getByRole('combobox', { name: '받는 사람' }).waitFor();
  await look(page, 'forward-ko-dark');
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '더 보기' }).click();
  await look(page, 'menu-ko-dark');
  await page.getByRole('menuitem', { name: /^내부 해결/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /^중복 문의/ })
    .check();
  await look(page, 'internal-ko-dark');
  expect(await violationsOf(page)).toEqual([]);
});

it('the pages complained of nothing but what was refused', () => {
  expect(complaints.flat().filter((line) => !/40[49]|412/.test(line))).toEqual([]);
});
