import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/accessibility.ts';
import { launchBrowser, look, PHONE, openConsole } from '../support/console-browser.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo, onlyMailTo } from '../support/outbox.ts';
import { tooWideOn } from '../support/screen-fit.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: readonly string[];
let number: number;

const care = { serviceId: 'care' };
const ADMIN = 'admin@example.com';

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  await sendAsCustomer(desk.smtpPort, {
    from: '"Sora Kim" <sora@customer.example.com>',
    to: 'support@desk.example.com',
    subject: 'Where is my order?',
    text: 'I have been waiting for a week. Where is it?',
  });
  const { status } = await (
    await desk.signIn(ADMIN)
  ).call('createCategory', {
    params: care,
    body: { kind: 'processing_type', names: { en: 'Refunded', ko: '환불' } },
  });
  expect(status).toBe(201);
  const mina = await desk.signIn('mina@example.com');
  number = await waitUntil('the ticket', async () => {
    const { body } = await mina.call('listTickets', { params: care, query: { list: 'all' } });
    return body.rows[0]?.number;
  });
  ({ page, complaints } = await openConsole(browser, desk.url, { email: ADMIN, password: 'Handover-Test-1' }));
  page.setDefaultTimeout(10_000);
  await page.goto(`${desk.url}/admin/care/templates`);
  await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const text = () => page.getByRole('textbox', { name: 'Text', exact: true });
const variables = () => page.getByRole('listbox', { name: 'Variables' });
const preview = () => page.getByRole('region', { name: 'Preview' });
const previewed = () => preview().frameLocator('iframe').locator('body');
const save = () => page.keyboard.press('Control+Enter');
const saved = () => page.getByRole('form').getByRole('button', { name: /^Save/ }).waitFor({ state: 'detached' });
const administrator = () => desk.signIn(ADMIN);
const section = async (name: string): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
const templateNamed = async (name: string) => {
  const client = await administrator();
  const { body } = await client.call('listTemplates', { params: care, query: {} });
  const found = body.templates.find((each) => each.name === name);
  if (found === undefined) return undefined;
  return (await client.call('getTemplate', { params: { ...care, templateId: found.templateId } })).body;
};
const versionOfTicket = async (): Promise<number> =>
  (await (await administrator()).call('getTicket', { params: { ...care, number } })).body.version;

it('given no template, when one is written by keys with a picked variable, then the preview has the real customer’s name', async () => {
  await page.getByText('There is no template yet.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.locator('#section').focus();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await page.keyboard.type('Delivery is late');
  await page.keyboard.press('Tab');
  await page.keyboard.type('delay');
  await text().focus();
  await page.keyboard.type('Dear #{');
  await variables().waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'template-variables');
  await page.keyboard.type('cust');
  await variables().getByRole('option', { selected: true }).getByText('customer’s name').waitFor();
  await page.keyboard.press('ArrowDown');
  await variables().getByRole('option', { selected: true }).getByText('e-mail').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await variables().waitFor({ state: 'detached' });
  await page.keyboard.type(', we call you at #{phone');
  await page.keyboard.press('Tab');
  await page.keyboard.type('.');
  expect(await text().innerText()).toBe('Dear #{customer.name}, we call you at #{customer.phone}.');
  await previewed().getByText('Dear Sora Kim, we call you at #{customer.phone}.').waitFor();
  expect(await previewed().locator('mark').allInnerTexts()).toEqual(['#{customer.phone}']);
  await preview()
    .getByText(`#${String(number)} Where is my order?`)
    .waitFor();
  await preview().getByText('This ticket has no value for: customer’s phone number.').waitFor();
  await page.getByRole('combobox', { name: 'Processing types', exact: true }).focus();
  await page.keyboard.type('refu');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await look(page, 'template-new');
  await save();
  await page.getByRole('link', { name: /Delivery is late/ }).waitFor();
  await saved();
  expect(await templateNamed('Delivery is late')).toMatchObject({
    shared: true,
    searchCode: 'delay',
    html: '<p dir="auto">Dear #{customer.name}, we call you at #{customer.phone}.</p>',
  });
});

