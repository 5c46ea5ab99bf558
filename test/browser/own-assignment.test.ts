import type { Browser, Page } from 'playwright-core';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { waitForAgent } from '../../shared/domain/distribution/waiting-ticket.ts';
import { advance } from '../../shared/domain/ticket/decision.ts';
import { violationsOf } from '../support/accessibility.ts';
import { intercept, launchBrowser, look, openConsole, type Complaints } from '../support/console-browser.ts';
import { openTables, type DeskTables } from '../support/desk-tables.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { aContext } from '../support/tickets.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const CARE = { serviceId: 'care' };
const MINA = { email: 'mina@example.com', password: 'Handover-Test-1' };
let desk: OpenDesk;
let browser: Browser;
let tables: DeskTables;
let [english, korean]: Page[] = [];
let [mina, admin]: DeskClient[] = [];
let agentId: string;
const complaints: Complaints[] = [];

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  tables = await openTables(desk.data);
  [mina, admin] = [await desk.signIn('mina@example.com'), await desk.signIn('admin@example.com')];
  ({ agentId } = (await mina.call('getMe')).body);
  for (const locale of ['en-US', 'ko-KR']) {
    const { page, complaints: told } = await openConsole(browser, desk.url, { ...MINA, locale });
    complaints.push(told);
    if (locale === 'en-US') english = page;
    else korean = page;
  }
});
afterAll(async () => {
  tables.close();
  await browser.close();
  await desk.close();
});

const menuOf = (page: Page) => page.getByRole('button', { name: /^Settings of|님의 설정/ });
const switchOf = (page: Page) =>
  page.getByRole('menuitemcheckbox', { name: /^(Take assigned tickets|티켓 배정 받기)$/ });
const offIn = (page: Page) => page.getByText(/^(Is given no tickets|티켓을 배정받지 않음)$/);
const takesAssignment = async () =>
  (await admin!.call('getService', { params: CARE })).body.agents.find((agent) => agent.agentId === agentId)!
    .takesAssignment;

/** A ticket that a trigger placed in her group, for her. */
const placedTicket = async (title: string): Promise<number> => {
  const { number } = (
    await admin!.call('createTicket', {
      params: CARE,
      body: { title, html: '<p>Hello</p>', groupId: 'delivery', customer: { email: 'customer@example.com' } },
    })
  ).body;
  const { now, newId } = systemClockAndIds();
  const tickets = dynamoTicketRepository({ ...tables, backoff: jitteredBackoff, now });
  const ticket = (await tickets.find('care', number))!;
  const context = aContext({ at: now().toISOString(), factId: newId('evt') });
  const { patch, waiting } = waitForAgent(
    ticket,
    { kind: 'assign', triggerId: 'trg_1', groupId: 'delivery', strategy: 'designated', agentId },
    { chainId: context.factId, depth: 1, triggers: [{ triggerId: 'trg_1', name: 'To Mina' }] },
    context,
  );
  const placed = advance(ticket, 'ticket_edited', { kind: 'system' }, context, patch);
  expect(await tickets.save({ ...placed, waiting })).toMatchObject({ ok: true });
  return number;
};

it('given an agent who takes no more tickets by their menu, then all of their windows show it, and it is kept', async () => {
  await menuOf(english!).click();
  expect(await switchOf(english!).getAttribute('aria-checked')).toBe('true');
  await look(english!, 'own-assignment');
  expect(await violationsOf(english!)).toEqual([]);
  await switchOf(english!).click();
  // The menu stays open and shows what is chosen.
  await waitUntil('the switch', async () => (await switchOf(english!).getAttribute('aria-checked')) === 'false');
  await offIn(english!).waitFor();
  await look(english!, 'own-assignment-off');
  expect(await violationsOf(english!)).toEqual([]);
  await english!.keyboard.press('Escape');
  await offIn(korean!).waitFor({ timeout: 20_000 });
  expect(await takesAssignment()).toBe(false);
  await english!.reload();
  await offIn(english!).waitFor();
});

it('given a ticket that waits for them, when they take tickets again, then they have it within seconds', async () => {
  const number = await placedTicket('The parcel waits for Mina');
  await korean!.getByRole('link', { name: /^내 처리 중/ }).click();
  // By keyboard alone.
  await menuOf(korean!).focus();
  await korean!.keyboard.press('Enter');
  await switchOf(korean!).waitFor();
  await waitUntil('the focus', () => switchOf(korean!).evaluate((item) => item === document.activeElement));
  await korean!.keyboard.press('Enter');
  await korean!.keyboard.press('Escape');
  await korean!.getByText('The parcel waits for Mina').first().waitFor({ timeout: 20_000 });
  await offIn(english!).waitFor({ state: 'detached', timeout: 20_000 });
  const { events } = (await mina!.call('listEvents', { params: { ...CARE, number } })).body;
  expect(events.map(({ type }) => type)).toEqual(['ticket_assigned', 'ticket_edited', 'ticket_created']);
  expect((await mina!.call('getTicket', { params: { ...CARE, number } })).body).toMatchObject({
    status: 'processing',
    assigneeId: agentId,
  });
});

it('given an administrator who switches it off, then the agent sees it at once', async () => {
  await admin!.call('editAgent', { params: { ...CARE, agentId }, body: { takesAssignment: false } });
  await offIn(english!).waitFor({ timeout: 20_000 });
  await offIn(korean!).waitFor({ timeout: 20_000 });
  await admin!.call('editAgent', { params: { ...CARE, agentId }, body: { takesAssignment: true } });
  await offIn(english!).waitFor({ state: 'detached', timeout: 20_000 });
});

it('given a desk that can not save it, then the switch stands as it was, and says why', async () => {
  await intercept(english!, '**/me/assignment', (route) =>
    route.fulfill({ status: 500, json: { code: 'internal_error' } }),
  );
  await menuOf(english!).click();
  await switchOf(english!).click();
  await english!.getByText(/^Not saved\./).waitFor();
  await waitUntil('the switch', async () => (await switchOf(english!).getAttribute('aria-checked')) === 'true');
  expect(await takesAssignment()).toBe(true);
  expect(complaints.flat().filter((told) => !told.includes('500'))).toEqual([]);
});
