import type { Browser, Locator, Page } from 'playwright-core';
import {
  startOutsideReceivers,
  type OutsideReceiversSimulator,
} from '../simulators/outside-receivers/start-outside-receivers.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { violationsOf } from '../support/accessibility.ts';
import {
  intercept,
  launchBrowser,
  look,
  openConsole,
  PHONE,
  switchToKorean,
  type Complaints,
} from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { tooWideOn } from '../support/screen-fit.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const ADMINISTRATOR = { email: 'admin@example.com', password: 'Handover-Test-1' };
const SECRET = 'the-secret-that-signs-the-call';
const HOOK = 'https://hook.example.com/services/of-the-channel';
const params = { serviceId: 'care' };
let receivers: OutsideReceiversSimulator;
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: Complaints;
let administrator: DeskClient;
let number: number;
/** Every text that the API answered the page. */
const answers: Promise<string>[] = [];

beforeAll(async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  receivers = await startOutsideReceivers(tls);
  [desk, browser] = await Promise.all([
    openDesk({
      config: { customerInformation: { allowedHosts: [receivers.host], authority: tls.certificate } },
    }),
    launchBrowser(),
  ]);
  administrator = await desk.signIn('admin@example.com');
  ({ page, complaints } = await openConsole(browser, desk.url, ADMINISTRATOR));
  page.on('response', (response) => {
    if (response.request().resourceType() === 'fetch') answers.push(response.text().catch(() => ''));
  });
  const { body } = await administrator.call('createTicket', {
    params,
    body: {
      title: 'Where is my refund?',
      html: '<p>Late</p>',
      customer: { name: 'Kim', email: 'customer@example.com' },
    },
  });
  ({ number } = body);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  await receivers.stop();
});

const bar = () => page.getByRole('group', { name: 'Unsaved changes' });
const list = () => page.getByRole('list', { name: 'Triggers', exact: true });
const form = () => page.locator('#item');
const label = (name: string): Locator => page.getByLabel(name, { exact: true });
/** An input that is chosen from. */
const choice = (name: string): Locator => page.getByRole('combobox', { name, exact: true });
/** Takes an option of an input that finds them by typing. */
const choose = async (name: string, option: string): Promise<void> => {
  await choice(name).fill(option);
  await page.getByRole('listbox', { name }).getByRole('option', { name: option, exact: true }).click();
};
const dryRun = () => page.getByRole('region', { name: 'Try it' });
const button = (name: string): Locator => form().getByRole('button', { name, exact: true });
const triggersNow = async () => (await administrator.call('listTriggers', { params })).body.triggers;
const names = async () => await list().getByRole('link').locator('[title]').allTextContents();
const focused = (target: Locator) => target.evaluate((element) => element === document.activeElement);
const save = async (): Promise<void> => {
  await label('Name').focus();
  await page.keyboard.press('Control+Enter');
  await bar().waitFor({ state: 'detached' });
};

