import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  launchBrowser,
  look,
  openTicketAt,
  openConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(240_000);

const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let client: DeskClient;
let mina: Page;
let jun: Page;
let admin: Page;
const complaints: Complaints[] = [];
const made: Record<'first' | 'second' | 'called' | 'others', { number: number; customerId: string }> = {} as never;

const make = async (title: string, customer: { name?: string; email?: string; phone?: string }) => {
  const { status, body } = await client.call('createTicket', {
    params: care,
    body: { title, html: '<p>Hello</p>', customer },
  });
  if (status !== 201) throw new Error(`${title} was answered ${status}`);
  return { number: body.number, customerId: body.customerId! };
};
const recordOf = async (customerId: string) =>
  (await client.call('getCustomer', { params: { ...care, customerId } })).body;

const signedInAs = async (email: string): Promise<Page> => {
  const signedIn = await openConsole(browser, desk.url, { email, password: 'Handover-Test-1' });
  complaints.push(signedIn.complaints);
  signedIn.page.setDefaultTimeout(15_000);
  return signedIn.page;
};

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  made.first = await make('Where is my parcel?', { name: 'Sora', email: 'sora@customer.example.com' });
  made.second = await make('A second question', { name: 'Sora', email: 'sora@customer.example.com' });
  made.called = await make('Asked by phone', { name: 'Sora Kim', phone: '010-1234-5678' });
  made.others = await make('Somebody else', { name: 'Minjun', email: 'minjun@customer.example.com' });
  mina = await signedInAs('mina@example.com');
  jun = await signedInAs('jun@example.com');
  admin = await signedInAs('admin@example.com');
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const record = (page: Page): Locator => page.getByRole('region', { name: 'Customer record' });
const value = (page: Page, name: string): Locator =>
  record(page).getByRole('button', { name: new RegExp(`^Edit ${name}: `) });
const focused = (of: Locator): Promise<void> => of.and(of.page().locator(':focus')).waitFor();
/** Opens a ticket with the panel of its customer, as its icon does by key. */
const open = async (page: Page, number: number): Promise<void> => {
  await openTicketAt(page, `${desk.url}/s/care/all/${number}`);
  const icon = page.getByRole('button', { name: 'Ticket history' });
  await icon.waitFor();
  if ((await icon.getAttribute('aria-pressed')) !== 'true') {
    await icon.focus();
    await page.keyboard.press('Enter');
  }
  await value(page, 'Name').waitFor();
};
const edit = async (page: Page, name: string): Promise<void> => {
  await value(page, name).focus();
  await page.keyboard.press('Enter');
  await focused(record(page).getByRole('textbox'));
};

