import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, look, openTicketAt, openConsole, switchToKorean } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
const who = { email: 'mina@example.com', password: 'Handover-Test-1' };
let desk: OpenDesk;
let browser: Browser;
let office: Page;
let home: Page;
let mina: DeskClient;
let admin: DeskClient;
const numbers = new Map<string, number>();

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [mina, admin] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('admin@example.com')]);
  for (const title of ['Broken lamp', 'Late parcel', 'Wet shoes', 'Old invoice', 'Cheap pills']) {
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
  [{ page: office }, { page: home }] = await Promise.all([
    openConsole(browser, desk.url, who),
    openConsole(browser, desk.url, who),
  ]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const place = (title: string) => ({ params: { ...care, number: numbers.get(title)! } });
const draftOf = async (title: string) => (await mina.call('getDraft', place(title))).body;
const open = async (page: Page, title: string): Promise<void> => {
  await openTicketAt(page, `${desk.url}/s/care/all/${numbers.get(title)!}`);
  await page.getByRole('heading', { level: 1, name: new RegExp(title) }).waitFor();
  await editorOf(page).waitFor();
};
const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Answer' });
const write = async (page: Page, words: string): Promise<void> => {
  await editorOf(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
};

it('given a text with a file, when the agent goes on at another machine, then it is there; sent once, it is gone from both', async () => {
  await open(office, 'Broken lamp');
  await write(office, 'Please pull the plug');
  await office
    .getByRole('region', { name: 'Answer' })
    .locator('input[type="file"]')
    .setInputFiles([{ name: 'manual.pdf', mimeType: 'application/pdf', buffer: Buffer.from('PDF') }]);
  await waitUntil('the draft at the server', async () => {
    const { html, files } = await draftOf('Broken lamp');
    return html.includes('pull the plug') && files.length === 1;
  });
  await office.getByText(/^Draft kept/).waitFor();
  await open(home, 'Broken lamp');
  await editorOf(home).getByText('Please pull the plug').waitFor();
  await home.getByRole('listitem').getByText('manual.pdf').waitFor();
  await write(home, ' first');
  await home.getByRole('button', { name: /Resolve and mail/ }).waitFor();
  await home.keyboard.press('e');
  await editorOf(home).click();
  await home.keyboard.press('Control+Enter');
  await waitUntil(
    'the mail',
    async () => (await sentTo(desk.outboxUrl, 'broken@customer.example.com')).length === 1,
    20_000,
  );
  expect(await draftOf('Broken lamp')).toMatchObject({ html: '', files: [] });
  const { versions } = (await mina.call('listDraftVersions', place('Broken lamp'))).body;
  expect(versions[0]).toMatchObject({ sentAs: expect.any(String) });
  await open(office, 'Broken lamp');
  await waitUntil('the text to go here, too', async () => (await editorOf(office).textContent()) === '');
});

it('given two texts of two machines, then both can be gone on with, and the clock has the other', async () => {
  await open(office, 'Late parcel');
  await write(office, 'On its way');
  await office.getByText(/^Draft kept/).waitFor();
  const { version } = await draftOf('Late parcel');
  await mina.call('saveDraft', { ...place('Late parcel'), body: { html: '<p>Lost, we are sorry</p>', version } });
  await write(office, ', tomorrow');
  const bar = office.getByRole('alert').filter({ hasText: 'You wrote another text elsewhere' });
  await bar.getByText('Lost, we are sorry').waitFor();
  await office.getByText('Kept on this machine only').waitFor();
  expect(await violationsOf(office)).toEqual([]);
  await bar.getByRole('button', { name: 'Load it' }).click();
  await editorOf(office).getByText('Lost, we are sorry').waitFor();
  await office.getByRole('button', { name: 'Earlier texts' }).click();
  const list = office.getByRole('list', { name: 'What you wrote on this ticket' });
  await list.getByRole('button', { name: /On its way, tomorrow/ }).waitFor();
  expect(await violationsOf(office)).toEqual([]);
  await list.getByRole('button', { name: /On its way, tomorrow/ }).press('Enter');
  await editorOf(office).getByText('On its way, tomorrow').waitFor();
  await office.getByRole('button', { name: 'Undo' }).click();
  await editorOf(office).getByText('Lost, we are sorry').waitFor();
});

it('given no connection, then it is said that the text is kept here only, and the server has it afterwards', async () => {
  await open(office, 'Late parcel');
  await editorOf(office).getByText('Lost, we are sorry').waitFor();
  await office.context().setOffline(true);
  await write(office, ' indeed');
  await office.getByText('Kept on this machine only, no connection').waitFor({ timeout: 20_000 });
  await office.context().setOffline(false);
  await waitUntil(
    'the draft at the server',
    async () => (await draftOf('Late parcel')).html.includes('sorry indeed'),
    20_000,
  );
  await office.getByText(/^Draft kept/).waitFor();
});

it('given an empty editor, when a draft of the agent appears with a change of the ticket, then it is shown', async () => {
  await open(office, 'Late parcel');
  await office.getByRole('region', { name: 'Answer' }).getByRole('button', { name: 'Discard' }).click();
  await waitUntil('the draft to be discarded', async () => (await draftOf('Late parcel')).html === '');
  const { version } = await draftOf('Late parcel');
  await mina.call('saveDraft', { ...place('Late parcel'), body: { html: '<p>Taken back</p>', version } });
  const jun = await desk.signIn('jun@example.com');
  await jun.call('commentTicket', { ...place('Late parcel'), body: { html: '<p>Look</p>' } });
  await editorOf(office).getByText('Taken back').waitFor({ timeout: 20_000 });
});

describe('what the agent has not sent, at two machines', () => {
  const drafts = (page: Page) => page.getByRole('region', { name: 'Drafts' });
  const inRail = (page: Page, title: string) => drafts(page).getByRole('link', { name: new RegExp(title) });
  const row = (page: Page, title: string) =>
    page.getByRole('region', { name: /^Tickets/ }).getByRole('link', { name: new RegExp(title) });
  const discard = (page: Page) =>
    page.getByRole('region', { name: 'Answer' }).getByRole('button', { name: 'Discard' }).click();
  /** The agent comes back to this window. It does not ask for what it was told a few seconds ago. */
  const comeBackTo = (page: Page, isSeen: () => Promise<boolean>) =>
    waitUntil(
      'the drafts to be read again',
      async () => {
        await page.evaluate(() => window.dispatchEvent(new Event('focus')));
        return isSeen();
      },
      20_000,
    );
  const write = async (title: string, html: string): Promise<void> => {
    const { version } = await draftOf(title);
    expect((await mina.call('saveDraft', { ...place(title), body: { html, version } })).status).toBe(200);
  };

  it('given a text of the one, then the rail and the row of the other show it, and it is gone on with there; sent there, it is gone here', async () => {
    await home.goto(`${desk.url}/s/care/all`);
    await row(home, 'Wet shoes').waitFor();
    await open(office, 'Wet shoes');
    await editorOf(office).click();
    await office.keyboard.type('Dry them');
    await office.getByText(/^Draft kept/).waitFor();
    await inRail(office, 'Wet shoes').waitFor();
    await openTicketAt(office, `${desk.url}/s/care/all/${numbers.get('Broken lamp')!}`);

    await comeBackTo(home, () => inRail(home, 'Wet shoes').isVisible());
    await row(home, 'Wet shoes').getByTitle('Draft').waitFor();
    await look(home, 'drafts-of-two-machines');
    expect(await violationsOf(home)).toEqual([]);
    await inRail(home, 'Wet shoes').press('Enter');
    await editorOf(home).getByText('Dry them').waitFor();
    await editorOf(home).click();
    await home.keyboard.press('Control+End');
    await home.keyboard.type(' slowly');
    await home.keyboard.press('Control+Enter');
    await waitUntil(
      'the mail',
      async () => (await sentTo(desk.outboxUrl, 'wet@customer.example.com')).length === 1,
      20_000,
    );
    await inRail(home, 'Wet shoes').waitFor({ state: 'detached' });
    // The other machine is told that the ticket changed, without being looked at.
    await inRail(office, 'Wet shoes').waitFor({ state: 'detached', timeout: 20_000 });
    await open(office, 'Wet shoes');
    expect(await editorOf(office).textContent()).toBe('');
  });

  it('given one that is discarded at the one, then it is gone at the other as well, and goes at once where it is', async () => {
    await write('Old invoice', '<p>We look into it</p>');
    await comeBackTo(office, () => inRail(office, 'Old invoice').isVisible());
    await comeBackTo(home, () => inRail(home, 'Old invoice').isVisible());
    await open(home, 'Old invoice');
    await editorOf(home).getByText('We look into it').waitFor();
    await discard(home);
    await inRail(home, 'Old invoice').waitFor({ state: 'detached' });
    await waitUntil('the draft to be discarded', async () => (await draftOf('Old invoice')).html === '');
    await comeBackTo(office, async () => !(await inRail(office, 'Old invoice').isVisible()));
  });

  it('given a ticket that is completed, then a text of another machine is read, found by its name and discarded', async () => {
    await write('Old invoice', '<p>What I wanted to say</p>');
    await mina.call('resolveInternally', { ...place('Old invoice'), body: { reason: 'test' } });
    expect((await admin.call('completeTicket', { ...place('Old invoice'), body: {} })).status).toBe(200);
    await comeBackTo(home, () => inRail(home, 'Old invoice').isVisible());
    await inRail(home, 'Old invoice').click();
    await editorOf(home).getByText('What I wanted to say').waitFor();
    await look(home, 'draft-of-a-completed-ticket');
    await discard(home);
    await inRail(home, 'Old invoice').waitFor({ state: 'detached' });
    await waitUntil('the draft to be discarded', async () => (await draftOf('Old invoice')).html === '');
  });

  it('given a ticket that was deleted, then the text that a browser has stays there to be copied, and can be discarded', async () => {
    await open(office, 'Cheap pills');
    await editorOf(office).click();
    await office.keyboard.type('No, thank you');
    await office.getByText(/^Draft kept/).waitFor();
    // The browser still has the ticket when it is deleted.
    await office.locator(`[data-row="${numbers.get('Broken lamp')!}"]`).click();
    await office.getByRole('heading', { level: 1, name: /Broken lamp/ }).waitFor();
    await comeBackTo(home, () => inRail(home, 'Cheap pills').isVisible());
    await mina.call('resolveInternally', { ...place('Cheap pills'), body: { reason: 'spam' } });
    expect((await admin.call('deleteTicket', place('Cheap pills'))).status).toBe(200);

    // It was never opened at home: the server's text went with the ticket.
    await inRail(home, 'Cheap pills').waitFor({ state: 'detached', timeout: 20_000 });
    await inRail(office, 'Cheap pills').click();
    const text = office.getByRole('region', { name: 'Your text for this ticket, not sent' });
    await text.getByText('No, thank you').waitFor();
    await text.getByRole('button', { name: 'Copy' }).waitFor();
    await switchToKorean(office, { dark: true });
    await look(office, 'draft-of-a-deleted-ticket-ko-dark');
    expect(await violationsOf(office)).toEqual([]);
    await office.getByRole('region', { name: '보내지 못한 내 글' }).getByRole('button', { name: '지우기' }).click();
    await office.getByRole('region', { name: '보내지 못한 내 글' }).waitFor({ state: 'detached' });
    await office
      .getByRole('region', { name: '임시 저장' })
      .getByRole('link', { name: /Cheap pills/ })
      .waitFor({ state: 'detached' });
  });
});