describe('triggers', () => {
  it('given there is none, when one is built by keys alone, then it is saved as it was written', async () => {
    await page.goto(`${desk.url}/admin/care/triggers`);
    await page.getByText('No trigger yet. Nothing is done by itself.').waitFor();
    await page.locator('#section').focus();
    await page.keyboard.press('n');
    await label('Name').waitFor();
    await look(page, 'trigger-new');
    await page.keyboard.type('Refunds are urgent');
    await button('Condition').focus();
    await page.keyboard.press('Enter');
    await waitUntil('the new condition to have the focus', () => focused(label('What condition 1 asks')));
    await label('What condition 1 asks').selectOption({ label: 'Title' });
    await page.keyboard.press('Tab');
    expect(await focused(label('How condition 1 compares'))).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.type('refund');
    await button('Action').focus();
    await page.keyboard.press('Enter');
    await waitUntil('the new action to have the focus', () => focused(label('What action 1 does')));
    await label('What action 1 does').selectOption({ label: 'Set the priority' });
    await label('Priority of action 1').selectOption({ label: 'Urgent' });
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/triggers\/(?!_new)/);
    expect(await triggersNow()).toMatchObject([
      {
        name: 'Refunds are urgent',
        active: true,
        event: { kind: 'ticket_created' },
        conditions: { match: 'all', conditions: [{ field: 'ticket.title', operator: 'contains', value: 'refund' }] },
        actions: [{ kind: 'set_priority', priority: 'urgent' }],
      },
    ]);
    await list().getByText('When a ticket is created, if Title contains “refund”').waitFor();
    await list().getByText('→ set the priority to Urgent').waitFor();
    await list().getByText('Has not fired yet').waitFor();
  });

  it('given what is not saved, when it is tried with a ticket, then each condition has what it saw and each action what it would do', async () => {
    await dryRun().getByText('A ticket').click();
    await dryRun()
      .getByLabel('Number of the ticket')
      .fill(`#${String(number)}`);
    await dryRun().getByText('It would fire').waitFor();
    await dryRun().getByText('saw Where is my refund?').waitFor();
    await label('Value of condition 1').fill('voucher');
    await dryRun().getByText('Conditions not met').waitFor();
    await dryRun().getByText('If it fired').waitFor();
    await look(page, 'trigger-tried');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    // An example needs no ticket.
    await dryRun().getByText('An example').click();
    await dryRun().getByLabel('Title').fill('A voucher');
    await dryRun().getByText('It would fire').waitFor();
    await bar().getByRole('button', { name: 'Cancel' }).click();
    const { body } = await administrator.call('getTicket', { params: { ...params, number } });
    expect(body.priority).toBe('normal');
  });

  it('when conditions are nested to depth 3 and moved by keys, then the tree is saved as it stands; what is not filled in is marked there', async () => {
    await button('Group').click();
    await label('What condition 2.1 asks').selectOption({ label: 'Priority' });
    await choose('Value of condition 2.1', 'High');
    await button('Add a group to group 2').click();
    await label('What condition 2.2.1 asks').selectOption({ label: 'Channel' });
    expect(await button('Add a group to group 2.2').count()).toBe(0);
    await label('Name').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'Condition 2.2.1', exact: true }).getByText('Fill this in.').waitFor();
    await look(page, 'trigger-nested-fault');
    await choose('Value of condition 2.2.1', 'E-mail');
    // Out of its group, past what stands before it, and the focus goes with it.
    await label('What condition 2.2.1 asks').press('Alt+ArrowUp');
    await waitUntil('the focus to follow', () => focused(label('What condition 2.2 asks')));
    await button('Remove Group 2.3').click();
    await label('How many conditions of group 2 must be met').selectOption({ label: 'Any' });
    await save();
    expect((await triggersNow())[0]!.conditions).toEqual({
      match: 'all',
      conditions: [
        { field: 'ticket.title', operator: 'contains', value: 'refund' },
        {
          match: 'any',
          conditions: [
            { field: 'ticket.priority', operator: 'any_of', value: ['high'] },
            { field: 'ticket.channel', operator: 'any_of', value: ['email'] },
          ],
        },
      ],
    });
    await list().getByText('Title contains “refund” and (Priority is High or Channel is E-mail)').waitFor();
  });

  it('given a template, when it is chosen, then it fills the form, and what only the service knows is asked for', async () => {
    await page.getByRole('link', { name: 'New trigger' }).click();
    await page.getByRole('button', { name: /^Even distribution/ }).click();
    expect(await label('Name').inputValue()).toBe('Even distribution');
    await waitUntil('the name to have the focus', () => focused(label('Name')));
    await label('Group of action 1').selectOption({ index: 0 });
    await page.keyboard.press('Control+Enter');
    await form().getByText('Fill this in.').waitFor();
    await label('Group of action 1').selectOption({ index: 1 });
    await label('Open tickets at most, action 1').fill('30');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/triggers\/(?!_new)/);
    expect((await triggersNow())[1]).toMatchObject({
      name: 'Even distribution',
      actions: [{ kind: 'assign', strategy: 'sequential', cap: 30 }],
    });
  });

  it('given secrets, when they are written, then they are never answered or shown again, and kept when something else is saved', async () => {
    await page.getByRole('link', { name: 'New trigger' }).click();
    await label('Name').fill('Tell the others');
    await label('What happens').selectOption({ label: 'When time has passed' });
    await label('Hours').fill('');
    await label('Minutes').fill('80');
    await label('Name').focus();
    expect([await label('Hours').inputValue(), await label('Minutes').inputValue()]).toEqual(['1', '20']);
    await button('Action').click();
    await label('What action 1 does').selectOption({ label: 'Call a URL' });
    await label('Address that action 1 calls').fill('https://api.example.com/tickets');
    await button('Set a secret').click();
    await label('New secret of action 1').fill(SECRET);
    await button('Action').click();
    await label('What action 2 does').selectOption({ label: 'Notify Dooray! Messenger' });
    await label('Address of the hook, action 2').fill(HOOK);
    await label('Text of action 2').fill('Look at ');
    await page.keyboard.type('#{');
    await page.getByRole('option', { name: /ticket number/ }).click();
    await label('Name').focus();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/triggers\/(?!_new)/);
    await form().getByText('Calls are signed with a secret.').waitFor();
    await form().getByText('An address is set. It is never shown.').waitFor();
    await look(page, 'trigger-secrets');
    await label('Text of action 2').fill('Look');
    await form().getByRole('button', { name: 'Move action 2: Notify Dooray! Messenger up' }).click();
    await save();
    const [, , saved] = await triggersNow();
    expect(saved).toMatchObject({
      event: { kind: 'hours_since', since: 'last_reply', hours: 80 / 60 },
      actions: [
        { kind: 'dooray_notice', text: 'Look' },
        { kind: 'call_url', url: 'https://api.example.com/tickets' },
      ],
    });
    expect(saved!.actions.every((action) => 'secretRef' in action && action.secretRef !== null)).toBe(true);
    const told = (await Promise.all(answers)).join('\n');
    expect(told.includes('https://api.example.com/tickets')).toBe(true);
    expect([SECRET, HOOK].filter((secret) => told.includes(secret))).toEqual([]);
    const drawn = await page.content();
    expect([SECRET, HOOK].filter((secret) => drawn.includes(secret))).toEqual([]);
  });

  it('when triggers are put in order by keys and by mouse and switched off in their rows, then the desk has it so', async () => {
    expect(await names()).toEqual(['Refunds are urgent', 'Even distribution', 'Tell the others']);
    await list()
      .getByRole('link', { name: /^Tell the others/ })
      .press('Alt+ArrowUp');
    const orderNow = async () => (await triggersNow()).map(({ name }) => name).join();
    await waitUntil(
      'the order to be saved',
      async () => (await orderNow()) === 'Refunds are urgent,Tell the others,Even distribution',
    );
    const rows = list().getByRole('listitem');
    const from = (await rows.nth(2).locator('span').first().boundingBox())!;
    const to = (await rows.nth(0).locator('span').first().boundingBox())!;
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y - 20, { steps: 3 });
    await page.mouse.move(to.x + 8, to.y + 4, { steps: 5 });
    await page.mouse.up();
    await waitUntil(
      'the dragged order to be saved',
      async () => (await orderNow()) === 'Even distribution,Refunds are urgent,Tell the others',
    );
    await list().getByRole('switch', { name: 'Use Even distribution' }).press('Space');
    await waitUntil('it to be off', async () => (await triggersNow())[0]!.active === false);
    await list().getByText('not in use').waitFor();
    await look(page, 'triggers');
  });

  it('given two administrators at once on one trigger, then what only one changed goes through, and both see what both changed', async () => {
    await list()
      .getByRole('link', { name: /^Refunds are urgent/ })
      .click();
    const { triggerId } = (await triggersNow())[1]!;
    await label('Name').fill('Refunds first');
    await label('Priority of action 1').selectOption({ label: 'High' });
    const { status } = await administrator.call('editTrigger', {
      params: { ...params, triggerId },
      body: { event: { kind: 'customer_replied' }, actions: [{ kind: 'add_tag', tag: 'refund' }] },
    });
    expect(status).toBe(200);
    await label('Name').focus();
    await page.keyboard.press('Control+Enter');
    const conflict = page.getByRole('alert').filter({ hasText: 'Actions' });
    await conflict.getByText('from “set the priority to Urgent” to “add the tag “refund””').waitFor();
    await look(page, 'trigger-conflict');
    expect(await label('What happens').inputValue()).toBe('customer_replied');
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await save();
    expect((await triggersNow())[1]).toMatchObject({
      name: 'Refunds first',
      event: { kind: 'customer_replied' },
      actions: [{ kind: 'set_priority', priority: 'high' }],
    });
  });

  it('given a group that is gone, then its trigger is off and says so in the list, in its form and in the overview, until it is mended', async () => {
    const { body: group } = await administrator.call('createGroup', { params, body: { name: 'Night shift' } });
    const { body: made } = await administrator.call('createTrigger', {
      params,
      body: {
        name: 'To the night shift',
        event: { kind: 'ticket_created' },
        conditions: { match: 'all', conditions: [] },
        actions: [{ kind: 'forward_to_group', groupId: group.groupId }],
      },
    });
    await administrator.call('removeGroup', { params: { ...params, groupId: group.groupId } });
    await waitUntil(
      'the desk to stop it',
      async () =>
        (await triggersNow()).find(({ triggerId }) => triggerId === made.triggerId)?.stopped?.why === 'outdated',
      20_000,
    );
    // Wherever an administrator is.
    await page
      .getByText('The trigger ‘To the night shift’ names something that is gone and is out of use')
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByText('Stopped, and does nothing any more: To the night shift').waitFor();
    await page.getByRole('link', { name: /Triggers.*Stopped/ }).click();
    await list().getByText('Off: something that it names is gone').waitFor();
    await list()
      .getByRole('link', { name: /^To the night shift/ })
      .click();
    await form().getByText('Off, because something that it names is gone.').waitFor();
    await look(page, 'trigger-stopped');
    expect(await violationsOf(page)).toEqual([]);
    await label('Group of action 1').selectOption({ index: 1 });
    await save();
    await form().getByText('Off, because something that it names is gone.').waitFor({ state: 'detached' });
    await form().getByRole('button', { name: 'Remove this trigger' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove To the night shift' });
    await dialog.getByText('To the night shift does not fire any more').waitFor();
    await dialog.getByRole('button', { name: 'Remove this trigger' }).click();
    await page.waitForURL(/triggers$/);
    await waitUntil('it to be gone', async () => (await triggersNow()).length === 3);
  });
});

