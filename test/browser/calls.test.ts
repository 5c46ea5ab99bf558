import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, openTicketAt, openConsole, type Complaints } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { wallClockOf } from '../../web/src/ui/wall-clock.ts';

jest.setTimeout(180_000);

/** How long a call may take from its time to its owner's console. */
const PATIENCE = 30_000;
const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let mina: Page;
let jun: Page;
let client: DeskClient;
let junId: string;
let number: number;
let other: number;
const complaints: Complaints[] = [];

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  client = await desk.signIn('mina@example.com');
  junId = (await (await desk.signIn('jun@example.com')).call('getMe')).body.agentId;
  const { body } = await client.call('createTicket', {
    params: care,
    body: {
      title: 'Please call me back',
      html: '<p>After six.</p>',
      customer: { name: 'Sora', phone: '010-1234-5678' },
    },
  });
  ({ number } = body);
  other = (
    await client.call('createTicket', {
      params: care,
      body: { title: 'Another matter', html: '<p>Hello</p>', customer: {} },
    })
  ).body.number;
  const [first, second] = await Promise.all([
    openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' }),
    openConsole(browser, desk.url, { email: 'jun@example.com', password: 'Handover-Test-1', locale: 'ko-KR' }),
  ]);
  [mina, jun] = [first.page, second.page];
  complaints.push(first.complaints, second.complaints);
  await openTicketAt(mina, `${desk.url}/s/care/all/${number}`);
  await mina.getByRole('heading', { level: 1, name: /Please call me back/ }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const inMinutes = (minutes: number): string => wallClockOf(Date.now() + minutes * 60_000, 'Asia/Seoul');
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const form = () => mina.getByRole('form', { name: 'Reserve a call' });
const calls = () => mina.getByRole('list', { name: 'Reserved calls of this ticket' }).getByRole('listitem');
const juns = () => jun.getByRole('list', { name: '이 티켓의 예약 전화' }).getByRole('listitem');
const openCalls = async () =>
  (await client.call('listOpenCalls', { params: care, query: { owner: 'all' } })).body.calls;

it('given a ticket without calls, when one is reserved by key, then each field says what is wrong with it, and then it is there', async () => {
  await mina.getByRole('button', { name: 'Reserved calls', exact: true }).focus();
  await mina.keyboard.press('Enter');
  await mina.getByText('No call is reserved for this ticket.').waitFor();
  await mina.getByRole('button', { name: 'Reserve a call' }).focus();
  await mina.keyboard.press('Enter');
  const phone = form().getByLabel('Phone number');
  await phone.and(mina.locator(':focus')).waitFor();
  // The customer's, as the desk wrote it.
  expect(await phone.inputValue()).toBe('+821012345678');
  expect(await violationsOf(mina)).toEqual([]);

  await phone.fill('');
  await mina.keyboard.press('Enter');
  await form().getByText('Needed').waitFor();
  await phone.fill('after six');
  await form().getByLabel('Time (Asia/Seoul)').fill(inMinutes(-10));
  await mina.keyboard.press('Enter');
  await form().getByText('This is no phone number that can be called.').waitFor();
  await phone.fill('010-9876-5432');
  await mina.keyboard.press('Enter');
  await form().getByText('This time is over. Choose a later one.').waitFor();
  expect(await violationsOf(mina)).toEqual([]);

  const at = inMinutes(90);
  // Late in the evening; then the day is said as well.
  const isTomorrow = at.slice(0, 10) !== inMinutes(0).slice(0, 10);
  await form().getByLabel('Time (Asia/Seoul)').fill(at);
  await form().getByLabel('Note').fill('About the invoice');
  await form().getByRole('button', { name: 'Reserve' }).focus();
  await mina.keyboard.press('Enter');
  await mina
    .getByRole('status')
    .filter({ hasText: new RegExp(`Reserved: Mina calls at ${isTomorrow ? '.+' : ''}${at.slice(11)}`) })
    .waitFor();
  await mina.getByRole('button', { name: 'Reserve a call' }).and(mina.locator(':focus')).waitFor();
  await calls().getByText('About the invoice').waitFor();
  expect(await openCalls()).toMatchObject([{ phone: '+821098765432', note: 'About the invoice', status: 'open' }]);
  expect(wallClockOf((await openCalls())[0]!.at, 'Asia/Seoul')).toBe(at);
});

it('when a colleague who has the ticket open gives it to themselves, then the other sees so', async () => {
  await openTicketAt(jun, `${desk.url}/s/care/all/${number}`);
  await jun.getByRole('button', { name: '예약 전화', exact: true }).click();
  await juns().getByText('About the invoice').waitFor();
  await juns().getByRole('button', { name: /^변경/ }).click();
  await jun.getByLabel('담당자', { exact: true }).selectOption(junId);
  await jun.getByRole('button', { name: '저장' }).click();
  await jun.getByText(/^저장했습니다\. .*, 담당자 Jun\.$/).waitFor();
  await calls().getByText('Jun', { exact: true }).waitFor({ timeout: 10_000 });
});

it('given a call that is being changed, when somebody else changes it, then what was typed stays and what the other changed is kept', async () => {
  await calls()
    .getByRole('button', { name: /^Change/ })
    .click();
  const changing = mina.getByRole('form', { name: /^Change/ });
  await changing.getByLabel('Note').fill('About two invoices');
  const { callId } = (await openCalls())[0]!;
  const moved = inSeconds(7200);
  const changed = await client.call('changeCall', { params: { ...care, number, callId }, body: { at: moved } });
  expect(changed.status).toBe(200);
  await changing.getByRole('alert').filter({ hasText: 'Somebody else changed this call.' }).waitFor();
  expect(await changing.getByLabel('Time (Asia/Seoul)').inputValue()).toBe(wallClockOf(moved, 'Asia/Seoul'));
  expect(await changing.getByLabel('Note').inputValue()).toBe('About two invoices');
  await changing.getByRole('button', { name: 'Save' }).click();
  // What is typed is a text of the page, too.
  await changing.waitFor({ state: 'detached' });
  await calls().getByText('About two invoices').waitFor();
  expect(await openCalls()).toMatchObject([{ note: 'About two invoices', at: changed.body.at, ownerId: junId }]);
});

it('when it is cancelled, then only after a question, and it says so', async () => {
  await calls()
    .getByRole('button', { name: /^Cancel call/ })
    .click();
  await mina.getByRole('button', { name: 'Yes, cancel it' }).and(mina.locator(':focus')).waitFor();
  expect(await violationsOf(mina)).toEqual([]);
  await mina.keyboard.press('Escape');
  await calls()
    .getByRole('button', { name: /^Cancel call/ })
    .and(mina.locator(':focus'))
    .waitFor();
  expect(await openCalls()).toHaveLength(1);
  await mina.keyboard.press('Enter');
  await mina.keyboard.press('Enter');
  await calls()
    .getByText(/^Cancelled /)
    .waitFor();
  await mina
    .getByRole('status')
    .filter({ hasText: /^The call of .* is cancelled\.$/ })
    .waitFor();
  expect(await openCalls()).toEqual([]);
  await juns().getByText(/취소$/).first().waitFor({ timeout: 10_000 });
});

it('given a call for a colleague, when it is reserved, moved and due, then their console tells it live, wherever they are', async () => {
  await openTicketAt(jun, `${desk.url}/s/care/all/${other}`);
  await jun.getByRole('heading', { level: 1, name: /Another matter/ }).waitFor();
  const figure = jun.getByRole('region', { name: '내 현황' });
  await figure.getByText('예약 전화').locator('xpath=..').getByText('0', { exact: true }).waitFor();
  const reserved = await client.call('reserveCall', {
    params: { ...care, number },
    body: { phone: '010-1234-5678', at: inSeconds(3600), note: 'Before six', ownerId: junId },
  });
  expect(reserved.status).toBe(201);
  const { callId } = reserved.body;
  const link = figure.getByRole('link', { name: `예약 1건, #${number} 열기` });
  await link.waitFor({ timeout: 10_000 });

  const at = inSeconds(5);
  const moved = await client.call('changeCall', { params: { ...care, number, callId }, body: { at } });
  expect(moved.status).toBe(200);
  await figure.getByText('지금 1건').waitFor({ timeout: 5_000 + PATIENCE });
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(moved.body.at));
  await jun
    .getByRole('status')
    .filter({ hasText: `예약 전화 시각이 되었습니다: #${number}` })
    .waitFor();
  // Whoever has the ticket open sees so, too.
  await calls().filter({ hasText: 'Before six' }).getByText('Due', { exact: true }).waitFor({ timeout: 10_000 });
  expect(await violationsOf(jun)).toEqual([]);
});