describe('editing', () => {
  it('the record stands above the tickets, and says what it is', async () => {
    await open(mina, made.first.number);
    await record(mina).getByText('For all tickets of this customer.').waitFor();
    await value(mina, 'E-mail').getByText('sora@customer.example.com').waitFor();
    expect(await value(mina, 'Note').textContent()).toBe('None');
    await mina.getByRole('heading', { name: 'Other tickets of the customer' }).waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'record');
  });

  it('a name, a number as it is dialled and a note are saved by keys alone', async () => {
    await edit(mina, 'Name');
    await focused(record(mina).getByRole('textbox', { name: 'Name' }));
    await mina.keyboard.press('Control+A');
    await mina.keyboard.type('Sora Park');
    await edit(mina, 'Phone');
    await focused(record(mina).getByRole('textbox', { name: 'Another phone number' }));
    await mina.keyboard.type('010-9999-1111');
    await mina.keyboard.press('Enter');
    await focused(record(mina).getByRole('textbox', { name: 'Another phone number' }));
    await edit(mina, 'Note');
    await focused(record(mina).getByRole('textbox', { name: 'Note' }));
    await mina.keyboard.type('Prefers to be called after six');
    await record(mina).getByText('Unsaved: 3').waitFor();
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'record-edited');
    await mina.keyboard.press('Control+Enter');
    await value(mina, 'Phone').getByText('+821099991111').waitFor();
    await value(mina, 'Name').getByText('Sora Park').waitFor();
    expect(await recordOf(made.first.customerId)).toMatchObject({
      name: 'Sora Park',
      phones: ['+821099991111'],
      note: 'Prefers to be called after six',
    });
    // The focus is where the agent was, and the ticket says what it said.
    await focused(value(mina, 'Note'));
    const { body } = await client.call('getTicket', { params: { ...care, number: made.first.number } });
    expect(body.customer.name).toBe('Sora');
  });

  it('what is no address is told before anything is sent, and another customer’s is refused at its input', async () => {
    let sent = 0;
    mina.on('request', (request) => {
      if (request.method() === 'PATCH') sent += 1;
    });
    await edit(mina, 'E-mail');
    await mina.keyboard.press('Enter');
    const another = record(mina).getByRole('textbox', { name: 'Another e-mail address' });
    await focused(another);
    await mina.keyboard.type('no address');
    const second = record(mina).getByRole('textbox', { name: 'E-mail address 2' });
    await mina.keyboard.press('Control+Enter');
    await record(mina).getByText('This is no e-mail address.').waitFor();
    await focused(second);
    expect(sent).toBe(0);
    await second.fill('Minjun@Customer.example.com');
    await mina.keyboard.press('Control+Enter');
    await record(mina).getByText('Another customer has this already.').waitFor();
    await record(mina).getByText('If they are one person, an administrator can merge the two.').waitFor();
    expect(await second.getAttribute('aria-invalid')).toBe('true');
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'record-taken');
    await second.focus();
    await mina.keyboard.press('Escape');
    await focused(value(mina, 'E-mail'));
    expect((await recordOf(made.first.customerId)).emails).toEqual(['sora@customer.example.com']);
  });

  it('what is typed into it is kept while other tickets are open', async () => {
    await edit(mina, 'Name');
    await mina.keyboard.press('Control+A');
    await mina.keyboard.type('Park Sora');
    await mina
      .getByRole('list', { name: 'Other tickets of the customer' })
      .getByRole('link', { name: /A second question/ })
      .press('Enter');
    await mina.getByRole('heading', { level: 1, name: /A second question/ }).waitFor();
    expect(await record(mina).getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Park Sora');
  });

  it('given somebody else saved meanwhile, then what changed is shown, and what was typed is kept', async () => {
    await open(jun, made.first.number);
    await edit(jun, 'Name');
    await jun.keyboard.press('Control+A');
    await jun.keyboard.type('S. Park');
    await jun.keyboard.press('Control+Enter');
    await value(jun, 'Name').getByText('S. Park').waitFor();
    await edit(mina, 'Note');
    await mina.keyboard.press('Control+End');
    await mina.keyboard.type('!');
    await mina.keyboard.press('Control+Enter');
    const told = record(mina).getByText('Somebody changed “Name” from “Sora Park” to “S. Park”. Yours is above.');
    await told.waitFor();
    expect(await record(mina).getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Park Sora');
    expect(await violationsOf(mina)).toEqual([]);
    await look(mina, 'record-conflict');
    await record(mina).getByRole('button', { name: 'Keep mine' }).press('Enter');
    await told.waitFor({ state: 'detached' });
    await record(mina).getByRole('button', { name: 'Save' }).press('Enter');
    await value(mina, 'Name').getByText('Park Sora').waitFor();
    expect(await recordOf(made.first.customerId)).toMatchObject({
      name: 'Park Sora',
      note: 'Prefers to be called after six!',
    });
  });

  it('in the details it is said that they are the ticket’s own', async () => {
    await jun.getByRole('button', { name: 'Details' }).click();
    await jun
      .getByRole('region', { name: 'Customer' })
      .getByRole('button', { name: /^Edit E-mail/ })
      .click();
    await jun.getByText('Changes what this ticket says. The customer’s record is in Ticket history.').waitFor();
  });
});

