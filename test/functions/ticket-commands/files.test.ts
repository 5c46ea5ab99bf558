import { aTicket } from '../../support/tickets.ts';
import { composeAnswer } from '../../../shared/application/mail/compose-answer.ts';
import { nodemailerComposer } from '../../../shared/adapters/mail/compose-mail.ts';
import { AGENT_TEXT_BYTES } from '../../../shared/application/tickets/entry-body.ts';
import { FILES_LIMIT, MAILED_BYTES } from '../../../shared/domain/ticket/attachment-rules.ts';
import type { Entry } from '../../../shared/domain/ticket/entry.ts';
import { simpleParser } from 'mailparser';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { testReplyReference } from '../../support/mail-desk.ts';

let desk: HttpDesk;
let number: number;
const html = '<p>See the files</p>';
beforeEach(async () => {
  desk = await httpDesk();
  number = await desk.create();
  await desk.call('keepTicket', { params: { number } });
});
const entries = () => desk.memory.entries.get(`support#${number}`)!;
const lastEntry = (): Entry => entries().at(-1)!;
const comment = (body: object, more: object = {}) =>
  desk.call('commentTicket', { params: { number }, body: { html, ...body }, ...more });

describe('createUpload', () => {
  it('gives an address for one file', async () => {
    expect(
      await desk.call('createUpload', {
        body: { name: ' plan.pdf ', type: 'application/pdf', size: 25 * 1024 * 1024 },
      }),
    ).toMatchObject({
      status: 201,
      body: {
        uploadId: expect.stringMatching(/^upl_/) as string,
        url: expect.stringMatching(/uploads\/support\/upl_\d+\/plan\.pdf/) as string,
        headers: { 'content-type': 'application/pdf' },
      },
    });
  });

  it.each([
    [
      'a program',
      { name: 'setup.exe', type: 'application/octet-stream', size: 5 },
      { code: 'file_refused', because: 'type', name: 'setup.exe' },
    ],
    ['an empty file', { name: 'a.txt', type: 'text/plain', size: 0 }, { code: 'file_refused', because: 'empty' }],
    [
      '26 MB',
      { name: 'a.zip', type: 'application/zip', size: 26 * 1024 * 1024 },
      { code: 'file_refused', because: 'too_large', limitBytes: 25 * 1024 * 1024 },
    ],
    ['no type', { name: 'a', type: 'text', size: 1 }, { code: 'validation_failed' }],
    ['no name', { name: ' ', type: 'text/plain', size: 1 }, { code: 'validation_failed' }],
  ])('refuses %s', async (_name, body, problem) => {
    expect(await desk.call('createUpload', { body })).toMatchObject({ status: 400, body: problem });
  });

  it('is for the service’s own agents', async () => {
    expect(
      await desk.call('createUpload', { as: 'stranger', body: { name: 'a', type: 'text/plain', size: 1 } }),
    ).toMatchObject({ status: 404 });
  });
});

