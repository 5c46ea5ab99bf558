import { readMimeTree, type MimePart } from '../../../shared/adapters/mail/mime-tree.ts';
import { sendMail } from '../../../shared/application/mail/send-mail.ts';
import type { Mailer } from '../../../shared/application/ports/mails.ts';
import { httpDesk, type Answer } from '../../support/http-desk.ts';
import { inRole } from '../../support/roles/in-role.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

type Preview = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly files: readonly object[];
  readonly mime: string | null;
  readonly mimeSize: number;
  readonly restricted: readonly object[];
};
const aDesk = async () => {
  const desk = await httpDesk();
  const number = await desk.create({
    title: '프린터가 🔥 “불” 타요',
    language: 'ko',
    customer: { name: '김 소라', email: 'customer@example.com' },
  });
  await desk.call('keepTicket', { params: { number }, body: {} });
  return {
    ...desk,
    number,
    preview: (body: object, as = 'first') =>
      desk.call('previewAnswer', { as, params: { number }, body: { command: 'resolve', ...body } }) as Promise<
        Omit<Answer, 'body'> & { readonly body: Preview & Record<string, unknown> }
      >,
    /** What send-mail hands to SES of the only mail that is queued. */
    async sent(): Promise<Uint8Array> {
      const deps = await inRole('send-mail');
      const given: Uint8Array[] = [];
      const mailer: Mailer = {
        send: (message) => {
          given.push(message.raw);
          return deps.mailer.send(message);
        },
      };
      const [mail] = [...desk.memory.mails.values()];
      await sendMail({ ...deps, mailer, log: desk.log, clockAndIds: desk.clock })({
        serviceId: 'support',
        number,
        mailId: mail!.id,
        correlationId: 'cor_1',
      });
      return given[0]!;
    },
  };
};
const leaves = (part: MimePart): readonly MimePart[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leaves);
const parts = async (raw: Uint8Array) =>
  leaves(await readMimeTree(raw)).map(({ type, disposition, dispositionParams, content }) => ({
    type,
    disposition,
    dispositionParams,
    content: Buffer.from(content).toString('base64'),
  }));
const headers = async (raw: Uint8Array, ...without: readonly string[]) =>
  (await readMimeTree(raw)).headers.filter(
    ({ name }) => !['message-id', 'date', 'content-type', ...without].includes(name),
  );
const bytes = (text: string) => Buffer.from(text).toString('base64');

describe.each(['resolve', 'pend'] as const)('given an answer that is previewed and then sent: %s', (command) => {
  it('was shown byte for byte as it left, files included', async () => {
    const desk = await aDesk();
    const uploadIds = [
      await desk.upload('영수증.pdf', '%PDF-1.4 receipt', { type: 'application/pdf' }),
      await desk.upload('note.txt', 'a note'),
    ];
    const body = {
      html: '<p>안녕하세요 <b>소라</b>님 &amp; 😀<br>줄\t바꿈   #{ticket.number}</p><ul><li>하나</li></ul><p>é = é</p>',
      uploadIds,
    };
    const shown = await desk.preview({ ...body, command });
    expect(shown).toMatchObject({
      status: 200,
      body: {
        from: { name: 'Example Support', address: 'support@example.com' },
        to: { name: '김 소라', address: 'customer@example.com' },
        restricted: [],
        files: [
          { name: '영수증.pdf', type: 'application/pdf', size: 16 },
          { name: 'note.txt', size: 6 },
        ],
      },
    });
    expect(
      (
        await desk.call(command === 'resolve' ? 'resolveTicket' : 'pendTicket', {
          params: { number: desk.number },
          body,
        })
      ).status,
    ).toBe(200);

    const raw = await desk.sent();
    const left = await parts(raw);
    expect(left.find(({ type }) => type === 'text/html')!.content).toBe(bytes(shown.body.html));
    expect(left.find(({ type }) => type === 'text/plain')!.content).toBe(bytes(shown.body.text));
    const previewed = Buffer.from(shown.body.mime!);
    expect(await parts(previewed)).toEqual(left);
    expect(await headers(previewed, 'x-handover-ticket')).toEqual(await headers(raw, 'x-handover-ticket'));
    expect([previewed.length, shown.body.mimeSize]).toEqual([raw.length, raw.length]);
  });
});

it('given an earlier answer, then the next one is shown with the thread that it will refer to', async () => {
  const desk = await aDesk();
  await desk.call('pendTicket', { params: { number: desk.number }, body: { html: '<p>잠시만요</p>' } });
  const [first] = [...desk.memory.mails.values()];
  desk.memory.mails.set(first!.id, {
    ...first!,
    status: 'sent',
    sesMessageId: '0100-first',
    sentAt: '2026-11-22T09:01:00.000Z',
  });
  const { status, body } = await desk.preview({ html: '<p>네</p>' });
  expect(status).toBe(200);
  expect((await headers(Buffer.from(body.mime!))).find(({ name }) => name === 'references')?.value).toContain(
    '<0100-first@',
  );
});