describe('business hours', () => {
  const hoursNow = async () => (await administrator.call('getBusinessHours', { params })).body;

  it('when hours, a country and days are set, then they are saved; what overlaps is marked where it stands', async () => {
    await page.getByRole('link', { name: 'Business hours', exact: true }).click();
    await page.getByText('Nothing is set yet: the service counts as always open.').waitFor();
    await page.getByRole('button', { name: 'Monday to Friday, 09:00 – 18:00' }).click();
    await label('Monday, until').fill('12:00');
    await page.getByRole('button', { name: 'Add hours on Monday' }).click();
    await label('Monday, until').nth(1).fill('11:00');
    await page.keyboard.press('Control+Enter');
    await page.getByText('It ends before it begins.').waitFor();
    await label('Monday, from').nth(1).fill('11:30');
    await label('Monday, until').nth(1).fill('18:00');
    await page.keyboard.press('Control+Enter');
    await page.getByText('These hours overlap.').waitFor();
    await label('Monday, from').nth(1).fill('13:00');
    await label('Public holidays').selectOption('KR');
    const holiday = page.getByRole('checkbox', { name: /^Open on/ }).first();
    await holiday.check();
    await page.getByRole('button', { name: 'Closed day' }).click();
    await label('Closed day 1').fill('2027-05-03');
    await label('Name of closed day 1').fill('Company day');
    await look(page, 'hours');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await bar().waitFor({ state: 'detached' });
    const hours = await hoursNow();
    expect(hours).toMatchObject({
      weekly: {
        monday: [
          { from: 540, to: 720 },
          { from: 780, to: 1080 },
        ],
        friday: [{ from: 540, to: 1080 }],
      },
      country: 'KR',
      closed: [{ day: '2027-05-03', name: 'Company day' }],
    });
    expect(hours.weekly.sunday ?? []).toEqual([]);
    expect(hours.open).toHaveLength(1);
  });
});