describe('merging', () => {
  it('given an agent who may not, then the button says why', async () => {
    const button = record(mina).getByRole('button', { name: 'Merge with another…' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await record(mina).getByText('Only administrators can do this').waitFor();
    await button.press('Enter');
    expect(await mina.getByRole('dialog').count()).toBe(0);
  });

  const dialog = (): Locator => admin.getByRole('dialog', { name: 'Merge two customers' });

  it('given an address of somebody else, then an administrator can compare the two at once', async () => {
    await open(admin, made.first.number);
    await edit(admin, 'E-mail');
    await admin.keyboard.press('Enter');
    await admin.keyboard.type('minjun@customer.example.com');
    await admin.keyboard.press('Control+Enter');
    await record(admin).getByRole('button', { name: 'Merge the two customers…' }).press('Enter');
    await dialog().getByText('Somebody else').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).last().press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await focused(record(admin).getByRole('button', { name: 'Merge the two customers…' }));
    await record(admin).getByRole('group', { name: 'Unsaved changes' }).getByRole('button', { name: 'Cancel' }).click();
    await value(admin, 'E-mail').waitFor();
  });

  it.each([
    ['the address', 'MINJUN@customer.example.com', 'Minjun'],
    ['the number as it is dialled', '010 1234 5678', 'Sora Kim'],
    ['the number of a ticket', '#', 'Sora Kim'],
    ['a part of the name', 'a ki', 'Sora Kim'],
  ])('the other is found by %s', async (_, typed, name) => {
    const button = record(admin).getByRole('button', { name: 'Merge with another…' });
    await button.press('Enter');
    const field = dialog().getByRole('textbox', { name: 'The other customer' });
    await focused(field);
    await admin.keyboard.type(typed === '#' ? `#${made.called.number}` : typed);
    await dialog().getByText('Found: 1.').waitFor();
    await dialog().getByRole('list', { name: 'Customers found' }).getByText(name, { exact: true }).waitFor();
    await admin.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await focused(button);
  });

  it('given nobody, or the same customer, then it says so', async () => {
    await record(admin).getByRole('button', { name: 'Merge with another…' }).press('Enter');
    await dialog().getByRole('textbox', { name: 'The other customer' }).waitFor();
    await admin.keyboard.type('nobody@customer.example.com');
    await dialog().getByText('Nobody found.').waitFor();
    await admin.keyboard.press('Control+A');
    await admin.keyboard.type('sora@customer.example.com');
    await dialog().getByText('That is the same customer.').waitFor();
    expect(await violationsOf(admin)).toEqual([]);
  });

  it('two are merged by keys alone, after a question, and the history has the tickets of both', async () => {
    await admin.keyboard.press('Control+A');
    await admin.keyboard.type('010-1234-5678');
    await dialog().getByText('Found: 1. Enter takes the first.').waitFor();
    await admin.keyboard.press('Enter');
    const staying = dialog().getByRole('radio', { name: /^Park Sora/ });
    await focused(staying);
    await dialog()
      .getByText('has all addresses and numbers: sora@customer.example.com, +821099991111, +821012345678')
      .waitFor();
    await dialog().getByText('Asked by phone').waitFor();
    await dialog().getByText('This can’t be undone.').waitFor();
    expect(await violationsOf(admin)).toEqual([]);
    await look(admin, 'merge');
    await dialog().getByRole('button', { name: 'Merge…' }).press('Enter');
    const back = dialog().getByRole('button', { name: 'Back' });
    await focused(back);
    expect(await violationsOf(admin)).toEqual([]);
    await look(admin, 'merge-confirm');
    await back.press('Enter');
    await focused(dialog().getByRole('button', { name: 'Merge…' }));
    await admin.keyboard.press('Enter');
    await focused(back);
    await admin.keyboard.press('Tab');
    await focused(dialog().getByRole('button', { name: 'Merge for good' }));
    await admin.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await focused(record(admin).getByRole('button', { name: 'Merge with another…' }));
    await value(admin, 'Phone').getByText('+821012345678').waitFor();
    await record(admin).getByText('Sora Kim').waitFor();
    const others = admin.getByRole('list', { name: 'Other tickets of the customer' });
    await others.getByRole('link', { name: /Asked by phone/ }).waitFor();
    await others.getByRole('link', { name: /A second question/ }).waitFor();
    expect(await violationsOf(admin)).toEqual([]);
    await look(admin, 'merged');
    expect(await recordOf(made.called.customerId)).toMatchObject({ mergedInto: made.first.customerId });
  });

  it('on a ticket of the customer that went, the record of the one that stays is edited', async () => {
    await open(jun, made.called.number);
    await value(jun, 'Name').getByText('Park Sora').waitFor();
    await edit(jun, 'Note');
    await jun.keyboard.press('Control+A');
    await jun.keyboard.type('Calls, too');
    await jun.keyboard.press('Control+Enter');
    await value(jun, 'Note').getByText('Calls, too').waitFor();
    expect((await recordOf(made.first.customerId)).note).toBe('Calls, too');
  });

  it('given the other changed between the look and the merge, then nothing is merged, and both are read again', async () => {
    await open(admin, made.others.number);
    await record(admin).getByRole('button', { name: 'Merge with another…' }).press('Enter');
    await dialog().getByRole('textbox', { name: 'The other customer' }).waitFor();
    await admin.keyboard.type('sora@customer.example.com');
    await dialog().getByText('Found: 1. Enter takes the first.').waitFor();
    await admin.keyboard.press('Enter');
    await dialog().getByText('Calls, too').waitFor();
    const changed = await client.call('editCustomer', {
      params: { ...care, customerId: made.first.customerId },
      body: { note: 'Changed meanwhile' },
    });
    expect(changed.status).toBe(200);
    await dialog().getByRole('button', { name: 'Merge…' }).press('Enter');
    await dialog().getByRole('button', { name: 'Merge for good' }).press('Enter');
    await dialog().getByText('Somebody else changed the record at the same moment.').waitFor();
    await dialog().getByText('Changed meanwhile').waitFor();
    expect((await recordOf(made.first.customerId)).mergedInto).toBeNull();
    await admin.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('in Korean and dark', async () => {
    await open(admin, made.first.number);
    await switchToKorean(admin, { dark: true });
    const korean = admin.getByRole('region', { name: '고객 정보 카드' });
    await korean.getByRole('button', { name: /^전화번호 수정/ }).click();
    await korean.getByRole('textbox', { name: '전화번호 추가' }).waitFor();
    expect(await violationsOf(admin)).toEqual([]);
    await look(admin, 'record-ko-dark');
    await korean.getByRole('button', { name: '다른 고객과 병합…' }).click();
    await admin.getByRole('textbox', { name: '병합할 고객' }).fill('minjun@customer.example.com');
    await admin.getByRole('list', { name: '찾은 고객' }).getByRole('button').click();
    await admin.getByRole('dialog').getByText('병합은 되돌릴 수 없습니다.').waitFor();
    await admin.getByRole('dialog').getByText('Somebody else').waitFor();
    expect(await violationsOf(admin)).toEqual([]);
    await look(admin, 'merge-ko-dark');
    // One refused merge and one refused address each leave a line in the browser's console.
    expect(complaints.flat().filter((line) => !/40[09]|412/.test(line))).toEqual([]);
  });
});
