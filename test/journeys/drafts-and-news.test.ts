import { DRAFT_VERSIONS } from '../../shared/domain/draft/draft.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { onlyMailTo, sentTo } from '../support/outbox.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

let desk: OpenDesk;
/** Two windows of one agent, and a colleague. */
let mina: DeskClient;
let minasOther: DeskClient;
let jun: DeskClient;
let live: LiveListener;
const care = { serviceId: 'care' };
const toDesk = { to: 'support@desk.example.com' };

beforeAll(async () => {
  desk = await openDesk();
  [mina, minasOther, jun] = await Promise.all([
    desk.signIn('mina@example.com'),
    desk.signIn('mina@example.com'),
    desk.signIn('jun@example.com'),
  ]);
  live = await listenLive(mina, 'care');
});
afterAll(async () => {
  await live.close();
  await desk.close();
});

/** A customer's mail as a ticket that Mina keeps. */
const aTicketOf = async (from: string, subject: string) => {
  const { messageId } = await sendAsCustomer(desk.smtpPort, { ...toDesk, from, subject, text: 'Where is my parcel?' });
  const number = await waitUntil(
    'the ticket',
    async () =>
      (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
        (row) => row.title === subject,
      )?.number,
    20_000,
  );
  const params = { ...care, number };
  expect((await mina.call('keepTicket', { params, body: {} })).status).toBe(200);
  return {
    params,
    messageId,
    reply: (text: string) =>
      sendAsCustomer(desk.smtpPort, {
        ...toDesk,
        from,
        subject: `Re: ${subject}`,
        inReplyTo: messageId,
        references: [messageId],
        text,
      }),
  };
};
const save = (
  window: DeskClient,
  params: { readonly serviceId: string; readonly number: number },
  html: string,
  version: number,
) => window.call('saveDraft', { params, body: { html, version } });
const versionsOf = async (params: { readonly serviceId: string; readonly number: number }) =>
  (await mina.call('listDraftVersions', { params })).body.versions;
const entriesOf = async (params: { readonly serviceId: string; readonly number: number }) =>
  (await mina.call('listEntries', { params, query: { limit: 100 } })).body.entries;

describe('an answer that is being written', () => {
  let ticket: Awaited<ReturnType<typeof aTicketOf>>;
  beforeAll(async () => {
    ticket = await aTicketOf('sora@customer.example.com', 'A parcel is late');
  });

  it('given autosaves, when the console is opened elsewhere, then the text is there, safe, and for its writer alone', async () => {
    const { params } = ticket;
    expect(await save(mina, params, '<p>Dear So</p>', 0)).toMatchObject({ status: 200, body: { version: 1 } });
    expect(
      await save(mina, params, '<p>Dear Sora, <img src="x" onerror="alert(1)">it is on its way</p>', 1),
    ).toMatchObject({ status: 200, body: { version: 2, arrived: [] } });
    const elsewhere = (await minasOther.call('getDraft', { params })).body;
    expect(elsewhere).toMatchObject({ version: 2, arrived: [] });
    expect(elsewhere.html).toContain('it is on its way');
    expect(elsewhere.html).not.toContain('onerror');
    expect((await jun.call('getDraft', { params })).body).toMatchObject({ version: 0, html: '' });
  });

  it('when a colleague works on the ticket meanwhile, then nothing that was typed is lost', async () => {
    const { params } = ticket;
    expect(
      (await jun.call('commentTicket', { params, body: { html: '<p>The carrier says tomorrow</p>' } })).status,
    ).toBe(200);
    const saved = await save(mina, params, '<p>Dear Sora, it is on its way to you</p>', 2);
    expect(saved).toMatchObject({
      status: 200,
      body: { version: 3, html: '<p>Dear Sora, it is on its way to you</p>' },
    });
    expect(saved.body.arrived).toMatchObject([{ kind: 'comment', by: { kind: 'agent' } }]);
  });

  it('given two windows, when the second saves on an older text, then it is told, and both texts can be loaded', async () => {
    const { params } = ticket;
    const refused = await save(minasOther, params, '<p>Dear Sora, I am sorry</p>', 2);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'draft_conflict', expectedVersion: 2, actualVersion: 3 },
    });
    expect((await minasOther.call('getDraft', { params })).body.html).toBe('<p>Dear Sora, it is on its way to you</p>');
    expect((await versionsOf(params)).map(({ text }) => text)).toContain('Dear Sora, I am sorry');
  });

  it('when the customer writes before it is sent, then it is held back with the news, and stays a draft', async () => {
    const { params, reply } = ticket;
    const seenEntryId = (await entriesOf(params)).at(-1)!.id;
    await reply('It has arrived, never mind!');
    await live.row(({ number, replied }) => number === params.number && replied, { limit: 20_000 });
    const draft = (await mina.call('getDraft', { params })).body;
    expect(draft.arrived.map(({ kind }) => kind)).toEqual(['comment', 'customer_message']);

    const answer = { html: '<p>Dear Sora, it is on its way to you.</p>', draftVersion: draft.version };
    const held = await mina.call('resolveTicket', { params, body: { ...answer, seenEntryId } });
    expect(held).toMatchObject({
      status: 409,
      body: { code: 'news_arrived', lastEntryId: draft.arrived.at(-1)!.entryId },
    });
    expect((await mina.call('getDraft', { params })).body).toMatchObject({ version: draft.version, html: draft.html });
    expect(await sentTo(desk.outboxUrl, 'sora@customer.example.com')).toEqual([]);

    const sent = await mina.call('resolveTicket', {
      params,
      body: { ...answer, html: '<p>Dear Sora, glad to hear it.</p>', seenEntryId: draft.arrived.at(-1)!.entryId },
    });
    expect(sent).toMatchObject({ status: 200, body: { status: 'resolved' } });
    expect((await onlyMailTo(desk.outboxUrl, 'sora@customer.example.com')).parsed.text).toContain('glad to hear it');
    const after = (await minasOther.call('getDraft', { params })).body;
    expect(after).toMatchObject({ version: draft.version + 1, html: '', begunAt: null, arrived: [] });
    const answered = (await entriesOf(params)).at(-1)!;
    expect((await versionsOf(params))[0]).toMatchObject({ text: 'Dear Sora, glad to hear it.', sentAs: answered.id });
  });
});