describe('a trial', () => {
  const changed = (name: string) => dryRun().getByRole('checkbox', { name: `${name} changed` });

  it('given a rule that asks what changed, when and about the customer’s record, then that is asked for, and it fires once it is supposed', async () => {
    await administrator.call('createField', {
      params,
      body: { code: 'size', scope: 'agent', type: 'text', names: { en: 'Size', ko: '크기' } },
    });
    const { body: made } = await administrator.call('createTrigger', {
      params,
      body: {
        name: 'Taken up at night',
        active: false,
        event: { kind: 'ticket_updated' },
        conditions: {
          match: 'all',
          conditions: [
            {
              field: 'ticket.status',
              operator: 'changed_from_to',
              value: { before: 'unassigned', after: 'processing' },
            },
            { field: 'event.at', operator: 'outside_business_hours' },
            {
              match: 'any',
              conditions: [
                { field: 'customer.note', operator: 'contains', value: 'VIP' },
                { field: 'ticket.tags', operator: 'any_of', value: ['VIP'] },
                { field: 'field.size', operator: 'is', value: 'XL' },
              ],
            },
          ],
        },
        actions: [{ kind: 'mail', to: 'customer', subject: 'We are on it', html: '<p>Dear #{customer.name}</p>' }],
      },
    });
    await page.goto(`${desk.url}/admin/care/triggers/${made.triggerId}`);
    await dryRun().getByText('An example').click();
    await dryRun().getByText('Conditions not met').waitFor();
    // Nothing but what it asks about.
    expect(await dryRun().getByRole('textbox').count()).toBe(4);
    await dryRun().getByLabel('At what time').fill('2026-12-06T10:00');
    await dryRun().getByLabel('Note on the customer').fill('A VIP since 2019');
    await dryRun().getByLabel('Customer’s e-mail address').fill('no-reply@shop.example.com');
    // With what the rule waits for.
    await changed('Status').check();
    await dryRun().getByText('It would fire').waitFor();
    await dryRun().getByText('the last message came from a machine: 1').waitFor();
    await dryRun().getByLabel('Customer’s e-mail address').fill('kim@example.com');
    await dryRun().getByText('to kim@example.com').waitFor();
    await look(page, 'trigger-trial-example');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    await dryRun().getByLabel('Note on the customer').fill('');
    await dryRun().getByText('Conditions not met').waitFor();
    await dryRun().getByLabel('Size').fill('XL');
    await dryRun().getByText('It would fire').waitFor();
    await dryRun().getByLabel('Suppose more…').selectOption({ label: 'Unread customer reply' });
    await waitUntil('it to have the focus', () => focused(dryRun().getByLabel('Unread customer reply')));
    await dryRun().getByLabel('Suppose more…').selectOption({ label: 'Priority changed' });
    await changed('Priority').waitFor();
    // A ticket has its own values: what happened and when can be supposed.
    await dryRun().getByText('A ticket').click();
    await dryRun()
      .getByLabel('Number of the ticket')
      .fill(`#${String(number)}`);
    await dryRun().getByText('Conditions not met').waitFor();
    expect(await dryRun().getByLabel('Size').count()).toBe(0);
    expect([await changed('Status').isChecked(), await changed('Priority').isChecked()]).toEqual([true, true]);
    const { body: tagged } = await administrator.call('getTicket', { params: { ...params, number } });
    expect(tagged.tags).toEqual([]);
    await administrator.call('editTicket', {
      params: { ...params, number },
      body: { tags: ['VIP'] },
      ifMatch: tagged.version,
    } as never);
    await changed('Priority').uncheck();
    await dryRun().getByText('It would fire').waitFor();
    await look(page, 'trigger-trial-ticket');
    await changed('Status').uncheck();
    await dryRun().getByText('Conditions not met').waitFor();
  });
});

