import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openTables, type DeskTables } from '../support/desk-tables.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { HURRIED, openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const care = { serviceId: 'care' };
const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

let desk: OpenDesk;
let tables: DeskTables;
let mina: DeskClient;
let admin: DeskClient;
let live: LiveListener;
beforeAll(async () => {
  desk = await openDesk({ config: HURRIED });
  tables = await openTables(desk.data);
  [mina, admin] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('admin@example.com')]);
  live = await listenLive(mina, 'care');
});
afterAll(async () => {
  tables.close();
  await live.close();
  await desk.close();
});

const mailIn = async (from: string, more: object = {}): Promise<number> => {
  const known = live.received.length;
  await sendAsCustomer(desk.smtpPort, {
    from,
    to: 'support@desk.example.com',
    subject: `an offer of ${from}`,
    text: 'buy something secret',
    ...more,
  });
  const { number } = await live.row(({ version }) => version === 1, { from: known, limit: 20_000 });
  return number;
};
const listed = async (list: 'all' | 'spam' | 'all_unassigned' | 'all_in_group') =>
  (await admin.call('listTickets', { params: care, query: { list } })).body.rows
    .map(({ number }) => number)
    .toSorted((a, b) => a - b);
const countsOf = async () => (await mina.call('getListCounts', { params: care })).body.lists;
const counted = (expected: Partial<Awaited<ReturnType<typeof countsOf>>>) =>
  waitUntil(
    `counts of ${JSON.stringify(expected)}`,
    async () => {
      const counts = await countsOf();
      return Object.entries(expected).every(([list, count]) => counts[list as keyof typeof counts] === count);
    },
    10_000,
  );

