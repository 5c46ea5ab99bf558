import { storeBody } from '../../../shared/application/mail/store-body.ts';
import { sanitizedRichText } from '../../../shared/adapters/mail/sanitized-rich-text.ts';
import type { TicketRepository } from '../../../shared/application/ports/tickets.ts';
import { textContentOf } from '../../../shared/domain/masking/html-text.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { aChange, anAgent, anEntry } from '../../support/tickets.ts';

const NUMBER = '010-1234-5678';
let desk: HttpDesk;
let number: number;
let entryId: string;
const entry = () => desk.memory.entries.get(`support#${number}`)!.find(({ id }) => id === entryId)!;
/** What the next save of a ticket fails with. */
let fault: Error | undefined;
const failingOnce = (tickets: TicketRepository): TicketRepository => ({
  ...tickets,
  async save(change) {
    if (fault === undefined) return tickets.save(change);
    const thrown = fault;
    fault = undefined;
    throw thrown;
  },
});
const open = async (over?: Parameters<typeof httpDesk>[0]) => {
  desk = await httpDesk({ confidential: { richText: sanitizedRichText }, aroundTickets: failingOnce, ...over });
  await desk.directory.putAgent(anAgent({ agentId: 'trusted', name: 'A Trusted Agent', mayUnmask: true }));
  number = await desk.create({ html: `<p>Call me: <b>010-1234</b>-5678</p><p>Kim</p>` });
  entryId = desk.memory.entries.get(`support#${number}`)![0]!.id;
};
beforeEach(() => open());

const spanOf = (words: string) => {
  const start = textContentOf(entry().html).indexOf(words);
  if (start < 0) throw new Error(`Not there: ${words}`);
  return { start, end: start + words.length };
};
const mask = (words: readonly string[], { revision = entry().masking?.revision ?? 0, as = 'first' } = {}) =>
  desk.call('maskEntry', { as, params: { number, entryId }, body: { revision, selections: words.map(spanOf) } });
const unmask = (maskId: string, as = 'boss') => desk.call('unmaskEntry', { as, params: { number, entryId, maskId } });
const reveal = (maskId: string, as: string) =>
  desk.call('revealMask', { as, params: { number, entryId, maskId }, body: {} });
const lastFact = () => desk.memory.facts.at(-1);
/** All that is stored of the ticket, but for what is sealed. */
const stored = () =>
  JSON.stringify([
    [...desk.memory.tickets],
    [...desk.memory.entries],
    desk.memory.facts,
    [...desk.memory.drafts],
    [...desk.memory.draftVersions].map(([id, versions]) => [id, [...versions]]),
  ]);