describe('the trace beside a ticket', () => {
  it('given a ticket on which one trigger fired and another did not, then the panel says which, why, and what it did; an administrator is led to it', async () => {
    const { body: made } = await administrator.call('createTrigger', {
      params,
      body: {
        name: 'Late parcels are urgent',
        event: { kind: 'ticket_created' },
        conditions: { match: 'all', conditions: [{ field: 'ticket.title', operator: 'contains', value: 'late' }] },
        actions: [{ kind: 'set_priority', priority: 'urgent' }, { kind: 'complete' }],
      },
    });
    await administrator.call('createTrigger', {
      params,
      body: {
        name: 'Chats only',
        event: { kind: 'ticket_created' },
        conditions: { match: 'all', conditions: [{ field: 'ticket.channel', operator: 'is', value: 'chat' }] },
        actions: [{ kind: 'add_tag', tag: 'chat' }],
      },
    });
    const { body: ticket } = await administrator.call('createTicket', {
      params,
      body: { title: 'My parcel is late', html: '<p>Again</p>', customer: { email: 'customer@example.com' } },
    });
    const of = { ...params, number: ticket.number };
    await waitUntil(
      'the trigger to fire',
      async () => (await administrator.call('getTicket', { params: of })).body.priority === 'urgent',
      20_000,
    );
    await page.goto(`${desk.url}/s/care/all/${String(ticket.number)}`);
    await page.getByRole('button', { name: 'Triggers', exact: true }).click();
    const panel = page.getByRole('complementary', { name: 'Triggers' });
    const fired = panel.locator('li[data-fired]').first();
    await fired.getByText('Set the priority: Urgent').waitFor();
    await fired.getByText('nothing: the ticket is not resolved').waitFor();
    await fired.getByText('Conditions', { exact: true }).click();
    await fired.getByText('Title contains “late”').waitFor();
    await fired.getByText('saw My parcel is late').waitFor();
    await fired.getByText('1 trigger did not fire').click();
    await fired.getByText('Chats only').waitFor();
    await fired.getByText('Channel is Chat').waitFor();
    await fired.getByText('saw Created').waitFor();
    await look(page, 'trigger-trace');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    await panel.getByRole('link', { name: 'Open the trigger Late parcels are urgent' }).first().click();
    await page.waitForURL(new RegExp(`admin/care/triggers/${made.triggerId}$`));
    await list().getByText('Fired once').waitFor({ timeout: 20_000 });
  });
});

