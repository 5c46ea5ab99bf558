import { createHash, randomBytes } from 'node:crypto';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo, sentTo } from '../support/outbox.ts';

jest.setTimeout(120_000);

let desk: OpenDesk;
let mina: DeskClient;
let jun: DeskClient;
const care = { serviceId: 'care' };
const MB = 1024 * 1024;

beforeAll(async () => {
  desk = await openDesk();
  [mina, jun] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('jun@example.com')]);
});
afterAll(() => desk.close());

type File = { readonly name: string; readonly type: string; readonly bytes: Buffer };
const aFile = (name: string, type: string, content: string | Buffer): File => ({
  name,
  type,
  bytes: Buffer.from(content),
});
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const announce = ({ name, type, bytes }: File, by = mina) =>
  by.call('createUpload', { params: care, body: { name, type, size: bytes.length } });
const put = (url: string, bytes: Buffer, headers: Readonly<Record<string, string>>) =>
  fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers });

/** Announces a file and uploads it as a console does. */
const upload = async (file: File, by = mina): Promise<string> => {
  const { status, body } = await announce(file, by);
  expect(status).toBe(201);
  expect((await put(body.url, file.bytes, body.headers)).status).toBe(200);
  return body.uploadId;
};

/** A ticket of this customer that Mina keeps. */
const aTicketOf = async (email: string, uploadIds?: readonly string[]): Promise<number> => {
  const created = await mina.call('createTicket', {
    params: care,
    body: {
      title: 'Where is it?',
      html: '<p>Where is it?</p>',
      customer: { email },
      ...(uploadIds && { uploadIds: [...uploadIds] }),
    },
  });
  expect(created.status).toBe(201);
  const params = { ...care, number: created.body.number };
  expect((await mina.call('keepTicket', { params, body: {} })).status).toBe(200);
  return params.number;
};
const comment = (number: number, uploadIds: readonly string[], by = mina) =>
  by.call('commentTicket', {
    params: { ...care, number },
    body: { html: '<p>See the file</p>', uploadIds: [...uploadIds] },
  });
const filesOf = async (number: number) =>
  (await jun.call('listEntries', { params: { ...care, number } })).body.entries.flatMap(
    ({ attachments }) => attachments,
  );

describe('a file on its way to the desk', () => {
  const file = aFile('photo.png', 'image/png', 'twelve bytes');

  it('given its address, then it takes that file and no other: not by size, not by type, not elsewhere', async () => {
    const {
      body: { url, headers, uploadId },
    } = await announce(file);
    expect((await put(url, Buffer.from('thirteen bytes'), headers)).status).toBe(403);
    expect((await put(url, Buffer.from('short'), headers)).status).toBe(403);
    expect((await put(url, Buffer.alloc(26 * MB), headers)).status).toBe(403);
    expect((await put(url, file.bytes, { 'content-type': 'text/html' })).status).toBe(403);
    expect((await put(url.replace('photo.png', 'other.png'), file.bytes, headers)).status).toBe(403);
    const number = await aTicketOf('unsent@customer.example.com');
    expect(await comment(number, [uploadId])).toMatchObject({
      status: 409,
      body: { code: 'upload_incomplete', name: 'photo.png' },
    });
    expect((await put(url, file.bytes, headers)).status).toBe(200);
    expect(await comment(number, [uploadId])).toMatchObject({ status: 200 });
  });

  it('given a console in its browser, then the bucket lets it upload from there', async () => {
    const {
      body: { url },
    } = await announce(file);
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: desk.url,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
      },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      200,
      expect.stringContaining('PUT'),
    ]);
  });

  it.each([
    ['a program', { name: 'setup.exe', type: 'application/octet-stream', size: 5 }, 'type'],
    ['26 MB', { name: 'film.mp4', type: 'video/mp4', size: 26 * MB }, 'too_large'],
    ['nothing', { name: 'empty.txt', type: 'text/plain', size: 0 }, 'empty'],
  ])('given %s, then it is refused before a byte is sent', async (_name, body, because) => {
    expect(await mina.call('createUpload', { params: care, body })).toMatchObject({
      status: 400,
      body: { code: 'file_refused', because, limitBytes: 25 * MB },
    });
  });
});