describe('a text with files', () => {
  it('carries them in the order named, each to be downloaded', async () => {
    const [first, second] = [
      await desk.upload('하나.txt', 'one'),
      await desk.upload('two.html', '<p>2</p>', { type: 'text/html' }),
    ];
    expect(await comment({ uploadIds: [second, first] })).toMatchObject({ status: 200 });
    expect(lastEntry()).toMatchObject({
      kind: 'comment',
      attachments: [
        { name: 'two.html', type: 'text/html', size: 8 },
        { name: '하나.txt', type: 'text/plain', size: 3 },
      ],
    });
    const shown = (await desk.call('listEntries', { params: { number } })).body['entries'] as {
      attachments: { url: string; name: string }[];
    }[];
    expect(shown.at(-1)!.attachments.map(({ name, url }) => [name, new URL(url).pathname])).toEqual([
      ['two.html', expect.stringMatching(/^\/[\w-]+\/support\/1\/att_/)],
      ['하나.txt', expect.stringMatching(/^\/[\w-]+\/support\/1\/att_/)],
    ]);
    expect(await Promise.all(shown.at(-1)!.attachments.map(async ({ url }) => (await fetch(url)).text()))).toEqual([
      '<p>2</p>',
      'one',
    ]);
  });

  it('of a resolve leave with its mail, whole', async () => {
    const uploadIds = [
      await desk.upload('하나.txt', 'one'),
      await desk.upload('two.bin', '\0\x01\x02', { type: 'application/octet-stream' }),
    ];
    expect(await desk.call('resolveTicket', { params: { number }, body: { html, uploadIds } })).toMatchObject({
      status: 200,
      body: { status: 'resolved' },
    });
    const [mail] = [...desk.memory.mails.values()];
    const answer = await composeAnswer({ ...desk, replyReference: testReplyReference } as never)(mail!, aTicket());
    const parsed = await simpleParser(Buffer.from(await nodemailerComposer.compose(answer)));
    expect(
      parsed.attachments.map(({ filename, contentDisposition, content }) => [
        filename,
        contentDisposition,
        content.toString('latin1'),
      ]),
    ).toEqual([
      ['하나.txt', 'attachment', 'one'],
      ['two.bin', 'attachment', '\0\x01\x02'],
    ]);
  });

  it('as large as they may be, with the longest text, make a message that SES takes', async () => {
    const uploadIds = await Promise.all(
      Array.from({ length: FILES_LIMIT }, (_, index) =>
        desk.upload(`${'가'.repeat(100)}${index}.bin`, Buffer.alloc(Math.floor(MAILED_BYTES / FILES_LIMIT), index)),
      ),
    );
    const longest = `<p>${'각 '.repeat(AGENT_TEXT_BYTES / 8 - 10)}</p>`;
    expect(await desk.call('resolveTicket', { params: { number }, body: { html: longest, uploadIds } })).toMatchObject({
      status: 200,
    });
    const [mail] = [...desk.memory.mails.values()];
    const raw = await nodemailerComposer.compose(
      await composeAnswer({ ...desk, replyReference: testReplyReference } as never)(mail!, aTicket()),
    );
    expect(raw.length).toBeGreaterThan(9.5 * 1024 * 1024);
    expect(raw.length).toBeLessThanOrEqual(10 * 1024 * 1024);
  });

  it.each(['resolveTicket', 'pendTicket'] as const)(
    'of %s must fit into one mail; a comment takes more',
    async (operation) => {
      const uploadIds = [
        await desk.upload('a.bin', 'a'.repeat(4 * 1024 * 1024)),
        await desk.upload('b.bin', 'b'.repeat(4 * 1024 * 1024)),
      ];
      expect(await desk.call(operation, { params: { number }, body: { html, uploadIds } })).toMatchObject({
        status: 409,
        body: { code: 'files_too_large_to_mail', bytes: 8 * 1024 * 1024, limitBytes: 7 * 1024 * 1024 },
      });
      expect(await comment({ uploadIds })).toMatchObject({ status: 200 });
    },
  );

  it('uses each upload up, once, in whatever ticket', async () => {
    const uploadIds = [await desk.upload('a.txt')];
    expect(await comment({ uploadIds })).toMatchObject({ status: 200 });
    expect(await comment({ uploadIds })).toMatchObject({
      status: 404,
      body: { code: 'upload_not_found', uploadId: uploadIds[0] },
    });
    number = await desk.create();
    expect(await comment({ uploadIds })).toMatchObject({ status: 404, body: { code: 'upload_not_found' } });
  });

  it('repeated by its key is done once, though its uploads are used up', async () => {
    const uploadIds = [await desk.upload('a.txt')];
    const again = () => comment({ uploadIds }, { headers: { 'idempotency-key': 'k' } });
    expect(await again()).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await again()).toMatchObject({ status: 200, body: { version: 3 } });
    expect(entries()).toHaveLength(2);
  });

  it('is refused with another agent’s upload, with one that never came, with eleven and with one twice', async () => {
    const foreign = await desk.upload('a.txt', 'a', { as: 'second' });
    expect(await comment({ uploadIds: [foreign] })).toMatchObject({
      status: 404,
      body: { code: 'upload_not_found', uploadId: foreign },
    });
    const { body } = await desk.call('createUpload', { body: { name: 'late.txt', type: 'text/plain', size: 4 } });
    expect(await comment({ uploadIds: [body['uploadId']] })).toMatchObject({
      status: 409,
      body: { code: 'upload_incomplete', uploadId: body['uploadId'], name: 'late.txt' },
    });
    expect(await comment({ uploadIds: Array.from({ length: 11 }, (_, i) => `upl_${i}`) })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '#/uploadIds' }] },
    });
    expect(await comment({ uploadIds: ['upl_1', 'upl_1'] })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '#/uploadIds', detail: 'An upload is named twice' }] },
    });
    expect(entries()).toHaveLength(1);
  });

  it('that the rules refuse takes nothing: its uploads can be sent with another', async () => {
    const uploadIds = [await desk.upload('a.txt', 'a', { as: 'second' })];
    expect(
      await desk.call('resolveTicket', { as: 'second', params: { number }, body: { html, uploadIds } }),
    ).toMatchObject({ status: 403, body: { code: 'not_assignee' } });
    expect(await desk.attachments.sizeOf(`support/${number}/att_${uploadIds[0]!.slice(4)}/a.txt`)).toBeUndefined();
    expect(
      await desk.call('commentTicket', { as: 'second', params: { number }, body: { html, uploadIds } }),
    ).toMatchObject({ status: 200 });
  });

  it('needs words beside them', async () => {
    expect(await comment({ html: '<p></p>', uploadIds: [await desk.upload('a.txt')] })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '#/html' }] },
    });
  });
});