describe('what triggers called, beside a ticket', () => {
  const panelOf = (of: Page) => of.getByRole('complementary', { name: 'Triggers' });
  let number: number;

  it('given receivers that take it, know no such address, refuse and fail, then each stands at its action in words, with what was answered as text', async () => {
    await administrator.call('createTrigger', {
      params,
      body: {
        name: 'Tell everybody',
        event: { kind: 'ticket_created' },
        conditions: { match: 'all', conditions: [{ field: 'ticket.title', operator: 'contains', value: 'broken' }] },
        actions: [
          { kind: 'call_url', url: `${receivers.url}/calls?key=hidden` },
          { kind: 'call_url', url: `${receivers.url}/status/410` },
          { kind: 'call_url', url: `${receivers.url}/page` },
          { kind: 'dooray_notice', text: 'Broken', hook: `${receivers.url}/services/refuses/1` },
        ],
      },
    });
    const { body } = await administrator.call('createTicket', {
      params,
      body: { title: 'It came broken', html: '<p>Again</p>', customer: { email: 'customer@example.com' } },
    });
    ({ number } = body);
    // The panel stays open from the ticket before.
    await page.goto(`${desk.url}/s/care/all/${String(number)}`);
    const panel = panelOf(page);
    const call = (nth: number) =>
      panel.locator('li[data-fired]').first().getByRole('list', { name: 'What it did' }).locator('> li').nth(nth);
    // Nothing is clicked and no news comes: the panel looks by itself while a call is under way.
    await call(0).getByText('Taken', { exact: true }).waitFor({ timeout: 40_000 });
    await call(0).getByText('answered with status 200').waitFor();
    await call(0).getByText('tried once').waitFor();
    await call(1).getByText('Given up').waitFor({ timeout: 40_000 });
    await call(1).getByText('answered with status 410').waitFor();
    await call(2).getByText('Not taken yet: it is tried again').waitFor({ timeout: 40_000 });
    await call(2).getByText('next try').first().waitFor();
    await call(3).getByText('answered with status 200 · but refused it').waitFor({ timeout: 40_000 });
    expect(await panel.getByText('call on its way').count()).toBe(0);
    await call(2).getByText('What was answered').focus();
    await page.keyboard.press('Enter');
    const answered = call(2).getByRole('region', { name: 'What was answered' });
    await answered.getByText('<h1 onclick="document.title=\'taken over\'">Not found</h1>').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(answered)).toBe(true);
    expect(await answered.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await look(page, 'trigger-calls');
    expect(await violationsOf(page)).toEqual([]);
    expect(await tooWideOn(page)).toEqual([]);
    expect((await page.content()).includes('key=hidden')).toBe(false);
  });

  it('then an agent sees what came of it without what was answered; in Korean, dark', async () => {
    const agent = await openConsole(browser, desk.url, { email: 'mina@example.com', password: 'Handover-Test-1' });
    await switchToKorean(agent.page, { dark: true });
    await agent.page.goto(`${desk.url}/s/care/all/${String(number)}`);
    await agent.page.getByRole('button', { name: '트리거', exact: true }).click();
    const panel = agent.page.getByRole('complementary', { name: '트리거' });
    await panel.getByText('전달됨', { exact: true }).first().waitFor();
    await panel.getByText('응답 상태 410').waitFor();
    expect(await panel.getByText('응답 내용').count()).toBe(0);
    await look(agent.page, 'trigger-calls-ko-dark');
    expect(await violationsOf(agent.page)).toEqual([]);
    expect(agent.complaints).toEqual([]);
    await agent.page.context().close();
  });

  it('given more calls than a page holds, then the panel reads on until each stands at its trigger', async () => {
    const queries: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/outward-calls')) queries.push(new URL(request.url()).search);
    });
    await intercept(page, /\/outward-calls/, async (route) => {
      const url = new URL(route.request().url());
      if (!url.searchParams.has('cursor')) url.searchParams.set('limit', '1');
      await route.continue({ url: url.href });
    });
    await page.reload();
    const panel = panelOf(page);
    await panel.getByText('Taken', { exact: true }).waitFor({ timeout: 20_000 });
    expect(queries.some((query) => query.includes('cursor='))).toBe(true);
    await page.unroute(/\/outward-calls/);
  });
});