it('given a variable that does not exist, then it is said while it is typed and nothing is saved; Escape leaves what was typed', async () => {
  await text().focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' #{nam');
  await variables().waitFor();
  await page.keyboard.press('Escape');
  await variables().waitFor({ state: 'detached' });
  await page.keyboard.type('e}');
  await page.getByText('There is no such variable: #{name}').waitFor();
  await preview().getByText('It follows once the text is right.').waitFor();
  await save();
  await page.getByText('It has variables that don’t exist.').waitFor();
  expect((await templateNamed('Delivery is late'))?.version).toBe(1);
  await page.getByRole('button', { name: /^Cancel|^Discard/ }).click();
  await page.getByText('There is no such variable: #{name}').waitFor({ state: 'detached' });
  expect(await text().innerText()).toBe('Dear #{customer.name}, we call you at #{customer.phone}.');
});

it('given a search code that is taken, then it is refused at its field', async () => {
  await (
    await administrator()
  ).call('createTemplate', {
    params: care,
    body: {
      name: '배송 지연 안내',
      searchCode: '지연',
      language: 'ko',
      html: '<p>#{customer.name} 고객님, 죄송합니다.</p>',
      shared: true,
      categoryIds: [],
    },
  });
  const code = page.getByRole('textbox', { name: 'Search code' });
  await code.fill('지연');
  await save();
  await page.getByText('Another template has the search code “지연”.').waitFor();
  expect(await code.getAttribute('aria-invalid')).toBe('true');
  expect(await violationsOf(page)).toEqual([]);
  await code.fill('delay');
});

it('when it is mailed to oneself, then it comes to one’s own address as an answer would look, and no ticket changes', async () => {
  const before = await versionOfTicket();
  await preview().getByRole('button', { name: 'Mail it to me' }).click();
  await preview().getByText(`Sent to ${ADMIN}`).waitFor();
  const { parsed } = await onlyMailTo(desk.outboxUrl, ADMIN);
  expect(parsed.subject).toBe(`Re: Where is my order? [#${String(number)}]`);
  expect(parsed.from?.value[0]?.address).toBe('support@desk.example.com');
  expect(parsed.replyTo?.value[0]?.address).toBe(ADMIN);
  expect(parsed.text).toContain('Dear Sora Kim, we call you at .');
  expect(await versionOfTicket()).toBe(before);
});