describe('spam', () => {
  let number: number;
  let files: readonly string[];

  it('given an inquiry, when any agent resolves it internally as spam, then it is in the spam list and count alone, and in no figure', async () => {
    number = await mailIn('seller@spam.example.com', {
      messageId: '<offer-1@spam.example.com>',
      attachments: [{ filename: 'offer.pdf', content: '%PDF-1.4 secret', contentType: 'application/pdf' }],
    });
    await mina.call('commentTicket', { params: { ...care, number }, body: { html: '<p>a secret comment</p>' } });
    expect(
      (
        await mina.call('saveDraft', {
          params: { ...care, number },
          body: { html: '<p>a secret draft</p>', version: 0 },
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await mina.call('reserveCall', {
          params: { ...care, number },
          body: { phone: '010-1234-5678', at: new Date(Date.now() + 3_600_000).toISOString(), note: 'a secret note' },
        })
      ).status,
    ).toBe(201);
    expect((await mina.call('starTicket', { params: { ...care, number }, body: {} })).status).toBe(200);
    await counted({ all: 1, unassigned: 1, spam: 0 });
    expect(await listed('all')).toEqual([number]);

    const { body } = await mina.call('resolveInternally', { params: { ...care, number }, body: { reason: 'spam' } });
    expect(body).toMatchObject({ status: 'resolved', internalReason: 'spam' });
    await counted({ all: 0, unassigned: 0, spam: 1 });
    expect(
      await Promise.all([listed('all'), listed('all_unassigned'), listed('all_in_group'), listed('spam')]),
    ).toEqual([[], [], [], [number]]);
    expect((await mina.call('getFigures', { params: care })).body.all).toMatchObject({
      created: 0,
      resolved: 0,
      unassigned: 0,
      processing: 0,
    });
  });

  it('when an agent asks to restore or delete it, then it is an administrator’s to say', async () => {
    expect((await mina.call('getTicket', { params: { ...care, number } })).body.allowed).not.toEqual(
      expect.arrayContaining(['restore']),
    );
    const params = { ...care, number };
    for (const answer of [
      await mina.call('restoreTicket', { params, body: {} }),
      await mina.call('deleteTicket', { params }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'administrator_required' } });
    }
    expect((await mina.call('getTicket', { params: { ...care, number } })).status).toBe(200);
  });

  it('when an administrator restores it, then it is where it was before', async () => {
    const { body } = await admin.call('restoreTicket', { params: { ...care, number }, body: {} });
    expect(body).toMatchObject({ status: 'unassigned', assigneeId: null, internalReason: null });
    await counted({ all: 1, unassigned: 1, spam: 0 });
    expect(await Promise.all([listed('all'), listed('spam')])).toEqual([[number], []]);
    const refused = await admin.call('deleteTicket', { params: { ...care, number } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
  });

  it('when it is spam again and an administrator deletes it, then nobody finds it, and of its texts and files nothing is left but the lines of its log', async () => {
    await mina.call('resolveInternally', {
      params: { ...care, number },
      body: { reason: 'spam', html: '<p>a secret reason</p>' },
    });
    files = await tables.filesOf('care', number);
    expect(files).toHaveLength(1);
    const { url } = (await mina.call('listEntries', { params: { ...care, number } })).body.entries[0]!.attachments[0]!;
    expect((await fetch(url)).status).toBe(200);

    expect(await admin.call('deleteTicket', { params: { ...care, number } })).toMatchObject({
      status: 200,
      body: { number },
    });

    for (const operation of ['getTicket', 'listEntries', 'getDraft'] as const)
      expect((await admin.call(operation, { params: { ...care, number } })).status).toBe(404);
    expect(
      (await mina.call('commentTicket', { params: { ...care, number }, body: { html: '<p>too late</p>' } })).status,
    ).toBe(404);
    await live.next('changes', ({ removed }) => removed.includes(number));
    await counted({ all: 0, spam: 0 });
    expect(await listed('spam')).toEqual([]);
    await waitUntil('its files to be gone', async () => (await tables.filesOf('care', number)).length === 0, 30_000);
    const rows = await waitUntil(
      'its rows to be gone',
      async () => {
        const left = await tables.rowsOf('care', number);
        return left.every(({ SK }) => String(SK).startsWith('EVENT#')) ? left : undefined;
      },
      30_000,
    );
    expect(rows.map(({ type }) => type)).toEqual([
      'ticket_created',
      'ticket_commented',
      'call_reserved',
      'ticket_resolved_internally',
      'ticket_restored',
      'ticket_resolved_internally',
      'ticket_deleted',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/secret|buy something|seller@/);
    // Who may not list a bucket isn't told that an object is missing.
    expect((await fetch(url)).status).toBe(403);
    expect((await mina.call('getListCounts', { params: care })).body.mine.important).toBe(0);
  });

  it('when its sender writes again in the thread, then that is a new inquiry', async () => {
    const again = await mailIn('seller@spam.example.com', {
      inReplyTo: '<offer-1@spam.example.com>',
      references: ['<offer-1@spam.example.com>'],
      subject: `Re: an offer of seller@spam.example.com [#${number}]`,
    });
    expect(again).toBeGreaterThan(number);
    expect((await mina.call('getTicket', { params: { ...care, number: again } })).body).toMatchObject({
      status: 'unassigned',
      followsNumber: null,
    });
    await admin.call('resolveInternally', { params: { ...care, number: again }, body: { reason: 'spam' } });
    expect(await admin.call('deleteTicket', { params: { ...care, number: again } })).toMatchObject({ status: 200 });
    await counted({ all: 0, spam: 0 });
  });

  it('when SES calls a mail spam, then its ticket is in the spam list from the beginning, and can be restored', async () => {
    const spam = await mailIn('other@spam.example.com', { text: `cheap\n${GTUBE}` });
    expect(await Promise.all([listed('all'), listed('spam')])).toEqual([[], [spam]]);
    await counted({ all: 0, unassigned: 0, spam: 1 });
    expect((await admin.call('restoreTicket', { params: { ...care, number: spam }, body: {} })).body).toMatchObject({
      status: 'unassigned',
      internalReason: null,
    });
    expect(await listed('all_unassigned')).toEqual([spam]);
  });

  it('the figures equal a recount of the tickets', async () => {
    expect(await desk.operate('reconcile', '--service', 'care')).toMatch(/no difference/i);
  });
});