describe('what a condition compares with', () => {
  it('given a change that is asked about, then each side is anything, nothing or a value, in the input of its kind', async () => {
    const due = { code: 'due', scope: 'agent', type: 'date', names: { en: 'Due' } };
    expect((await administrator.call('createField', { params, body: due as never })).status).toBe(201);
    const asked = {
      triggerId: 'changes',
      name: 'Changes',
      active: false,
      event: { kind: 'ticket_updated' },
      mode: 'selective',
      conditions: {
        match: 'all',
        conditions: [
          { field: 'ticket.title', operator: 'changed_from_to', value: { after: 'refund' } },
          { field: 'field.due', operator: 'changed_from_to', value: { after: '2026-11-22' } },
          { field: 'ticket.tags', operator: 'changed_from_to', value: { after: 'vip' } },
          { field: 'ticket.unreadReply', operator: 'is', value: true },
          { field: 'ticket.number', operator: 'any_of', value: [7] },
          { field: 'customer.hasRecord', operator: 'changed_from_to', value: { after: true } },
        ],
      },
      actions: [{ kind: 'add_tag', tag: 'changed' }],
    };
    expect((await administrator.call('createTrigger', { params, body: asked as never })).status).toBe(201);
    await page.goto(`${desk.url}/admin/care/triggers/changes`);
    await label('Value of condition 1: before: nothing').check();
    expect(await label('Value of condition 1: before').count()).toBe(0);
    await label('Value of condition 2: before').fill('2026.11.21');
    await label('Value of condition 2: after: nothing').check();
    await label('Value of condition 3: removed').fill('late');
    await choice('Value of condition 5').fill('#1,024');
    await choice('Value of condition 5').press('Enter');
    await choice('Value of condition 5').fill('none');
    await choice('Value of condition 5').press('Enter');
    await label('Value of condition 6: before').selectOption({ label: 'no' });
    await look(page, 'trigger-changes');
    expect(await violationsOf(page)).toEqual([]);
    await save();
    const changed = (await triggersNow()).find(({ triggerId }) => triggerId === 'changes')!;
    expect(changed.conditions.conditions).toMatchObject([
      { value: { before: '', after: 'refund' } },
      { value: { before: '2026-11-21', after: '' } },
      { value: { before: 'late', after: 'vip' } },
      { value: true },
      { value: [7, 1024] },
      { value: { before: false, after: true } },
    ]);
    await list()
      .getByText(/Title changed from nothing to “refund”/)
      .waitFor();
    await list()
      .getByText(/Tags: “vip” was added and “late” was removed/)
      .waitFor();
    expect(await tooWideOn(page)).toEqual([]);
  });
});