it('when the figure is pressed, then the ticket of the next call opens with its calls, and a call that was made is no more counted', async () => {
  await jun.getByRole('button', { name: '상세 정보' }).click();
  await jun.getByRole('link', { name: `예약 1건, 지금 1건, #${number} 열기` }).focus();
  await jun.keyboard.press('Enter');
  await jun.getByRole('heading', { level: 1, name: /Please call me back/ }).waitFor();
  const due = juns().filter({ hasText: 'Before six' });
  await due.getByText('지금 전화할 시각').waitFor();
  await jun.getByRole('button', { name: '예약 전화: 지금 걸어야 할 전화 있음' }).waitFor();
  // Also when the ticket is open already.
  await jun.getByRole('button', { name: '상세 정보' }).click();
  await due.waitFor({ state: 'detached' });
  await jun.getByRole('link', { name: `예약 1건, 지금 1건, #${number} 열기` }).click();
  await due.waitFor();
  await jun.emulateMedia({ colorScheme: 'dark' });
  expect(await violationsOf(jun)).toEqual([]);
  await due.getByRole('button', { name: /^완료/ }).click();
  await jun.getByText(/예약 전화를 완료했습니다\.$/).waitFor();
  await jun
    .getByRole('region', { name: '내 현황' })
    .getByRole('link', { name: /^예약 / })
    .waitFor({ state: 'detached' });
  await jun.getByRole('button', { name: '예약 전화', exact: true }).waitFor();
  await calls()
    .getByText(/^Done /)
    .waitFor({ timeout: 10_000 });
});

it('the pages complained of nothing but the refused reservations', () => {
  expect(complaints.flat().filter((line) => !/400/.test(line))).toEqual([]);
});
