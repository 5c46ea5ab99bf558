import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { textContentOf } from '../../shared/domain/masking/html-text.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openTables, type DeskTables } from '../support/desk-tables.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';

jest.setTimeout(120_000);

const care = { serviceId: 'care' };
const SECRET = '010-2846-9137';
/** However it is spaced or written. */
const LEAK = /2846|9137/;
/** The same in a log, where such digits stand by chance in longer numbers: ports, times, sizes. */
const LEAK_IN_LOG = /2846\D{0,3}9137|(?<!\d)(?:2846|9137)(?!\d)/;
/** Random ids (the secret is shorter), times and sizes in a log, in some of which such digits stand by chance. */
const CHANCE = /[\w-]{15,}=|[\w-]{20,}|[\d.]+ ms|"bytes":\d+/g;

let desk: OpenDesk;
let tables: DeskTables;
let mina: DeskClient;
let jun: DeskClient;
let admin: DeskClient;
let live: LiveListener;
let number: number;
let entryId: string;
const params = () => ({ ...care, number, entryId });

beforeAll(async () => {
  desk = await openDesk();
  tables = await openTables(desk.data);
  [mina, jun, admin] = await Promise.all([
    desk.signIn('mina@example.com'),
    desk.signIn('jun@example.com'),
    desk.signIn('admin@example.com'),
  ]);
  live = await listenLive(mina, 'care');
  await sendAsCustomer(desk.smtpPort, {
    from: 'customer@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'Please call',
    html: `<p>전화 주세요: <b>010</b>-2846-9137 👩‍👩‍👧</p><p>${SECRET} &amp; thanks</p>`,
    attachments: [{ filename: 'passport.pdf', content: '%PDF-1.4', contentType: 'application/pdf' }],
  });
  ({ number } = await live.row(({ version }) => version === 1, { limit: 30_000 }));
  await live.show(number);
  entryId = (await history())[0]!.id;
});
afterAll(async () => {
  tables.close();
  await live.close();
  await desk.close();
});

const history = async (by = jun) => (await by.call('listEntries', { params: { ...care, number } })).body.entries;
const facts = async () =>
  (await mina.call('listEvents', { params: { ...care, number } })).body.events.map(({ type }) => type);
const logsOf = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? logsOf(path) : path.endsWith('.log') ? [path] : [];
  });

it('given a customer’s number in a mail, when an agent masks it, then it is nowhere in the ticket any more, and every console hears of it', async () => {
  const [before] = await history();
  await jun.call('saveDraft', { params: { ...care, number }, body: { html: `<p>We call ${SECRET}.</p>`, version: 0 } });
  const text = textContentOf(before!.html);
  const places = ['010-2846-9137 👩‍👩‍👧', SECRET].map((words, index) => {
    const start = index === 0 ? text.indexOf(words) : text.lastIndexOf(words);
    return { start, end: start + words.length };
  });

  const toldBefore = live.received.length;
  const { status, body } = await mina.call('maskEntry', {
    params: params(),
    body: { revision: 0, selections: places },
  });
  expect([status, body.maskRevision, body.masks.length]).toEqual([200, 1, 2]);
  expect(body.html).toContain('<b>***</b>*');
  expect(body.html).toContain('&amp; thanks');

  expect(JSON.stringify(await history())).not.toMatch(LEAK);
  const rows = await tables.rowsOf('care', number);
  expect(rows.map(({ entity }) => entity)).toEqual(expect.arrayContaining(['entry', 'original', 'draft']));
  expect(JSON.stringify(rows)).not.toMatch(LEAK);
  await live.row(({ version }) => version > 1);
  expect(JSON.stringify(live.received.slice(toldBefore))).not.toMatch(LEAK);
});

it('given the mask, then who has the right sees what it hides, the log says so, and nobody else does', async () => {
  const [first, second] = (await history())[0]!.masks.map(({ id }) => id);
  const maskId = first!;
  expect(await jun.call('revealMask', { params: { ...params(), maskId }, body: {} })).toMatchObject({
    status: 403,
    body: { code: 'unmask_not_allowed' },
  });
  expect(await admin.call('revealMask', { params: { ...params(), maskId: second! }, body: {} })).toMatchObject({
    status: 200,
    body: { text: SECRET },
  });
  expect((await facts()).slice(0, 2)).toEqual(['masked_viewed', 'entry_masked']);
  await live.next('hint', ({ fact }) => fact === 'masked_viewed');

  expect(await jun.call('unmaskEntry', { params: { ...params(), maskId } })).toMatchObject({ status: 403 });
  expect(await admin.call('unmaskEntry', { params: { ...params(), maskId } })).toMatchObject({
    status: 200,
    body: { maskRevision: 2, masks: [{ id: second }] },
  });
  const [entry] = await history();
  expect(entry!.html).toContain('<b>010</b>-2846-9137 👩‍👩‍👧');
  expect(entry!.html).toContain('************* &amp; thanks');
});

it('given a file, when an agent removes it, then it is gone from the bucket and the entry says by whom', async () => {
  const [file] = (await history())[0]!.attachments;
  const me = (await mina.call('getMe', {})).body.agentId;
  expect(await mina.call('removeAttachment', { params: { ...params(), attachmentId: file!.id } })).toMatchObject({
    status: 200,
    body: { removedAttachments: [{ id: file!.id, by: me }] },
  });
  expect((await history())[0]!.attachments).toEqual([]);
  expect(await tables.filesOf('care', number)).toEqual([]);
  // Who may not list isn't told that it is gone.
  expect((await fetch(file!.url)).status).toBe(403);
});

it('then no log and no event has a word of it', async () => {
  const logs = logsOf(desk.data);
  expect(logs.length).toBeGreaterThan(0);
  expect(logs.filter((path) => LEAK_IN_LOG.test(readFileSync(path, 'utf8').replaceAll(CHANCE, '')))).toEqual([]);
  const events = (await tables.rowsOf('care', number)).filter(({ entity }) => entity === 'event');
  expect(events.length).toBeGreaterThan(3);
  expect(JSON.stringify(events)).not.toMatch(LEAK);
});