describe('in Korean, dark, on a phone', () => {
  it('then the list, a trigger and the hours fit, and say it in Korean order', async () => {
    const phone = await openConsole(browser, desk.url, { ...ADMINISTRATOR, screen: PHONE });
    await phone.page.goto(`${desk.url}/s/care/all`);
    await phone.page.getByRole('button', { name: 'Show lists' }).click();
    await switchToKorean(phone.page, { dark: true });
    await phone.page.goto(`${desk.url}/admin/care/triggers`);
    await phone.page.getByText('고객이 답장하면').first().waitFor();
    await phone.page.getByText(/제목에 “refund” 포함 그리고/).waitFor();
    await look(phone.page, 'triggers-phone-ko');
    expect(await tooWideOn(phone.page)).toEqual([]);
    await phone.page.getByRole('link', { name: /^Refunds first/ }).click();
    await phone.page.getByText('시험해 보기').waitFor();
    await look(phone.page, 'trigger-phone-ko');
    expect(await violationsOf(phone.page)).toEqual([]);
    expect(await tooWideOn(phone.page)).toEqual([]);
    expect(phone.complaints).toEqual([]);
    await phone.page.context().close();
  });

  it('then nothing was complained of', () => {
    // Two administrators at once: the desk refused the first try to save.
    expect(complaints.filter((complaint) => !complaint.includes(' 412 '))).toEqual([]);
  });
});