it('given an upload that was announced and never came, then the preview says so', async () => {
  const desk = await aDesk();
  const { body } = await desk.call('createUpload', { body: { name: 'late.txt', type: 'text/plain', size: 4 } });
  expect(await desk.preview({ html: '<p>네</p>', uploadIds: [body['uploadId']] })).toMatchObject({
    status: 409,
    body: { code: 'upload_incomplete', name: 'late.txt' },
  });
});

it('given a layout of the service, then it is around the answer as it will be', async () => {
  const desk = await aDesk();
  await desk.layouts.save(
    {
      serviceId: 'support',
      kind: 'resolved',
      language: 'ko',
      version: 1,
      subject: '답변 #{ticket.number}',
      html: '<div>#{content}</div><p>#{agent.name}</p>',
      text: '#{content} / #{agent.name}',
      editedBy: 'boss',
      editedAt: '2026-11-22T09:00:00.000Z',
    },
    undefined,
    {} as never,
  );
  const { body } = await desk.preview({ html: '<p>네</p>' });
  expect(body).toMatchObject({
    subject: expect.stringMatching(/^답변 /),
    html: expect.stringContaining('<div><p>네</p></div><p>First Agent</p>'),
  });
  await desk.call('resolveTicket', { params: { number: desk.number }, body: { html: '<p>네</p>' } });
  const left = await parts(await desk.sent());
  expect([
    left.find(({ type }) => type === 'text/html')!.content,
    left.find(({ type }) => type === 'text/plain')!.content,
  ]).toEqual([bytes(body.html), bytes(body.text)]);
});

it('given a picture in the text, then the shown HTML has it and the MIME carries it as a part', async () => {
  const desk = await aDesk();
  const { body } = await desk.preview({ html: `<p>seht <img src="${PIXEL}"></p>` });
  expect(body.html).toContain(PIXEL);
  expect((await parts(Buffer.from(body.mime!))).map(({ type }) => type)).toEqual([
    'text/plain',
    'text/html',
    'image/png',
  ]);
});

it('given files that make the mail large, then its size is told and its bytes are not', async () => {
  const desk = await aDesk();
  const uploadId = await desk.upload('big.bin', Buffer.alloc(3 * 1024 * 1024, 7), { type: 'application/octet-stream' });
  const { status, body } = await desk.preview({ html: '<p>네</p>', uploadIds: [uploadId] });
  expect([status, body.mime]).toEqual([200, null]);
  expect(body.mimeSize).toBeGreaterThan(4 * 1024 * 1024);
});

it('writes nothing, and leaves the uploads to whoever sends them', async () => {
  const desk = await aDesk();
  const uploadIds = [await desk.upload('note.txt')];
  const [files, facts] = [[...desk.objects.keys()], desk.memory.facts.length];
  for (let i = 0; i < 2; i += 1) expect((await desk.preview({ html: '<p>네</p>', uploadIds })).status).toBe(200);
  expect([[...desk.objects.keys()], desk.memory.facts.length, desk.memory.mails.size]).toEqual([files, facts, 0]);
  expect(
    (await desk.call('resolveTicket', { params: { number: desk.number }, body: { html: '<p>네</p>', uploadIds } }))
      .status,
  ).toBe(200);
});

it('given restricted words, then they are told with the mail, as sending is refused for them', async () => {
  const desk = await aDesk();
  await desk.call('setRestrictedWords', { as: 'boss', body: { words: ['바보', '불'] } });
  const shown = await desk.preview({ html: '<p>바​보</p>' });
  expect(shown).toMatchObject({
    status: 200,
    body: {
      restricted: [
        { where: 'subject', written: '불' },
        { where: 'text', start: 0, end: 3, word: '바보', written: '바​보' },
      ],
    },
  });
  const refused = await desk.call('resolveTicket', { params: { number: desk.number }, body: { html: '<p>바​보</p>' } });
  expect(refused.body['matches']).toEqual(shown.body.restricted);
});

it.each<[string, object, string, number, string]>([
  ['nothing to read', { html: '<script>x</script>' }, 'first', 400, 'validation_failed'],
  ['another command', { html: 'x', command: 'comment' }, 'first', 400, 'validation_failed'],
  ['an upload that is not there', { html: 'x', uploadIds: ['upl_none'] }, 'first', 404, 'upload_not_found'],
  ['somebody who may not answer', { html: 'x' }, 'second', 403, 'not_assignee'],
  ['somebody of another service', { html: 'x' }, 'stranger', 404, 'service_not_found'],
])('is refused as the answer would be: %s', async (_, body, as, status, code) => {
  const desk = await aDesk();
  expect(await desk.preview(body, as)).toMatchObject({ status, body: { code } });
});

it('is refused for a ticket that can’t be answered, or isn’t there', async () => {
  const desk = await aDesk();
  await desk.call('resolveTicket', { params: { number: desk.number }, body: { html: '<p>네</p>' } });
  expect(await desk.preview({ html: '<p>네</p>' })).toMatchObject({
    status: 409,
    body: { code: 'illegal_transition' },
  });
  expect(
    await desk.call('previewAnswer', { params: { number: 999 }, body: { command: 'pend', html: 'x' } }),
  ).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
});