describe('given an answer with two files', () => {
  it('when it resolves the ticket, then one mail carries them whole', async () => {
    const number = await aTicketOf('answered@customer.example.com');
    const files = [
      aFile('견적서 (최종).pdf', 'application/pdf', randomBytes(3 * MB)),
      aFile('notes.txt', 'text/plain', 'line\nline\r\nüñî\n'),
    ];
    const uploadIds = await Promise.all(files.map((file) => upload(file)));
    expect(
      await mina.call('resolveTicket', {
        params: { ...care, number },
        body: { html: '<p>Here you are</p>', uploadIds },
      }),
    ).toMatchObject({ status: 200, body: { status: 'resolved' } });
    const { parsed } = await onlyMailTo(desk.outboxUrl, 'answered@customer.example.com', 40_000);
    expect(
      parsed.attachments.map(({ filename, contentDisposition, contentType, content }) => [
        filename,
        contentDisposition,
        contentType,
        digest(content),
      ]),
    ).toEqual(files.map(({ name, type, bytes }) => [name, 'attachment', type, digest(bytes)]));
  });

  it('when they are too large for a mail, then it is refused and nothing leaves; a comment takes them', async () => {
    const number = await aTicketOf('too-large@customer.example.com');
    const uploadIds = [
      await upload(aFile('a.bin', 'application/octet-stream', randomBytes(4 * MB))),
      await upload(aFile('b.bin', 'application/octet-stream', randomBytes(4 * MB))),
    ];
    expect(
      await mina.call('pendTicket', { params: { ...care, number }, body: { html: '<p>Look</p>', uploadIds } }),
    ).toMatchObject({ status: 409, body: { code: 'files_too_large_to_mail', bytes: 8 * MB, limitBytes: 7 * MB } });
    expect(await comment(number, uploadIds)).toMatchObject({ status: 200 });
    expect(await sentTo(desk.outboxUrl, 'too-large@customer.example.com')).toEqual([]);
  });
});

describe('given files that a browser would run', () => {
  it.each([
    ['page.html', 'text/html', '<script>alert(1)</script>'],
    ['drawing.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ])('when %s is downloaded, then it is an attachment of bytes', async (name, type, content) => {
    const number = await aTicketOf(`${name}@customer.example.com`);
    expect((await comment(number, [await upload(aFile(name, type, content))])).status).toBe(200);
    const [shown] = await filesOf(number);
    expect(shown).toMatchObject({ name, size: content.length });
    const response = await fetch(shown!.url);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(await response.text()).toBe(content);
  });
});

describe('given uploads', () => {
  it('when there are ten, one of them of 25 MB, then a text takes them in their order; eleven are refused', async () => {
    const number = await aTicketOf('many@customer.example.com');
    const large = aFile('large.zip', 'application/zip', Buffer.alloc(25 * MB, 'zip'));
    const small = Array.from({ length: 9 }, (_, index) => aFile(`${9 - index}.txt`, 'text/plain', `file ${index}`));
    const uploadIds = [await upload(large), ...(await Promise.all(small.map((file) => upload(file))))];
    expect(await comment(number, [...uploadIds, 'upl_eleventh'])).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
    expect((await comment(number, uploadIds)).status).toBe(200);
    const shown = await filesOf(number);
    expect(shown.map(({ name }) => name)).toEqual([large, ...small].map(({ name }) => name));
    expect(digest(Buffer.from(await (await fetch(shown[0]!.url)).arrayBuffer()))).toBe(digest(large.bytes));
  });

  it('when one is used up, then no second text gets it, of the same ticket or another', async () => {
    const uploadIds = [await upload(aFile('once.txt', 'text/plain', 'once'))];
    const [one, other] = [await aTicketOf('one@customer.example.com'), await aTicketOf('other@customer.example.com')];
    expect((await comment(one, uploadIds)).status).toBe(200);
    for (const number of [one, other])
      expect(await comment(number, uploadIds)).toMatchObject({
        status: 404,
        body: { code: 'upload_not_found', uploadId: uploadIds[0] },
      });
    expect(await filesOf(other)).toEqual([]);
  });

  it('when one is another agent’s, then only that one can use it', async () => {
    const number = await aTicketOf('foreign@customer.example.com');
    const uploadIds = [await upload(aFile('mine.txt', 'text/plain', 'mine'), jun)];
    expect(await comment(number, uploadIds)).toMatchObject({ status: 404, body: { code: 'upload_not_found' } });
    expect(await comment(number, uploadIds, jun)).toMatchObject({ status: 200 });
  });

  it('when an inquiry is written down by hand with one, then it carries it', async () => {
    const number = await aTicketOf('by-hand@customer.example.com', [
      await upload(aFile('letter.pdf', 'application/pdf', 'a letter')),
    ]);
    expect(await filesOf(number)).toMatchObject([{ name: 'letter.pdf', type: 'application/pdf', size: 8 }]);
  });
});