it('given two administrators at once on one template, then both are shown and nothing is lost', async () => {
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await text().focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Mine.');
  await name.fill('Delivery is very late');
  const template = (await templateNamed('Delivery is late'))!;
  const second = await administrator();
  const { status } = await second.call('editTemplate', {
    params: { ...care, templateId: template.templateId },
    body: { html: '<p>Theirs: #{customer.name}</p>', language: 'ko' },
  });
  expect(status).toBe(200);
  await save();
  await page
    .getByText(/changed “?Text”?|Theirs: #\{customer\.name\}/)
    .first()
    .waitFor();
  await look(page, 'template-conflict');
  expect(await text().innerText()).toContain('Mine.');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep mine' }).first().click();
  await save();
  await saved();
  expect(await templateNamed('Delivery is very late')).toMatchObject({
    language: 'ko',
    html: '<p dir="auto">Dear #{customer.name}, we call you at #{customer.phone}. Mine.</p>',
  });
});

it('when templates are filtered and one is deleted, then its code is free again', async () => {
  const items = () => page.getByRole('list', { name: 'Templates' }).getByRole('listitem');
  expect(await items().count()).toBe(2);
  await page.getByRole('combobox', { name: 'Templates in a language' }).selectOption('Japanese');
  await page.getByText('No template is like that.').waitFor();
  await page.getByRole('combobox', { name: 'Templates in a language' }).selectOption('All languages');
  expect(await items().count()).toBe(2);
  await page.getByRole('combobox', { name: 'Templates for a processing type' }).selectOption('Refunded');
  // One without processing types is offered for all.
  expect(await items().count()).toBe(2);
  await page.getByRole('combobox', { name: 'Templates for a processing type' }).selectOption('All categories');
  await page.getByRole('button', { name: 'Delete the template' }).click();
  await page.getByText('Uses so far: 0.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'template-delete');
  await page.getByRole('button', { name: 'Delete it' }).click();
  await page.getByRole('link', { name: /Delivery is very late/ }).waitFor({ state: 'detached' });
  expect(await templateNamed('Delivery is very late')).toBeUndefined();
});

it('given a layout, when its place for the answer is lost, then it says so and nothing is saved', async () => {
  await section('Mail layouts');
  await page.getByRole('link', { name: /Resolved, English/ }).click();
  const html = page.getByRole('textbox', { name: 'HTML' });
  await preview().getByText('Re: Where is my order?').waitFor();
  await previewed().getByText('thank you for your inquiry').waitFor();
  await look(page, 'layout-built-in');
  await html.fill('<h2>#{service.name}</h2>');
  await page.getByText('#{content} is missing: put it where the answer goes.').waitFor();
  await save();
  await page.getByText('It must have #{content} exactly once, in the text.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await html.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('<p>#{cont');
  await variables().getByRole('option', { selected: true }).getByText('the answer', { exact: true }).waitFor();
  await look(page, 'layout-variables');
  await page.keyboard.press('Enter');
  await page.keyboard.type('</p><p>#{agent.name}</p>');
  expect(await html.inputValue()).toBe('<h2>#{service.name}</h2><p>#{content}</p><p>#{agent.name}</p>');
});

it('when it is saved, then real answers leave in it', async () => {
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.focus();
  await page.getByRole('button', { name: 'Insert a variable' }).first().click();
  await variables().waitFor();
  await page.keyboard.type('title');
  await page.keyboard.press('Enter');
  expect(await subject.inputValue()).toBe('#{ticket.title}');
  await page.keyboard.type(' is settled');
  await preview().getByText('Where is my order? is settled').waitFor();
  await look(page, 'layout-own');
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await tooWideOn(page)).toEqual([]);
  await look(page, 'layout-1280');
  await page.setViewportSize({ width: 1440, height: 900 });
  await preview().getByRole('button', { name: 'Mail it to me' }).click();
  await preview().getByText(`Sent to ${ADMIN}`).waitFor();
  const tests = await waitUntil('the second test mail', async () => {
    const all = await mailsTo(desk.outboxUrl, ADMIN);
    return all.length === 2 ? all : undefined;
  });
  expect(tests.map((each) => each.subject)).toContain('Where is my order? is settled');
  await save();
  await saved();
  await page.getByText('Your own layout, edited by').waitFor();
  const mina = await desk.signIn('mina@example.com');
  const ticket = { ...care, number };
  expect((await mina.call('keepTicket', { params: ticket, body: {} })).status).toBe(200);
  expect((await mina.call('editTicket', { params: ticket, body: { language: 'en' } })).status).toBe(200);
  expect((await mina.call('resolveTicket', { params: ticket, body: { html: '<p>It comes today.</p>' } })).status).toBe(
    200,
  );
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'sora@customer.example.com', 30_000);
  expect(parsed.subject).toBe('Where is my order? is settled');
  expect(parsed.html).toContain('<div><p>It comes today.</p></div><p>Mina</p>');
});

it('when it goes back to the built-in layout, then it says what goes', async () => {
  await page.getByRole('button', { name: 'Back to the built-in layout' }).click();
  await page.getByText('Your subject and HTML for Resolved, English are deleted.').waitFor();
  await page.getByRole('button', { name: 'Delete mine' }).click();
  await page.getByText('The built-in layout. What you save takes its place.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('');
  // Refusals that the stories above are about.
  expect(complaints.filter((complaint) => !/status of (?:409|412)/.test(complaint))).toEqual([]);
});

it('in Korean, on a dark phone, everything is there and nothing is cut off', async () => {
  const phone = await openConsole(browser, desk.url, {
    email: ADMIN,
    password: 'Handover-Test-1',
    locale: 'ko-KR',
    screen: { ...PHONE, colorScheme: 'dark' },
  });
  page = phone.page;
  await page.goto(`${desk.url}/admin/care/templates`);
  await page.getByRole('link', { name: /배송 지연 안내/ }).click();
  await page.getByRole('textbox', { name: '내용', exact: true }).waitFor();
  await page.getByRole('region', { name: '미리보기' }).frameLocator('iframe').getByText('Sora Kim 고객님').waitFor();
  expect(await tooWideOn(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'template-phone');
  await page.goto(`${desk.url}/admin/care/layouts/pending-ko`);
  await page.getByRole('region', { name: '미리보기' }).frameLocator('iframe').getByText('문의해 주셔서').waitFor();
  expect(await tooWideOn(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
  await look(page, 'layout-phone');
});
