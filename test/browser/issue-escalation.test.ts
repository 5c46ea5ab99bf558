import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openConsole,
  openTicketAt,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { A_DESK, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { throwawayFolder, writeJson } from '../support/running-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const PASSWORD = 'Handover-Test-1';
/** For what takes its way through queues. Milliseconds. */
const PATIENCE = 30_000;
const care = { serviceId: 'care' };
const engineering = { serviceId: 'engineering' };
const SORA = 'sora@customer.example.com';
let desk: OpenDesk;
let browser: Browser;
/** Of the customer centre, and of the issue service. */
let mina: Page;
let engineer: Page;
let clients: Readonly<Record<'mina' | 'engineer' | 'admin', DeskClient>>;
const complaints: Complaints[] = [];

const signIn = async (email: string): Promise<Page> => {
  const opened = await openConsole(browser, desk.url, { email, password: PASSWORD });
  complaints.push(opened.complaints);
  return opened.page;
};

/** A second issue service beside the desk's own, so that there is something to choose. */
const addHardware = async (): Promise<void> => {
  const folder = throwawayFolder();
  const [, issues] = A_DESK.services;
  const document = join(folder.path, 'desk.json');
  writeJson(document, {
    ...A_DESK,
    services: [
      ...A_DESK.services,
      { ...issues, serviceId: 'hardware', name: 'Hardware', addresses: ['hardware@desk.example.com'], groups: [] },
    ],
  });
  await desk.operate('set-up-desk', document);
  folder.remove();
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  await addHardware();
  clients = {
    mina: await desk.signIn('mina@example.com'),
    engineer: await desk.signIn('engineer@example.com'),
    admin: await desk.signIn('admin@example.com'),
  };
  const type = await clients.admin.call('createCategory', {
    params: engineering,
    body: { kind: 'inquiry_type', categoryId: 'firmware', names: { en: 'Firmware', ko: '펌웨어' } },
  });
  expect(type.status).toBe(201);
  for (const field of [
    { code: 'model', type: 'text', names: { en: 'Model', ko: '모델' }, required: true },
    { code: 'since', type: 'date', names: { en: 'Since when', ko: '발생 시점' } },
  ]) {
    const made = await clients.admin.call('createField', {
      params: engineering,
      body: { ...field, scope: 'customer', exposure: { agent: true, customer: true } } as never,
    });
    expect(made.status).toBe(201);
  }
  [mina, engineer] = [await signIn('mina@example.com'), await signIn('engineer@example.com')];
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const create = async (title: string, html = '<p>The lamp flickers.</p>'): Promise<number> => {
  const { status, body } = await clients.mina.call('createTicket', {
    params: care,
    body: { title, html, customer: { name: 'Sora', email: SORA } },
  });
  expect(status).toBe(201);
  const kept = await clients.mina.call('keepTicket', { params: { ...care, number: body.number }, body: {} });
  expect(kept.status).toBe(200);
  return body.number;
};
const ticketOf = async (serviceId: string, number: number) =>
  (await clients.admin.call('getTicket', { params: { serviceId, number } })).body;
const escalate = async (number: number, targetServiceId: string, title: string): Promise<number> => {
  const { version } = await ticketOf('care', number);
  const { status } = await clients.mina.call('escalateTicket', {
    params: { ...care, number },
    body: {
      targetServiceId,
      title,
      html: '<p>Please look.</p>',
      ...(targetServiceId === 'engineering' ? { fields: { model: 'HL-2' } } : {}),
    } as never,
    headers: { 'if-match': `"${version}"`, 'idempotency-key': crypto.randomUUID() },
  });
  expect(status).toBe(200);
  return waitUntil(
    `the issue of #${number}`,
    async () => {
      const { escalations } = (await clients.mina.call('listEscalations', { params: { ...care, number } })).body;
      return escalations[0]?.status === 'waiting' ? (escalations[0].other.number ?? undefined) : undefined;
    },
    PATIENCE,
  );
};
const open = async (page: Page, serviceId: string, number: number, list = 'all'): Promise<void> => {
  await openTicketAt(page, `${desk.url}/s/${serviceId}/${list}/${number}`);
  await page.getByRole('heading', { level: 1, name: new RegExp(`^#${number}\\b`) }).waitFor();
  await page.locator('[contenteditable="true"]').or(page.getByText('This ticket takes no more answers')).waitFor();
};
const dialog = (page: Page): Locator => page.getByRole('dialog');
const history = (page: Page): Locator => page.getByRole('log', { name: /^(History|처리 이력)$/ });
const bar = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('main').getByRole('status').filter({ hasText: words });
const focused = (page: Page, locator: Locator): Promise<void> => locator.and(page.locator(':focus')).waitFor();
const openPanel = async (page: Page, name = 'Transfers', toolbar = 'Panels'): Promise<Locator> => {
  const panel = page.getByRole('complementary', { name, exact: true });
  if ((await panel.count()) === 0)
    await page.getByRole('toolbar', { name: toolbar }).getByRole('button', { name, exact: true }).click();
  await panel.waitFor();
  return panel;
};

describe('a ticket that is handed over', () => {
  let number: number;
  let issue: number;

  it('given one’s own ticket, when all is done by key, then it is being handed over and soon waits, with its masks', async () => {
    number = await create('The lamp flickers', '<p>My card is 4111 1111 1111 1111. It flickers.</p>');
    const [entry] = (await clients.mina.call('listEntries', { params: { ...care, number } })).body.entries;
    const masked = await clients.mina.call('maskEntry', {
      params: { ...care, number, entryId: entry!.id },
      body: { revision: entry!.maskRevision, selections: [{ start: 11, end: 30 }] },
    });
    expect(masked.status).toBe(200);
    await open(mina, 'care', number, 'my_processing');
    await mina.getByRole('button', { name: 'Transfer Ticket' }).waitFor();
    await mina.keyboard.press('h');
    const target = dialog(mina).getByRole('combobox', { name: 'Issue service' });
    await focused(mina, target);
    await mina.keyboard.type('Eng');
    expect(await target.inputValue()).toBe('engineering');
    await mina.keyboard.press('Tab');
    await focused(mina, dialog(mina).getByRole('textbox', { name: 'Title of the issue' }));
    await mina.keyboard.press('End');
    await mina.keyboard.type(' at 50 Hz');
    await mina.keyboard.press('Tab');
    const text = dialog(mina).getByRole('textbox', { name: 'Text for the other team' });
    await focused(mina, text);
    await mina.keyboard.type('Please look at the driver.');
    expect(await text.innerText()).toContain('*** **** **** ****'.slice(0, 3));
    expect(await text.innerText()).not.toContain('4111');
    await text.getByText('Sora, ').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await mina.keyboard.press('Control+Enter');
    // The other service wants to know the model.
    await focused(mina, dialog(mina).getByRole('textbox', { name: 'Model' }));
    await look(mina, 'dialog-fault-en-light');
    await mina.keyboard.type('HL-2');
    const type = dialog(mina).getByRole('combobox', { name: 'Inquiry type' });
    await mina.keyboard.press('Shift+Tab');
    await focused(mina, type);
    await mina.keyboard.type('Firm');
    await mina.getByRole('option', { name: /Firmware/ }).waitFor();
    await waitUntil('the type to be chosen', async () => {
      await mina.keyboard.press('Enter');
      // Enter alone sends nothing, also where nothing is chosen yet.
      expect(await dialog(mina).count()).toBe(1);
      return (await type.inputValue()) === 'Firmware';
    });
    await look(mina, 'dialog-en-light');
    await mina.keyboard.press('Control+Enter');
    await bar(mina, 'Being handed over').waitFor();
    await dialog(mina).waitFor({ state: 'detached' });
    await bar(mina, 'Waits for Engineering').waitFor({ timeout: PATIENCE });
    await history(mina).getByText('Please look at the driver.').waitFor();
    expect(await ticketOf('care', number)).toMatchObject({
      status: 'transferred',
      transfer: 'issue',
      transferring: false,
    });
    const { escalations } = (await clients.mina.call('listEscalations', { params: { ...care, number } })).body;
    issue = escalations[0]!.other.number!;
    const made = await ticketOf('engineering', issue);
    expect(made).toMatchObject({ title: 'The lamp flickers at 50 Hz', inquiryTypeId: 'firmware' });
    expect(made.fields).toMatchObject([{ code: 'model', value: 'HL-2' }]);
    const panel = await openPanel(mina);
    await panel.getByText('To Engineering').waitFor();
    await panel.getByText('Waits for them').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'waits-en-light');
    // Not twice.
    await mina.keyboard.press('h');
    await mina.getByRole('main').getByRole('alert').getByText('Not possible while the ticket is').waitFor();
    expect(await dialog(mina).count()).toBe(0);
  });

  it('given the issue, when its agent opens it, then it says where it came from, with the history there', async () => {
    await openTicketAt(engineer, `${desk.url}/s/engineering/all_unassigned/${issue}`);
    await bar(engineer, 'From Customer Care').waitFor();
    await bar(engineer, 'Mina handed it over').waitFor();
    await history(engineer).getByRole('article', { name: 'Handed over: Mina' }).waitFor();
    expect(await history(engineer).innerText()).not.toContain('4111');
    await engineer.keyboard.press('t');
    await engineer.getByRole('button', { name: 'Resolve for the other team, no mail' }).waitFor();
    expect(await engineer.getByRole('button', { name: 'Preview' }).count()).toBe(0);
    const panel = await openPanel(engineer);
    const there = panel.getByRole('region', { name: 'History at Customer Care' });
    await there.getByText('It flickers.').first().waitFor();
    expect(await there.innerText()).not.toContain('4111');
    await there.getByRole('article', { name: 'Handed over: Mina' }).waitFor();
    expect(await violationsOf(engineer)).toEqual([]);
    await look(engineer, 'issue-en-light');
  });

  it('given the issue is resolved with a text, then no mail leaves, and the other agent sees it and answers the customer', async () => {
    await engineer.keyboard.press('r');
    await focused(engineer, engineer.getByRole('main').locator('[contenteditable="true"]'));
    await engineer.keyboard.type('The driver is replaced in revision C.');
    await look(engineer, 'issue-resolve-en-light');
    await engineer.keyboard.press('Control+Enter');
    await engineer
      .getByRole('status')
      .filter({ hasText: 'is resolved; the team that handed it over goes on' })
      .first()
      .waitFor();
    await bar(mina, 'Engineering is done with it.').waitFor({ timeout: PATIENCE });
    await mina.getByRole('main').getByText('Transfer Completed', { exact: true }).first().waitFor();
    await bar(mina, 'Engineer: The driver is replaced in revision C.').waitFor();
    await (
      await openPanel(mina)
    )
      .getByRole('article', { name: 'Engineer' })
      .getByText('The driver is replaced')
      .waitFor();
    await look(mina, 'done-en-light');
    const entries = (await clients.engineer.call('listEntries', { params: { ...engineering, number: issue } })).body
      .entries;
    expect(entries.find(({ kind }) => kind === 'agent_reply')).toMatchObject({ mail: null, command: 'resolve' });
    expect(await sentTo(desk.outboxUrl, SORA)).toEqual([]);
    await mina.keyboard.press('r');
    await mina.keyboard.type('Your lamp gets a new driver.');
    await mina.keyboard.press('Control+Enter');
    await waitUntil('the mail', async () => (await sentTo(desk.outboxUrl, SORA)).length > 0, PATIENCE);
    expect(await ticketOf('care', number)).toMatchObject({ status: 'resolved' });
  });
});

describe('what is not sent, or taken back', () => {
  it('given an order that does not arrive, when the dialog is closed and the page loaded anew, then nothing is lost', async () => {
    const number = await create('A cable is torn');
    await open(mina, 'care', number, 'my_processing');
    let isDown = true;
    await intercept(mina, /\/escalations$/, (route) =>
      isDown && route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await mina.getByRole('button', { name: 'Transfer Ticket' }).click();
    await mina.getByRole('menuitem', { name: /^Issue Escalation/ }).click();
    const text = dialog(mina).getByRole('textbox', { name: 'Text for the other team' });
    await dialog(mina).getByRole('combobox', { name: 'Issue service' }).selectOption('hardware');
    await text.click();
    await mina.keyboard.type('The cable is torn at its plug.');
    await mina.keyboard.press('Control+Enter');
    await dialog(mina)
      .getByRole('alert')
      .getByText(/could not be reached|connection/i)
      .waitFor();
    await mina.keyboard.press('Escape');
    await dialog(mina).waitFor({ state: 'hidden' });
    await open(mina, 'care', number, 'my_processing');
    await mina.keyboard.press('h');
    await text.getByText('The cable is torn at its plug.').waitFor();
    isDown = false;
    await dialog(mina).getByRole('button', { name: 'Hand over' }).click();
    await bar(mina, 'Waits for Hardware').waitFor({ timeout: PATIENCE });
  });

  it('given a ticket that waits, when it is withdrawn from the banner, then the other side is told, and it can go elsewhere', async () => {
    const number = await create('The switch is stuck');
    const issue = await escalate(number, 'engineering', 'A switch is stuck');
    await open(mina, 'care', number, 'all_transferred');
    await open(engineer, 'engineering', issue);
    await bar(engineer, 'From Customer Care').waitFor();
    await bar(mina, 'Waits for Engineering').getByRole('button', { name: 'Withdraw' }).click();
    await dialog(mina).getByText('no longer reaches this ticket').waitFor();
    await dialog(mina).getByRole('button', { name: 'Withdraw' }).click();
    await mina
      .getByRole('status')
      .filter({ hasText: `The transfer of #${number} is withdrawn` })
      .first()
      .waitFor();
    await bar(engineer, 'Withdrawn there: nobody waits for it any more').waitFor({ timeout: PATIENCE });
    await look(engineer, 'withdrawn-en-light');
    await escalate(number, 'hardware', 'A switch is stuck');
    await bar(mina, 'Waits for Hardware').waitFor({ timeout: PATIENCE });
    const panel = await openPanel(mina);
    await panel.getByText('To Hardware').waitFor();
    await panel.getByText('To Engineering').waitFor();
    await panel.getByText('Withdrawn', { exact: true }).waitFor();
  });
});

describe('in Korean, in the dark', () => {
  it('given the dialog and the banner, then they speak Korean', async () => {
    await switchToKorean(mina, { dark: true });
    const number = await create('전원이 켜지지 않습니다', '<p>어제부터 전원이 켜지지 않습니다.</p>');
    await openTicketAt(mina, `${desk.url}/s/care/my_processing/${number}`);
    await mina.getByRole('button', { name: '티켓 이관' }).click();
    await look(mina, 'menu-ko-dark');
    await mina.getByRole('menuitem', { name: /^이슈 이관/ }).click();
    await dialog(mina).getByRole('combobox', { name: '이슈 서비스' }).selectOption('engineering');
    await dialog(mina).getByText('어제부터 전원이 켜지지 않습니다.').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'dialog-ko-dark');
    await mina.keyboard.press('Escape');
    const issue = await escalate(number, 'engineering', '전원 불량');
    await bar(mina, 'Engineering 처리 대기').waitFor({ timeout: PATIENCE });
    await openPanel(mina, '이관 내역', '패널');
    await mina.mouse.move(700, 500);
    await look(mina, 'waits-ko-dark');
    await switchToKorean(engineer, { dark: true });
    await openTicketAt(engineer, `${desk.url}/s/engineering/all/${issue}`);
    await bar(engineer, 'Customer Care에서 이관').waitFor();
    await engineer.keyboard.press('t');
    await engineer.getByRole('button', { name: '해결, 이관한 팀에 전달(메일 없음)' }).waitFor();
    await (await openPanel(engineer, '이관 내역', '패널')).getByText('어제부터 전원이').waitFor();
    await engineer.mouse.move(700, 500);
    expect(await violationsOf(engineer)).toEqual([]);
    await look(engineer, 'issue-ko-dark');
  });

  it('leaves no complaints in the consoles', () => {
    expect(complaints.flat().filter((words) => !words.includes('ERR_FAILED'))).toEqual([]);
  });
});
