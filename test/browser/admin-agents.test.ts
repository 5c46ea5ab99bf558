import type { Browser, Locator, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  PHONE,
  openConsole,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { listenLive } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo } from '../support/outbox.ts';
import { tooWideOn } from '../support/screen-fit.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const PASSWORD = 'Handover-Test-1';
const CARE = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let admin: DeskClient;
let jun: DeskClient;
let mina: DeskClient;
const ids: Record<string, string> = {};

const service = async () => (await admin.call('getService', { params: CARE })).body;
const agentOf = async (name: string) => (await service()).agents.find((agent) => agent.agentId === ids[name])!;
const orderOf = async (groupId: string) => {
  const { groups, agents } = await service();
  const nameOf = (agentId: string) => agents.find((agent) => agent.agentId === agentId)!.name;
  return groups.find((group) => group.groupId === groupId)!.agentIds.map(nameOf);
};
const edit = (by: DeskClient, name: string, body: object) =>
  by.call('editAgent', { params: { ...CARE, agentId: ids[name]! }, body });
/** Opens a section or a thing in it without loading the page anew. */
const open = async (path: string, heading: string): Promise<void> => {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `/admin/care/${path}`);
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
};
const openAgent = (name: string) => open(`agents/${ids[name]!}`, name);
const listed = (): Locator => page.getByRole('list', { name: 'Agents' }).getByRole('link');
const bar = (): Locator => page.getByRole('button', { name: 'Save', exact: true });
const saved = () => page.getByRole('button', { name: /^(Save|Saving…)$/ }).waitFor({ state: 'detached' });
const members = (): Locator => page.getByRole('list', { name: 'Members in order' }).getByRole('listitem');
const shownOrder = async () => (await members().getByRole('link').allTextContents()).map((name) => name.trim());
const shows = (what: string, names: readonly string[]) =>
  waitUntil(what, async () => JSON.stringify(await shownOrder()) === JSON.stringify(names));

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  admin = await desk.signIn('admin@example.com');
  jun = await desk.signIn('jun@example.com');
  mina = await desk.signIn('mina@example.com');
  for (const { agentId, name } of (await service()).agents) ids[name] = agentId;
  ({ page, complaints } = await openConsole(browser, desk.url, { email: 'admin@example.com', password: PASSWORD }));
  page.setDefaultTimeout(20_000);
  await page.goto(`${desk.url}/admin/care/agents`);
  await listed().first().waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