it('given one draft in two windows, when both send it at once, then it goes out once and the other window is told; a repeated request is well', async () => {
  const { params } = await aTicketOf('once@customer.example.com', 'Only once, please');
  const { version } = (await save(mina, params, '<p>Once and no more</p>', 0)).body;
  const send = (window: DeskClient, key: string) =>
    window.call('pendTicket', {
      params,
      headers: { 'idempotency-key': key },
      body: { html: '<p>Once and no more</p>', draftVersion: version },
    });
  const answers = await Promise.all([send(mina, 'window-1'), send(minasOther, 'window-2')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
    code: 'draft_conflict',
    expectedVersion: version,
    actualVersion: version + 1,
  });

  const winner = answers[0]!.status === 200 ? 'window-1' : 'window-2';
  const again = await Promise.all([send(mina, winner), send(mina, winner)]);
  expect(again.map(({ status }) => status)).toEqual([200, 200]);
  expect((await entriesOf(params)).filter(({ kind }) => kind === 'agent_reply')).toHaveLength(1);
  await onlyMailTo(desk.outboxUrl, 'once@customer.example.com');
  expect((await mina.call('getDraft', { params })).body).toMatchObject({ version: version + 1, html: '' });
  expect((await versionsOf(params)).filter(({ sentAs }) => sentAs !== null)).toHaveLength(1);
});

it('given a long life of a draft, then the clock has the last states, newest first, also what was thrown away', async () => {
  const { params } = await aTicketOf('clock@customer.example.com', 'The clock');
  const thoughts = Array.from(
    { length: DRAFT_VERSIONS + 5 },
    (_, i) => `${String.fromCharCode(97 + i).repeat(12)} ${i}`,
  );
  for (const [i, thought] of thoughts.entries())
    expect((await save(mina, params, `<p>${thought}</p>`, i)).status).toBe(200);
  const { version } = (await mina.call('getDraft', { params })).body;
  expect((await mina.call('discardDraft', { params, query: { version } })).body).toMatchObject({
    version: version + 1,
    html: '',
  });
  expect((await versionsOf(params)).map(({ text }) => text)).toEqual(thoughts.toReversed().slice(0, DRAFT_VERSIONS));
});

it('given ten replies of the customer and ten comments of agents at once, then all are there, each once, and the log has every one of them', async () => {
  const { params, reply } = await aTicketOf('crowd@customer.example.com', 'Everybody at once');
  await save(mina, params, '<p>In the midst of it</p>', 0);
  const before = (await mina.call('getTicket', { params })).body.version;
  const ten = Array.from({ length: 10 }, (_, i) => i);
  const [answers] = await Promise.all([
    Promise.all(
      ten.map((i) =>
        (i % 2 === 0 ? mina : jun).call('commentTicket', {
          params,
          headers: { 'idempotency-key': `crowd-${i}` },
          body: { html: `<p>comment ${i}.</p>` },
        }),
      ),
    ),
    Promise.all(ten.map((i) => reply(`reply ${i}.`))),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(ten.map(() => 200));
  const entries = await waitUntil(
    'all twenty',
    async () => {
      const all = await entriesOf(params);
      return all.length >= 21 ? all : undefined;
    },
    60_000,
  );
  const said = entries.slice(1).map(({ text }) => /(?:comment|reply) \d\./.exec(text)?.[0]);
  expect(said.toSorted()).toEqual([...ten.map((i) => `comment ${i}.`), ...ten.map((i) => `reply ${i}.`)]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(21);

  const events = (await mina.call('listEvents', { params, query: { limit: 100 } })).body.events;
  const of = (type: string) => events.filter((event) => event.type === type);
  expect([of('customer_replied').length, of('ticket_commented').length]).toEqual([10, 10]);
  expect((await mina.call('getTicket', { params })).body).toMatchObject({ version: before + 20, status: 'processing' });

  const { arrived } = (await mina.call('getDraft', { params })).body;
  expect(arrived).toHaveLength(15);
  expect(arrived.every(({ by }) => by.kind === 'customer' || by.kind === 'agent')).toBe(true);
});
