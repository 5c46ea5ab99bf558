import { simpleParser } from 'mailparser';
import { mailStore, type MailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { startOutbox } from '../../../../infra/local/outbox/start-outbox.ts';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import type { Running } from '../../../../infra/local/kernel.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';

let state: State;
let mails: MailStore;
let outbox: Running & { readonly port: number };
beforeEach(async () => {
  state = openState(temporaryFolder());
  mails = mailStore(state);
  outbox = await startOutbox({ port: 0, mails, log: () => {} });
});
afterEach(async () => {
  await outbox.stop();
  state.close();
});
afterAll(removeTemporaryFolders);

const get = (path: string) => fetch(`http://127.0.0.1:${String(outbox.port)}${path}`);
const idsOf = async (path: string) =>
  ((await (await get(path)).json()) as { readonly mails: readonly { readonly id: string }[] }).mails.map(({ id }) =>
    Number(id),
  );

const html =
  '<p onclick="x()">안녕<script>alert(1)</script><img src="cid:logo@1"><img src="https://tracker.example.com/x.png"><a href="javascript:x()">a</a><form action="/"><input></form></p>';
const aRaw = (subject: string) =>
  Buffer.from(
    [
      'From: Support <support@desk.example.com>',
      'To: customer@example.com',
      `Subject: ${subject}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      html,
      '--b',
      'Content-Type: image/png',
      'Content-ID: <logo@1>',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--b',
      'Content-Type: text/plain',
      "Content-Disposition: attachment; filename*=utf-8''%EC%98%81%EC%88%98%EC%A6%9D.txt",
      'Content-Transfer-Encoding: base64',
      '',
      'YSByZWNlaXB0',
      '--b--',
      '',
    ].join('\r\n'),
  );
let made = 0;
const aSent = (changes: Partial<Parameters<MailStore['add']>[0]> = {}) => {
  made += 1;
  return mails.add({
    sesMessageId: `ses-${String(made)}`,
    messageId: `<ses-${String(made)}@x>`,
    from: 'support@desk.example.com',
    to: ['customer@example.com'],
    subject: 'Your parcel',
    sentAt: '2026-11-22T10:00:00.000Z',
    references: [],
    tags: { mailId: ['m_1'] },
    raw: aRaw('Your parcel'),
    ...changes,
  });
};

describe('as JSON', () => {
  it('lists newest last, by recipient, and onwards from a mail or a time', async () => {
    aSent();
    aSent({
      to: ['other@example.com', 'Customer@Example.com'],
      sentAt: '2026-11-22T11:00:00.000Z',
      inReplyTo: '<q@example.com>',
      references: ['<q@example.com>'],
    });
    aSent({ to: ['other@example.com'], sentAt: '2026-11-22T12:00:00.000Z' });
    await expect(idsOf('/mails')).resolves.toEqual([1, 2, 3]);
    await expect(idsOf('/mails?to=customer@example.com')).resolves.toEqual([1, 2]);
    await expect(idsOf('/mails?after=1')).resolves.toEqual([2, 3]);
    await expect(idsOf('/mails?to=other@example.com&after=2026-11-22T11:30:00Z')).resolves.toEqual([3]);
    await expect(idsOf('/mails?limit=2')).resolves.toEqual([2, 3]);
    await expect(idsOf('/mails?after=0&limit=2')).resolves.toEqual([1, 2]);
    expect((await get('/mails?after=yesterday')).status).toBe(400);
    const {
      mails: [mail],
    } = (await (await get('/mails?after=1&limit=1')).json()) as { mails: readonly unknown[] };
    expect(mail).toEqual({
      id: '2',
      sesMessageId: expect.any(String),
      messageId: expect.any(String),
      from: 'support@desk.example.com',
      to: ['other@example.com', 'Customer@Example.com'],
      subject: 'Your parcel',
      sentAt: '2026-11-22T11:00:00.000Z',
      inReplyTo: '<q@example.com>',
      references: ['<q@example.com>'],
      tags: { mailId: ['m_1'] },
      size: aRaw('Your parcel').length,
    });
  });

  it('shows one mail taken apart, raw, and its attachments', async () => {
    const id = aSent();
    const mail = (await (await get(`/mails/${id}.json`)).json()) as {
      readonly html: string;
      readonly attachments: readonly { readonly filename: string; readonly href: string }[];
    };
    expect(mail).toMatchObject({
      id,
      subject: 'Your parcel',
      html: expect.stringContaining('<script>'),
      headers: expect.arrayContaining([{ name: 'Subject', value: 'Your parcel' }]),
    });
    const receipt = mail.attachments.find(({ filename }) => filename === '영수증.txt')!;
    const download = await get(receipt.href);
    expect([await download.text(), download.headers.get('content-disposition')]).toEqual([
      'a receipt',
      expect.stringMatching(/^attachment; /),
    ]);
    const raw = await get(`/mails/${id}.eml`);
    const bytes = Buffer.from(await raw.arrayBuffer());
    expect(bytes.equals(aRaw('Your parcel'))).toBe(true);
    await expect(simpleParser(bytes)).resolves.toMatchObject({ subject: 'Your parcel' });
    expect((await get('/mails/99.json')).status).toBe(404);
  });
});

describe('as a page', () => {
  it('lists fifty at a time and finds by words', async () => {
    state.transaction(() => {
      for (let i = 0; i < 120; i += 1) aSent({ subject: `Parcel ${String(i)}`, to: [`c${String(i)}@example.com`] });
    });
    const first = await (await get('/')).text();
    expect(first.match(/class="row"/g)).toHaveLength(50);
    expect(first.indexOf('Parcel 119')).toBeLessThan(first.indexOf('Parcel 70'));
    const older = await (await get(/href="(\/\?before=\d+)"/.exec(first)![1]!)).text();
    expect(older).toContain('Parcel 69<');
    expect(older).not.toContain('Parcel 70<');
    const found = await (await get('/?q=PARCEL+42')).text();
    expect(found.match(/class="row"/g)).toHaveLength(1);
  });

  it('shows a mail’s HTML without what could act or fetch', async () => {
    const id = aSent({ subject: '<b>Bold</b>' });
    const page = await (await get(`/mails/${id}`)).text();
    expect(page).toContain('&lt;b&gt;Bold&lt;/b&gt;');
    const frame = /srcdoc="([^"]*)"/
      .exec(page)![1]!
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(page).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(frame).toContain('안녕');
    expect(frame).toContain('src="data:image/png;base64,iVBORw0KGgo="');
    expect(frame).not.toMatch(/<script|onclick|javascript:|tracker|<form|<input/);
  });

  it('is quick with 10,000 mails', async () => {
    state.transaction(() => {
      for (let i = 0; i < 10_000; i += 1)
        aSent({
          subject: `Parcel ${String(i)}`,
          to: [`c${String(i % 100)}@example.com`],
          raw: Buffer.from('Subject: x\r\n\r\nx'),
        });
    });
    const started = performance.now();
    await (await get('/')).text();
    await expect(idsOf('/mails?to=c7@example.com')).resolves.toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