describe('maskEntry', () => {
  it('leaves stars where the text was, says by whom and keeps the original sealed alone', async () => {
    const { version } = (await desk.tickets.find('support', number))!;
    const { status, body } = await mask([NUMBER]);

    expect([status, body]).toEqual([
      200,
      {
        id: entryId,
        html: '<p>Call me: <b>********</b>*****</p><p>Kim</p>',
        text: expect.stringMatching(/^Call me: +\*{13,} +Kim$/),
        maskRevision: 1,
        masks: [{ id: '1-1', start: 9, end: 22, by: 'first', at: expect.any(String) }],
        removedAttachments: [],
      },
    ]);
    expect(stored()).not.toMatch(/1234|5678/);
    expect([...desk.memory.originals.keys()]).toEqual([entryId]);
    expect(await desk.tickets.find('support', number)).toMatchObject({ version: version + 1 });
    expect(lastFact()).toMatchObject({
      type: 'entry_masked',
      version: version + 1,
      actor: { kind: 'agent', id: 'first' },
      entryId,
      changes: {},
      masks: [{ id: '1-1', start: 9, end: 22 }],
    });
  });

  it('is shown in the history, for any agent to see and nobody to read', async () => {
    await mask([NUMBER]);
    const { body } = await desk.call('listEntries', { as: 'second', params: { number } });
    expect(body['entries']).toMatchObject([
      { id: entryId, maskRevision: 1, masks: [{ id: '1-1', start: 9, end: 22, by: 'first' }] },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/1234|5678/);
  });

  it('masks more of what is masked already', async () => {
    await mask([NUMBER]);
    const { body } = await desk.call('maskEntry', {
      params: { number, entryId },
      body: {
        revision: 1,
        selections: [
          { start: 0, end: 4 },
          { start: 20, end: 25 },
        ],
      },
    });
    expect(body).toMatchObject({
      html: '<p>**** me: <b>********</b>*****</p><p>***</p>',
      maskRevision: 2,
      masks: [
        { start: 0, end: 4 },
        { start: 9, end: 25 },
      ],
    });
  });

  it('reaches the drafts of everybody on the ticket, and what was put aside of them', async () => {
    const draft = (as: string, html: string, version = 0) =>
      desk.call('saveDraft', { as, params: { number }, body: { html, version } });
    await draft('first', `<p>We call ${NUMBER}</p>`);
    await draft('second', '<p>010-1234 -5678?</p>');
    await draft('second', '<p>Nothing</p>', 1);
    const other = await desk.create();
    await desk.call('saveDraft', { params: { number: other }, body: { html: `<p>${NUMBER}</p>`, version: 0 } });

    await mask([NUMBER]);

    expect((await desk.call('getDraft', { as: 'first', params: { number } })).body).toMatchObject({
      version: 1,
      html: '<p>We call *************</p>',
    });
    expect((await desk.call('getDraft', { as: 'second', params: { number } })).body).toMatchObject({
      version: 2,
      html: '<p>Nothing</p>',
    });
    expect((await desk.call('listDraftVersions', { as: 'second', params: { number } })).body).toMatchObject({
      versions: [{ html: '<p>**************?</p>' }],
    });
    expect((await desk.call('getDraft', { params: { number: other } })).body).toMatchObject({
      html: `<p>${NUMBER}</p>`,
    });
  });

  it('refuses offsets of masks that are others by now, and what the text does not have', async () => {
    await mask(['Kim']);
    expect(await mask([NUMBER], { revision: 0 })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 0, actualVersion: 1 },
    });
    expect(
      await desk.call('maskEntry', {
        params: { number, entryId },
        body: { revision: 1, selections: [{ start: 0, end: 26 }] },
      }),
    ).toMatchObject({ status: 400, body: { code: 'selection_out_of_range', index: 0, length: 25 } });
    expect(
      await desk.call('maskEntry', {
        params: { number, entryId: 'ent_none' },
        body: { revision: 0, selections: [{ start: 0, end: 1 }] },
      }),
    ).toMatchObject({ status: 404, body: { code: 'entry_not_found' } });
    expect(
      await desk.call('maskEntry', {
        as: 'stranger',
        params: { number, entryId },
        body: { revision: 1, selections: [{ start: 0, end: 1 }] },
      }),
    ).toMatchObject({ status: 404 });
    expect(entry().masking?.revision).toBe(1);
  });

  it('changes nothing where all is masked already, and finishes what a fault left', async () => {
    await mask([NUMBER]);
    await desk.call('saveDraft', { params: { number }, body: { html: `<p>${NUMBER}</p>`, version: 0 } });
    const facts = desk.memory.facts.length;
    expect(
      await desk.call('maskEntry', {
        params: { number, entryId },
        body: { revision: 1, selections: [{ start: 10, end: 12 }] },
      }),
    ).toMatchObject({ status: 200, body: { maskRevision: 1 } });
    expect(desk.memory.facts).toHaveLength(facts);
    expect((await desk.call('getDraft', { params: { number } })).body).toMatchObject({ html: '<p>*************</p>' });
  });

  it('holds when two agents mask at once: neither is lost, the second is asked to look again', async () => {
    const answers = await Promise.all([mask([NUMBER], { revision: 0 }), mask(['Kim'], { revision: 0, as: 'second' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    await mask(answers[0].status === 200 ? ['Kim'] : [NUMBER]);
    expect(entry().html).toBe('<p>Call me: <b>********</b>*****</p><p>***</p>');
  });
});

describe('unmaskEntry', () => {
  it('brings back exactly what was written, for an administrator and who was given the right', async () => {
    const before = entry();
    await mask([NUMBER, 'Kim']);
    expect(await unmask('1-1', 'first')).toMatchObject({ status: 403, body: { code: 'unmask_not_allowed' } });
    expect(await unmask('1-1', 'trusted')).toMatchObject({
      status: 200,
      body: { html: '<p>Call me: <b>010-1234</b>-5678</p><p>***</p>', maskRevision: 2, masks: [{ id: '1-2' }] },
    });
    expect(lastFact()).toMatchObject({
      type: 'entry_unmasked',
      actor: { id: 'trusted' },
      entryId,
      masks: [{ id: '1-1', start: 9, end: 22 }],
    });
    expect(desk.memory.originals.size).toBe(1);

    expect(await unmask('1-2')).toMatchObject({ status: 200, body: { maskRevision: 3, masks: [] } });
    expect(entry()).toEqual({ ...before, masking: { revision: 3, masks: [] } });
    expect(desk.memory.originals.size).toBe(0);
    expect(await unmask('1-2')).toMatchObject({ status: 404, body: { code: 'mask_not_found' } });
  });

  it('lets the same be masked again', async () => {
    await mask(['Kim']);
    await unmask('1-1');
    expect(await mask(['Kim'])).toMatchObject({ status: 200, body: { maskRevision: 3, masks: [{ id: '3-1' }] } });
    expect(desk.memory.originals.size).toBe(1);
  });
});

describe('revealMask', () => {
  it('shows what a mask hides, after the log says who looked, and changes nothing', async () => {
    await mask([NUMBER]);
    const { version } = (await desk.tickets.find('support', number))!;
    expect(await reveal('1-1', 'trusted')).toMatchObject({ status: 200, body: { text: NUMBER } });
    expect(lastFact()).toMatchObject({
      type: 'masked_viewed',
      version,
      actor: { kind: 'agent', id: 'trusted' },
      entryId,
      masks: [{ id: '1-1', start: 9, end: 22 }],
    });
    expect(stored()).not.toMatch(/1234|5678/);
    expect(await desk.tickets.find('support', number)).toMatchObject({ version });
    expect((await desk.call('listEvents', { params: { number } })).body['events']).toMatchObject([
      { type: 'masked_viewed' },
      { type: 'entry_masked' },
      { type: 'ticket_created' },
    ]);
  });

  it('is no agent’s without the right, and leaves no line then', async () => {
    await mask([NUMBER]);
    const facts = desk.memory.facts.length;
    expect(await reveal('1-1', 'second')).toMatchObject({ status: 403, body: { code: 'unmask_not_allowed' } });
    expect(await reveal('9-9', 'boss')).toMatchObject({ status: 404, body: { code: 'mask_not_found' } });
    expect(desk.memory.facts).toHaveLength(facts);
  });

  it('shows nothing when the log can not be written', async () => {
    await open({
      confidential: {
        richText: sanitizedRichText,
        viewings: {
          record: async () => {
            throw new Error('the table is away');
          },
        },
      },
    });
    await mask([NUMBER]);
    const { status, body } = await reveal('1-1', 'boss');
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('1234')]);
  });
});

describe('a text too long for its row', () => {
  const wholeOf = () => Buffer.from(desk.objects.get(entry().wholeKey!)!.bytes).toString();
  beforeEach(async () => {
    const html = `<p>My number is ${NUMBER}.</p>${'<p>Some words that fill the row.</p>'.repeat(3000)}<p>Again: ${NUMBER}</p>`;
    entryId = 'ent_long';
    const said = await storeBody({
      attachments: desk.attachments,
      richText: sanitizedRichText,
      clockAndIds: desk.clock,
    })(
      {
        html,
        text: '',
        isHtml: true,
        files: [],
        subject: 'Long',
        from: { name: '', address: 'customer@example.com' },
        to: [],
        cc: [],
      } as unknown as Parameters<ReturnType<typeof storeBody>>[0],
      new Uint8Array(),
      { serviceId: 'support', number, entryId, language: 'en', receivedAt: '2026-11-22T08:00:00.000Z' },
    );
    const ticket = (await desk.tickets.find('support', number))!;
    await desk.tickets.save(
      aChange(
        { ...ticket, version: ticket.version + 1 },
        { entry: anEntry({ id: entryId, ...said, attachments: [] }) },
      ),
    );
  });

  it('is masked as a whole, there and wherever else the words stand, and comes back whole', async () => {
    const before = { entry: entry(), whole: wholeOf() };
    expect(await mask([NUMBER])).toMatchObject({ status: 200 });

    expect(wholeOf()).toBe(before.whole.replaceAll(NUMBER, '*'.repeat(NUMBER.length)));
    const files = [...desk.objects.values()].map(({ bytes }) => Buffer.from(bytes).toString());
    expect(files.filter((text) => text.includes(NUMBER))).toEqual([]);

    await unmask('1-1');
    expect(wholeOf()).toBe(before.whole);
    expect(entry()).toEqual({ ...before.entry, masking: { revision: 2, masks: [] } });
  });

  it('is not lost when the row could not be written the first time', async () => {
    const whole = wholeOf();
    fault = new Error('the table is away');
    expect(await mask([NUMBER])).toMatchObject({ status: 500 });
    expect(entry().html).toContain(NUMBER);

    expect(await mask([NUMBER])).toMatchObject({ status: 200 });
    await unmask('1-1');
    expect(wholeOf()).toBe(whole);
  });
});

describe('removeAttachment', () => {
  const withFile = async () => {
    const uploadId = await desk.upload('passport.png', 'picture', { type: 'image/png' });
    await desk.call('commentTicket', {
      params: { number },
      body: { html: '<p>See</p>', uploadIds: [uploadId, await desk.upload('notes.txt')] },
    });
    entryId = desk.memory.entries.get(`support#${number}`)!.at(-1)!.id;
    return entry().attachments[0]!;
  };
  const remove = (attachmentId: string, as = 'second') =>
    desk.call('removeAttachment', { as, params: { number, entryId, attachmentId } });

  it('deletes the file for good, and the entry says by whom', async () => {
    const { id, key } = await withFile();
    expect(await remove(id)).toMatchObject({
      status: 200,
      body: { removedAttachments: [{ id, type: 'image/png', size: 7, by: 'second' }] },
    });
    expect(desk.objects.has(key)).toBe(false);
    expect((await desk.call('listEntries', { params: { number } })).body['entries']).toMatchObject([
      {},
      { attachments: [{ name: 'notes.txt' }], removedAttachments: [{ id, by: 'second' }] },
    ]);
    expect(lastFact()).toMatchObject({
      type: 'attachment_removed',
      entryId,
      attachmentId: id,
      actor: { id: 'second' },
    });
    expect(JSON.stringify([entry(), lastFact()])).not.toContain('passport');
  });

  it('may be repeated, and leaves one line', async () => {
    const { id, key } = await withFile();
    await remove(id);
    desk.objects.set(key, { bytes: Buffer.from('left by a fault'), type: 'image/png' });
    const facts = desk.memory.facts.length;
    expect(await remove(id)).toMatchObject({ status: 200 });
    expect(desk.objects.has(key)).toBe(false);
    expect(desk.memory.facts).toHaveLength(facts);
    expect(await remove('att_none')).toMatchObject({ status: 404, body: { code: 'attachment_not_found' } });
    expect(await remove('..')).toMatchObject({ status: 400 });
  });
});