describe('given the only administrator of a service', () => {
  it('when they look at themselves, then they are here, and can neither leave nor cease to administer', async () => {
    await page.getByRole('link', { name: /^Administrator .*Here now/ }).click();
    await page.getByText('Here now: a console is open.').waitFor();
    await page.getByText('The last administrator can’t leave.').waitFor();
    const seen = await waitUntil('that they were seen', async () => {
      const { agents } = (await admin.call('listAgentActivity', { params: CARE })).body;
      return agents.find(({ agentId }) => agentId === ids['Administrator']);
    });
    expect(seen.isOpen).toBe(true);
    expect(Date.now() - Date.parse(seen.lastSeenAt)).toBeLessThan(5 * 60_000);
    expect((await mina.call('listAgentActivity', { params: CARE })).status).toBe(403);
    expect(await page.getByRole('radio', { name: /^Agent/ }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Deactivate' }).count()).toBe(0);
  });

  it('when they add somebody by keys alone, then the mail is in the outbox, and the page says so; invited again, in another language, there are two', async () => {
    await page.getByRole('heading', { name: 'Administrator' }).focus();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
    await page.keyboard.type('sora');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Sora');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('This is no e-mail address.').waitFor();
    await page.getByRole('textbox', { name: 'E-mail' }).focus();
    await page.keyboard.type('@example.com');
    await page.getByRole('checkbox', { name: 'Billing' }).focus();
    await page.keyboard.press('Space');
    await look(page, 'agents-new');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByRole('heading', { name: 'Sora', exact: true }).waitFor();
    await page.getByText(/^Sent .* in Korean\. Its temporary password is valid until/).waitFor();
    ids['Sora'] = page.url().split('/').at(-1)!;
    expect(await agentOf('Sora')).toMatchObject({ email: 'sora@example.com', groupIds: ['billing'], role: 'agent' });
    expect((await mailsTo(desk.outboxUrl, 'sora@example.com')).map(({ subject }) => subject)).toEqual([
      '[Customer Care] 상담원 초대',
    ]);

    await page.getByRole('combobox', { name: 'Language of the invitation' }).selectOption('English');
    await page.getByRole('button', { name: 'Invite again' }).click();
    await page
      .getByRole('form')
      .getByText(/^Sent .* in English\./)
      .waitFor();
    expect((await mailsTo(desk.outboxUrl, 'sora@example.com')).map(({ subject }) => subject)).toEqual([
      '[Customer Care] 상담원 초대',
      '[Customer Care] You are invited as an agent',
    ]);
    await page.getByRole('combobox', { name: 'Which agents are shown' }).selectOption('Never signed in');
    await page.getByRole('link', { name: /^Sora Invited/ }).waitFor();
    expect(await listed().count()).toBe(1);
    await page.getByRole('combobox', { name: 'Which agents are shown' }).selectOption('In the service');
    await look(page, 'agents-invited');
    expect(await violationsOf(page)).toEqual([]);
  });

  it('when the address is known here, then that is said below it, with the way to whoever has it', async () => {
    await page.getByRole('link', { name: 'New agent' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('mina@example.com');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mina Kim');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('Somebody with this address is, or was, in the service.').waitFor();
    await page.getByRole('link', { name: 'Open Mina' }).click();
    await page.getByRole('heading', { name: 'Mina', exact: true }).waitFor();
    await page.getByRole('link', { name: /New agent/ }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('given two administrators', () => {
  beforeAll(async () => {
    expect((await edit(admin, 'Jun', { role: 'administrator' })).status).toBe(200);
  });

  it('when both change one agent, then what only one changed is kept, both values of the rest are shown, and nothing is lost', async () => {
    await openAgent('Mina');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mina K.');
    await page.getByRole('checkbox', { name: 'Forwards' }).check();
    await page.getByRole('checkbox', { name: 'Delivery' }).uncheck();
    expect(
      (await edit(jun, 'Mina', { name: 'Mina Kim', handlesChat: true, groupIds: ['delivery', 'billing'] })).status,
    ).toBe(200);
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('Jun changed “Name” from “Mina” to “Mina Kim”').waitFor();
    await look(page, 'agents-conflict');
    expect(await violationsOf(page)).toEqual([]);
    expect(await agentOf('Mina')).toMatchObject({ name: 'Mina Kim', mayForward: false });
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.keyboard.press('ControlOrMeta+Enter');
    await saved();
    expect(await agentOf('Mina')).toMatchObject({
      name: 'Mina K.',
      mayForward: true,
      handlesChat: true,
      groupIds: ['billing'],
    });
    await edit(admin, 'Mina', { name: 'Mina', groupIds: ['delivery'] });
  });

  it('when one gives up the right while the other does, then the last of them is told at the role', async () => {
    await openAgent('Administrator');
    await page.getByRole('radio', { name: /^Agent/ }).check();
    expect((await edit(jun, 'Jun', { role: 'agent' })).status).toBe(200);
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('The service needs an administrator, and there is no other one.').first().waitFor();
    expect(await agentOf('Administrator')).toMatchObject({ role: 'administrator' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await edit(admin, 'Jun', { role: 'administrator' })).status).toBe(200);
  });

  it('when somebody with work is to be deactivated, then it is said what becomes of how much; then it becomes of it, and they can come back', async () => {
    const numbers: number[] = [];
    for (const title of ['The box came empty', 'Where is my parcel', 'A question']) {
      const { number } = (
        await mina.call('createTicket', {
          params: CARE,
          body: { title, html: '<p>Hello</p>', customer: { email: 'customer@example.com' } },
        })
      ).body;
      await mina.call('keepTicket', { params: { ...CARE, number }, body: {} });
      numbers.push(number);
    }
    await mina.call('pendTicket', { params: { ...CARE, number: numbers[2]! }, body: { html: '<p>Soon</p>' } });
    await mina.call('reserveCall', {
      params: { ...CARE, number: numbers[0]! },
      body: { phone: '010-1234-5678', at: new Date(Date.now() + 86_400_000).toISOString() },
    });
    const console = await listenLive(mina, 'care');
    const closed = new Promise((resolve) => {
      console.socket.addEventListener('close', resolve);
    });
    await openAgent('Mina');
    await page.getByText('Here now: a console is open.').waitFor();
    await page.getByRole('button', { name: 'Deactivate' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate Mina?' });
    // The index that the tickets are counted by is a moment behind.
    await dialog.getByText('Open tickets that go back to unassigned: 3 (Processing 2, Pending 1)').waitFor();
    await dialog.getByText('By group: Delivery 3').waitFor();
    await dialog.getByText('Reserved calls that need a new owner: 1').waitFor();
    await dialog.getByText('open consoles are closed at once').waitFor();
    await look(page, 'agents-deactivate');
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Mina is deactivated.').waitFor();
    await closed;
    await page.getByRole('button', { name: 'Activate again' }).waitFor();
    // The button that was pressed is gone: the keys go on at the top of the form.
    expect(
      await page.getByRole('heading', { name: 'Mina', exact: true }).evaluate((it) => it === document.activeElement),
    ).toBe(true);
    await waitUntil('the tickets to go back', async () => {
      const states = await Promise.all(
        numbers.map(async (number) => (await admin.call('getTicket', { params: { ...CARE, number } })).body),
      );
      return states.every(({ status, assigneeId }) => status === 'unassigned' && assigneeId === null);
    });
    expect(await listed().filter({ hasText: 'Mina' }).count()).toBe(0);
    await page.getByRole('combobox', { name: 'Which agents are shown' }).selectOption('Left');
    await listed().filter({ hasText: 'Mina' }).waitFor();
    await look(page, 'agents-left');
    await page.getByRole('link', { name: 'New agent' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('mina@example.com');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Mina');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByRole('link', { name: 'Open Mina, who left, to let them come back' }).click();
    await page.getByRole('heading', { name: 'Mina', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Activate again' }).click();
    await page.getByText('Mina is active again.').waitFor();
    await page.getByRole('combobox', { name: 'Which agents are shown' }).selectOption('In the service');
    expect(await orderOf('delivery')).toEqual(['Jun', 'Administrator', 'Mina']);
  });

  it('when one deactivates themselves, then they are told what that means, and see the section no more', async () => {
    await openAgent('Administrator');
    await page.getByRole('button', { name: 'Deactivate' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate Administrator?' });
    await dialog.getByText('This is you: you lose access to this service').waitFor();
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('You are no administrator of this service').waitFor();
    expect((await admin.call('listInvitations', { params: CARE })).status).toBe(404);
    expect((await edit(jun, 'Administrator', { active: true })).status).toBe(200);
    // Back among the members, at their place.
    const members = ['Jun', 'Administrator', 'Mina'].map((name) => ids[name]!);
    await jun.call('editGroup', { params: { ...CARE, groupId: 'delivery' }, body: { agentIds: members } });
    await page.goto(`${desk.url}/admin/care/groups`);
    await page.getByRole('list', { name: 'Groups' }).waitFor();
  });
});

describe('given groups', () => {
  it('when their members are put in order by keys and by dragging, then tickets are distributed so', async () => {
    await open('groups/delivery', 'Delivery');
    await shows('the members', ['Jun', 'Administrator', 'Mina']);
    await members().nth(2).getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await shows('the new order', ['Mina', 'Jun', 'Administrator']);
    await page.keyboard.press('ControlOrMeta+Enter');
    await saved();
    expect(await orderOf('delivery')).toEqual(['Mina', 'Jun', 'Administrator']);

    const [from, to] = await Promise.all([0, 2].map(async (index) => (await members().nth(index).boundingBox())!));
    await page.mouse.move(from!.x + 16, from!.y + 20);
    await page.mouse.down();
    await page.mouse.move(from!.x + 16, from!.y + 40, { steps: 4 });
    await page.mouse.move(to!.x + 16, to!.y + 30, { steps: 8 });
    await page.mouse.up();
    await shows('the dragged order', ['Jun', 'Administrator', 'Mina']);
    await look(page, 'groups-order');
    expect(await violationsOf(page)).toEqual([]);
    await bar().click();
    await saved();
    expect(await orderOf('delivery')).toEqual(['Jun', 'Administrator', 'Mina']);
    await members().nth(1).getByRole('button', { name: 'Move Administrator up' }).click();
    await shows('the order by buttons', ['Administrator', 'Jun', 'Mina']);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('when another administrator takes somebody in and orders them too, then nobody is lost, and both orders are shown', async () => {
    await members().nth(2).getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await shows('my order', ['Jun', 'Mina', 'Administrator']);
    expect((await edit(jun, 'Sora', { groupIds: ['billing', 'delivery'] })).status).toBe(200);
    await page.keyboard.press('ControlOrMeta+Enter');
    await saved();
    await shows('my order with who came', ['Jun', 'Mina', 'Administrator', 'Sora']);
    expect(await orderOf('delivery')).toEqual(['Jun', 'Mina', 'Administrator', 'Sora']);

    await members().nth(3).getByRole('link').focus();
    await page.keyboard.press('Alt+ArrowUp');
    const theirs = ['Sora', 'Administrator', 'Jun', 'Mina'].map((name) => ids[name]!);
    await jun.call('editGroup', { params: { ...CARE, groupId: 'delivery' }, body: { agentIds: theirs } });
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('Jun changed “Members in order” from “Jun, Mina, Administrator, Sora”').waitFor();
    await look(page, 'groups-conflict');
    expect(await orderOf('delivery')).toEqual(['Sora', 'Administrator', 'Jun', 'Mina']);
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await shows('their order', ['Sora', 'Administrator', 'Jun', 'Mina']);
  });

  it('when several are added and one can’t be, then it is said of whom and why, and the others are in it', async () => {
    await open('groups/billing', 'Billing');
    await shows('the members', ['Sora', 'Administrator']);
    await intercept(page, new RegExp(`/agents/${ids['Jun']!}$`), (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    const who = page.getByRole('combobox', { name: 'Choose agents' });
    for (const name of ['mina@', 'jun@']) {
      await who.fill(name);
      await page.getByRole('option', { name }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Jun could not be added. The server could not be reached. Check your connection.').waitFor();
    await shows('who could be added', ['Sora', 'Administrator', 'Mina']);
    await look(page, 'groups-add');
    expect(await violationsOf(page)).toEqual([]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await shows('all of them', ['Sora', 'Administrator', 'Mina', 'Jun']);
    expect(await orderOf('billing')).toEqual(['Sora', 'Administrator', 'Mina', 'Jun']);
    expect((await agentOf('Mina')).groupIds).toEqual(['delivery', 'billing']);
  });

  it('when one is made, and removed, then it is said who is in the way and what becomes of its tickets; it can be taken up again', async () => {
    await page.getByRole('link', { name: 'New group' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Delivery');
    await page.getByText('Another group has this name.').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Night');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByRole('heading', { name: 'Night', exact: true }).waitFor();
    const groupId = page.url().split('/').at(-1)!;
    await page.getByRole('combobox', { name: 'Choose agents' }).fill('mina');
    await page.getByRole('option', { name: /Mina/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await shows('the member', ['Mina']);
    await page.getByText('It can’t be removed while agents are in it (1): Mina').waitFor();
    const { number } = (
      await mina.call('createTicket', {
        params: CARE,
        body: { title: 'Late', html: '<p>Hello</p>', customer: { email: 'customer@example.com' }, groupId },
      })
    ).body;

    await page.getByRole('button', { name: 'Take Mina out of the group' }).click();
    const leaving = page.getByRole('dialog', { name: 'Take Mina out of Night?' });
    await leaving.getByText('They have no open tickets of this group.').waitFor();
    await look(page, 'groups-take-out');
    await leaving.getByRole('button', { name: 'Take out' }).click();
    await leaving.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove the group' }).click();
    const removing = page.getByRole('dialog', { name: 'Remove Night?' });
    await removing.getByText('Tickets that name it: 1. They keep it and stay readable.').waitFor();
    await removing.getByText('Unassigned tickets among them: 1.').waitFor();
    await look(page, 'groups-remove');
    expect(await violationsOf(page)).toEqual([]);
    await removing.getByRole('button', { name: 'Remove the group' }).click();
    await page.getByText('Night is removed.').waitFor();
    expect((await admin.call('getTicket', { params: { ...CARE, number } })).body).toMatchObject({ groupId });
    await page.getByRole('button', { name: 'Take up again' }).click();
    await page.getByText('Night can be chosen again.').waitFor();
    expect((await service()).groups.find((group) => group.groupId === groupId)).toMatchObject({ active: true });
  });
});

it('given 200 agents, when one is looked for, then they are found by address and group', async () => {
  const [one] = (await service()).agents;
  const many = Array.from({ length: 200 }, (_, n) => {
    const name = `Agent ${String(n + 1).padStart(3, '0')}`;
    return { ...one!, agentId: `agent-${n}`, name, email: `${name.replace(' ', '-').toLowerCase()}@example.com` };
  });
  await intercept(page, /\/services\/care$/, async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as Awaited<ReturnType<typeof service>>;
    await route.fulfill({ response, json: { ...answer, agents: [...answer.agents, ...many] } });
  });
  const invitedAt = '2026-11-20T00:00:00.000Z';
  const invitations = (['expired', 'not_sent'] as const).map((state, n) => ({
    ...many[n]!,
    invitation: {
      state,
      reason: state === 'not_sent' ? 'daily_quota' : null,
      invitedAt,
      validUntil: '2026-11-23T00:00:00.000Z',
      language: 'en',
    },
  }));
  await intercept(page, /\/invitations$/, (route) => route.fulfill({ json: { invitations } }));
  await page.goto(`${desk.url}/admin/care/agents`);
  await waitUntil('all of them', async () => (await listed().count()) >= 200, 30_000);
  await page.getByRole('link', { name: /^Agent 001 Invitation expired/ }).waitFor();
  await page.getByRole('link', { name: /^Agent 002 Invitation not sent/ }).click();
  await page.getByText('The limit of mails of that day was reached. Invite them again.').waitFor();
  await look(page, 'agents-many');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('heading', { name: 'Agents' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('agent-137 billing');
  await waitUntil('one of them', async () => (await listed().count()) === 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Agent 137', exact: true }).waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

it('given Korean, the dark and a phone, then both sections are readable there too', async () => {
  await admin.call('editService', { params: CARE, body: { leaversTickets: 'keep' } });
  const { number } = (
    await mina.call('createTicket', {
      params: CARE,
      body: { title: 'One more', html: '<p>Hello</p>', customer: { email: 'customer@example.com' } },
    })
  ).body;
  await mina.call('keepTicket', { params: { ...CARE, number }, body: { groupId: 'delivery' } });
  await page.goto(`${desk.url}/s/care/all`);
  await switchToKorean(page, { dark: true });
  await page.goto(`${desk.url}/admin/care/agents/${ids['Mina']!}`);
  await page.getByRole('heading', { name: 'Mina', exact: true }).waitFor();
  await look(page, 'agents-ko-dark');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '비활성화' }).click();
  await page.getByRole('dialog').getByText('서비스 설정에 따라 그대로 맡고 있는 티켓: 1건 (처리 중 1)').waitFor();
  await look(page, 'agents-ko-deactivate');
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.setViewportSize(PHONE.viewport);
  await look(page, 'agents-ko-phone');
  expect(await tooWideOn(page)).toEqual([]);
  await open('groups/delivery', 'Delivery');
  await look(page, 'groups-ko-phone');
  await page.getByRole('link', { name: '목록으로' }).click();
  await page.getByRole('list', { name: '그룹' }).waitFor();
  await look(page, 'groups-ko-phone-list');
  expect(await tooWideOn(page)).toEqual([]);
  await page.goBack();
  expect(await violationsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await look(page, 'groups-ko-1280');
  // What was refused on purpose, and what was asked once more by somebody who had just deactivated themselves.
  const expected = /status of (?:409|412)|ERR_FAILED|status of 404 .*\/services\/care$/;
  expect(complaints.filter((each) => !expected.test(each))).toEqual([]);
});