describe('an inquiry written down by hand', () => {
  const create = (uploadIds: readonly string[], headers = {}) =>
    desk.call('createTicket', {
      headers,
      body: { title: 'By phone', html, customer: { name: 'A caller' }, uploadIds },
    });

  it('carries files too', async () => {
    const {
      body: { number: made },
    } = await create([await desk.upload('a.txt', 'abc')]);
    expect(desk.memory.entries.get(`support#${String(made)}`)).toMatchObject([
      {
        kind: 'customer_message',
        attachments: [
          { name: 'a.txt', size: 3, key: expect.stringMatching(RegExp(`^support/${String(made)}/att_`)) as string },
        ],
      },
    ]);
  });

  it('is refused with an upload that is used up or not whole, and is not made', async () => {
    const uploadIds = [await desk.upload('a.txt')];
    await comment({ uploadIds });
    expect(await create(uploadIds)).toMatchObject({
      status: 404,
      body: { code: 'upload_not_found', uploadId: uploadIds[0] },
    });
    const { body } = await desk.call('createUpload', { body: { name: 'late.txt', type: 'text/plain', size: 4 } });
    expect(await create([body['uploadId'] as string])).toMatchObject({
      status: 409,
      body: { code: 'upload_incomplete' },
    });
    expect(desk.memory.tickets.size).toBe(1);
  });

  it('repeated by its key is made once, though its uploads are used up', async () => {
    const uploadIds = [await desk.upload('a.txt')];
    const made = [
      await create(uploadIds, { 'idempotency-key': 'k' }),
      await create(uploadIds, { 'idempotency-key': 'k' }),
    ].map(({ status, body }) => [status, body['number']]);
    expect(made[0]).toEqual([201, expect.any(Number)]);
    expect(made[1]).toEqual(made[0]);
  });
});

describe('a text and what its writer has seen', () => {
  it.each(['resolveTicket', 'pendTicket'] as const)(
    '%s is refused when something by somebody else came after it',
    async (operation) => {
      const seenEntryId = lastEntry().id;
      await desk.call('commentTicket', { as: 'second', params: { number }, body: { html } });
      const news = lastEntry().id;
      const send = (seen: string) => desk.call(operation, { params: { number }, body: { html, seenEntryId: seen } });
      expect(await send(seenEntryId)).toMatchObject({ status: 409, body: { code: 'news_arrived', lastEntryId: news } });
      expect(await send(news)).toMatchObject({ status: 200 });
    },
  );

  it('a comment, which only colleagues read, is taken whatever came after what its writer saw', async () => {
    const seenEntryId = lastEntry().id;
    await desk.call('commentTicket', { as: 'second', params: { number }, body: { html } });
    expect(await desk.call('commentTicket', { params: { number }, body: { html, seenEntryId } })).toMatchObject({
      status: 200,
    });
  });

  it.each(['commentTicket', 'resolveTicket', 'pendTicket'] as const)(
    '%s sends a draft once, and no other than the one that was meant',
    async (operation) => {
      const saved = await desk.call('saveDraft', { params: { number }, body: { version: 0, html } });
      expect(saved.status).toBe(200);
      const draftVersion = saved.body['version'] as number;
      const send = (version: number) =>
        desk.call(operation, { params: { number }, body: { html, draftVersion: version } });
      expect(await send(draftVersion + 5)).toMatchObject({
        status: 409,
        body: { code: 'draft_conflict', expectedVersion: draftVersion + 5, actualVersion: draftVersion },
      });
      expect(await send(draftVersion)).toMatchObject({ status: 200 });
      expect(await desk.call('commentTicket', { params: { number }, body: { html, draftVersion } })).toMatchObject({
        status: 409,
        body: { code: 'draft_conflict' },
      });
    },
  );
});
